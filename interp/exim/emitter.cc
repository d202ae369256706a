// SPDX-License-Identifier: MIT
// Commands and ifs.
#include "interp/exim/emitter.h"

namespace trommel::exim {
namespace {

using Kind = Argument::Kind;

Builder::Constant ConstantOf(const Argument& argument,
                             const Expansion& expansion) {
  Builder::Constant constant;
  switch (argument.kind) {
    case Kind::kNil:
      break;
    case Kind::kNumber:
      constant.type = Type::kInt;
      constant.number = argument.number;
      break;
    case Kind::kRaw:
      constant.type = Type::kString;
      constant.text = argument.text;
      break;
    case Kind::kText:
      constant.type = Type::kString;
      constant.text = expansion.root->text;
      break;
  }
  return constant;
}

bool HasLoop(const Condition& condition) {
  if (condition.kind == Condition::Kind::kLoop) return true;
  for (const Condition* c = condition.children; c; c = c->next) {
    if (HasLoop(*c)) return true;
  }
  return false;
}

bool HasLoop(const Branch* branch) {
  for (; branch != nullptr; branch = branch->next) {
    if (branch->condition != nullptr && HasLoop(*branch->condition)) {
      return true;
    }
  }
  return false;
}

}  // namespace

void Emitter::Block(const Command* first) {
  for (const Command* command = first; command; command = command->next) {
    builder_.At(command->at);
    if (command->branches != nullptr) {
      If(*command);
    } else {
      Simple(*command);
    }
  }
}

bool Emitter::Prepare(const Command& command, const RowEntry& row) {
  args_.clear();
  trees_.Reset();
  bool constant = true;
  for (const Argument& argument : command.args) {
    args_.push_back({&argument, {}});
    if (argument.kind != Kind::kText) continue;
    args_.back().expansion = parser_.Parse(argument.text);
    constant = constant && args_.back().expansion.constant();
  }
  static constexpr Argument kAbsent;
  while (args_.size() < row.row->usage.size()) {
    args_.push_back({&kAbsent, {}});
  }
  return constant;
}

void Emitter::Simple(const Command& command) {
  const RowEntry* row = Find(RowKind::kCommand, command.row);
  std::string name(command.name);
  if (row == nullptr) {
    builder_.EmitText(Op::kRaise,
                      "filtering command \"" + name + "\" is not available");
    return;
  }
  if (Prepare(command, *row)) {
    std::vector<Builder::Constant> constants;
    constants.reserve(args_.size());
    for (const Prepared& arg : args_) {
      constants.push_back(ConstantOf(*arg.argument, arg.expansion));
    }
    builder_.CallConst(*row, constants);
    return;
  }
  for (const Prepared& arg : args_) {
    switch (arg.argument->kind) {
      case Kind::kNil:
        builder_.Emit(Op::kNil);
        break;
      case Kind::kNumber:
        builder_.EmitInt(arg.argument->number);
        break;
      case Kind::kRaw:
        builder_.EmitString(arg.argument->text);
        break;
      case Kind::kText:
        expansions_.Emit(arg.expansion, arg.argument->text, name + " command");
        break;
    }
  }
  builder_.Call(*row, args_.size());
}

/// $thisaddress stays set in the branches of an if with foranyaddress, and is
/// what it was before behind the endif.
void Emitter::If(const Command& command) {
  std::string outer = "thisaddress#" + std::to_string(depth_++);
  bool restore = HasLoop(command.branches);
  auto move = [&](std::string_view from, std::string_view to) {
    builder_.EmitCount(Op::kLoadVar, builder_.Variable(from));
    builder_.EmitCount(Op::kStoreVar, builder_.Variable(to));
  };
  if (restore) move("thisaddress", outer);
  std::vector<Jump> ends;
  for (const Branch* branch = command.branches; branch; branch = branch->next) {
    std::vector<Jump> otherwise;
    if (branch->condition) JumpWhen(*branch->condition, false, &otherwise);
    Block(branch->body);
    if (branch->next) ends.push_back(builder_.Branch(Op::kJump));
    for (Jump jump : otherwise) builder_.Bind(jump);
  }
  for (Jump jump : ends) builder_.Bind(jump);
  if (restore) move(outer, "thisaddress");
  --depth_;
}

}  // namespace trommel::exim
