// SPDX-License-Identifier: MIT
// personal, delivered, error_message, first_delivery, manually_thawed,
// foranyaddress: tests of the message as a whole.
//
// Exim filter specification, "Testing for personal mail" and after.
// - personal: no list field, no Auto-Submitted but "no", To: (only To:) names
//   the user or an alias, From: names neither them nor a robot, no bulk
//   Precedence, sender not empty. An alias that begins with ^ is a regular
//   expression. A field with a syntax error counts up to the error; groups
//   (outside foranyaddress) and empty items are such errors here. Never true in
//   a system filter.
//   It forgets the last match, unless it is about a list or automatic.
// - first_delivery and manually_thawed: a filter that we run is always a first
//   delivery of an unfrozen message.
// - foranyaddress walks a list, groups flattened; what is no address is nil. A
//   foranyaddress inside it ends what it understands of groups.
#include <array>
#include <vector>

#include "interp/text/ascii.h"
#include "stdlib/shared/exim_address.h"
#include "stdlib/shared/exim_headers.h"
#include "stdlib/shared/exim_identity.h"
#include "stdlib/shared/exim_regex.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_conditions_message;

namespace {

using vm::CallContext;
using Patterns = std::vector<std::string>;

bool IsListMail(CallContext& context) {
  constexpr std::array kFields = {
      "list-id",   "list-help",  "list-subscribe", "list-unsubscribe",
      "list-post", "list-owner", "list-archive"};
  for (std::string_view name : kFields) {
    if (!exim::FieldsCalled(context, name).empty()) return true;
  }
  return false;
}

bool IsAutomatic(CallContext& context) {
  for (const mail::HeaderValue& value :
       exim::FieldsCalled(context, "auto-submitted")) {
    if (!text::EqualsCaseless(text::Trim(value.raw), "no")) return true;
  }
  return false;
}

bool IsBulk(CallContext& context) {
  for (const mail::HeaderValue& value :
       exim::FieldsCalled(context, "precedence")) {
    for (std::string_view word : {"bulk", "list", "junk"}) {
      size_t at = text::FindCaseless(value.raw, word);
      if (at != std::string_view::npos) return true;
    }
  }
  return false;
}

/// The user's address without and with affixes, then the aliases.
Patterns OwnPatterns(CallContext& context, std::span<const Value> aliases) {
  Patterns out = {exim::OwnAddress(context.envelope()),
                  context.envelope().recipient};
  for (const Value& alias : aliases) {
    if (!alias.is_nil()) out.emplace_back(alias.text());
  }
  return out;
}

Result<bool> MatchesOne(CallContext& context, std::string_view address,
                        std::string_view pattern) {
  if (!pattern.starts_with('^')) return text::EqualsCaseless(address, pattern);
  TRY_ASSIGN(const text::Regex* regex,
             context.CompiledRegex(pattern, {text::RegexSyntax::kPerl, true}));
  return regex->Search(address, nullptr);
}

/// Whether an address of the fields called `name` matches a pattern.
Result<bool> AnyMatches(CallContext& context, std::string_view name,
                        const Patterns& patterns) {
  const exim::AddressRules rules = exim::RulesOf(context.settings());
  // A message that Exim reads for a test has its domains, unless -bnq.
  const bool complete = context.input().arrival != nullptr;
  const std::string domain = complete ? "" : exim::QualifyDomain(context);
  for (const mail::HeaderValue& value : exim::FieldsCalled(context, name)) {
    TRY_ASSIGN(auto items, exim::SplitAddressList(value.raw, rules));
    for (std::string_view item : items) {
      auto read = exim::ReadAddressOf(context, item);
      if (!read) break;
      exim::BareAddress bare = *read;
      if (bare.domain.empty()) bare.domain = domain;
      std::string address = bare.Text();
      for (const std::string& pattern : patterns) {
        TRY_ASSIGN(bool matched, MatchesOne(context, address, pattern));
        if (matched) return true;
      }
    }
  }
  return false;
}

Result<Value> RunPersonal(CallContext& context, std::span<const Value> args) {
  if (context.input().system_filter || IsListMail(context) ||
      IsAutomatic(context)) {
    return Value::Bool(false);
  }
  context.SetMatches({});
  if (context.envelope().sender.empty() || IsBulk(context)) {
    return Value::Bool(false);
  }
  Patterns own = OwnPatterns(context, args);
  TRY_ASSIGN(bool to_me, AnyMatches(context, "to", own));
  if (!to_me) return Value::Bool(false);
  own.insert(own.end(), {"^server@", "^daemon@", "^root@", "^listserv@",
                         "^majordomo@", "^.*?-request@", "^owner-[^@]+@"});
  TRY_ASSIGN(bool from_robot, AnyMatches(context, "from", own));
  return Value::Bool(!from_robot);
}

Result<Value> RunDelivered(CallContext& context, std::span<const Value>) {
  return Value::Bool(context.actions().delivered());
}

Result<Value> RunErrorMessage(CallContext& context, std::span<const Value>) {
  return Value::Bool(context.envelope().sender.empty());
}

Result<Value> RunFirstDelivery(CallContext&, std::span<const Value>) {
  return Value::Bool(true);
}

Result<Value> RunManuallyThawed(CallContext&, std::span<const Value>) {
  return Value::Bool(false);
}

Result<Value> RunForAnyAddress(CallContext& context,
                               std::span<const Value> args) {
  TRY_ASSIGN(std::span<Value> items, exim::BeginAddresses(context, args[0]));
  return Value::List(items);
}

Result<Value> RunNextAddress(CallContext& context,
                             std::span<const Value> args) {
  exim::NextAddress(context);
  return args[0];
}

Result<Value> RunEndAddresses(CallContext& context, std::span<const Value>) {
  exim::EndAddresses(context);
  return Value::String({});
}

constexpr Row kRows[] = {
    {RowKind::kCondition, "personal", "personal [<aliases: string>] ...",
     "the message was written by a person to this user",
     "if personal alias a@b then finish endif => keep (implicit)", nullptr,
     RunPersonal},
    {RowKind::kCondition, "delivered", "delivered",
     "a significant command has been obeyed so far",
     "save /x if delivered then finish endif => fileinto \"/x\"; finish",
     nullptr, RunDelivered},
    {RowKind::kCondition, "error_message", "error_message",
     "the message has an empty sender, as delivery reports do",
     "if error_message then finish endif => keep (implicit)", nullptr,
     RunErrorMessage},
    {RowKind::kCondition, "first_delivery", "first_delivery",
     "no delivery of the message has been tried before",
     "if first_delivery then finish endif => finish; keep (implicit)", nullptr,
     RunFirstDelivery},
    {RowKind::kCondition, "manually_thawed", "manually_thawed",
     "an administrator thawed the message",
     "if manually_thawed then finish endif => keep (implicit)", nullptr,
     RunManuallyThawed},
    {RowKind::kSource, "foranyaddress", "foranyaddress <addresses: string>",
     "some address of a list, as $thisaddress, fulfils a condition",
     "if foranyaddress $h_from: ($thisaddress contains alice) then testprint "
     "$thisaddress endif => testprint \"alice@example.org\"; keep (implicit)",
     nullptr, RunForAnyAddress},
    {RowKind::kStep, "address_next", "address_next [<address: string>]",
     "takes the next address of a foranyaddress",
     "if foranyaddress a,b ($thisaddress is b) then finish endif => finish; "
     "keep (implicit)",
     nullptr, RunNextAddress},
    {RowKind::kStep, "address_end", "address_end", "ends a foranyaddress",
     "if foranyaddress a (a is b) then finish endif => keep (implicit)",
     nullptr, RunEndAddresses},
};

}  // namespace

constinit const Feature exim_conditions_message = {"conditions_message", 3,
                                                   Language::kExim, "", kRows};

}  // namespace trommel::stdlib
