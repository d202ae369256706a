// SPDX-License-Identifier: MIT
// keep, discard and redirect (RFC 5228 section 4). `keep` and what cancels the
// implicit keep are settled by vm::ActionList. Deviation: none known; like
// Pigeonhole, redirect takes `Name <a@b>` and sends to a@b.
//
// A message whose X-Sieve-Redirected-From names the user has been here before:
// redirect then does nothing, a note says so, and the implicit keep stays.
// Whether the same message went to the same address lately is the executor's
// memory (sieve_redirect_duplicate_period). The field "sender" is there when
// the envelope sender changes (sieve_redirect_envelope_from, RFC 6009); the
// null sender never does.
//
// Limits: settings sieve_max_actions, sieve_max_redirects.
#include <algorithm>
#include <string>

#include "interp/text/ascii.h"
#include "stdlib/shared/ext_list.h"
#include "stdlib/shared/flag_set.h"
#include "stdlib/shared/redirect_options.h"
#include "stdlib/shared/sender_policy.h"

namespace trommel::stdlib {
namespace {

std::string NotAnAddress(std::string_view text) {
  return "\"" + std::string(text) + "\" is no address to redirect to";
}

bool IsList(const BoundArg& arg) {
  return arg.list.size() != 1 || arg.text.size() != arg.list[0].size();
}

void CheckRedirect(CheckContext& context) {
  const BoundArg& address = context.args[0];
  if (IsList(address) && !context.Has("vnd.cyrus.redirect-multiple")) {
    context.issues->Error(address.span,
                          "\"address\" must be a string, not a string list",
                          "add: require [\"vnd.cyrus.redirect-multiple\"];");
  }
  if (!address.constant || context.Lent("list") != nullptr) return;
  for (std::string_view one : address.list) {
    if (!BareAddress(one).empty()) continue;
    context.issues->Error(address.span, NotAnAddress(one),
                          "write it like \"user@example.org\"");
  }
}

Result<Value> RunKeep(vm::CallContext& context, std::span<const Value> args) {
  vm::Action keep;  // of kind kKeep
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

/// Whether the message has been redirected by this user before. The fields are
/// those that came in: no edit of the script hides them.
bool BeenHere(vm::CallContext& context) {
  const std::vector<std::string_view> mine = UserAddresses(context, true);
  for (const mail::Field& field : context.original().fields()) {
    if (!text::EqualsCaseless(field.name, "X-Sieve-Redirected-From")) continue;
    for (std::string_view address : mine) {
      if (text::EqualsCaseless(text::Trim(field.value), address)) return true;
    }
  }
  return false;
}

/// The field "sender", where the envelope sender is to be another.
Status AddSender(vm::CallContext& context, bool by_owner,
                 ActionFields* fields) {
  const std::string& policy = context.settings().sieve_redirect_envelope_from;
  if (context.envelope().sender.empty()) return {};
  if (!by_owner && policy == "sender") return {};
  std::string sender = UserEmail(context.settings(), context.envelope());
  if (!by_owner) {
    TRY_ASSIGN(sender, SenderBy(context, policy));
  }
  fields->Add("sender", context.TaintedCopy(sender));
  return {};
}

/// The entries of the lists that :list names (RFC 6134).
Result<std::span<const Value>> OnLists(vm::CallContext& context,
                                       std::span<const Value> lists) {
  std::vector<Value> all;
  for (const Value& list : lists) {
    TRY_ASSIGN(auto entries, ListEntries(context, list.text()));
    if (!entries) {
      return Err(Code::kRun,
                 "there is no list \"" + std::string(list.text()) + "\"");
    }
    all.insert(all.end(), entries->begin(), entries->end());
  }
  auto kept = context.arena().Array<Value>(all.size());
  std::ranges::copy(all, kept.begin());
  return std::span<const Value>(kept);
}

Result<Value> RunRedirect(vm::CallContext& context,
                          std::span<const Value> args) {
  const std::span<const Value> lent = args.subspan(1);
  std::span<const Value> given = args[0].list();
  if (LentTag(lent, "list").boolean()) {
    TRY_ASSIGN(given, OnLists(context, given));
  }
  std::vector<std::string> addresses;
  for (const Value& one : given) {
    addresses.push_back(BareAddress(one.text()));
    if (addresses.back().empty()) {
      return Err(Code::kRun, NotAnAddress(one.text()));
    }
  }
  if (addresses.empty()) return Value::Nil();
  ActionFields fields;
  bool by_owner = false;
  TRY(AddRedirectOptions(context, lent, &fields, &by_owner));
  TRY(AddSender(context, by_owner, &fields));
  if (BeenHere(context)) {
    TRY(context.actions().Register(vm::ActionKind::kRedirect));
    TRY(AddNote(context, "no redirect to " + addresses[0] +
                             ": the message has been here before"));
    return Value::Nil();
  }
  vm::Action redirect;
  redirect.kind = vm::ActionKind::kRedirect;
  redirect.fields = fields.In(&context.arena());
  redirect.copy = LentTag(lent, "copy").boolean();
  redirect.line = context.line();
  for (size_t i = 0; i < addresses.size(); ++i) {
    redirect.target = context.arena().Copy(addresses[i]);
    redirect.target_tainted = given[i].tainted();
    TRY(context.actions().Add(redirect));
  }
  return Value::Nil();
}

constexpr Row kRows[] = {
    {RowKind::kCommand, "keep", "keep",
     "stores the message in the default mailbox", "keep; => keep", nullptr,
     RunKeep},
    {RowKind::kCommand, "discard", "discard",
     "cancels the implicit keep: stores the message nowhere",
     "discard; => discard", nullptr, RunDiscard},
    {RowKind::kCommand, "redirect", "redirect <address: string-list>",
     "sends the message on to another address",
     "redirect \"bob@example.net\"; => redirect \"bob@example.net\"",
     CheckRedirect, RunRedirect},
};

}  // namespace

extern const Feature sieve_core_actions;
const Feature sieve_core_actions = {"actions", 1, Language::kSieve, "", kRows};

}  // namespace trommel::stdlib
