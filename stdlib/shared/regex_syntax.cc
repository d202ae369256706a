// SPDX-License-Identifier: MIT
#include "stdlib/shared/regex_syntax.h"

#include <utility>

#include "interp/text/ascii.h"

namespace trommel::stdlib {
namespace {

constexpr size_t kPlainBytes = 256;

/// Past the `]` of a set of letters, digits and ranges; 0 when doubtful.
size_t PlainSet(std::string_view pattern, size_t open) {
  size_t at = open + 1;
  if (at < pattern.size() && pattern[at] == '^') ++at;
  size_t first = at;
  for (; at < pattern.size() && pattern[at] != ']'; ++at) {
    char c = pattern[at];
    if (c == '-') {
      bool range = at > first && at + 1 < pattern.size();
      if (!range || pattern[at - 1] > pattern[at + 1]) return 0;
    } else if (c == '[' || c == '\\') {
      return 0;
    }
  }
  return at == first || at >= pattern.size() ? 0 : at + 1;
}

}  // namespace

bool IsPlainRegex(std::string_view pattern) {
  if (pattern.empty() || pattern.size() > kPlainBytes) return false;
  size_t open = 0;
  bool repeatable = false;  // an atom stands right before
  bool filled = false;      // this branch has an atom
  for (size_t at = 0; at < pattern.size();) {
    char c = pattern[at];
    switch (c) {
      case '[':
        at = PlainSet(pattern, at);
        if (at == 0) return false;
        repeatable = filled = true;
        continue;
      case '(':
        ++open;
        repeatable = filled = false;
        break;
      case ')':
        if (open == 0 || !filled) return false;
        --open;
        repeatable = true;
        break;
      case '*':
      case '+':
      case '?':
        if (!repeatable) return false;
        repeatable = false;
        break;
      case '|':
        if (!filled) return false;
        repeatable = filled = false;
        break;
      case '^':
        if (filled) return false;
        break;
      case '\\':
        if (++at >= pattern.size() || text::IsAlnum(pattern[at]) ||
            pattern[at] == '<' || pattern[at] == '>') {
          return false;
        }
        repeatable = filled = true;
        break;
      case '{':
      case '}':
      case ']':
      case '$':
        return false;
      default:
        repeatable = filled = true;
    }
    ++at;
  }
  return open == 0 && filled;
}

Status CheckRegex(std::string_view pattern, text::Regex::Options options) {
  if (IsPlainRegex(pattern)) return {};
  Result<text::Regex> compiled = text::Regex::Compile(pattern, options);
  if (!compiled) return Err(std::move(compiled.error()));
  return {};
}

}  // namespace trommel::stdlib
