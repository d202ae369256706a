// SPDX-License-Identifier: MIT
// Lexer: the tokens of a Sieve script, RFC 5228 section 8.1.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "interp/base/arena.h"
#include "interp/base/diagnostic.h"
#include "interp/base/source.h"

namespace trommel::sieve {

enum class TokenKind : uint8_t {
  kEnd,
  kIdentifier,
  kTag,
  kNumber,
  kString,
  kLeftBracket,
  kRightBracket,
  kLeftParen,
  kRightParen,
  kLeftBrace,
  kRightBrace,
  kComma,
  kSemicolon,
};

/// A token. `text` is the name of an identifier or tag (no colon; empty for a
/// tag without a proper name, which has been reported), or the value
/// of a string with escapes and dot-stuffing undone; it views the source where
/// it can, else the arena.
struct Token {
  TokenKind kind = TokenKind::kEnd;
  Span span;
  std::string_view text;
  int64_t number = 0;
};

/// `token` as words of a message: `"keep"`, `a string`, `the end of the
/// script`.
std::string Describe(const Token& token);

/// Cuts a script into tokens, one a call. LF, CRLF and bare CR all end a line.
/// What is no token is reported to `issues`, once a run of bytes, and skipped:
/// Next() always makes progress and ends in kEnd. An unterminated string or
/// comment is reported where it starts and ends the script.
///
/// Example: `keep; # hi` gives kIdentifier "keep", kSemicolon, kEnd.
class Lexer {
 public:
  Lexer(const SourceText& source, Arena* arena, IssueList* issues);
  Token Next();
  /// Whether the end came early, after a string or comment without end.
  bool cut() const { return cut_; }
  /// Whether what is no token was skipped since Forgive, which reports such
  /// bytes again: one stray quotation mark is one issue a command, not five.
  bool garbled() const { return garbled_; }
  void Forgive() { garbled_ = false; }

 private:
  void SkipBlanks();
  void SkipLine();
  bool SkipComment();
  Token Punctuation(TokenKind kind);
  Token Word();
  Token Tag();
  Token Number();
  Token Quoted();
  Token MultiLine(size_t begin);
  void SkipUnknown();
  Token Endless(size_t begin, size_t shown, std::string what, std::string hint);
  size_t CloseQuote(size_t from, bool* escaped) const;
  std::string_view Unescape(std::string_view raw);
  std::string_view Unstuff(std::string_view raw);
  bool MultiLineEnd(size_t line, size_t* past) const;
  void CheckBytes(std::string_view text, size_t begin);
  Span SpanFrom(size_t begin) const {
    return {static_cast<uint32_t>(begin), static_cast<uint32_t>(at_)};
  }

  std::string_view bytes_;
  Arena* arena_;
  IssueList* issues_;
  size_t at_ = 0;
  bool cut_ = false;
  bool garbled_ = false;
  const SourceText& source_;
  size_t long_string_ = 0;  // 1 + start of the first string over several lines
};

}  // namespace trommel::sieve
