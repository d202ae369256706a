// SPDX-License-Identifier: MIT
// A lexer for regular expressions and the two passes over its tokens.
#include "interp/text/regex_pattern.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "interp/base/limits.h"
#include "interp/text/ascii.h"

namespace trommel::text {
namespace {

using namespace std::string_view_literals;

constexpr size_t kNpos = std::string_view::npos;
constexpr size_t kDepthLimit = 250;
constexpr size_t kAtomBytes = 16;  // what one atom takes in a program
constexpr size_t kSetBytes = 272;  // a set holds a flag for every byte

/// End of `prefix...close` at `start`, or the whole text when it is open.
size_t Through(std::string_view text, size_t start, std::string_view close) {
  size_t at = text.find(close, start);
  return at == kNpos ? text.size() : at + close.size();
}

/// Reads decimal digits at *at; false when there are none.
bool ReadCount(std::string_view text, size_t* at, size_t* value) {
  size_t start = *at;
  for (*value = 0; *at < text.size() && IsDigit(text[*at]); ++*at)
    *value = std::min<size_t>(
        *value * 10 + static_cast<size_t>(text[*at] - '0'), 1U << 30);
  return *at > start;
}

}  // namespace

bool PatternReader::Next(PatternToken* token) {
  if (rest_.empty()) return false;
  *token = PatternToken{};
  size_t length = 1;
  switch (rest_[0]) {
    case '\\':
      length = EscapeLength(&token->kind);
      break;
    case '[':
      token->kind = TokenKind::kSet;
      length = SetLength();
      break;
    case '(':
      token->kind = TokenKind::kOpen;
      length = OpenLength();
      break;
    case ')':
      token->kind = TokenKind::kClose;
      break;
    case '|':
      token->kind = TokenKind::kAlternate;
      break;
    case '.':
      token->kind = TokenKind::kDot;
      break;
    case '^':
      token->kind = TokenKind::kCaret;
      break;
    case '$':
      token->kind = TokenKind::kDollar;
      break;
    case '*':
    case '+':
    case '?':
      token->kind = TokenKind::kRepeat;
      token->low = rest_[0] == '+' ? 1 : 0;
      token->high = rest_[0] == '?' ? 1 : 0;
      length = WithMark(1);
      break;
    case '{':
      length = BraceLength(token);
      break;
  }
  token->text = rest_.substr(0, length);
  rest_.remove_prefix(token->text.size());
  return true;
}

size_t PatternReader::WithMark(size_t length) const {
  bool marked = perl_ && length < rest_.size() &&
                (rest_[length] == '?' || rest_[length] == '+');
  return marked ? length + 1 : length;
}

size_t PatternReader::BraceLength(PatternToken* token) const {
  size_t at = 1;
  token->kind = TokenKind::kBrace;
  if (!ReadCount(rest_, &at, &token->low)) return 1;
  token->high = std::max<size_t>(token->low, 1);
  if (at < rest_.size() && rest_[at] == ',') {
    ++at;
    if (!ReadCount(rest_, &at, &token->high)) token->high = 0;
  }
  if (at >= rest_.size() || rest_[at] != '}') return 1;
  token->kind = TokenKind::kRepeat;
  return WithMark(at + 1);
}

size_t PatternReader::SetLength() const {
  size_t at = 1;
  if (at < rest_.size() && rest_[at] == '^') ++at;
  if (at < rest_.size() && rest_[at] == ']') ++at;
  while (at < rest_.size() && rest_[at] != ']') {
    if (rest_[at] == '\\' && perl_) {
      at += 2;
    } else if (rest_[at] == '[' && at + 1 < rest_.size() &&
               ":.="sv.find(rest_[at + 1]) != kNpos) {
      const char close[] = {rest_[at + 1], ']'};
      std::string_view mark(close, 2);
      size_t end = at + 2;
      if (perl_) {
        end = rest_.find_first_of("[]"sv, end);
        bool named = end != kNpos && end > at + 2 && rest_[end] == ']' &&
                     rest_[end - 1] == mark[0];
        end = named ? end - 1 : kNpos;
      } else {
        end = rest_.find(mark, end);
      }
      at = end == kNpos ? at + 1 : end + 2;
    } else {
      ++at;
    }
  }
  return std::min(at + 1, rest_.size());
}

size_t PatternReader::OpenLength() const {
  if (!perl_ || rest_.size() < 2) return 1;
  if (rest_[1] == '*') return Through(rest_, 2, ")"sv);
  if (rest_[1] != '?') return 1;
  if (rest_.substr(2, 1) == "#"sv) return Through(rest_, 3, ")"sv);
  size_t at = 2;
  while (at < rest_.size() &&
         (IsAlpha(rest_[at]) || rest_[at] == '-' || rest_[at] == '^'))
    ++at;
  if (at < rest_.size() && (rest_[at] == ')' || rest_[at] == ':'))
    return at + 1;
  if (at < rest_.size() && "=!>|<"sv.find(rest_[at]) != kNpos) return at + 1;
  return 2;
}

size_t PatternReader::EscapeLength(TokenKind* kind) const {
  *kind = TokenKind::kEscape;
  if (rest_.size() < 2) return 1;
  char letter = rest_[1];
  if ("<>`'"sv.find(letter) != kNpos)
    *kind = TokenKind::kWordEscape;
  else if (!IsAlnum(letter))
    *kind = TokenKind::kChar;
  else if (letter == 'Q' && perl_)
    return Through(rest_, 2, "\\E"sv);
  else if (letter == 'c')
    return std::min<size_t>(3, rest_.size());
  else if ("xpPkgo"sv.find(letter) != kNpos && rest_.substr(2, 1) == "{"sv)
    return Through(rest_, 3, "}"sv);
  return 2;
}

namespace {

/// Atoms of a pattern with its counted repeats written out.
class SizeCheck {
 public:
  Status Add(const PatternToken& token) {
    if (token.kind == TokenKind::kOpen && token.text.back() != ')') {
      if (outer_.size() >= kDepthLimit)
        return Err(Code::kLimit, "regular expression nested too deeply");
      outer_.push_back(std::exchange(atoms_, 1));
    } else if (token.kind == TokenKind::kClose && !outer_.empty()) {
      last_ = atoms_;
      atoms_ += outer_.back();
      outer_.pop_back();
    } else if (token.kind == TokenKind::kRepeat) {
      size_t times = std::max<size_t>({token.low, token.high, 1});
      atoms_ += last_ * (times - 1);
      last_ *= times;
    } else {
      if (token.kind == TokenKind::kSet) sets_ += kSetBytes;
      last_ = 1;
      ++atoms_;
    }
    if (sets_ + atoms_ * kAtomBytes > limits::kRegexProgramBytes)
      return Err(Code::kLimit, "regular expression too large");
    return {};
  }

 private:
  std::vector<size_t> outer_;
  size_t atoms_ = 0;
  size_t last_ = 0;
  size_t sets_ = 0;
};

/// Escapes that are one unknown byte, or none, and take no argument.
bool IsPlainEscape(std::string_view text) {
  return text.size() == 2 && "dDwWsSbBAzZhHvVntrfea"sv.find(text[1]) != kNpos;
}

/// Collects the runs of plain bytes that stand outside all groups.
class HintFinder {
 public:
  HintFinder(RegexSyntax syntax, bool caseless)
      : perl_(syntax == RegexSyntax::kPerl) {
    hint_.caseless = caseless;
  }

  /// False when nothing certain can be said about the pattern.
  bool Add(const PatternToken& token) {
    bool first = std::exchange(first_, false);
    bool after_repeat = std::exchange(after_repeat_, false);
    bool after_char = std::exchange(after_char_, false);
    switch (token.kind) {
      case TokenKind::kChar:
        AddChar(token.text.back());
        return true;
      case TokenKind::kWordEscape:
        if (perl_)
          AddChar(token.text.back());
        else
          Flush();
        return true;
      case TokenKind::kRepeat:
        if (at_start_ && run_.empty()) return false;
        if (token.low == 0 && after_char && !run_.empty()) run_.pop_back();
        Flush();
        after_repeat_ = true;
        return !after_repeat;
      case TokenKind::kOpen:
        return Open(token, first);
      case TokenKind::kClose:
        Flush();
        return depth_-- > 0;
      case TokenKind::kAlternate:
        return depth_ > 0;
      case TokenKind::kCaret:
        Flush();
        if (first) hint_.anchored = at_start_ = true;
        return true;
      case TokenKind::kBrace:
        return false;
      case TokenKind::kEscape:
        Flush();
        return IsPlainEscape(token.text);
      case TokenKind::kSet:
      case TokenKind::kDot:
      case TokenKind::kDollar:
        Flush();
        return true;
    }
    return false;
  }

  PatternHint Finish() {
    Flush();
    return std::move(hint_);
  }

 private:
  void AddChar(char c) {
    if (depth_ > 0) return;
    run_ += c;
    after_char_ = true;
  }

  bool Open(const PatternToken& token, bool first) {
    Flush();
    if (first && perl_ && token.text == "(?i)"sv) {
      hint_.caseless = first_ = true;
      return true;
    }
    ++depth_;
    return token.text == "("sv || token.text == "(?:"sv;
  }

  void Flush() {
    if (depth_ > 0) return;
    if (at_start_)
      hint_.prefix = run_;
    else if (run_.size() > hint_.literal.size())
      hint_.literal = run_;
    at_start_ = false;
    run_.clear();
  }

  PatternHint hint_;
  std::string run_;
  size_t depth_ = 0;
  bool perl_;
  bool first_ = true;
  bool at_start_ = false;
  bool after_char_ = false;
  bool after_repeat_ = false;
};

}  // namespace

Status CheckPattern(std::string_view pattern) {
  PatternReader reader(pattern, RegexSyntax::kPosixExtended);
  SizeCheck check;
  for (PatternToken token; reader.Next(&token);) TRY(check.Add(token));
  return {};
}

PatternHint FindHint(std::string_view pattern, Regex::Options options) {
  // What a dot stands for is no matter here.
  constexpr std::string_view kDotAll = "(?s)";
  if (options.syntax == RegexSyntax::kPerl && pattern.starts_with(kDotAll) &&
      pattern.find_first_of("*+?{", kDotAll.size()) != kDotAll.size()) {
    pattern.remove_prefix(kDotAll.size());
  }
  PatternReader reader(pattern, options.syntax);
  HintFinder finder(options.syntax, options.caseless);
  for (PatternToken token; reader.Next(&token);) {
    if (!finder.Add(token)) return {};
  }
  return finder.Finish();
}

}  // namespace trommel::text
