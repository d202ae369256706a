// SPDX-License-Identifier: MIT
// ${prvs{…}{…}{…}}, ${prvscheck{…}{…}{…}}, $prvscheck_address,
// $prvscheck_keynum, $prvscheck_result: bounce address tags.
//
// Exim specification, "Expansion items"; draft-levine-smtp-batv. A tag is a key
// number, the day modulo 1000 seven days ahead, and the first three bytes of an
// HMAC-SHA1 of both and the address. A tag is too old when its day is a smaller
// number than today's, but for the seven days around the turn to 0. prvscheck
// leaves the parts of the tag in $1 to $5.
#include <algorithm>
#include <optional>

#include "interp/text/ascii.h"
#include "stdlib/shared/digest.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_item_prvs;

namespace {

using vm::CallContext;

constexpr int64_t kDaySeconds = 86400;
constexpr int64_t kDays = 1000;
constexpr int64_t kLife = 7;
constexpr size_t kHashSize = 6;
constexpr size_t kDaySize = 3;
constexpr std::string_view kPrefix = "prvs=";
constexpr std::string_view kResult = "prvscheck_result";

/// What prvscheck found last.
struct Checked {
  Value address;
  Value key;
  Value day;
  Value hash;
  Value result;
};

int64_t Today(CallContext& context) {
  return context.host().Now().seconds / kDaySeconds % kDays;
}

std::string HashOf(std::string_view secret, std::string_view text) {
  return Hex(Hmac(Sha1, secret, text)).substr(0, kHashSize);
}

Result<Value> RunPrvs(CallContext& context, std::span<const Value> args) {
  const std::string_view address = args[0].text();
  const size_t at = address.rfind('@');
  if (at == std::string_view::npos || at == 0 || at + 1 == address.size()) {
    return Err(Code::kRun,
               "prvs first argument must be a qualified email address");
  }
  std::string tag(args[2].is_nil() ? "0" : args[2].text());
  if (tag.size() != 1 || !text::IsDigit(tag[0])) {
    return Err(Code::kRun, "prvs third argument must be a single digit");
  }
  const std::string day =
      std::to_string((Today(context) + kLife) % kDays + kDays);
  tag += day.substr(1);
  std::string out(kPrefix);
  out += tag + HashOf(args[1].text(), tag + std::string(address));
  out += '=' + std::string(address);
  return exim::Copied(context, out, args[0].tainted());
}

/// Takes so many bytes off the front, all of them in `known`, case left out.
std::optional<std::string_view> Take(std::string_view* text, size_t size,
                                     std::string_view known) {
  const std::string_view taken = text->substr(0, size);
  for (char c : taken) {
    if (known.find(text::Lower(c)) == std::string_view::npos) return {};
  }
  text->remove_prefix(taken.size());
  if (taken.size() < size) return {};
  return taken;
}

/// Notes the parts of an address that is signed.
Result<Value> RunAddress(CallContext& context, std::span<const Value> args) {
  Checked& checked = context.State<Checked>();
  checked = {};
  std::string_view rest = args[0].text();
  const bool tainted = args[0].tainted();
  if (rest.ends_with('\n')) rest.remove_suffix(1);
  const std::string_view all = rest;
  if (!text::StartsCaseless(rest, kPrefix)) return Value::String({});
  rest.remove_prefix(kPrefix.size());
  constexpr std::string_view kDigits = "0123456789abcdef";
  auto key = Take(&rest, 1, kDigits.substr(0, 10));
  auto day = key ? Take(&rest, kDaySize, kDigits.substr(0, 10)) : key;
  auto hash = day ? Take(&rest, kHashSize, kDigits) : day;
  if (!hash || !rest.starts_with('=')) return Value::String({});
  rest.remove_prefix(1);
  if (rest.size() < 3 || rest.find('\n') != std::string_view::npos) {
    return Value::String({});
  }
  const size_t at = rest.rfind('@', rest.size() - 2);
  if (at == std::string_view::npos || at == 0) return Value::String({});
  auto part = [&](std::string_view text) {
    return Value::String(text, tainted);
  };
  checked = {part(rest), part(*key), part(*day), part(*hash), Value::Nil()};
  const Value groups[] = {part(all),
                          checked.key,
                          checked.day,
                          checked.hash,
                          part(rest.substr(0, at)),
                          part(rest.substr(at + 1))};
  context.SetMatches(groups);
  return Value::String({});
}

/// Holds the signature against the secret.
Result<Value> RunSecret(CallContext& context, std::span<const Value> args) {
  Checked& checked = context.State<Checked>();
  if (checked.address.is_nil()) return Value::String({});
  std::string text(checked.key.text());
  text += checked.day.text();
  text += checked.address.text();
  int64_t day = 0;
  for (char c : checked.day.text()) day = day * 10 + (c - '0');
  const int64_t today = Today(context);
  if (today >= kDays - kLife && day < kLife) day += kDays;
  const bool good =
      day >= today && HashOf(args[0].text(), text) == checked.hash.text();
  checked.result = Value::String(good ? "1" : "");
  context.Keep(kResult, checked.result);
  return Value::String({});
}

/// The string, or when that is empty the address; forgets it.
Result<Value> RunResult(CallContext& context, std::span<const Value> args) {
  Checked& checked = context.State<Checked>();
  const Value address = checked.address;
  checked.address = checked.key = Value::Nil();
  if (address.is_nil()) return Value::String({});
  return args[2].is_nil() || args[2].text().empty() ? address : args[2];
}

/// Exim counts from the secret on for an address that is signed.
Result<Value> RunExcess(CallContext& context, std::span<const Value>) {
  const bool valid = !context.State<Checked>().address.is_nil();
  return Err(Code::kRun, std::string("Too many arguments for 'prvscheck' ") +
                             (valid ? "(max is 1)" : "(max is 2)"));
}

Result<Value> RunVerdict(CallContext& context, std::span<const Value>) {
  const Value kept = context.Kept(kResult);
  if (!kept.is_nil()) return kept;
  const Value& result = context.State<Checked>().result;
  return result.is_nil() ? Value::String({}) : result;
}

template <Value Checked::*part>
Result<Value> RunPart(CallContext& context, std::span<const Value>) {
  const Value& value = context.State<Checked>().*part;
  return value.is_nil() ? Value::String({}) : value;
}

constexpr Row kRows[] = {
    {RowKind::kItem, "prvs",
     "prvs <address: string> <secret: string> [<key: string>]",
     "an address with a bounce tag",
     "${prvs{a@b.c}{sec}{1}} => prvs=1462a77bd2=a@b.c", nullptr, RunPrvs},
    {RowKind::kItem, "prvscheck address", "address <address: string>",
     "prvscheck: the parts of an address with a bounce tag",
     "<${prvscheck{a@b.c}{sec}{no tag}}> => <>", nullptr, RunAddress},
    {RowKind::kItem, "prvscheck secret", "secret <secret: string>",
     "prvscheck: holds the bounce tag against a secret",
     "${prvscheck{${prvs{a@b.c}{s}}}{s}{$prvscheck_result}} => 1", nullptr,
     RunSecret},
    {RowKind::kItem, "prvscheck result",
     "result <address: string> <secret: string> [<text: string>]",
     "prvscheck: a text, or the address without its bounce tag",
     "${prvscheck{${prvs{a@b.c}{s}}}{wrong}} => a@b.c", nullptr, RunResult},
    {.kind = RowKind::kItem,
     .name = "prvscheck excess",
     .usage = "excess",
     .summary = "prvscheck: the error about one argument too many",
     .example = "<${prvscheck{a@b.c}{s}{none}}> => <>",
     .run = RunExcess,
     .eager = true},
    {RowKind::kVariable, "prvscheck_address", "prvscheck_address",
     "inside prvscheck: the address without its tag",
     "${prvscheck{${prvs{a@b.c}{s}}}{s}{$prvscheck_address}} => a@b.c", nullptr,
     RunPart<&Checked::address>},
    {RowKind::kVariable, "prvscheck_keynum", "prvscheck_keynum",
     "inside prvscheck: the key number of the tag",
     "${prvscheck{${prvs{a@b.c}{s}{3}}}{s}{$prvscheck_keynum}} => 3", nullptr,
     RunPart<&Checked::key>},
    {RowKind::kVariable, "prvscheck_result", "prvscheck_result",
     "1 when the last prvscheck found a good tag", "<$prvscheck_result> => <>",
     nullptr, RunVerdict},
};

}  // namespace

constinit const Feature exim_item_prvs = {"item_prvs", 1, Language::kExim, "",
                                          kRows};

}  // namespace trommel::stdlib
