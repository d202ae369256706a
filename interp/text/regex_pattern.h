// SPDX-License-Identifier: MIT
// What we know of a regular expression without compiling it: its tokens, its
// size and a text that every match must hold.
// For interp/text/regex.cc alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "interp/base/result.h"
#include "interp/text/regex.h"

namespace trommel::text {

/// What a piece of a pattern is.
enum class TokenKind : uint8_t {
  kChar,        ///< one byte that stands for itself, escaped or not
  kSet,         ///< `[...]`
  kDot,         ///< `.`
  kCaret,       ///< `^`
  kDollar,      ///< `$`
  kOpen,        ///< `(`, with `?:`, `?=`, `?<name>` or `?i)` where Perl has it
  kClose,       ///< `)`
  kAlternate,   ///< `|`
  kRepeat,      ///< `*`, `+`, `?`, `{m,n}` with a lazy or possessive mark
  kBrace,       ///< a `{` that starts no repeat
  kWordEscape,  ///< `\<`, `\>`, "\`", `\'`: anchors for POSIX, bytes for Perl
  kEscape,      ///< `\d`, `\x41`, `\Q...\E` and so on
};

/// One piece. `text` views the pattern; `low` and `high` belong to kRepeat,
/// high == 0 standing for "no upper limit".
struct PatternToken {
  TokenKind kind = TokenKind::kChar;
  std::string_view text;
  size_t low = 0;
  size_t high = 0;
};

/// Cuts a pattern into tokens; takes any bytes and fails at nothing.
class PatternReader {
 public:
  PatternReader(std::string_view pattern, RegexSyntax syntax)
      : rest_(pattern), perl_(syntax == RegexSyntax::kPerl) {}
  /// False at the end.
  bool Next(PatternToken* token);

 private:
  size_t SetLength() const;
  size_t OpenLength() const;
  size_t EscapeLength(TokenKind* kind) const;
  size_t BraceLength(PatternToken* token) const;
  size_t WithMark(size_t length) const;

  std::string_view rest_;
  bool perl_;
};

/// kLimit for a POSIX pattern with groups nested deeper than 250, or one that
/// would need more than limits::kRegexProgramBytes with its counted repeats
/// written out.
Status CheckPattern(std::string_view pattern);

/// A text without which nothing can match. Empty where we are not sure.
struct PatternHint {
  std::string literal;    ///< occurs in every match, after `prefix`
  bool caseless = false;  ///< compare A-Z caseless
  bool anchored = false;  ///< matches begin at the subject's start only
  std::string prefix;     ///< with `anchored`: every match begins so
};
PatternHint FindHint(std::string_view pattern, Regex::Options options);

}  // namespace trommel::text
