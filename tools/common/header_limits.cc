// SPDX-License-Identifier: MIT
#include "tools/common/header_limits.h"

#include <string>

namespace trommel {
namespace {

/// Bytes without the CR of CRLF.
int64_t SizeOf(std::string_view text) {
  auto size = static_cast<int64_t>(text.size());
  for (size_t at = text.find("\r\n"); at != std::string_view::npos;
       at = text.find("\r\n", at + 2)) {
    --size;
  }
  return size;
}

}  // namespace

Error HeaderExcess::AsError() const {
  return {Code::kLimit,
          std::string(line ? "a line of the message header is longer than "
                             "header_line_maxsize allows: "
                           : "the message header is larger than "
                             "header_maxsize allows: ") +
              std::to_string(limit) + " bytes"};
}

std::optional<HeaderExcess> FindHeaderExcess(const mail::Message& message,
                                             const vm::Settings& settings) {
  const int64_t most = settings.header_maxsize;
  const int64_t longest = settings.header_line_maxsize;
  const bool small = static_cast<int64_t>(message.header().size()) <= most;
  if (small && longest == 0) return std::nullopt;
  int64_t total = 0;
  for (const mail::Field& field : message.fields()) {
    const int64_t size = SizeOf(field.raw);
    total += size;
    if (total > most) return HeaderExcess{false, most};
    if (longest > 0 && size > longest) return HeaderExcess{true, longest};
  }
  return std::nullopt;
}

}  // namespace trommel
