// SPDX-License-Identifier: MIT
// Commands behind a finish, branches whose condition cannot be true.
#include <algorithm>
#include <optional>

#include "interp/exim/lint.h"
#include "interp/text/ascii.h"

namespace trommel::exim {
namespace {

using Kind = Condition::Kind;

bool Same(const Condition& a, const Condition& b) {
  if (a.kind != b.kind || a.negated != b.negated || a.row != b.row ||
      a.left != b.left || a.right != b.right ||
      !std::equal(a.names.begin(), a.names.end(), b.names.begin(),
                  b.names.end())) {
    return false;
  }
  const Condition* x = a.children;
  const Condition* y = b.children;
  for (; x != nullptr && y != nullptr; x = x->next, y = y->next) {
    if (!Same(*x, *y)) return false;
  }
  return x == y;
}

/// Whether `list`, of kind `kind`, has a child like `one`.
bool Has(const Condition& list, Kind kind, const Condition& one) {
  if (list.kind != kind || list.negated) return false;
  for (const Condition* c = list.children; c != nullptr; c = c->next) {
    if (Same(*c, one)) return true;
  }
  return false;
}

/// Whether `later` is false wherever `earlier` is.
bool Implies(const Condition& later, const Condition& earlier) {
  return Same(later, earlier) || Has(earlier, Kind::kOr, later) ||
         Has(later, Kind::kAnd, earlier);
}

bool IsConstant(std::string_view text) {
  return text.find_first_of("$\\") == std::string_view::npos;
}

std::optional<bool> Compare(const Condition& test) {
  std::string_view row = test.row;
  bool caseless = row[0] >= 'a';
  std::string left(test.left);
  std::string right(test.right);
  if (caseless) {
    left = text::Lowered(left);
    right = text::Lowered(right);
  }
  if (text::EqualsCaseless(row, "is")) return left == right;
  if (text::EqualsCaseless(row, "contains")) {
    return left.find(right) != std::string::npos;
  }
  if (text::EqualsCaseless(row, "begins")) return left.starts_with(right);
  if (text::EqualsCaseless(row, "ends")) return left.ends_with(right);
  return std::nullopt;
}

/// The value of a condition that no message changes.
std::optional<bool> Fixed(const Condition& condition);

/// That of the children joined: one of value `deciding` decides.
std::optional<bool> FixedList(const Condition* first, bool deciding) {
  bool known = true;
  for (const Condition* c = first; c != nullptr; c = c->next) {
    std::optional<bool> one = Fixed(*c);
    if (one == deciding) return deciding;
    known = known && one.has_value();
  }
  return known ? std::optional<bool>(!deciding) : std::nullopt;
}

std::optional<bool> Fixed(const Condition& condition) {
  std::optional<bool> value = std::nullopt;
  if (condition.kind == Kind::kAnd || condition.kind == Kind::kOr) {
    value = FixedList(condition.children, condition.kind == Kind::kOr);
  } else if (condition.kind == Kind::kTest && IsConstant(condition.left) &&
             IsConstant(condition.right)) {
    value = Compare(condition);
  }
  if (!value.has_value()) return std::nullopt;
  return value.value() != condition.negated;
}

class FlowLint {
 public:
  FlowLint(const SourceText& source, IssueList* issues)
      : source_(source), issues_(*issues) {}

  /// Whether nothing behind the commands is ever reached.
  bool Block(const Command* first) {
    const Command* end = nullptr;
    for (const Command* c = first; c != nullptr; c = c->next) {
      if (end != nullptr) {
        Warn(c->at, c->name.size(),
             "never reached: \"" + std::string(end->name) + "\" in line " +
                 Line(end->at) + " always ends the filter");
        return true;
      }
      bool ends = c->branches != nullptr ? If(*c) : IsEnd(c->name);
      if (ends) end = c;
    }
    return end != nullptr;
  }

 private:
  static bool IsEnd(std::string_view name) {
    return name == "finish" || name == "fail" || name == "freeze" ||
           name == "defer";
  }
  std::string Line(uint32_t at) const {
    return std::to_string(source_.Locate(at).line);
  }
  void Warn(uint32_t at, size_t size, std::string text) {
    issues_.Warning({at, at + static_cast<uint32_t>(size)}, std::move(text));
  }

  bool If(const Command& command) {
    bool all = true;
    const Branch* always = nullptr;
    for (const Branch* b = command.branches; b != nullptr; b = b->next) {
      if (always != nullptr) {
        const uint32_t at = b->condition != nullptr ? b->condition->at
                            : b->body != nullptr    ? b->body->at
                                                    : command.at;
        Warn(at, 1,
             "never reached: the condition in line " +
                 Line(always->condition->at) + " is always true");
        return all;
      }
      if (b->condition != nullptr) Judge(command, *b);
      all = Block(b->body) && all;
      if (b->condition == nullptr) return all;
      if (Fixed(*b->condition) == true) always = b;
    }
    return all && always != nullptr;
  }

  void Judge(const Command& command, const Branch& branch) {
    const Condition& condition = *branch.condition;
    if (Fixed(condition) == false) {
      Warn(condition.at, 1,
           "this condition is never true: no message changes what it "
           "compares");
      return;
    }
    for (const Branch* b = command.branches; b != &branch; b = b->next) {
      if (b->condition == nullptr || !Implies(condition, *b->condition)) {
        continue;
      }
      Warn(condition.at, 1,
           "this branch is never taken: the condition in line " +
               Line(b->condition->at) + " is true whenever this one is");
      return;
    }
  }

  const SourceText& source_;
  IssueList& issues_;
};

}  // namespace

void LintFlow(const LintInput& input, IssueList* issues) {
  FlowLint(input.source, issues).Block(input.first);
}

}  // namespace trommel::exim
