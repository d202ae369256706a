// SPDX-License-Identifier: MIT
// envelope-dsn (RFC 6009 section 3): what SMTP said of delivery status
// notifications (RFC 3461), as parts of the envelope test: "notify" has one
// value a condition, "orcpt" and "envid" have their xtext undone, "ret" is FULL
// or HDRS. What was not said has no value. They stand beside no address part.
// Where from: --var dsn_notify=SUCCESS,DELAY, dsn_orcpt, dsn_ret, dsn_envid, or
// an Exim spool file (--spool-header).
#include "interp/feature.h"

namespace trommel::stdlib {
namespace {

constexpr Row kRows[] = {
    {RowKind::kControl, "envelope",
     "envelope <part: string-list> <key-list: string-list>",
     "the parts \"notify\", \"orcpt\", \"ret\" and \"envid\"",
     "if not envelope \"ret\" \"FULL\" { discard; } => discard"},
};

}  // namespace

extern const Feature sieve_envelope_dsn;
const Feature sieve_envelope_dsn = {"envelope-dsn", 1, Language::kSieve,
                                    "envelope-dsn", kRows};

}  // namespace trommel::stdlib
