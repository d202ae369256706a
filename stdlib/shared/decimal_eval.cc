// SPDX-License-Identifier: MIT
#include "stdlib/shared/decimal_eval.h"

#include <cstdint>
#include <numeric>

#include "interp/base/limits.h"
#include "interp/text/ascii.h"

namespace trommel::stdlib {
namespace {

constexpr int64_t kMost = 999999999999999999;
constexpr int kPlaces = 15;

/// A fraction in lowest terms, `bottom` above 0; both within kMost.
struct Fraction {
  int64_t top = 0;
  int64_t bottom = 1;
};

bool Times(int64_t a, int64_t b, int64_t* out) {
  return !__builtin_mul_overflow(a, b, out) && *out <= kMost && *out >= -kMost;
}

bool Reduce(Fraction* value) {
  if (value->bottom < 0) {
    value->top = -value->top;
    value->bottom = -value->bottom;
  }
  const int64_t common = std::gcd(value->top, value->bottom);
  value->top /= common;
  value->bottom /= common;
  return true;
}

bool Multiply(Fraction* a, Fraction b) {
  const int64_t first = std::gcd(a->top, b.bottom);
  const int64_t second = std::gcd(b.top, a->bottom);
  return Times(a->top / first, b.top / second, &a->top) &&
         Times(a->bottom / second, b.bottom / first, &a->bottom) && Reduce(a);
}

bool Add(Fraction* a, Fraction b) {
  const int64_t common = std::gcd(a->bottom, b.bottom);
  int64_t left = 0;
  int64_t right = 0;
  if (!Times(a->top, b.bottom / common, &left) ||
      !Times(b.top, a->bottom / common, &right) ||
      !Times(a->bottom, b.bottom / common, &a->bottom)) {
    return false;
  }
  a->top = left + right;  // each is within kMost: their sum fits
  Reduce(a);
  return a->top <= kMost && a->top >= -kMost;
}

std::string Printed(Fraction value) {
  std::string out = value.top < 0 ? "-" : "";
  int64_t rest = value.top < 0 ? -value.top : value.top;
  out += std::to_string(rest / value.bottom);
  rest %= value.bottom;
  std::string places;
  for (int i = 0; i < kPlaces && rest != 0; ++i) {
    int digit = 0;
    // rest * 10 may not fit: ten additions, reduced as they go.
    int64_t next = 0;
    for (int k = 0; k < 10; ++k) {
      next += rest;
      if (next >= value.bottom) {
        next -= value.bottom;
        ++digit;
      }
    }
    places += static_cast<char>('0' + digit);
    rest = next;
  }
  while (places.ends_with('0')) places.pop_back();
  if (!places.empty()) out += "." + places;
  return out == "-0" ? "0" : out;
}

class Evaluator {
 public:
  explicit Evaluator(std::string_view text) : rest_(text) {}

  Result<std::string> Run() {
    Fraction value;
    TRY(Sum(&value));
    Blanks();
    if (!rest_.empty()) return Bad();
    return Printed(value);
  }

 private:
  Status Sum(Fraction* value) {
    if (++depth_ > limits::kNesting) return Bad();
    TRY(Product(value));
    for (;;) {
      const bool minus = Eat('-');
      if (!minus && !Eat('+')) break;
      Fraction next;
      TRY(Product(&next));
      if (minus) next.top = -next.top;
      if (!Add(value, next)) return TooLong();
    }
    --depth_;
    return {};
  }

  Status Product(Fraction* value) {
    TRY(Term(value));
    for (;;) {
      const bool divide = Eat('/');
      if (!divide && !Eat('*')) return {};
      Fraction next;
      TRY(Term(&next));
      if (divide && next.top == 0) {
        return Err(Code::kRun, "division by zero in an expression");
      }
      if (divide) next = {next.bottom, next.top};
      if (divide) Reduce(&next);
      if (!Multiply(value, next)) return TooLong();
    }
  }

  Status Term(Fraction* value) {
    bool negative = false;
    for (;;) {
      const bool minus = Eat('-');
      if (!minus && !Eat('+')) break;
      negative = negative != minus;
    }
    if (Eat('(')) {
      TRY(Sum(value));
      if (!Eat(')')) return Bad();
    } else {
      TRY(Number(value));
    }
    if (negative) value->top = -value->top;
    return {};
  }

  Status Number(Fraction* value) {
    bool point = false;
    size_t digits = 0;
    for (; !rest_.empty(); rest_.remove_prefix(1)) {
      const char c = rest_[0];
      if (c == '.' && !point) {
        point = true;
        continue;
      }
      if (!text::IsDigit(c)) break;
      ++digits;
      if (!Times(value->top, 10, &value->top) ||
          (point && !Times(value->bottom, 10, &value->bottom))) {
        return TooLong();
      }
      value->top += c - '0';
    }
    if (digits == 0) return Bad();
    Reduce(value);
    return {};
  }

  void Blanks() {
    while (!rest_.empty() && text::IsSpace(rest_[0])) rest_.remove_prefix(1);
  }
  bool Eat(char c) {
    Blanks();
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    Blanks();
    return true;
  }
  Failure Bad() const {
    return Err(Code::kRun, "the expression is not understood at \"" +
                               std::string(rest_.substr(0, 40)) + "\"");
  }
  Failure TooLong() const {
    return Err(Code::kRun, "a number of the expression grew too long");
  }

  std::string_view rest_;
  size_t depth_ = 0;
};

}  // namespace

Result<std::string> EvalDecimal(std::string_view expression) {
  return Evaluator(expression).Run();
}

}  // namespace trommel::stdlib
