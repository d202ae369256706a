// SPDX-License-Identifier: MIT
// envelope (RFC 5228 section 5.4): tests the SMTP envelope. The null sender is
// the empty string in every part. As in Pigeonhole, "auth" may be asked for
// (the user who authenticated); nobody tells us, so it has no value.
#include <algorithm>
#include <string>

#include "interp/text/ascii.h"
#include "stdlib/shared/address_part.h"
#include "stdlib/shared/imap_event.h"
#include "stdlib/shared/match.h"

namespace trommel::stdlib {
namespace {

constexpr std::string_view kParts[] = {"from", "to", "auth"};

bool IsPart(std::string_view name) {
  return std::any_of(
      std::begin(kParts), std::end(kParts),
      [&](std::string_view part) { return text::EqualsCaseless(name, part); });
}

void Check(CheckContext& context) {
  CheckMatch(context, 1, 5);
  if (!context.args[4].constant) return;
  for (std::string_view name : context.args[4].list) {
    if (IsPart(name)) continue;
    context.issues->Error(
        context.args[4].span,
        "the envelope has no part \"" + std::string(name) + "\"",
        "its parts are \"from\", \"to\" and \"auth\"");
  }
}

/// The address of one envelope part; false when it is not known.
bool AddressOf(const mail::Envelope& envelope, std::string_view name,
               std::string_view* address) {
  if (text::EqualsCaseless(name, "from")) {
    *address = envelope.sender;
    return envelope.has_sender || !address->empty();
  }
  *address = envelope.recipient;
  return text::EqualsCaseless(name, "to") && !address->empty();
}

Result<Value> Run(vm::CallContext& context, std::span<const Value> args) {
  TRY(RefuseInImapEvent(context, "envelope"));
  AddressPart part = AddressPartOf(args[0].text());
  Matcher matcher(context, args.subspan(1, 3), args[5].list());
  for (const Value& name : args[4].list()) {
    std::string_view value;
    if (!AddressOf(context.envelope(), name.text(), &value)) continue;
    if (part != AddressPart::kAll && !value.empty()) {
      text::AddressParts parts = text::SplitAddress(value);
      if (!PartOf(part, parts.local_part, parts.domain, &value)) continue;
    }
    TRY_ASSIGN(bool matched, matcher.Add(value));
    if (matched) return Value::Bool(true);
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
