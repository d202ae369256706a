// SPDX-License-Identifier: MIT
// vnd.cyrus.redirect-multiple (Cyrus): redirect takes a list of addresses. Each
// counts for sieve_max_redirects; a bad one fails the run, and the message goes
// to none of them.
#include "interp/feature.h"

namespace trommel::stdlib {
namespace {

constexpr Row kRows[] = {
    {RowKind::kControl, "redirect", "redirect <address: string-list>",
     "sends the message on to several addresses",
     "redirect [\"a@example.net\", \"B <b@example.net>\"]; => redirect "
     "\"a@example.net\"; redirect \"b@example.net\""},
};

}  // namespace

extern const Feature sieve_redirect_multiple;
const Feature sieve_redirect_multiple = {"redirect-multiple", 1,
                                         Language::kSieve,
                                         "vnd.cyrus.redirect-multiple", kRows};

}  // namespace trommel::stdlib
