// SPDX-License-Identifier: MIT
// fail, freeze, defer: a system filter's last words.
//
// Exim specification, "Additional commands for system filters". The text is
// cut at 1,024 characters as Exim cuts it. All three end the filter.
#include "stdlib/shared/exim_action.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_commands_end;

namespace {

using vm::ActionKind;
using vm::CallContext;

constexpr size_t kTextBytes = 1024;
constexpr size_t kCutBytes = 1000;

Result<Value> End(CallContext& context, std::span<const Value> args,
                  ActionKind kind) {
  Value text = args[1].is_nil() ? Value::String({}) : args[1];
  if (text.text().size() > kTextBytes) {
    std::string cut(text.text().substr(0, kCutBytes));
    text = exim::Copied(context, cut + " ... (truncated)", text.tainted());
  }
  context.RequestStop();
  return exim::AddAction(context,
                         exim::StartAction(context, kind, args[0], text));
}

Result<Value> RunFail(CallContext& context, std::span<const Value> args) {
  return End(context, args, ActionKind::kFail);
}

Result<Value> RunFreeze(CallContext& context, std::span<const Value> args) {
  return End(context, args, ActionKind::kFreeze);
}

Result<Value> RunDefer(CallContext& context, std::span<const Value> args) {
  return End(context, args, ActionKind::kDefer);
}

constexpr Row kRows[] = {
    {RowKind::kCommand, "fail", "fail <flags: number> [<text: string>]",
     "refuses the message for all recipients",
     "fail text \"go away\" => fail \"go away\"", nullptr, RunFail},
    {RowKind::kCommand, "freeze", "freeze <flags: number> [<text: string>]",
     "freezes the message in the queue", "freeze => freeze", nullptr,
     RunFreeze},
    {RowKind::kCommand, "defer", "defer <flags: number> [<text: string>]",
     "tries the message again later", "defer \"busy\" => defer \"busy\"",
     nullptr, RunDefer},
};

}  // namespace

constinit const Feature exim_commands_end = {"commands_end", 1, Language::kExim,
                                             "", kRows};

}  // namespace trommel::stdlib
