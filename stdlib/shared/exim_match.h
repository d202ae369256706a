// SPDX-License-Identifier: MIT
// Domain, address, local part and IP address lists (Exim specification,
// "Domain, host, address, and local part lists").
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "interp/program/value.h"
#include "interp/vm/call_context.h"
#include "stdlib/shared/exim_ip.h"

namespace trommel::stdlib::exim {

enum class ListKind : uint8_t {
  kDomain,
  kLocalPart,
  kAddress,
  kIp,
  kPlain,  ///< a key of wildlsearch: no named lists, no @
};

/// Holds a subject against a list.
/// - The first item that matches decides: yes, or no when it begins with `!`.
///   When none does, the answer is yes if the last item was negated.
/// - `*x` is anything that ends in x, `^x` a regular expression, `type;data` a
///   lookup, `/file` the lines of a file as items; all caseless until
///   +caseful.
/// - In lists of domains `@` is this host and `@[]` its addresses in brackets;
///   `@mx_any`, `@mx_primary` and `@mx_secondary` are domains whose mail comes
///   to this host, by the DNS.
///   A pattern of an address list is `local@domain`, a domain, a lookup of the
///   whole address, or `@@lookup` for a list of local parts.
/// - Named lists (+x) are errors: there is no configuration to take them from.
/// - The first item of a list of domains, addresses or local parts that is
///   tried empties $0, $1 …; what matches a domain or local part sets $0 to it
///   and $1 to what a `*` stood for, or $1 … to the groups of a regular
///   expression.
///
/// Example: ListMatcher(context, ListKind::kDomain, domain).Match("*.b : a")
class ListMatcher {
 public:
  ListMatcher(vm::CallContext& context, ListKind kind, const Value& subject);

  /// kRun "unable to complete match against "list": why".
  Result<bool> Match(std::string_view list);
  /// Takes all of `item` for one item; errors are as they come.
  Result<bool> MatchOne(std::string_view item);
  /// What $value is from now on; nil: what it was.
  const Value& value() const { return value_; }

 private:
  /// Whether an item decides, and how; `*otherwise` is the answer if it is the
  /// last and does not.
  Result<std::optional<bool>> Entry(std::string_view item, bool* otherwise);
  Result<std::optional<bool>> File(std::string_view path, bool negated,
                                   bool* otherwise);
  /// Whether `item` is one of the options that a list of the kind may hold.
  bool Option(std::string_view item);

  // Whether one pattern matches.
  Result<bool> Pattern(std::string_view pattern);
  Result<bool> Text(std::string_view pattern);
  Result<bool> Domain(std::string_view pattern);
  Result<bool> Regex(std::string_view pattern);
  Result<bool> Lookup(std::string_view item);
  bool Found(std::string_view pattern, bool star, size_t rest);
  bool IsOwnLiteral() const;

  // exim_match_address.cc
  Result<bool> Address(std::string_view pattern);
  Result<bool> AddressParts(std::string_view pattern, std::string_view whole);
  Result<bool> LocalParts(std::string_view lookup);
  bool IsWholeLookup(std::string_view* pattern);

  // exim_match_mx.cc
  Result<bool> MailHost(std::string_view item);

  // exim_match_ip.cc
  Result<bool> Ip(std::string_view pattern);
  Result<bool> IpLookup(std::string_view item, const IpAddress& address);
  bool HostName();

  bool Same(std::string_view a, std::string_view b) const;
  bool Ends(std::string_view a, std::string_view end) const;
  Value Key(std::string_view text) const;
  void Forget() { context_.SetMatches({}); }
  void Set(std::string_view text);

  vm::CallContext& context_;
  const ListKind kind_;
  const Value subject_;
  bool groups_;           // whether a match sets $0, $1 …
  bool caseless_ = true;  // until +caseful
  /// What a host name does: ends the list, with no or yes, or nothing.
  enum class HostNames : uint8_t { kEnd, kAccept, kIgnore };
  HostNames host_names_ = HostNames::kEnd;
  bool ended_ = false;  // by a host name, whatever `!` says
  Value value_;
};

/// Whether an item is @mx_any, @mx_primary or @mx_secondary.
bool IsMailHostItem(std::string_view item);

/// Whether `address` is one of this host's (setting local_interfaces).
bool IsOwnAddress(vm::CallContext& context, const IpAddress& address);

}  // namespace trommel::stdlib::exim
