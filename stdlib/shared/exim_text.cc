// SPDX-License-Identifier: MIT
#include "stdlib/shared/exim_text.h"

#include "interp/base/limits.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib::exim {

Result<Value> TextOf(vm::CallContext& context, std::string_view bytes,
                     std::string_view line_end, bool tainted) {
  std::string out;
  while (!bytes.empty()) {
    const size_t end = bytes.find('\n');
    const std::string_view line = bytes.substr(0, end);
    const size_t nul = line.find('\0');
    out += line.substr(0, nul);
    const bool ended = end != std::string_view::npos;
    if (ended && nul == std::string_view::npos) out += line_end;
    if (out.size() > limits::kValueBytes) {
      return Err(Code::kLimit, "a string grew past " +
                                   std::to_string(limits::kValueBytes) +
                                   " bytes");
    }
    bytes.remove_prefix(ended ? end + 1 : bytes.size());
  }
  return Copied(context, out, tainted);
}

}  // namespace trommel::stdlib::exim
