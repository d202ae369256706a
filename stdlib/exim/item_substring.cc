// SPDX-License-Identifier: MIT
// ${substr…}, ${length…}, ${hash…}, ${nhash…}: pieces and hashes of strings.
//
// Exim specification, "Expansion items". Positions count bytes. Where there are
// only two strings the second is the text.
// - substr from a negative start counts back from the end; without a length it
//   then gives what stands before that place, else the rest. A start before the
//   beginning takes its excess off the length.
// - hash folds what is beyond the wanted length into it; nhash sums the bytes,
//   weighted by primes. A modulus of 0 is an error (Exim crashes).
#include <algorithm>

#include "interp/text/ascii.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_item_substring;

namespace {

using vm::CallContext;

constexpr std::string_view kHashLetters =
    "abcdefghijklmnopqrtsuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
constexpr int64_t kDefaultLetters = 26;
constexpr uint32_t kWeights[] = {113, 109, 107, 103, 101, 97, 89, 83, 79, 73,
                                 71,  67,  61,  59,  53,  47, 43, 41, 37, 31,
                                 29,  23,  19,  17,  13,  11, 7,  5,  3};

/// A decimal number, cut to 32 bits; it is negative only where `sign` says so.
/// White space and a sign may stand before it; nothing at all is 0.
Result<int64_t> Number(std::string_view text, bool sign,
                       std::string_view item) {
  std::string_view digits = text;
  while (!digits.empty() && text::IsSpace(digits[0])) digits.remove_prefix(1);
  const bool negative = digits.starts_with('-');
  if (negative || digits.starts_with('+')) digits.remove_prefix(1);
  int64_t value = 0;
  bool over = false;
  bool good = text.empty() || !digits.empty();
  for (char c : digits) {
    good = good && text::IsDigit(c);
    if (__builtin_mul_overflow(value, 10, &value) ||
        __builtin_add_overflow(value, c - '0', &value)) {
      value = INT64_MAX;
      over = true;
    }
  }
  if (negative) value = over ? INT64_MIN : -value;
  const auto number = static_cast<int32_t>(value);
  if (good && (sign || number >= 0)) return number;
  return Err(Code::kRun, exim::InQuotes(text) + " is not a " +
                             (sign ? "" : "positive ") + "number (in " +
                             exim::InQuotes(item) + " expansion)");
}

std::string_view Piece(std::string_view text, int64_t start, bool all,
                       int64_t length) {
  auto size = static_cast<int64_t>(text.size());
  if (start >= 0) {
    start = std::min(start, size);
    length = all ? size : length;
  } else {
    int64_t from_end = -start;
    start = size - from_end;
    if (all) {
      length = std::max<int64_t>(start, 0);
      start = 0;
    } else if (start < 0) {
      length = std::max<int64_t>(length + start, 0);
      start = 0;
    }
  }
  return text.substr(static_cast<size_t>(start), static_cast<size_t>(length));
}

/// The strings behind the first: a number where there are two, and the text.
struct Rest {
  explicit Rest(std::span<const Value> args)
      : number(args[2].is_nil() ? args[2] : args[1]),
        text(args[2].is_nil() ? args[1] : args[2]) {}

  Value number;
  Value text;
};

Result<Value> RunSubstr(CallContext&, std::span<const Value> args) {
  const Rest rest(args);
  TRY_ASSIGN(int64_t start, Number(args[0].text(), true, "substr"));
  bool all = rest.number.is_nil();
  int64_t length = 0;
  if (!all) {
    TRY_ASSIGN(length, Number(rest.number.text(), false, "substr"));
  }
  return Value::String(Piece(rest.text.text(), start, all, length),
                       rest.text.tainted());
}

Result<Value> RunLength(CallContext&, std::span<const Value> args) {
  TRY_ASSIGN(int64_t length, Number(args[0].text(), false, "length"));
  return Value::String(args[1].text().substr(0, static_cast<size_t>(length)),
                       args[1].tainted());
}

/// The bytes after `size` folded into those before.
std::string Folded(std::string_view text, size_t size) {
  std::string out(text.substr(0, size));
  for (size_t at = size; at < text.size(); ++at) {
    auto byte = static_cast<unsigned>(static_cast<unsigned char>(text[at]));
    unsigned turn = (byte + static_cast<unsigned>(at)) & 7U;
    unsigned turned = (byte << turn | byte >> (8 - turn)) & 0xFFU;
    char& target = out[(at - size) % size];
    target = static_cast<char>(static_cast<unsigned char>(target) ^ turned);
  }
  return out;
}

Error ZeroModulus(std::string_view item) {
  return {Code::kRun,
          "\"0\" is not a positive number (in " + exim::InQuotes(item) +
              " expansion)",
          {}};
}

Result<Value> RunHash(CallContext& context, std::span<const Value> args) {
  const Rest rest(args);
  TRY_ASSIGN(int64_t wanted, Number(args[0].text(), true, "hash"));
  int64_t letters = kDefaultLetters;
  if (!rest.number.is_nil()) {
    TRY_ASSIGN(letters, Number(rest.number.text(), false, "hash"));
  }
  if (letters > static_cast<int64_t>(kHashLetters.size())) {
    return Err(
        Code::kRun,
        "hash count " + exim::InQuotes(std::to_string(letters)) + " too big");
  }
  std::string_view text = rest.text.text();
  auto size = static_cast<size_t>(std::max<int64_t>(wanted, 0));
  if (size >= text.size()) return rest.text;
  if (size == 0) return Value::String({});
  if (letters == 0) return Err(ZeroModulus("hash"));
  std::string out = Folded(text, size);
  for (char& c : out) {
    c = kHashLetters[static_cast<unsigned char>(c) %
                     static_cast<size_t>(letters)];
  }
  return exim::Copied(context, out, rest.text.tainted());
}

/// A number of nhash: absent is 1; a negative one wraps.
Result<uint32_t> Modulus(const Value& value, bool sign) {
  if (value.is_nil()) return 1;
  TRY_ASSIGN(int64_t number, Number(value.text(), sign, "nhash"));
  return static_cast<uint32_t>(number);
}

uint32_t WeightedSum(std::string_view text) {
  uint32_t sum = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    sum +=
        kWeights[i % std::size(kWeights)] * static_cast<unsigned char>(text[i]);
  }
  return sum;
}

Result<Value> RunNumericHash(CallContext& context,
                             std::span<const Value> args) {
  const Rest rest(args);
  TRY_ASSIGN(uint32_t first, Modulus(args[0], true));
  TRY_ASSIGN(uint32_t second, Modulus(rest.number, false));
  const uint32_t both = first * second;
  if (both == 0) return Err(ZeroModulus("nhash"));
  const uint32_t sum = WeightedSum(rest.text.text()) % both;
  std::string out = std::to_string(sum / second);
  if (!rest.number.is_nil()) out += "/" + std::to_string(sum % second);
  return exim::Copied(context, out, false);
}

constexpr Row kRows[] = {
    {RowKind::kItem,
     "substr",
     "substr <start: string> <length: string> [<text: string>]",
     "a piece of a string",
     "${substr{1}{2}{abcdef}} => bc",
     nullptr,
     RunSubstr,
     {},
     true},
    {RowKind::kItem,
     "length",
     "length <count: string> <text: string>",
     "the start of a string",
     "${length{2}{abcdef}} => ab",
     nullptr,
     RunLength,
     {},
     true},
    {RowKind::kItem,
     "hash",
     "hash <length: string> <limit: string> [<text: string>]",
     "a hash made of letters",
     "${hash{3}{abcdef}} => fmc",
     nullptr,
     RunHash,
     {},
     true},
    {RowKind::kItem,
     "nhash",
     "nhash <first: string> <second: string> [<text: string>]",
     "a hash made of numbers",
     "${nhash{8}{64}{abc}} => 7/44",
     nullptr,
     RunNumericHash,
     {},
     true},
};

}  // namespace

constinit const Feature exim_item_substring = {"item_substring", 2,
                                               Language::kExim, "", kRows};

}  // namespace trommel::stdlib
