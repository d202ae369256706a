// SPDX-License-Identifier: MIT
// Error: the one failure value of Trommel, and its map to process exit codes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace trommel {

/// A half-open byte range [begin, end) of a source text. Offsets count bytes;
/// {0, 0} means "no place known".
struct Span {
  uint32_t begin = 0;
  uint32_t end = 0;
};

/// What went wrong, coarse enough to decide what happens to the mail.
/// `error_codes.def` holds one row a code: name, sysexits value, meaning.
enum class Code : uint8_t {
#define CODE(name, exit_code, meaning) name,
#include "interp/base/error_codes.def"
#undef CODE
};

/// A named failure. `text` is a full sentence fragment for people ("cannot open
/// x: No such file or directory"); it owns its bytes. `span` is a place in the
/// script, where there is one.
struct Error {
  Code code = Code::kInternal;
  std::string text;
  Span span = {};
};

/// The sysexits.h value for `code` (see docs/ERRORS.md).
/// Example: ExitCode(Code::kTemporary) == 75.
int ExitCode(Code code);

/// The short name printed in JSON, "temporary" for Code::kTemporary.
std::string_view CodeName(Code code);

}  // namespace trommel
