// SPDX-License-Identifier: MIT
// Only lines that start in one of a few ways are looked at.
#include "tools/mailbox/mbox.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "interp/text/ascii.h"
#include "tools/mailbox/from_line.h"
#include "tools/mailbox/line_scan.h"

namespace trommel::mailbox {
namespace {

constexpr std::string_view kContentLength = "Content-Length:";
// Enough for the name, blanks and the digits of a Content-Length.
constexpr size_t kContentLengthBytes = 80;
constexpr uint64_t kLargestContentLength = uint64_t{1} << 48U;

// Whether the line that ends at `line_end` is empty.
bool IsEmptyLine(std::string_view data, size_t line_end) {
  if (line_end == 0) return false;
  if (data[line_end - 1] == '\n') return true;
  return line_end > 1 && data[line_end - 1] == '\r' &&
         data[line_end - 2] == '\n';
}

// Length of the line end at the start of `text`, or 0.
size_t LineEndLength(std::string_view text) {
  if (text.starts_with('\n')) return 1;
  return text.starts_with("\r\n") ? 2 : 0;
}

}  // namespace

bool MboxScanner::FindFromLineEnd() {
  at_ = 0;
  for (;;) {
    std::string_view data = window_.data();
    size_t line_end = data.find('\n', at_);
    at_ = line_end == data.npos ? data.size() : line_end;
    if (line_end != data.npos) return true;
    if (!window_.Fill()) return false;
  }
}

void MboxScanner::NoteContentLength(std::string_view line) {
  if (content_length_ || !text::StartsCaseless(line, kContentLength)) return;
  std::string_view digits = line.substr(kContentLength.size());
  while (!digits.empty() && text::IsBlank(digits.front())) {
    digits.remove_prefix(1);
  }
  uint64_t value = 0;
  auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error == std::errc{} && value < kLargestContentLength) {
    content_length_ = value;
  }
}

bool MboxScanner::ScanHeader(bool final) {
  std::string_view data = window_.data();
  for (;; ++at_) {
    at_ = FindHeaderLine(data, at_);
    if (at_ + 1 >= data.size()) return false;
    std::string_view rest = data.substr(at_ + 1);
    if (rest.front() == '\r' && rest.size() == 1 && !final) return false;
    if (size_t length = LineEndLength(rest); length != 0) {
      at_ += length;
      body_ = at_ + 1;
      return true;
    }
    std::string_view line = rest.substr(0, kContentLengthBytes);
    bool cut = line.size() < kContentLengthBytes && !final &&
               line.find('\n') == line.npos;
    if (cut) return false;
    NoteContentLength(line);
  }
}

bool MboxScanner::ScanBody(bool final) {
  std::string_view data = window_.data();
  for (;; ++at_) {
    at_ = FindBodyLine(data, at_);
    if (at_ + 1 >= data.size()) return false;
    std::string_view rest = data.substr(at_ + 1);
    if (rest.front() == '>') {
      size_t from = rest.find_first_not_of('>');
      bool cut = from == rest.npos || rest.size() - from < 5;
      if (cut && !final) return false;
      if (!cut && rest.substr(from, 5) == "From ") quotes_.push_back(at_ + 1);
    } else if (rest.front() == 'F' && IsEmptyLine(data, at_)) {
      bool cut = rest.size() < kFromLineBytes && rest.find('\n') == rest.npos;
      if (cut && !final) return false;
      if (!StartsWithFromLine(rest)) continue;
      end_ = next_ = at_ + 1;
      return true;
    }
  }
}

// Ends the message where its Content-Length says, if a message starts or the
// file ends there, give or take an empty line.
bool MboxScanner::TrustContentLength() {
  if (!content_length_) return false;
  uint64_t end = body_ + *content_length_;
  if (window_.offset() + end > window_.file_size()) return false;
  uint64_t left = window_.file_size() - window_.offset();
  char bytes[kFromLineBytes + 3];
  std::string_view around(bytes, window_.Peek(end - 1, bytes, sizeof(bytes)));
  if (around.empty()) return false;
  std::string_view after = around.substr(1);
  size_t line_end = LineEndLength(after);
  after.remove_prefix(line_end);
  bool at_line_start = line_end != 0 || around.front() == '\n';
  bool good =
      end + line_end == left || (at_line_start && StartsWithFromLine(after));
  if (!good) return false;
  while (window_.data().size() < end + line_end && window_.Fill()) {
  }
  end_ = std::min(static_cast<size_t>(end), window_.data().size());
  next_ = std::min(end_ + line_end, window_.data().size());
  // Some writers count the separator as body.
  if (line_end == 0) DropSeparator();
  return true;
}

void MboxScanner::FindEnd() {
  bool final = false;
  while (!ScanHeader(final) && !final) final = !window_.Fill();
  if (body_ != 0) {
    if (TrustContentLength()) return;
    final = false;
    while (!ScanBody(final)) {
      if (final) break;
      final = !window_.Fill();
    }
  }
  if (next_ == 0) end_ = next_ = window_.data().size();
  DropSeparator();
  Unquote();
}

// The empty line before the next message is not of this one.
void MboxScanner::DropSeparator() {
  std::string_view data = window_.data().substr(0, end_);
  if (end_ <= start_ || data.back() != '\n' || !IsEmptyLine(data, end_ - 1)) {
    return;
  }
  end_ -= data[end_ - 2] == '\r' ? 2 : 1;
}

void MboxScanner::Unquote() {
  if (quotes_.empty()) return;
  char* data = window_.mutable_data();
  size_t out = quotes_.front();
  for (size_t i = 0; i < quotes_.size(); ++i) {
    size_t begin = quotes_[i] + 1;
    size_t stop = i + 1 < quotes_.size() ? quotes_[i + 1] : end_;
    std::memmove(data + out, data + begin, stop - begin);
    out += stop - begin;
  }
  end_ = out;
}

void MboxScanner::Fill(Item* item) {
  std::string_view data = window_.data();
  item->from_line = WithoutLineEnd(data.substr(0, start_));
  item->bytes = data.substr(start_, end_ - start_);
  item->name = path_;
  item->name += ':';
  item->name += std::to_string(++count_);
  item->offset = window_.offset();
  item->failed = window_.failed();
  if (item->failed) item->error = window_.error();
}

bool MboxScanner::Next(Item* item) {
  window_.Consume(next_);
  body_ = start_ = end_ = next_ = 0;
  content_length_.reset();
  quotes_.clear();
  bool had_failed = window_.failed();
  if (window_.data().empty() && !window_.Fill() &&
      (had_failed || !window_.failed())) {
    return false;
  }
  if (FindFromLineEnd()) {
    start_ = at_ + 1;
    FindEnd();
  } else {
    start_ = end_ = next_ = window_.data().size();
  }
  Fill(item);
  return true;
}

}  // namespace trommel::mailbox
