// SPDX-License-Identifier: MIT
#include "interp/sieve/lexer.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <utility>

#include "interp/base/limits.h"
#include "interp/text/ascii.h"

namespace trommel::sieve {
namespace {

/// What a byte can begin.
enum class Start : uint8_t { kNothing, kBlank, kWord, kDigit, kMark };

constexpr std::array<Start, 256> kStarts = [] {
  std::array<Start, 256> starts{};
  for (char c : std::string_view(" \t\r\n")) {
    starts[static_cast<unsigned char>(c)] = Start::kBlank;
  }
  for (unsigned c = 0; c < 26; ++c) {
    starts['a' + c] = starts['A' + c] = Start::kWord;
  }
  starts['_'] = Start::kWord;
  for (unsigned c = '0'; c <= '9'; ++c) starts[c] = Start::kDigit;
  for (char c : std::string_view("#/:\"[](){},;")) {
    starts[static_cast<unsigned char>(c)] = Start::kMark;
  }
  return starts;
}();

constexpr Start StartOf(char c) {
  return kStarts[static_cast<unsigned char>(c)];
}
/// Whether a token can begin so; a "/" here begins no comment any more.
constexpr bool Begins(char c) {
  return StartOf(c) != Start::kNothing && c != '/';
}
constexpr bool IsWordByte(char c) {
  return StartOf(c) == Start::kWord || StartOf(c) == Start::kDigit;
}

/// A quotation mark that is none in Sieve: ' ` and the curved ones.
bool IsQuoteMark(std::string_view run) {
  constexpr std::string_view kMarks[] = {"'",
                                         "`",
                                         "\xE2\x80\x98",
                                         "\xE2\x80\x99",
                                         "\xE2\x80\x9C",
                                         "\xE2\x80\x9D",
                                         "\xE2\x80\x9E"};
  return std::any_of(std::begin(kMarks), std::end(kMarks),
                     [&](std::string_view mark) { return run == mark; });
}

constexpr int MultiplierBits(char c) {
  switch (text::Upper(c)) {
    case 'K':
      return 10;
    case 'M':
      return 20;
    case 'G':
      return 30;
    default:
      return 0;
  }
}

}  // namespace

std::string Describe(const Token& token) {
  switch (token.kind) {
    case TokenKind::kEnd:
      return "the end of the script";
    case TokenKind::kIdentifier:
      return "\"" + std::string(token.text) + "\"";
    case TokenKind::kTag:
      return "\":" + std::string(token.text) + "\"";
    case TokenKind::kNumber:
      return "a number";
    case TokenKind::kString:
      return "a string";
    case TokenKind::kLeftBracket:
      return "\"[\"";
    case TokenKind::kRightBracket:
      return "\"]\"";
    case TokenKind::kLeftParen:
      return "\"(\"";
    case TokenKind::kRightParen:
      return "\")\"";
    case TokenKind::kLeftBrace:
      return "\"{\"";
    case TokenKind::kRightBrace:
      return "\"}\"";
    case TokenKind::kComma:
      return "\",\"";
    case TokenKind::kSemicolon:
      return "\";\"";
  }
  return {};
}

Lexer::Lexer(const SourceText& source, Arena* arena, IssueList* issues)
    : bytes_(source.bytes()), arena_(arena), issues_(issues), source_(source) {
  if (bytes_.starts_with("\xEF\xBB\xBF")) at_ = 3;
}

void Lexer::SkipLine() {
  while (at_ < bytes_.size() && bytes_[at_] != '\n' && bytes_[at_] != '\r') {
    ++at_;
  }
}

bool Lexer::SkipComment() {
  if (bytes_[at_] == '#') {
    SkipLine();
    return true;
  }
  if (bytes_.substr(at_, 2) != "/*") return false;
  size_t begin = at_;
  size_t end = bytes_.find("*/", at_ + 2);
  at_ = end == std::string_view::npos ? bytes_.size() : end + 2;
  if (end == std::string_view::npos) {
    Endless(begin, 2, "this comment never ends", "close it with \"*/\"");
  }
  return true;
}

void Lexer::SkipBlanks() {
  while (at_ < bytes_.size()) {
    char c = bytes_[at_];
    if (StartOf(c) == Start::kBlank) {
      ++at_;
    } else if ((c != '#' && c != '/') || !SkipComment()) {
      return;
    }
  }
}

Token Lexer::Next() {
  SkipBlanks();
  while (at_ < bytes_.size() && !Begins(bytes_[at_])) {
    SkipUnknown();
    SkipBlanks();
  }
  if (at_ >= bytes_.size()) return {TokenKind::kEnd, SpanFrom(at_), {}, 0};
  char c = bytes_[at_];
  if (StartOf(c) == Start::kWord) return Word();
  if (StartOf(c) == Start::kDigit) return Number();
  switch (c) {
    case '"':
      return Quoted();
    case ':':
      return Tag();
    case '[':
      return Punctuation(TokenKind::kLeftBracket);
    case ']':
      return Punctuation(TokenKind::kRightBracket);
    case '(':
      return Punctuation(TokenKind::kLeftParen);
    case ')':
      return Punctuation(TokenKind::kRightParen);
    case '{':
      return Punctuation(TokenKind::kLeftBrace);
    case '}':
      return Punctuation(TokenKind::kRightBrace);
    case ',':
      return Punctuation(TokenKind::kComma);
    default:
      return Punctuation(TokenKind::kSemicolon);
  }
}

/// Reports what has no end, showing its first `shown` bytes, and ends the
/// script.
Token Lexer::Endless(size_t begin, size_t shown, std::string what,
                     std::string hint) {
  at_ = begin + shown;
  issues_->Error(SpanFrom(begin), std::move(what), std::move(hint));
  at_ = bytes_.size();
  cut_ = true;
  return {TokenKind::kEnd, SpanFrom(at_), {}, 0};
}

Token Lexer::Punctuation(TokenKind kind) {
  size_t begin = at_++;
  return {kind, SpanFrom(begin), {}, 0};
}

/// Reports and skips a run of bytes that begin nothing.
void Lexer::SkipUnknown() {
  size_t begin = at_++;
  while (at_ < bytes_.size() && StartOf(bytes_[at_]) == Start::kNothing) ++at_;
  bool printable = true;
  for (char c : bytes_.substr(begin, at_ - begin)) {
    if (c < 0x21 || c > 0x7E) printable = false;
  }
  std::string what = "these characters mean nothing here";
  if (printable && at_ - begin <= 16) {
    what = "\"" + std::string(bytes_.substr(begin, at_ - begin)) +
           "\" means nothing here";
  }
  if (std::exchange(garbled_, true)) return;
  issues_->Error(SpanFrom(begin), std::move(what),
                 IsQuoteMark(bytes_.substr(begin, at_ - begin))
                     ? "strings stand in plain double quotes: \"...\""
                     : "text belongs in quotes, remarks after \"#\"");
}

Token Lexer::Word() {
  size_t begin = at_;
  while (at_ < bytes_.size() && IsWordByte(bytes_[at_])) ++at_;
  std::string_view word = bytes_.substr(begin, at_ - begin);
  if (at_ < bytes_.size() && bytes_[at_] == ':' &&
      text::EqualsCaseless(word, "text")) {
    return MultiLine(begin);
  }
  return {TokenKind::kIdentifier, SpanFrom(begin), word, 0};
}

Token Lexer::Tag() {
  size_t begin = at_++;
  while (at_ < bytes_.size() && IsWordByte(bytes_[at_])) ++at_;
  std::string_view name = bytes_.substr(begin + 1, at_ - begin - 1);
  if (name.empty() || text::IsDigit(name[0])) {
    issues_->Error(SpanFrom(begin), "\":\" must be followed by a tag's name",
                   "tags are written like \":contains\"");
    name = {};
    while (at_ < bytes_.size() && text::IsBlank(bytes_[at_])) ++at_;
    while (at_ < bytes_.size() && IsWordByte(bytes_[at_])) ++at_;
  }
  return {TokenKind::kTag, SpanFrom(begin), name, 0};
}

Token Lexer::Number() {
  constexpr int64_t kMax = std::numeric_limits<int64_t>::max();
  size_t begin = at_;
  int64_t value = 0;
  bool too_big = false;
  for (; at_ < bytes_.size() && text::IsDigit(bytes_[at_]); ++at_) {
    int64_t digit = bytes_[at_] - '0';
    too_big = too_big || value > (kMax - digit) / 10;
    if (!too_big) value = value * 10 + digit;
  }
  int bits = at_ < bytes_.size() ? MultiplierBits(bytes_[at_]) : 0;
  if (bits > 0) {
    ++at_;
    too_big = too_big || value > (kMax >> bits);
    if (!too_big) value <<= bits;
  }
  size_t end = at_;
  while (at_ < bytes_.size() && IsWordByte(bytes_[at_])) ++at_;
  if (at_ > end) {
    issues_->Error(SpanFrom(begin), "this is neither a number nor a name",
                   "a number may end in K, M or G, nothing else");
  } else if (too_big) {
    issues_->Error(SpanFrom(begin), "this number is too large",
                   "the largest is 9223372036854775807");
  }
  return {TokenKind::kNumber, SpanFrom(begin), {}, too_big ? 0 : value};
}

/// Offset of the quote that ends a string whose text starts at `from`.
size_t Lexer::CloseQuote(size_t from, bool* escaped) const {
  while (from < bytes_.size()) {
    size_t quote = bytes_.find('"', from);
    if (quote == std::string_view::npos) return quote;
    size_t slash = bytes_.substr(from, quote - from).find('\\');
    if (slash == std::string_view::npos) return quote;
    *escaped = true;
    from += slash + 2;
  }
  return std::string_view::npos;
}

/// `\x` stands for `x` (RFC 5228 section 2.4.2).
std::string_view Lexer::Unescape(std::string_view raw) {
  char* out = arena_->Allocate(raw.size());
  size_t size = 0;
  for (size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '\\' && i + 1 < raw.size()) ++i;
    out[size++] = raw[i];
  }
  return {out, size};
}

/// RFC 5228 section 2.1: no NUL, and CR in CRLF alone.
void Lexer::CheckBytes(std::string_view value, size_t begin) {
  if (std::memchr(value.data(), 0, value.size()) != nullptr) {
    issues_->Error(SpanFrom(begin), "a string must not contain a NUL byte");
  }
  for (size_t at = value.find('\r'); at != value.npos;
       at = value.find('\r', at + 1)) {
    if (value.substr(at + 1, 1) == "\n") continue;
    return issues_->Error(
        SpanFrom(begin),
        "a string must not contain a carriage return without a line feed");
  }
}

Token Lexer::Quoted() {
  size_t begin = at_;
  bool escaped = false;
  size_t end = CloseQuote(begin + 1, &escaped);
  if (end == std::string_view::npos) {
    std::string hint = "close it with a double quote";
    if (long_string_ > 0) {
      auto first = static_cast<uint32_t>(long_string_ - 1);
      hint = "or the string that starts on line " +
             std::to_string(source_.Locate(first).line) +
             " lacks its closing quote";
    }
    return Endless(begin, 1, "this string never ends", std::move(hint));
  }
  std::string_view value = bytes_.substr(begin + 1, end - begin - 1);
  at_ = end + 1;
  if (!value.empty()) {
    CheckBytes(value, begin);
    if (long_string_ == 0 &&
        std::memchr(value.data(), '\n', value.size()) != nullptr) {
      long_string_ = begin + 1;
    }
    if (escaped) value = Unescape(value);
  }
  return {TokenKind::kString, SpanFrom(begin), value, 0};
}

/// Whether the line at `line` is the lone dot; `past` gets what follows it.
bool Lexer::MultiLineEnd(size_t line, size_t* past) const {
  if (line >= bytes_.size() || bytes_[line] != '.') return false;
  std::string_view rest = bytes_.substr(line + 1, 2);
  bool end = rest.empty() || rest[0] == '\n' || rest == "\r\n";
  if (end) *past = line + 1 + (rest == "\r\n" ? 2 : rest.empty() ? 0 : 1);
  return end;
}

/// A line that starts with ".." loses one dot; other dots stay (RFC 5228
/// section 2.4.2.2).
std::string_view Lexer::Unstuff(std::string_view raw) {
  char* out = arena_->Allocate(raw.size());
  size_t size = 0;
  for (size_t i = 0; i < raw.size(); ++i) {
    bool line_start = i == 0 || raw[i - 1] == '\n';
    if (line_start && raw.substr(i, 2) == "..") ++i;
    out[size++] = raw[i];
  }
  return {out, size};
}

Token Lexer::MultiLine(size_t begin) {
  ++at_;  // the colon
  while (at_ < bytes_.size() && text::IsBlank(bytes_[at_])) ++at_;
  if (at_ < bytes_.size() && bytes_[at_] == '#') SkipLine();
  if (bytes_.substr(at_, 2) == "\r\n") ++at_;
  if (at_ < bytes_.size() && bytes_[at_] != '\n') {
    issues_->Error(SpanFrom(at_), "nothing may follow \"text:\" on its line",
                   "start the text on the next line");
    SkipLine();
  }
  size_t start = std::min(at_ + 1, bytes_.size());
  for (size_t line = start; line < bytes_.size();) {
    size_t past = 0;
    if (MultiLineEnd(line, &past)) {
      at_ = past;
      std::string_view value = bytes_.substr(start, line - start);
      if (value.empty()) value = std::string_view("", 0);
      CheckBytes(value, begin);
      if (value.find("..") != std::string_view::npos) value = Unstuff(value);
      Span span{static_cast<uint32_t>(begin), static_cast<uint32_t>(line + 1)};
      return {TokenKind::kString, span, value, 0};
    }
    size_t end = bytes_.find('\n', line);
    line = end == std::string_view::npos ? bytes_.size() : end + 1;
  }
  return Endless(begin, 5, "this text never ends",
                 "end it with a line that holds a single dot");
}

}  // namespace trommel::sieve
