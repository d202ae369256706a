// SPDX-License-Identifier: MIT
#include "interp/exim/expansion_emitter.h"

#include <array>
#include <utility>

#include "interp/base/inline_vector.h"

namespace trommel::exim {
namespace {

using Kind = Node::Kind;

/// Pieces waiting on the stack before they are joined: many outside, few
/// inside, so that nesting cannot exhaust the stack.
constexpr size_t kPiecesOutside = 16;
constexpr size_t kPiecesInside = 4;

bool IsConstant(const Node* node) {
  for (; node != nullptr; node = node->next) {
    if (node->kind != Kind::kText && node->kind != Kind::kNumber) return false;
  }
  return true;
}

/// Whether a node may raise an error that has to name the whole expansion.
/// Text and variables do not.
bool MayRaise(const Node& node) {
  if (node.permit != nullptr) return true;
  switch (node.kind) {
    case Kind::kText:
    case Kind::kNumber:
    case Kind::kGroup:
    case Kind::kSlot:
      return false;
    case Kind::kCall:
      return node.row->row->kind != RowKind::kVariable;
    case Kind::kSequence:
      for (const Node* piece = node.children; piece; piece = piece->next) {
        if (MayRaise(*piece)) return true;
      }
      return false;
    case Kind::kOperator:
    case Kind::kLookup:
    case Kind::kIf:
    case Kind::kExtract:
    case Kind::kRun:
    case Kind::kLoop:
      break;
  }
  return true;
}

bool IsList(const Test& test) {
  return test.kind == Test::Kind::kAnd || test.kind == Test::Kind::kOr;
}

bool IsLoop(const Test& test) {
  return test.kind == Test::Kind::kAny || test.kind == Test::Kind::kAll;
}

}  // namespace

std::string ExpansionEmitter::InsideText(const Test& test) {
  std::string_view name = test.name;
  if (test.kind == Test::Kind::kAnd) name = "and{...}";
  if (test.kind == Test::Kind::kOr) name = "or{...}";
  std::string text = " inside \"";
  text += name;
  text += "\" condition";
  return text;
}

void ExpansionEmitter::Emit(const Expansion& expansion, std::string_view text,
                            std::string_view place) {
  text_ = text;
  place_ = place;
  const bool framed = expansion.error.has_value() || MayRaise(*expansion.root);
  // Without a place errors stay as they are; the frame tells that the code is
  // an expansion's.
  if (framed && place.empty()) builder_.BeginFrame({}, "\n");
  if (framed && !place.empty()) builder_.BeginFrame(text, place);
  Body(expansion);
  if (framed) builder_.EndFrame();
}

void ExpansionEmitter::EmitBare(const Expansion& expansion) {
  text_ = place_ = {};
  Body(expansion);
}

void ExpansionEmitter::Body(const Expansion& expansion) {
  awake_ = 0;
  String(*expansion.root);
  at_ = expansion.error_at;
  if (expansion.error) Raise(*expansion.error);
}

void ExpansionEmitter::String(const Node& node) {
  const uint32_t outer = std::exchange(at_, node.at);
  ++depth_;
  if (node.permit != nullptr) {
    Call(*node.permit->row, node.permit->children);
    builder_.Emit(Op::kPop);
  }
  switch (node.kind) {
    case Kind::kText:
      builder_.EmitString(node.text);
      break;
    case Kind::kNumber:
      builder_.EmitInt(node.number);
      break;
    case Kind::kSequence:
      Sequence(node);
      break;
    case Kind::kGroup:
      builder_.EmitCount(Op::kLoadMatch, static_cast<size_t>(node.number));
      break;
    case Kind::kSlot:
      skipping_ ? builder_.EmitString({}) : Load(SlotOf(node));
      break;
    case Kind::kCall:
    case Kind::kOperator:
    case Kind::kLookup:
    case Kind::kIf:
    case Kind::kExtract:
    case Kind::kRun:
    case Kind::kLoop:
      skipping_ ? Skipped(node) : Item(node);
      break;
  }
  --depth_;
  at_ = outer;
}

/// Behind ${if, $value is what it was in front of it.
void ExpansionEmitter::Item(const Node& node) {
  const bool groups = node.groups && !node.torn;
  if (groups) builder_.Emit(Op::kSaveMatch);
  if (node.kind != Kind::kRun) KeepValue(node);
  BareItem(node);
  if (node.kind == Kind::kIf) RestoreValue(node);
  if (groups) builder_.Emit(Op::kRestoreMatch);
}

void ExpansionEmitter::BareItem(const Node& node) {
  if (node.kind == Kind::kIf) return If(node);
  if (node.kind == Kind::kLookup) return Lookup(node);
  if (node.kind == Kind::kExtract) return Extract(node);
  if (node.kind == Kind::kRun) return Run(node);
  if (node.kind == Kind::kLoop) return Loop(node);
  if (node.row != nullptr) return Call(*node.row, node.children);
  Evaluate(node.children);
  Raise(node.text);
}

void ExpansionEmitter::Sequence(const Node& node) {
  size_t most = depth_ == 1 ? kPiecesOutside : kPiecesInside;
  size_t waiting = 0;
  if (node.children == nullptr) builder_.EmitString({});
  for (const Node* piece = node.children; piece; piece = piece->next) {
    String(*piece);
    if (++waiting < most) continue;
    builder_.EmitCount(Op::kConcat, waiting);
    waiting = 1;
  }
  if (waiting > 1) builder_.EmitCount(Op::kConcat, waiting);
}

void ExpansionEmitter::Call(const RowEntry& row, const Node* args) {
  if (!IsConstant(args)) {
    size_t count = 0;
    for (const Node* arg = args; arg; arg = arg->next, ++count) String(*arg);
    for (; count < row.row->usage.size(); ++count) builder_.Emit(Op::kNil);
    Mark();
    builder_.Call(row, count);
    return;
  }
  InlineVector<Builder::Constant, Usage::kMaxParams> constants;
  constants.assign(row.row->usage.size());
  size_t count = 0;
  for (const Node* arg = args; arg; arg = arg->next) {
    Builder::Constant& constant = constants[count++];
    constant.type = arg->kind == Kind::kText ? Type::kString : Type::kInt;
    constant.text = arg->text;
    constant.number = arg->number;
  }
  Mark();
  builder_.CallConst(row, constants.all());
}

uint16_t ExpansionEmitter::SlotOf(const Node& node) {
  if (node.text.empty()) return static_cast<uint16_t>(node.number);
  if (node.text == "value") return ValueSlot();
  if (node.text == "item") return ItemSlot();
  return builder_.Variable(node.text);
}

uint16_t ExpansionEmitter::Slot(Held what, size_t depth) {
  constexpr std::array<std::string_view, static_cast<size_t>(Held::kCount)>
      kNames = {"value", "item",  "before", "no",
                "list",  "order", "some",   "extract key"};
  const auto row = static_cast<size_t>(what);
  const bool known = depth < kKnownDepths;
  if (known && slots_[row][depth] != 0) {
    return static_cast<uint16_t>(slots_[row][depth] - 1);
  }
  std::string name(kNames[row]);
  if (depth > 0) name += '#' + std::to_string(depth);
  const uint16_t slot = builder_.Variable(name);
  if (known) slots_[row][depth] = static_cast<uint16_t>(slot + 1);
  return slot;
}

void ExpansionEmitter::Otherwise(const Node& node) {
  if (node.fail) {
    std::string name(node.text);
    Mark();
    builder_.EmitText(Op::kForce,
                      "\"" + name + "\" failed and \"fail\" requested");
  } else if (node.no == nullptr) {
    builder_.EmitString({});
  } else {
    String(*node.no);
  }
}

void ExpansionEmitter::Lookup(const Node& node) {
  // An error leaves the matches as it finds them.
  const bool partial =
      node.row->row->kind == RowKind::kLookupType && !node.torn;
  if (partial) builder_.Emit(Op::kSaveMatch);
  Call(*node.row, node.children);
  Found(node);
  if (partial) builder_.Emit(Op::kRestoreMatch);
}

void ExpansionEmitter::KeepValue(const Node& node) {
  if (!node.sets) return;
  Load(ValueSlot());
  Store(Slot(Held::kBefore));
}

void ExpansionEmitter::RestoreValue(const Node& node) {
  if (!node.sets || node.torn) return;
  Load(Slot(Held::kBefore));
  Store(ValueSlot());
}

/// What the program prints stays in $value behind the item.
void ExpansionEmitter::Run(const Node& node) {
  Call(*node.row, node.children);
  Jump failed = builder_.Branch(Op::kJumpNil);
  Store(ValueSlot());
  KeepValue(node);
  node.yes != nullptr ? String(*node.yes) : Load(ValueSlot());
  RestoreValue(node);
  Skip(node.no);
  Jump end = builder_.Branch(Op::kJump);
  builder_.Bind(failed);
  Step("run_output", 0);
  Store(ValueSlot());
  KeepValue(node);
  Skip(node.yes);
  RestoreValue(node);
  Otherwise(node);
  builder_.Bind(end);
}

/// The result is $value inside the yes string and nowhere else; what is behind
/// that begins with the $value of before.
void ExpansionEmitter::Found(const Node& node) {
  Jump none = builder_.Branch(Op::kJumpNil);
  if (node.yes != nullptr) {
    const uint16_t outer = Slot(Held::kValue);
    Load(ValueSlot());
    Store(outer);
    Store(ValueSlot());
    String(*node.yes);
    if (!node.torn) Load(outer);
    if (!node.torn) Store(ValueSlot());
  }
  RestoreValue(node);
  Skip(node.no);
  Jump end = builder_.Branch(Op::kJump);
  builder_.Bind(none);
  Skip(node.yes);
  RestoreValue(node);
  Otherwise(node);
  builder_.Bind(end);
}

/// The no string sees the $value that the condition left.
void ExpansionEmitter::SkipYes(const Node& node) {
  const bool keeps = node.sets && !node.torn && MayFail(node.yes);
  if (keeps) Load(ValueSlot());
  if (keeps) Store(Slot(Held::kNo));
  Skip(node.yes);
  if (keeps) Load(Slot(Held::kNo));
  if (keeps) Store(ValueSlot());
}

void ExpansionEmitter::If(const Node& node) {
  const Test& test = *node.test;
  Jumps no;
  if (test.matches && !node.torn) builder_.Emit(Op::kSaveMatch);
  if (test.finds) Load(ValueSlot());
  if (test.finds) Store(Slot(Held::kValue));
  JumpWhen(test, false, &no);
  String(*node.yes);
  Skip(node.no);
  Jump end = builder_.Branch(Op::kJump);
  Bind(no.all());
  SkipYes(node);
  Otherwise(node);
  builder_.Bind(end);
  if (node.torn) return;
  if (test.finds) Load(Slot(Held::kValue));
  if (test.finds) Store(ValueSlot());
  if (test.matches) builder_.Emit(Op::kRestoreMatch);
}

void ExpansionEmitter::Matches(uint16_t slot, std::string_view pattern) {
  const RowEntry* match =
      rows_.Find(Language::kExim, RowKind::kIfCondition, "match");
  if (match == nullptr) {
    builder_.EmitBool(false);
    return;
  }
  builder_.Emit(Op::kSaveMatch);
  Load(slot);
  builder_.EmitString(pattern);
  builder_.Call(*match, 2);
  builder_.Emit(Op::kRestoreMatch);
}

void ExpansionEmitter::Raise(std::string_view error) {
  Mark();
  builder_.EmitText(Op::kRaise, error);
}

/// A key that is computed tells at run time how the rest is read.
void ExpansionEmitter::Extract(const Node& node) {
  const ExtractForms& forms = *node.forms;
  if (node.children == nullptr || node.children->kind == Kind::kText) {
    return forms.numbered.strings > 0 ? ExtractBy(node, forms.numbered, 3)
                                      : ExtractBy(node, forms.named, 2);
  }
  const uint16_t key = Slot(Held::kKey);
  String(*node.children);
  if (forms.named.broken && forms.named.strings == 1) {
    builder_.Emit(Op::kPop);
    return Raise(*forms.named.error);
  }
  Store(key);
  Matches(key, "^\\s*$");
  Jump is_set = builder_.Branch(Op::kJumpFalse);
  Raise("first argument of \"extract\" must not be empty");
  builder_.Bind(is_set);
  if (forms.numbered.row == nullptr) return ExtractBy(node, forms.named, 2);
  Matches(key, "^\\s*-?\\d*\\s*$");
  Jump is_named = builder_.Branch(Op::kJumpFalse);
  ExtractBy(node, forms.numbered, 3);
  Jump end = builder_.Branch(Op::kJump);
  builder_.Bind(is_named);
  ExtractBy(node, forms.named, 2);
  builder_.Bind(end);
}

void ExpansionEmitter::ExtractBy(const Node& node, const ExtractForm& form,
                                 size_t args) {
  const Node* string = node.children;
  if (form.strings < args || (form.broken && form.strings == args)) {
    if (form.strings > 1) Evaluate(string->next, form.strings - 1);
    return Raise(*form.error);
  }
  std::array<Node, kExtractStrings> read;
  for (size_t i = 0; i < form.strings; ++i, string = string->next) {
    read[i] = *string;
    read[i].next = i + 1 < args ? &read[i + 1] : nullptr;
  }
  if (read[0].kind != Kind::kText) {
    read[0].kind = Kind::kSlot;
    read[0].text = {};
    read[0].number = Slot(Held::kKey);
  }
  Node json;
  json.text = form.json_error;
  if (!json.text.empty()) read[args - 1].next = &json;
  Call(*form.row, read.data());
  Node item;
  item.text = "extract";
  item.fail = form.fail;
  item.sets = node.sets;
  if (form.strings > args) item.yes = &read[args];
  if (form.strings > args + 1) item.no = &read[args + 1];
  Node broken;
  broken.kind = Kind::kOperator;
  broken.text = form.no_error;
  if (!form.no_error.empty()) item.no = &broken;
  Found(item);
  if (!form.error) return;
  builder_.Emit(Op::kPop);
  Raise(*form.error);
}

void ExpansionEmitter::Bind(std::span<const Jump> jumps) {
  for (Jump jump : jumps) builder_.Bind(jump);
}

void ExpansionEmitter::Evaluate(const Node* args, size_t most) {
  for (const Node* arg = args; arg != nullptr && most > 0; arg = arg->next) {
    String(*arg);
    builder_.Emit(Op::kPop);
    --most;
  }
}

/// Without a row, for the errors that Exim meets before it sees that the string
/// is broken.
void ExpansionEmitter::JumpWhen(const Test& test, bool sense, Jumps* jumps) {
  if (IsList(test)) return JumpList(test, sense, jumps);
  if (IsLoop(test) && test.args == nullptr) return;
  if (IsLoop(test)) return JumpLoop(test, sense, jumps);
  if (test.row == nullptr) return Evaluate(test.args);
  const uint32_t outer = std::exchange(at_, test.at);
  Call(*test.row, test.args);
  at_ = outer;
  if (test.kind == Test::Kind::kFind) return JumpFound(test, sense, jumps);
  if (test.finds) {
    Load(ValueSlot());
    Step("list_value", 1);
    Store(ValueSlot());
  }
  jumps->push_back(
      builder_.Branch(sense != test.negated ? Op::kJumpTrue : Op::kJumpFalse));
}

void ExpansionEmitter::JumpFound(const Test& test, bool sense, Jumps* jumps) {
  Jump none = builder_.Branch(Op::kJumpNil);
  Store(ValueSlot());
  if (sense == test.negated) {
    jumps->push_back(none);
    return;
  }
  jumps->push_back(builder_.Branch(Op::kJump));
  builder_.Bind(none);
}

/// The first child that decides ends a list, the rest is skipped; an empty one
/// is true for and.
void ExpansionEmitter::JumpList(const Test& test, bool sense, Jumps* jumps) {
  sense = sense != test.negated;
  bool deciding = test.kind == Test::Kind::kOr;
  Jumps decided;
  InlineVector<size_t, 6> ends;
  const std::string inside = InsideText(test);
  for (const Test* child = test.children; child; child = child->next) {
    BeginInside(inside);
    JumpWhen(*child, deciding, &decided);
    ends.push_back(decided.size());
    EndInside(inside);
  }
  Jump undecided = builder_.Branch(Op::kJump);
  SkipRest(test, decided, ends.all());
  if (sense == deciding) jumps->push_back(builder_.Branch(Op::kJump));
  if (sense != deciding) jumps->push_back(undecided);
  if (sense == deciding) builder_.Bind(undecided);
}

void ExpansionEmitter::SkipRest(const Test& list, const Jumps& decided,
                                std::span<const size_t> ends) {
  size_t begin = 0;
  const Test* child = list.children;
  for (size_t end : ends) {
    Bind(decided.all().subspan(begin, end - begin));
    begin = end;
    child = child->next;
    if (child == nullptr || !MayFail(*child)) continue;
    const std::string inside = InsideText(list);
    BeginInside(inside);
    Skip(*child);
    EndInside(inside);
  }
}

}  // namespace trommel::exim
