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
//   no configuration to take them from. +caseful is known.
// - The first item of a list of domains, addresses or local parts that is tried
//   empties $0, $1 …; what matches a domain or local part sets $0 to it and $1
//   to what a * stood for, or $1 … to the groups of a regular expression.
// - inlist and inlisti set $value to the item.
#include <array>

#include "interp/base/limits.h"
#include "interp/text/ascii.h"
#include "stdlib/shared/exim_identity.h"
#include "stdlib/shared/exim_ip.h"
#include "stdlib/shared/exim_list.h"
#include "stdlib/shared/exim_regex.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_cond_lists;

namespace {

using vm::CallContext;

/// One subject and the list that it is held against.
struct Search {
  CallContext& context;
  std::string_view subject;
  bool tainted;
  bool groups;           // whether a match sets $0, $1 …
  bool caseless = true;  // until +caseful
};

/// Whether one item of a list, without its `!`, matches the subject.
using MatchItem = Result<bool> (*)(Search& search, std::string_view item);

/// Begins the text of an error that leaves a match open; the reason follows.
constexpr char kOpen = '+';

/// What Exim says of an unknown +name.
tl::unexpected<Error> UnknownList() {
  return Err(Code::kRun, std::string(1, kOpen) + "NULL");
}

constexpr std::string_view kCaseful = "+caseful";

Result<bool> MatchList(Search& search, std::string_view list, MatchItem match) {
  exim::ListReader items(list);
  bool otherwise = false;
  while (auto item = items.Next()) {
    std::string_view pattern = *item;
    otherwise = pattern.starts_with('!');
    if (otherwise) pattern = text::Trim(pattern.substr(1));
    Result<bool> matched = otherwise && pattern == kCaseful
                               ? UnknownList()
                               : match(search, pattern);
    if (!matched && matched.error().text.starts_with(kOpen)) {
      return Err(Code::kRun, "unable to complete match against " +
                                 exim::InQuotes(list) + ": " +
                                 matched.error().text.substr(1));
    }
    if (!matched) return matched;
    if (*matched) return !otherwise;
  }
  return otherwise;
}

template <MatchItem match, bool groups>
Result<Value> RunList(CallContext& context, std::span<const Value> args) {
  Search search = {context, args[0].text(), args[0].tainted(), groups};
  TRY_ASSIGN(bool matched, MatchList(search, args[1].text(), match));
  return Value::Bool(matched);
}

/// Exim forgets the groups with the first item that it tries.
void Forget(Search& search) { search.context.SetMatches({}); }

/// $0 is the subject, $1 the part of it that a * stands for.
bool Found(Search& search, bool star, size_t rest) {
  if (!search.groups) return true;
  std::string subject = search.caseless ? text::Lowered(search.subject)
                                        : std::string(search.subject);
  const Value whole = exim::Copied(search.context, subject, search.tainted);
  const Value groups[] = {
      whole, Value::String(whole.text().substr(0, rest), search.tainted)};
  search.context.SetMatches({groups, star ? size_t{2} : size_t{1}});
  return true;
}

Result<bool> MatchRegex(Search& search, std::string_view pattern) {
  const Value subject = Value::String(search.subject, search.tainted);
  TRY_ASSIGN(bool found, exim::MatchAndSet(search.context, subject, pattern,
                                           search.caseless));
  if (!found) return false;
  if (!search.groups) {
    Forget(search);
    return true;
  }
  std::array<Value, limits::kMatchVariables> groups = {subject};
  for (size_t i = 1; i < groups.size(); ++i) {
    groups[i] = search.context.Match(i);
  }
  search.context.SetMatches(groups);
  return true;
}

bool Same(const Search& search, std::string_view a, std::string_view b) {
  return search.caseless ? text::EqualsCaseless(a, b) : a == b;
}

bool Ends(const Search& search, std::string_view a, std::string_view end) {
  return search.caseless ? text::EndsCaseless(a, end) : a.ends_with(end);
}

/// A list may say that case counts from here on.
bool IsCaseful(Search& search, std::string_view pattern) {
  if (pattern != kCaseful) return false;
  search.caseless = false;
  return true;
}

Result<bool> Match(Search& search, std::string_view pattern) {
  Forget(search);
  if (pattern.starts_with('^')) return MatchRegex(search, pattern);
  if (pattern.starts_with('*')) {
    std::string_view end = pattern.substr(1);
    if (!Ends(search, search.subject, end)) return false;
    return Found(search, true, search.subject.size() - end.size());
  }
  if (pattern.starts_with('+')) return UnknownList();
  if (pattern.starts_with('/') || pattern.find(';') != std::string_view::npos) {
    return Err(Code::kRun, "list item " + exim::InQuotes(pattern) +
                               " needs a file, a lookup or a named list");
  }
  return Same(search, search.subject, pattern) && Found(search, false, 0);
}

Result<bool> MatchLocalPart(Search& search, std::string_view pattern) {
  if (IsCaseful(search, pattern)) return false;
  return Match(search, pattern);
}

Result<bool> MatchDomain(Search& search, std::string_view pattern) {
  if (pattern != "@") return Match(search, pattern);
  Forget(search);
  return text::EqualsCaseless(search.subject,
                              exim::PrimaryHostName(search.context)) &&
         Found(search, false, 0);
}

/// A +name for the domain of an address is taken for a host to look up.
tl::unexpected<Error> NoHost(std::string_view item) {
  return Err(Code::kRun, std::string(1, kOpen) + "DNS lookup of " +
                             exim::InQuotes(item) + " deferred");
}

/// The subject's domain has lost its capitals, so a caseful pattern with one
/// fits none.
Result<bool> MatchAddress(Search& search, std::string_view pattern) {
  if (IsCaseful(search, pattern)) return false;
  if (pattern.starts_with('+')) return UnknownList();
  const size_t split = search.subject.rfind('@');
  const bool has_domain = split != std::string_view::npos;
  if (!search.subject.empty() && !has_domain) return false;
  std::string_view local = search.subject.substr(0, has_domain ? split : 0);
  const std::string host =
      has_domain ? text::Lowered(search.subject.substr(split + 1)) : "";
  if (pattern.starts_with('^')) {
    const std::string whole = std::string(local) + '@' + host;
    Search address = search;
    if (has_domain && !search.caseless) address.subject = whole;
    Forget(search);
    return MatchRegex(address, pattern);
  }
  if (!has_domain) return pattern.empty();
  if (pattern.empty()) return false;
  const size_t at = pattern.rfind('@');
  std::string_view wanted = pattern.substr(at + 1);
  if (at != std::string_view::npos) {
    std::string_view first = pattern.substr(0, at);
    bool same = first.starts_with('*') ? Ends(search, local, first.substr(1))
                                       : Same(search, local, first);
    if (!same || wanted.empty()) return false;
    if (wanted.starts_with('+')) return NoHost(pattern);
  }
  Search domain = {search.context, host, search.tainted, false,
                   search.caseless};
  return MatchDomain(domain, wanted);
}

Result<exim::IpAddress> ReadSubject(std::string_view subject) {
  std::optional<exim::IpAddress> address = exim::ReadIp(subject);
  if (address) return *address;
  return Err(Code::kRun, exim::InQuotes(subject) + " is not an IP address");
}

Result<bool> MatchIp(Search& search, std::string_view pattern) {
  if (pattern.starts_with('+')) return UnknownList();
  if (search.subject.empty()) return pattern.empty() || pattern == "*";
  TRY_ASSIGN(exim::IpAddress address, ReadSubject(search.subject));
  return exim::InNetwork(address, pattern).value_or(false);
}

/// The subject must be an address, or empty, whatever the list holds.
Result<Value> RunMatchIp(CallContext& context, std::span<const Value> args) {
  std::string_view subject = args[0].text();
  if (!subject.empty()) TRY(ReadSubject(subject));
  return RunList<MatchIp, false>(context, args);
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
     RunList<MatchDomain, true>},
    {RowKind::kIfCondition, "match_address", kMatch,
     "an address fits an address list",
     "${if match_address{a@b.com}{!c@b.com : *@b.com}{y}{n}} => y", nullptr,
     RunList<MatchAddress, false>},
    {RowKind::kIfCondition, "match_local_part", kMatch,
     "a local part fits a local part list",
     "${if match_local_part{abc}{*bc}{y}{n}} => y", nullptr,
     RunList<MatchLocalPart, true>},
    {RowKind::kIfCondition, "match_ip", kMatch,
     "an IP address is in a list of addresses and networks",
     "${if match_ip{192.0.2.7}{192.0.2.0/24}{y}{n}} => y", nullptr, RunMatchIp},
};

}  // namespace

constinit const Feature exim_cond_lists = {"cond_lists", 2, Language::kExim, "",
                                           kRows};

}  // namespace trommel::stdlib
