// SPDX-License-Identifier: MIT
// spamtestplus (RFC 5235 section 3.2): spamtest with :percent compares with 0
// (clear of spam, or not tested) to 100. Its require stands for that of
// spamtest. Deviation: a script may require both (Pigeonhole then knows no
// :percent).
#include "interp/feature.h"

namespace trommel::stdlib {
namespace {

constexpr Row kRows[] = {
    {RowKind::kTag, "percent", "percent",
     "compares the likelihood of spam in percent",
     "if spamtest :percent :is \"0\" { discard; } => discard", nullptr, nullptr,
     "spamtest"},
};

}  // namespace

extern const Feature sieve_spamtestplus;
const Feature sieve_spamtestplus = {"spamtestplus", 1, Language::kSieve,
                                    "spamtestplus", kRows};

}  // namespace trommel::stdlib
