// SPDX-License-Identifier: MIT
#include "stdlib/shared/ldap_query.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "interp/text/ascii.h"

namespace trommel::stdlib {
namespace {

bool StartsWith(std::string_view text, std::string_view start) {
  return text::EqualsCaseless(text.substr(0, start.size()), start);
}

void SkipBlanks(std::string_view* text) {
  while (!text->empty() && text::IsSpace(text->front())) {
    text->remove_prefix(1);
  }
}

/// A value in quotes, in which a backslash escapes, or up to white space.
std::string TakeValue(std::string_view* text) {
  std::string value;
  size_t at = 0;
  if (!text->starts_with('"')) {
    while (at < text->size() && !text::IsSpace((*text)[at])) ++at;
    value = text->substr(0, at);
    text->remove_prefix(at);
    return value;
  }
  for (at = 1; at < text->size() && (*text)[at] != '"'; ++at) {
    if ((*text)[at] == '\\' && at + 1 < text->size()) ++at;
    value += (*text)[at];
  }
  text->remove_prefix(std::min(at + 1, text->size()));
  return value;
}

int HexDigit(char c) {
  constexpr int kTen = 10;
  if (text::IsDigit(c)) return c - '0';
  const char lower = text::Lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + kTen : -1;
}

std::string WithoutUrlQuotes(std::string_view text) {
  constexpr int kSixteen = 16;
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      const int high = HexDigit(text[i + 1]);
      const int low = HexDigit(text[i + 2]);
      if (high >= 0 && low >= 0) {
        out += static_cast<char>(high * kSixteen + low);
        i += 2;
        continue;
      }
    }
    out += text[i];
  }
  return out;
}

int64_t Number(const std::string& text) {
  constexpr int kDecimal = 10;
  return std::max<int64_t>(0, std::strtol(text.c_str(), nullptr, kDecimal));
}

Status SetReferrals(const std::string& value, LdapQuery* query) {
  query->follow_referrals = text::EqualsCaseless(value, "follow");
  if (query->follow_referrals || text::EqualsCaseless(value, "nofollow")) {
    return {};
  }
  return Err(Code::kDefer,
             "LDAP option REFERRALS is not \"follow\" or \"nofollow\"");
}

void SetDereference(const std::string& value, LdapQuery* query) {
  constexpr std::string_view kWords[] = {"never", "searching", "finding",
                                         "always"};
  for (size_t i = 0; i < std::size(kWords); ++i) {
    if (!text::EqualsCaseless(value, kWords[i])) continue;
    query->dereference = static_cast<LdapDereference>(i);
  }
}

/// `name` ends in the equals sign.
Status SetParameter(std::string_view name, const std::string& value,
                    LdapQuery* query) {
  const auto is = [&](std::string_view known) {
    return text::EqualsCaseless(name, known);
  };
  if (is("user=")) {
    query->user = WithoutUrlQuotes(value);
  } else if (is("pass=")) {
    query->password = value;
  } else if (is("size=")) {
    query->size_limit = Number(value);
  } else if (is("time=")) {
    query->time_limit = Number(value);
  } else if (is("connect=") || is("nettime=")) {
    query->net_time = Number(value);
  } else if (is("servers=")) {
    query->servers = value;
  } else if (is("dereference=")) {
    SetDereference(value, query);
  } else if (is("referrals=")) {
    return SetReferrals(value, query);
  } else {
    return Err(Code::kDefer, "unknown parameter \"" + std::string(name) +
                                 "\" precedes LDAP URL");
  }
  return {};
}

Failure Malformed() {
  return Err(Code::kDefer, "malformed parameter setting precedes LDAP URL");
}

}  // namespace

Result<LdapQuery> ReadLdapQuery(std::string_view text) {
  LdapQuery query;
  SkipBlanks(&text);
  while (!StartsWith(text, "ldap")) {
    const std::string_view begin = text;
    while (!text.empty() && !text::IsSpace(text[0]) && text[0] != '=') {
      text.remove_prefix(1);
    }
    SkipBlanks(&text);
    if (!text.starts_with('=')) return Malformed();
    text.remove_prefix(1);
    const std::string_view name = begin.substr(0, begin.size() - text.size());
    const std::string value = TakeValue(&text);
    if (text.empty() || !text::IsSpace(text[0])) return Malformed();
    TRY(SetParameter(name, value, &query));
    SkipBlanks(&text);
  }
  for (const std::string_view scheme : {"ldap://", "ldaps://", "ldapi://"}) {
    if (!StartsWith(text, scheme)) continue;
    query.url = text;
    return query;
  }
  constexpr size_t kShown = 16;
  return Err(Code::kDefer,
             "LDAP URL does not start with \"ldap://\", \"ldaps://\", or "
             "\"ldapi://\" (it starts with \"" +
                 std::string(text.substr(0, kShown)) + "...\")");
}

}  // namespace trommel::stdlib
