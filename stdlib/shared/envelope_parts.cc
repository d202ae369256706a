// SPDX-License-Identifier: MIT
#include "stdlib/shared/envelope_parts.h"

#include <charconv>

#include "interp/text/ascii.h"
#include "stdlib/shared/iso_time.h"

namespace trommel::stdlib {
namespace {

using vm::CallContext;
using Values = std::vector<std::string>;

constexpr std::string_view kDsn = "envelope-dsn";
constexpr std::string_view kDeliverBy = "envelope-deliverby";
constexpr std::string_view kAddresses = "envelope";

/// Undoes the xtext of RFC 3461: +2B is "+". What is none stays.
std::string FromXtext(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    unsigned byte = 0;
    const char* at = text.data() + i + 1;
    const bool coded = text[i] == '+' && i + 2 < text.size() &&
                       std::from_chars(at, at + 2, byte, 16).ptr == at + 2;
    out += coded ? static_cast<char>(byte) : text[i];
    if (coded) i += 2;
  }
  return out;
}

void From(CallContext& context, int32_t, Values* out) {
  const mail::Envelope& envelope = context.envelope();
  if (envelope.has_sender || !envelope.sender.empty()) {
    out->emplace_back(WithoutRoute(envelope.sender));
  }
}

void To(CallContext& context, int32_t, Values* out) {
  const std::string& recipient = context.envelope().recipient;
  if (!recipient.empty()) out->emplace_back(WithoutRoute(recipient));
}

void Add(CallContext& context, std::string_view variable, Values* out) {
  auto value = context.host().Variable(variable);
  if (value && !value->empty()) out->push_back(std::move(*value));
}

void Auth(CallContext& context, int32_t, Values* out) {
  Add(context, "authenticated_id", out);
}

/// One value a condition.
void Notify(CallContext& context, int32_t, Values* out) {
  Values all;
  Add(context, "dsn_notify", &all);
  if (all.empty()) return;
  const std::string text = text::Uppered(all[0]);
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find(',', at), text.size());
    if (end > at) out->push_back(text.substr(at, end - at));
    at = end + 1;
  }
}

void Orcpt(CallContext& context, int32_t, Values* out) {
  Add(context, "dsn_orcpt", out);
  for (std::string& value : *out) value = FromXtext(value);
}

void Ret(CallContext& context, int32_t, Values* out) {
  Add(context, "dsn_ret", out);
  for (std::string& value : *out) value = text::Uppered(value);
}

void Envid(CallContext& context, int32_t, Values* out) {
  Add(context, "dsn_envid", out);
  for (std::string& value : *out) value = FromXtext(value);
}

/// BY=120;RT of RFC 2852.
struct DeliverBy {
  int64_t seconds = 0;
  bool returned = false;
  bool traced = false;
};

std::optional<DeliverBy> DeliverByOf(CallContext& context) {
  const auto text = context.host().Variable("deliver_by");
  if (!text) return std::nullopt;
  DeliverBy by;
  const char* end = text->data() + text->size();
  const auto [at, failure] = std::from_chars(text->data(), end, by.seconds);
  if (failure != std::errc() || at == end || *at != ';') return std::nullopt;
  const std::string mode = text::Uppered({at + 1, end});
  by.returned = mode.starts_with('R');
  by.traced = mode.ends_with('T');
  if (!by.returned && !mode.starts_with('N')) return std::nullopt;
  return by;
}

void ByTimeAbsolute(CallContext& context, int32_t zone, Values* out) {
  const auto by = DeliverByOf(context);
  if (!by) return;
  out->push_back(
      FormatIsoTime({context.host().Now().seconds + by->seconds, zone}));
}

void ByTimeRelative(CallContext& context, int32_t, Values* out) {
  if (const auto by = DeliverByOf(context)) {
    out->push_back(std::to_string(by->seconds));
  }
}

void ByMode(CallContext& context, int32_t, Values* out) {
  if (const auto by = DeliverByOf(context)) {
    out->push_back(by->returned ? "return" : "notify");
  }
}

void ByTrace(CallContext& context, int32_t, Values* out) {
  if (const auto by = DeliverByOf(context)) {
    out->push_back(by->traced ? "trace" : "");
  }
}

constexpr EnvelopePart kParts[] = {
    {"from", kAddresses, From},
    {"to", kAddresses, To},
    {"auth", kAddresses, Auth},
    {"notify", kDsn, Notify},
    {"orcpt", kDsn, Orcpt},
    {"ret", kDsn, Ret},
    {"envid", kDsn, Envid},
    {"bytimeabsolute", kDeliverBy, ByTimeAbsolute},
    {"bytimerelative", kDeliverBy, ByTimeRelative},
    {"bymode", kDeliverBy, ByMode},
    {"bytrace", kDeliverBy, ByTrace},
};

}  // namespace

std::string_view WithoutRoute(std::string_view address) {
  std::string_view rest = address;
  while (rest.starts_with('@')) {
    const size_t literal = rest.starts_with("@[") ? rest.find(']') : 0;
    const size_t end = rest.find_first_of(",:", literal);
    if (literal == rest.npos || end == rest.npos) return address;
    const bool last = rest[end] == ':';
    rest.remove_prefix(end + 1);
    if (last) return rest;
  }
  return address;
}

const EnvelopePart* FindEnvelopePart(std::string_view name) {
  for (const EnvelopePart& part : kParts) {
    if (text::EqualsCaseless(name, part.name)) return &part;
  }
  return nullptr;
}

}  // namespace trommel::stdlib
