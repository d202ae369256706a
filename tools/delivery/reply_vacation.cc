// SPDX-License-Identifier: MIT
// ComposeVacation: the answer of Sieve's vacation (RFC 5230 section 5).
#include <algorithm>

#include "tools/delivery/reply.h"
#include "tools/delivery/reply_header.h"

namespace trommel::delivery {
namespace {

// With line ends as sendmail wants them, one at the end.
std::string WithLineFeeds(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 1);
  for (size_t i = 0; i < text.size(); ++i) {
    const bool crlf =
        text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if (!crlf) out += text[i];
  }
  if (!out.ends_with('\n')) out += '\n';
  return out;
}

bool HasHighBytes(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0x80;
  });
}

std::string MessageId(vm::Host& host, const text::DateTime& now) {
  static unsigned count = 0;
  return "<trommel." + std::to_string(now.seconds) + "." +
         std::to_string(host.ProcessId()) + "." + std::to_string(++count) +
         "@" + host.HostName() + ">";
}

std::string From(const vm::Action& action, const mail::Envelope& envelope) {
  std::string from = EncodeAddresses(action.Field("from").text());
  return from.empty() ? EncodeAddresses(envelope.recipient) : from;
}

void AppendBody(const vm::Action& action, std::string* out) {
  const std::string reason = WithLineFeeds(action.Field("reason").text());
  AppendField("MIME-Version", "1.0", out);
  if (!action.Field("mime").boolean()) {
    AppendField("Content-Type", "text/plain; charset=utf-8", out);
    AppendField("Content-Transfer-Encoding",
                HasHighBytes(reason) ? "8bit" : "7bit", out);
    *out += '\n';
  }
  *out += reason;
}

}  // namespace

ComposedReply ComposeVacation(const vm::Action& action,
                              const mail::Message& original,
                              const mail::Envelope& envelope, vm::Host& host) {
  ComposedReply reply;
  const std::string to(action.target);
  std::string& out = reply.bytes;
  const text::DateTime now = host.Now();
  std::string subject = EncodeText(action.Field("subject").text());
  if (subject.empty()) subject = "Automated reply";
  AppendField("From", From(action, envelope), &out);
  AppendField("To", OneLine(to), &out);
  AppendField("Subject", subject, &out);
  AppendField("Date", text::FormatRfc5322(now), &out);
  AppendField("Message-ID", MessageId(host, now), &out);
  AppendThread(original, &out);
  AppendField("Auto-Submitted", "auto-replied", &out);
  AppendField("Precedence", "bulk", &out);
  AppendBody(action, &out);
  reply.recipients.push_back(to);
  return reply;
}

}  // namespace trommel::delivery
