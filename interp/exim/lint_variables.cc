// SPDX-License-Identifier: MIT
// $acl_narg, $host and their like: variables that no filter ever sees set.
#include "interp/exim/lint.h"
#include "interp/exim/lint_tokens.h"
#include "interp/text/ascii.h"

namespace trommel::exim {
namespace {

bool IsNameByte(char c) { return text::IsAlnum(c) || c == '_'; }

/// The name of the variable whose `$` stands at `at`; empty if none.
std::string_view NameAt(std::string_view text, size_t at) {
  size_t begin = at + 1;
  const bool braces = begin < text.size() && text[begin] == '{';
  begin += braces ? 1 : 0;
  size_t end = begin;
  while (end < text.size() && IsNameByte(text[end])) ++end;
  const bool closed = end < text.size() && text[end] == '}';
  if (braces && !closed) return {};
  return text.substr(begin, end - begin);
}

}  // namespace

void LintVariables(const LintInput& input, IssueList* issues) {
  RawTokens tokens(input.source);
  RawToken token;
  while (tokens.Next(&token)) {
    size_t backslashes = 0;
    for (size_t at = 0; at < token.text.size(); ++at) {
      if (token.text[at] == '\\') {
        ++backslashes;
        continue;
      }
      const bool active = AfterReading(backslashes, token.quoted) % 2 == 0;
      backslashes = 0;
      if (token.text[at] != '$' || !active) continue;
      const std::string_view name = NameAt(token.text, at);
      if (name.empty()) continue;
      const std::string why = input.world.OnlyMta(name);
      if (why.empty()) continue;
      const auto begin = token.at + static_cast<uint32_t>(at);
      const auto end =
          token.at +
          static_cast<uint32_t>(name.data() + name.size() - token.text.data());
      issues->Warning(
          {begin, end},
          "$" + std::string(name) + " is " + why +
              ": where filters run it is never set",
          "for a test, --var " + std::string(name) + "=VALUE sets it");
    }
  }
}

}  // namespace trommel::exim
