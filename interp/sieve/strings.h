// SPDX-License-Identifier: MIT
// What may stand inside a string: encoded characters (RFC 5228 section 2.4.2.4)
// and variables (RFC 5229 section 3).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "interp/base/arena.h"
#include "interp/base/diagnostic.h"

namespace trommel::sieve {

/// Replaces `${hex: 41}` and `${unicode: 20AC}`; what is not well-formed stays.
/// A code point that does not exist is an issue at `span`. The result is `text`
/// itself when nothing changed, else lives in `arena`.
///
/// Example: DecodeCharacters("a${hex: 24}b", …) gives "a$b".
std::string_view DecodeCharacters(std::string_view text, Span span,
                                  Arena* arena, IssueList* issues);

/// A piece of a string with variables.
struct Piece {
  enum class Kind : uint8_t { kText, kVariable, kMatch, kMember };
  Kind kind = Kind::kText;
  /// kText: literal; kVariable: its name as written; kMember: the same, behind
  /// the namespace and its dot.
  std::string_view text;
  uint32_t group = 0;           ///< kMatch
  std::string_view space = {};  ///< kMember: the namespace
};

/// Cuts `text` into literal pieces, `${name}` and `${1}`. Anything that is no
/// valid reference is text, so `${a b}`, `${}` and the outer part of `${${x}`
/// stand for themselves. A name that is too long and a group of
/// limits::kMatchVariables or more are issues at `span` when `issues` is given;
/// they yield no piece. `${a.b.c}` is the member b.c of the namespace a, which
/// the caller looks up. False when `text` has no reference at all.
bool CutVariables(std::string_view text, Span span, std::vector<Piece>* pieces,
                  IssueList* issues);

/// Whether `name` may be given to `set`: letters, digits and "_", no digit
/// first.
bool IsVariableName(std::string_view name);

}  // namespace trommel::sieve
