// SPDX-License-Identifier: MIT
// <, <=, =, ==, >, >=, bool, bool_lax: numbers and truth inside ${if.
//
// Exim specification, "Expansion conditions". Numbers are decimal, 64 bits,
// with K, M or G; an empty string is 0. bool knows true, yes, false, no and
// numbers and refuses all else; bool_lax takes all else as true.
#include <algorithm>

#include "interp/text/ascii.h"
#include "stdlib/shared/exim_number.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_cond_numeric;

namespace {

using vm::CallContext;
using Test = bool (*)(int64_t left, int64_t right);

bool Less(int64_t left, int64_t right) { return left < right; }
bool AtMost(int64_t left, int64_t right) { return left <= right; }
bool Equal(int64_t left, int64_t right) { return left == right; }
bool Greater(int64_t left, int64_t right) { return left > right; }
bool AtLeast(int64_t left, int64_t right) { return left >= right; }

template <Test test>
Result<Value> RunNumbers(CallContext&, std::span<const Value> args) {
  TRY_ASSIGN(int64_t left, exim::ReadInteger(args[0].text()));
  TRY_ASSIGN(int64_t right, exim::ReadInteger(args[1].text()));
  return Value::Bool(test(left, right));
}

Result<Value> RunNumberOf(CallContext&, std::span<const Value> args) {
  TRY(exim::ReadInteger(args[0].text()));
  return args[0];
}

/// A sign alone is one, 0.
bool IsNumber(std::string_view text) {
  if (text.empty()) return false;
  if (text.starts_with('-')) text.remove_prefix(1);
  return std::ranges::all_of(text, text::IsDigit);
}

/// Cut to 32 bits, after 64 have been saturated.
bool IsZero(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  int64_t value = 0;
  for (char c : text) {
    if (__builtin_mul_overflow(value, 10, &value) ||
        __builtin_add_overflow(value, c - '0', &value)) {
      return negative;
    }
  }
  return static_cast<int32_t>(value) == 0;
}

bool IsWord(std::string_view text, std::string_view a, std::string_view b) {
  return text::EqualsCaseless(text, a) || text::EqualsCaseless(text, b);
}

Result<Value> RunBool(CallContext&, std::span<const Value> args) {
  std::string_view text = text::Trim(args[0].text());
  if (IsNumber(text)) return Value::Bool(!IsZero(text));
  if (IsWord(text, "true", "yes")) return Value::Bool(true);
  if (text.empty() || IsWord(text, "false", "no")) return Value::Bool(false);
  return Err(Code::kRun, "unrecognised boolean value " + exim::InQuotes(text));
}

Result<Value> RunBoolLax(CallContext&, std::span<const Value> args) {
  std::string_view text = text::Trim(args[0].text());
  bool no =
      text.empty() || text == "0" || text == "-" || IsWord(text, "false", "no");
  return Value::Bool(!no);
}

constexpr Usage kTwo = "compare <left: string> <right: string>";

constexpr Row kRows[] = {
    {RowKind::kItem, "number of", "number <text: string>",
     "the first number of <, <=, =, ==, >, >=, checked before the second",
     "${if >{ 5}{4}{y}{n}} => y", nullptr, RunNumberOf},
    {RowKind::kIfCondition, "<", kTwo, "the first number is smaller",
     "${if <{9}{10}{y}{n}} => y", nullptr, RunNumbers<Less>},
    {RowKind::kIfCondition, "<=", kTwo, "the first number is not greater",
     "${if <={2}{2}{y}{n}} => y", nullptr, RunNumbers<AtMost>},
    {RowKind::kIfCondition, "=", kTwo, "the numbers are equal",
     "${if ={1K}{1024}{y}{n}} => y", nullptr, RunNumbers<Equal>},
    {RowKind::kIfCondition, "==", kTwo, "the numbers are equal",
     "${if =={08}{8}{y}{n}} => y", nullptr, RunNumbers<Equal>},
    {RowKind::kIfCondition, ">", kTwo, "the first number is greater",
     "${if >{1}{-1}{y}{n}} => y", nullptr, RunNumbers<Greater>},
    {RowKind::kIfCondition, ">=", kTwo, "the first number is not smaller",
     "${if >={1M}{1G}{y}{n}} => n", nullptr, RunNumbers<AtLeast>},
    {RowKind::kIfCondition,
     "bool",
     "bool <text: string>",
     "true, yes or a number that is not 0",
     "${if bool{yes}{y}{n}} => y",
     nullptr,
     RunBool,
     {},
     true},
    {RowKind::kIfCondition, "bool_lax", "bool_lax <text: string>",
     "anything but empty, 0, false and no", "${if bool_lax{maybe}{y}{n}} => y",
     nullptr, RunBoolLax},
};

}  // namespace

constinit const Feature exim_cond_numeric = {"cond_numeric", 1, Language::kExim,
                                             "", kRows};

}  // namespace trommel::stdlib
