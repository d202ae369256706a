// SPDX-License-Identifier: MIT
// ComposeVacation: the answer of Sieve's vacation (RFC 5230 section 5).
#include "interp/text/address.h"
#include "interp/text/ascii.h"
#include "tools/delivery/reply.h"
#include "tools/delivery/reply_header.h"

namespace trommel::delivery {
namespace {

std::string From(const vm::Action& action, const mail::Envelope& envelope) {
  std::string from = EncodeAddresses(action.Field("from").text());
  return from.empty() ? EncodeAddresses(envelope.recipient) : from;
}

// The recipient, with the name that a field of the original gives them.
std::string To(const vm::Action& action, const mail::Message& original) {
  const Value given = action.Field("to");
  if (!given.is_nil()) return EncodeAddresses(given.text());
  for (std::string_view name : {"Sender", "Resent-From", "From"}) {
    const mail::Field* field = original.Find(name);
    if (field == nullptr) continue;
    for (const text::Address& address : text::ParseAddresses(field->value)) {
      if (address.valid &&
          text::EqualsCaseless(address.Spec(), action.target)) {
        return EncodeAddresses(address.raw);
      }
    }
  }
  return OneLine(action.target);
}

void AppendBody(const vm::Action& action, std::string* out) {
  const std::string_view reason = action.Field("reason").text();
  if (!action.Field("mime").boolean()) {
    AppendTextBody(reason, out);
    return;
  }
  AppendField("MIME-Version", "1.0", out);
  *out += WithLineFeeds(reason);
}

}  // namespace

ComposedReply ComposeVacation(const vm::Action& action,
                              const mail::Message& original,
                              const mail::Envelope& envelope, vm::Host& host) {
  ComposedReply reply;
  std::string& out = reply.bytes;
  std::string subject = EncodeText(action.Field("subject").text());
  if (subject.empty()) subject = "Automated reply";
  AppendStart(host, &out);
  AppendField("From", From(action, envelope), &out);
  AppendField("To", To(action, original), &out);
  AppendField("Subject", subject, &out);
  AppendThread(original, &out);
  AppendField("Auto-Submitted", "auto-replied (vacation)", &out);
  AppendField("Precedence", "bulk", &out);
  AppendField("X-Auto-Response-Suppress", "All", &out);
  AppendBody(action, &out);
  reply.sender = action.Field("sender").text();
  reply.recipients.emplace_back(action.target);
  return reply;
}

}  // namespace trommel::delivery
