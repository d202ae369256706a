// SPDX-License-Identifier: MIT
// ${eval:, ${eval10:, ${time_eval:, ${time_interval:, ${listcount:,
// ${base62:, ${base62d:, ${reverse_ip:: numbers.
//
// Exim specification, "Expansion operators". A time interval is written like
// 1w2d3h4m5s, units in any order, and must fit 31 bits. time_interval counts in
// 64 bits where Exim wraps at 32. base62 gives the last six digits.
#include <algorithm>
#include <limits>
#include <optional>

#include "interp/text/ascii.h"
#include "stdlib/shared/digest.h"
#include "stdlib/shared/exim_eval.h"
#include "stdlib/shared/exim_ip.h"
#include "stdlib/shared/exim_list.h"
#include "stdlib/shared/exim_number.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_op_number;

namespace {

using vm::CallContext;

constexpr std::string_view kBase62 =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr size_t kBase62Width = 6;

template <bool decimal_only>
Result<Value> RunEval(CallContext& context, std::span<const Value> args) {
  Result<int64_t> value = exim::Evaluate(args[0].text(), decimal_only);
  if (!value) {
    return Err(Code::kRun,
               "error in expression evaluation: " + value.error().text);
  }
  return exim::Decimal(context, *value);
}

Result<Value> RunTimeEval(CallContext& context, std::span<const Value> args) {
  std::optional<int64_t> seconds = exim::ReadInterval(args[0].text());
  if (seconds) return exim::Decimal(context, *seconds);
  return Err(Code::kRun,
             "string " + exim::InQuotes(args[0].text()) +
                 " is not an Exim time interval in \"time_eval\" operator");
}

Result<Value> RunTimeInterval(CallContext& context,
                              std::span<const Value> args) {
  uint64_t rest = 0;
  for (char c : args[0].text()) {
    if (!text::IsDigit(c)) {
      return Err(Code::kRun,
                 "string " + exim::InQuotes(args[0].text()) +
                     " is not a positive number in \"time_interval\" operator");
    }
    rest = rest * 10 + static_cast<uint64_t>(c - '0');
  }
  std::string out;
  for (const exim::TimeUnit& unit : exim::kTimeUnits) {
    auto seconds = static_cast<uint64_t>(unit.seconds);
    if (rest / seconds > 0) out += std::to_string(rest / seconds) + unit.letter;
    rest %= seconds;
  }
  return exim::Copied(context, out.empty() ? "0s" : out, false);
}

Result<Value> RunListCount(CallContext& context, std::span<const Value> args) {
  exim::ListReader items(args[0].text());
  int64_t count = 0;
  while (items.Next()) ++count;
  return exim::Decimal(context, count);
}

/// As C reads an unsigned number: blanks and a sign may precede it, a minus
/// wraps, too many digits saturate, nothing at all is 0.
std::optional<uint64_t> ReadUnsigned(std::string_view text) {
  if (text.empty()) return 0;
  while (!text.empty() && text::IsSpace(text[0])) text.remove_prefix(1);
  bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  uint64_t number = 0;
  bool large = false;
  for (char c : text) {
    if (!text::IsDigit(c)) return std::nullopt;
    auto digit = static_cast<uint64_t>(c - '0');
    large |= number > (std::numeric_limits<uint64_t>::max() - digit) / 10;
    number = number * 10 + digit;
  }
  if (text.empty()) return std::nullopt;
  if (large) return std::numeric_limits<uint64_t>::max();
  return negative ? 0 - number : number;
}

Result<Value> RunBase62(CallContext& context, std::span<const Value> args) {
  std::optional<uint64_t> read = ReadUnsigned(args[0].text());
  if (!read) {
    return Err(Code::kRun, "argument for base62 operator is " +
                               exim::InQuotes(args[0].text()) +
                               ", which is not a decimal number");
  }
  uint64_t number = *read;
  std::string out;
  while (out.size() < kBase62Width) {
    out += kBase62[number % kBase62.size()];
    number /= kBase62.size();
  }
  std::reverse(out.begin(), out.end());
  return exim::Copied(context, out, false);
}

Result<Value> RunBase62Decode(CallContext& context,
                              std::span<const Value> args) {
  uint64_t number = 0;
  for (char c : args[0].text()) {
    size_t digit = kBase62.find(c);
    if (digit == std::string_view::npos) {
      return Err(Code::kRun, "argument for base62d operator is " +
                                 exim::InQuotes(args[0].text()) +
                                 ", which is not a base 62 number");
    }
    number = number * kBase62.size() + digit;
  }
  return exim::Copied(context, std::to_string(static_cast<int64_t>(number)),
                      false);
}

/// What follows the slash of a network: any number, or nothing.
bool IsMask(std::string_view text) {
  while (!text.empty() && text::IsSpace(text.front())) text.remove_prefix(1);
  if (text.starts_with('+')) text.remove_prefix(1);
  return std::ranges::all_of(text, text::IsDigit);
}

Result<Value> RunReverseIp(CallContext& context, std::span<const Value> args) {
  std::string_view text = args[0].text();
  const size_t slash = std::min(text.find('/'), text.size());
  std::optional<exim::IpAddress> ip = exim::ReadIp(text.substr(0, slash));
  if (!ip || (slash < text.size() && !IsMask(text.substr(slash + 1)))) {
    return Err(Code::kRun, "reverse_ip() not given an IP address [" +
                               std::string(text) + "]");
  }
  std::string out;
  for (size_t i = ip->size; i > 0; --i) {
    if (!out.empty()) out += '.';
    uint8_t byte = ip->bytes[i - 1];
    if (ip->size == 4) {
      out += std::to_string(byte);
    } else {
      std::string hex = Hex({reinterpret_cast<const char*>(&byte), 1});
      out += {hex[1], '.', hex[0]};
    }
  }
  return exim::Copied(context, out, false);
}

constexpr Usage kText = "op <text: string>";

constexpr Row kRows[] = {
    {RowKind::kOperator, "eval", kText, "arithmetic; 0x10 and 010 as in C",
     "${eval:(2+3)*0x10} => 80", nullptr, RunEval<false>},
    {RowKind::kOperator, "eval10", kText, "arithmetic, numbers all decimal",
     "${eval10:010*2k} => 20480", nullptr, RunEval<true>},
    {RowKind::kOperator, "time_eval", kText, "seconds of a time interval",
     "${time_eval:1d2h} => 93600", nullptr, RunTimeEval},
    {RowKind::kOperator, "time_interval", kText, "a number of seconds in words",
     "${time_interval:694861} => 1w1d1h1m1s", nullptr, RunTimeInterval},
    {RowKind::kOperator, "listcount", kText, "items of a list",
     "${listcount:a:b::c} => 2", nullptr, RunListCount},
    {RowKind::kOperator, "base62", kText, "a number in base 62, six digits",
     "${base62:35} => 00000Z", nullptr, RunBase62},
    {RowKind::kOperator, "base62d", kText, "a number out of base 62",
     "${base62d:00000Z} => 35", nullptr, RunBase62Decode},
    {RowKind::kOperator, "reverse_ip", kText,
     "an IP address as the DNS writes it",
     "${reverse_ip:192.0.2.4} => 4.2.0.192", nullptr, RunReverseIp},
};

}  // namespace

constinit const Feature exim_op_number = {"op_number", 1, Language::kExim, "",
                                          kRows};

}  // namespace trommel::stdlib
