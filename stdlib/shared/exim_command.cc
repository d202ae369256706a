// SPDX-License-Identifier: MIT
#include "stdlib/shared/exim_command.h"

#include "interp/text/ascii.h"

namespace trommel::stdlib::exim {
namespace {

/// Up to `most` digits of `base` at the front of *text.
char TakeCode(std::string_view* text, int base, size_t most) {
  int code = 0;
  for (size_t i = 0; i < most && !text->empty(); ++i) {
    const int digit = text::HexDigit(text->front());
    if (digit < 0 || digit >= base) break;
    code = code * base + digit;
    text->remove_prefix(1);
  }
  return static_cast<char>(code);
}

/// What the escape behind a backslash stands for.
char TakeEscape(std::string_view* text) {
  constexpr std::string_view kLetters = "bfnrtv";
  constexpr std::string_view kMeanings = "\b\f\n\r\t\v";
  const char c = text->front();
  if (c >= '0' && c <= '7') return TakeCode(text, 8, 3);
  text->remove_prefix(1);
  if (c == 'x') return TakeCode(text, 16, 2);
  const size_t letter = kLetters.find(c);
  return letter == std::string_view::npos ? c : kMeanings[letter];
}

std::string TakeQuoted(std::string_view* text) {
  const char quote = text->front();
  text->remove_prefix(1);
  std::string word;
  while (!text->empty() && text->front() != quote) {
    const bool escape =
        quote == '"' && text->front() == '\\' && text->size() > 1;
    const char c = text->front();
    text->remove_prefix(1);
    word += escape ? TakeEscape(text) : c;
  }
  if (!text->empty()) text->remove_prefix(1);
  return word;
}

std::string TakePlain(std::string_view* text) {
  size_t size = 0;
  while (size < text->size() && !text::IsSpace((*text)[size])) ++size;
  std::string word(text->substr(0, size));
  text->remove_prefix(size);
  return word;
}

}  // namespace

std::vector<std::string> SplitCommand(std::string_view command) {
  std::vector<std::string> words;
  for (;;) {
    while (!command.empty() && text::IsSpace(command.front())) {
      command.remove_prefix(1);
    }
    if (command.empty()) return words;
    const bool quoted = command.front() == '"' || command.front() == '\'';
    words.push_back(quoted ? TakeQuoted(&command) : TakePlain(&command));
  }
}

}  // namespace trommel::stdlib::exim
