// SPDX-License-Identifier: MIT
// Fuzzer of what scripts send: replies, refusals, notifications, reports. The
// input is four texts, a NUL behind each of the first three: the script's text,
// its subject or author, a notification's URI, and the message.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "interp/vm/memory_host.h"
#include "stdlib/shared/notify_uri.h"
#include "tools/delivery/reply.h"

namespace {

using trommel::Value;
using trommel::vm::ActionField;

void Require(bool holds) {
  if (!holds) std::abort();
}

std::string_view Take(std::string_view* rest) {
  const size_t end = std::min(rest->find('\0'), rest->size());
  const std::string_view text = rest->substr(0, end);
  rest->remove_prefix(std::min(end + 1, rest->size()));
  return text;
}

/// Every line of the header is one of ours or folded, and says what was meant
/// for it only: no text of others begins a field.
void CheckHeader(std::string_view bytes, bool from_uri) {
  const std::string_view header = bytes.substr(0, bytes.find("\n\n") + 1);
  for (std::string_view name : {"Auto-Submitted:", "From:", "Message-ID:"}) {
    size_t count = 0;
    for (size_t at = 0; at < header.size(); at = header.find('\n', at) + 1) {
      if (header.substr(at).starts_with(name)) ++count;
      if (header.find('\n', at) == std::string_view::npos) break;
    }
    Require(count == 1);
  }
  if (from_uri) return;
  for (char c : header) Require(c != '\r' && c != '\0');
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  namespace delivery = trommel::delivery;
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const std::string_view text = Take(&rest);
  const std::string_view other = Take(&rest);
  const std::string_view uri = Take(&rest);
  const trommel::mail::Message message(rest);
  trommel::mail::Envelope envelope;
  envelope.sender = "ann@example.net";
  envelope.recipient = "me@example.com";
  trommel::vm::MemoryHost host;
  trommel::vm::Settings settings;
  settings.sieve_notify_xmpp_command = settings.sieve_notify_sip_command = "/x";
  const ActionField fields[] = {
      {"reason", Value::String(text)},   {"text", Value::String(text)},
      {"subject", Value::String(other)}, {"from", Value::String(other)},
      {"message", Value::String(text)},  {"type", Value::String("abuse")}};
  trommel::vm::Action action;
  action.fields = fields;
  action.target = "ann@example.net";
  const delivery::ReplyInput input = {action, message, envelope, host,
                                      settings};
  CheckHeader(delivery::ComposeVacation(action, message, envelope, host).bytes,
              false);
  action.target = text;
  CheckHeader(delivery::ComposeRejection(input).bytes, false);
  for (char c : delivery::RefusalText(text)) {
    Require(static_cast<unsigned char>(c) < 0x7F);
  }
  action.target = "fbl@example.org";
  (void)delivery::ComposeReport(input);
  action.target = uri;
  const auto parsed = trommel::stdlib::ParseNotifyUri(uri);
  if (!parsed || parsed->to.empty()) return 0;
  if (parsed->method == trommel::stdlib::NotifyMethod::kMailto) {
    const auto mail = delivery::ComposeNotification(input);
    Require(mail.has_value());
    CheckHeader(mail->bytes, true);
  } else {
    Require(delivery::ComposeNotifyCall(input).has_value());
  }
  CheckHeader(delivery::NotifyCopy(input), false);
  return 0;
}
