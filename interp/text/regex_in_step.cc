// SPDX-License-Identifier: MIT
// All states in step: one pass over the subject with a list of threads, the
// preferred one first (Thompson's construction as Pike wrote it).
#include <algorithm>
#include <utility>

#include "interp/base/limits.h"
#include "interp/base/work.h"
#include "interp/text/ascii.h"
#include "interp/text/regex_matcher.h"

namespace trommel::text::internal {
namespace {

constexpr size_t kNpos = std::string_view::npos;
constexpr uint64_t kMostThreadSteps = 5 * uint64_t{limits::kRegexSteps};

/// Threads in order of preference, each state once, with their slots.
struct ThreadList {
  struct Thread {
    uint32_t pc;
    uint32_t progress;
  };
  std::vector<Thread> threads;
  std::vector<size_t> slots;
  std::vector<uint32_t> place;  ///< state -> index in threads, if it says so

  void Clear() {
    threads.clear();
    slots.clear();
  }
};

class Stepper {
 public:
  Stepper(const RegexProgram& program, std::string_view subject, size_t from,
          bool keep, RegexAim aim)
      : program_(program),
        subject_(subject),
        from_(from),
        here_(aim == RegexAim::kHere),
        width_(keep ? 2 * (size_t{program.groups} + 1) : 0),
        mask_((uint32_t{1} << program.bits) - 1),
        current_(width_) {
    for (ThreadList* list : {&now_, &next_})
      list->place.assign(program.code.size() << program.bits, 0);
  }

  RegexOutcome Search();
  std::vector<size_t>& best() { return best_; }
  uint64_t steps() const { return steps_; }

 private:
  struct Todo {
    uint32_t pc;
    uint32_t progress;
    uint32_t slot;  ///< pc == kUndo: this slot gets `value` back
    size_t value;
  };
  static constexpr uint32_t kUndo = UINT32_MAX;

  void Add(ThreadList* list, uint32_t pc, size_t at, uint32_t progress);
  bool Enter(ThreadList* list, uint32_t pc, uint32_t progress) const;
  void Follow(ThreadList* list, size_t at, Todo todo);
  bool Takes(const RegexInst& inst, uint8_t byte) const;
  bool Run(size_t at);

  const RegexProgram& program_;
  std::string_view subject_;
  size_t from_;
  bool here_;
  size_t width_;
  uint32_t mask_;
  ThreadList now_;
  ThreadList next_;
  std::vector<Todo> todo_;
  std::vector<size_t> current_;  ///< slots of the thread being followed
  std::vector<size_t> best_;
  bool found_ = false;
  uint64_t steps_ = 0;
};

/// Whether the state is new to the list.
bool Stepper::Enter(ThreadList* list, uint32_t pc, uint32_t progress) const {
  progress &= mask_;
  size_t state = (size_t{pc} << program_.bits) | progress;
  uint32_t place = list->place[state];
  if (place < list->threads.size() && list->threads[place].pc == pc &&
      (list->threads[place].progress & mask_) == progress)
    return false;
  list->place[state] = static_cast<uint32_t>(list->threads.size());
  list->threads.push_back({pc, progress});
  return true;
}

/// Follows one way until it takes a byte, matches or dies. What is taken up
/// later is put on todo_.
void Stepper::Follow(ThreadList* list, size_t at, Todo way) {
  for (;;) {
    ++steps_;
    size_t slot_base = list->threads.size() * width_;
    if (!Enter(list, way.pc, way.progress)) return;
    const RegexInst& inst = program_.code[way.pc];
    list->slots.resize(slot_base + width_);
    std::copy(current_.begin(), current_.end(),
              list->slots.begin() + static_cast<std::ptrdiff_t>(slot_base));
    switch (inst.op) {
      case RegexOp::kJump:
        way.pc = inst.x;
        continue;
      case RegexOp::kSplit:
        todo_.push_back({inst.y, way.progress, 0, 0});
        way.pc = inst.x;
        continue;
      case RegexOp::kSave:
        if (inst.x < width_) {
          todo_.push_back({kUndo, 0, inst.x, current_[inst.x]});
          current_[inst.x] = at;
        }
        break;
      case RegexOp::kLoopStart:
        way.progress &= ~(1U << inst.x);
        break;
      case RegexOp::kLoopTest:
        way.pc = (way.progress >> inst.x & 1) != 0 ? way.pc + 1 : inst.y;
        continue;
      case RegexOp::kAssert:
        if (!RegexHolds(static_cast<RegexAssert>(inst.x), subject_, at, from_))
          return;
        break;
      case RegexOp::kNotNext:
        if (at < subject_.size() &&
            static_cast<uint8_t>(subject_[at]) == inst.x)
          return;
        break;
      default:
        return;
    }
    ++way.pc;
  }
}

void Stepper::Add(ThreadList* list, uint32_t pc, size_t at, uint32_t progress) {
  todo_.push_back({pc, progress, 0, 0});
  while (!todo_.empty()) {
    Todo todo = todo_.back();
    todo_.pop_back();
    if (todo.pc == kUndo)
      current_[todo.slot] = todo.value;
    else
      Follow(list, at, todo);
  }
}

bool Stepper::Takes(const RegexInst& inst, uint8_t byte) const {
  switch (inst.op) {
    case RegexOp::kByte:
      return byte == inst.x;
    case RegexOp::kByteFold:
      return static_cast<uint8_t>(Lower(static_cast<char>(byte))) == inst.x;
    case RegexOp::kSet:
      return program_.sets[inst.x].Has(byte);
    default:
      return false;
  }
}

/// Moves all threads over the byte at `at`; false when a match ended them.
bool Stepper::Run(size_t at) {
  for (size_t i = 0; i < now_.threads.size(); ++i) {
    const RegexInst& inst = program_.code[now_.threads[i].pc];
    auto slots = now_.slots.begin() + static_cast<std::ptrdiff_t>(i * width_);
    if (inst.op == RegexOp::kMatch) {
      if (here_ && at == from_) continue;
      best_.assign(slots, slots + static_cast<std::ptrdiff_t>(width_));
      if (width_ > 0) best_[1] = at;
      found_ = true;
      return width_ > 0;
    }
    if (at >= subject_.size() ||
        !Takes(inst, static_cast<uint8_t>(subject_[at])))
      continue;
    std::copy(slots, slots + static_cast<std::ptrdiff_t>(width_),
              current_.begin());
    Add(&next_, now_.threads[i].pc + 1, at + 1, UINT32_MAX);
  }
  return true;
}

RegexOutcome Stepper::Search() {
  for (size_t at = from_;; ++at) {
    if (now_.threads.empty()) {
      if (found_ || (here_ && at > from_)) break;
      at = NextRegexStart(program_, subject_, at);
      if (at == kNpos || (here_ && at > from_)) break;
    }
    const bool may_start = !found_ && (!here_ || at == from_);
    if (may_start && NextRegexStart(program_, subject_, at) == at) {
      std::fill(current_.begin(), current_.end(), kNpos);
      if (width_ > 0) current_[0] = at;
      Add(&now_, 0, at, UINT32_MAX);
    }
    if (!Run(at)) break;
    std::swap(now_, next_);
    next_.Clear();
    if (at >= subject_.size()) break;
    if (steps_ > kMostThreadSteps || work::Spent())
      return RegexOutcome::kTooManySteps;
  }
  return found_ ? RegexOutcome::kMatch : RegexOutcome::kNoMatch;
}

}  // namespace

RegexOutcome MatchInStep(const RegexProgram& program, std::string_view subject,
                         size_t from, std::vector<size_t>* slots,
                         RegexAim aim) {
  Stepper machine(program, subject, from, slots != nullptr, aim);
  RegexOutcome outcome = machine.Search();
  work::Spend(machine.steps() * work::kPerCall / 8);
  if (outcome == RegexOutcome::kMatch && slots != nullptr)
    *slots = std::move(machine.best());
  return outcome;
}

}  // namespace trommel::text::internal
