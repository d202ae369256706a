// SPDX-License-Identifier: MIT
// vnd.cyrus.log, of old x-cyrus-log (Cyrus): log writes a line to the log, as
// debug_log of vnd.dovecot.debug does. Control characters become blanks.
// Limits: limits::kLogLineBytes.
#include "interp/feature.h"
#include "stdlib/shared/log_line.h"

namespace trommel::stdlib {
namespace {

Result<Value> Run(vm::CallContext& context, std::span<const Value> args) {
  TRY(AddLogLine(context, args[0], "info"));
  return Value::Nil();
}

constexpr Row kRows[] = {
    {RowKind::kCommand, "log", "log <message: string>",
     "writes a line to the log",
     "log \"here\"; => note \"here\" log=\"info\"; keep (implicit)", nullptr,
     Run},
};

}  // namespace

extern const Feature sieve_vnd_cyrus_log;
const Feature sieve_vnd_cyrus_log = {"vnd.cyrus.log", 1, Language::kSieve,
                                     "vnd.cyrus.log x-cyrus-log", kRows};

}  // namespace trommel::stdlib
