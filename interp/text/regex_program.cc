// SPDX-License-Identifier: MIT
// From tree to instructions.
#include "interp/text/regex_program.h"

#include <algorithm>
#include <bit>
#include <string>
#include <utility>

#include "interp/base/limits.h"
#include "interp/text/ascii.h"

namespace trommel::text {
namespace {

constexpr size_t kMostCode = limits::kRegexProgramBytes / sizeof(RegexInst);
constexpr size_t kMostCopyCost = size_t{1} << 20;
constexpr size_t kEmptyCopyCost = 96;  // PCRE2 takes some 10900
constexpr uint32_t kMostBits = 6;
constexpr uint32_t kProgressBits = 32;

class Compiler {
 public:
  explicit Compiler(RegexTree tree) : tree_(std::move(tree)) {
    code_.reserve(tree_.nodes.size() * 2 + 4);
    slots_ = 2 * (tree_.groups + 1);
  }
  Result<RegexProgram> Compile();

 private:
  /// Where (*ACCEPT) leads: the end of the pattern, assertion or called group.
  struct Scope {
    std::vector<uint32_t> open;   ///< groups that it must close
    std::vector<uint32_t> exits;  ///< jumps to its end
  };

  uint32_t Here() const { return static_cast<uint32_t>(code_.size()); }
  uint32_t Push(RegexOp op, uint32_t x = 0, uint32_t y = 0);
  bool Full() const {
    return code_.size() > kMostCode || copies_ > kMostCopyCost;
  }
  const RegexNode& At(uint32_t node) const { return tree_.nodes[node]; }

  bool Nullable(uint32_t node) const;
  void Emit(uint32_t node);
  void Children(uint32_t first);
  void Choice(uint32_t first);
  void Byte(const RegexNode& node);
  void Call(const RegexNode& node);
  void Capture(const RegexNode& node);
  void Repeat(const RegexNode& node);
  void Copies(const RegexNode& node);
  void Counted(const RegexNode& node);
  void Loop(const RegexNode& node, bool at_least_once);
  void Optional(const RegexNode& node);
  uint32_t Split(bool lazy);
  void LeaveSplit(uint32_t split, bool lazy) {
    (lazy ? code_[split].x : code_[split].y) = Here();
  }
  uint32_t NewMark() { return std::exchange(slots_, slots_ + 3); }
  void Look(const RegexNode& node);
  void LookBody(const RegexNode& node);
  void Condition(const RegexNode& node);
  void ConditionLook(const RegexNode& node);
  void Branches(uint32_t yes, uint32_t test);
  void Accept();
  void OpenScope() { scopes_.emplace_back(); }
  void CloseScope();
  void Subroutines();
  void FindFirst(RegexProgram* program) const;

  RegexTree tree_;
  std::vector<RegexInst> code_;
  std::vector<Scope> scopes_;
  std::vector<std::pair<uint32_t, uint32_t>> calls_;  ///< instruction, group
  std::vector<RegexCounter> counters_;
  uint32_t slots_ = 0;
  size_t copies_ = 0;   ///< what they cost, even of nothing
  uint32_t depth_ = 0;  ///< of loops over what may be empty
  uint32_t bits_ = 0;
};

uint32_t Compiler::Push(RegexOp op, uint32_t x, uint32_t y) {
  code_.push_back({op, x, y});
  return Here() - 1;
}

/// Whether a node may match without taking a byte; true when not sure.
bool Compiler::Nullable(uint32_t index) const {
  const RegexNode& node = At(index);
  switch (node.kind) {
    case NodeKind::kByte:
    case NodeKind::kSet:
    case NodeKind::kFail:
      return false;
    case NodeKind::kSequence:
      for (uint32_t at = node.first; at != kNoNode; at = At(at).next)
        if (!Nullable(at)) return false;
      return true;
    case NodeKind::kChoice:
      for (uint32_t at = node.first; at != kNoNode; at = At(at).next)
        if (Nullable(at)) return true;
      return false;
    case NodeKind::kCapture:
    case NodeKind::kAtomic:
      return Nullable(node.first);
    case NodeKind::kRepeat:
      return node.a == 0 || Nullable(node.first);
    default:
      return true;
  }
}

void Compiler::Children(uint32_t first) {
  for (uint32_t at = first; at != kNoNode; at = At(at).next) Emit(at);
}

void Compiler::Emit(uint32_t index) {
  if (Full()) return;
  const RegexNode node = At(index);
  switch (node.kind) {
    case NodeKind::kEmpty:
      break;
    case NodeKind::kByte:
      Byte(node);
      break;
    case NodeKind::kSet:
      Push(RegexOp::kSet, node.a);
      break;
    case NodeKind::kAssert:
      Push(RegexOp::kAssert, node.a);
      break;
    case NodeKind::kNotNext:
      Push(RegexOp::kNotNext, node.a);
      break;
    case NodeKind::kSequence:
      Children(node.first);
      break;
    case NodeKind::kChoice:
      Choice(node.first);
      break;
    case NodeKind::kCapture:
      Capture(node);
      break;
    case NodeKind::kRepeat:
      Repeat(node);
      break;
    case NodeKind::kAtomic: {
      uint32_t mark = NewMark();
      Push(RegexOp::kMark, mark);
      Emit(node.first);
      Push(RegexOp::kCut, mark);
      break;
    }
    case NodeKind::kLook:
      Look(node);
      break;
    case NodeKind::kBack:
      Push(RegexOp::kBack, node.a);
      Emit(node.first);
      break;
    case NodeKind::kBackref:
      Push(RegexOp::kBackref, node.a, node.caseless ? 1 : 0);
      break;
    case NodeKind::kCall:
      Call(node);
      break;
    case NodeKind::kCondition:
      Condition(node);
      break;
    case NodeKind::kKeep:
      Push(RegexOp::kSave, 0);
      break;
    case NodeKind::kFail:
      Push(RegexOp::kFail);
      break;
    case NodeKind::kAccept:
      Accept();
      break;
  }
}

/// PCRE2 never goes back into the whole pattern, though into a group it does.
void Compiler::Call(const RegexNode& node) {
  uint32_t mark = node.a == 0 ? NewMark() : 0;
  if (node.a == 0) Push(RegexOp::kMark, mark);
  calls_.emplace_back(Push(RegexOp::kCall, 0, node.a), node.a);
  if (node.a == 0) Push(RegexOp::kCut, mark);
}

void Compiler::Byte(const RegexNode& node) {
  char byte = static_cast<char>(node.a);
  if (node.caseless)
    Push(RegexOp::kByteFold, static_cast<uint8_t>(Lower(byte)));
  else
    Push(RegexOp::kByte, node.a);
}

void Compiler::Choice(uint32_t first) {
  std::vector<uint32_t> exits;
  for (uint32_t at = first; at != kNoNode; at = At(at).next) {
    bool last = At(at).next == kNoNode;
    uint32_t split = last ? 0 : Push(RegexOp::kSplit, Here() + 1);
    Emit(at);
    if (Full()) return;
    if (last) break;
    exits.push_back(Push(RegexOp::kJump));
    code_[split].y = Here();
  }
  for (uint32_t exit : exits) code_[exit].x = Here();
}

/// In a program that is not regular a group may be asked for while it is open,
/// and then holds what it held before: its start is kept apart until the end.
void Compiler::Capture(const RegexNode& node) {
  uint32_t group = node.a;
  if (tree_.regular) {
    Push(RegexOp::kSave, 2 * group);
    Emit(node.first);
    Push(RegexOp::kSave, 2 * group + 1);
    return;
  }
  uint32_t start = NewMark();
  Push(RegexOp::kSave, start);
  scopes_.back().open.push_back(group);
  scopes_.back().open.push_back(start);
  Emit(node.first);
  scopes_.back().open.resize(scopes_.back().open.size() - 2);
  Push(RegexOp::kClose, group, start);
}

uint32_t Compiler::Split(bool lazy) {
  uint32_t split = Push(RegexOp::kSplit);
  (lazy ? code_[split].y : code_[split].x) = Here();
  return split;
}

void Compiler::Repeat(const RegexNode& node) {
  if (node.mode != RepeatMode::kPossessive) return Copies(node);
  uint32_t mark = NewMark();
  Push(RegexOp::kMark, mark);
  Copies(node);
  Push(RegexOp::kCut, mark);
}

void Compiler::Copies(const RegexNode& node) {
  if (IsCounted(At(node.first), node.a, node.b)) return Counted(node);
  bool endless = node.b == kNoLimit;
  uint32_t copies = endless && node.a > 0 ? node.a - 1 : node.a;
  bool nothing = At(node.first).kind == NodeKind::kEmpty;
  for (uint32_t i = 0; i < copies && !Full(); ++i) {
    copies_ += nothing ? kEmptyCopyCost : 1;
    Emit(node.first);
  }
  if (endless)
    Loop(node, node.a > 0);
  else if (node.b > node.a)
    Optional(node);
}

void Compiler::Counted(const RegexNode& node) {
  bool lazy = node.mode == RepeatMode::kLazy;
  auto counter = static_cast<uint32_t>(counters_.size());
  counters_.push_back(
      {std::exchange(slots_, slots_ + 1), node.a, node.b, lazy});
  uint32_t entry = node.a == 0 ? Split(lazy) : 0;
  Push(RegexOp::kCountStart, counter);
  uint32_t top = Here();
  Emit(node.first);
  Push(RegexOp::kCountNext, counter, top);
  if (node.a == 0 && !Full()) LeaveSplit(entry, lazy);
}

/// A loop whose body took nothing is left.
void Compiler::Loop(const RegexNode& node, bool at_least_once) {
  bool lazy = node.mode == RepeatMode::kLazy;
  bool nullable = Nullable(node.first);
  uint32_t entry = at_least_once ? 0 : Split(lazy);
  uint32_t top = Here();
  uint32_t bit = nullable ? depth_++ : 0;
  bits_ = std::max(bits_, depth_);
  const bool placed = bit >= kProgressBits;
  if (placed) bit = std::exchange(slots_, slots_ + 1);
  if (nullable) Push(placed ? RegexOp::kSave : RegexOp::kLoopStart, bit);
  Emit(node.first);
  if (Full()) return;
  uint32_t test = 0;
  if (nullable) {
    --depth_;
    test = Push(placed ? RegexOp::kLoopMoved : RegexOp::kLoopTest, bit);
  }
  uint32_t again = Split(lazy);
  (lazy ? code_[again].y : code_[again].x) = top;
  LeaveSplit(again, lazy);
  if (!at_least_once) LeaveSplit(entry, lazy);
  if (nullable) code_[test].y = Here();
}

void Compiler::Optional(const RegexNode& node) {
  bool lazy = node.mode == RepeatMode::kLazy;
  std::vector<uint32_t> splits;
  for (uint32_t i = node.a; i < node.b && !Full(); ++i) {
    splits.push_back(Split(lazy));
    Emit(node.first);
  }
  if (Full()) return;
  for (uint32_t split : splits) LeaveSplit(split, lazy);
}

void Compiler::LookBody(const RegexNode& node) {
  OpenScope();
  Emit(node.first);
  CloseScope();
}

void Compiler::Look(const RegexNode& node) {
  uint32_t mark = NewMark();
  Push(RegexOp::kMark, mark);
  if ((node.a & kLookNegative) == 0) {
    LookBody(node);
    Push(RegexOp::kRewind, mark, (node.a & kLookLoose) != 0 ? 1 : 0);
    return;
  }
  uint32_t split = Split(false);
  LookBody(node);
  Push(RegexOp::kCutFail, mark);
  LeaveSplit(split, false);
}

/// Emits the two branches; instruction `test` goes to the second by its y.
void Compiler::Branches(uint32_t yes, uint32_t test) {
  Emit(yes);
  uint32_t exit = Push(RegexOp::kJump);
  code_[test].y = Here();
  uint32_t no = At(yes).next;
  if (no != kNoNode) Emit(no);
  code_[exit].x = Here();
}

void Compiler::Condition(const RegexNode& node) {
  switch (static_cast<RegexCondition>(node.a)) {
    case RegexCondition::kGroup:
      Branches(node.first, Push(RegexOp::kIfGroup, node.b));
      break;
    case RegexCondition::kCalled:
      Branches(node.first, Push(RegexOp::kIfCalled, node.b));
      break;
    case RegexCondition::kAlways:
      Emit(node.first);
      break;
    case RegexCondition::kNever:
      if (At(node.first).next != kNoNode) Emit(At(node.first).next);
      break;
    case RegexCondition::kLook:
      ConditionLook(node);
      break;
  }
}

void Compiler::ConditionLook(const RegexNode& node) {
  const RegexNode look = At(node.first);
  uint32_t mark = NewMark();
  Push(RegexOp::kMark, mark);
  uint32_t split = Split(false);
  LookBody(look);
  if ((look.a & kLookNegative) == 0) {
    Push(RegexOp::kRewind, mark);
    Branches(look.next, split);
    return;
  }
  uint32_t failed = Push(RegexOp::kCutJump, mark);
  LeaveSplit(split, false);
  Branches(look.next, failed);
}

void Compiler::Accept() {
  Scope& scope = scopes_.back();
  for (size_t i = scope.open.size(); i >= 2; i -= 2)
    Push(RegexOp::kClose, scope.open[i - 2], scope.open[i - 1]);
  scope.exits.push_back(Push(RegexOp::kJump));
}

void Compiler::CloseScope() {
  if (!Full()) {
    for (uint32_t exit : scopes_.back().exits) code_[exit].x = Here();
  }
  scopes_.pop_back();
}

/// Every group that is called gets a copy of its own, which ends in kReturn.
void Compiler::Subroutines() {
  if (calls_.empty()) return;
  std::vector<uint32_t> made(tree_.groups + 1);  // addresses by group
  for (size_t i = 0; i < calls_.size() && !Full(); ++i) {
    auto [call, group] = calls_[i];
    if (made[group] != 0) {
      code_[call].x = made[group];
      continue;
    }
    made[group] = Here();
    code_[call].x = Here();
    OpenScope();
    uint32_t node = group == 0 ? tree_.root : At(tree_.captures[group]).first;
    Emit(node);
    CloseScope();
    Push(RegexOp::kReturn);
  }
}

/// Which bytes a match may begin by, and whether only the subject's start will
/// do: a walk over everything that comes before a byte is taken.
void Compiler::FindFirst(RegexProgram* program) const {
  std::vector<bool> seen(code_.size());
  std::vector<uint32_t> todo{0};
  program->any_first = false;
  program->anchored = true;
  while (!todo.empty()) {
    uint32_t at = todo.back();
    todo.pop_back();
    if (seen[at]) continue;
    seen[at] = true;
    const RegexInst& inst = code_[at];
    bool start = inst.op == RegexOp::kAssert &&
                 inst.x == static_cast<uint32_t>(RegexAssert::kTextStart);
    switch (inst.op) {
      case RegexOp::kByteFold:
        program->first.Add(
            static_cast<uint8_t>(Upper(static_cast<char>(inst.x))));
        [[fallthrough]];
      case RegexOp::kByte:
        program->first.Add(static_cast<uint8_t>(inst.x));
        program->anchored = false;
        break;
      case RegexOp::kSet:
        program->first.Join(program->sets[inst.x]);
        program->anchored = false;
        break;
      case RegexOp::kSplit:
        todo.push_back(inst.y);
        todo.push_back(inst.x);
        break;
      case RegexOp::kJump:
        todo.push_back(inst.x);
        break;
      case RegexOp::kLoopTest:
      case RegexOp::kLoopMoved:
        todo.push_back(inst.y);
        todo.push_back(at + 1);
        break;
      case RegexOp::kAssert:
      case RegexOp::kNotNext:
      case RegexOp::kSave:
      case RegexOp::kLoopStart:
      case RegexOp::kClose:
      case RegexOp::kCountStart:
        if (start)
          program->any_first = true;
        else
          todo.push_back(at + 1);
        break;
      case RegexOp::kMark:
      case RegexOp::kCut:
      case RegexOp::kRewind:
        todo.push_back(at + 1);
        break;
      case RegexOp::kFail:
      case RegexOp::kCutFail:
        break;
      default:
        program->any_first = true;
        program->anchored = false;
    }
  }
  int count = 0;
  for (uint64_t word : program->first.words) count += std::popcount(word);
  if (program->any_first || count != 1) return;
  for (int byte = 0; byte < 256; ++byte) {
    if (program->first.Has(static_cast<uint8_t>(byte)))
      program->only_first = byte;
  }
}

Result<RegexProgram> Compiler::Compile() {
  OpenScope();
  Emit(tree_.root);
  CloseScope();
  Push(RegexOp::kMatch, tree_.not_empty);
  Subroutines();
  if (Full()) {
    return Err(Code::kLimit, "regular expression is too large at offset " +
                                 std::to_string(tree_.length));
  }
  if (tree_.regular && bits_ > kMostBits) {  // groups are set otherwise then
    tree_.regular = false;
    return Compiler(std::move(tree_)).Compile();
  }
  RegexProgram program;
  program.regular = tree_.regular;
  program.groups = tree_.groups;
  program.slots = slots_;
  program.bits = tree_.regular ? bits_ : 0;
  program.sets = std::move(tree_.sets);
  program.counters = std::move(counters_);
  FindFirst(&program);
  program.code = std::move(code_);
  return program;
}

}  // namespace

Result<RegexProgram> CompileRegex(RegexTree tree) {
  return Compiler(std::move(tree)).Compile();
}

}  // namespace trommel::text
