// SPDX-License-Identifier: MIT
// Finds a date in a `From ` line by the kinds of its words.
#include "tools/mailbox/from_line.h"

#include <array>

#include "interp/text/ascii.h"

namespace trommel::mailbox {
namespace {

constexpr std::string_view kFrom = "From ";
constexpr auto kMonths =
    std::to_array<std::string_view>({"jan", "feb", "mar", "apr", "may", "jun",
                                     "jul", "aug", "sep", "oct", "nov", "dec"});
constexpr int kMostZones = 2;

bool IsMonth(std::string_view word) {
  for (std::string_view name : kMonths) {
    if (text::EqualsCaseless(word, name)) return true;
  }
  return false;
}

std::string_view TakeWord(std::string_view* rest) {
  size_t begin = rest->find_first_not_of(" \t");
  if (begin == rest->npos) begin = rest->size();
  size_t end = rest->find_first_of(" \t", begin);
  if (end == rest->npos) end = rest->size();
  std::string_view word = rest->substr(begin, end - begin);
  rest->remove_prefix(end);
  return word;
}

bool IsNumber(std::string_view word, size_t least, size_t most) {
  if (word.size() < least || word.size() > most) return false;
  for (char c : word) {
    if (!text::IsDigit(c)) return false;
  }
  return true;
}

// "9:40", "21:40" or "21:40:09".
bool IsTime(std::string_view word) {
  size_t colon = word.find(':');
  if (colon == word.npos || !IsNumber(word.substr(0, colon), 1, 2)) {
    return false;
  }
  std::string_view minutes = word.substr(colon + 1);
  size_t second = minutes.find(':');
  if (second == minutes.npos) return IsNumber(minutes, 2, 2);
  return IsNumber(minutes.substr(0, second), 2, 2) &&
         IsNumber(minutes.substr(second + 1), 2, 2);
}

// Whether `word`, a day, and `rest` are the end of a date. Then come a time and
// a year, either first, with zones between them; before them may be the month.
// The weekday is not asked for: real mailboxes have broken ones.
bool IsDate(std::string_view word, std::string_view rest) {
  if (!IsNumber(word, 1, 2)) return false;
  word = TakeWord(&rest);
  if (IsMonth(word)) word = TakeWord(&rest);
  bool time = IsTime(word);
  bool year = IsNumber(word, 4, 4);
  for (int zones = 0; zones <= kMostZones && time != year; ++zones) {
    word = TakeWord(&rest);
    time = time || IsTime(word);
    year = year || IsNumber(word, 4, 4);
  }
  return time && year;
}

}  // namespace

bool StartsWithFromLine(std::string_view text) {
  if (!text.starts_with(kFrom)) return false;
  std::string_view line = text.substr(0, kFromLineBytes);
  line = line.substr(0, line.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  line.remove_prefix(kFrom.size());
  while (!line.empty()) {
    std::string_view word = TakeWord(&line);
    if (IsDate(word, line)) return true;
  }
  return false;
}

std::string_view WithoutLineEnd(std::string_view line) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace trommel::mailbox
