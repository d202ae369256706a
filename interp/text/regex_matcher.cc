// SPDX-License-Identifier: MIT
// The backtracking matcher. A table of states already tried keeps it linear
// for regular programs, a count of steps bounded for the others.
#include "interp/text/regex_matcher.h"

#include <algorithm>
#include <cstring>

#include "interp/base/limits.h"
#include "interp/base/work.h"
#include "interp/text/ascii.h"

namespace trommel::text {
namespace internal {
namespace {

constexpr size_t kNpos = std::string_view::npos;
constexpr size_t kMostEntries = size_t{1} << 20;
constexpr size_t kMostFrames = 20000;
constexpr size_t kMostFrameSlots = size_t{1} << 22;
constexpr size_t kTableBits = size_t{1} << 20;

bool IsWord(std::string_view subject, size_t at) {
  return at < subject.size() && (IsAlnum(subject[at]) || subject[at] == '_');
}

/// What to undo, or where to go on, when a way has failed.
struct Entry {
  uint32_t pc;    ///< kUndo: `slot` gets `value` back
  uint32_t slot;  ///< or the progress bits
  size_t value;   ///< or the position
  uint32_t frame;
};
constexpr uint32_t kUndo = UINT32_MAX;
constexpr uint32_t kNoFrame = UINT32_MAX;

/// One call of a group that has not returned.
struct Frame {
  uint32_t back;  ///< the kCall
  uint32_t parent;
  uint32_t progress;
  size_t position;
  std::vector<size_t> slots;
};

class Backtracker {
 public:
  Backtracker(const RegexProgram& program, std::string_view subject,
              size_t from, bool keep, RegexAim aim)
      : program_(program),
        subject_(subject),
        from_(from),
        here_(aim == RegexAim::kHere),
        keep_(keep || !program.regular) {
    slots_.assign(program.slots + 1, kNpos);
    slots_.back() = 0;
    stack_.reserve(32);
    if (!program.regular) return;
    size_t states = program.code.size() << program.bits;
    tried_.assign((states * (subject.size() - from + 1) + 63) / 64, 0);
  }

  RegexOutcome Search();
  std::vector<size_t>& slots() { return slots_; }
  uint64_t steps() const { return steps_; }

 private:
  enum class Way : uint8_t { kOn, kDead, kFound };

  RegexOutcome From(size_t start);
  Way Step();
  Way Other(const RegexInst& inst);
  bool Fail();
  bool Tried();
  /// The highest group that was set, a slot like any other. What higher slots
  /// hold is not seen, but shows when the mark rises, as in PCRE2.
  size_t top() const { return slots_.back(); }
  void Close(const RegexInst& inst);
  Way CountNext(const RegexInst& inst);
  bool Accepts(const RegexInst& inst) const;
  bool IsSet(uint32_t group) const {
    return group <= top() && slots_[2 * group + 1] != kNpos;
  }
  void Set(uint32_t slot, size_t value) {
    stack_.push_back({kUndo, slot, slots_[slot], 0});
    slots_[slot] = value;
  }
  void Took() {
    ++at_;
    ++pc_;
    progress_ = UINT32_MAX;
  }
  void Undo(size_t height);
  void Cut(size_t height);
  bool Backref(const RegexInst& inst);
  Way Call(const RegexInst& inst);
  void Return();
  bool Called(uint32_t group) const;

  const RegexProgram& program_;
  std::string_view subject_;
  size_t from_;
  bool here_;
  bool keep_;
  std::vector<size_t> slots_;
  std::vector<Entry> stack_;
  std::vector<uint64_t> tried_;
  std::vector<Frame> frames_;
  uint32_t pc_ = 0;
  size_t at_ = 0;
  uint32_t progress_ = UINT32_MAX;
  uint32_t frame_ = kNoFrame;
  uint64_t steps_ = 0;
};

/// Marks this state; true when it was marked before, and so led nowhere.
bool Backtracker::Tried() {
  size_t mask = (size_t{1} << program_.bits) - 1;
  size_t state = (size_t{pc_} << program_.bits) | (progress_ & mask);
  size_t states = program_.code.size() << program_.bits;
  size_t bit = (at_ - from_) * states + state;
  uint64_t flag = uint64_t{1} << (bit & 63);
  if ((tried_[bit >> 6] & flag) != 0) return true;
  tried_[bit >> 6] |= flag;
  return false;
}

/// Goes back to the last choice.
bool Backtracker::Fail() {
  while (!stack_.empty()) {
    Entry entry = stack_.back();
    stack_.pop_back();
    if (entry.pc == kUndo) {
      slots_[entry.slot] = entry.value;
      continue;
    }
    pc_ = entry.pc;
    at_ = entry.value;
    progress_ = entry.slot;
    frame_ = entry.frame;
    return true;
  }
  return false;
}

void Backtracker::Undo(size_t height) {
  for (; stack_.size() > height; stack_.pop_back()) {
    const Entry& entry = stack_.back();
    if (entry.pc == kUndo) slots_[entry.slot] = entry.value;
  }
}

/// Drops the choices above `height` and keeps what undoes the slots.
void Backtracker::Cut(size_t height) {
  auto above = stack_.begin() + static_cast<std::ptrdiff_t>(height);
  stack_.erase(std::remove_if(above, stack_.end(),
                              [](const Entry& e) { return e.pc != kUndo; }),
               stack_.end());
}

bool Backtracker::Backref(const RegexInst& inst) {
  if (!IsSet(inst.x)) return false;
  size_t begin = slots_[2 * inst.x];
  size_t end = slots_[2 * inst.x + 1];
  std::string_view held = subject_.substr(begin, end - begin);
  std::string_view here = subject_.substr(at_, held.size());
  steps_ += held.size() / 16;
  if (inst.y != 0 ? !EqualsCaseless(held, here) : held != here) return false;
  at_ += held.size();
  if (!held.empty()) progress_ = UINT32_MAX;
  return true;
}

/// A group that calls itself without taking a byte cannot match.
Backtracker::Way Backtracker::Call(const RegexInst& inst) {
  for (uint32_t at = frame_; at != kNoFrame; at = frames_[at].parent) {
    if (frames_[at].position != at_) break;
    if (program_.code[frames_[at].back].y == inst.y) return Way::kDead;
  }
  steps_ += slots_.size() / 16;
  if (frames_.size() >= kMostFrames ||
      frames_.size() * slots_.size() > kMostFrameSlots) {
    steps_ = limits::kRegexSteps;
    return Way::kDead;
  }
  frames_.push_back({pc_, frame_, progress_, at_, slots_});
  frame_ = static_cast<uint32_t>(frames_.size() - 1);
  pc_ = inst.x;
  return Way::kOn;
}

/// The groups that were seen are again what they were before the call.
void Backtracker::Return() {
  const Frame& frame = frames_[frame_];
  size_t hidden = 2 * frame.slots.back() + 2;
  size_t groups_end = 2 * (size_t{program_.groups} + 1);
  for (uint32_t slot = 2; slot < slots_.size(); ++slot) {
    if (slot >= hidden && slot < groups_end) continue;
    if (slots_[slot] != frame.slots[slot]) Set(slot, frame.slots[slot]);
  }
  pc_ = frame.back + 1;
  progress_ = at_ > frame.position ? UINT32_MAX : frame.progress;
  frame_ = frame.parent;
}

void Backtracker::Close(const RegexInst& inst) {
  Set(2 * inst.x, slots_[inst.y]);
  Set(2 * inst.x + 1, at_);
  if (inst.x > top()) Set(static_cast<uint32_t>(slots_.size() - 1), inst.x);
}

Backtracker::Way Backtracker::CountNext(const RegexInst& inst) {
  const RegexCounter& counter = program_.counters[inst.x];
  size_t count = slots_[counter.slot] + 1;
  Set(counter.slot, count);
  uint32_t next = pc_ + 1;
  if (count < counter.low) {
    pc_ = inst.y;
    return Way::kOn;
  }
  bool more = counter.high == kNoLimit || count < counter.high;
  pc_ = more && !counter.lazy ? inst.y : next;
  if (more) {
    stack_.push_back({counter.lazy ? inst.y : next, progress_, at_, frame_});
  }
  return Way::kOn;
}

bool Backtracker::Accepts(const RegexInst& inst) const {
  if (at_ != slots_[0]) return true;
  bool bad = here_ || (inst.x & kNotEmpty) != 0 ||
             ((inst.x & kNotEmptyAtStart) != 0 && at_ == from_);
  return !bad;
}

bool Backtracker::Called(uint32_t group) const {
  if (frame_ == kNoFrame) return false;
  return group == kNoLimit || program_.code[frames_[frame_].back].y == group;
}

/// The instructions of programs that are not regular.
Backtracker::Way Backtracker::Other(const RegexInst& inst) {
  steps_ += 1;
  switch (inst.op) {
    case RegexOp::kClose:
      Close(inst);
      break;
    case RegexOp::kCountStart:
      Set(program_.counters[inst.x].slot, 0);
      break;
    case RegexOp::kCountNext:
      return CountNext(inst);
    case RegexOp::kMark:
      Set(inst.x, 0);
      Set(inst.x + 1, at_);
      Set(inst.x + 2, progress_);
      slots_[inst.x] = stack_.size();
      break;
    case RegexOp::kCut:
      Cut(slots_[inst.x]);
      break;
    case RegexOp::kRewind:
      if (inst.y == 0) Cut(slots_[inst.x]);
      at_ = slots_[inst.x + 1];
      progress_ = static_cast<uint32_t>(slots_[inst.x + 2]);
      break;
    case RegexOp::kCutFail:
      Undo(slots_[inst.x]);
      return Way::kDead;
    case RegexOp::kCutJump:
      at_ = slots_[inst.x + 1];
      progress_ = static_cast<uint32_t>(slots_[inst.x + 2]);
      Cut(slots_[inst.x]);
      pc_ = inst.y;
      return Way::kOn;
    case RegexOp::kBack:
      if (at_ < inst.x) return Way::kDead;
      at_ -= inst.x;
      break;
    case RegexOp::kBackref:
      if (!Backref(inst)) return Way::kDead;
      break;
    case RegexOp::kCall:
      return Call(inst);
    case RegexOp::kReturn:
      Return();
      return Way::kOn;
    case RegexOp::kLoopMoved:
      pc_ = slots_[inst.x] != at_ ? pc_ + 1 : inst.y;
      return Way::kOn;
    case RegexOp::kIfGroup:
      pc_ = IsSet(inst.x) ? pc_ + 1 : inst.y;
      return Way::kOn;
    case RegexOp::kIfCalled:
      pc_ = Called(inst.x) ? pc_ + 1 : inst.y;
      return Way::kOn;
    default:
      return Way::kDead;
  }
  ++pc_;
  return Way::kOn;
}

Backtracker::Way Backtracker::Step() {
  const RegexInst& inst = program_.code[pc_];
  bool more = at_ < subject_.size();
  char c = more ? subject_[at_] : '\0';
  switch (inst.op) {
    case RegexOp::kByte:
      if (!more || static_cast<uint8_t>(c) != inst.x) return Way::kDead;
      Took();
      return Way::kOn;
    case RegexOp::kByteFold:
      if (!more || static_cast<uint8_t>(Lower(c)) != inst.x) return Way::kDead;
      Took();
      return Way::kOn;
    case RegexOp::kSet:
      if (!more || !program_.sets[inst.x].Has(static_cast<uint8_t>(c)))
        return Way::kDead;
      Took();
      return Way::kOn;
    case RegexOp::kAssert:
      if (!RegexHolds(static_cast<RegexAssert>(inst.x), subject_, at_, from_))
        return Way::kDead;
      break;
    case RegexOp::kNotNext:
      if (more && static_cast<uint8_t>(c) == inst.x) return Way::kDead;
      break;
    case RegexOp::kJump:
      pc_ = inst.x;
      return Way::kOn;
    case RegexOp::kSplit:
      ++steps_;
      if (program_.regular && Tried()) return Way::kDead;
      stack_.push_back({inst.y, progress_, at_, frame_});
      pc_ = inst.x;
      return Way::kOn;
    case RegexOp::kSave:
      if (keep_) Set(inst.x, at_);
      break;
    case RegexOp::kLoopStart:
      progress_ &= ~(1U << inst.x);
      break;
    case RegexOp::kLoopTest:
      pc_ = (progress_ >> inst.x & 1) != 0 ? pc_ + 1 : inst.y;
      return Way::kOn;
    case RegexOp::kMatch:
      if ((inst.x != 0 || here_) && !Accepts(inst)) return Way::kDead;
      slots_[1] = at_;
      return Way::kFound;
    default:
      return Other(inst);
  }
  ++pc_;
  return Way::kOn;
}

RegexOutcome Backtracker::From(size_t start) {
  pc_ = 0;
  at_ = start;
  progress_ = UINT32_MAX;
  frame_ = kNoFrame;
  frames_.clear();
  stack_.clear();
  slots_[0] = start;
  for (;;) {
    Way way = Step();
    if (way == Way::kFound) return RegexOutcome::kMatch;
    if (way == Way::kDead && !Fail()) return RegexOutcome::kNoMatch;
    if (!program_.regular &&
        (steps_ >= limits::kRegexSteps || stack_.size() > kMostEntries))
      return RegexOutcome::kTooManySteps;
  }
}

RegexOutcome Backtracker::Search() {
  if (here_) {
    return NextRegexStart(program_, subject_, from_) == from_
               ? From(from_)
               : RegexOutcome::kNoMatch;
  }
  for (size_t at = from_;; ++at) {
    at = NextRegexStart(program_, subject_, at);
    if (at == kNpos) return RegexOutcome::kNoMatch;
    RegexOutcome outcome = From(at);
    if (outcome != RegexOutcome::kNoMatch) return outcome;
  }
}

}  // namespace

bool RegexHolds(RegexAssert assert, std::string_view subject, size_t at,
                size_t from) {
  size_t size = subject.size();
  auto edge = [&](bool before, bool after) {
    return (at > 0 && IsWord(subject, at - 1)) == before &&
           IsWord(subject, at) == after;
  };
  switch (assert) {
    case RegexAssert::kTextStart:
      return at == 0;
    case RegexAssert::kTextEnd:
      return at == size;
    case RegexAssert::kTextLastLine:
      return at == size || (at + 1 == size && subject[at] == '\n');
    case RegexAssert::kLineStart:
      return at == 0 || (at < size && subject[at - 1] == '\n');
    case RegexAssert::kLineEnd:
      return at == size || subject[at] == '\n';
    case RegexAssert::kWordNext:
      return IsWord(subject, at);
    case RegexAssert::kWordBefore:
      return at > 0 && IsWord(subject, at - 1);
    case RegexAssert::kWordEdge:
      return edge(false, true) || edge(true, false);
    case RegexAssert::kNoWordEdge:
      return edge(false, false) || edge(true, true);
    case RegexAssert::kSearchStart:
      return at == from;
  }
  return false;
}

size_t NextRegexStart(const RegexProgram& program, std::string_view subject,
                      size_t at) {
  if (program.anchored) return at == 0 ? 0 : kNpos;
  if (at > subject.size()) return kNpos;
  if (program.any_first) return at;
  if (program.only_first >= 0) {
    if (at >= subject.size()) return kNpos;
    const void* found = std::memchr(subject.data() + at, program.only_first,
                                    subject.size() - at);
    if (found == nullptr) return kNpos;
    return static_cast<size_t>(static_cast<const char*>(found) -
                               subject.data());
  }
  while (at < subject.size() &&
         !program.first.Has(static_cast<uint8_t>(subject[at])))
    ++at;
  return at < subject.size() ? at : kNpos;
}

RegexOutcome MatchTabled(const RegexProgram& program, std::string_view subject,
                         size_t from, std::vector<size_t>* slots,
                         RegexAim aim) {
  Backtracker machine(program, subject, from, slots != nullptr, aim);
  RegexOutcome outcome = machine.Search();
  work::Spend(machine.steps() * work::kPerCall);
  if (outcome == RegexOutcome::kMatch && slots != nullptr) {
    *slots = std::move(machine.slots());
    size_t seen = program.regular ? program.groups : slots->back();
    slots->resize(2 * (seen + 1));
    slots->resize(2 * (size_t{program.groups} + 1), kNpos);
  }
  return outcome;
}

}  // namespace internal

RegexOutcome MatchRegex(const RegexProgram& program, std::string_view subject,
                        size_t from, std::vector<size_t>* slots, RegexAim aim) {
  size_t states = program.code.size() << program.bits;
  bool small = (subject.size() - from + 1) * states <= internal::kTableBits;
  return small || !program.regular
             ? internal::MatchTabled(program, subject, from, slots, aim)
             : internal::MatchInStep(program, subject, from, slots, aim);
}

}  // namespace trommel::text
