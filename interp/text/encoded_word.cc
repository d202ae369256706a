// SPDX-License-Identifier: MIT
// Encoded words: words are found first, bytes of neighbours joined, and then
// converted, so that a character cut in two comes out whole.
#include "interp/text/encoded_word.h"

#include <algorithm>

#include "interp/text/ascii.h"
#include "interp/text/charset.h"
#include "interp/text/transfer.h"

namespace trommel::text {
namespace {

constexpr size_t kNpos = std::string_view::npos;
constexpr size_t kCharsetLimit = 128;  // a name and a language, generously
constexpr size_t kStrictLength = 75;   // RFC 2047 section 2

bool DecodeQ(std::string_view text, bool strict, std::string* out) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (strict && IsSpace(text[i])) return false;
    if (text[i] != '=') {
      *out += text[i] == '_' ? ' ' : text[i];
      continue;
    }
    int byte = HexByte(text, i + 1);
    if (byte < 0) return false;
    *out += static_cast<char>(byte);
    i += 2;
  }
  return true;
}

bool DecodeB(std::string_view text, bool strict, std::string* out) {
  if (strict) return DecodeBase64Strict(text, out);
  for (char c : text) {
    if (!IsAlnum(c) && !IsSpace(c) && c != '+' && c != '/' && c != '=')
      return false;
  }
  Decode(TransferEncoding::kBase64, text, out);
  return text.empty() || !out->empty();
}

bool IsCharsetChar(char c) {
  return c > ' ' && c < 127 && std::string_view("?=<>()\",;").find(c) == kNpos;
}

/// What the C library takes an empty name for where no locale is set.
std::string_view OrAscii(std::string_view charset) {
  return charset.empty() ? "us-ascii" : charset;
}

/// One pass over a header value.
class WordDecoder {
 public:
  WordDecoder(std::string_view value, const EncodedWordOptions& options)
      : value_(value), options_(options) {}

  std::string Run() {
    size_t copied = 0;
    size_t at = value_.find("=?");
    while (at != kNpos) {
      std::string bytes;
      size_t end = Word(at, &bytes);
      if (end == 0) {
        at = value_.find("=?", at + 2);
        continue;
      }
      std::string_view gap = value_.substr(copied, at - copied);
      bool joined = after_word_ && Trim(gap).empty();
      bool same = EqualsCaseless(charset_, word_charset_);
      if (!joined || !same || options_.keep_bytes) Convert();
      if (!joined) out_ += gap;
      charset_ = word_charset_;
      pending_ += bytes;
      after_word_ = true;
      copied = end;
      at = value_.find("=?", end);
    }
    Convert();
    out_ += value_.substr(copied);
    return std::move(out_);
  }

 private:
  /// Decodes the word at `at` to *bytes and word_charset_; its end, or 0.
  size_t Word(size_t at, std::string* bytes) {
    size_t mark = at + 2;
    const bool any = options_.keep_bytes;
    const size_t most = any ? value_.size() : at + kCharsetLimit;
    while (mark < value_.size() && mark < most &&
           (any ? value_[mark] != '?' : IsCharsetChar(value_[mark])))
      ++mark;
    if ((mark == at + 2 && !any) || mark + 3 > value_.size() ||
        value_[mark] != '?' || value_[mark + 2] != '?')
      return 0;
    size_t close = CloseAfter(mark + 3);
    if (close == kNpos) return 0;
    if (options_.check_length && close + 2 - at > kStrictLength) return 0;
    const bool strict = options_.check_length || any;
    std::string_view text = value_.substr(mark + 3, close - mark - 3);
    char encoding = Lower(value_[mark + 1]);
    if (encoding != 'q' && encoding != 'b') return 0;
    bool decoded = encoding == 'q' ? DecodeQ(text, strict, bytes)
                                   : DecodeB(text, strict, bytes);
    if (!decoded) return 0;
    word_charset_ = value_.substr(at + 2, mark - at - 2);
    if (!any) word_charset_ = word_charset_.substr(0, word_charset_.find('*'));
    return close + 2;
  }

  /// Offset of the next "?=", searched for once however many words ask.
  size_t CloseAfter(size_t at) {
    if (close_ == kNpos) return kNpos;
    if (!close_known_ || close_ < at) close_ = value_.find("?=", at);
    close_known_ = true;
    return close_;
  }

  /// Writes as much of pending_ as can be converted; how many bytes that were.
  size_t ConvertPending() {
    if (options_.charset.empty() && options_.unknown == nullptr) return 0;
    if (!options_.keep_bytes) {
      bool known = text::Convert(pending_, charset_, options_.charset, &out_);
      return known ? pending_.size() : 0;
    }
    if (charset_.data() == nullptr) return 0;  // no word yet
    auto done = ConvertPrefix(pending_, OrAscii(charset_),
                              OrAscii(options_.charset), &out_);
    if (!done && options_.unknown != nullptr) *options_.unknown = charset_;
    return done.value_or(0);
  }

  /// Writes what the joined words so far hold.
  void Convert() {
    size_t start = out_.size();
    size_t done = ConvertPending();
    out_ += std::string_view(pending_).substr(done);
    std::replace(out_.begin() + static_cast<std::ptrdiff_t>(start), out_.end(),
                 '\0', options_.nul);
    pending_.clear();
  }

  std::string_view value_;
  const EncodedWordOptions& options_;
  std::string out_;
  std::string pending_;
  std::string_view charset_;       // of pending_
  std::string_view word_charset_;  // of the word read last
  bool after_word_ = false;
  bool close_known_ = false;
  size_t close_ = 0;
};

}  // namespace

bool HasEncodedWord(std::string_view value) {
  return value.find("=?") != kNpos;
}

std::string DecodeWords(std::string_view value,
                        const EncodedWordOptions& options) {
  if (!HasEncodedWord(value)) return std::string(value);
  return WordDecoder(value, options).Run();
}

}  // namespace trommel::text
