// SPDX-License-Identifier: MIT
#include "stdlib/shared/redirect_options.h"

#include <string>

#include "interp/text/ascii.h"
#include "stdlib/shared/flag_set.h"
#include "stdlib/shared/iso_time.h"

namespace trommel::stdlib {
namespace {

using text::EqualsCaseless;

constexpr std::string_view kConditions[] = {"SUCCESS", "FAILURE", "DELAY"};

Failure BadValue(std::string_view tag, const Value& value) {
  return Err(Code::kRun, "\"" + std::string(value.text()) +
                             "\" is no value of \":" + std::string(tag) + "\"");
}

/// A checked text, in capital letters.
Status AddText(vm::CallContext& context, std::span<const Value> lent,
               std::string_view tag, bool (*good)(std::string_view),
               std::string_view field, ActionFields* fields) {
  const Value value = LentTag(lent, tag);
  if (value.is_nil()) return {};
  if (!good(value.text())) return BadValue(tag, value);
  fields->Add(field,
              Value::String(context.arena().Copy(text::Uppered(value.text()))));
  return {};
}

/// Seconds that are left; absent when no time is given.
Result<std::optional<int64_t>> TimeLeft(vm::CallContext& context,
                                        std::span<const Value> lent) {
  const Value relative = LentTag(lent, "bytimerelative");
  if (!relative.is_nil()) return std::optional(relative.number());
  const Value absolute = LentTag(lent, "bytimeabsolute");
  if (absolute.is_nil()) return std::optional<int64_t>();
  const auto time = ParseIsoTime(absolute.text());
  if (!time) return BadValue("bytimeabsolute", absolute);
  return std::optional(time->seconds - context.host().Now().seconds);
}

Status AddTime(vm::CallContext& context, std::span<const Value> lent,
               ActionFields* fields) {
  TRY_ASSIGN(const std::optional<int64_t> left, TimeLeft(context, lent));
  if (!left) return {};
  const Value mode = LentTag(lent, "bymode");
  if (!mode.is_nil() && !IsByMode(mode.text())) return BadValue("bymode", mode);
  const bool notify = EqualsCaseless(mode.text(), "notify");
  if (!notify && *left <= 0) {
    return Err(Code::kRun,
               "the time by which redirect should have delivered is over");
  }
  const bool trace = LentTag(lent, "bytrace").boolean();
  const std::string by =
      std::to_string(*left) + (notify ? ";N" : ";R") + (trace ? "T" : "");
  fields->Add("by", Value::String(context.arena().Copy(by)));
  return {};
}

}  // namespace

bool IsDsnNotify(std::string_view text) {
  if (EqualsCaseless(text, "NEVER")) return true;
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find(',', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    const bool known = std::any_of(
        std::begin(kConditions), std::end(kConditions),
        [&](std::string_view name) { return EqualsCaseless(word, name); });
    if (!known) return false;
    at = end + 1;
  }
  return true;
}

bool IsDsnReturn(std::string_view text) {
  return EqualsCaseless(text, "FULL") || EqualsCaseless(text, "HDRS");
}

bool IsByMode(std::string_view text) {
  return EqualsCaseless(text, "notify") || EqualsCaseless(text, "return");
}

Status AddRedirectOptions(vm::CallContext& context, std::span<const Value> lent,
                          ActionFields* fields, bool* by_owner) {
  if (lent.empty()) return {};
  TRY(AddText(context, lent, "notify", IsDsnNotify, "dsn_notify", fields));
  TRY(AddText(context, lent, "ret", IsDsnReturn, "dsn_ret", fields));
  TRY(AddTime(context, lent, fields));
  for (std::string_view tag :
       {"notify", "ret", "bytimerelative", "bytimeabsolute"}) {
    if (!LentTag(lent, tag).is_nil()) *by_owner = true;
  }
  return {};
}

}  // namespace trommel::stdlib
