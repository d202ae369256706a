// SPDX-License-Identifier: MIT
#include "stdlib/shared/exim_number.h"

#include <algorithm>
#include <string>

#include "interp/text/ascii.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib::exim {
namespace {

/// Digit value, or 99.
unsigned DigitOf(char c) {
  if (text::IsDigit(c)) return static_cast<unsigned>(c - '0');
  if (text::IsAlpha(c)) return static_cast<unsigned>(text::Lower(c) - 'a') + 10;
  return 99;
}

void SkipSpace(std::string_view* text) {
  while (!text->empty() && text::IsSpace(text->front())) text->remove_prefix(1);
}

/// A number in C notation taken off the front of `text`, saturating at the ends
/// of 64 bits, as strtol does; nothing without a digit.
std::optional<int64_t> TakeC(std::string_view* text) {
  SkipSpace(text);
  bool negative = false;
  if (!text->empty() && (text->front() == '-' || text->front() == '+')) {
    negative = text->front() == '-';
    text->remove_prefix(1);
  }
  unsigned base = 10;
  bool any = false;
  if (!text->empty() && text->front() == '0') {
    base = 8;
    any = true;
    text->remove_prefix(1);
    if (!text->empty() && text::Lower(text->front()) == 'x') {
      base = 16;
      text->remove_prefix(1);
    }
  }
  uint64_t value = 0;
  const uint64_t most = uint64_t{INT64_MAX} + (negative ? 1 : 0);
  while (!text->empty() && DigitOf(text->front()) < base) {
    uint64_t digit = DigitOf(text->front());
    value = value > (most - digit) / base ? most : value * base + digit;
    any = true;
    text->remove_prefix(1);
  }
  if (!any) return std::nullopt;
  return static_cast<int64_t>(negative ? 0 - value : value);
}

int32_t Wrap(int64_t value) {
  return static_cast<int32_t>(static_cast<uint32_t>(value));
}

Error TooLarge(std::string_view text) {
  return {Code::kRun,
          "absolute value of integer " + InQuotes(text) +
              " is too large (overflow)",
          {}};
}

/// Seconds of one unit letter, 0 for an unknown one.
int64_t SecondsOf(char letter) {
  for (const TimeUnit& unit : kTimeUnits) {
    if (unit.letter == letter) return unit.seconds;
  }
  return 0;
}

int SuffixShift(char c) {
  switch (text::Lower(c)) {
    case 'k':
      return 10;
    case 'm':
      return 20;
    case 'g':
      return 30;
    default:
      return 0;
  }
}

}  // namespace

Result<int64_t> ReadInteger(std::string_view text) {
  SkipSpace(&text);
  std::string_view rest = text;
  if (rest.empty()) return 0;
  bool negative = rest.front() == '-';
  if (negative || rest.front() == '+') rest.remove_prefix(1);
  if (rest.empty() || !text::IsDigit(rest.front())) {
    return Err(Code::kRun, "integer expected but " + InQuotes(text) + " found");
  }
  int64_t value = 0;
  while (!rest.empty() && text::IsDigit(rest.front())) {
    const int digit = rest.front() - '0';
    if (__builtin_mul_overflow(value, 10, &value) ||
        __builtin_add_overflow(value, negative ? -digit : digit, &value)) {
      return Err(TooLarge(text));
    }
    rest.remove_prefix(1);
  }
  if (int shift = rest.empty() ? 0 : SuffixShift(rest.front()); shift != 0) {
    if (__builtin_mul_overflow(value, int64_t{1} << shift, &value)) {
      return Err(TooLarge(text));
    }
    rest.remove_prefix(1);
  }
  SkipSpace(&rest);
  if (!rest.empty()) {
    return Err(Code::kRun, "invalid integer " + InQuotes(text));
  }
  return value;
}

std::optional<int32_t> ReadFilterNumber(std::string_view text) {
  std::optional<int64_t> number = TakeC(&text);
  if (!number) return std::nullopt;
  auto value = static_cast<uint32_t>(*number);
  if (!text.empty() && text::Lower(text.front()) == 'k') {
    value *= 1024;
    text.remove_prefix(1);
  }
  if (!text.empty() && text::Lower(text.front()) == 'm') {
    value *= 1024 * 1024;
    text.remove_prefix(1);
  }
  SkipSpace(&text);
  if (!text.empty()) return std::nullopt;
  return static_cast<int32_t>(value);
}

std::optional<int32_t> ReadAddend(std::string_view text) {
  if (text.empty()) return 0;
  bool bare_prefix = text::Lower(text.back()) == 'x';
  if (bare_prefix) return std::nullopt;
  std::optional<int64_t> number = TakeC(&text);
  if (!number || !text.empty()) return std::nullopt;
  return Wrap(*number);
}

int64_t ReadMode(std::string_view text) {
  int64_t mode = 0;
  for (char c : text) {
    if (c < '0' || c > '7' || mode > 0xFFFF) break;
    mode = mode * 8 + (c - '0');
  }
  return mode;
}

std::optional<int64_t> ReadInterval(std::string_view text) {
  uint32_t total = 0;
  if (text.empty()) return std::nullopt;
  while (!text.empty()) {
    size_t digits = 0;
    int64_t count = 0;
    while (digits < text.size() && text::IsDigit(text[digits])) {
      if (__builtin_mul_overflow(count, 10, &count) ||
          __builtin_add_overflow(count, text[digits] - '0', &count)) {
        count = INT64_MAX;
      }
      ++digits;
    }
    int64_t seconds = digits < text.size() ? SecondsOf(text[digits]) : 0;
    if (digits == 0 || seconds == 0) return std::nullopt;
    total += static_cast<uint32_t>(count) * static_cast<uint32_t>(seconds);
    text.remove_prefix(digits + 1);
  }
  const int64_t wrapped = static_cast<int32_t>(total);
  if (wrapped < 0) return std::nullopt;
  return wrapped;
}

}  // namespace trommel::stdlib::exim
