// SPDX-License-Identifier: MIT
#include "interp/sieve/lint.h"

#include <algorithm>
#include <optional>
#include <string>

#include "interp/sieve/parser.h"
#include "interp/text/ascii.h"

namespace trommel::sieve {
namespace {

using text::EqualsCaseless;

constexpr std::string_view kEnds[] = {"stop", "error", "return"};
constexpr std::string_view kActions[] = {"keep", "discard", "fileinto",
                                         "redirect", "setflag"};
struct Old {
  std::string_view name;
  std::string_view instead;
};
constexpr Old kDeprecated[] = {
    {"imapflags", "imap4flags"},
    {"notify", "enotify"},
    {"vnd.dovecot.duplicate", "duplicate"},
};

bool IsOneOf(std::string_view name, std::span<const std::string_view> words) {
  return std::ranges::any_of(
      words, [&](std::string_view word) { return EqualsCaseless(name, word); });
}

std::string Quoted(std::string_view name) {
  return "\"" + std::string(name) + "\"";
}

bool HasTag(const Node& node, std::string_view name) {
  return std::ranges::any_of(node.args, [&](const Arg& arg) {
    return arg.kind == ArgKind::kTag && EqualsCaseless(arg.text, name);
  });
}

/// The arguments that follow all tags and their values: from the back.
const Arg* FromEnd(const Node& node, size_t back) {
  if (node.args.size() <= back) return nullptr;
  const Arg& arg = node.args[node.args.size() - 1 - back];
  return arg.items.empty() ? nullptr : &arg;
}

bool SameArgs(const Node& a, const Node& b) {
  return std::ranges::equal(a.args, b.args, [](const Arg& x, const Arg& y) {
    return x.kind == y.kind && x.text == y.text && x.number == y.number &&
           std::ranges::equal(x.items, y.items);
  });
}

std::optional<bool> Constant(const Node& test) {
  if (EqualsCaseless(test.name, "true")) return true;
  if (EqualsCaseless(test.name, "false")) return false;
  if (EqualsCaseless(test.name, "size") && HasTag(test, "over") &&
      !test.args.empty() && test.args.back().kind == ArgKind::kNumber &&
      test.args.back().number == 0) {
    return true;
  }
  if (!TakesTests(test.name) || test.tests == nullptr) return std::nullopt;
  if (EqualsCaseless(test.name, "not")) {
    std::optional<bool> inner = Constant(*test.tests);
    if (inner) *inner = !*inner;
    return inner;
  }
  const bool decides = EqualsCaseless(test.name, "anyof");
  bool all = true;
  for (const Node* child = test.tests; child != nullptr; child = child->next) {
    const std::optional<bool> value = Constant(*child);
    if (value == decides) return decides;
    all = all && value;
  }
  if (!all) return std::nullopt;
  return !decides;
}

class Linter {
 public:
  Linter(const SourceText& source, IssueList* issues)
      : source_(source), issues_(issues) {}

  void Commands(const Node* first, bool top) {
    const Node* before = nullptr;
    for (const Node* node = first; node != nullptr; node = node->next) {
      if (before != nullptr && Ends(*before)) {
        issues_->Warning(node->span, "this is never reached: line " +
                                         LineOf(*before) +
                                         " ends the script before it");
      }
      if (before != nullptr) Repeated(*before, *node);
      Command(*node, top);
      before = node;
    }
  }

 private:
  std::string LineOf(const Node& node) const {
    return std::to_string(source_.Locate(node.span.begin).line);
  }

  static bool Ends(const Node& node) {
    if (IsOneOf(node.name, kEnds)) return true;
    if (!EqualsCaseless(node.name, "if") || node.tests == nullptr ||
        Constant(*node.tests) != true) {
      return false;
    }
    for (const Node* inner = node.block; inner != nullptr; inner = inner->next)
      if (Ends(*inner)) return true;
    return false;
  }

  void Repeated(const Node& before, const Node& node) {
    if (!IsOneOf(node.name, kActions) ||
        !EqualsCaseless(before.name, node.name) || !SameArgs(before, node)) {
      return;
    }
    issues_->Warning(node.span, Quoted(node.name) + " says again what line " +
                                    LineOf(before) + " says");
  }

  void Command(const Node& node, bool top) {
    if (EqualsCaseless(node.name, "require")) Require(node);
    if (top && EqualsCaseless(node.name, "redirect")) {
      issues_->Warning(node.span,
                       "all mail is sent on, also what comes back: a loop",
                       "put a test around it");
    }
    if (node.tests != nullptr) {
      const std::optional<bool> value = Constant(*node.tests);
      if (value) {
        issues_->Warning(node.tests->span, std::string("this test is always ") +
                                               (*value ? "true" : "false"));
      }
      Tests(node.tests);
    }
    Commands(node.block, false);
  }

  void Require(const Node& node) {
    for (const Arg& arg : node.args) {
      for (size_t i = 0; i < arg.items.size(); ++i) {
        const auto* old =
            std::ranges::find(kDeprecated, arg.items[i], &Old::name);
        if (old == std::end(kDeprecated)) continue;
        issues_->Warning(
            arg.spans[i],
            "the capability " + Quoted(old->name) + " is deprecated",
            "use " + Quoted(old->instead));
      }
    }
  }

  void Tests(const Node* first) {
    for (const Node* test = first; test != nullptr; test = test->next) {
      Tests(test->tests);
      if (HasTag(*test, "matches")) Wildcards(*test);
    }
  }

  void Wildcards(const Node& test) {
    const Arg* keys = FromEnd(test, 0);
    if (keys == nullptr) return;
    const bool some = std::ranges::any_of(keys->items, [](auto key) {
      return key.find_first_of("*?") != std::string_view::npos ||
             key.find("${") != std::string_view::npos;
    });
    if (some) return;
    issues_->Warning(keys->span,
                     "\":matches\" without \"*\" and \"?\" is \":is\"");
  }

  const SourceText& source_;
  IssueList* issues_;
};

}  // namespace

void Lint(const Node* first, const SourceText& source, IssueList* issues) {
  Linter(source, issues).Commands(first, true);
}

}  // namespace trommel::sieve
