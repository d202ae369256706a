// SPDX-License-Identifier: MIT
// CheckOperands and CheckCall.
#include "interp/program/verify_operands.h"

#include <algorithm>
#include <array>

#include "interp/base/limits.h"

namespace trommel::verify {
namespace {

/// Which fields an operand uses, and how many values each may take.
struct Bounds {
  size_t a = 1;
  size_t b = 1;
  size_t c = 1;
};

constexpr size_t kOperandKinds = static_cast<size_t>(Operand::kBlock) + 1;

Bounds BoundsOf(const Program& program, Operand operand) {
  constexpr size_t kCounts = limits::kStackDepth + 1;
  switch (operand) {
    case Operand::kNone:
      return {};
    case Operand::kFlag:
      return {.a = 2};
    case Operand::kCount:
      return {.b = kCounts};
    case Operand::kSlot:
      return {.b = program.variables().size()};
    case Operand::kGroup:
      return {.b = limits::kMatchVariables};
    case Operand::kString:
      return {.c = program.string_count()};
    case Operand::kList:
      return {.c = program.list_count()};
    case Operand::kInt:
      return {.c = program.int_count()};
    case Operand::kTarget:
      return {.c = program.code().size()};
    case Operand::kCall:
      return {.b = program.imports().size(), .c = kCounts};
    case Operand::kBlock:
      return {.b = program.imports().size(), .c = program.block_count()};
  }
  return {};
}

bool Callable(const Row& row) {
  switch (row.kind) {
    case RowKind::kCommand:
    case RowKind::kTest:
    case RowKind::kItem:
    case RowKind::kOperator:
    case RowKind::kCondition:
    case RowKind::kIfCondition:
    case RowKind::kLookup:
    case RowKind::kSource:
    case RowKind::kVariable:
    case RowKind::kLookupType:
    case RowKind::kStep:
    case RowKind::kEscape:
      return row.run != nullptr;
    case RowKind::kControl:
    case RowKind::kTag:
    case RowKind::kMatchType:
    case RowKind::kComparator:
    case RowKind::kAddressPart:
      return false;
  }
  return false;
}

bool TakesLentTags(const RowEntry& entry) {
  return entry.feature->language == Language::kSieve &&
         (entry.row->kind == RowKind::kCommand ||
          entry.row->kind == RowKind::kTest ||
          entry.row->kind == RowKind::kSource ||
          entry.row->kind == RowKind::kItem);
}

/// What further values of a variadic line may be.
TypeMask LastPositional(const Usage& usage) {
  for (size_t i = usage.size(); i > 0; --i) {
    if (usage[i - 1].kind == ParamKind::kPositional) return usage[i - 1].types;
  }
  return 0;
}

bool Within(TypeMask mask, TypeMask allowed) { return (mask & ~allowed) == 0; }

const char* CheckFurther(const RowEntry& entry,
                         std::span<const TypeMask> args) {
  if (entry.row->usage.variadic()) {
    TypeMask allowed = LastPositional(entry.row->usage);
    for (TypeMask mask : args) {
      if (!Within(mask, allowed)) return "a further value has the wrong type";
    }
    return nullptr;
  }
  if (!TakesLentTags(entry) || args.size() % 2 != 0) return "too many values";
  for (size_t i = 0; i < args.size(); i += 2) {
    if (args[i] != MaskOf(Type::kString)) return "a lent tag without a name";
  }
  return nullptr;
}

}  // namespace

Status Bad(const Program& program, size_t pc, const std::string& why) {
  std::string name(InfoOf(program.code()[pc].op).name);
  return Err(Code::kBadProgram,
             "instruction " + std::to_string(pc) + " (" + name + "): " + why);
}

Status CheckOperands(const Program& program, TargetStates* targets) {
  std::array<Bounds, kOperandKinds> all_bounds;
  for (size_t i = 0; i < kOperandKinds; ++i) {
    all_bounds[i] = BoundsOf(program, static_cast<Operand>(i));
  }
  for (size_t pc = 0; pc < program.code().size(); ++pc) {
    const Insn& insn = program.code()[pc];
    if (static_cast<size_t>(insn.op) >= kOps.size()) {
      return Err(Code::kBadProgram,
                 "instruction " + std::to_string(pc) + ": unknown opcode");
    }
    const Operand operand = InfoOf(insn.op).operand;
    const Bounds& bounds = all_bounds[static_cast<size_t>(operand)];
    if (insn.a >= bounds.a || insn.b >= bounds.b || insn.c >= bounds.c) {
      return Bad(program, pc, "operand out of range");
    }
    if (operand == Operand::kTarget) targets->Add(insn.c);
    if ((operand == Operand::kCall || operand == Operand::kBlock) &&
        !Callable(*program.import(insn.b).row)) {
      return Bad(
          program, pc,
          std::string(program.import(insn.b).row->name) + " cannot be called");
    }
  }
  return {};
}

bool CheckCall(const RowEntry& entry, std::span<const TypeMask> args,
               std::string* why) {
  const Usage& usage = entry.row->usage;
  const bool optional_tail =
      usage.variadic() && !usage[usage.size() - 1].required;
  const size_t least = usage.size() - (optional_tail ? 1 : 0);
  if (args.size() < least) {
    *why = "too few values";
    return false;
  }
  for (size_t i = 0; i < std::min(args.size(), usage.size()); ++i) {
    if (Within(args[i], usage[i].types)) continue;
    *why = std::string(usage[i].name) + " has the wrong type";
    return false;
  }
  if (args.size() <= usage.size()) return true;
  const char* fault = CheckFurther(entry, args.subspan(usage.size()));
  if (fault != nullptr) *why = fault;
  return fault == nullptr;
}

}  // namespace trommel::verify
