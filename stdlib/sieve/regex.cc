// SPDX-License-Identifier: MIT
// regex (draft-murchison-sieve-regex-07, expired): the match type :regex, POSIX
// extended regular expressions, and the modifier :quoteregex of `set`. ${0} to
// ${31} are set like by :matches. A bad constant expression is an issue, one
// made at run time ends the run. Limits: limits::kRegexSteps,
// kRegexProgramBytes.
#include "interp/feature.h"

namespace trommel::stdlib {
namespace {

constexpr Row kRows[] = {
    {RowKind::kMatchType, "regex", "regex",
     "the key is a regular expression that fits some part of the value",
     "if header :regex \"subject\" \"^l[a-z]+[?]$\" { discard; } => discard"},
    {RowKind::kTag, "quoteregex", "quoteregex",
     "puts a backslash before what is special in regular expressions",
     "set :quoteregex \"a\" \"x.y\"; fileinto \"${a}\"; "
     "=> fileinto \"x\\\\.y\"",
     nullptr, nullptr, "set extracttext"},
};

}  // namespace

extern const Feature sieve_regex;
const Feature sieve_regex = {"regex", 1, Language::kSieve, "regex", kRows};

}  // namespace trommel::stdlib
