// SPDX-License-Identifier: MIT
// Regex: compiled regular expressions with a step limit. The only file pair
// that touches Boost.Regex; its exceptions end here.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "interp/base/result.h"

namespace trommel::text {

/// Which language a pattern is written in.
enum class RegexSyntax : uint8_t {
  kPosixExtended,  ///< Sieve :regex (draft-murchison-sieve-regex),
                   ///< leftmost-longest
  kPerl,           ///< Exim `matches`, PCRE-like
};

/// A group's place in the subject; unset groups have begin == npos.
struct RegexGroup {
  size_t begin = std::string_view::npos;
  size_t length = 0;
};

/// A compiled pattern. Immutable after Compile; one Regex may be used by
/// several threads at once. Owns its bytes.
class Regex {
 public:
  struct Options {
    RegexSyntax syntax = RegexSyntax::kPerl;
    bool caseless = false;
    /// Compiles for the engine at once, even a pattern that is known to be
    /// well-formed and may never be needed.
    bool eager = false;
  };

  /// Fails with kRun and Boost's reason plus the offset for a bad pattern, with
  /// kLimit for one whose program would exceed limits::kRegexProgramBytes
  /// (counted repeats are checked before compiling).
  /// Example: Regex::Compile("a(b+)", {.caseless = true}).
  static Result<Regex> Compile(std::string_view pattern, Options options);

  Regex(Regex&&) noexcept;
  Regex& operator=(Regex&&) noexcept;
  ~Regex();

  /// Searches `subject` from offset `from`. True and, when `groups` is given,
  /// its groups (0 is the whole match); false for no match; kLimit when the
  /// step limit is hit: never a silent "no match".
  Result<bool> Search(std::string_view subject, std::vector<RegexGroup>* groups,
                      size_t from = 0) const;

  /// The same for a match that begins at `from` and is not empty: what a search
  /// for all matches asks behind an empty one. Perl's syntax only.
  Result<bool> MatchHere(std::string_view subject,
                         std::vector<RegexGroup>* groups, size_t from) const;

  /// Number of groups, without group 0.
  size_t groups() const;

 private:
  struct Impl;
  explicit Regex(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace trommel::text
