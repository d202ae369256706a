// SPDX-License-Identifier: MIT
// Op and its properties, all read from ops.def.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "interp/program/value.h"

namespace trommel {

enum class Op : uint8_t {
#define OP(name, operand, pops, pushes, meaning) k##name,
#include "interp/program/ops.def"
#undef OP
};

/// Which fields of an instruction mean what; see ops.def.
enum class Operand : uint8_t {
  kNone,
  kFlag,
  kCount,
  kSlot,
  kGroup,
  kString,
  kList,
  kInt,
  kTarget,
  kCall,
  kBlock,
};

/// What an instruction leaves on the stack.
enum class Push : uint8_t { kNone, kNil, kBool, kInt, kString, kList, kRow };

/// `pops` value for "as many as the operand says".
inline constexpr int kPopsCount = -1;

struct OpInfo {
  std::string_view name;
  Operand operand;
  int pops;
  Push push;
  std::string_view meaning;
};

namespace op_internal {
inline constexpr int N = kPopsCount;
}

inline constexpr std::array kOps = [] {
  using op_internal::N;
  return std::array{
#define OP(name, operand, pops, pushes, meaning) \
  OpInfo{#name, Operand::k##operand, pops, Push::k##pushes, meaning},
#include "interp/program/ops.def"
#undef OP
  };
}();
static_assert(kOps.size() <= 40, "the instruction set stays small");

constexpr const OpInfo& InfoOf(Op op) { return kOps[static_cast<size_t>(op)]; }

/// One instruction in memory; the same 8 bytes as fbs::Insn.
struct Insn {
  Op op;
  uint8_t a;
  uint16_t b;
  uint32_t c;
};
static_assert(sizeof(Insn) == 8);

}  // namespace trommel
