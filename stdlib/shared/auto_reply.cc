// SPDX-License-Identifier: MIT
#include "stdlib/shared/auto_reply.h"

#include <algorithm>

#include "interp/text/address.h"
#include "interp/text/ascii.h"

namespace trommel::stdlib {
namespace {

using text::EqualsCaseless;

constexpr std::string_view kListFields[] = {
    "list-id",          "list-owner", "list-subscribe", "list-post",
    "list-unsubscribe", "list-help",  "list-archive"};
constexpr std::string_view kRecipientFields[] = {
    "to", "cc", "bcc", "resent-to", "resent-cc", "resent-bcc"};
constexpr std::string_view kSystemNames[] = {"mailer-daemon", "listserv",
                                             "majordomo"};

/// The first word of a value such as `auto-replied (vacation)`.
std::string_view FirstWord(std::string_view value) {
  return value.substr(0, value.find_first_of(" \t;(,"));
}

bool IsMine(vm::CallContext& context, std::span<const Value> own,
            std::string_view address) {
  return EqualsCaseless(address, context.envelope().recipient) ||
         std::any_of(own.begin(), own.end(), [&](const Value& mine) {
           return EqualsCaseless(address, mine.text());
         });
}

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

bool Automatic(vm::CallContext& context) {
  return AnyValue(context, "auto-submitted", [](std::string_view value) {
    return !EqualsCaseless(FirstWord(value), "no");
  });
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

Result<bool> NamesMe(vm::CallContext& context, std::span<const Value> own) {
  for (std::string_view name : kRecipientFields) {
    TRY_ASSIGN(auto addresses, context.headers().Addresses(name));
    for (const text::Address& address : addresses) {
      if (address.valid && IsMine(context, own, address.Spec())) return true;
    }
  }
  return false;
}

}  // namespace

bool IsSystemAddress(std::string_view address) {
  std::string_view local = text::SplitAddress(address).local_part;
  bool named = std::any_of(
      std::begin(kSystemNames), std::end(kSystemNames),
      [&](std::string_view name) { return EqualsCaseless(local, name); });
  return named || text::StartsCaseless(local, "owner-") ||
         text::EndsCaseless(local, "-request");
}

Result<std::string_view> WhyNoReply(vm::CallContext& context,
                            std::span<const Value> own) {
  const mail::Envelope& envelope = context.envelope();
  if (envelope.recipient.empty()) return "the recipient is not known";
  if (envelope.sender.empty()) return "there is no sender to reply to";
  if (IsMine(context, own, envelope.sender)) return "the sender is the user";
  if (FromList(context)) return "the message came from a mailing list";
  if (Automatic(context)) return "the message was made by a program";
  if (Bulk(context)) return "the message is bulk mail";
  if (Suppressed(context)) return "the sender wants no automatic replies";
  if (IsSystemAddress(envelope.sender)) return "the sender is a mail system";
  TRY_ASSIGN(bool named, NamesMe(context, own));
  return named ? std::string_view()
               : "the message is not addressed to the user";
}

}  // namespace trommel::stdlib
