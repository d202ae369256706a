// SPDX-License-Identifier: MIT
// vnd.dovecot.report (Pigeonhole; RFC 5965): sends a report of the message, in
// the abuse reporting format, to whoever is in charge. It changes nothing else.
// The same type and recipient is reported once a run, the first text counts. No
// report goes to the user: a note says so.
//
// The action's target is the recipient; its fields: type, text, headers_only,
// from (by sieve_report_from).
#include <string>

#include "interp/text/ascii.h"
#include "stdlib/shared/action_fields.h"
#include "stdlib/shared/sender_policy.h"

namespace trommel::stdlib {
namespace {

enum Slot : uint8_t { kHeadersOnly, kType, kText, kRecipient };

/// A token of RFC 2045.
bool IsToken(std::string_view text) {
  constexpr std::string_view kSpecials = "()<>@,;:\\\"/[]?=";
  for (char c : text) {
    if (c <= ' ' || c >= 0x7F || kSpecials.find(c) != std::string_view::npos) {
      return false;
    }
  }
  return !text.empty();
}

std::string BadType(std::string_view text) {
  return "\"" + std::string(text) + "\" is no type of report";
}

std::string BadRecipient(std::string_view text) {
  return "\"" + std::string(text) + "\" is no address to report to";
}

void Check(CheckContext& context) {
  const BoundArg& type = context.args[kType];
  if (type.constant && !IsToken(type.text)) {
    context.issues->Error(type.span, BadType(type.text),
                          "it is a word such as \"abuse\" or \"not-spam\"");
  }
  const BoundArg& recipient = context.args[kRecipient];
  if (recipient.constant && BareAddress(recipient.text).empty()) {
    context.issues->Error(recipient.span, BadRecipient(recipient.text),
                          "write it like \"abuse@example.org\"");
  }
}

bool IsReported(vm::CallContext& context, std::string_view type,
                std::string_view recipient) {
  for (const vm::Action& action : context.actions().all()) {
    if (action.kind == vm::ActionKind::kReport &&
        text::EqualsCaseless(action.target, recipient) &&
        text::EqualsCaseless(action.Field("type").text(), type)) {
      return true;
    }
  }
  return false;
}

bool IsUser(vm::CallContext& context, std::string_view address) {
  for (std::string_view mine : UserAddresses(context, true)) {
    if (text::EqualsCaseless(mine, address)) return true;
  }
  return false;
}

Result<Value> Run(vm::CallContext& context, std::span<const Value> args) {
  const Value& type = args[kType];
  if (!IsToken(type.text())) return Err(Code::kRun, BadType(type.text()));
  const std::string recipient = BareAddress(args[kRecipient].text());
  if (recipient.empty()) {
    return Err(Code::kRun, BadRecipient(args[kRecipient].text()));
  }
  if (IsUser(context, recipient)) {
    TRY(AddNote(context, "no report: it would go to the user"));
    return Value::Nil();
  }
  if (IsReported(context, type.text(), recipient)) return Value::Nil();
  TRY_ASSIGN(const std::string from,
             SenderBy(context, context.settings().sieve_report_from));
  ActionFields fields;
  fields.Add("type", type);
  fields.Add("text", args[kText]);
  fields.Add("headers_only", args[kHeadersOnly]);
  fields.Add("from", context.TaintedCopy(from));
  vm::Action report;
  report.kind = vm::ActionKind::kReport;
  report.target = context.arena().Copy(recipient);
  report.target_tainted = args[kRecipient].tainted();
  report.fields = fields.In(&context.arena());
  report.line = context.line();
  TRY(context.actions().Add(report));
  return Value::Nil();
}

constexpr Row kRows[] = {
    {RowKind::kCommand, "report",
     "report [:headers_only] <feedback-type: string> <message: string> "
     "<recipient: string>",
     "reports the message as abuse, or as no abuse",
     "report \"abuse\" \"Spam\" \"fbl@example.net\"; => report "
     "\"fbl@example.net\" type=\"abuse\" text=\"Spam\" "
     "from=\"postmaster@example.com\"; keep (implicit)",
     Check, Run},
};

}  // namespace

extern const Feature sieve_report;
const Feature sieve_report = {"report", 1, Language::kSieve,
                              "vnd.dovecot.report", kRows};

}  // namespace trommel::stdlib
