// SPDX-License-Identifier: MIT
#include "tools/trommel/exim_from_line.h"

#include "interp/text/ascii.h"

namespace trommel {
namespace {

/// Takes pieces from the front of a text; each step is exact.
class Taker {
 public:
  explicit Taker(std::string_view text) : text_(text) {}

  bool Spaces() { return Some(text::IsSpace) > 0; }
  bool Letters(size_t count) { return Exactly(text::IsAlpha, count); }
  bool Digits(size_t least, size_t most) {
    size_t count = 0;
    while (count < most && count < text_.size() && text::IsDigit(text_[count]))
      ++count;
    if (count < least) return false;
    text_.remove_prefix(count);
    return true;
  }
  bool One(char c) {
    if (!text_.starts_with(c)) return false;
    text_.remove_prefix(1);
    return true;
  }
  std::string_view text_;

 private:
  template <class Is>
  size_t Some(Is is) {
    size_t count = 0;
    while (count < text_.size() && is(text_[count])) ++count;
    text_.remove_prefix(count);
    return count;
  }
  template <class Is>
  bool Exactly(Is is, size_t count) {
    if (text_.size() < count) return false;
    for (size_t i = 0; i < count; ++i) {
      if (!is(text_[i])) return false;
    }
    text_.remove_prefix(count);
    return true;
  }
};

// Takes `Jan  5 12:35`, `7 Jan 97 14:00`.
bool TakeDate(Taker* from) {
  Taker at = *from;
  Taker day = at;
  const bool month_first =
      at.Letters(3) && at.Spaces() && at.Digits(1, 2) && at.Spaces();
  const bool day_first = !month_first && day.Digits(1, 2) && day.Spaces() &&
                         day.Letters(3) && day.Spaces() && day.Digits(2, 2) &&
                         (day.Digits(2, 2), day.Spaces());
  Taker time = month_first ? at : day;
  if (!(month_first || day_first) || !time.Digits(1, 2) || !time.One(':') ||
      !time.Digits(1, 2)) {
    return false;
  }
  *from = time;
  return true;
}

bool TakeDateWithWeekday(Taker* at) {
  if (!at->Letters(3)) return false;
  at->One(',');
  return at->Spaces() && TakeDate(at);
}

}  // namespace

std::optional<FromLine> ReadFromLine(std::string_view line) {
  Taker at(line);
  for (char c : std::string_view("From")) {
    if (!at.One(c)) return std::nullopt;
  }
  if (!at.Spaces()) return std::nullopt;
  size_t size = 0;
  while (size < at.text_.size() && !text::IsSpace(at.text_[size])) ++size;
  const std::string_view sender = at.text_.substr(0, size);
  at.text_.remove_prefix(size);
  if (sender.empty() || !at.Spaces()) return std::nullopt;
  if (!TakeDate(&at) && !TakeDateWithWeekday(&at)) return std::nullopt;
  return FromLine{sender, line.substr(0, line.size() - at.text_.size())};
}

}  // namespace trommel
