// SPDX-License-Identifier: MIT
#include "interp/vm/machine.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

#include "interp/base/work.h"
#include "interp/vm/machine_state.h"

namespace trommel::vm {
namespace {

/// What a row does with its operands is linear in their bytes.
void ChargeFor(std::span<const Value> args) {
  for (const Value& arg : args) work::Spend(arg.text().size());
}

/// Instructions left: kept in a register, in the machine during calls.
struct Budget {
  explicit Budget(size_t* the_home) : home(the_home), left(*the_home) {}
  ~Budget() { Settle(); }
  Budget(const Budget&) = delete;
  Budget& operator=(const Budget&) = delete;
  void Settle() { *home = left; }
  void Resume() { left = *home; }
  size_t* home;
  size_t left;
};

/// The words of `flags`, which blanks separate.
std::span<const Value> SplitFlags(std::string_view flags, Arena* arena) {
  if (flags.empty()) return {};
  const auto blanks = std::ranges::count(flags, ' ');
  std::span<Value> out = arena->Array<Value>(static_cast<size_t>(blanks) + 1);
  for (Value& flag : out) {
    const size_t end = std::min(flags.find(' '), flags.size());
    flag = Value::Tainted(flags.substr(0, end));
    flags.remove_prefix(std::min(end + 1, flags.size()));
  }
  return out;
}

/// A NUL in a suffix says that the rest stands in place of the error.
void AddSuffix(std::string_view suffix, std::string* error) {
  const size_t nul = suffix.rfind('\0');
  if (nul != std::string_view::npos) {
    error->clear();
    suffix.remove_prefix(nul + 1);
  }
  error->append(suffix);
}

}  // namespace

MachineState::MachineState(const Program& the_program, Host& the_host,
                           const Settings& the_settings)
    : host(the_host), settings(the_settings) {
  context.arena_ = &arena;
  context.input_ = &input;
  context.headers_ = &headers;
  context.host_ = &host;
  context.settings_ = &settings;
  context.actions_ = &actions;
  context.regexes_ = &regexes;
  context.bodies_ = &bodies;
  context.machine_ = this;
  Use(the_program);
}

void MachineState::Reset(const RunInput& run_input, TraceSink* sink) {
  input = run_input;
  context.original_ = run_input.message;
  original_size = run_input.message->bytes().size();
  arena.Reset();
  headers.Reset(*run_input.message);
  const bool sieve = program->language() == Language::kSieve;
  actions.Reset(program->language(), sieve ? this : nullptr);
  if (sieve) {
    actions.SetLimits(
        {static_cast<size_t>(settings.sieve_max_actions),
         static_cast<size_t>(settings.sieve_max_redirects),
         static_cast<size_t>(settings.sieve_notify_max_notifications)});
  }
  if (run_input.imap != nullptr) actions.KeepOriginal();
  actions.Resume(run_input.before);
  actions.SetKeepFlags(SplitFlags(run_input.carried, &arena));
  content = nullptr;
  context.replaced_ = 0;
  enclosed = false;
  messages.clear();
  context.part_.reset();
  bodies.Reset();
  context.trace_ = sink;
  Begin(0);
}

void MachineState::Begin(uint32_t at) {
  context.matches_ = input.matches;
  context.states_.clear();
  context.stop_ = false;
  for (Value& variable : variables) variable = Value::String({});
  if (input.leavings != nullptr) TakeLeavings();
  loops.clear();
  saved_matches.clear();
  pc = at;
  instructions = limits::kInstructions;
  nesting = 0;
}

Result<Value> MachineState::Concat(std::span<const Value> parts) {
  size_t size = 0;
  Taint taint = Taint::kClean;
  for (const Value& part : parts) {
    size += part.text().size();
    if (!part.text().empty()) taint = Joined(taint, part.taint());
  }
  if (size > limits::kValueBytes) {
    return Err(
        Code::kLimit,
        "a string grew past " + std::to_string(limits::kValueBytes) + " bytes");
  }
  char* bytes = arena.Allocate(size);
  char* at = bytes;
  for (const Value& part : parts) {
    std::string_view text = part.text();
    if (!text.empty()) std::memcpy(at, text.data(), text.size());
    at += text.size();
  }
  return Value::String({bytes, size}, taint);
}

Value MachineState::MakeList(std::span<const Value> parts) {
  size_t count = 0;
  for (const Value& part : parts) count += part.list().size();
  std::span<Value> items = arena.Array<Value>(count);
  size_t at = 0;
  for (const Value& part : parts) {
    for (const Value& item : part.list()) items[at++] = item;
  }
  return Value::List(items);
}

std::span<const Value> MachineState::ItemsOf(const Value& list) {
  return list.type() == Type::kList ? list.list() : MakeList({&list, 1}).list();
}

void MachineState::TraceCall(const Row& row, std::span<const Value> args,
                             const Result<Value>& result) {
  CodePlace place = program->PlaceOf(pc);
  context.trace_->OnCall({place.line, place.column, &row, args,
                          result ? *result : Value::Nil(), !result});
}

void MachineState::TraceFailure() {
  CodePlace place = program->PlaceOf(pc);
  context.trace_->OnFailure(place.line, place.column);
}

Result<Value> MachineState::Invoke(uint16_t row, std::span<const Value> args) {
  const Row& callee = *program->import(row).row;
  Result<Value> result = callee.run(context, args);
  if (context.trace_ != nullptr) TraceCall(callee, args, result);
  return result;
}

Error MachineState::Explain(Error error) const {
  CodeFrame frame = program->FrameOf(pc);
  if (!frame.command.empty() &&
      (error.code == Code::kRun || error.code == Code::kForced ||
       error.code == Code::kDefer)) {
    size_t end = std::min(frame.command.find('\n'), frame.command.size());
    if (end < frame.command.size()) {
      const std::string_view suffix = frame.command.substr(end + 1);
      AddSuffix(suffix, &error.text);
      // Said in other words, it is an error like any other.
      if (suffix.starts_with('\0')) error.code = Code::kRun;
    }
    if (end != 0) {
      error.text = "failed to expand \"" + std::string(frame.text) + "\" in " +
                   std::string(frame.command.substr(0, end)) + ": " +
                   error.text;
    }
  }
  return error;
}

// The loop. The verifier has proved every index, type and depth used here, so
// that nothing is checked twice; the budget is the one check left.
Status MachineState::Execute(size_t depth) {
  const Insn* code = program->code().data();
  Value* top = stack.data() + depth;  // one past the top value
  Budget budget(&instructions);
  for (;;) {
    const Insn insn = code[pc];
    if (budget.left == 0 || arena.exhausted()) {
      return Err(Code::kLimit, budget.left == 0
                                   ? "the run took too many instructions"
                                   : "the run used too much memory");
    }
    --budget.left;
    switch (insn.op) {
      case Op::kHalt:
        return {};
      case Op::kNil:
        *top++ = Value::Nil();
        break;
      case Op::kBool:
        *top++ = Value::Bool(insn.a != 0);
        break;
      case Op::kInt:
        *top++ = Value::Int(program->integer(insn.c));
        break;
      case Op::kStr:
        *top++ = program->string(insn.c);
        break;
      case Op::kList:
        *top++ = program->list(insn.c);
        break;
      case Op::kPop:
        --top;
        break;
      case Op::kJump:
        pc = insn.c;
        continue;
      case Op::kJumpFalse:
        if (!(--top)->boolean()) {
          pc = insn.c;
          continue;
        }
        break;
      case Op::kJumpTrue:
        if ((--top)->boolean()) {
          pc = insn.c;
          continue;
        }
        break;
      case Op::kJumpNil:
        if (top[-1].is_nil()) {
          --top;
          pc = insn.c;
          continue;
        }
        break;
      case Op::kNot:
        top[-1] = Value::Bool(!top[-1].boolean());
        break;
      case Op::kConcat: {
        top -= insn.b;
        TRY_ASSIGN(Value joined, Concat({top, insn.b}));
        *top++ = joined;
        break;
      }
      case Op::kMakeList:
        top -= insn.b;
        *top = MakeList({top, insn.b});
        ++top;
        break;
      case Op::kLoadVar:
        *top++ = variables[insn.b];
        break;
      case Op::kStoreVar:
        variables[insn.b] = *--top;
        break;
      case Op::kLoadMatch:
        *top++ = context.Match(insn.b);
        break;
      case Op::kSaveMatch:
        saved_matches.push_back(context.matches_);
        break;
      case Op::kRestoreMatch:
        context.matches_ = saved_matches.back();
        saved_matches.pop_back();
        break;
      case Op::kCall:
      case Op::kCallConst: {
        std::span<const Value> args;
        if (insn.op == Op::kCall) {
          top -= insn.c;
          args = {top, insn.c};
          ChargeFor(args);
        } else {
          args = program->block(insn.c);
        }
        budget.Settle();
        Result<Value> result = Invoke(insn.b, args);
        budget.Resume();
        if (!result) return Err(std::move(result.error()));
        if (work::Spent()) return Err(Code::kLimit, work::kError);
        if (context.stop_) return {};
        if (ResultOf(program->import(insn.b).row->kind) != 0) *top++ = *result;
        break;
      }
      case Op::kIter:
        --top;
        loops.push_back({ItemsOf(*top), 0, pc + 1,
                         static_cast<uint32_t>(top - stack.data()),
                         static_cast<uint32_t>(saved_matches.size())});
        break;
      case Op::kNext: {
        Loop& loop = loops.back();
        // What a row has taken out of its list is no string.
        while (loop.next < loop.items.size() &&
               loop.items[loop.next].type() == Type::kBool) {
          ++loop.next;
        }
        if (loop.next == loop.items.size()) {
          loops.pop_back();
          pc = insn.c;
          continue;
        }
        *top++ = loop.items[loop.next++];
        break;
      }
      case Op::kEndIter:
        loops.pop_back();
        break;
      case Op::kRaise:
        return Err(Code::kRun, std::string(program->string(insn.c).text()));
      case Op::kForce:
        return Err(Code::kForced, std::string(program->string(insn.c).text()));
    }
    ++pc;
  }
}

void MachineState::HandOver() {
  if (!input.system_filter || input.system == nullptr) return;
  input.system->edited = headers.edited();
  if (!headers.edited()) return;
  input.system->header.clear();
  for (const mail::Field& field : headers.fields()) {
    input.system->header += field.raw;
  }
}

Machine::Machine(const Program& program, Host& host, const Settings& settings)
    : state_(std::make_unique<MachineState>(program, host, settings)) {}

Machine::~Machine() = default;

void Machine::Use(const Program& program) { state_->Use(program); }

Status MachineState::Go(bool has_conditions) {
  work::Begin();
  Status status = Execute(0);
  if (!status) {
    if (context.trace_ != nullptr) TraceFailure();
    status = Err(Explain(std::move(status.error())));
    if (has_conditions && !loops.empty()) FinishLoops(&status.error());
  }
  work::End();
  return status;
}

Outcome Machine::Run(const RunInput& input, TraceSink* trace) {
  MachineState& state = *state_;
  state.Reset(input, trace);
  Outcome outcome;
  Status status = state.Go(state.program->language() == Language::kExim);
  if (!status) {
    outcome.ok = false;
    outcome.error = std::move(status.error());
    if (state.program->language() == Language::kSieve) state.actions.Clear();
  }
  state.HandOver();
  outcome.implicit_keep = !outcome.ok || !state.actions.delivered();
  if (outcome.implicit_keep) state.actions.AddImplicitKeep();
  outcome.actions = state.actions.all();
  return outcome;
}

}  // namespace trommel::vm
