// SPDX-License-Identifier: MIT
#include "stdlib/shared/notify_uri.h"

#include <algorithm>

#include "interp/base/limits.h"
#include "interp/text/address.h"
#include "interp/text/ascii.h"
#include "interp/text/charset.h"

namespace trommel::stdlib {
namespace {

using text::EqualsCaseless;

struct Scheme {
  std::string_view name;
  NotifyMethod method;
};
constexpr Scheme kSchemes[] = {{"mailto", NotifyMethod::kMailto},
                               {"xmpp", NotifyMethod::kXmpp},
                               {"sip", NotifyMethod::kSip},
                               {"sips", NotifyMethod::kSip}};

/// Fields that the message has of its own (RFC 5436 section 2.7), and those
/// that would change how it is read or who gets it.
constexpr std::string_view kReserved[] = {
    "from",     "sender",      "date",         "message-id",
    "received", "return-path", "mime-version", "auto-submitted",
    "bcc",      "in-reply-to", "references",   "reply-to",
    "x-sieve"};
constexpr std::string_view kReservedPrefixes[] = {"content-", "resent-",
                                                  "list-", "dkim-"};

bool IsReserved(std::string_view name) {
  return std::any_of(std::begin(kReserved), std::end(kReserved),
                     [&](std::string_view reserved) {
                       return EqualsCaseless(name, reserved);
                     }) ||
         std::any_of(std::begin(kReservedPrefixes), std::end(kReservedPrefixes),
                     [&](std::string_view prefix) {
                       return text::StartsCaseless(name, prefix);
                     });
}

int HexDigit(char c) {
  if (text::IsDigit(c)) return c - '0';
  const char upper = text::Upper(c);
  return upper >= 'A' && upper <= 'F' ? upper - 'A' + 10 : -1;
}

Failure Bad(std::string_view what) {
  return Err(Code::kRun, std::string(what));
}

constexpr std::string_view kSigns = "-._~!$'()*+,;:@/?=&[]";
/// RFC 6068 section 2: the others must be written as %XX in an address, and in
/// the name and value of a field.
constexpr std::string_view kAddressSigns = "-._~!$'()*+,:@";
constexpr std::string_view kFieldSigns = "-._~!$'()*+,;:@=";

/// Undoes %XX; a byte that cannot stand there is an error.
Result<std::string> Decode(std::string_view text,
                           std::string_view signs = kSigns) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      const bool room = i + 2 < text.size();
      const int high = room ? HexDigit(text[i + 1]) : -1;
      const int low = room ? HexDigit(text[i + 2]) : -1;
      if (high < 0 || low < 0) {
        return Bad("\"%\" is not followed by two hexadecimal digits");
      }
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else if (text::IsAlnum(text[i]) ||
               signs.find(text[i]) != std::string_view::npos) {
      out += text[i];
    } else {
      return Bad("a URI has a byte that must be written as %XX");
    }
  }
  return out;
}

/// Cuts `*rest` at the next `end`, which is dropped.
std::string_view Take(std::string_view* rest, char end) {
  const size_t at = std::min(rest->find(end), rest->size());
  const std::string_view taken = rest->substr(0, at);
  rest->remove_prefix(std::min(at + 1, rest->size()));
  return taken;
}

bool IsFieldName(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return c > ' ' && c < 0x7F && c != ':';
  });
}

/// Whether a header field may have this value: UTF-8 without control
/// characters.
bool IsFieldValue(std::string_view value) {
  return text::IsUtf8(value) &&
         std::all_of(value.begin(), value.end(), [](char c) {
           return c == '\t' ||
                  (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F);
         });
}

class MailtoReader {
 public:
  Result<NotifyUri> Read(std::string_view rest) {
    uri_.method = NotifyMethod::kMailto;
    const bool query = rest.find('?') != std::string_view::npos;
    TRY(AddAddresses(Take(&rest, '?'), &uri_.to));
    if (query && rest.empty()) return Bad("nothing follows \"?\"");
    for (bool more = query; more;) {
      more = rest.find('&') != std::string_view::npos;
      TRY(AddField(Take(&rest, '&')));
    }
    return std::move(uri_);
  }

 private:
  /// Between addresses stands a comma (RFC 6068) or %2C (RFC 2368).
  Status AddAddresses(std::string_view list, std::vector<std::string>* out) {
    while (!list.empty()) {
      TRY_ASSIGN(const std::string text,
                 Decode(Take(&list, ','), kAddressSigns));
      if (text::Trim(text).empty()) continue;
      const std::vector<text::Address> found = text::ParseAddresses(text);
      if (found.empty() || !std::ranges::all_of(found, IsWhole)) {
        return Bad("\"" + text + "\" is no address");
      }
      for (const text::Address& one : found) TRY(AddAddress(one.Spec(), out));
    }
    return {};
  }

  static bool IsWhole(const text::Address& address) {
    return address.valid && !address.domain.empty() &&
           !address.local_part.empty() && address.group.empty();
  }

  Status AddAddress(std::string address, std::vector<std::string>* out) {
    if (Has(uri_.to, address) || Has(uri_.cc, address)) return {};
    out->push_back(std::move(address));
    if (uri_.to.size() + uri_.cc.size() > limits::kNotifyRecipients) {
      return Bad("more than " + std::to_string(limits::kNotifyRecipients) +
                 " recipients");
    }
    return {};
  }

  static bool Has(const std::vector<std::string>& all,
                  std::string_view address) {
    return std::any_of(all.begin(), all.end(), [&](const std::string& old) {
      return EqualsCaseless(old, address);
    });
  }

  Status AddField(std::string_view field) {
    if (field.empty()) return Bad("a field is missing beside \"&\"");
    const bool equals = field.find('=') != std::string_view::npos;
    TRY_ASSIGN(const std::string name, Decode(Take(&field, '='), kFieldSigns));
    if (!IsFieldName(name)) {
      return Bad("\"" + name + "\" is no name of a header field");
    }
    if (!equals) return Bad("the field \"" + name + "\" has no \"=\"");
    if (EqualsCaseless(name, "to")) return AddAddresses(field, &uri_.to);
    if (EqualsCaseless(name, "cc")) return AddAddresses(field, &uri_.cc);
    TRY_ASSIGN(std::string value, Decode(field, kFieldSigns));
    if (value.find('\0') != std::string::npos) {
      return Bad("the field \"" + name + "\" has a NUL");
    }
    if (EqualsCaseless(name, "body")) return Once(&uri_.body, name, value);
    if (!IsFieldValue(value)) {
      return Bad("the field \"" + name +
                 "\" has a line end, a control character or no UTF-8");
    }
    if (EqualsCaseless(name, "subject"))
      return Once(&uri_.subject, name, value);
    return AddOther(name, std::move(value));
  }

  Status Once(std::optional<std::string>* slot, const std::string& name,
              std::string& value) {
    if (*slot) {
      uri_.ignored.push_back(name);
    } else {
      *slot = std::move(value);
    }
    return {};
  }

  Status AddOther(const std::string& name, std::string value) {
    if (IsReserved(name)) {
      uri_.ignored.push_back(name);
      return {};
    }
    if (uri_.fields.size() == limits::kNotifyHeaders) {
      return Bad("more than " + std::to_string(limits::kNotifyHeaders) +
                 " header fields");
    }
    uri_.fields.emplace_back(name, std::move(value));
    return {};
  }

  NotifyUri uri_;
};

/// `node@domain/resource?type;subject=x;body=y`.
Result<NotifyUri> ReadXmpp(std::string_view rest) {
  NotifyUri uri;
  uri.method = NotifyMethod::kXmpp;
  if (rest.starts_with("//")) return Bad("an authority has no place here");
  std::string_view path = Take(&rest, '?');
  const std::string_view account = Take(&path, '/');
  const size_t at = account.find('@');
  if (at == std::string_view::npos || at == 0 || at + 1 == account.size()) {
    return Bad("an account is a name, \"@\" and a domain");
  }
  TRY_ASSIGN(std::string address, Decode(account));
  TRY_ASSIGN(const std::string resource, Decode(path));
  if (!resource.empty()) address += "/" + resource;
  uri.to.push_back(std::move(address));
  Take(&rest, ';');  // the type of the query
  while (!rest.empty()) {
    std::string_view pair = Take(&rest, ';');
    const std::string_view key = Take(&pair, '=');
    TRY_ASSIGN(std::string value, Decode(pair));
    auto* slot = key == "subject" ? &uri.subject
                 : key == "body"  ? &uri.body
                                  : nullptr;
    if (slot != nullptr && !*slot) *slot = std::move(value);
  }
  return uri;
}

/// `user@host:port;method=MESSAGE?body=x`.
Result<NotifyUri> ReadSip(std::string_view rest) {
  NotifyUri uri;
  uri.method = NotifyMethod::kSip;
  std::string_view path = Take(&rest, '?');
  const std::string_view account = Take(&path, ';');
  if (account.empty() || account.ends_with('@') || account.starts_with('@')) {
    return Bad("there is no user and host");
  }
  TRY_ASSIGN(std::string address, Decode(account));
  uri.to.push_back(std::move(address));
  bool message = false;
  while (!path.empty()) {
    std::string_view value = Take(&path, ';');
    const std::string_view name = Take(&value, '=');
    TRY(Decode(value));
    if (EqualsCaseless(name, "method")) {
      message = EqualsCaseless(value, "MESSAGE");
    }
  }
  if (!message) return Bad("there is no \";method=MESSAGE\"");
  while (!rest.empty()) {
    std::string_view value = Take(&rest, '&');
    const std::string_view name = Take(&value, '=');
    TRY_ASSIGN(std::string decoded, Decode(value));
    if (EqualsCaseless(name, "body") && !uri.body) {
      uri.body = std::move(decoded);
    }
  }
  return uri;
}

}  // namespace

NotifyMethod NotifyMethodOf(std::string_view uri) {
  const size_t colon = uri.find(':');
  if (colon == std::string_view::npos) return NotifyMethod::kOther;
  for (const Scheme& scheme : kSchemes) {
    if (EqualsCaseless(uri.substr(0, colon), scheme.name)) {
      return scheme.method;
    }
  }
  return NotifyMethod::kOther;
}

Result<NotifyUri> ParseNotifyUri(std::string_view uri) {
  const NotifyMethod method = NotifyMethodOf(uri);
  const std::string_view rest = uri.substr(uri.find(':') + 1);
  switch (method) {
    case NotifyMethod::kMailto:
      return MailtoReader().Read(rest);
    case NotifyMethod::kXmpp:
      return ReadXmpp(rest);
    case NotifyMethod::kSip:
      return ReadSip(rest);
    case NotifyMethod::kOther:
      break;
  }
  const std::string_view scheme =
      uri.substr(0, std::min(uri.find(':'), uri.size()));
  return Bad("\"" + std::string(scheme.substr(0, limits::kNotifySchemeBytes)) +
             "\" is no method that is known here");
}

std::string EncodeUrl(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (char c : text) {
    if (text::IsAlnum(c) ||
        std::string_view("-._~").find(c) != std::string_view::npos) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kDigits[byte >> 4U];
    out += kDigits[byte & 15U];
  }
  return out;
}

}  // namespace trommel::stdlib
