// SPDX-License-Identifier: MIT
// $local_part, $domain, $home and their like: who the filter runs for.
//
// Exim specification, "Expansion variables". $recipients and
// $recipients_list are for system filters only: empty elsewhere. What a router
// would have looked up ($local_part_data …) is the plain value without taint:
// an agent that delivers for this user has already found the user. In Exim's
// filter test it is empty.
#include <string>
#include <vector>

#include "interp/text/address.h"
#include "stdlib/shared/exim_counters.h"
#include "stdlib/shared/exim_identity.h"
#include "stdlib/shared/exim_list.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_var_envelope;

namespace {

using vm::CallContext;

Result<Value> RunLocalPart(CallContext& context, std::span<const Value>) {
  return Value::Tainted(exim::LocalPart(context.envelope()));
}

Result<Value> RunDomain(CallContext& context, std::span<const Value>) {
  return Value::Tainted(exim::Domain(context.envelope()));
}

Result<Value> RunLocalPartData(CallContext& context, std::span<const Value>) {
  if (context.input().arrival != nullptr) return Value::String({});
  return Value::String(exim::LocalPart(context.envelope()));
}

Result<Value> RunDomainData(CallContext& context, std::span<const Value>) {
  if (context.input().arrival != nullptr) return Value::String({});
  return Value::String(exim::Domain(context.envelope()));
}

Result<Value> RunPrefix(CallContext& context, std::span<const Value>) {
  return Value::Tainted(context.envelope().local_part_prefix);
}

Result<Value> RunSuffix(CallContext& context, std::span<const Value>) {
  return Value::Tainted(context.envelope().local_part_suffix);
}

/// The first recipient of the message, before aliases.
std::string_view Original(const mail::Envelope& envelope) {
  return envelope.original_recipient.empty()
             ? std::string_view(envelope.recipient)
             : std::string_view(envelope.original_recipient);
}

Result<Value> RunOriginalLocalPart(CallContext& context,
                                   std::span<const Value>) {
  const mail::Envelope& envelope = context.envelope();
  if (envelope.original_recipient.empty()) {
    return Value::Tainted(exim::LocalPart(envelope));
  }
  return Value::Tainted(text::SplitAddress(Original(envelope)).local_part);
}

Result<Value> RunOriginalDomain(CallContext& context, std::span<const Value>) {
  return Value::Tainted(
      text::SplitAddress(Original(context.envelope())).domain);
}

Result<Value> RunHome(CallContext& context, std::span<const Value>) {
  return exim::Copied(context, context.host().Home(), false);
}

/// What $recipients and $recipients_list hold: all that are known.
std::vector<Value> Recipients(CallContext& context) {
  std::vector<Value> out;
  const mail::Envelope& envelope = context.envelope();
  if (envelope.recipients) {
    for (const std::string& each : *envelope.recipients) {
      out.push_back(Value::Tainted(each));
    }
  } else if (context.input().system_filter) {
    out.push_back(Value::Tainted(envelope.recipient));
  }
  return out;
}

Result<Value> RunRecipients(CallContext& context, std::span<const Value>) {
  std::string out;
  for (const Value& each : Recipients(context)) {
    if (!out.empty()) out += ", ";
    out += each.text();
  }
  return context.TaintedCopy(out);
}

Result<Value> RunRecipientsList(CallContext& context, std::span<const Value>) {
  return exim::JoinList(context, Recipients(context), ':');
}

Result<Value> RunRecipientsCount(CallContext& context, std::span<const Value>) {
  if (const auto& all = context.envelope().recipients) {
    return exim::Decimal(context, static_cast<int64_t>(all->size()));
  }
  return exim::Decimal(context, context.envelope().recipient.empty() ? 0 : 1);
}

size_t DigitOf(const Value& digit) {
  return static_cast<size_t>(digit.number()) % 10;
}

Result<Value> RunCounter(CallContext& context, std::span<const Value> args) {
  return exim::Decimal(context,
                       context.State<exim::Counters>().n[DigitOf(args[0])]);
}

Result<Value> RunSystemCounter(CallContext& context,
                               std::span<const Value> args) {
  const vm::RunInput& input = context.input();
  const bool after = input.system != nullptr && !input.system_filter;
  return exim::Decimal(context,
                       after ? input.system->counters[DigitOf(args[0])] : 0);
}

constexpr Row kRows[] = {
    {RowKind::kVariable, "local_part", "local_part",
     "the user's local part, without affixes", "$local_part => me", nullptr,
     RunLocalPart},
    {RowKind::kVariable, "domain", "domain", "the user's domain",
     "$domain => example.com", nullptr, RunDomain},
    {RowKind::kVariable, "local_part_data", "local_part_data",
     "the local part as a trusted value", "$local_part_data => me", nullptr,
     RunLocalPartData},
    {RowKind::kVariable, "domain_data", "domain_data",
     "the domain as a trusted value", "$domain_data => example.com", nullptr,
     RunDomainData},
    {RowKind::kVariable, "local_part_prefix", "local_part_prefix",
     "the affix before the local part", "<$local_part_prefix> => <>", nullptr,
     RunPrefix},
    {RowKind::kVariable, "local_part_suffix", "local_part_suffix",
     "the affix after the local part", "<$local_part_suffix> => <>", nullptr,
     RunSuffix},
    {RowKind::kVariable, "original_local_part", "original_local_part",
     "local part of the first recipient", "$original_local_part => me", nullptr,
     RunOriginalLocalPart},
    {RowKind::kVariable, "original_domain", "original_domain",
     "domain of the first recipient", "$original_domain => example.com",
     nullptr, RunOriginalDomain},
    {RowKind::kVariable, "home", "home", "the user's home directory",
     "$home => /home/me", nullptr, RunHome},
    {RowKind::kVariable, "recipients", "recipients",
     "the message's recipients (system filters)", "<$recipients> => <>",
     nullptr, RunRecipients},
    {RowKind::kVariable, "recipients_list", "recipients_list",
     "the message's recipients as a list (system filters)",
     "<$recipients_list> => <>", nullptr, RunRecipientsList},
    {RowKind::kVariable, "recipients_count", "recipients_count",
     "how many recipients there are", "$recipients_count => 1", nullptr,
     RunRecipientsCount},
    {RowKind::kVariable, "n", "n <digit: number>",
     "a counter that `add` changes", "$n3 => 0", nullptr, RunCounter},
    {RowKind::kVariable, "sn", "sn <digit: number>",
     "a counter of the system filter", "$sn3 => 0", nullptr, RunSystemCounter},
};

}  // namespace

constinit const Feature exim_var_envelope = {"var_envelope", 1, Language::kExim,
                                             "", kRows};

}  // namespace trommel::stdlib
