// SPDX-License-Identifier: MIT
// Errors inside foranyaddress: which one is told, and what is asked after it.
#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "interp/program/builder.h"
#include "interp/vm/machine.h"
#include "interp/vm/memory_host.h"

namespace trommel::vm {
namespace {

/// Fails for a word that begins with x; true for one that begins with y.
Result<Value> RunYes(CallContext&, std::span<const Value> args) {
  const std::string word(args[0].text());
  if (word.starts_with('x')) return Err(Code::kRun, "bad " + word);
  if (word.starts_with('l')) return Err(Code::kLimit, "too much");
  return Value::Bool(word.starts_with('y'));
}

/// The letters of a word.
Result<Value> RunLetters(CallContext& context, std::span<const Value> args) {
  const std::string_view text = args[0].text();
  std::span<Value> items = context.arena().Array<Value>(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    items[i] = Value::String(text.substr(i, 1));
  }
  return Value::List(items);
}

Result<Value> RunSave(CallContext& context, std::span<const Value>) {
  Action action;
  action.kind = ActionKind::kFileInto;
  TRY(context.actions().Add(action));
  return Value::Nil();
}

constexpr Row kRows[] = {
    {RowKind::kCommand, "save", "save", "", "", nullptr, RunSave},
    {RowKind::kCondition, "yes", "yes <word: string>", "", "", nullptr, RunYes},
    {RowKind::kSource, "letters", "letters <text: string>", "", "", nullptr,
     RunLetters},
};
constexpr Feature kFeature = {"t", 1, Language::kExim, "", kRows};
constexpr const Feature* kFeatures[] = {&kFeature};

class Recorder : public TraceSink {
 public:
  void OnCall(const TraceEvent& event) override {
    if (event.row->kind != RowKind::kCondition) return;
    log += std::string(event.args[0].text()) + (event.failed ? "! " : " ");
  }
  void OnCompare(std::string_view, std::string_view, bool) override {}
  void OnFailure(uint32_t, uint32_t) override { log += "failed "; }
  std::string log;
};

/// if foranyaddress LETTERS (yes $it and yes "y") then save endif, perhaps
/// inside a foranyaddress OUTER.
class LoopErrorsTest : public ::testing::Test {
 protected:
  const RowEntry& Row(RowKind kind, std::string_view name) {
    return *index_.Find(Language::kExim, kind, name);
  }

  void Ask(Builder& b, std::string_view constant) {
    if (constant.empty()) {
      b.EmitCount(Op::kLoadVar, b.Variable("it"));
    } else {
      b.EmitString(constant);
    }
    b.Call(Row(RowKind::kCondition, "yes"), 1);
  }

  /// Jumps to the result when true.
  Jump Loop(Builder& b, std::string_view letters, std::string_view inner,
            std::string_view also) {
    b.EmitString(letters);
    b.Call(Row(RowKind::kSource, "letters"), 1);
    b.Emit(Op::kIter);
    const uint32_t again = b.Here();
    Jump done = b.Branch(Op::kNext);
    b.EmitCount(Op::kStoreVar, b.Variable("it"));
    std::optional<Jump> decided;
    Jump found = Body(b, inner, also, &decided);
    if (decided) b.Bind(*decided);
    b.JumpBack(again);
    b.Bind(found);
    b.Emit(Op::kEndIter);
    Jump is_true = b.Branch(Op::kJump);
    b.Bind(done);
    return is_true;
  }

  Jump Body(Builder& b, std::string_view inner, std::string_view also,
            std::optional<Jump>* decided) {
    if (!inner.empty()) return Loop(b, inner, {}, {});
    Ask(b, {});
    if (also.empty()) return b.Branch(Op::kJumpTrue);
    *decided = b.Branch(Op::kJumpFalse);
    Ask(b, also);
    return b.Branch(Op::kJumpTrue);
  }

  /// The error, or how many actions there were; fills log_.
  std::string Run(std::string_view letters, std::string_view inner = {},
                  std::string_view also = {}) {
    Builder builder(Language::kExim, source_);
    Jump is_true = Loop(builder, letters, inner, also);
    Jump end = builder.Branch(Op::kJump);
    builder.Bind(is_true);
    builder.CallConst(Row(RowKind::kCommand, "save"), {});
    builder.Bind(end);
    Result<std::string> bytes = builder.Finish();
    if (!bytes) return "finish: " + bytes.error().text;
    Result<Program> program = Program::Load(std::move(*bytes), index_);
    if (!program) return "load: " + program.error().text;
    Machine machine(*program, host_, settings_);
    Recorder recorder;
    Outcome outcome = machine.Run({&message_, &envelope_}, &recorder);
    log_ = recorder.log;
    return outcome.ok ? std::to_string(outcome.actions.size())
                      : outcome.error.text;
  }

  RowIndex index_{kFeatures};
  SourceText source_{"t", "x\n"};
  MemoryHost host_;
  Settings settings_;
  mail::Message message_{"Subject: x\n\nbody\n"};
  mail::Envelope envelope_;
  std::string log_;
};

TEST_F(LoopErrorsTest, NothingChangesWithoutErrors) {
  EXPECT_EQ(Run("abya"), "1");
  EXPECT_EQ(log_, "a b y ");
}

TEST_F(LoopErrorsTest, TheOtherAddressesAreAskedAfterAnError) {
  EXPECT_EQ(Run("axab"), "bad x");
  EXPECT_EQ(log_, "a x! failed a b ");
}

TEST_F(LoopErrorsTest, OneThatIsTrueEndsTheLoopButNotTheError) {
  EXPECT_EQ(Run("xyxa"), "bad x");
  EXPECT_EQ(log_, "x! failed y ");
}

TEST_F(LoopErrorsTest, EveryErrorIsTold) {
  EXPECT_EQ(Run("xxa"), "bad x");
  EXPECT_EQ(log_, "x! failed x! failed a ");
}

TEST_F(LoopErrorsTest, TheLastErrorCounts) {
  EXPECT_EQ(Run("yab", {}, "xerox"), "bad xerox");
  EXPECT_EQ(log_, "y xerox! failed a b ");
  EXPECT_EQ(Run("yxb", {}, "xerox"), "bad x");
}

TEST_F(LoopErrorsTest, AfterAnErrorOnlyTheFirstConditionIsAsked) {
  EXPECT_EQ(Run("xya", {}, "xerox"), "bad x");
  EXPECT_EQ(log_, "x! failed y a ");
}

TEST_F(LoopErrorsTest, TheLoopAroundGoesOnToo) {
  EXPECT_EQ(Run("ab", "cxd"), "bad x");
  EXPECT_EQ(log_, "c x! failed d c x! failed d ");
}

TEST_F(LoopErrorsTest, BothLoopsEndWhenTheInnerIsTrue) {
  EXPECT_EQ(Run("ab", "xy"), "bad x");
  EXPECT_EQ(log_, "x! failed y ");
}

TEST_F(LoopErrorsTest, ALimitEndsTheRun) {
  EXPECT_EQ(Run("xlab"), "too much");
  EXPECT_EQ(log_, "x! failed l! failed ");
}

}  // namespace
}  // namespace trommel::vm
