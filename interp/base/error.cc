// SPDX-License-Identifier: MIT
#include "interp/base/error.h"

#include <array>

namespace trommel {
namespace {

struct CodeRow {
  std::string_view name;
  int exit_code;
};

constexpr std::array kRows = {
#define CODE(name, exit_code, meaning) CodeRow{#name, exit_code},
#include "interp/base/error_codes.def"
#undef CODE
};

}  // namespace

int ExitCode(Code code) { return kRows[static_cast<size_t>(code)].exit_code; }

std::string_view CodeName(Code code) {
  return kRows[static_cast<size_t>(code)].name.substr(1);
}

}  // namespace trommel
