// SPDX-License-Identifier: MIT
// Issues of a script: all of them, each with its place and a hint.
#pragma once

#include <string>
#include <vector>

#include "interp/base/error.h"
#include "interp/base/source.h"

namespace trommel {

enum class Severity : uint8_t { kError, kWarning };

/// A change of the script that takes an issue away without any judgement.
struct Fix {
  uint32_t at = 0;       ///< byte offset
  uint32_t removed = 0;  ///< bytes there
  std::string text;      ///< in their place
  bool empty() const { return removed == 0 && text.empty(); }
};

/// One thing a front end found. `text` says what is wrong, `hint` (may be
/// empty) what to do about it. Owns its strings.
struct Issue {
  Severity severity = Severity::kError;
  Span span;
  std::string text;
  std::string hint;
  Fix fix = {};
  bool syntax = false;
};

/// Collects the issues of one compilation, in the order found. Bounded by
/// limits().issues; later ones are counted, not kept.
class IssueList {
 public:
  void Error(Span span, std::string text, std::string hint = {}, Fix fix = {});
  void Warning(Span span, std::string text, std::string hint = {});
  bool has_errors() const { return errors_ > 0; }
  size_t errors() const { return errors_; }
  const std::vector<Issue>& all() const { return issues_; }
  /// The issues so far are of the syntax. Others of such a script may be
  /// consequences.
  void MarkSyntax();
  /// Orders the issues by place; stable.
  void Sort();

 private:
  void Add(Issue issue);
  std::vector<Issue> issues_;
  size_t errors_ = 0;
};

/// Renders as `file:line:column: error: text`, the line, a caret line, and
/// `hint: …`; ends with a newline. `color` uses ANSI colours.
std::string Render(const SourceText& source, const Issue& issue, bool color);

}  // namespace trommel
