// SPDX-License-Identifier: MIT
// vacation-seconds (RFC 6131): the tag :seconds of vacation, in the place of
// :days. It is brought into sieve_vacation_min_period and _max_period; 0, where
// the least period allows it, answers every message. Whoever requires it may
// use vacation, too.
#include "interp/feature.h"

namespace trommel::stdlib {
namespace {

constexpr Row kRows[] = {
    {RowKind::kTag, "seconds", "seconds <seconds: number>",
     "the period in seconds",
     "vacation :seconds 1800 \"Away\"; => note \"no vacation reply: the "
     "message came from a mailing list\"; keep (implicit)",
     nullptr, nullptr, "vacation"},
};

}  // namespace

extern const Feature sieve_vacation_seconds;
const Feature sieve_vacation_seconds = {"vacation-seconds", 1, Language::kSieve,
                                        "vacation-seconds", kRows};

}  // namespace trommel::stdlib
