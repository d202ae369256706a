// SPDX-License-Identifier: MIT
// inlist, inlisti, match_domain, match_address, match_local_part, match_ip: a
// subject against an Exim list inside ${if.
//
// Exim specification, "Expansion conditions", "Domain, host, address, and local
// part lists".
// - The first item that matches decides: yes, or no when it begins with `!`.
//   When none does, the answer is yes if the last item was negated.
// - `*x` is anything that ends in x, `^x` a regular expression, all caseless. A
//   pattern of match_address without @ is a domain pattern.
// - Files, named lists (+x) and lookups inside lists are errors here: there is
//   no configuration to take them from. inlist does not set $value.
#include "interp/text/address.h"
#include "interp/text/ascii.h"
#include "stdlib/shared/exim_identity.h"
#include "stdlib/shared/exim_ip.h"
#include "stdlib/shared/exim_list.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_cond_lists;

namespace {

using vm::CallContext;

/// Whether one item of a list, without its `!`, matches the subject.
using MatchItem = Result<bool> (*)(CallContext& context,
                                   std::string_view subject,
                                   std::string_view item);

Result<bool> MatchList(CallContext& context, std::span<const Value> args,
                       MatchItem match) {
  exim::ListReader items(args[1].text());
  bool otherwise = false;
  while (auto item = items.Next()) {
    std::string_view pattern = *item;
    otherwise = pattern.starts_with('!');
    if (otherwise) pattern = text::Trim(pattern.substr(1));
    TRY_ASSIGN(bool matched, match(context, args[0].text(), pattern));
    if (matched) return !otherwise;
  }
  return otherwise;
}

Result<exim::IpAddress> ReadSubject(std::string_view subject) {
  std::optional<exim::IpAddress> address = exim::ReadIp(subject);
  if (address) return *address;
  return Err(Code::kRun, exim::InQuotes(subject) + " is not an IP address");
}

template <MatchItem match>
Result<Value> RunList(CallContext& context, std::span<const Value> args) {
  TRY_ASSIGN(bool matched, MatchList(context, args, match));
  return Value::Bool(matched);
}

Result<bool> MatchRegex(CallContext& context, std::string_view subject,
                        std::string_view pattern) {
  TRY_ASSIGN(const text::Regex* regex,
             context.CompiledRegex(pattern, {text::RegexSyntax::kPerl, true}));
  return regex->Search(subject, nullptr);
}

Result<bool> Match(CallContext& context, std::string_view subject,
                   std::string_view pattern) {
  if (pattern.starts_with('^')) return MatchRegex(context, subject, pattern);
  if (pattern.starts_with('*')) {
    return text::EndsCaseless(subject, pattern.substr(1));
  }
  bool outside = pattern.starts_with('/') || pattern.starts_with('+') ||
                 pattern.find(';') != std::string_view::npos;
  if (outside) {
    return Err(Code::kRun, "list item " + exim::InQuotes(pattern) +
                               " needs a file, a lookup or a named list");
  }
  return text::EqualsCaseless(subject, pattern);
}

Result<bool> MatchDomain(CallContext& context, std::string_view subject,
                         std::string_view pattern) {
  if (pattern == "@") {
    return text::EqualsCaseless(subject, exim::PrimaryHostName(context));
  }
  return Match(context, subject, pattern);
}

Result<bool> MatchAddress(CallContext& context, std::string_view subject,
                          std::string_view pattern) {
  if (subject.empty()) return pattern.empty();
  text::AddressParts address = text::SplitAddress(subject);
  if (address.domain.empty()) return false;
  if (pattern.starts_with('^')) return MatchRegex(context, subject, pattern);
  size_t at = pattern.rfind('@');
  if (at == std::string_view::npos) {
    return MatchDomain(context, address.domain, pattern);
  }
  std::string_view local = pattern.substr(0, at);
  bool same = local.starts_with('*')
                  ? text::EndsCaseless(address.local_part, local.substr(1))
                  : text::EqualsCaseless(address.local_part, local);
  if (!same) return false;
  return MatchDomain(context, address.domain, pattern.substr(at + 1));
}

Result<bool> MatchIp(CallContext&, std::string_view subject,
                     std::string_view pattern) {
  if (subject.empty()) return pattern.empty() || pattern == "*";
  TRY_ASSIGN(exim::IpAddress address, ReadSubject(subject));
  return exim::InNetwork(address, pattern).value_or(false);
}

/// The subject must be an address, or empty, whatever the list holds.
Result<Value> RunMatchIp(CallContext& context, std::span<const Value> args) {
  std::string_view subject = args[0].text();
  if (!subject.empty()) TRY(ReadSubject(subject));
  return RunList<MatchIp>(context, args);
}

template <bool caseless>
Result<Value> RunInList(CallContext&, std::span<const Value> args) {
  exim::ListReader items(args[1].text());
  while (auto item = items.Next()) {
    bool same = caseless ? text::EqualsCaseless(*item, args[0].text())
                         : *item == args[0].text();
    if (same) return Value::Bool(true);
  }
  return Value::Bool(false);
}

constexpr Usage kInList = "inlist <text: string> <list: string>";
constexpr Usage kMatch = "match <subject: string> <list: string>";

constexpr Row kRows[] = {
    {RowKind::kIfCondition, "inlist", kInList, "an item of the list is equal",
     "${if inlist{b}{a:b:c}{y}{n}} => y", nullptr, RunInList<false>},
    {RowKind::kIfCondition, "inlisti", kInList,
     "an item of the list is equal, whatever the case",
     "${if inlisti{B}{a:b:c}{y}{n}} => y", nullptr, RunInList<true>},
    {RowKind::kIfCondition, "match_domain", kMatch,
     "a domain fits a domain list",
     "${if match_domain{a.example.com}{*.example.com}{y}{n}} => y", nullptr,
     RunList<MatchDomain>},
    {RowKind::kIfCondition, "match_address", kMatch,
     "an address fits an address list",
     "${if match_address{a@b.com}{!c@b.com : *@b.com}{y}{n}} => y", nullptr,
     RunList<MatchAddress>},
    {RowKind::kIfCondition, "match_local_part", kMatch,
     "a local part fits a local part list",
     "${if match_local_part{abc}{*bc}{y}{n}} => y", nullptr, RunList<Match>},
    {RowKind::kIfCondition, "match_ip", kMatch,
     "an IP address is in a list of addresses and networks",
     "${if match_ip{192.0.2.7}{192.0.2.0/24}{y}{n}} => y", nullptr, RunMatchIp},
};

}  // namespace

constinit const Feature exim_cond_lists = {"cond_lists", 1, Language::kExim, "",
                                           kRows};

}  // namespace trommel::stdlib
