// SPDX-License-Identifier: MIT
#include "stdlib/shared/auto_reply.h"

#include <algorithm>

#include "interp/base/limits.h"
#include "interp/text/address.h"
#include "interp/text/ascii.h"
#include "stdlib/shared/sender_policy.h"

namespace trommel::stdlib {
namespace {

using text::EqualsCaseless;

constexpr std::string_view kListFields[] = {
    "list-id",          "list-owner", "list-subscribe", "list-post",
    "list-unsubscribe", "list-help",  "list-archive"};
constexpr std::string_view kRecipientFields[] = {
    "to", "cc", "bcc", "resent-to", "resent-cc", "resent-bcc"};
/// A name as a whole, or with a * how it begins or ends.
constexpr std::string_view kSystemNames[] = {
    "mailer", "mailer-daemon*", "listserv", "majordomo", "postmaster",
    "uucp",   "owner-*",        "*-owner",  "*-request", "*-relay"};
/// Of the From field (Exim's `personal`).
constexpr std::string_view kSystemAuthors[] = {
    "server",    "daemon",    "root",   "listserv",
    "majordomo", "*-request", "owner-*"};

bool Fits(std::string_view local, std::string_view pattern) {
  if (pattern.starts_with('*')) {
    return text::EndsCaseless(local, pattern.substr(1));
  }
  if (pattern.ends_with('*')) {
    pattern.remove_suffix(1);
    return text::StartsCaseless(local, pattern);
  }
  return EqualsCaseless(local, pattern);
}

bool FitsAny(std::string_view address,
             std::span<const std::string_view> patterns) {
  const std::string_view local = text::SplitAddress(address).local_part;
  return std::any_of(
      patterns.begin(), patterns.end(),
      [&](std::string_view pattern) { return Fits(local, pattern); });
}

/// The first word of a value such as `auto-replied (vacation)`.
std::string_view FirstWord(std::string_view value) {
  return value.substr(0, value.find_first_of(" \t;(,"));
}

/// The addresses of the user: certain ones and those that the script names.
struct Own {
  std::vector<std::string_view> known;
  std::span<const Value> named;

  bool Has(std::string_view address) const {
    const auto same = [&](std::string_view mine) {
      return EqualsCaseless(address, mine);
    };
    return std::any_of(known.begin(), known.end(), same) ||
           std::any_of(named.begin(), named.end(),
                       [&](const Value& mine) { return same(mine.text()); });
  }
};

bool FromList(vm::CallContext& context) {
  return std::any_of(
      std::begin(kListFields), std::end(kListFields),
      [&](std::string_view name) { return context.headers().Exists(name); });
}

/// Whether some value of field `name` satisfies `test`.
template <class Test>
bool AnyValue(vm::CallContext& context, std::string_view name,
              const Test& test) {
  for (const mail::HeaderValue& value : context.headers().Values(name)) {
    if (test(value.decoded)) return true;
  }
  return false;
}

bool Ignored(vm::CallContext& context) {
  return AnyValue(context, "x-ignorevacation", [](std::string_view value) {
    return !EqualsCaseless(FirstWord(value), "no");
  });
}

bool Travelled(vm::CallContext& context) {
  return context.headers().Values("received").size() > limits::kReplyHops;
}

bool Bulk(vm::CallContext& context) {
  return AnyValue(context, "precedence", [](std::string_view value) {
    return EqualsCaseless(value, "bulk") || EqualsCaseless(value, "list") ||
           EqualsCaseless(value, "junk");
  });
}

bool Suppressed(vm::CallContext& context) {
  return AnyValue(
      context, "x-auto-response-suppress", [](std::string_view value) {
        while (!value.empty()) {
          std::string_view item = value.substr(0, value.find(','));
          std::string_view word = text::Trim(item);
          if (EqualsCaseless(word, "all") || EqualsCaseless(word, "oof")) {
            return true;
          }
          value.remove_prefix(std::min(item.size() + 1, value.size()));
        }
        return false;
      });
}

Result<bool> NamesMe(vm::CallContext& context, const Own& own) {
  for (std::string_view name : kRecipientFields) {
    TRY_ASSIGN(auto addresses, context.headers().Addresses(name));
    for (const text::Address& address : addresses) {
      if (address.valid && own.Has(address.Spec())) return true;
    }
  }
  return false;
}

/// Why nobody who wrote `From:` is to be answered.
Result<std::string_view> WhyNotAuthor(vm::CallContext& context,
                                      const Own& own) {
  TRY_ASSIGN(auto authors, context.headers().Addresses("from"));
  for (const text::Address& author : authors) {
    if (!author.valid) continue;
    const std::string spec = author.Spec();
    if (own.Has(spec)) return "the user wrote the message";
    if (FitsAny(spec, kSystemAuthors)) return "a mail system wrote the message";
  }
  return std::string_view();
}

/// A property of the message that tells of no person at the other end.
struct Sign {
  bool (*there)(vm::CallContext& context);
  std::string_view clause;
};
constexpr Sign kSigns[] = {
    {FromList, "the message came from a mailing list"},
    {IsAutomatic, "the message was made by a program"},
    {Bulk, "the message is bulk mail"},
    {Suppressed, "the sender wants no automatic replies"},
    {Ignored, "the sender wants no vacation replies"},
    {Travelled, "the message has come through too many hosts"},
};

}  // namespace

bool IsAutomatic(vm::CallContext& context) {
  return AnyValue(context, "auto-submitted", [](std::string_view value) {
    return !EqualsCaseless(FirstWord(value), "no");
  });
}

bool IsSystemAddress(std::string_view address) {
  return FitsAny(address, kSystemNames);
}

Result<std::string_view> WhyNoReply(vm::CallContext& context,
                                    std::span<const Value> named) {
  const mail::Envelope& envelope = context.envelope();
  const vm::Settings& settings = context.settings();
  const Own own = {
      UserAddresses(context, settings.sieve_vacation_use_original_recipient),
      named};
  if (envelope.recipient.empty()) return "the recipient is not known";
  if (envelope.sender.empty()) return "there is no sender to reply to";
  if (own.Has(envelope.sender)) return "the sender is the user";
  for (const Sign& sign : kSigns) {
    if (sign.there(context)) return sign.clause;
  }
  if (IsSystemAddress(envelope.sender)) return "the sender is a mail system";
  TRY_ASSIGN(const std::string_view author, WhyNotAuthor(context, own));
  if (!author.empty() || !settings.sieve_vacation_check_recipient) {
    return author;
  }
  TRY_ASSIGN(bool is_named, NamesMe(context, own));
  return is_named ? std::string_view()
                  : "the message is not addressed to the user";
}

}  // namespace trommel::stdlib
