// SPDX-License-Identifier: MIT
// ${quote_mysql:, ${quote_pgsql:, ${quote_sqlite:, ${quote_redis:,
// ${quote_ldap:, ${quote_ldap_dn: and their like: text for queries.
//
// Exim specification, "SQL lookups" and "LDAP quoting". Somebody else's text is
// marked as quoted for that kind of server: no query takes it else.
#include "interp/text/ascii.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_op_quote_lookup;

namespace {

using QuoteFn = std::string (*)(std::string_view text);

template <QuoteFn quote, Taint taint>
Result<Value> Run(vm::CallContext& context, std::span<const Value> args) {
  const std::string quoted = quote(args[0].text());
  return Value::String(context.arena().Copy(quoted),
                       args[0].tainted() ? taint : Taint::kClean);
}

/// A backslash before quotes and backslashes, \n for a line end and so on.
std::string Backslashed(std::string_view text, std::string_view for_quote) {
  std::string out;
  for (const char c : text) {
    if (c == '\'') {
      out += for_quote;
    } else if (c == '"' || c == '\\') {
      out += {'\\', c};
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\b') {
      out += "\\b";
    } else {
      out += c;
    }
  }
  return out;
}

std::string Mysql(std::string_view text) { return Backslashed(text, "\\'"); }
std::string Pgsql(std::string_view text) { return Backslashed(text, "''"); }

std::string Sqlite(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'') out += c;
    out += c;
  }
  return out;
}

std::string Redis(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (text::IsSpace(c) || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

/// Appends a byte as it stands in a URL.
void AppendUrl(char c, std::string* out) {
  constexpr std::string_view kPlain = "!$'-._()*+";
  constexpr std::string_view kHex = "0123456789ABCDEF";
  if (text::IsAlnum(c) || kPlain.find(c) != std::string_view::npos) {
    *out += c;
    return;
  }
  const auto byte = static_cast<unsigned char>(c);
  *out += {'%', kHex[byte >> 4U], kHex[byte & 0xFU]};
}

std::string Ldap(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '*':
        out += "%5C2A";
        break;
      case '(':
        out += "%5C28";
        break;
      case ')':
        out += "%5C29";
        break;
      case '\\':
        out += "%5C5C";
        break;
      default:
        AppendUrl(c, &out);
    }
  }
  return out;
}

/// Blanks at both ends are escaped, and a leading number sign.
std::string LdapName(std::string_view text) {
  constexpr std::string_view kEscaped = ",+\"\\<>;";
  const size_t first = std::min(text.find_first_not_of(" #"), text.size());
  const size_t last = text.find_last_not_of(' ');
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool edge = i < first || last == std::string_view::npos || i > last;
    if (edge || kEscaped.find(text[i]) != std::string_view::npos) {
      out += "%5C";
    }
    AppendUrl(text[i], &out);
  }
  return out;
}

#define QUOTE(name, summary, example, function, taint)                  \
  {                                                                     \
    RowKind::kOperator, "quote_" name, "quote_" name " <text: string>", \
        summary, "${quote_" name ":" example, nullptr,                  \
        Run<function, Taint::taint>                                     \
  }

constexpr Row kRows[] = {
    QUOTE("mysql", "text for a MySQL query", "it's} => it\\'s", Mysql,
          kQuotedMysql),
    QUOTE("pgsql", "text for a PostgreSQL query", "it's} => it''s", Pgsql,
          kQuotedPgsql),
    QUOTE("sqlite", "text for an SQLite query", "it's} => it''s", Sqlite,
          kQuotedSqlite),
    QUOTE("redis", "text for a Redis command", "a b} => a\\ b", Redis,
          kQuotedRedis),
    QUOTE("ldap", "text for a filter in an LDAP URL", "a b*} => a%20b%5C2A",
          Ldap, kQuotedLdap),
    QUOTE("ldap_dn", "text for a name in an LDAP URL", "a,b} => a%5C%2Cb",
          LdapName, kQuotedLdap),
    QUOTE("ldapdn", "the same as quote_ldap", "a b*} => a%20b%5C2A", Ldap,
          kQuotedLdap),
    QUOTE("ldapdn_dn", "the same as quote_ldap_dn", "a,b} => a%5C%2Cb",
          LdapName, kQuotedLdap),
    QUOTE("ldapm", "the same as quote_ldap", "a b*} => a%20b%5C2A", Ldap,
          kQuotedLdap),
    QUOTE("ldapm_dn", "the same as quote_ldap_dn", "a,b} => a%5C%2Cb", LdapName,
          kQuotedLdap),
};

#undef QUOTE

}  // namespace

constinit const Feature exim_op_quote_lookup = {"op_quote_lookup", 1,
                                                Language::kExim, "", kRows};

}  // namespace trommel::stdlib
