// SPDX-License-Identifier: MIT
// Listings: a program as text, and back, to the byte.
#pragma once

#include <string>
#include <string_view>

#include "interp/base/result.h"
#include "interp/program/program.h"

namespace trommel {

/// A complete text form of the program, one instruction a line, with names for
/// imports, targets as labels, strings quoted with \xHH escapes, and the tables
/// that running needs. Assemble(Disassemble(p)) has the same bytes as p.
std::string Disassemble(const Program& program);

/// Reads a listing; the container's bytes. kBadProgram with `line N: reason`.
/// The result still has to pass Program::Load.
Result<std::string> Assemble(std::string_view listing);

}  // namespace trommel
