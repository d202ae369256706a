// SPDX-License-Identifier: MIT
#include "tools/trommel/exim_input.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

namespace trommel {
namespace {

constexpr size_t kPiece = size_t{256} << 10;

/// Bytes read into `out`, 0 at the end and, as in Exim, from a directory.
Result<size_t> ReadPiece(int descriptor, size_t room, char* out) {
  for (;;) {
    const ssize_t n = ::read(descriptor, out, room);
    if (n >= 0) return static_cast<size_t>(n);
    if (errno == EISDIR || errno == EBADF) return 0;
    if (errno != EINTR) {
      return Err(Code::kNoInput, "cannot read standard input: " +
                                     std::string(std::strerror(errno)));
    }
  }
}

/// Reads up to `most` bytes; fewer only at the end.
Status ReadHead(int descriptor, size_t most, std::string* out) {
  size_t filled = 0;
  while (filled < most) {
    if (out->size() == filled)
      out->resize(std::min(most, std::max(filled * 2, kPiece / 16)));
    TRY_ASSIGN(size_t n, ReadPiece(descriptor, out->size() - filled,
                                   out->data() + filled));
    if (n == 0) break;
    filled += n;
  }
  out->resize(filled);
  return {};
}

}  // namespace

void BodyCounter::Take(std::string_view bytes) {
  size_ += static_cast<int64_t>(bytes.size());
  zeros_ += std::count(bytes.begin(), bytes.end(), '\0');
  tail_ += bytes;
  if (tail_.size() > 2 * keep_ + kPiece)
    tail_.erase(0, tail_.size() - keep_ - 2);
}

void BodyCounter::Untake(size_t bytes) {
  size_ -= static_cast<int64_t>(bytes);
  tail_.resize(tail_.size() - bytes);
}

/// Where a dot would end the message, Exim does not count empty lines.
void BodyCounter::EndLine() {
  if (line_ > 0 || !dot_ends_) ++lines_;
  line_ = 0;
}

void BodyCounter::Feed(std::string_view piece) {
  while (!piece.empty() && !ended_) {
    const size_t end = piece.find('\n');
    const std::string_view part = piece.substr(0, end);
    if (line_ == 0 && !part.empty()) first_ = part[0];
    line_ += part.size();
    if (end == std::string_view::npos) return Take(part);
    Take(piece.substr(0, end + 1));
    piece.remove_prefix(end + 1);
    ended_ = LineIsDot();
    if (ended_) return Untake(2);
    EndLine();
  }
}

void BodyCounter::End() {
  if (ended_) return;
  ended_ = true;
  if (LineIsDot()) return Untake(1);
  if (line_ > 0) EndLine();
}

InputWindow EximWindow(const vm::Settings& settings) {
  constexpr size_t kBeyondHeader = size_t{1} << 20;
  auto size = [](int64_t setting) {
    return static_cast<size_t>(std::max<int64_t>(0, setting));
  };
  const size_t visible = size(settings.message_body_visible);
  return {size(settings.header_maxsize) + visible + kBeyondHeader, visible};
}

Result<EximInput> ReadEximInput(int descriptor, const EximReading& how,
                                const InputWindow& window) {
  EximInput out;
  TRY(ReadHead(descriptor, window.head, out.bytes.get()));
  out.message = ReadEximMessage(*out.bytes, how);
  if (out.bytes->size() < window.head || out.message.ended) return out;
  BodyCounter counter(how, window.tail);
  counter.Feed(out.message.body);
  const int64_t zeros_before = out.message.arrival.zeros - counter.zeros();
  std::string piece(kPiece, '\0');
  for (;;) {
    TRY_ASSIGN(size_t n, ReadPiece(descriptor, piece.size(), piece.data()));
    if (n == 0) break;
    counter.Feed({piece.data(), n});
  }
  counter.End();
  EximMessage& message = out.message;
  const auto head = static_cast<int64_t>(message.body.size());
  const std::string_view tail = counter.tail();
  const auto rest =
      static_cast<size_t>(std::max<int64_t>(0, counter.size() - head));
  auto body = std::make_unique<std::string>(message.body.substr(
      0, static_cast<size_t>(std::min(head, counter.size()))));
  *body += tail.substr(tail.size() - std::min(tail.size(), rest));
  message.own_body = std::move(body);
  message.body = *message.own_body;
  message.arrival.size += counter.size() - head;
  message.arrival.body_size = counter.size();
  message.arrival.body_lines = counter.lines();
  message.arrival.zeros = zeros_before + counter.zeros();
  return out;
}

}  // namespace trommel
