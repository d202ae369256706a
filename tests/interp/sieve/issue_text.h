// SPDX-License-Identifier: MIT
// Issues in a form that a table can hold.
#pragma once

#include <string>

#include "interp/base/diagnostic.h"
#include "interp/base/source.h"

namespace trommel::sieve {

/// One `line:column-width text | hint` a line; the hint part only if there is
/// a hint.
inline std::string IssueText(const SourceText& source,
                             const IssueList& issues) {
  std::string out;
  for (const Issue& issue : issues.all()) {
    LineColumn at = source.Locate(issue.span.begin);
    out += std::to_string(at.line) + ":" + std::to_string(at.column) + "-" +
           std::to_string(issue.span.end - issue.span.begin) + " " + issue.text;
    if (!issue.hint.empty()) out += " | " + issue.hint;
    out += "\n";
  }
  return out;
}

}  // namespace trommel::sieve
