// SPDX-License-Identifier: MIT
// Tokens of RFC 5322 section 3.2, read with tolerance.
#include "interp/text/address_lexer.h"

#include <algorithm>

#include "interp/text/ascii.h"

namespace trommel::text {
namespace {

using namespace std::string_view_literals;

constexpr size_t kNpos = std::string_view::npos;
constexpr std::string_view kSpecials = "<>@,;:.";
constexpr std::string_view kWordEnds = "<>@,;:.\"([";

}  // namespace

bool AddressLexer::Next(AddressToken* token) {
  *token = AddressToken{};
  token->spaced = SkipSpace();
  if (at_ >= value_.size()) return false;
  size_t end = 0;
  if (kSpecials.find(value_[at_]) != kNpos) {
    token->kind = AddressTokenKind::kSpecial;
    end = at_ + 1;
  } else if (value_[at_] == '"' && (end = QuotedEnd()) != 0) {
    token->kind = AddressTokenKind::kQuoted;
  } else if (value_[at_] == '[' && (end = LiteralEnd()) != 0) {
    token->kind = AddressTokenKind::kLiteral;
  } else {
    end = WordEnd();
  }
  token->text = value_.substr(at_, end - at_);
  at_ = end;
  return true;
}

bool AddressLexer::SkipSpace() {
  size_t start = at_;
  for (; at_ < value_.size(); ++at_) {
    if (value_[at_] == '(')
      SkipComment();
    else if (!IsSpace(value_[at_]))
      break;
  }
  at_ = std::min(at_, value_.size());
  return at_ > start;
}

/// Leaves at_ on the last byte of the comment that starts here.
void AddressLexer::SkipComment() {
  size_t depth = 0;
  for (; at_ < value_.size(); ++at_) {
    if (value_[at_] == '\\')
      ++at_;
    else if (value_[at_] == '(')
      ++depth;
    else if (value_[at_] == ')' && --depth == 0)
      return;
  }
  repaired_ = true;
}

size_t AddressLexer::QuotedEnd() {
  if (!quotes_close_) return 0;
  for (size_t i = at_ + 1; i < value_.size(); ++i) {
    if (value_[i] == '"') return i + 1;
    if (value_[i] == '\\') ++i;
  }
  quotes_close_ = false;
  repaired_ = true;
  return 0;
}

size_t AddressLexer::LiteralEnd() {
  size_t close = brackets_close_ ? value_.find(']', at_) : kNpos;
  if (close != kNpos) return close + 1;
  brackets_close_ = false;
  repaired_ = true;
  return 0;
}

/// A word takes at least one byte, whatever it is.
size_t AddressLexer::WordEnd() const {
  size_t i = at_;
  do {
    i += value_[i] == '\\' ? 2 : 1;
  } while (i < value_.size() && !IsSpace(value_[i]) &&
           kWordEnds.find(value_[i]) == kNpos);
  return std::min(i, value_.size());
}

std::string Plain(const AddressToken& token) {
  std::string_view text = token.text;
  if (token.kind == AddressTokenKind::kLiteral) return std::string(text);
  if (token.kind == AddressTokenKind::kQuoted)
    text = text.substr(1, text.size() - 2);
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) == "\r\n"sv)
      ++i;
    else if (text[i] == '\\' && i + 1 < text.size())
      out += text[++i];
    else if (text[i] != '\n')
      out += text[i];
  }
  return out;
}

}  // namespace trommel::text
