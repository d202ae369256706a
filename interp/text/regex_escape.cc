// SPDX-License-Identifier: MIT
// What a backslash stands for, pcre2pattern(3) "BACKSLASH".
#include "interp/text/regex_reader.h"

namespace trommel::text {
namespace {

using namespace std::string_view_literals;

constexpr unsigned kByteMost = 255;
constexpr uint32_t kGroupMost = 65535;
constexpr size_t kNpos = std::string_view::npos;

unsigned DigitValue(char c) {
  if (IsDigit(c)) return static_cast<unsigned>(c - '0');
  char low = Lower(c);
  return low >= 'a' && low <= 'f' ? static_cast<unsigned>(low - 'a') + 10 : 99;
}

void AddText(std::string_view bytes, ByteSet* set) {
  for (char c : bytes) set->Add(static_cast<uint8_t>(c));
}

}  // namespace

bool EscapeSet(char letter, ByteSet* set) {
  *set = {};
  switch (Lower(letter)) {
    case 'd':
      set->AddRange('0', '9');
      break;
    case 'h':
      AddText("\t \xa0"sv, set);
      break;
    case 's':
      AddText("\t\n\v\f\r "sv, set);
      break;
    case 'v':
      AddText("\n\v\f\r\x85"sv, set);
      break;
    case 'w':
      set->AddRange('0', '9');
      set->AddRange('a', 'z');
      set->AddRange('A', 'Z');
      set->Add('_');
      break;
    default:
      return false;
  }
  if (letter != Lower(letter)) set->Invert();
  return true;
}

void FoldSet(ByteSet* set) {
  for (uint8_t c = 'a'; c <= 'z'; ++c) {
    auto upper = static_cast<uint8_t>(c - 'a' + 'A');
    if (set->Has(c)) set->Add(upper);
    if (set->Has(upper)) set->Add(c);
  }
}

/// `at_` stands behind the backslash; afterwards behind the escape, except
/// that a letter that the caller must act on stays the last one read.
bool RegexReader::ReadEscape(bool in_class, RegexEscape* out) {
  static constexpr std::string_view kFrom = "aefnrt";
  static constexpr std::string_view kTo = "\a\x1b\f\n\r\t";
  static constexpr std::string_view kActs = "ABCEGKQRXZbgkpPz";
  if (AtEnd()) return Fail("\\ at end of pattern", at_);
  char letter = pattern_[at_++];
  out->kind = RegexEscape::kByte;
  out->byte = static_cast<uint8_t>(letter);
  if (!IsAlnum(letter)) return true;
  if (IsDigit(letter)) return EscapeDigits(out);
  size_t known = kFrom.find(letter);
  if (known != std::string_view::npos) {
    out->byte = static_cast<uint8_t>(kTo[known]);
    return true;
  }
  if (EscapeSet(letter, &out->set)) {
    out->kind = RegexEscape::kSet;
    return true;
  }
  switch (letter) {
    case 'c':
      return EscapeControl(out);
    case 'o':
      return EscapeOctal(out);
    case 'x':
      return EscapeHex(out);
    case 'N':
      return EscapeN(in_class, out);
  }
  if ("FLUlu"sv.find(letter) != std::string_view::npos) {
    return Fail("PCRE2 does not support \\F, \\L, \\l, \\N{name}, \\U, or \\u",
                at_);
  }
  if (kActs.find(letter) == std::string_view::npos)
    return Fail("unrecognized character follows \\", at_ - 1);
  out->kind = RegexEscape::kLetter;
  return true;
}

/// An octal number. Outside a class, a back reference was tried before.
bool RegexReader::EscapeDigits(RegexEscape* out) {
  if (pattern_[at_ - 1] >= '8') return true;
  unsigned value = DigitValue(pattern_[at_ - 1]);
  for (int i = 0; i < 2 && !AtEnd() && DigitValue(pattern_[at_]) < 8; ++i)
    value = value * 8 + DigitValue(pattern_[at_++]);
  if (value > code_most_) {
    return Fail("octal value is greater than \\377 in 8-bit non-UTF-8 mode",
                at_);
  }
  out->byte = static_cast<uint8_t>(value);
  return true;
}

bool RegexReader::BracedCode(unsigned radix, const char* not_a_digit,
                             RegexEscape* out) {
  size_t start = at_;
  if (AtEnd() || Has('}'))
    return Fail("digits missing in \\x{} or \\o{} or \\N{U+}", at_);
  unsigned value = 0;
  for (; !AtEnd() && DigitValue(pattern_[at_]) < radix; ++at_) {
    value = value * radix + DigitValue(pattern_[at_]);
    if (value > code_most_) {
      while (!AtEnd() && DigitValue(pattern_[at_]) < radix) ++at_;
      return Fail("character code point value in \\x{} or \\o{} is too large",
                  at_);
    }
  }
  if (AtEnd() && at_ > start) return Fail(not_a_digit, at_ - 1);
  if (!Take('}')) return Fail(not_a_digit, at_);
  out->byte = static_cast<uint8_t>(value);
  return true;
}

bool RegexReader::EscapeHex(RegexEscape* out) {
  if (Take('{')) {
    return BracedCode(16, "non-hex character in \\x{} (closing brace missing?)",
                      out);
  }
  unsigned value = 0;
  for (int i = 0; i < 2 && !AtEnd() && DigitValue(pattern_[at_]) < 16; ++i)
    value = value * 16 + DigitValue(pattern_[at_++]);
  out->byte = static_cast<uint8_t>(value);
  return true;
}

bool RegexReader::EscapeOctal(RegexEscape* out) {
  if (AtEnd()) return Fail("missing opening brace after \\o", at_ - 1);
  if (!Take('{')) return Fail("missing opening brace after \\o", at_);
  return BracedCode(8, "non-octal character in \\o{} (closing brace missing?)",
                    out);
}

bool RegexReader::EscapeControl(RegexEscape* out) {
  if (AtEnd()) return Fail("\\c at end of pattern", at_);
  char c = pattern_[at_];
  if (c < ' ' || c > '~') {
    return Fail("\\c must be followed by a printable ASCII character", at_);
  }
  ++at_;
  out->byte = static_cast<uint8_t>(Upper(c)) ^ 0x40;
  return true;
}

/// \N, any byte but LF; \N{...} names a character, unless it is a repeat.
bool RegexReader::EscapeN(bool in_class, RegexEscape* out) {
  uint32_t low = 0;
  uint32_t high = 0;
  size_t length = 0;
  if (Has('{') && !RepeatAt(&low, &high, &length)) {
    if (reason_ != nullptr) return Fail(reason_, at_);
    bool code = pattern_.substr(at_ + 1).starts_with("U+"sv);
    if (code && code_most_ > kByteMost) {
      at_ += 3;
      return BracedCode(
          16, "non-hex character in \\x{} (closing brace missing?)", out);
    }
    if (code) {
      return Fail("\\N{U+dddd} is supported only in Unicode (UTF) mode", at_);
    }
    return Fail("PCRE2 does not support \\F, \\L, \\l, \\N{name}, \\U, or \\u",
                at_);
  }
  if (in_class) return Fail("\\N is not supported in a class", at_);
  out->kind = RegexEscape::kSet;
  out->set = {};
  out->set.Add('\n');
  out->set.Invert();
  return true;
}

/// A back reference is any number below 10, and a larger one when there are so
/// many groups to the left.
bool RegexReader::Escape(Pending* item) {
  ++at_;
  if (HasDigit() && !Has('0')) {
    size_t start = at_;
    uint64_t number = 0;
    while (HasDigit() && number <= kGroupMost)
      number = number * 10 + static_cast<uint64_t>(pattern_[at_++] - '0');
    bool reference =
        number <= kGroupMost &&
        (number < 10 || pattern_[start] >= '8' || number <= groups_);
    if (reference) {
      AddBackref(item, static_cast<uint32_t>(number), at_ - 1);
      return true;
    }
    at_ = start;
  }
  RegexEscape escape;
  if (!ReadEscape(false, &escape)) return false;
  item->repeatable = true;
  if (escape.kind == RegexEscape::kByte)
    item->node = AddByte(escape.byte);
  else if (escape.kind == RegexEscape::kSet)
    item->node = AddSet(escape.set, pattern_[at_ - 1]);
  else
    return Lettered(static_cast<char>(escape.byte), item);
  return true;
}

bool RegexReader::Lettered(char letter, Pending* item) {
  ByteSet set;
  auto edge = [&](RegexAssert assert) {
    *item = {AddAssert(assert), false};
    return true;
  };
  switch (letter) {
    case 'A':
      return edge(RegexAssert::kTextStart);
    case 'Z':
      return edge(RegexAssert::kTextLastLine);
    case 'z':
      return edge(RegexAssert::kTextEnd);
    case 'b':
      return edge(RegexAssert::kWordEdge);
    case 'B':
      return edge(RegexAssert::kNoWordEdge);
    case 'G':
      return edge(RegexAssert::kSearchStart);
    case 'K':
      *item = {Add(NodeKind::kKeep), false};
      if (looks_ > 0) {
        references_.push_back({item->node,
                               pattern_.size(),
                               {},
                               "\\K is not allowed in lookarounds (but see "
                               "PCRE2_EXTRA_ALLOW_LOOKAROUND_BSK)"});
      }
      return true;
    case 'g':
      return EscapeG(item);
    case 'k':
      return EscapeK(item);
    case 'p':
    case 'P':
      if (!Property(letter == 'P', &set)) return false;
      item->node = AddSet(set);
      return true;
  }
  set.Invert();  // \C, \R and \X
  if (letter == 'C') {
    item->node = AddSet(set);
    return true;
  }
  Chain pair;
  Append(&pair, Add(NodeKind::kByte, '\r'));
  Append(&pair, Add(NodeKind::kByte, '\n'));
  Chain lone;
  Append(&lone, Add(NodeKind::kByte, '\r'));
  Append(&lone, Add(NodeKind::kNotNext, '\n'));
  if (letter == 'R') EscapeSet('v', &set);
  if (letter == 'R' && narrow_newline_) set = {};
  if (letter == 'R') set.Add('\n');
  set.words[0] &= ~(uint64_t{1} << '\r');
  Chain choice;
  Append(&choice, Close(NodeKind::kSequence, pair));
  Append(&choice, Close(NodeKind::kSequence, lone));
  Append(&choice, AddSet(set));
  for (uint32_t byte : {pair.first, pair.last, lone.first})
    tree_.nodes[byte].caseless = false;
  item->node = Close(NodeKind::kChoice, choice);
  tree_.nodes[item->node].a = kLineChoice;
  tree_.nodes[item->node].b = letter == 'R' ? 1 : 0;
  newlines_ = newlines_ || letter == 'R';
  return true;
}

/// \g1 \g{1} \g{-1} \g{name}: back references; \g<...> \g'...': calls.
bool RegexReader::EscapeG(Pending* item) {
  static constexpr const char* kMalformed =
      "\\g is not followed by a braced, angle-bracketed, or quoted name/number "
      "or by a plain number";
  size_t start = at_;
  char close = Has('{') ? '}' : Has('<') ? '>' : Has('\'') ? '\'' : '\0';
  if (close != '\0') ++at_;
  bool numbered = HasDigit() || ((Has('-') || Has('+')) && HasDigit(1));
  bool call = close != '\0' && close != '}';
  if (!numbered && close == '\0') return Fail(kMalformed, start);
  if (!numbered)
    return call ? NamedCall(item, close) : NamedBackref(item, close);
  uint32_t number = 0;
  bool relative = !HasDigit();
  if (!GroupNumber(&number, close == '\0' ? kNpos : start)) return false;
  if (close != '\0' && !Take(close)) return Fail(kMalformed, start);
  if (number == 0 && !relative && !call)
    return Fail("reference to non-existent subpattern", at_);
  if (call)
    AddCall(item, number, at_ - 1);
  else
    AddBackref(item, number, at_ - 1);
  return true;
}

bool RegexReader::EscapeK(Pending* item) {
  char close = Has('{') ? '}' : Has('<') ? '>' : Has('\'') ? '\'' : '\0';
  if (close == '\0') {
    return Fail(
        "\\k is not followed by a braced, angle-bracketed, or quoted name",
        at_);
  }
  ++at_;
  return NamedBackref(item, close);
}

}  // namespace trommel::text
