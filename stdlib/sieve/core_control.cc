// SPDX-License-Identifier: MIT
// The grammar's own words (RFC 5228 sections 3 and 5). The front end turns them
// into jumps; the rows stand here for the manual and for hints. No deviations:
// blocks and tests nest limits::kNesting deep, `require` must come first.
#include "interp/feature.h"

namespace trommel::stdlib {
namespace {

constexpr RowKind kControl = RowKind::kControl;

constexpr Row kRows[] = {
    {kControl, "require", "require <capabilities: string-list>",
     "names the extensions that the script uses; stands at the top",
     "keep; => keep"},
    {kControl, "if", "if <test: any>",
     "runs its block if the test is true; elsif and else may follow",
     "if size :under 1M { discard; } => discard"},
    {kControl, "elsif", "elsif <test: any>",
     "tried when the tests of the if and elsif before it were all false",
     "if false { keep; } elsif true { discard; } => discard"},
    {kControl, "else", "else",
     "runs its block when the tests of the if and elsif before it were false",
     "if false { keep; } else { discard; } => discard"},
    {kControl, "stop", "stop",
     "ends the script; the implicit keep still applies",
     "stop; discard; => keep (implicit)"},
    {kControl, "allof", "allof <tests: any> ...",
     "is true if all tests are; stops at the first that is false",
     "if allof (true, false) { discard; } => keep (implicit)"},
    {kControl, "anyof", "anyof <tests: any> ...",
     "is true if one of the tests is; stops at the first that is true",
     "if anyof (false, true) { discard; } => discard"},
    {kControl, "not", "not <test: any>", "is true if the test is false",
     "if not false { discard; } => discard"},
    {kControl, "true", "true", "is always true",
     "if true { discard; } => discard"},
    {kControl, "false", "false", "is never true",
     "if false { discard; } => keep (implicit)"},
};

}  // namespace

extern const Feature sieve_core_control;
const Feature sieve_core_control = {"control", 1, Language::kSieve, "", kRows};

}  // namespace trommel::stdlib
