// SPDX-License-Identifier: MIT
#include "stdlib/shared/punycode.h"

#include <algorithm>
#include <limits>

#include "interp/base/work.h"
#include "interp/text/ascii.h"

namespace trommel::stdlib {
namespace {

// RFC 3492 section 5.
constexpr uint32_t kBase = 36;
constexpr uint32_t kLeast = 1;
constexpr uint32_t kMost = 26;
constexpr uint32_t kSkew = 38;
constexpr uint32_t kDamp = 700;
constexpr uint32_t kFirstBias = 72;
constexpr uint32_t kFirstCode = 0x80;
constexpr uint32_t kTop = std::numeric_limits<uint32_t>::max();
constexpr uint32_t kLastCode = 0x10FFFF;

char DigitOf(uint32_t value) {
  return static_cast<char>(value < 26 ? 'a' + value : '0' + (value - 26));
}

/// kBase for what is no digit.
uint32_t ValueOf(char c) {
  if (text::IsAlpha(c)) return static_cast<uint32_t>(text::Lower(c) - 'a');
  if (c < '0' - 26 || c > '9') return kBase;
  return static_cast<uint32_t>(c - '0' + 26);
}

uint32_t Adapt(uint32_t delta, uint32_t points, bool first) {
  delta = first ? delta / kDamp : delta / 2;
  delta += delta / points;
  uint32_t k = 0;
  for (; delta > (kBase - kLeast) * kMost / 2; k += kBase) {
    delta /= kBase - kLeast;
  }
  return k + (kBase - kLeast + 1) * delta / (delta + kSkew);
}

uint32_t Threshold(uint32_t k, uint32_t bias) {
  if (k <= bias) return kLeast;
  return std::min(k - bias, kMost);
}

void AppendNumber(uint32_t number, uint32_t bias, std::string* out) {
  for (uint32_t k = kBase;; k += kBase) {
    const uint32_t threshold = Threshold(k, bias);
    if (number < threshold) break;
    const uint32_t above = number - threshold;
    *out += DigitOf(threshold + above % (kBase - threshold));
    number = above / (kBase - threshold);
  }
  *out += DigitOf(number);
}

Error Invalid() { return {Code::kRun, "Invalid input", {}}; }
Error TooLarge() { return {Code::kRun, "String size limit exceeded", {}}; }

/// Takes one number off the front.
Result<uint32_t> TakeNumber(std::string_view* code, uint32_t bias) {
  uint32_t number = 0;
  uint32_t weight = 1;
  for (uint32_t k = kBase;; k += kBase) {
    if (code->empty()) return Err(Invalid());
    const uint32_t digit = ValueOf(code->front());
    code->remove_prefix(1);
    if (digit >= kBase) return Err(Invalid());
    if (digit > (kTop - number) / weight) return Err(TooLarge());
    number += digit * weight;
    const uint32_t threshold = Threshold(k, bias);
    if (digit < threshold) return number;
    if (weight > kTop / (kBase - threshold)) return Err(TooLarge());
    weight *= kBase - threshold;
  }
}

/// Far more than a domain name has: the work grows with the square.
constexpr size_t kLongest = 10000;
constexpr const char* kTooLong = "a name is too long for punycode";

}  // namespace

Result<std::string> EncodePunycode(const std::vector<uint32_t>& text) {
  if (text.size() > kLongest) return Err(Code::kLimit, kTooLong);
  std::string out;
  for (uint32_t code : text) {
    if (code < kFirstCode) out += static_cast<char>(code);
  }
  const auto basic = static_cast<uint32_t>(out.size());
  if (basic > 0) out += '-';
  uint32_t done = basic;
  uint32_t delta = 0;
  uint32_t bias = kFirstBias;
  for (uint32_t code = kFirstCode; done < text.size(); ++delta, ++code) {
    work::Spend(2 * text.size() * sizeof(code));
    if (work::Spent()) return Err(Code::kLimit, work::kError);
    uint32_t next = kTop;
    for (uint32_t c : text) {
      if (c >= code) next = std::min(next, c);
    }
    delta += (next - code) * (done + 1);
    code = next;
    for (uint32_t c : text) {
      if (c < code) ++delta;
      if (c != code) continue;
      AppendNumber(delta, bias, &out);
      bias = Adapt(delta, done + 1, done == basic);
      delta = 0;
      ++done;
    }
  }
  return out;
}

Result<std::vector<uint32_t>> DecodePunycode(std::string_view code) {
  if (code.size() > kLongest) return Err(Code::kLimit, kTooLong);
  std::vector<uint32_t> out;
  const size_t dash = code.rfind('-');
  if (dash != std::string_view::npos && dash > 0) {
    for (char c : code.substr(0, dash)) {
      if (static_cast<unsigned char>(c) >= kFirstCode) return Err(Invalid());
      out.push_back(static_cast<uint32_t>(c));
    }
    code.remove_prefix(dash + 1);
  }
  uint32_t next = kFirstCode;
  uint32_t at = 0;
  uint32_t bias = kFirstBias;
  while (!code.empty()) {
    TRY_ASSIGN(uint32_t number, TakeNumber(&code, bias));
    if (number > kTop - at) return Err(TooLarge());
    const auto size = static_cast<uint32_t>(out.size()) + 1;
    bias = Adapt(number, size, at == 0);
    at += number;
    if (at / size > kLastCode - next) return Err(Invalid());
    next += at / size;
    at %= size;
    work::Spend((out.size() - at) * sizeof(next));
    if (work::Spent()) return Err(Code::kLimit, work::kError);
    out.insert(out.begin() + at, next);
    ++at;
  }
  return out;
}

}  // namespace trommel::stdlib
