// SPDX-License-Identifier: MIT
#include "interp/vm/machine.h"

#include <gtest/gtest.h>

#include <functional>

#include "interp/base/limits.h"
#include "interp/base/work.h"
#include "interp/program/builder.h"
#include "interp/vm/memory_host.h"

namespace trommel::vm {
namespace {

Result<Value> RunSave(CallContext& context, std::span<const Value> args) {
  Action action;
  action.kind = ActionKind::kFileInto;
  action.target = args[0].text();
  action.line = context.line();
  TRY(context.actions().Add(action));
  return Value::Nil();
}

Result<Value> RunIs(CallContext& context, std::span<const Value> args) {
  const Value group = args[0];
  bool same = args[0].text() == args[1].text();
  if (same) context.SetMatches({&group, 1});
  return Value::Bool(same);
}

Result<Value> RunStop(CallContext& context, std::span<const Value>) {
  context.RequestStop();
  return Value::Nil();
}

Result<Value> RunCount(CallContext& context, std::span<const Value>) {
  struct Counter {
    int n;
  };
  Counter& counter = context.State<Counter>();
  ++counter.n;
  return context.TaintedCopy(std::to_string(counter.n));
}

Result<Value> RunMaybe(CallContext&, std::span<const Value> args) {
  return args[0].text().empty() ? Value::Nil() : args[0];
}

Result<Value> RunFail(CallContext&, std::span<const Value>) {
  return Err(Code::kRun, "it broke");
}

Result<Value> RunHuge(CallContext& context, std::span<const Value>) {
  context.arena().Allocate(limits::kRunBytes + 1);
  return Value::Nil();
}

Result<Value> RunToil(CallContext&, std::span<const Value>) {
  work::Spend(limits::kWorkBytes / 2);
  return Value::Nil();
}

constexpr Row kRows[] = {
    {RowKind::kCommand, "toil", "toil", "", "", nullptr, RunToil},
    {RowKind::kCommand, "save", "save <to: string>", "", "", nullptr, RunSave},
    {RowKind::kCommand, "stop", "stop", "", "", nullptr, RunStop},
    {RowKind::kCommand, "fail", "fail", "", "", nullptr, RunFail},
    {RowKind::kCommand, "huge", "huge", "", "", nullptr, RunHuge},
    {RowKind::kTest, "is", "is <a: string> <b: string>", "", "", nullptr,
     RunIs},
    {RowKind::kVariable, "count", "count", "", "", nullptr, RunCount},
    {RowKind::kLookup, "maybe", "maybe <a: string>", "", "", nullptr, RunMaybe},
};
constexpr Feature kSieve = {"t", 1, Language::kSieve, "", kRows};
constexpr Feature kExim = {"t", 1, Language::kExim, "", kRows};
constexpr const Feature* kFeatures[] = {&kSieve, &kExim};

class MachineTest : public ::testing::Test {
 protected:
  const RowEntry& Row(RowKind kind, std::string_view name) {
    return *index_.Find(language_, kind, name);
  }
  const RowEntry& Command(std::string_view name) {
    return Row(RowKind::kCommand, name);
  }
  void Save(Builder& b, std::string_view target) {
    Builder::Constant arg;
    arg.type = Type::kString;
    arg.text = target;
    b.CallConst(Command("save"), {&arg, 1});
  }
  void SaveTop(Builder& b) { b.Call(Command("save"), 1); }

  /// Builds, loads and runs; targets of the actions joined by blanks.
  std::string Run(const std::function<void(Builder&)>& emit) {
    Builder builder(language_, source_);
    emit(builder);
    Result<std::string> bytes = builder.Finish();
    if (!bytes) return "finish: " + bytes.error().text;
    Result<Program> program = Program::Load(std::move(*bytes), index_);
    if (!program) return "load: " + program.error().text;
    machine_ = std::make_unique<Machine>(*program, host_, settings_);
    outcome_ = machine_->Run({&message_, &envelope_}, trace_);
    std::string out;
    for (const Action& action : outcome_.actions) {
      out += out.empty() ? "" : " ";
      out += action.implicit ? "KEEP" : std::string(action.target);
    }
    error_ = outcome_.error.text;
    return out;
  }

  Language language_ = Language::kSieve;
  RowIndex index_{kFeatures};
  SourceText source_{"t", "line one\nline two\n"};
  MemoryHost host_;
  Settings settings_;
  mail::Message message_{"Subject: x\n\nbody\n"};
  mail::Envelope envelope_;
  TraceSink* trace_ = nullptr;
  std::unique_ptr<Machine> machine_;
  Outcome outcome_;
  std::string error_;
};

TEST_F(MachineTest, EmptyProgramKeeps) {
  EXPECT_EQ(Run([](Builder&) {}), "KEEP");
  EXPECT_TRUE(outcome_.implicit_keep);
}

TEST_F(MachineTest, ActionCancelsTheImplicitKeepAndKnowsItsLine) {
  EXPECT_EQ(Run([this](Builder& b) {
              b.At(10);
              Save(b, "a");
            }),
            "a");
  EXPECT_EQ(outcome_.actions[0].line, 2U);
}

TEST_F(MachineTest, BranchesAndMatches) {
  auto program = [this](const char* left) {
    return Run([this, left](Builder& b) {
      b.EmitString(left);
      b.EmitString("x");
      b.Call(Row(RowKind::kTest, "is"), 2);
      Jump no = b.Branch(Op::kJumpFalse);
      b.EmitString("got ");
      b.EmitCount(Op::kLoadMatch, 0);
      b.EmitCount(Op::kConcat, 2);
      SaveTop(b);
      Jump end = b.Branch(Op::kJump);
      b.Bind(no);
      Save(b, "other");
      b.Bind(end);
    });
  };
  EXPECT_EQ(program("x"), "got x");
  EXPECT_EQ(program("y"), "other");
}

TEST_F(MachineTest, VariablesStartEmptyAndHold) {
  EXPECT_EQ(Run([this](Builder& b) {
              b.EmitCount(Op::kLoadVar, b.Variable("v"));
              b.EmitString("1");
              b.EmitCount(Op::kConcat, 2);
              b.EmitCount(Op::kStoreVar, b.Variable("v"));
              b.EmitCount(Op::kLoadVar, b.Variable("v"));
              SaveTop(b);
            }),
            "1");
}

TEST_F(MachineTest, LoopsVisitEveryItem) {
  EXPECT_EQ(Run([this](Builder& b) {
              const std::string_view items[] = {"a", "b", "c"};
              b.EmitList(items);
              b.Emit(Op::kIter);
              uint32_t again = b.Here();
              Jump end = b.Branch(Op::kNext);
              SaveTop(b);
              b.JumpBack(again);
              b.Bind(end);
              Save(b, "done");
            }),
            "a b c done");
}

TEST_F(MachineTest, MatchesAreSavedAndRestored) {
  auto match = [this](Builder& b, const char* text) {
    b.EmitString(text);
    b.EmitString(text);
    b.Call(Row(RowKind::kTest, "is"), 2);
    b.Emit(Op::kPop);
  };
  EXPECT_EQ(Run([&](Builder& b) {
              match(b, "outer");
              b.Emit(Op::kSaveMatch);
              match(b, "inner");
              b.Emit(Op::kRestoreMatch);
              b.EmitCount(Op::kLoadMatch, 0);
              SaveTop(b);
            }),
            "outer");
}

TEST_F(MachineTest, JumpNilTakesTheNoString) {
  auto program = [this](const char* text) {
    return Run([this, text](Builder& b) {
      b.EmitString(text);
      b.Call(Row(RowKind::kLookup, "maybe"), 1);
      Jump no = b.Branch(Op::kJumpNil);
      Jump end = b.Branch(Op::kJump);
      b.Bind(no);
      b.EmitString("nothing");
      b.Bind(end);
      SaveTop(b);
    });
  };
  EXPECT_EQ(program("some"), "some");
  EXPECT_EQ(program(""), "nothing");
}

TEST_F(MachineTest, StopEndsTheRun) {
  EXPECT_EQ(Run([this](Builder& b) {
              Save(b, "a");
              b.CallConst(Command("stop"), {});
              Save(b, "b");
            }),
            "a");
}

TEST_F(MachineTest, StateStartsAfreshEveryRun) {
  auto emit = [this](Builder& b) {
    b.Call(Row(RowKind::kVariable, "count"), 0);
    b.Call(Row(RowKind::kVariable, "count"), 0);
    b.EmitCount(Op::kConcat, 2);
    SaveTop(b);
  };
  Builder builder(language_, source_);
  emit(builder);
  Result<Program> program = Program::Load(*builder.Finish(), index_);
  ASSERT_TRUE(program);
  Machine machine(*program, host_, settings_);
  for (int i = 0; i < 3; ++i) {
    Outcome outcome = machine.Run({&message_, &envelope_});
    EXPECT_EQ(outcome.actions[0].target, "12");
  }
}

TEST_F(MachineTest, FailedSieveRunIsOnlyTheImplicitKeep) {
  EXPECT_EQ(Run([this](Builder& b) {
              Save(b, "a");
              b.CallConst(Command("fail"), {});
            }),
            "KEEP");
  EXPECT_FALSE(outcome_.ok);
  EXPECT_EQ(error_, "it broke");
}

TEST_F(MachineTest, FailedEximRunShowsWhatCameBeforeAndItsFrame) {
  language_ = Language::kExim;
  EXPECT_EQ(Run([this](Builder& b) {
              Save(b, "a");
              b.BeginFrame("$bad", "save command");
              b.EmitText(Op::kRaise, "unknown variable name \"bad\"");
              b.EndFrame();
            }),
            "a KEEP");
  EXPECT_EQ(error_,
            "failed to expand \"$bad\" in save command: unknown variable name "
            "\"bad\"");
}

TEST_F(MachineTest, AFrameMayAddToTheEndOfAnError) {
  language_ = Language::kExim;
  EXPECT_EQ(Run([](Builder& b) {
              b.BeginFrame("$bad", "save command\n inside a list");
              b.EmitText(Op::kRaise, "no such name");
              b.EndFrame();
            }),
            "KEEP");
  EXPECT_EQ(error_,
            "failed to expand \"$bad\" in save command: no such name inside a "
            "list");
}

TEST_F(MachineTest, ForcedFailureIsItsOwnCode) {
  Run([](Builder& b) { b.EmitText(Op::kForce, "asked"); });
  EXPECT_EQ(outcome_.error.code, Code::kForced);
}

TEST_F(MachineTest, EndlessLoopHitsTheInstructionBudget) {
  EXPECT_EQ(Run([](Builder& b) { b.JumpBack(b.Here()); }), "KEEP");
  EXPECT_EQ(outcome_.error.code, Code::kLimit);
  EXPECT_EQ(error_, "the run took too many instructions");
}

TEST_F(MachineTest, MemoryBudgetEndsTheRun) {
  EXPECT_EQ(Run([this](Builder& b) {
              b.CallConst(Command("huge"), {});
              Save(b, "a");
            }),
            "KEEP");
  EXPECT_EQ(error_, "the run used too much memory");
}

TEST_F(MachineTest, WorkBudgetEndsTheRunAndIsNewForTheNext) {
  for (size_t halves : {1U, 2U, 1U}) {
    EXPECT_EQ(Run([this, halves](Builder& b) {
                for (size_t i = 0; i < halves; ++i) {
                  b.CallConst(Command("toil"), {});
                }
                Save(b, "a");
              }),
              halves == 1 ? "a" : "KEEP");
    EXPECT_EQ(error_, halves == 1 ? "" : work::kError);
  }
  EXPECT_FALSE(work::Spent());
}

TEST_F(MachineTest, StringsCannotGrowPastTheirLimit) {
  Run([this](Builder& b) {
    b.EmitString(std::string(1024, 'x'));
    b.EmitCount(Op::kStoreVar, b.Variable("v"));
    for (int i = 0; i < 11; ++i) {
      b.EmitCount(Op::kLoadVar, b.Variable("v"));
      b.EmitCount(Op::kLoadVar, b.Variable("v"));
      b.EmitCount(Op::kConcat, 2);
      b.EmitCount(Op::kStoreVar, b.Variable("v"));
    }
    Save(b, "a");
  });
  EXPECT_EQ(outcome_.error.code, Code::kLimit);
}

TEST_F(MachineTest, TaintSurvivesConcat) {
  Run([this](Builder& b) {
    b.EmitString("a");
    b.Call(Row(RowKind::kVariable, "count"), 0);
    b.EmitCount(Op::kConcat, 2);
    b.EmitCount(Op::kStoreVar, b.Variable("v"));
    b.EmitCount(Op::kLoadVar, b.Variable("v"));
    SaveTop(b);
  });
  EXPECT_EQ(outcome_.actions[0].target, "a1");
}

class Recorder : public TraceSink {
 public:
  void OnCall(const TraceEvent& event) override {
    log += std::to_string(event.line) + " " + std::string(event.row->name) +
           "(" + std::string(event.args.empty() ? "" : event.args[0].text()) +
           ")=" + (event.result.boolean() ? "true" : "-") + "; ";
  }
  void OnCompare(std::string_view, std::string_view, bool) override {}
  std::string log;
};

TEST_F(MachineTest, TraceTellsEveryCall) {
  Recorder recorder;
  trace_ = &recorder;
  Run([this](Builder& b) {
    b.At(10);
    b.EmitString("x");
    b.EmitString("x");
    b.Call(Row(RowKind::kTest, "is"), 2);
    b.Emit(Op::kPop);
    Save(b, "a");
  });
  EXPECT_EQ(recorder.log, "2 is(x)=true; 2 save(a)=-; ");
}

}  // namespace
}  // namespace trommel::vm
