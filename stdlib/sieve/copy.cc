// SPDX-License-Identifier: MIT
// copy (RFC 3894): the tag :copy of fileinto, redirect and pipe, which leaves
// the implicit keep alone. The commands read it with LentTag.
#include "interp/feature.h"

namespace trommel::stdlib {
namespace {

constexpr Row kRows[] = {
    {RowKind::kTag, "copy", "copy",
     "does the action and leaves the implicit keep as it is",
     "fileinto :copy \"x\"; => fileinto \"x\" (copy); keep (implicit)", nullptr,
     nullptr, "fileinto redirect pipe"},
};

}  // namespace

extern const Feature sieve_copy;
const Feature sieve_copy = {"copy", 1, Language::kSieve, "copy", kRows};

}  // namespace trommel::stdlib
