// SPDX-License-Identifier: MIT
// The pattern grammar over the words of tables.h.
#include "tests/pcre/generate.h"

#include <algorithm>
#include <utility>

#include "tests/pcre/tables.h"

namespace trommel::pcre {
namespace {

constexpr size_t kDepth = 3;

class PatternMaker {
 private:
  /// Any word, or in other styles than kExotic one of the first `plain`.
  template <class Table>
  const auto& PickOdd(const Table& table, size_t plain) {
    return table[random_.Below(exotic_ ? std::size(table) : plain)];
  }

 public:
  PatternMaker(Random& random, Style style)
      : random_(random), style_(style), exotic_(style == Style::kExotic) {}

  Piece Whole() {
    Piece piece = Alternatives(0);
    if (random_.Chance(exotic_ ? 25 : 5)) {
      piece.pattern.insert(0, PickOdd(kStarts, kPlainStarts));
    }
    if (exotic_ && random_.Chance(8)) Damage(&piece.pattern);
    return piece;
  }

 private:
  using Maker = Piece (PatternMaker::*)(size_t depth);

  struct Kind {
    size_t weights[3];  // by Style
    Maker make;
  };

  static const Kind kKinds[];

  static Piece Of(const Word& word) {
    return {std::string(word.pattern), std::string(word.sample)};
  }

  static bool IsAnchor(const Piece& piece) {
    return std::ranges::any_of(kAnchors, [&piece](const Word& word) {
      return word.pattern == piece.pattern;
    });
  }

  Piece Alternatives(size_t depth) {
    size_t count = random_.Chance(70) ? 1 : 2 + random_.Below(2);
    size_t chosen = random_.Below(count);
    Piece all;
    for (size_t i = 0; i < count; ++i) {
      if (i > 0) all.pattern += '|';
      Piece one = random_.Chance(8) ? Piece{} : Sequence(depth);
      all.pattern += one.pattern;
      if (i == chosen) all.sample = std::move(one.sample);
    }
    return all;
  }

  Piece Sequence(size_t depth) {
    Piece all;
    for (size_t i = 1 + random_.Below(4 - depth); i > 0; --i) {
      Piece one = Repeated(depth);
      all.pattern += one.pattern;
      all.sample += one.sample;
    }
    return all;
  }

  Piece Repeated(size_t depth) {
    Piece piece = Atom(depth);
    if (!random_.Chance(30) || (!exotic_ && IsAnchor(piece))) return piece;
    const Word& repeat = random_.Chance(style_ == Style::kMail ? 0 : 40)
                             ? PickOdd(kOddRepeats, kPlainRepeats)
                             : random_.Pick(kRepeats);
    std::string sample;
    for (char c : repeat.sample) {
      if (c == '1')
        sample += piece.sample;
      else
        sample += c;
    }
    return {piece.pattern + std::string(repeat.pattern), std::move(sample)};
  }

  Piece Atom(size_t depth);

  Piece Letter(size_t) {
    if (style_ == Style::kDense) return Of(random_.Pick(kDenseLetters));
    return Of(random_.Pick(kLetters));
  }
  Piece OddByte(size_t) { return Of(random_.Pick(kOddBytes)); }
  Piece Escape(size_t) { return Of(random_.Pick(kEscapes)); }
  Piece OddEscape(size_t) { return Of(random_.Pick(kOddEscapes)); }
  Piece Anchor(size_t) { return Of(random_.Pick(kAnchors)); }
  Piece OddAnchor(size_t) { return Of(random_.Pick(kOddAnchors)); }
  Piece Option(size_t) { return Of(random_.Pick(kOptions)); }
  Piece Verb(size_t) { return Of(random_.Pick(kVerbs)); }
  Piece Reference(size_t) { return Of(PickOdd(kReferences, kPlainReferences)); }
  Piece Call(size_t) { return Of(PickOdd(kCalls, kPlainCalls)); }
  Piece Comment(size_t) { return Of(random_.Pick(kComments)); }

  const Word& SetItem() {
    if (!random_.Chance(exotic_ ? 50 : 10)) return random_.Pick(kSetItems);
    return PickOdd(kOddSetItems, kPlainSetItems);
  }

  Piece Set(size_t) {
    Piece set{"[", ""};
    bool negated = random_.Chance(30);
    if (negated) set.pattern += '^';
    if (random_.Chance(5)) set.pattern += ']';
    if (random_.Chance(5)) set.pattern += '-';
    for (size_t i = 1 + random_.Below(3); i > 0; --i) {
      const Word& item = SetItem();
      set.pattern += item.pattern;
      if (set.sample.empty() || random_.Chance(30)) set.sample = item.sample;
    }
    if (random_.Chance(8)) set.pattern += '-';
    if (!exotic_ || !random_.Chance(2)) set.pattern += ']';
    if (negated) set.sample = random_.Pick(kLetters).sample.substr(0, 1);
    return set;
  }

  Piece Enclosed(std::string_view open, size_t depth) {
    Piece inner = Alternatives(depth + 1);
    inner.pattern = std::string(open) + inner.pattern;
    if (!exotic_ || !random_.Chance(1)) inner.pattern += ')';
    return inner;
  }

  Piece Capture(size_t depth) { return Enclosed("(", depth); }
  Piece Group(size_t depth) { return Enclosed("(?:", depth); }
  Piece OddGroup(size_t depth) {
    return Enclosed(PickOdd(kOddOpens, kPlainOpens), depth);
  }

  Piece Named(size_t depth) {
    constexpr std::string_view kFresh[] = {"n", "m", "_x1", "name"};
    constexpr std::string_view kOdd[] = {"1a", "", "n", "a-b", "n m"};
    std::string name(names_ < 4 ? kFresh[names_++] : "n");
    if (random_.Chance(5)) name = random_.Pick(kOdd);
    switch (random_.Below(3)) {
      case 0:
        return Enclosed("(?<" + name + ">", depth);
      case 1:
        return Enclosed("(?P<" + name + ">", depth);
      default:
        return Enclosed("(?'" + name + "'", depth);
    }
  }

  Piece Condition(size_t depth) {
    std::string open(PickOdd(kConditions, kPlainConditions));
    Piece yes = Sequence(depth + 1);
    if (random_.Chance(30)) return {open + yes.pattern + ")", yes.sample};
    Piece no = Sequence(depth + 1);
    return {open + yes.pattern + "|" + no.pattern + ")",
            random_.Chance(50) ? yes.sample : no.sample};
  }

  /// A slip of the pen: a byte is lost, doubled or put in.
  void Damage(std::string* pattern) {
    size_t at = random_.Below(pattern->size() + 1);
    if (at < pattern->size() && random_.Chance(40)) {
      pattern->erase(at, 1);
    } else {
      pattern->insert(at, 1, random_.Pick(kMutants));
    }
  }

  Random& random_;
  Style style_;
  bool exotic_;
  size_t names_ = 0;
};

constinit const PatternMaker::Kind PatternMaker::kKinds[] = {
    {{30, 20, 16}, &PatternMaker::Letter},
    {{14, 1, 5}, &PatternMaker::Set},
    {{12, 0, 4}, &PatternMaker::Escape},
    {{12, 4, 4}, &PatternMaker::Anchor},
    {{10, 14, 8}, &PatternMaker::Capture},
    {{5, 6, 3}, &PatternMaker::Group},
    {{0, 0, 6}, &PatternMaker::OddEscape},
    {{0, 1, 2}, &PatternMaker::OddAnchor},
    {{1, 0, 3}, &PatternMaker::OddByte},
    {{0, 5, 7}, &PatternMaker::OddGroup},
    {{0, 0, 3}, &PatternMaker::Named},
    {{0, 0, 2}, &PatternMaker::Option},
    {{0, 0, 1}, &PatternMaker::Verb},
    {{0, 6, 3}, &PatternMaker::Reference},
    {{0, 1, 2}, &PatternMaker::Call},
    {{0, 2, 2}, &PatternMaker::Condition},
    {{0, 0, 1}, &PatternMaker::Comment},
};

Piece PatternMaker::Atom(size_t depth) {
  if (depth >= kDepth) return Letter(depth);
  size_t total = 0;
  auto style = static_cast<size_t>(style_);
  for (const Kind& kind : kKinds) total += kind.weights[style];
  size_t at = random_.Below(total);
  for (const Kind& kind : kKinds) {
    size_t weight = kind.weights[style];
    if (at < weight) return (this->*kind.make)(depth);
    at -= weight;
  }
  return {};
}

std::string Noise(Random& random) {
  std::string out;
  for (size_t i = random.Below(5); i > 0; --i) {
    const Word& word =
        random.Chance(85) ? random.Pick(kLetters) : random.Pick(kOddBytes);
    out += word.sample;
  }
  return out;
}

char SwapCase(char c) {
  bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return letter ? static_cast<char>(c ^ 32) : c;
}

void Change(Random& random, std::string* text) {
  if (text->empty()) return;
  size_t at = random.Below(text->size());
  switch (random.Below(4)) {
    case 0:
      text->erase(at, 1);
      break;
    case 1:
      text->insert(at, random.Pick(kLetters).sample);
      break;
    case 2:
      text->insert(at, text->substr(at, 3));
      break;
    case 3:
      (*text)[at] = SwapCase((*text)[at]);
      break;
  }
}

}  // namespace

Piece MakePattern(Random& random, Style style) {
  return PatternMaker(random, style).Whole();
}

std::string MakeSubject(Random& random, const Piece& pattern, Style style) {
  std::string out;
  if (style == Style::kDense) {
    for (size_t i = random.Below(10); i > 0; --i)
      out += "aabbc"[random.Below(5)];
    return out;
  }
  switch (random.Below(10)) {
    case 0:
      out = random.Pick(kSubjects);
      break;
    case 1:
      out = Noise(random);
      out += Noise(random);
      break;
    case 2:
      out = pattern.sample;
      break;
    case 3:
      out = pattern.sample + pattern.sample;
      break;
    case 4:
      for (char c : pattern.sample) out += SwapCase(c);
      break;
    default:
      out = pattern.sample;
      if (random.Chance(60)) Change(random, &out);
      out.insert(0, Noise(random));
      out += Noise(random);
  }
  if (random.Chance(12)) out += random.Chance(70) ? "\n" : "\r\n";
  return out;
}

}  // namespace trommel::pcre
