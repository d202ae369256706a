// SPDX-License-Identifier: MIT
// inlist, inlisti, match_domain, match_address, match_local_part, match_ip: a
// subject against an Exim list inside ${if.
//
// Exim specification, "Expansion conditions", "Domain, host, address, and local
// part lists"; see stdlib/shared/exim_match.h. $value is the item that matched,
// or what a lookup in it gave; inlist and inlisti set it to the item, too.
#include <utility>

#include "interp/text/ascii.h"
#include "stdlib/shared/exim_ip.h"
#include "stdlib/shared/exim_list.h"
#include "stdlib/shared/exim_match.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_cond_lists;

namespace {

using vm::CallContext;

/// What the last list gave for $value.
struct Matched {
  Value value;
};

template <exim::ListKind kind>
Result<Value> RunList(CallContext& context, std::span<const Value> args) {
  exim::ListMatcher matcher(context, kind, args[0]);
  Result<bool> matched = matcher.Match(args[1].text());
  context.State<Matched>().value = matcher.value();
  if (!matched) return Err(std::move(matched.error()));
  return Value::Bool(*matched);
}

/// The list with its own dollars expanded, which those of hosts alone have; nil
/// when that fails by force.
Result<Value> HostList(CallContext& context, const Value& list) {
  const std::string_view text = list.text();
  if (text.find_first_of("$\\") == std::string_view::npos) return list;
  Result<Value> expanded = context.Expand(list);
  if (expanded) return expanded;
  if (expanded.error().code == Code::kForced) return Value::Nil();
  if (expanded.error().code != Code::kRun) return expanded;
  return Err(Code::kRun, "unable to complete match against " +
                             exim::InQuotes(text) + ": NULL");
}

/// The subject must be an address, or empty, whatever the list holds.
Result<Value> RunMatchIp(CallContext& context, std::span<const Value> args) {
  const std::string_view subject = args[0].text();
  if (!subject.empty() && !exim::ReadIp(subject)) {
    return Err(Code::kRun, exim::InQuotes(subject) + " is not an IP address");
  }
  TRY_ASSIGN(const Value list, HostList(context, args[1]));
  if (list.is_nil()) return Value::Bool(false);
  const Value both[] = {args[0], list};
  return RunList<exim::ListKind::kIp>(context, both);
}

/// $value behind a list: what it gave, or what $value was.
Result<Value> ListValue(CallContext& context, std::span<const Value> args) {
  const Value& value = context.State<Matched>().value;
  return value.is_nil() ? args[0] : value;
}

/// The item that equals the text, or nil.
template <bool caseless>
Result<Value> FindInList(CallContext& context, std::span<const Value> args) {
  exim::ListReader items(args[1].text());
  while (auto item = items.Next()) {
    bool same = caseless ? text::EqualsCaseless(*item, args[0].text())
                         : *item == args[0].text();
    if (same) return exim::Copied(context, *item, args[1].tainted());
  }
  return Value::Nil();
}

template <bool caseless>
Result<Value> RunInList(CallContext& context, std::span<const Value> args) {
  TRY_ASSIGN(Value found, FindInList<caseless>(context, args));
  return Value::Bool(!found.is_nil());
}

constexpr Usage kInList = "inlist <text: string> <list: string>";
constexpr Usage kMatch = "match <subject: string> <list: string>";

constexpr Row kRows[] = {
    {RowKind::kIfCondition, "inlist", kInList, "an item of the list is equal",
     "${if inlist{b}{a:b:c}{y}{n}} => y", nullptr, RunInList<false>},
    {RowKind::kIfCondition, "inlisti", kInList,
     "an item of the list is equal, whatever the case",
     "${if inlisti{B}{a:b:c}{y}{n}} => y", nullptr, RunInList<true>},
    {RowKind::kLookup, "inlist item", kInList,
     "the item of the list that is equal, for $value",
     "${if inlist{b}{a:b:c}{$value}{n}} => b", nullptr, FindInList<false>},
    {RowKind::kLookup, "inlisti item", kInList,
     "the item of the list that is equal, whatever the case, for $value",
     "${if inlisti{B}{a:b:c}{$value}{n}} => b", nullptr, FindInList<true>},
    {RowKind::kIfCondition, "match_domain", kMatch,
     "a domain fits a domain list",
     "${if match_domain{a.example.com}{*.example.com}{y}{n}} => y", nullptr,
     RunList<exim::ListKind::kDomain>},
    {RowKind::kIfCondition, "match_address", kMatch,
     "an address fits an address list",
     "${if match_address{a@b.com}{!c@b.com : *@b.com}{y}{n}} => y", nullptr,
     RunList<exim::ListKind::kAddress>},
    {RowKind::kIfCondition, "match_local_part", kMatch,
     "a local part fits a local part list",
     "${if match_local_part{abc}{*bc}{y}{n}} => y", nullptr,
     RunList<exim::ListKind::kLocalPart>},
    {RowKind::kIfCondition, "match_ip", kMatch,
     "an IP address is in a list of addresses and networks",
     "${if match_ip{192.0.2.7}{192.0.2.0/24}{y}{n}} => y", nullptr, RunMatchIp},
    {RowKind::kStep, "list_value", "list_value <value: string>",
     "$value behind match_domain and its kin: what matched",
     "${if match_domain{a.b}{c : *.b}{$value}} => *.b", nullptr, ListValue},
};

}  // namespace

constinit const Feature exim_cond_lists = {"cond_lists", 3, Language::kExim, "",
                                           kRows};

}  // namespace trommel::stdlib
