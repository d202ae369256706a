// SPDX-License-Identifier: MIT
// Programs that run inside a call of another.
#include <gtest/gtest.h>

#include <deque>
#include <string>

#include "interp/program/builder.h"
#include "interp/vm/expander.h"
#include "interp/vm/machine.h"
#include "interp/vm/memory_host.h"

namespace trommel::vm {
namespace {

Result<Value> RunExpand(CallContext& context, std::span<const Value> args) {
  return context.Expand(args[0]);
}

Result<Value> RunTaint(CallContext& context, std::span<const Value> args) {
  return context.TaintedCopy(args[0].text());
}

constexpr Row kRows[] = {
    {RowKind::kItem, "expand", "expand <text: string>", "", "", nullptr,
     RunExpand},
    {RowKind::kItem, "taint", "taint <text: string>", "", "", nullptr,
     RunTaint},
};
constexpr Feature kFeature = {"t", 1, Language::kExim, "", kRows};
constexpr const Feature* kFeatures[] = {&kFeature};

/// "self" expands itself, "item" is $item in brackets and "value" $value, "bad"
/// fails; all else is what it is.
class Strings : public Expander {
 public:
  Result<const Program*> Compile(std::string_view text) override {
    const SourceText source("text", std::string(text));
    Builder b(Language::kExim, source);
    const uint16_t result = b.Variable("expanded");
    if (text == "self") {
      b.EmitString(text);
      b.Call(*index.Find(Language::kExim, RowKind::kItem, "expand"), 1);
    } else if (text == "item" || text == "value") {
      b.EmitString("[");
      b.EmitCount(Op::kLoadVar, b.Variable(text));
      b.EmitString("]");
      b.EmitCount(Op::kConcat, 3);
    } else if (text == "bad") {
      b.EmitText(Op::kRaise, "bad text");
      b.EmitString({});
    } else {
      b.EmitString(text);
    }
    b.EmitCount(Op::kStoreVar, result);
    TRY_ASSIGN(Program program, b.Build());
    return &programs.emplace_back(std::move(program));
  }
  RowIndex index{kFeatures};
  std::deque<Program> programs;
};

class NestedRun : public ::testing::Test {
 protected:
  /// Expands `text` with $item set to "i", between two other strings.
  std::string Expanded(std::string_view text, bool tainted = false) {
    const SourceText source("outer", std::string(text));
    Builder b(Language::kExim, source);
    const uint16_t result = b.Variable("expanded");
    b.EmitString("i");
    b.EmitCount(Op::kStoreVar, b.Variable("item"));
    b.EmitString("<");
    b.EmitString(text);
    if (tainted) b.Call(Item("taint"), 1);
    b.Call(Item("expand"), 1);
    b.EmitString(">");
    b.EmitCount(Op::kConcat, 3);
    b.EmitCount(Op::kStoreVar, result);
    Result<Program> program = b.Build();
    EXPECT_TRUE(program);
    Machine machine(*program, host_, settings_);
    const mail::Message message("Subject: x\n\n");
    const mail::Envelope envelope;
    const auto value = machine.Evaluate({.message = &message,
                                         .envelope = &envelope,
                                         .leavings = leavings_,
                                         .expander = &strings_});
    return value ? std::string(*value) : "error: " + value.error().text;
  }
  const RowEntry& Item(std::string_view name) {
    return *strings_.index.Find(Language::kExim, RowKind::kItem, name);
  }

  Leavings* leavings_ = nullptr;
  Strings strings_;
  MemoryHost host_;
  Settings settings_;
};

TEST_F(NestedRun, GivesItsValueToTheCaller) { EXPECT_EQ(Expanded("a"), "<a>"); }

TEST_F(NestedRun, SeesTheVariablesOfWhereItStands) {
  EXPECT_EQ(Expanded("item"), "<[i]>");
}

TEST_F(NestedRun, ItsErrorsAreTheCallers) {
  EXPECT_EQ(Expanded("bad"), "error: bad text");
}

TEST_F(NestedRun, RefusesWhatIsTainted) {
  EXPECT_EQ(Expanded("a", true), "error: attempt to expand tainted string 'a'");
}

TEST_F(NestedRun, EndsAtItsLimit) {
  EXPECT_EQ(Expanded("self"),
            "error: strings expand strings more than 20 deep");
}

TEST_F(NestedRun, SeesTheValueThatAnEarlierStringLeft) {
  EXPECT_EQ(Expanded("value"), "<[]>");
  Leavings left;
  left.value.text = "left";
  leavings_ = &left;
  EXPECT_EQ(Expanded("value"), "<[left]>");
}

}  // namespace
}  // namespace trommel::vm
