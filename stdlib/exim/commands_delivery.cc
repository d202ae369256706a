// SPDX-License-Identifier: MIT
// deliver, save, pipe, finish: where a message goes.
//
// Exim filter specification, "The deliver command" to "The finish command".
// - `deliver` reads one address (display name and comments dropped) and
//   qualifies a lone local part with qualify_recipient. In a user's filter
//   errors_to must be the user's own address.
// - `save` takes any string; a mode is octal. `pipe` keeps its command raw: the
//   transport splits it, then expands word by word.
// - `finish` ends the filter.
#include "interp/text/ascii.h"
#include "stdlib/shared/exim_action.h"
#include "stdlib/shared/exim_address.h"
#include "stdlib/shared/exim_identity.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_commands_delivery;

namespace {

using vm::Action;
using vm::ActionField;
using vm::ActionKind;
using vm::CallContext;

/// A bare, qualified address.
Result<std::string> Recipient(CallContext& context, std::string_view text) {
  Result<exim::BareAddress> address = exim::ReadAddressOf(context, text);
  if (!address) {
    return Err(Code::kRun, "malformed address " + exim::InQuotes(text) +
                               " in filter file: " + address.error().text);
  }
  std::string out = address->Text();
  if (!exim::HasDomain(out)) out += "@" + exim::QualifyRecipient(context);
  return out;
}

Result<Value> ErrorsTo(CallContext& context, const Value& wanted) {
  TRY_ASSIGN(std::string address, Recipient(context, wanted.text()));
  bool own =
      text::EqualsCaseless(address, exim::OwnAddress(context.envelope()));
  if (!own && !context.input().system_filter) {
    return Err(Code::kRun, "errors_to must point to the caller's address");
  }
  return exim::Copied(context, address, wanted.tainted());
}

Result<Value> RunDeliver(CallContext& context, std::span<const Value> args) {
  TRY_ASSIGN(std::string address, Recipient(context, args[1].text()));
  Action action =
      exim::StartAction(context, ActionKind::kRedirect, args[0],
                        exim::Copied(context, address, args[1].tainted()));
  if (!args[2].is_nil()) {
    TRY_ASSIGN(Value errors_to, ErrorsTo(context, args[2]));
    const ActionField fields[] = {{"errors_to", errors_to}};
    action.fields = exim::CopiedFields(context, fields);
  }
  return exim::AddAction(context, action);
}

Result<Value> RunSave(CallContext& context, std::span<const Value> args) {
  Action action =
      exim::StartAction(context, ActionKind::kFileInto, args[0], args[1]);
  if (!args[2].is_nil()) {
    const ActionField fields[] = {{"mode", args[2]}};
    action.fields = exim::CopiedFields(context, fields);
  }
  return exim::AddAction(context, action);
}

Result<Value> RunPipe(CallContext& context, std::span<const Value> args) {
  return exim::AddAction(
      context, exim::StartAction(context, ActionKind::kPipe, args[0], args[1]));
}

Result<Value> RunFinish(CallContext& context, std::span<const Value> args) {
  context.RequestStop();
  return exim::AddAction(
      context, exim::StartAction(context, ActionKind::kFinish, args[0],
                                 Value::String({})));
}

constexpr Row kRows[] = {
    {RowKind::kCommand, "deliver",
     "deliver <flags: number> <address: string> [<errors_to: string>]",
     "sends the message on to an address",
     "deliver \"Bob <bob@example.net>\" => redirect \"bob@example.net\"",
     nullptr, RunDeliver},
    {RowKind::kCommand, "save",
     "save <flags: number> <file: string> [<mode: number>]",
     "appends the message to a file, or puts it into a folder when the name "
     "ends in a slash",
     "save /x => fileinto \"/x\"", nullptr, RunSave},
    {RowKind::kCommand, "pipe", "pipe <flags: number> <command: string>",
     "gives the message to a program",
     "pipe \"/bin/p $domain\" => pipe "
     "\"/bin/p $domain\"",
     nullptr, RunPipe},
    {RowKind::kCommand, "finish", "finish <flags: number>", "ends the filter",
     "finish => finish; keep (implicit)", nullptr, RunFinish},
};

}  // namespace

constinit const Feature exim_commands_delivery = {"commands_delivery", 1,
                                                  Language::kExim, "", kRows};

}  // namespace trommel::stdlib
