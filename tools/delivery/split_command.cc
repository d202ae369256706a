// SPDX-License-Identifier: MIT
// SplitCommand: the words of a pipe command (Exim specification, "How the
// command is run").
#include "interp/text/ascii.h"
#include "tools/delivery/program.h"

namespace trommel::delivery {
namespace {

// Reads the escape after a backslash at *at: C escapes, \xHH, \ooo; any other
// character is itself.
char ReadEscape(std::string_view text, size_t* at) {
  constexpr std::string_view kLetters = "abfnrtv";
  constexpr std::string_view kMeanings = "\a\b\f\n\r\t\v";
  const char c = text[(*at)++];
  const size_t letter = kLetters.find(c);
  if (letter != std::string_view::npos) return kMeanings[letter];
  unsigned value = 0;
  size_t digits = 0;
  if (c == 'x') {
    for (; digits < 2 && *at < text.size(); ++digits, ++*at) {
      const int digit = text::HexDigit(text[*at]);
      if (digit < 0) break;
      value = value * 16 + static_cast<unsigned>(digit);
    }
    return digits == 0 ? c : static_cast<char>(value);
  }
  if (c < '0' || c > '7') return c;
  for (--*at; digits < 3 && *at < text.size(); ++digits, ++*at) {
    if (text[*at] < '0' || text[*at] > '7') break;
    value = value * 8 + static_cast<unsigned>(text[*at] - '0');
  }
  return static_cast<char>(value);
}

// Reads a quoted word whose first quote is at *at.
Result<std::string> ReadQuoted(std::string_view text, size_t* at) {
  const char quote = text[(*at)++];
  std::string word;
  while (*at < text.size()) {
    const char c = text[(*at)++];
    if (c == quote) return word;
    if (c == '\\' && quote == '"' && *at < text.size()) {
      word += ReadEscape(text, at);
    } else {
      word += c;
    }
  }
  return Err(Code::kTemporary, "a quote is missing in the pipe command");
}

Result<std::string> ReadWord(std::string_view text, size_t* at) {
  if (text[*at] == '"' || text[*at] == '\'') {
    TRY_ASSIGN(std::string word, ReadQuoted(text, at));
    if (*at < text.size() && !text::IsSpace(text[*at])) {
      return Err(Code::kTemporary,
                 "a blank is missing after a quoted word of the pipe command");
    }
    return word;
  }
  const size_t start = *at;
  while (*at < text.size() && !text::IsSpace(text[*at])) ++*at;
  return std::string(text.substr(start, *at - start));
}

}  // namespace

Result<std::vector<std::string>> SplitCommand(std::string_view command) {
  std::vector<std::string> words;
  if (command.find('\0') != std::string_view::npos) {
    return Err(Code::kTemporary, "a NUL in the pipe command");
  }
  for (size_t at = 0;;) {
    while (at < command.size() && text::IsSpace(command[at])) ++at;
    if (at == command.size()) break;
    TRY_ASSIGN(std::string word, ReadWord(command, &at));
    words.push_back(std::move(word));
  }
  if (words.empty() || words[0].empty()) {
    return Err(Code::kTemporary, "the pipe command is empty");
  }
  return words;
}

}  // namespace trommel::delivery
