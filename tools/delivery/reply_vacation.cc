// SPDX-License-Identifier: MIT
// ComposeVacation: the answer of Sieve's vacation (RFC 5230 section 5).
#include <algorithm>
#include <set>

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

// Fields that say who gets a message, and of its way: none of them is the
// user's to give to an answer.
constexpr std::string_view kRoute[] = {"cc",       "bcc",         "sender",
                                       "reply-to", "return-path", "received"};

bool IsRoute(std::string_view name) {
  return text::StartsCaseless(name, "resent-") ||
         std::ranges::any_of(kRoute, [&](std::string_view route) {
           return text::EqualsCaseless(name, route);
         });
}

// What an entity whose body is not in ASCII has to say of it, and does not.
void DeclareHighBytes(const mail::Message& entity, std::string* out) {
  if (entity.Find("Content-Type") == nullptr) {
    AppendField("Content-Type", "text/plain; charset=utf-8", out);
  }
  if (entity.Find("Content-Transfer-Encoding") == nullptr) {
    AppendField("Content-Transfer-Encoding", "8bit", out);
  }
}

// The entity, of its header fields those that the answer has not yet: of each
// name the first. What begins with no field is all body.
void AppendEntity(std::string_view entity, std::string* out) {
  const std::string text = WithLineFeeds(entity);
  const mail::Message parsed(text);
  const std::string before = *out;
  const mail::Message answer(before);
  std::set<std::string> names;
  for (const mail::Field& field : parsed.fields()) {
    const bool taken = answer.Find(field.name) != nullptr ||
                       !names.insert(text::Lowered(field.name)).second;
    if (!taken && !IsRoute(field.name)) *out += field.raw;
  }
  if (HasHighBytes(parsed.body())) DeclareHighBytes(parsed, out);
  *out += '\n';
  *out += parsed.body();
}

void AppendBody(const vm::Action& action, std::string* out) {
  const std::string_view reason = action.Field("reason").text();
  if (!action.Field("mime").boolean()) {
    AppendTextBody(reason, out);
    return;
  }
  AppendField("MIME-Version", "1.0", out);
  AppendEntity(reason, out);
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
