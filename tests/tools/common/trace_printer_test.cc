// SPDX-License-Identifier: MIT
// Traces: a call a line with its operands as written, comparisons below.
#include "tools/common/trace_printer.h"

#include <gtest/gtest.h>

#include <array>
#include <nlohmann/json.hpp>

namespace trommel {
namespace {

const Row kHeader = {RowKind::kTest, "header",
                     "header [COMPARATOR] [MATCH-TYPE] <names: string-list> "
                     "<keys: string-list>",
                     "", ""};
const Row kVacation = {
    RowKind::kCommand, "vacation",
    "vacation [:days <number: number>] [:mime] <reason: string>", "", ""};

vm::TraceEvent Event(const Row& row, std::span<const Value> args,
                     Value result) {
  vm::TraceEvent event;
  event.line = 4;
  event.column = 2;
  event.row = &row;
  event.args = args;
  event.result = result;
  return event;
}

TEST(TracePrinter, ShowsOperandsAndComparisons) {
  const std::array keys = {Value::String("a"), Value::String("b")};
  const std::array args = {Value::String("i;octet"), Value::String(":is"),
                           Value::Nil(), Value::String("subject"),
                           Value::List(keys)};
  TracePrinter printer(false);
  printer.OnCompare("x", "a", false);
  printer.OnCompare("b", "b", true);
  printer.OnCall(Event(kHeader, args, Value::Bool(true)));
  EXPECT_EQ(printer.text(),
            "  line 4: test header :comparator \"i;octet\" :is \"subject\" "
            "[\"a\", \"b\"] -> true\n"
            "      \"x\" with \"a\": no\n"
            "      \"b\" with \"b\": yes\n");
}

TEST(TracePrinter, IsSilentOfRequireUnlessItFails) {
  const Row row = {RowKind::kStep, "vacation_required", "vacation_required", "",
                   ""};
  TracePrinter printer(false);
  vm::TraceEvent event = Event(row, {}, Value::String({}));
  printer.OnCall(event);
  EXPECT_EQ(printer.text(), "");
  event.failed = true;
  printer.OnCall(event);
  EXPECT_NE(printer.text(), "");
}

TEST(TracePrinter, LeavesOutWhatTheScriptLeftOut) {
  const std::array args = {Value::Nil(), Value::Bool(true),
                           Value::String("away")};
  TracePrinter printer(false);
  printer.OnCall(Event(kVacation, args, Value::Nil()));
  EXPECT_EQ(printer.text(), "  line 4: command vacation :mime \"away\"\n");
}

TEST(TracePrinter, ShowsTagValuesExtrasAndFailure) {
  const std::array args = {Value::Int(7), Value::Nil(), Value::String(""),
                           Value::String(":fcc"), Value::String("Sent")};
  vm::TraceEvent event = Event(kVacation, args, Value::Nil());
  event.failed = true;
  TracePrinter printer(false);
  printer.OnCall(event);
  EXPECT_EQ(printer.text(),
            "  line 4: command vacation :days 7 \"\" \":fcc\" \"Sent\" "
            "-> failed\n");
}

TEST(TracePrinter, ComparisonsBelongToOneCall) {
  TracePrinter printer(true);
  printer.OnCompare("v", "k", true);
  printer.OnCall(Event(kHeader, {}, Value::Bool(true)));
  printer.OnCall(Event(kHeader, {}, Value::Bool(false)));
  const auto json = nlohmann::json::parse("[" + printer.text() + "]");
  ASSERT_EQ(json.size(), 2U);
  EXPECT_EQ(json[0]["compares"][0]["key"], "k");
  EXPECT_EQ(json[0]["line"], 4);
  EXPECT_EQ(json[0]["column"], 2);
  EXPECT_TRUE(json[1]["compares"].empty());
  EXPECT_EQ(json[1]["result"], false);
}

TEST(TracePrinter, EveryKindHasAWord) {
  EXPECT_EQ(KindWord(RowKind::kControl), "control");
  EXPECT_EQ(KindWord(RowKind::kIfCondition), "condition");
  EXPECT_EQ(KindWord(RowKind::kVariable), "variable");
}

}  // namespace
}  // namespace trommel
