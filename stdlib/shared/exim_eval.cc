// SPDX-License-Identifier: MIT
#include "stdlib/shared/exim_eval.h"

#include <string>

#include "interp/base/inline_vector.h"
#include "interp/text/ascii.h"

namespace trommel::stdlib::exim {
namespace {

enum class Operation : uint8_t {
  kOr,
  kXor,
  kAnd,
  kLeft,
  kRight,
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kModulo,
  kNegate,
  kInvert,
  kOpen,
};

struct Binary {
  std::string_view token;
  Operation operation;
};

constexpr Binary kBinary[] = {
    {"<<", Operation::kLeft},    {">>", Operation::kRight},
    {"|", Operation::kOr},       {"^", Operation::kXor},
    {"&", Operation::kAnd},      {"+", Operation::kAdd},
    {"-", Operation::kSubtract}, {"*", Operation::kMultiply},
    {"/", Operation::kDivide},   {"%", Operation::kModulo},
};

int Precedence(Operation operation) {
  switch (operation) {
    case Operation::kOpen:
      return 0;
    case Operation::kOr:
      return 1;
    case Operation::kXor:
      return 2;
    case Operation::kAnd:
      return 3;
    case Operation::kLeft:
    case Operation::kRight:
      return 4;
    case Operation::kAdd:
    case Operation::kSubtract:
      return 5;
    case Operation::kMultiply:
    case Operation::kDivide:
    case Operation::kModulo:
      return 6;
    case Operation::kNegate:
    case Operation::kInvert:
      return 7;
  }
  return 0;
}

int64_t Wrapped(uint64_t bits) { return static_cast<int64_t>(bits); }

/// Two stacks instead of recursion: nesting costs no call depth.
class Evaluator {
 public:
  Evaluator(std::string_view text, bool decimal_only)
      : text_(text), decimal_only_(decimal_only) {}

  Result<int64_t> Run();

 private:
  bool done() const { return at_ >= text_.size(); }
  char now() const { return done() ? '\0' : text_[at_]; }
  void Skip() {
    while (!done() && text::IsSpace(now())) ++at_;
  }
  Error Fail(std::string why) const {
    return {Code::kRun,
            std::move(why) + " (after processing \"" +
                std::string(text_.substr(0, at_)) + "\")",
            {}};
  }
  int64_t Number();
  Status Operand();
  /// Applies the top operation.
  Status Apply();
  /// Applies what binds at least as tightly as `precedence`.
  Status Reduce(int precedence);
  Status Sum(int64_t a, int64_t b, bool subtract);
  Result<int64_t> Compute(Operation operation, int64_t a, int64_t b);

  std::string_view text_;
  bool decimal_only_;
  size_t at_ = 0;
  InlineVector<int64_t, 8> values_;
  InlineVector<Operation, 16> operations_;
};

unsigned DigitOf(char c) {
  if (text::IsDigit(c)) return static_cast<unsigned>(c - '0');
  char lower = text::Lower(c);
  return lower >= 'a' && lower <= 'f' ? static_cast<unsigned>(lower - 'a') + 10
                                      : 99;
}

int64_t Evaluator::Number() {
  unsigned base = 10;
  if (!decimal_only_ && now() == '0') {
    bool hex = at_ + 1 < text_.size() && text::Lower(text_[at_ + 1]) == 'x';
    base = hex ? 16 : 8;
    at_ += hex ? 2 : 1;
  }
  constexpr uint64_t kTop = INT64_MAX;
  uint64_t value = 0;
  for (; DigitOf(now()) < base; ++at_) {
    uint64_t digit = DigitOf(now());
    value = value > (kTop - digit) / base ? kTop : value * base + digit;
  }
  constexpr std::string_view kSuffixes = "kmg";
  size_t suffix = kSuffixes.find(text::Lower(now()));
  if (!done() && suffix != std::string_view::npos) {
    ++at_;
    value <<= 10 * (suffix + 1);
  }
  return Wrapped(value);
}

Status Evaluator::Operand() {
  for (Skip();; Skip()) {
    if (now() == '-') {
      operations_.push_back(Operation::kNegate);
    } else if (now() == '~') {
      operations_.push_back(Operation::kInvert);
    } else if (now() == '(') {
      operations_.push_back(Operation::kOpen);
    } else if (now() != '+') {
      break;
    }
    ++at_;
  }
  if (!text::IsDigit(now())) {
    return Err(Fail("expecting number or opening parenthesis"));
  }
  values_.push_back(Number());
  Skip();
  return {};
}

Status Evaluator::Sum(int64_t a, int64_t b, bool subtract) {
  auto x = static_cast<uint64_t>(a);
  auto y = static_cast<uint64_t>(b);
  int64_t sum = Wrapped(subtract ? x - y : x + y);
  // As Exim takes it: a large left side is enough.
  constexpr int64_t kLarge = INT64_MAX / 2;
  if (a >= kLarge || (a <= -kLarge && b <= -kLarge)) {
    return Err(Fail(subtract ? "overflow in difference" : "overflow in sum"));
  }
  values_.push_back(sum);
  return {};
}

Result<int64_t> Evaluator::Compute(Operation operation, int64_t a, int64_t b) {
  auto x = static_cast<uint64_t>(a);
  auto y = static_cast<uint64_t>(b);
  bool division =
      operation == Operation::kDivide || operation == Operation::kModulo;
  if (division && b == 0) {
    return Err(Fail(operation == Operation::kDivide ? "divide by zero"
                                                    : "modulo by zero"));
  }
  bool too_big = a == INT64_MIN && b == -1;
  switch (operation) {
    case Operation::kOr:
      return Wrapped(x | y);
    case Operation::kXor:
      return Wrapped(x ^ y);
    case Operation::kAnd:
      return Wrapped(x & y);
    case Operation::kLeft:
      return Wrapped(x << (y & 63U));
    case Operation::kRight:
      return a >> (y & 63U);
    case Operation::kMultiply:
      return Wrapped(x * y);
    case Operation::kDivide:
      return too_big ? INT64_MAX : a / b;
    case Operation::kModulo:
      return too_big ? INT64_MAX : a % b;
    case Operation::kAdd:
    case Operation::kSubtract:
    case Operation::kNegate:
    case Operation::kInvert:
    case Operation::kOpen:
      break;
  }
  return 0;
}

Status Evaluator::Apply() {
  Operation operation = operations_.back();
  operations_.pop_back();
  int64_t b = values_.back();
  values_.pop_back();
  if (operation == Operation::kNegate || operation == Operation::kInvert) {
    auto bits = static_cast<uint64_t>(b);
    values_.push_back(
        Wrapped(operation == Operation::kNegate ? 0 - bits : ~bits));
    return {};
  }
  int64_t a = values_.back();
  values_.pop_back();
  bool subtract = operation == Operation::kSubtract;
  if (subtract || operation == Operation::kAdd) return Sum(a, b, subtract);
  TRY_ASSIGN(int64_t value, Compute(operation, a, b));
  values_.push_back(value);
  return {};
}

Status Evaluator::Reduce(int precedence) {
  while (!operations_.empty() && Precedence(operations_.back()) >= precedence) {
    TRY(Apply());
  }
  return {};
}

Result<int64_t> Evaluator::Run() {
  for (;;) {
    TRY(Operand());
    TRY(Reduce(7));
    while (now() == ')') {
      TRY(Reduce(1));
      if (operations_.empty()) return Err(Fail("expecting operator"));
      operations_.pop_back();
      ++at_;
      Skip();
      TRY(Reduce(7));
    }
    const Binary* found = nullptr;
    for (const Binary& binary : kBinary) {
      bool here =
          text_.substr(std::min(at_, text_.size())).starts_with(binary.token);
      if (here && found == nullptr) found = &binary;
    }
    if (found == nullptr) break;
    TRY(Reduce(Precedence(found->operation)));
    operations_.push_back(found->operation);
    at_ += found->token.size();
  }
  TRY(Reduce(1));
  if (!operations_.empty()) return Err(Fail("expecting closing parenthesis"));
  if (!done()) return Err(Fail("expecting operator"));
  return values_.back();
}

}  // namespace

Result<int64_t> Evaluate(std::string_view text, bool decimal_only) {
  return Evaluator(text, decimal_only).Run();
}

}  // namespace trommel::stdlib::exim
