// SPDX-License-Identifier: MIT
// address, header, exists and size (RFC 5228 section 5). Values are unfolded
// and RFC 2047 decoded. As Pigeonhole does: an item of an address header that
// is no address is compared as it stands, by :all only; address refuses headers
// that hold no addresses; an illegal header name is a warning and matches
// nothing.
#include <algorithm>
#include <string>

#include "interp/text/ascii.h"
#include "stdlib/shared/address_part.h"
#include "stdlib/shared/chosen_fields.h"
#include "stdlib/shared/field_text.h"
#include "stdlib/shared/loop_places.h"
#include "stdlib/shared/match.h"
#include "stdlib/shared/mime_option.h"

namespace trommel::stdlib {
namespace {

constexpr std::string_view kAddressHeaders[] = {"from",
                                                "to",
                                                "cc",
                                                "bcc",
                                                "sender",
                                                "reply-to",
                                                "resent-from",
                                                "resent-to",
                                                "resent-cc",
                                                "resent-bcc",
                                                "resent-sender",
                                                "resent-reply-to",
                                                "delivered-to",
                                                "x-original-to",
                                                "errors-to",
                                                "return-receipt-to",
                                                "apparently-to",
                                                "mail-followup-to",
                                                "mail-reply-to",
                                                "abuse-reports-to",
                                                "x-admin",
                                                "disposition-notification-to",
                                                "envelope-to",
                                                "return-path"};

void CheckNames(CheckContext& context, size_t slot) {
  if (!context.args[slot].constant) return;
  for (std::string_view name : context.args[slot].list) {
    if (IsFieldName(name)) continue;
    context.issues->Warning(
        context.args[slot].span,
        "\"" + std::string(name) + "\" cannot be the name of a header field");
  }
}

void CheckHeader(CheckContext& context) {
  CheckNames(context, 3);
  CheckMatch(context, 0, 4);
}

void CheckExists(CheckContext& context) { CheckNames(context, 0); }

void CheckAddress(CheckContext& context) {
  CheckMatch(context, 1, 5);
  const bool any = context.Lent("mime") != nullptr;
  if (any || !context.args[4].constant) return;
  for (std::string_view name : context.args[4].list) {
    bool known = std::any_of(
        std::begin(kAddressHeaders), std::end(kAddressHeaders),
        [&](std::string_view h) { return text::EqualsCaseless(h, name); });
    if (known) continue;
    context.issues->Error(
        context.args[4].span,
        "the header \"" + std::string(name) + "\" holds no addresses",
        "use the test \"header\" for it");
  }
}

/// The test header with tags of mime or index.
Result<Value> RunChosenHeader(vm::CallContext& context,
                              std::span<const Value> args, Matcher* matcher) {
  const std::span<const Value> lent = args.subspan(5);
  const MimeOption option(lent);
  for (const ChosenField& field : ChooseFields(context, lent, args[3].list())) {
    std::vector<std::string> values;
    if (option.given()) {
      values = option.Values(field.name, field.raw);
    } else {
      values.emplace_back(field.decoded);
    }
    for (const std::string& value : values) {
      TRY_ASSIGN(bool matched, matcher->Add(value));
      if (matched) return Value::Bool(true);
    }
  }
  TRY_ASSIGN(bool counted, matcher->Finish());
  return Value::Bool(counted);
}

Result<Value> RunHeader(vm::CallContext& context, std::span<const Value> args) {
  Matcher matcher(context, args.first<3>(), args[4].list());
  if (!ChoosesAll(context, args.subspan(5))) {
    return RunChosenHeader(context, args, &matcher);
  }
  for (const Value& name : args[3].list()) {
    for (const mail::HeaderValue& value :
         context.headers().Values(name.text())) {
      TRY_ASSIGN(bool matched, matcher.Add(value.decoded));
      if (matched) return Value::Bool(true);
    }
  }
  TRY_ASSIGN(bool counted, matcher.Finish());
  return Value::Bool(counted);
}

/// A field without any address: its whole value, for :all; the empty value
/// stands for the empty address.
bool IsCompared(AddressPart part, std::string_view value) {
  return part == AddressPart::kAll || value.empty();
}

Result<bool> AddUnparsed(vm::CallContext& context, std::string_view name,
                         AddressPart part, Matcher* matcher) {
  for (const mail::HeaderValue& value : context.headers().Values(name)) {
    if (!IsCompared(part, value.decoded)) continue;
    TRY_ASSIGN(bool matched, matcher->Add(value.decoded));
    if (matched) return true;
  }
  return false;
}

/// Adds the part of each address; whether one matched. `any` learns whether
/// there was an address.
Result<bool> AddParts(vm::CallContext& context,
                      std::span<const text::Address> addresses,
                      AddressPart part, Matcher* matcher, bool* any) {
  for (const text::Address& address : addresses) {
    std::string_view value;
    *any = *any || IsFull(address);
    if (!PartOf(part, address, &context.arena(), &value)) continue;
    TRY_ASSIGN(bool matched, matcher->Add(value));
    if (matched) return true;
  }
  return false;
}

Result<bool> AddAddresses(vm::CallContext& context, std::string_view name,
                          AddressPart part, Matcher* matcher) {
  bool any = false;
  TRY_ASSIGN(auto addresses, context.headers().Addresses(name));
  TRY_ASSIGN(bool matched, AddParts(context, addresses, part, matcher, &any));
  if (matched || any) return matched;
  return AddUnparsed(context, name, part, matcher);
}

/// The same for fields that tags of mime or index have chosen.
Result<bool> AddChosen(vm::CallContext& context,
                       std::span<const ChosenField> fields, AddressPart part,
                       Matcher* matcher) {
  for (const ChosenField& field : fields) {
    bool any = false;
    TRY_ASSIGN(auto addresses, mail::AddressesIn(field.raw));
    TRY_ASSIGN(bool matched, AddParts(context, addresses, part, matcher, &any));
    if (!matched && !any && IsCompared(part, field.decoded)) {
      TRY_ASSIGN(matched, matcher->Add(field.decoded));
    }
    if (matched) return true;
  }
  return false;
}

Result<Value> RunAddress(vm::CallContext& context,
                         std::span<const Value> args) {
  AddressPart part = AddressPartOf(args[0].text());
  Matcher matcher(context, args.subspan<1, 3>(), args[5].list());
  if (matcher.counts()) part = AddressPart::kAll;  // as Pigeonhole counts
  const std::span<const Value> lent = args.subspan(6);
  if (!ChoosesAll(context, lent)) {
    TRY_ASSIGN(bool matched,
               AddChosen(context, ChooseFields(context, lent, args[4].list()),
                         part, &matcher));
    if (matched) return Value::Bool(true);
  } else {
    for (const Value& name : args[4].list()) {
      TRY_ASSIGN(bool matched,
                 AddAddresses(context, name.text(), part, &matcher));
      if (matched) return Value::Bool(true);
    }
  }
  TRY_ASSIGN(bool counted, matcher.Finish());
  return Value::Bool(counted);
}

Result<Value> RunExists(vm::CallContext& context, std::span<const Value> args) {
  return Value::Bool(HasFields(context, args.subspan(1), args[0].list()));
}

int64_t SizeOfPart(const mail::Part& part) {
  return part.body.data() + part.body.size() - part.header.data();
}

/// Of the message as it is now, or of the part that is shown in its place.
int64_t SizeOf(vm::CallContext& context) {
  if (const size_t part = ShownPart(context); part != 0) {
    return SizeOfPart(context.mime().parts()[part]);
  }
  if (const vm::Content* content = context.content(); content != nullptr) {
    return static_cast<int64_t>(content->header.size() + content->body.size());
  }
  const mail::Arrival* arrival = context.input().arrival;
  return arrival != nullptr ? arrival->size
                            : static_cast<int64_t>(context.message().size());
}

Result<Value> RunSize(vm::CallContext& context, std::span<const Value> args) {
  const int64_t size = SizeOf(context);
  bool over = args[0].text() == "over";
  return Value::Bool(over ? size > args[1].number() : size < args[1].number());
}

constexpr Row kRows[] = {
    {RowKind::kTest, "header",
     "header [COMPARATOR] [MATCH-TYPE] <header-names: string-list> "
     "<key-list: string-list>",
     "compares the values of header fields with keys",
     "if header :contains \"list-id\" \"<dev.lists.example.org>\" "
     "{ discard; } => discard",
     CheckHeader, RunHeader},
    {RowKind::kTest, "address",
     "address [ADDRESS-PART] [COMPARATOR] [MATCH-TYPE] <header-list: "
     "string-list> <key-list: string-list>",
     "compares the addresses in header fields with keys",
     "if address :domain \"from\" [\"example.org\", \"example.net\"] "
     "{ discard; } => discard",
     CheckAddress, RunAddress},
    {RowKind::kTest, "exists", "exists <header-names: string-list>",
     "is true if the message has all of these header fields",
     "if not exists [\"subject\", \"x-spam-flag\"] { discard; } => discard",
     CheckExists, RunExists},
    {RowKind::kTest, "size", "size <:over / :under> <limit: number>",
     "compares the size of the message with a limit",
     "if size :over 100K { discard; } => keep (implicit)", nullptr, RunSize},
};

}  // namespace

extern const Feature sieve_core_tests;
const Feature sieve_core_tests = {"tests", 1, Language::kSieve, "", kRows};

}  // namespace trommel::stdlib
