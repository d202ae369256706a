// SPDX-License-Identifier: MIT
// enotify (RFC 5435): tells somebody of the message. Methods: mailto (RFC
// 5436), and xmpp (RFC 5437), sip and sips (RFC 6468) where the settings
// sieve_notify_xmpp_command and sieve_notify_sip_command name a program that
// they are handed to. A method that is not there is a run-time error, in a
// constant a warning; a constant that is no valid URI of its method is an
// issue. A message with an Auto-Submitted other than "no" is not notified of,
// and a note says so; the null sender is no reason. An address is told once a
// run. Reserved fields of a mailto URI are left out with a warning.
//
// The action's target is the URI; its fields: from, importance, options,
// message, sender (by sieve_notify_mailto_envelope_from), fcc…. Deviation: the
// method may hold variables with bytes of the message (RFC 5435 section 8 would
// rather have none).
//
// Limits: sieve_notify_max_notifications, limits::kNotifyRecipients,
// kNotifyHeaders.
#include <string>

#include "interp/text/address.h"
#include "interp/text/ascii.h"
#include "stdlib/shared/auto_reply.h"
#include "stdlib/shared/fcc.h"
#include "stdlib/shared/flag_set.h"
#include "stdlib/shared/match.h"
#include "stdlib/shared/notify_uri.h"
#include "stdlib/shared/sender_policy.h"

namespace trommel::stdlib {
namespace {

enum Slot : uint8_t { kFrom, kImportance, kOptions, kMessage, kMethod, kSlots };
enum TestSlot : uint8_t { kSpec, kUri = 3, kCapability, kKeys };

bool IsImportance(std::string_view text) {
  return text == "1" || text == "2" || text == "3";
}

/// NAME=VALUE (RFC 5435 section 3.5).
bool IsOption(std::string_view text) {
  const size_t equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0) return false;
  if (!text::IsAlnum(text[0])) return false;
  for (char c : text.substr(0, equals)) {
    if (!text::IsAlnum(c) && c != '.' && c != '-' && c != '_') return false;
  }
  return text.find_first_of(std::string_view("\0\n\r", 3), equals) ==
         std::string_view::npos;
}

std::string BadImportance(std::string_view text) {
  return "\"" + std::string(text) + "\" is no importance";
}

std::string BadOption(std::string_view text) {
  return "\"" + std::string(text) + "\" is no option";
}

std::string BadFrom(std::string_view text) {
  return "\"" + std::string(text) + "\" is no address to notify from";
}

void CheckMethod(CheckContext& context, const BoundArg& method) {
  const Result<NotifyUri> uri = ParseNotifyUri(method.text);
  if (uri) {
    for (const std::string& name : uri->ignored) {
      context.issues->Warning(
          method.span, "the field \"" + name + "\" of the URI is left out");
    }
    if (uri->to.empty() && uri->cc.empty()) {
      context.issues->Warning(method.span, "the URI names no recipient");
    }
  } else if (NotifyMethodOf(method.text) == NotifyMethod::kOther) {
    context.issues->Warning(method.span, uri.error().text);
  } else {
    context.issues->Error(method.span, "no valid URI: " + uri.error().text);
  }
}

void Check(CheckContext& context) {
  CheckFcc(context);
  const BoundArg& importance = context.args[kImportance];
  if (importance.given && importance.constant &&
      !IsImportance(importance.text)) {
    context.issues->Error(importance.span, BadImportance(importance.text),
                          "it is \"1\" (high), \"2\" or \"3\" (low)");
  }
  const BoundArg& options = context.args[kOptions];
  if (options.given && options.constant) {
    for (std::string_view option : options.list) {
      if (IsOption(option)) continue;
      context.issues->Error(options.span, BadOption(option),
                            "write it like \"name=value\"");
    }
  }
  const BoundArg& method = context.args[kMethod];
  if (!method.constant) return;
  CheckMethod(context, method);
  const BoundArg& from = context.args[kFrom];
  if (from.given && from.constant &&
      NotifyMethodOf(method.text) == NotifyMethod::kMailto &&
      BareAddress(from.text).empty()) {
    context.issues->Error(from.span, BadFrom(from.text),
                          "write it like \"Me <me@example.org>\"");
  }
}

/// Whether there is a way to notify by this method.
bool IsSupported(const vm::CallContext& context, NotifyMethod method) {
  switch (method) {
    case NotifyMethod::kMailto:
      return true;
    case NotifyMethod::kXmpp:
      return !context.settings().sieve_notify_xmpp_command.empty();
    case NotifyMethod::kSip:
      return !context.settings().sieve_notify_sip_command.empty();
    case NotifyMethod::kOther:
      break;
  }
  return false;
}

Result<NotifyUri> ValidUri(const vm::CallContext& context,
                           std::string_view text) {
  const size_t colon = std::min(text.find(':'), text.size());
  if (NotifyMethodOf(text) != NotifyMethod::kOther &&
      !IsSupported(context, NotifyMethodOf(text))) {
    return Err(Code::kRun, "\"" + std::string(text.substr(0, colon)) +
                               "\" is no method that is known here");
  }
  return ParseNotifyUri(text);
}

Status CheckValues(std::span<const Value> args, NotifyMethod method) {
  const Value& importance = args[kImportance];
  if (!importance.is_nil() && !IsImportance(importance.text())) {
    return Err(Code::kRun, BadImportance(importance.text()));
  }
  for (const Value& option : args[kOptions].list()) {
    if (!IsOption(option.text())) {
      return Err(Code::kRun, BadOption(option.text()));
    }
  }
  const Value& from = args[kFrom];
  if (method != NotifyMethod::kSip && !from.is_nil() &&
      BareAddress(from.text()).empty()) {
    return Err(Code::kRun, BadFrom(from.text()));
  }
  return {};
}

/// Whether an earlier notification of this run goes to all of them.
bool AllTold(vm::CallContext& context, const NotifyUri& uri) {
  std::vector<std::string> told;
  for (const vm::Action& action : context.actions().all()) {
    if (action.kind != vm::ActionKind::kNotify) continue;
    const Result<NotifyUri> old = ParseNotifyUri(action.target);
    if (!old || old->method != uri.method) continue;
    told.insert(told.end(), old->to.begin(), old->to.end());
    told.insert(told.end(), old->cc.begin(), old->cc.end());
  }
  const auto known = [&](const std::string& address) {
    return std::any_of(told.begin(), told.end(), [&](const std::string& old) {
      return text::EqualsCaseless(old, address);
    });
  };
  return std::all_of(uri.to.begin(), uri.to.end(), known) &&
         std::all_of(uri.cc.begin(), uri.cc.end(), known);
}

std::string_view WhyNot(vm::CallContext& context, const NotifyUri& uri) {
  if (uri.to.empty() && uri.cc.empty()) return "the URI names no recipient";
  if (IsAutomatic(context)) return "the message was made by a program";
  if (AllTold(context, uri)) return "its recipients have been told before";
  return {};
}

Status AddSender(vm::CallContext& context, NotifyMethod method,
                 ActionFields* fields) {
  const std::string& policy =
      context.settings().sieve_notify_mailto_envelope_from;
  if (method != NotifyMethod::kMailto || policy.empty() ||
      context.envelope().sender.empty()) {
    return {};
  }
  TRY_ASSIGN(const std::string sender, SenderBy(context, policy));
  fields->Add("sender", context.TaintedCopy(sender));
  return {};
}

Result<Value> Run(vm::CallContext& context, std::span<const Value> args) {
  const Value& method = args[kMethod];
  Result<NotifyUri> uri = ValidUri(context, method.text());
  if (!uri) return Err(Code::kRun, "no notification: " + uri.error().text);
  TRY(CheckValues(args, uri->method));
  if (const std::string_view why = WhyNot(context, *uri); !why.empty()) {
    TRY(AddNote(context, "no notification: " + std::string(why)));
    return Value::Nil();
  }
  const Value& importance = args[kImportance];
  ActionFields fields;
  fields.Add("from", args[kFrom]);
  fields.Add("importance",
             importance.is_nil() ? Value::String("2") : importance);
  fields.Add("options", args[kOptions]);
  fields.Add("message", args[kMessage]);
  TRY(AddSender(context, uri->method, &fields));
  TRY(AddFcc(context, args.subspan(kSlots), &fields));
  vm::Action notify;
  notify.kind = vm::ActionKind::kNotify;
  notify.target = method.text();
  notify.target_tainted = method.tainted();
  notify.fields = fields.In(&context.arena());
  notify.line = context.line();
  TRY(context.actions().Add(notify));
  return Value::Nil();
}

Result<Value> RunValid(vm::CallContext& context, std::span<const Value> args) {
  for (const Value& uri : args[0].list()) {
    if (!ValidUri(context, uri.text())) return Value::Bool(false);
  }
  return Value::Bool(true);
}

void CheckCapability(CheckContext& context) {
  CheckMatch(context, kSpec, kKeys);
}

/// What is known of a method; empty: nothing. For "fcc" (RFC 8580 section 5)
/// the scheme alone will do.
std::string_view CapabilityOf(vm::CallContext& context, std::string_view uri,
                              std::string_view item) {
  if (!IsSupported(context, NotifyMethodOf(uri))) return {};
  if (text::EqualsCaseless(item, "fcc")) return "yes";
  if (!text::EqualsCaseless(item, "online")) return {};
  return ValidUri(context, uri) ? "maybe" : std::string_view();
}

Result<Value> RunCapability(vm::CallContext& context,
                            std::span<const Value> args) {
  const std::string_view value =
      CapabilityOf(context, args[kUri].text(), args[kCapability].text());
  if (value.empty()) return Value::Bool(false);
  Matcher matcher(context, args.subspan<kSpec, 3>(), args[kKeys].list());
  TRY_ASSIGN(const bool matched, matcher.Add(value, false));
  if (matched) return Value::Bool(true);
  TRY_ASSIGN(const bool counted, matcher.Finish());
  return Value::Bool(counted);
}

constexpr Row kRows[] = {
    {RowKind::kCommand, "notify",
     "notify [:from <address: string>] [:importance <importance: string>] "
     "[:options <options: string-list>] [:message <message: string>] "
     "<method: string>",
     "tells somebody of the message",
     "notify :message \"New mail\" \"mailto:a@example.net\"; => notify "
     "\"mailto:a@example.net\" importance=\"2\" message=\"New mail\"; keep "
     "(implicit)",
     Check, Run},
    {RowKind::kTest, "valid_notify_method",
     "valid_notify_method <notification-uris: string-list>",
     "whether all of these methods are supported and valid",
     "if valid_notify_method \"mailto:a@example.net\" { discard; } => discard",
     nullptr, RunValid},
    {RowKind::kTest, "notify_method_capability",
     "notify_method_capability [COMPARATOR] [MATCH-TYPE] <notification-uri: "
     "string> <notification-capability: string> <key-list: string-list>",
     "compares what is known of a method, \"online\" or \"fcc\", with keys",
     "if notify_method_capability \"mailto:a@example.net\" \"online\" "
     "\"maybe\" { discard; } => discard",
     CheckCapability, RunCapability},
    {RowKind::kTag, "encodeurl", "encodeurl",
     "percent-encodes what cannot stand in a URI",
     "set :encodeurl \"a\" \"b c\"; fileinto \"${a}\"; => fileinto \"b%20c\"",
     nullptr, nullptr, "set"},
};

}  // namespace

extern const Feature sieve_enotify;
const Feature sieve_enotify = {"enotify", 1, Language::kSieve, "enotify",
                               kRows};

}  // namespace trommel::stdlib
