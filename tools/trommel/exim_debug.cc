// SPDX-License-Identifier: MIT
#include "tools/trommel/exim_debug.h"

namespace trommel {
namespace {

// Sizes that were found by trying: what a full buffer holds, and how much of it
// stays when a piece does not fit.
constexpr size_t kBuffer = 2048;
constexpr size_t kRoom = kBuffer - 2;
constexpr size_t kKept = 2001;
constexpr std::string_view kTooLong =
    "**** debug string too long - truncated ****\n";

}  // namespace

void EximDebug::Text(std::string_view piece) {
  if (full()) return;
  Add(piece);
}

void EximDebug::Indented(std::string_view piece) {
  if (full()) return;
  buffer_ += ' ';
  ++prefix_;
  Add(piece);
}

void EximDebug::Blanks(size_t count) {
  while (count-- > 0) Text(" ");
}

void EximDebug::Add(std::string_view piece) {
  buffer_ += piece;
  if (buffer_.size() > kRoom) Cut();
  if (buffer_.ends_with('\n')) Write();
}

void EximDebug::Cut() {
  buffer_.resize(kKept);
  if (!buffer_.ends_with('\n')) buffer_ += '\n';
  buffer_ += kTooLong;
}

void EximDebug::Write() {
  RepeatPrefix();
  if (written_ + buffer_.size() > kMost) {
    buffer_ = "the trace is longer than " + std::to_string(kMost) +
              " bytes; the rest is left out\n";
    written_ = kMost;
  }
  written_ += buffer_.size();
  out_->Write(buffer_);
  buffer_.clear();
  prefix_ = 0;
}

void EximDebug::RepeatPrefix() {
  if (prefix_ == 0) return;
  const std::string prefix = buffer_.substr(0, prefix_);
  for (size_t at = buffer_.find('\n') + 1;
       at < buffer_.size() && buffer_.size() + prefix_ < kBuffer;
       at = buffer_.find('\n', at) + 1) {
    buffer_.insert(at, prefix);
    at += prefix_;
  }
}

}  // namespace trommel
