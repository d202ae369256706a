// SPDX-License-Identifier: MIT
#include "interp/exim/expansion_emitter.h"

#include <array>

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
    case Kind::kLookup:
    case Kind::kIf:
    case Kind::kExtract:
    case Kind::kRaise:
      break;
  }
  return true;
}

std::string_view InsideText(const Test& list) {
  return list.kind == Test::Kind::kAnd ? " inside \"and{...}\" condition"
                                       : " inside \"or{...}\" condition";
}

}  // namespace

void ExpansionEmitter::Emit(const Expansion& expansion, std::string_view text,
                            std::string_view place) {
  if (expansion.constant()) {
    builder_.EmitString(expansion.root->text);
    return;
  }
  text_ = text;
  place_ = place;
  bool framed = !expansion.error.empty() || MayRaise(*expansion.root);
  if (framed) builder_.BeginFrame(text, place);
  String(*expansion.root);
  if (!expansion.error.empty()) {
    builder_.EmitText(Op::kRaise, expansion.error);
  }
  if (framed) builder_.EndFrame();
}

void ExpansionEmitter::String(const Node& node) {
  ++depth_;
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
      Load(node.text);
      break;
    case Kind::kCall:
      Call(*node.row, node.children);
      break;
    case Kind::kLookup:
      Lookup(node);
      break;
    case Kind::kIf:
      If(node);
      break;
    case Kind::kExtract:
      Extract(node);
      break;
    case Kind::kRaise:
      builder_.EmitText(Op::kRaise, node.text);
      break;
  }
  --depth_;
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
    builder_.Call(row, count);
    return;
  }
  std::array<Builder::Constant, Usage::kMaxParams> constants;
  size_t count = 0;
  for (const Node* arg = args; arg; arg = arg->next) {
    Builder::Constant& constant = constants[count++];
    constant.type = arg->kind == Kind::kText ? Type::kString : Type::kInt;
    constant.text = arg->text;
    constant.number = arg->number;
  }
  builder_.CallConst(row, {constants.data(), row.row->usage.size()});
}

void ExpansionEmitter::Load(std::string_view slot) {
  builder_.EmitCount(Op::kLoadVar, builder_.Variable(slot));
}

void ExpansionEmitter::Store(std::string_view slot) {
  builder_.EmitCount(Op::kStoreVar, builder_.Variable(slot));
}

std::string ExpansionEmitter::SlotName(std::string_view what) const {
  return std::string(what) + "#" + std::to_string(depth_);
}

void ExpansionEmitter::Otherwise(const Node& node) {
  if (node.fail) {
    std::string name(node.text);
    builder_.EmitText(Op::kForce,
                      "\"" + name + "\" failed and \"fail\" requested");
  } else if (node.no == nullptr) {
    builder_.EmitString({});
  } else {
    String(*node.no);
  }
}

/// The result is $value inside the yes string and nowhere else.
void ExpansionEmitter::Lookup(const Node& node) {
  Call(*node.row, node.children);
  Jump none = builder_.Branch(Op::kJumpNil);
  if (node.yes != nullptr) {
    std::string outer = SlotName("value");
    Load("value");
    Store(outer);
    Store("value");
    String(*node.yes);
    Load(outer);
    Store("value");
  }
  Jump end = builder_.Branch(Op::kJump);
  builder_.Bind(none);
  Otherwise(node);
  builder_.Bind(end);
}

void ExpansionEmitter::If(const Node& node) {
  const Test& test = *node.test;
  std::vector<Jump> no;
  if (test.matches) builder_.Emit(Op::kSaveMatch);
  JumpWhen(test, false, &no);
  String(*node.yes);
  Jump end = builder_.Branch(Op::kJump);
  Bind(no);
  Otherwise(node);
  builder_.Bind(end);
  if (test.matches) builder_.Emit(Op::kRestoreMatch);
}

/// Asks the matcher whether the key is a number, then takes one of the forms.
void ExpansionEmitter::Extract(const Node& node) {
  const RowEntry* match =
      rows_.Find(Language::kExim, RowKind::kIfCondition, "match");
  const Node* key = node.children;
  const Node* named = key->next;
  if (match == nullptr) {
    builder_.EmitText(Op::kRaise, "unknown condition \"match\"");
    return;
  }
  String(*key);
  Store("extract key");
  builder_.Emit(Op::kSaveMatch);
  Load("extract key");
  builder_.EmitString("^\\s*-?\\d+\\s*$");
  builder_.Call(*match, 2);
  builder_.Emit(Op::kRestoreMatch);
  Jump is_named = builder_.Branch(Op::kJumpFalse);
  String(*named->next);
  Jump end = builder_.Branch(Op::kJump);
  builder_.Bind(is_named);
  String(*named);
  builder_.Bind(end);
}

void ExpansionEmitter::Bind(const std::vector<Jump>& jumps) {
  for (Jump jump : jumps) builder_.Bind(jump);
}

/// For the errors that Exim meets before it sees that the string is broken.
void ExpansionEmitter::Evaluate(const Node* args) {
  for (const Node* arg = args; arg; arg = arg->next) {
    String(*arg);
    builder_.Emit(Op::kPop);
  }
}

void ExpansionEmitter::JumpWhen(const Test& test, bool sense,
                                std::vector<Jump>* jumps) {
  if (test.kind != Test::Kind::kCall) return JumpList(test, sense, jumps);
  if (test.row == nullptr) return Evaluate(test.args);
  Call(*test.row, test.args);
  jumps->push_back(
      builder_.Branch(sense != test.negated ? Op::kJumpTrue : Op::kJumpFalse));
}

void ExpansionEmitter::BeginInside(const Test& list) {
  inside_.insert(0, InsideText(list));
  builder_.BeginFrame(text_, std::string(place_) + "\n" + inside_);
}

void ExpansionEmitter::EndInside(const Test& list) {
  inside_.erase(0, InsideText(list).size());
  builder_.EndFrame();
}

/// The first child that decides ends a list; an empty one is true for and.
void ExpansionEmitter::JumpList(const Test& test, bool sense,
                                std::vector<Jump>* jumps) {
  sense = sense != test.negated;
  bool deciding = test.kind == Test::Kind::kOr;
  std::vector<Jump> decided;
  std::vector<Jump>* out = sense == deciding ? jumps : &decided;
  for (const Test* child = test.children; child; child = child->next) {
    BeginInside(test);
    JumpWhen(*child, deciding, out);
    EndInside(test);
  }
  if (sense != deciding) jumps->push_back(builder_.Branch(Op::kJump));
  Bind(decided);
}

}  // namespace trommel::exim
