// SPDX-License-Identifier: MIT
// Queries of the lookup types ldap, ldapdn and ldapm (Exim specification,
// "Format of LDAP queries" and "LDAP authentication and control information"):
// `user="cn=x" pass=y time=5 ldap://host/o=z?sn?sub?(uid=ada)`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "interp/base/result.h"

namespace trommel::stdlib {

enum class LdapDereference : uint8_t { kNever, kSearching, kFinding, kAlways };

/// What stands before the URL, and the URL.
struct LdapQuery {
  std::optional<std::string> user;  ///< without URL quoting
  std::optional<std::string> password;
  std::optional<std::string> servers;  ///< a list, instead of the default one
  int64_t size_limit = 0;              ///< entries; 0: no limit
  int64_t time_limit = 0;              ///< seconds, told to the server; 0: none
  int64_t net_time = 0;                ///< seconds on our side; 0: as settings
  bool follow_referrals = true;
  std::optional<LdapDereference> dereference;
  std::string_view url;
};

/// The URL stays in `text`. kDefer, in Exim's words, for what is no query.
Result<LdapQuery> ReadLdapQuery(std::string_view text);

}  // namespace trommel::stdlib
