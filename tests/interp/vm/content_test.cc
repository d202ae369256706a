// SPDX-License-Identifier: MIT
// What actions are about after edits.
#include <gtest/gtest.h>

#include "interp/program/builder.h"
#include "interp/vm/machine.h"
#include "interp/vm/memory_host.h"

namespace trommel::vm {
namespace {

Result<Value> RunKeep(CallContext& context, std::span<const Value>) {
  TRY(context.actions().Add(Action{}));
  return Value::Nil();
}

Result<Value> RunEdit(CallContext& context, std::span<const Value>) {
  context.headers().Add("X: 1");
  return Value::Nil();
}

Result<Value> RunReplace(CallContext& context, std::span<const Value>) {
  context.ReplaceMessage("Subject: new\n\nother\n");
  EXPECT_EQ(context.message().body(), "other\n");
  EXPECT_EQ(context.headers().Values("subject")[0].decoded, "new");
  return Value::Nil();
}

Result<Value> RunBreak(CallContext&, std::span<const Value>) {
  return Err(Code::kRun, "broken");
}

constexpr Row kRows[] = {
    {RowKind::kCommand, "keep", "keep", "", "", nullptr, RunKeep},
    {RowKind::kCommand, "edit", "edit", "", "", nullptr, RunEdit},
    {RowKind::kCommand, "replace", "replace", "", "", nullptr, RunReplace},
    {RowKind::kCommand, "break", "break", "", "", nullptr, RunBreak}};
constexpr Feature kFeature = {"t", 1, Language::kSieve, "", kRows};
constexpr const Feature* kFeatures[] = {&kFeature};

std::string Shown(const Action& action) {
  if (action.content == nullptr) return "as it came";
  return std::string(action.content->header) +
         std::string(action.content->body);
}

/// What each action of a program of these commands would store.
std::vector<std::string> After(std::vector<std::string_view> commands,
                               std::string_view bytes = "A: 1\n\nbody\n") {
  RowIndex index(kFeatures);
  SourceText source("t", "");
  Builder builder(Language::kSieve, source);
  for (std::string_view command : commands) {
    builder.CallConst(*index.Find(Language::kSieve, RowKind::kCommand, command),
                      {});
  }
  Program program = builder.Build(index).value();
  MemoryHost host;
  Settings settings;
  Machine machine(program, host, settings);
  mail::Message message(bytes);
  mail::Envelope envelope;
  std::vector<std::string> out;
  for (const Action& action : machine.Run({&message, &envelope}).actions) {
    out.push_back(Shown(action));
  }
  return out;
}

using Lines = std::vector<std::string>;

TEST(Content, IsTheMessageAsOfTheAction) {
  EXPECT_EQ(After({"keep"}), Lines{"as it came"});
  EXPECT_EQ(After({"edit", "keep"}), Lines{"A: 1\nX: 1\n\nbody\n"});
  EXPECT_EQ(After({"edit"}), Lines{"A: 1\nX: 1\n\nbody\n"});
}

TEST(Content, KeepsTheLineEnds) {
  EXPECT_EQ(After({"edit"}, "A: 1\r\n\r\nb\r\n"),
            Lines{"A: 1\r\nX: 1\r\n\r\nb\r\n"});
}

TEST(Content, OfAReplacedMessageIsTheOther) {
  EXPECT_EQ(After({"edit", "replace"}), Lines{"Subject: new\n\nother\n"});
  EXPECT_EQ(After({"replace", "edit"}), Lines{"Subject: new\nX: 1\n\nother\n"});
}

TEST(Content, OfAFailedRunIsTheMessageAsItCame) {
  EXPECT_EQ(After({"replace", "keep", "break"}), Lines{"as it came"});
}

}  // namespace
}  // namespace trommel::vm
