// SPDX-License-Identifier: MIT
// Reports: destinations, subjects, actions.
#include "tools/common/report.h"

#include <gtest/gtest.h>

#include <array>
#include <nlohmann/json.hpp>

namespace trommel {
namespace {

using vm::Action;
using vm::ActionKind;

Action Make(ActionKind kind, std::string_view target, uint32_t line = 1) {
  Action action;
  action.kind = kind;
  action.target = target;
  action.line = line;
  return action;
}

Action ImplicitKeep() {
  Action keep = Make(ActionKind::kKeep, "", 0);
  keep.implicit = true;
  return keep;
}

std::string Places(const std::vector<Action>& actions, bool ok = true) {
  vm::Outcome outcome;
  outcome.ok = ok;
  outcome.actions = actions;
  Destinations destinations;
  destinations.Set(outcome);
  std::string out;
  for (const std::string& place : destinations.all()) out += place + ";";
  return out;
}

TEST(Destinations, NameWhereTheMailGoes) {
  EXPECT_EQ(Places({ImplicitKeep()}), "INBOX;");
  EXPECT_EQ(Places({Make(ActionKind::kFileInto, "Lists")}), "Lists;");
  EXPECT_EQ(Places({Make(ActionKind::kRedirect, "a@b")}), "redirect:a@b;");
  EXPECT_EQ(Places({Make(ActionKind::kPipe, "/bin/x y")}), "pipe:/bin/x y;");
  EXPECT_EQ(Places({Make(ActionKind::kDiscard, "")}), "discard;");
  EXPECT_EQ(Places({Make(ActionKind::kFail, "no")}), "fail;");
  EXPECT_EQ(Places({}), "");
}

TEST(Destinations, DiscardCountsOnlyAlone) {
  EXPECT_EQ(Places({Make(ActionKind::kDiscard, ""),
                    Make(ActionKind::kFileInto, "x")}),
            "x;");
}

TEST(Destinations, EachPlaceOnce) {
  EXPECT_EQ(Places({Make(ActionKind::kFileInto, "x"),
                    Make(ActionKind::kFileInto, "x"),
                    Make(ActionKind::kRedirect, "x")}),
            "x;redirect:x;");
}

TEST(Destinations, RepliesAndHeadersMoveNothing) {
  EXPECT_EQ(Places({Make(ActionKind::kVacation, "a@b"),
                    Make(ActionKind::kReply, "a@b"),
                    Make(ActionKind::kAddHeader, "X: y"), ImplicitKeep()}),
            "INBOX;");
}

TEST(Destinations, AfterAnErrorOnlyTheEnginesOwn) {
  EXPECT_EQ(Places({Make(ActionKind::kFileInto, "x")}, false), "");
  EXPECT_EQ(Places({ImplicitKeep()}, false), "INBOX;");
}

TEST(Destinations, AreReusable) {
  Destinations destinations;
  vm::Outcome outcome;
  const std::array two = {Make(ActionKind::kFileInto, "a"),
                          Make(ActionKind::kFileInto, "b")};
  outcome.actions = two;
  destinations.Set(outcome);
  outcome.actions = std::span(two).subspan(1);
  destinations.Set(outcome);
  ASSERT_EQ(destinations.all().size(), 1U);
  EXPECT_EQ(destinations.all()[0], "b");
}

TEST(Subject, IsOneDecodedLine) {
  struct Row {
    const char* field;
    const char* subject;
  };
  for (const Row& row :
       {Row{"Subject: plain\n\n", "plain"}, Row{"subject:x\n y\n\n", "x y"},
        Row{"Subject: =?iso-8859-1?Q?caf=E9?=\n\n", "caf\xC3\xA9"},
        Row{"Subject: a\x1B[1m\n\n", "a?[1m"}, Row{"To: x\n\n", ""},
        Row{"Subject: =?utf-8?Q?a=0D=0Ab?=\n\n", "a b"}}) {
    std::string subject = "old";
    ReadSubject(mail::Message(row.field), &subject);
    EXPECT_EQ(subject, row.subject) << row.field;
  }
}

TEST(ActionText, ShowsFlagsAndFields) {
  const std::array flags = {Value::String("\\Seen")};
  const std::array fields = {vm::ActionField{"days", Value::Int(7)},
                             vm::ActionField{"none", Value::Nil()}};
  Action action = Make(ActionKind::kFileInto, "Li\nsts", 4);
  action.flags = flags;
  action.fields = fields;
  action.copy = true;
  std::string out;
  AppendAction(action, &out);
  EXPECT_EQ(out,
            "  fileinto \"Li\\nsts\", as a copy (line 4)\n"
            "      flags: [\"\\Seen\"]\n"
            "      days: 7\n");
}

TEST(ActionText, ModesAreOctalAndOnlyDeliveriesAreCopies) {
  const std::array fields = {vm::ActionField{"mode", Value::Int(0640)}};
  Action save = Make(ActionKind::kFileInto, "x", 1);
  save.fields = fields;
  Action print = Make(ActionKind::kTestPrint, "y", 2);
  print.copy = true;
  std::string out;
  AppendAction(save, &out);
  AppendAction(print, &out);
  EXPECT_EQ(out,
            "  fileinto \"x\" (line 1)\n      mode: 0640\n"
            "  testprint \"y\" (line 2)\n");
}

TEST(ValueText, IsCut) {
  std::string out;
  const std::string text(300, 'x');
  AppendValue(Value::String(text), &out);
  EXPECT_EQ(out, "\"" + std::string(200, 'x') + "\"... (300 bytes)");
}

TEST(OutcomeJson, HasActionsAndError) {
  vm::Outcome outcome;
  const std::array actions = {Make(ActionKind::kFileInto, "x", 3)};
  outcome.actions = actions;
  Destinations destinations;
  destinations.Set(outcome);
  outcome.ok = false;
  outcome.error = {Code::kRun, "broken", {}};
  std::string out;
  JsonWriter json(&out);
  json.Open('{');
  WriteOutcome(destinations, outcome, &json);
  json.Close('}');
  const auto parsed = nlohmann::json::parse(out);
  EXPECT_EQ(parsed["destinations"], nlohmann::json::array({"x"}));
  EXPECT_EQ(parsed["actions"][0]["action"], "fileinto");
  EXPECT_EQ(parsed["actions"][0]["target"], "x");
  EXPECT_EQ(parsed["actions"][0]["line"], 3);
  EXPECT_EQ(parsed["error"]["code"], "Run");
  EXPECT_EQ(parsed["error"]["text"], "broken");
}

}  // namespace
}  // namespace trommel
