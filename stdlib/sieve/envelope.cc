// SPDX-License-Identifier: MIT
// envelope (RFC 5228 section 5.4): tests the SMTP envelope. The null sender is
// the empty string in every part and does not count, source routes are dropped.
// As in Pigeonhole, "auth" may be asked for: the user who authenticated, which
// the MTA hands over as authenticated_id. Parts that other capabilities bring
// are in envelope_dsn.cc and envelope_deliverby.cc. A part whose name a
// variable has made and that there is not, has no value.
#include <algorithm>
#include <string>

#include "stdlib/shared/address_part.h"
#include "stdlib/shared/envelope_parts.h"
#include "stdlib/shared/flag_set.h"
#include "stdlib/shared/imap_event.h"
#include "stdlib/shared/iso_time.h"
#include "stdlib/shared/match.h"

namespace trommel::stdlib {
namespace {

enum Slot : uint8_t { kAddressPart, kMatch, kPart = 4, kKeys, kSlots };

std::string PartsError(std::string_view name) {
  return "\"" + std::string(name) + "\" of the envelope is no address";
}

void Check(CheckContext& context) {
  CheckMatch(context, kMatch, kKeys);
  const BoundArg& names = context.args[kPart];
  if (!names.constant) return;
  for (std::string_view name : names.list) {
    const EnvelopePart* part = FindEnvelopePart(name);
    if (part == nullptr) {
      context.issues->Error(
          names.span, "the envelope has no part \"" + std::string(name) + "\"",
          "its parts are \"from\", \"to\" and \"auth\"");
    } else if (!part->is_address() && !context.Has(part->capability)) {
      const std::string capability(part->capability);
      context.issues->Error(names.span,
                            "the part \"" + std::string(name) +
                                "\" is used but \"" + capability +
                                "\" is not required",
                            "add: require [\"" + capability + "\"];");
    } else if (!part->is_address() && context.args[kAddressPart].given) {
      context.issues->Error(context.args[kAddressPart].span, PartsError(name),
                            "leave the address part out");
    }
  }
}

/// Minutes east of UTC that times are told in.
Result<int32_t> ZoneOf(vm::CallContext& context, std::span<const Value> lent) {
  const Value zone = LentTag(lent, "zone");
  if (zone.is_nil()) return context.host().Now().zone_minutes;
  const std::optional<int32_t> minutes = ParseOffset(zone.text());
  if (minutes) return *minutes;
  return Err(Code::kRun, "\"" + std::string(zone.text()) + "\" is no zone");
}

Result<Value> Run(vm::CallContext& context, std::span<const Value> args) {
  TRY(RefuseInImapEvent(context, "envelope"));
  const Value& given = args[kAddressPart];
  AddressPart address_part = AddressPartOf(given.text());
  TRY_ASSIGN(const int32_t zone, ZoneOf(context, args.subspan(kSlots)));
  Matcher matcher(context, args.subspan<kMatch, 3>(), args[kKeys].list());
  if (matcher.counts()) address_part = AddressPart::kAll;
  std::vector<std::string> values;
  for (const Value& name : args[kPart].list()) {
    const EnvelopePart* part = FindEnvelopePart(name.text());
    if (part == nullptr) continue;
    const bool whole = given.text().empty();
    if (!part->is_address() && !whole) {
      return Err(Code::kRun, PartsError(name.text()));
    }
    values.clear();
    part->values(context, zone, &values);
    for (const std::string& all : values) {
      // RFC 5231 section 4.2: the null sender counts for nothing.
      if (matcher.counts() && part->is_address() && all.empty()) continue;
      std::string_view value = context.arena().Copy(all);
      if (address_part != AddressPart::kAll && !value.empty()) {
        text::AddressParts parts = text::SplitAddress(value);
        if (!PartOf(address_part, parts.local_part, parts.domain, &value)) {
          continue;
        }
      }
      TRY_ASSIGN(bool matched, matcher.Add(value));
      if (matched) return Value::Bool(true);
    }
  }
  TRY_ASSIGN(bool counted, matcher.Finish());
  return Value::Bool(counted);
}

constexpr Row kRows[] = {
    {RowKind::kTest, "envelope",
     "envelope [ADDRESS-PART] [COMPARATOR] [MATCH-TYPE] <envelope-part: "
     "string-list> <key-list: string-list>",
     "compares the sender (\"from\") or recipient (\"to\") of the envelope "
     "with keys",
     "if envelope :domain \"from\" \"example.org\" { discard; } => discard",
     Check, Run},
};

}  // namespace

extern const Feature sieve_envelope;
const Feature sieve_envelope = {"envelope", 1, Language::kSieve, "envelope",
                                kRows};

}  // namespace trommel::stdlib
