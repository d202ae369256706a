// SPDX-License-Identifier: MIT
// `[...]`, pcre2pattern(3) "SQUARE BRACKETS AND CHARACTER CLASSES".
#include "interp/text/regex_reader.h"

namespace trommel::text {
namespace {

using namespace std::string_view_literals;

constexpr size_t kNpos = std::string_view::npos;

/// A POSIX class as ranges of bytes, two characters a range.
struct PosixName {
  std::string_view name;
  std::string_view ranges;
};

constexpr PosixName kPosixNames[] = {
    {"alpha", "AZaz"},
    {"lower", "az"},
    {"upper", "AZ"},
    {"alnum", "09AZaz"},
    {"ascii", "\0\x7f"sv},
    {"blank", "\t\t  "},
    {"cntrl", "\0\x1f\x7f\x7f"sv},
    {"digit", "09"},
    {"graph", "!~"},
    {"print", " ~"},
    {"punct", "!/:@[`{~"},
    {"space", "\t\r  "},
    {"word", "09AZ__az"},
    {"xdigit", "09AFaf"},
};

bool PosixSet(std::string_view name, bool caseless, ByteSet* set) {
  if (caseless && (name == "lower"sv || name == "upper"sv)) name = "alpha";
  for (const PosixName& row : kPosixNames) {
    if (row.name != name) continue;
    for (size_t i = 0; i < row.ranges.size(); i += 2) {
      set->AddRange(static_cast<uint8_t>(row.ranges[i]),
                    static_cast<uint8_t>(row.ranges[i + 1]));
    }
    return true;
  }
  return false;
}

}  // namespace

/// The offset of the `:]` that ends the `[:` at `at`, which is where the mark
/// `:`, `.` or `=` stands; kNpos when what is there is no such thing.
size_t RegexReader::PosixEnd(size_t at) const {
  if (at >= pattern_.size() || ":.="sv.find(pattern_[at]) == kNpos)
    return kNpos;
  char mark = pattern_[at];
  for (size_t i = at + 1; i + 1 < pattern_.size(); ++i) {
    char c = pattern_[i];
    char after = pattern_[i + 1];
    if (c == mark && after == ']') return i;
    if (c == ']' || (c == '[' && after == mark)) return kNpos;
    if (c == '\\' && (after == ']' || after == '\\')) ++i;
  }
  return kNpos;
}

/// [[:<:]] is \b(?=\w) and [[:>:]] is \b(?<=\w), of which a repeat after it
/// gets the second part.
bool RegexReader::WordBracket(Chain* chain, Pending* pending) {
  bool start = TakeText("[[:<:]]"sv);
  if (!start && !TakeText("[[:>:]]"sv)) return false;
  if (pending->node != kNoNode) Append(chain, pending->node);
  Append(chain, AddAssert(RegexAssert::kWordEdge));
  *pending = {
      AddAssert(start ? RegexAssert::kWordNext : RegexAssert::kWordBefore),
      true};
  return true;
}

bool RegexReader::Class(Pending* item) {
  item->repeatable = true;
  if (PosixEnd(at_ + 1) != kNpos) {
    return Fail(Has(':', 1)
                    ? "POSIX named classes are supported only within a class"
                    : "POSIX collating elements are not supported",
                at_);
  }
  ++at_;
  bool negated = false;
  ClassStart(&negated);
  ByteSet set;
  if (!ClassItems(&set)) return false;
  if (negated) set.Invert();
  item->node = AddSet(set);
  return true;
}

/// What may stand before and behind the ^ that negates.
void RegexReader::ClassStart(bool* negated) {
  ClassSkip();
  *negated = !quoting_ && Take('^');
}

/// Passes over \E, \Q and, with (?xx), blanks.
void RegexReader::ClassSkip() {
  for (;;) {
    if (TakeText("\\E"sv)) {
      quoting_ = false;
    } else if (!quoting_ && TakeText("\\Q"sv)) {
      quoting_ = true;
    } else if (!quoting_ && Is(kExtendedMore) && (Has(' ') || Has('\t'))) {
      ++at_;
    } else {
      return;
    }
  }
}

bool RegexReader::ClassItems(ByteSet* set) {
  for (bool first = true;; first = false) {
    ClassSkip();
    if (AtEnd()) return Fail("missing terminating ] for character class", at_);
    if (!quoting_ && !first && Take(']')) return true;
    ClassItem item;
    if (!ClassOne(set, &item)) return false;
    bool dash = !quoting_ && Has('-') && at_ + 1 < pattern_.size();
    if (item.is_set && dash && !Has(']', 1))
      return Fail("invalid range in character class", at_);
    if (item.is_set) continue;
    ClassSkip();
    bool range = !quoting_ && Has('-');
    if (range) {
      ++at_;
      ClassSkip();
      range = !AtEnd() && (quoting_ || !Has(']'));
      if (!range) set->Add('-');
    }
    if (range) {
      if (!ClassRange(set, item.byte)) return false;
      continue;
    }
    ByteSet one;
    one.Add(item.byte);
    if (Is(kCaseless)) FoldSet(&one);
    set->Join(one);
  }
}

bool RegexReader::ClassRange(ByteSet* set, uint8_t low) {
  bool posix = !quoting_ && Has('[') && PosixEnd(at_ + 1) != kNpos;
  if (posix) return Fail("invalid range in character class", at_ + 1);
  const size_t behind_letter = at_ + 2;
  ClassItem item;
  if (!ClassOne(set, &item)) return false;
  if (item.is_set)
    return Fail("invalid range in character class", behind_letter);
  if (item.byte < low)
    return Fail("range out of order in character class", at_ - 1);
  ByteSet range;
  range.AddRange(low, item.byte);
  if (Is(kCaseless)) FoldSet(&range);
  set->Join(range);
  return true;
}

/// One byte, which the caller adds, or a whole set, which is added here.
bool RegexReader::ClassOne(ByteSet* set, ClassItem* item) {
  if (!quoting_ && Has('[') && PosixEnd(at_ + 1) != kNpos) {
    item->is_set = true;
    return PosixClass(set);
  }
  if (quoting_ || !Take('\\')) {
    item->byte = static_cast<uint8_t>(pattern_[at_++]);
    return true;
  }
  RegexEscape escape;
  if (!ReadEscape(true, &escape)) return false;
  item->byte = escape.byte;
  if (escape.kind == RegexEscape::kSet) {
    item->is_set = true;
    set->Join(escape.set);
  } else if (escape.kind == RegexEscape::kLetter && escape.byte == 'b') {
    item->byte = '\b';
  } else if (escape.kind == RegexEscape::kLetter &&
             (escape.byte == 'p' || escape.byte == 'P')) {
    item->is_set = true;
    if (!Property(escape.byte == 'P', &escape.set)) return false;
    set->Join(escape.set);
  } else if (escape.kind == RegexEscape::kLetter && escape.byte != 'g') {
    return Fail("escape sequence is invalid in character class", at_ - 1);
  }
  return true;
}

bool RegexReader::PosixClass(ByteSet* set) {
  size_t end = PosixEnd(at_ + 1);
  if (!Has(':', 1))
    return Fail("POSIX collating elements are not supported", at_);
  at_ += 2;
  bool negated = Take('^');
  ByteSet named;
  if (!PosixSet(pattern_.substr(at_, end - at_), Is(kCaseless), &named))
    return Fail("unknown POSIX class name", at_);
  if (negated) named.Invert();
  set->Join(named);
  at_ = end + 2;
  return true;
}

}  // namespace trommel::text
