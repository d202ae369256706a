// SPDX-License-Identifier: MIT
// The parts of Verify: operands one by one, then calls against usage lines.
// Private to interp/program.
#pragma once

#include <span>
#include <string>

#include "interp/program/program.h"

namespace trommel::verify {

/// A fault of instruction `pc`: "instruction 3 (Pop): the stack is empty".
/// REQUIRES a known opcode there.
Status Bad(const Program& program, size_t pc, const std::string& why);

/// Every instruction has a known opcode, an operand in range, and zero in the
/// fields that its operand does not use.
Status CheckOperands(const Program& program);

/// Why `args`, one mask a value, do not suit a call of `row`; empty if they do.
/// Each slot of the usage line takes one; further ones are the last positional
/// of a variadic line, or pairs of a lent tag's name and value.
std::string CheckCall(const RowEntry& row, std::span<const TypeMask> args);

}  // namespace trommel::verify
