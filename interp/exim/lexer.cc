// SPDX-License-Identifier: MIT
#include "interp/exim/lexer.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "interp/base/limits.h"

namespace trommel::exim {
namespace {

using text::IsSpace;

int HexDigit(char c) {
  if (text::IsDigit(c)) return c - '0';
  char lower = text::Lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool IsOctal(char c) { return c >= '0' && c <= '7'; }

char ReadOctal(std::string_view text, size_t* at) {
  unsigned value = 0;
  for (size_t i = 0; i < 3 && *at < text.size() && IsOctal(text[*at]); ++i) {
    value = value * 8 + static_cast<unsigned>(text[(*at)++] - '0');
  }
  return static_cast<char>(value);
}

char ReadHex(std::string_view text, size_t* at) {
  int value = 0;
  for (size_t i = 0; i < 2 && *at < text.size(); ++i) {
    int digit = HexDigit(text[*at]);
    if (digit < 0) break;
    value = value * 16 + digit;
    ++*at;
  }
  return static_cast<char>(value);
}

char NamedEscape(char c) {
  static constexpr std::string_view kNames = "bfnrtv";
  static constexpr std::string_view kBytes = "\b\f\n\r\t\v";
  size_t found = kNames.find(c);
  return found == std::string_view::npos ? c : kBytes[found];
}

/// Bytes that end a word: white space everywhere, brackets in conditions.
enum WordEnd : uint8_t { kSpaceEnd = 1, kBracketEnd = 2 };
constexpr auto kWordEnds = [] {
  std::array<uint8_t, 256> ends{};
  for (char c : {' ', '\t', '\n', '\v', '\f', '\r'})
    ends[static_cast<unsigned char>(c)] = kSpaceEnd;
  for (char c : {'(', ')'}) ends[static_cast<unsigned char>(c)] = kBracketEnd;
  return ends;
}();

std::string_view UpToNul(std::string_view text) {
  return text.substr(0, text.find('\0'));
}

}  // namespace

char ReadEscape(std::string_view text, size_t* at) {
  if (*at + 1 >= text.size()) return text[(*at)++];
  char c = text[++*at];
  if (IsOctal(c)) return ReadOctal(text, at);
  ++*at;
  return c == 'x' ? ReadHex(text, at) : NamedEscape(c);
}

Lexer::Lexer(const SourceText& source, Arena& arena)
    : text_(UpToNul(source.bytes())), arena_(arena) {
  SkipSpace();
}

void Lexer::SkipSpace() {
  for (; at_ < text_.size(); ++at_) {
    char c = text_[at_];
    if (c == '#') {
      at_ = std::min(text_.find('\n', at_), text_.size());
      if (AtEnd()) return;
      c = '\n';
    }
    if (!IsSpace(c)) return;
    if (c == '\n') ++line_;
  }
}

void Lexer::Skip() {
  ++at_;
  SkipSpace();
}

Span Lexer::From(size_t begin) const {
  return {static_cast<uint32_t>(begin), static_cast<uint32_t>(at_)};
}

Result<Token> Lexer::Word(bool bracket) {
  const size_t begin = at_;
  const size_t most = std::min(text_.size(), begin + limits::kEximWordBytes);
  const auto ends = [mask = bracket ? kSpaceEnd | kBracketEnd
                                    : kSpaceEnd](char c) {
    return (kWordEnds[static_cast<unsigned char>(c)] & mask) != 0;
  };
  size_t end = begin;
  while (end < most && !ends(text_[end])) ++end;
  at_ = end;
  word_line_ = line_;
  Token token{text_.substr(begin, end - begin), From(begin)};
  if (end == most && end < text_.size() && !ends(text_[end])) {
    return Broken(token.text, TooLong("word", begin));
  }
  SkipSpace();
  return token;
}

Result<Token> Lexer::Item(bool bracket) {
  broken_ = {};
  return Peek() == '"' ? Quoted() : Word(bracket);
}

bool Lexer::Continuation() {
  size_t to = at_ + 1;
  while (to < text_.size() && IsSpace(text_[to]) && text_[to] != '\n') ++to;
  if (to == text_.size() || text_[to] != '\n') return false;
  ++line_;
  for (++to; to < text_.size() && IsSpace(text_[to]); ++to) {
    if (text_[to] == '\n') break;
  }
  at_ = to;
  return true;
}

Result<Token> Lexer::Quoted() {
  std::array<char, limits::kEximWordBytes> out;
  size_t size = 0;
  const size_t begin = at_++;
  while (!AtEnd() && Peek() != '"' && Peek() != '\n' && size < out.size()) {
    if (Peek() != '\\') {
      out[size++] = text_[at_++];
    } else if (!Continuation()) {
      out[size++] = ReadEscape(text_, &at_);
    }
  }
  Token token{arena_.Copy(UpToNul({out.data(), size})), {}};
  if (Peek() != '"' || AtEnd()) {
    return Broken(token.text, AtEnd() || Peek() == '\n'
                                  ? QuoteMissing(begin)
                                  : TooLong("string", begin));
  }
  ++at_;
  token.span = From(begin);
  SkipSpace();
  return token;
}

void Lexer::Resume(uint32_t at) {
  size_t begin = std::min<size_t>(at, text_.size());
  if (begin < counted_) counted_ = counted_lines_ = 0;
  auto lines = text_.substr(counted_, begin - counted_);
  counted_lines_ += static_cast<size_t>(std::ranges::count(lines, '\n'));
  counted_ = begin;
  line_ = static_cast<uint32_t>(counted_lines_) + 1;
  at_ = begin;
  SkipSpace();
}

/// Where the broken item here ends: see SkipItem.
size_t Lexer::EndOfBroken() const {
  bool quoted = text_[at_] == '"';
  size_t end = at_ + 1;
  for (; end < text_.size(); end += text_[end] == '\\' ? 2 : 1) {
    if (quoted ? text_[end] == '"' : IsSpace(text_[end])) break;
  }
  end = std::min(end, text_.size());
  const size_t line = text_.substr(at_, end - at_).find('\n');
  const size_t line_end = line == text_.npos ? text_.size() : at_ + line;
  if (!quoted || end == text_.size()) return std::min(end, line_end);
  bool closes = !IsSpace(text_[end - 1]) &&
                (end + 1 == text_.size() || IsSpace(text_[end + 1]) ||
                 text_[end + 1] == ')');
  return closes || end < line_end ? end + 1 : line_end;
}

void Lexer::SkipItem() {
  size_t begin = at_;
  Result<Token> item = Item(true);
  if (item && at_ == begin) {
    Skip();
  } else if (!item) {
    at_ = begin;
    Resume(static_cast<uint32_t>(EndOfBroken()));
  }
}

std::string_view Lexer::PeekWord() const {
  if (Peek() == '"') return {};
  const std::string_view rest = text_.substr(at_, limits::kEximWordBytes + 1);
  size_t end = 0;
  while (end < rest.size() && !IsSpace(rest[end]) && rest[end] != '(' &&
         rest[end] != ')') {
    ++end;
  }
  return rest.substr(0, end);
}

uint32_t Lexer::Column(uint32_t at) const {
  size_t before = text_.substr(0, at).rfind('\n');
  return before == std::string_view::npos
             ? at
             : at - static_cast<uint32_t>(before) - 1;
}

bool Lexer::BeginsLine() const {
  size_t at = at_;
  while (at > 0 && text_[at - 1] != '\n') {
    if (!IsSpace(text_[--at])) return false;
  }
  return true;
}

Error Lexer::QuoteMissing(size_t begin) const {
  return {Code::kScript,
          "quote missing at end of string in line " + std::to_string(line_),
          From(begin)};
}

Error Lexer::TooLong(std::string_view kind, size_t begin) const {
  return {Code::kScript,
          std::string(kind) + " is too long in line " + std::to_string(line_) +
              " of filter file (max = " +
              std::to_string(limits::kEximWordBytes + 1) + " chars)",
          From(begin)};
}

Failure Lexer::Broken(std::string_view text, Error error) {
  broken_ = text;
  SkipSpace();
  return Err(std::move(error));
}

tl::unexpected<Error> Lexer::Near(std::string what, Span span) const {
  return Err(Code::kScript,
             std::move(what) + " near line " + std::to_string(line_) +
                 " of filter file",
             span);
}

tl::unexpected<Error> Lexer::In(std::string what, Span span) const {
  return Err(
      Code::kScript,
      std::move(what) + " in line " + std::to_string(line_) + " of filter file",
      span);
}

}  // namespace trommel::exim
