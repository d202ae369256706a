// SPDX-License-Identifier: MIT
// The hard stops on the length of files and functions, and the SPDX line.
#pragma once

#include <cstddef>

#include "tests/lint/source_file.h"

namespace trommel::lint {

/// Lines a file may have.
inline constexpr size_t kMaxFileLines = 600;
/// Lines a function may have, from its first line to its closing brace.
inline constexpr size_t kMaxFunctionLines = 80;

/// One function definition found by its braces.
struct Function {
  std::string first_line;
  size_t line;    // of first_line, from 1
  size_t length;  // in lines
};

/// The functions of a file laid out by clang-format: a definition starts at
/// column 0 (in a class: at column 2) and ends with a brace in that column.
/// A heuristic; macros that hide braces fool it.
std::vector<Function> FindFunctions(const SourceFile& file);

/// File and functions that are too long. The machine's loop may be.
Findings CheckSizes(const SourceFile& file);

/// The first line (the second after "#!") has to be the SPDX line.
Findings CheckSpdx(const SourceFile& file);

}  // namespace trommel::lint
