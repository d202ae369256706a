// SPDX-License-Identifier: MIT
#include "tools/common/guess_envelope.h"

#include <algorithm>

#include "interp/text/address.h"
#include "interp/text/ascii.h"

namespace trommel {
namespace {

// The address in `Name <local@domain>` or `local@domain`; empty when the value
// needs a real parser.
std::string_view PlainAddress(std::string_view value) {
  if (value.find_first_of("\"(),:;\\\r\n") != std::string_view::npos) return {};
  const size_t open = value.find('<');
  if (open != std::string_view::npos) {
    const size_t close = value.find('>', open);
    if (close == std::string_view::npos) return {};
    value = value.substr(open + 1, close - open - 1);
  }
  value = text::Trim(value);
  if (value.find_first_of(" \t<>") != std::string_view::npos) return {};
  return value.find('@') == std::string_view::npos ? std::string_view() : value;
}

// Sets *out to the first address of a header value.
bool FirstAddress(std::string_view value, std::string* out) {
  if (std::string_view plain = PlainAddress(value); !plain.empty()) {
    *out = plain;
    return true;
  }
  for (const text::Address& address : text::ParseAddresses(value)) {
    if (!address.valid) continue;
    *out = address.Spec();
    return true;
  }
  return false;
}

// The second word of `From sender date`.
std::string_view FromLineSender(std::string_view line) {
  line.remove_prefix(std::min(line.size(), line.find(' ')));
  line = text::Trim(line);
  return line.substr(0, line.find(' '));
}

void GuessSender(const mail::Message& message, std::string_view from_line,
                 mail::Envelope* envelope) {
  envelope->has_sender = true;
  if (const mail::Field* path = message.Find("Return-Path")) {
    envelope->sender = BareAddress(path->value);
    envelope->sender_origin = "Return-Path";
    return;
  }
  if (from_line.empty()) from_line = message.from_line();
  if (std::string_view sender = FromLineSender(from_line); !sender.empty()) {
    envelope->sender = sender == "MAILER-DAEMON" ? "" : BareAddress(sender);
    envelope->sender_origin = "From_";
    return;
  }
  const mail::Field* from = message.Find("From");
  if (from != nullptr && FirstAddress(from->value, &envelope->sender)) {
    envelope->sender_origin = "From";
    return;
  }
  envelope->has_sender = false;
  envelope->sender.clear();
  envelope->sender_origin = "nowhere";
}

void GuessRecipient(const mail::Message& message, mail::Envelope* envelope) {
  constexpr std::string_view kFields[] = {"Delivered-To", "Envelope-To",
                                          "X-Original-To", "To"};
  for (std::string_view name : kFields) {
    const mail::Field* field = message.Find(name);
    if (field == nullptr) continue;
    if (!FirstAddress(field->value, &envelope->recipient)) continue;
    envelope->recipient_origin = name;
    return;
  }
  envelope->recipient.clear();
  envelope->recipient_origin = "nowhere";
}

}  // namespace

void GuessEnvelope(const mail::Message& message, std::string_view from_line,
                   mail::Envelope* envelope) {
  if (envelope->sender_origin.empty()) {
    GuessSender(message, from_line, envelope);
  }
  if (envelope->recipient_origin.empty()) GuessRecipient(message, envelope);
}

std::string_view BareAddress(std::string_view text) {
  text = text::Trim(text);
  const size_t open = text.rfind('<');
  if (open == std::string_view::npos) return text;
  const size_t close = text.find('>', open);
  return text::Trim(text.substr(
      open + 1, close == std::string_view::npos ? close : close - open - 1));
}

}  // namespace trommel
