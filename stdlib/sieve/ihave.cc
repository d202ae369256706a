// SPDX-License-Identifier: MIT
// ihave and error (RFC 5463). The test is decided when the script is compiled:
// from a true ihave on, its capabilities count as required; what a false one
// leaves out may hold unknown commands, tests and tags: the block that depends
// on it, the rest of an allof behind it, the elsif and else after a true one,
// and what stands behind `if not ihave … { stop; }`. Capabilities that change
// how a script is read (encoded-character, variables) are never there unless
// they are required.
//
// A script that uses an extension before its ihave is refused when it is
// compiled, where the RFC would let it run up to there.
#include <string>

#include "stdlib/shared/flag_set.h"

namespace trommel::stdlib {
namespace {

/// What the compiler found out follows as the pair ("known", answer).
Result<Value> RunIhave(vm::CallContext&, std::span<const Value> args) {
  return Value::Bool(LentTag(args.subspan(1), "known").boolean());
}

Result<Value> RunError(vm::CallContext&, std::span<const Value> args) {
  return Err(Code::kRun, std::string(args[0].text()));
}

constexpr Row kRows[] = {
    {RowKind::kTest, "ihave", "ihave <capabilities: string-list>",
     "is true if the engine has all these capabilities, which then count as "
     "required",
     "if ihave [\"fileinto\", \"time-travel\"] { undo; } else { discard; } "
     "=> discard",
     nullptr, RunIhave},
    {RowKind::kCommand, "error", "error <message: string>",
     "ends the script with an error: the message is kept",
     "if not ihave \"fileinto\" { error \"I need fileinto.\"; } discard; "
     "=> discard",
     nullptr, RunError},
};

}  // namespace

extern const Feature sieve_ihave;
const Feature sieve_ihave = {"ihave", 1, Language::kSieve, "ihave", kRows};

}  // namespace trommel::stdlib
