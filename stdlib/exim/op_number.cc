// SPDX-License-Identifier: MIT
// ${eval:, ${eval10:, ${time_eval:, ${time_interval:, ${listcount:,
// ${base32:, ${base32d:, ${base62:, ${base62d:, ${randint:: numbers.
//
// Exim specification, "Expansion operators". A time interval is written like
// 1w2d3h4m5s, units in any order; time_eval and time_interval wrap at 32 bits,
// as randint does. base62 gives the last six digits.
#include <algorithm>
#include <limits>
#include <optional>

#include "interp/text/ascii.h"
#include "stdlib/shared/exim_eval.h"
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
  uint32_t bits = 0;
  for (char c : args[0].text()) {
    if (!text::IsDigit(c)) {
      return Err(Code::kRun,
                 "string " + exim::InQuotes(args[0].text()) +
                     " is not a positive number in \"time_interval\" operator");
    }
    bits = bits * 10 + static_cast<uint32_t>(c - '0');
  }
  const int64_t seconds = static_cast<int32_t>(bits);
  int64_t rest = seconds < 0 ? -seconds : seconds;
  if (rest > INT32_MAX) rest %= exim::kTimeUnits[0].seconds;  // as Exim does
  std::string out;
  for (const exim::TimeUnit& unit : exim::kTimeUnits) {
    const int64_t count = rest / unit.seconds;
    if (count > 0) out += std::to_string(count) + unit.letter;
    rest %= unit.seconds;
  }
  if (seconds < 0) out.insert(0, 1, '-');
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

Error NoDecimal(std::string_view name, std::string_view text) {
  return {Code::kRun,
          "argument for " + std::string(name) + " operator is " +
              exim::InQuotes(text) + ", which is not a decimal number",
          {}};
}

/// Wraps at 64 bits.
Result<uint64_t> ReadDigits(std::string_view base, std::string_view digits,
                            std::string_view text) {
  uint64_t number = 0;
  for (char c : text) {
    const size_t digit = digits.find(c);
    if (digit == std::string_view::npos) {
      const std::string name(base);
      return Err(Code::kRun, "argument for base" + name + "d operator is " +
                                 exim::InQuotes(text) +
                                 ", which is not a base " + name + " number");
    }
    number = number * digits.size() + digit;
  }
  return number;
}

Result<Value> RunBase62(CallContext& context, std::span<const Value> args) {
  std::optional<uint64_t> read = ReadUnsigned(args[0].text());
  if (!read) return Err(NoDecimal("base62", args[0].text()));
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
  TRY_ASSIGN(uint64_t number, ReadDigits("62", kBase62, args[0].text()));
  return exim::Decimal(context, static_cast<int64_t>(number));
}

constexpr std::string_view kBase32 = "abcdefghijklmnopqrstuvwxyz234567";

/// No digits for 0.
Result<Value> RunBase32(CallContext& context, std::span<const Value> args) {
  std::optional<uint64_t> read = ReadUnsigned(args[0].text());
  if (!read) return Err(NoDecimal("base32", args[0].text()));
  std::string out;
  for (uint64_t number = *read; number > 0; number /= kBase32.size()) {
    out += kBase32[number % kBase32.size()];
  }
  std::reverse(out.begin(), out.end());
  return exim::Copied(context, out, false);
}

Result<Value> RunBase32Decode(CallContext& context,
                              std::span<const Value> args) {
  TRY_ASSIGN(uint64_t number, ReadDigits("32", kBase32, args[0].text()));
  return exim::Decimal(context, static_cast<int64_t>(number));
}

Result<Value> RunRandom(CallContext& context, std::span<const Value> args) {
  const std::string_view text = args[0].text();
  if (text.empty()) {
    return Err(Code::kRun, "integer expected but \"\" found");
  }
  TRY_ASSIGN(int64_t limit, exim::ReadInteger(text));
  if (limit < 0) {
    return Err(Code::kRun, "non-negative integer expected but " +
                               exim::InQuotes(text) + " found");
  }
  const auto bits = static_cast<int32_t>(limit);
  const uint64_t most = bits > 0 ? static_cast<uint64_t>(bits) : 1;
  return exim::Decimal(context,
                       static_cast<int64_t>(context.host().Random(most)));
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
    {RowKind::kOperator, "base32", kText, "a number in base 32",
     "${base32:32} => ba", nullptr, RunBase32},
    {RowKind::kOperator, "base32d", kText, "a number out of base 32",
     "${base32d:ba} => 32", nullptr, RunBase32Decode},
    {RowKind::kOperator, "randint", kText,
     "a random number, at least 0 and less than this", "${randint:1} => 0",
     nullptr, RunRandom},
};

}  // namespace

constinit const Feature exim_op_number = {"op_number", 1, Language::kExim, "",
                                          kRows};

}  // namespace trommel::stdlib
