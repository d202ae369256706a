// SPDX-License-Identifier: MIT
// keep, discard and redirect (RFC 5228 section 4). `keep` and what cancels the
// implicit keep are settled by vm::ActionList; redirect loops and duplicates
// are the executor's business. Deviation: none known; like Pigeonhole, redirect
// takes `Name <a@b>` and sends to a@b.
//
// Limits: limits::kSieveActions, limits::kSieveRedirects.
#include <string>

#include "interp/text/address.h"
#include "stdlib/shared/flag_set.h"

namespace trommel::stdlib {
namespace {

/// The bare address of `text`, which may have a display name; empty if none.
std::string BareAddress(std::string_view text) {
  text::Address address;
  if (text::ParseAddress(text, &address)) return address.Spec();
  std::vector<text::Address> all = text::ParseAddresses(text);
  bool one = all.size() == 1 && all[0].valid && !all[0].domain.empty() &&
             !all[0].local_part.empty();
  return one ? all[0].Spec() : std::string();
}

std::string NotAnAddress(std::string_view text) {
  return "\"" + std::string(text) + "\" is no address to redirect to";
}

void CheckRedirect(CheckContext& context) {
  const BoundArg& address = context.args[0];
  if (address.constant && BareAddress(address.text).empty()) {
    context.issues->Error(address.span, NotAnAddress(address.text),
                          "write it like \"user@example.org\"");
  }
}

Result<Value> RunKeep(vm::CallContext& context, std::span<const Value> args) {
  vm::Action keep;
  keep.kind = vm::ActionKind::kKeep;
  keep.flags = FlagsFor(context, args);
  keep.line = context.line();
  TRY(context.actions().Add(keep));
  return Value::Nil();
}

Result<Value> RunDiscard(vm::CallContext& context, std::span<const Value>) {
  vm::Action discard;
  discard.kind = vm::ActionKind::kDiscard;
  discard.line = context.line();
  TRY(context.actions().Add(discard));
  return Value::Nil();
}

Result<Value> RunRedirect(vm::CallContext& context,
                          std::span<const Value> args) {
  std::string address = BareAddress(args[0].text());
  if (address.empty()) return Err(Code::kRun, NotAnAddress(args[0].text()));
  vm::Action redirect;
  redirect.kind = vm::ActionKind::kRedirect;
  redirect.target = context.arena().Copy(address);
  redirect.target_tainted = args[0].tainted();
  redirect.copy = LentTag(args.subspan(1), "copy").boolean();
  redirect.line = context.line();
  TRY(context.actions().Add(redirect));
  return Value::Nil();
}

constexpr Row kRows[] = {
    {RowKind::kCommand, "keep", "keep",
     "stores the message in the default mailbox", "keep; => keep", nullptr,
     RunKeep},
    {RowKind::kCommand, "discard", "discard",
     "cancels the implicit keep: stores the message nowhere",
     "discard; => discard", nullptr, RunDiscard},
    {RowKind::kCommand, "redirect", "redirect <address: string>",
     "sends the message on to another address",
     "redirect \"bob@example.net\"; => redirect \"bob@example.net\"",
     CheckRedirect, RunRedirect},
};

}  // namespace

extern const Feature sieve_core_actions;
const Feature sieve_core_actions = {"actions", 1, Language::kSieve, "", kRows};

}  // namespace trommel::stdlib
