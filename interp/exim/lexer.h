// SPDX-License-Identifier: MIT
// Lexer of Exim filters: words, quoted strings, and Exim's line counting.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "interp/base/arena.h"
#include "interp/base/result.h"
#include "interp/base/source.h"
#include "interp/text/ascii.h"

namespace trommel::exim {

/// A word, or a quoted string without quotes and escapes. `text` views the
/// source or the arena given to the lexer.
struct Token {
  std::string_view text;
  Span span;  ///< as written, quotes included
};

/// Reads an Exim filter from front to back ("exim.md" a.2). After each token
/// the white space and comments behind it are skipped too, because that is when
/// Exim counts lines: an error names the line where the next thing begins.
///
/// The parser looks ahead by reading a word and rewinding. As in Exim, Rewind
/// does not take back the lines counted, so that "near line N" agrees.
///
/// Errors are Code::kScript with Exim's text and a span.
class Lexer {
 public:
  /// Starts before the first byte that is no white space or comment. The text
  /// ends at the first NUL, as it does for Exim.
  Lexer(const SourceText& source, Arena& arena);

  bool AtEnd() const { return at_ == text_.size(); }
  /// The next byte, NUL at the end.
  char Peek() const { return AtEnd() ? '\0' : text_[at_]; }
  /// Skips the byte that Peek() gave, and the white space after it.
  void Skip();

  /// A word: up to white space, and up to a bracket if `bracket`. Empty at the
  /// end of the text or (if `bracket`) at a bracket.
  Result<Token> Word(bool bracket = false);
  /// A quoted string if one begins here, else a word.
  Result<Token> Item(bool bracket = false);
  /// The text so far of the item that failed last, for where Exim looks at
  /// that before it looks for an error. Views the source or the arena.
  std::string_view broken() const { return broken_; }

  uint32_t at() const { return static_cast<uint32_t>(at_); }
  /// Goes back (or on) to byte `at`; the line number stays.
  void Rewind(uint32_t at) { at_ = at; }
  uint32_t line() const { return line_; }
  /// Goes back into the word read last, and here the line number too.
  void Split(uint32_t at) {
    at_ = at;
    line_ = word_line_;
  }

  // For going on after an error.
  /// Goes to byte `at`, counts the lines anew, skips white space.
  void Resume(uint32_t at);
  /// Skips one item, sound or not. A quoted string that no quote ends is taken
  /// to end with its line, or at the next quote that looks like its end.
  void SkipItem();
  /// The bytes of the word here, up to white space or a bracket, or as many as
  /// a word may have; empty where a quoted string begins.
  std::string_view PeekWord() const;
  /// Whether only blanks stand before this place in its line.
  bool BeginsLine() const;
  /// Bytes before `at` in its line.
  uint32_t Column(uint32_t at) const;

  /// An error: `what` + "near line N of filter file", N the present line.
  tl::unexpected<Error> Near(std::string what, Span span) const;
  /// An error: `what` + "in line N of filter file".
  tl::unexpected<Error> In(std::string what, Span span) const;

 private:
  void SkipSpace();
  Result<Token> Quoted();
  Failure Broken(std::string_view text, Error error);
  Error QuoteMissing(size_t begin) const;
  /// Skips a backslash that continues a quoted string on the next line.
  bool Continuation();
  Error TooLong(std::string_view kind, size_t begin) const;
  Span From(size_t begin) const;

  size_t EndOfBroken() const;

  std::string_view text_;
  Arena& arena_;
  size_t at_ = 0;
  uint32_t line_ = 1;
  uint32_t word_line_ = 1;  // where the last word ended
  size_t counted_ = 0;      // how far Resume() has counted line ends
  size_t counted_lines_ = 0;
  std::string_view broken_;
};

/// Reads the escape whose backslash stands at text[*at]; `*at` moves behind it.
/// \b \f \n \r \t \v, one to three octal digits, \x with up to two hexadecimal
/// digits; any other byte stands for itself. A backslash at the very end stands
/// for itself too.
char ReadEscape(std::string_view text, size_t* at);

}  // namespace trommel::exim
