// SPDX-License-Identifier: MIT
#include "tools/trommel/line_source.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "interp/text/ascii.h"

namespace trommel {
namespace {

constexpr size_t kBuffer = size_t{4} << 10;

std::string_view TrimEnd(std::string_view text) {
  while (!text.empty() && text::IsSpace(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

LineSource::LineSource(int descriptor, std::function<void()> before_waiting,
                       size_t piece)
    : descriptor_(descriptor),
      before_waiting_(std::move(before_waiting)),
      piece_(piece) {
  struct stat info = {};
  waits_ = ::fstat(descriptor, &info) != 0 || !S_ISREG(info.st_mode);
}

bool LineSource::More() {
  if (ended_) return false;
  if (waits_) before_waiting_();
  bytes_.erase(0, at_);
  at_ = 0;
  const size_t had = bytes_.size();
  bytes_.resize(had + kBuffer);
  ssize_t n = 0;
  do {
    n = ::read(descriptor_, bytes_.data() + had, kBuffer);
  } while (n < 0 && errno == EINTR);
  bytes_.resize(had + static_cast<size_t>(std::max<ssize_t>(n, 0)));
  ended_ = n <= 0;
  return !ended_;
}

/// The next piece with its line end, valid until the next call; empty at the
/// end.
std::string_view LineSource::Piece() {
  for (;;) {
    const std::string_view rest = std::string_view(bytes_).substr(at_);
    const size_t end = std::min(rest.find('\n'), piece_ - 1);
    if (end < rest.size() || !More()) {
      const std::string_view piece =
          std::string_view(bytes_).substr(at_, end + 1);
      at_ += piece.size();
      return piece;
    }
  }
}

std::optional<std::string_view> LineSource::Next() {
  line_.clear();
  for (bool first = true;; first = false) {
    std::string_view piece = Piece();
    if (piece.empty() && first) return std::nullopt;
    piece = TrimEnd(piece.substr(0, piece.find('\0')));
    while (!first && !piece.empty() && text::IsSpace(piece[0])) {
      piece.remove_prefix(1);
    }
    const bool goes_on = piece.ends_with('\\');
    if (goes_on) piece.remove_suffix(1);
    if (first && !goes_on) return piece;
    line_ += piece;
    if (!goes_on) return line_;
  }
}

}  // namespace trommel
