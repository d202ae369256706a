// SPDX-License-Identifier: MIT
// vnd.dovecot.debug (Pigeonhole): debug_log writes a line to the log of the
// script's owner; `trommel test` shows it as a note. It changes nothing else.
// Control characters become blanks. Limits: limits::kLogLineBytes.
#include "interp/feature.h"
#include "stdlib/shared/log_line.h"

namespace trommel::stdlib {
namespace {

Result<Value> Run(vm::CallContext& context, std::span<const Value> args) {
  TRY(AddLogLine(context, args[0], "debug"));
  return Value::Nil();
}

constexpr Row kRows[] = {
    {RowKind::kCommand, "debug_log", "debug_log <message: string>",
     "writes a line to the user's log",
     "debug_log \"here\"; => note \"here\" log=\"debug\"; keep (implicit)",
     nullptr, Run},
};

}  // namespace

extern const Feature sieve_vnd_dovecot_debug;
const Feature sieve_vnd_dovecot_debug = {
    "vnd.dovecot.debug", 1, Language::kSieve, "vnd.dovecot.debug", kRows};

}  // namespace trommel::stdlib
