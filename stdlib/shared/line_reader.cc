// SPDX-License-Identifier: MIT
#include "stdlib/shared/line_reader.h"

#include <algorithm>

#include "interp/base/limits.h"
#include "interp/base/work.h"

namespace trommel::stdlib {

bool LineReader::Fill() {
  constexpr size_t kChunk = size_t{1} << 16U;
  buffer_.resize(kChunk);
  buffer_.resize(file_.Read(offset_, buffer_.data(), kChunk));
  offset_ += buffer_.size();
  at_ = 0;
  return !buffer_.empty();
}

Status LineReader::CheckBudget(size_t size) const {
  if (work::Spent()) return Err(Code::kLimit, work::kError);
  if (size > limits::kValueBytes) {
    return Err(Code::kLimit, file_.path() + " has a line of over " +
                                 std::to_string(limits::kValueBytes) +
                                 " bytes");
  }
  if (offset_ > limits::kLookupFileBytes) {
    return Err(Code::kLimit, file_.path() + " has over " +
                                 std::to_string(limits::kLookupFileBytes) +
                                 " bytes");
  }
  return {};
}

Result<bool> LineReader::Next(std::string* line) {
  line->clear();
  ended_ = false;
  bool some = false;
  bool hidden = false;  // behind a NUL
  while (at_ < buffer_.size() || Fill()) {
    some = true;
    const std::string_view rest = std::string_view(buffer_).substr(at_);
    const size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view piece = rest.substr(0, end);
    const size_t nul = hidden ? 0 : std::min(piece.find('\0'), end);
    line->append(piece.substr(0, nul));
    TRY(CheckBudget(line->size()));
    hidden = hidden || nul < end;
    at_ += std::min(end + 1, rest.size());
    if (end == rest.size()) continue;
    ended_ = !hidden;
    if (ended_) return true;
    hidden = false;
  }
  return some;
}

}  // namespace trommel::stdlib
