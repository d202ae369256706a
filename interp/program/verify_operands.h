// SPDX-License-Identifier: MIT
// The parts of Verify: operands one by one, then calls against usage lines.
// Private to interp/program.
#pragma once

#include <span>
#include <string>

#include "interp/program/program.h"
#include "interp/program/verify_state.h"

namespace trommel::verify {

/// A fault of instruction `pc`: "instruction 3 (Pop): the stack is empty".
/// REQUIRES a known opcode there.
Status Bad(const Program& program, size_t pc, const std::string& why);

/// Every instruction has a known opcode, an operand in range, and zero in the
/// fields that its operand does not use. Adds the targets of jumps to
/// `targets`.
Status CheckOperands(const Program& program, TargetStates* targets);

/// Whether `args`, one mask a value, suit a call of `row`; if not, `why` tells.
/// Each slot of the usage line takes one; further ones are the last positional
/// of a variadic line, or pairs of a lent tag's name and value.
bool CheckCall(const RowEntry& row, std::span<const TypeMask> args,
               std::string* why);

}  // namespace trommel::verify
