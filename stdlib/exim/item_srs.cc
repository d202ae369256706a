// SPDX-License-Identifier: MIT
// ${srs_encode{…}{…}{…}}, ${if inbound_srs{…}{…}…}, $srs_recipient: senders
// rewritten for forwarding.
//
// Exim specification, "SRS (Sender Rewriting Scheme)".
// SRS0=HHHH=DD=domain=local: the first four digits of an HMAC-MD5 of the
// address in small letters, and the day modulo 1024 in base 32. An address is
// good for ten days; with an empty secret everything is. $srs_recipient is set
// by one that is not good, too.
#include <algorithm>
#include <optional>

#include "interp/text/ascii.h"
#include "stdlib/shared/exim_address.h"
#include "stdlib/shared/exim_values.h"
#include "stdlib/shared/srs.h"

namespace trommel::stdlib {

extern const Feature exim_item_srs;

namespace {

using vm::CallContext;

constexpr int64_t kDaySeconds = 86400;
constexpr int64_t kLife = 10;
constexpr std::string_view kTag = "SRS0=";

struct Decoded {
  Value recipient;
};

int64_t Today(CallContext& context) {
  return context.host().Now().seconds / kDaySeconds % kSrsDays;
}

Result<Value> RunEncode(CallContext& context, std::span<const Value> args) {
  const std::string_view sender = args[1].text();
  if (sender.empty()) return Value::String({});
  TRY_ASSIGN(exim::BareAddress address,
             exim::ReadAddress(sender, exim::RulesOf(context.settings())));
  const std::string out =
      SrsEncode(args[0].text(), sender, address.local_part, address.domain,
                args[2].text(), Today(context));
  return exim::Copied(context, out, exim::AnyTainted(args));
}

std::string_view TakeField(std::string_view* text) {
  const size_t end = std::min(text->find('='), text->size());
  const std::string_view field = text->substr(0, end);
  text->remove_prefix(std::min(end + 1, text->size()));
  return field;
}

/// The day of a stamp; nothing for what is none.
std::optional<int64_t> ReadDay(std::string_view stamp) {
  if (stamp.size() != 2) return std::nullopt;
  size_t day = 0;
  for (char c : stamp) {
    const size_t digit = kSrsBase32.find(text::Lower(c));
    if (digit == std::string_view::npos) return std::nullopt;
    day = day * kSrsBase32.size() + digit;
  }
  return static_cast<int64_t>(day);
}

/// What needs no quotes, here in whatever place of the whole local part.
bool IsPlain(char c) {
  constexpr std::string_view kSigns = ".!#$%&'*+-/=?^_`{|}~";
  return text::IsAlnum(c) || kSigns.find(c) != std::string_view::npos;
}

Result<Value> RunInbound(CallContext& context, std::span<const Value> args) {
  std::string_view rest = args[0].text();
  if (rest.ends_with('\n')) rest.remove_suffix(1);
  if (std::ranges::count(rest, '=') < 4 || !text::StartsCaseless(rest, kTag)) {
    return Value::Bool(false);
  }
  rest.remove_prefix(kTag.size());
  const std::string_view hash = TakeField(&rest);
  const std::string_view stamp = TakeField(&rest);
  const std::string_view domain = TakeField(&rest);
  const std::optional<int64_t> day = ReadDay(stamp);
  if (hash.empty() || !day || rest.find('\n') != std::string_view::npos) {
    return Value::Bool(false);
  }
  const bool plain = std::ranges::all_of(args[0].text(), IsPlain);
  std::string address = plain ? std::string(rest) : exim::InQuotes(rest);
  address += '@';
  address += domain;
  Value& recipient = context.State<Decoded>().recipient;
  recipient = exim::Copied(context, address, args[0].tainted());
  context.Keep("srs_recipient", recipient);
  if (!args[1].text().empty()) {
    const int64_t age = (Today(context) - *day + kSrsDays) % kSrsDays;
    const bool small =
        std::ranges::none_of(stamp, [](char c) { return c != text::Lower(c); });
    if (age > kLife || !small || hash != SrsHash(args[1].text(), address)) {
      return Value::Bool(false);
    }
  }
  return Value::Bool(true);
}

Result<Value> RunRecipient(CallContext& context, std::span<const Value>) {
  const Value kept = context.Kept("srs_recipient");
  if (!kept.is_nil()) return kept;
  const Value& recipient = context.State<Decoded>().recipient;
  return recipient.is_nil() ? Value::String({}) : recipient;
}

constexpr Row kRows[] = {
    {RowKind::kItem, "srs_encode",
     "srs_encode <secret: string> <sender: string> <domain: string>",
     "a sender rewritten to an address of this domain",
     "${srs_encode{sec}{a@b.c}{d.e}} => SRS0=74b1=7h=b.c=a@d.e", nullptr,
     RunEncode},
    {RowKind::kIfCondition, "inbound_srs",
     "inbound_srs <local_part: string> <secret: string>",
     "a rewritten sender, good and not too old",
     "${if inbound_srs{SRS0=74b1=7h=b.c=a}{sec}{$srs_recipient}{n}} => a@b.c",
     nullptr, RunInbound},
    {RowKind::kVariable, "srs_recipient", "srs_recipient",
     "what inbound_srs made of the local part", "<$srs_recipient> => <>",
     nullptr, RunRecipient},
};

}  // namespace

constinit const Feature exim_item_srs = {"item_srs", 1, Language::kExim, "",
                                         kRows};

}  // namespace trommel::stdlib
