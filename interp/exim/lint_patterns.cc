// SPDX-License-Identifier: MIT
// matches "\\d": the filter reader takes one backslash of two, the expansion
// another.
#include <algorithm>

#include "interp/exim/lint.h"
#include "interp/exim/lint_tokens.h"

namespace trommel::exim {
namespace {

constexpr std::string_view kMatchWords[] = {"matches", "match", "MATCHES",
                                            "MATCH"};
/// What means something else in a pattern without the backslash.
constexpr std::string_view kEscaped = "dDwWsSbBAzZhHRQEGK.+*?()[]|^";

/// Whether a backslash is left in front of the byte when all is expanded.
bool Survives(size_t count, bool quoted, bool literal) {
  size_t read = AfterReading(count, quoted);
  return literal ? read > 0 : read > 1;
}

void Warn(const RawToken& token, size_t begin, size_t end, IssueList* issues) {
  std::string byte(1, token.text[end]);
  std::string right = (token.quoted ? "\\\\\\\\" : "\\\\") + byte;
  std::string around = token.quoted ? "\\\\N" : "\\N";
  issues->Warning(
      {token.at + static_cast<uint32_t>(begin),
       token.at + static_cast<uint32_t>(end) + 1},
      "the backslash is lost before the pattern is used: it has only \"" +
          byte + "\"",
      "write " + right + ", or " + around + " before and after the pattern");
}

void Judge(const RawToken& token, IssueList* issues) {
  bool literal = false;  // between \N and \N
  for (size_t at = 0; at < token.text.size(); ++at) {
    if (token.text[at] != '\\') continue;
    size_t end =
        std::min(token.text.find_first_not_of('\\', at), token.text.size());
    if (end == token.text.size()) return;
    size_t count = end - at;
    char c = token.text[end];
    if (c == 'N' && AfterReading(count, token.quoted) % 2 == 1) {
      literal = !literal;
    } else if (kEscaped.find(c) != std::string_view::npos &&
               !Survives(count, token.quoted, literal)) {
      Warn(token, at, end, issues);
    }
    at = end;
  }
}

}  // namespace

void LintPatterns(const LintInput& input, IssueList* issues) {
  RawTokens tokens(input.source);
  RawToken token;
  bool pattern = false;
  while (tokens.Next(&token)) {
    if (pattern) Judge(token, issues);
    pattern = !token.quoted && std::ranges::find(kMatchWords, token.text) !=
                                   std::end(kMatchWords);
  }
}

}  // namespace trommel::exim
