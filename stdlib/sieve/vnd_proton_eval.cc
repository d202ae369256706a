// SPDX-License-Identifier: MIT
// vnd.proton.eval (Proton Mail): the modifier :eval of `set` works out its
// value as arithmetic, after the variables in it have been filled in and before
// all other modifiers: + - * /, signs, parentheses. Proton does not say how it
// divides: we reckon exactly and print at most 15 places. Bad syntax, a
// division by zero and numbers of more than 18 digits fail the run. The work is
// in stdlib/shared/decimal_eval.h. Limits: limits::kNesting brackets.
#include "interp/feature.h"

namespace trommel::stdlib {
namespace {

constexpr Row kRows[] = {
    {RowKind::kTag, "eval", "eval", "works out the value as arithmetic",
     "set :eval \"a\" \"2 * 25 - 1 / 8 + 3\"; fileinto \"${a}\"; "
     "=> fileinto \"52.875\"",
     nullptr, nullptr, "set"},
};

}  // namespace

extern const Feature sieve_vnd_proton_eval;
const Feature sieve_vnd_proton_eval = {"vnd.proton.eval", 1, Language::kSieve,
                                       "vnd.proton.eval", kRows};

}  // namespace trommel::stdlib
