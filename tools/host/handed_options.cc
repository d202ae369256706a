// SPDX-License-Identifier: MIT
#include "tools/host/handed_options.h"

namespace trommel {

void UseEnvelope(const HandedOver& facts, mail::Envelope* envelope) {
  constexpr std::string_view kOrigin = "spool header";
  if (facts.sender && !envelope->has_sender) {
    envelope->sender = *facts.sender;
    envelope->has_sender = true;
    envelope->sender_origin = kOrigin;
  }
  if (facts.recipients.size() == 1 && envelope->recipient.empty()) {
    envelope->recipient = facts.recipients[0];
    envelope->recipient_origin = kOrigin;
  }
  const auto original = facts.variables.find("original_recipient");
  if (original != facts.variables.end()) {
    envelope->original_recipient = original->second;
  }
}

Result<HandedOver> ReadHandedOver(const Arguments& arguments,
                                  mail::Envelope* envelope) {
  HandedOver out;
  if (auto path = arguments.Get("spool-header")) {
    TRY(ReadSpoolHeader(std::string(*path), &out));
  }
  for (std::string_view word : arguments.All("var")) TRY(HandOver(word, &out));
  UseEnvelope(out, envelope);
  const bool all = arguments.Has("system") && !out.recipients.empty();
  if (all) envelope->recipients = out.recipients;
  return out;
}

}  // namespace trommel
