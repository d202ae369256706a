// SPDX-License-Identifier: MIT
#include "interp/vm/call_context.h"

#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include "interp/base/limits.h"
#include "interp/program/builder.h"
#include "interp/vm/machine.h"
#include "interp/vm/memory_host.h"

namespace trommel::vm {
namespace {

// What the row `probe` does in the test that runs.
std::function<void(CallContext&)> probe;

Result<Value> RunProbe(CallContext& context, std::span<const Value>) {
  probe(context);
  return Value::Nil();
}

constexpr Row kRows[] = {
    {RowKind::kCommand, "probe", "probe", "", "", nullptr, RunProbe}};
constexpr Feature kFeature = {"t", 1, Language::kSieve, "", kRows};
constexpr const Feature* kFeatures[] = {&kFeature};

/// Runs `check` inside a row on line 2, in a program that may read matches.
void InRow(std::function<void(CallContext&)> check, bool reads_matches = true) {
  RowIndex index(kFeatures);
  SourceText source("t", "line one\nline two\n");
  Builder builder(Language::kSieve, source);
  builder.At(10);
  builder.Variable("v");
  builder.CallConst(*index.Find(Language::kSieve, RowKind::kCommand, "probe"),
                    {});
  if (reads_matches) {
    builder.EmitCount(Op::kLoadMatch, 0);
    builder.Emit(Op::kPop);
  }
  Result<Program> program = Program::Load(builder.Finish().value(), index);
  ASSERT_TRUE(program);
  MemoryHost host;
  Settings settings;
  Machine machine(*program, host, settings);
  mail::Message message(
      "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
      "--b\n\none\n--b\n\ntwo\n--b--\n");
  mail::Envelope envelope;
  probe = std::move(check);
  EXPECT_TRUE(machine.Run({&message, &envelope}).ok);
}

TEST(CallContext, KnowsItsLineAndVariables) {
  InRow([](CallContext& context) {
    EXPECT_EQ(context.line(), 2U);
    ASSERT_EQ(context.variables(), 1U);
    context.variable(0) = Value::String("x");
    EXPECT_EQ(context.variable(0).text(), "x");
  });
}

TEST(CallContext, MatchesAreCopiedAndCutAtTheLimit) {
  InRow([](CallContext& context) {
    EXPECT_EQ(context.Match(0).text(), "");
    std::string text = "gone";
    std::vector<Value> groups(limits::kMatchVariables + 1,
                              Value::String(text, true));
    context.SetMatches(groups);
    text = "xxxx";
    EXPECT_EQ(context.Match(limits::kMatchVariables - 1).text(), "gone");
    EXPECT_TRUE(context.Match(0).tainted());
    EXPECT_EQ(context.Match(limits::kMatchVariables).text(), "");
  });
}

TEST(CallContext, MatchesAreWantedWhenTheProgramReadsThem) {
  for (bool reads : {false, true}) {
    InRow(
        [reads](CallContext& context) {
          EXPECT_EQ(context.matches_wanted(), reads);
        },
        reads);
  }
}

TEST(CallContext, StateIsOnePerType) {
  struct One {
    int n;
  };
  struct Two {
    int n;
  };
  InRow([](CallContext& context) {
    context.State<One>().n = 1;
    EXPECT_EQ(context.State<Two>().n, 0);
    EXPECT_EQ(context.State<One>().n, 1);
  });
}

TEST(CallContext, PartsAndPatternsComeFromTheCaches) {
  InRow([](CallContext& context) {
    ASSERT_EQ(context.mime().parts().size(), 3U);
    EXPECT_EQ(context.PartText(2).value(), "two");
    EXPECT_EQ(context.CompiledRegex("a", {}).value(),
              context.CompiledRegex("a", {}).value());
  });
}

TEST(CallContext, TaintedCopyIsItsOwn) {
  InRow([](CallContext& context) {
    std::string text = "mail";
    Value copy = context.TaintedCopy(text);
    text = "xxxx";
    EXPECT_EQ(copy.text(), "mail");
    EXPECT_TRUE(copy.tainted());
  });
}

}  // namespace
}  // namespace trommel::vm
