// SPDX-License-Identifier: MIT
// Address lists: tokens are gathered up to a separator, then read as one item.
#include "interp/text/address.h"

#include <algorithm>
#include <utility>

#include "interp/base/limits.h"
#include "interp/text/address_lexer.h"
#include "interp/text/ascii.h"

namespace trommel::text {
namespace {

using Token = AddressToken;
using Tokens = std::vector<Token>;
using Range = std::pair<Tokens::const_iterator, Tokens::const_iterator>;

constexpr std::string_view kAtomPunctuation = "!#$%&'*+-/=?^_`{|}~";

bool IsAtomChar(char c) {
  return IsAlnum(c) || static_cast<unsigned char>(c) >= 0x80 ||
         kAtomPunctuation.find(c) != std::string_view::npos;
}

/// dot-atom of RFC 5322 section 3.2.3.
bool IsDotAtom(std::string_view text) {
  bool dot = true;  // a dot may not come now
  for (char c : text) {
    if (c == '.' ? dot : !IsAtomChar(c)) return false;
    dot = c == '.';
  }
  return !dot;
}

auto FindSpecial(const Range& range, char special) {
  return std::find_if(range.first, range.second,
                      [special](const Token& t) { return t.Is(special); });
}

/// A phrase: words with one space where any stood.
std::string Phrase(const Range& range) {
  std::string out;
  for (auto token = range.first; token != range.second; ++token) {
    if (token->Is('<')) continue;
    if (token->spaced && !out.empty()) out += ' ';
    out += Plain(*token);
  }
  return out;
}

/// Joins words and dots; false for two words side by side or anything else.
bool JoinDotted(const Range& range, std::string* out) {
  bool after_word = false;
  for (auto token = range.first; token != range.second; ++token) {
    if (!token->Is('.') && (after_word || !token->IsWordLike())) return false;
    after_word = !token->Is('.');
    *out += Plain(*token);
  }
  return !out->empty() || range.first != range.second;
}

/// A domain literal without what would confuse its next reader.
bool IsPlainLiteral(std::string_view text) {
  return std::none_of(text.begin() + 1, text.end() - 1, [](char c) {
    return IsSpace(c) ||
           std::string_view("\"@[\\").find(c) != std::string_view::npos;
  });
}

bool JoinDomain(const Range& range, std::string* out) {
  if (range.second - range.first == 1 &&
      range.first->kind == AddressTokenKind::kLiteral) {
    *out = Plain(*range.first);
    return IsPlainLiteral(*out);
  }
  auto odd = [](const Token& token) {
    return token.kind == AddressTokenKind::kQuoted ||
           token.text.find('\\') != std::string_view::npos;
  };
  return std::none_of(range.first, range.second, odd) && JoinDotted(range, out);
}

/// Reads an addr-spec, or a local part alone.
bool ReadSpec(const Range& range, Address* address) {
  auto at = FindSpecial(range, '@');
  std::string local;
  std::string domain;
  if (!JoinDotted({range.first, at}, &local)) return false;
  if (at != range.second && !JoinDomain({at + 1, range.second}, &domain))
    return false;
  address->local_part = std::move(local);
  address->domain = std::move(domain);
  return true;
}

/// Reads one list; items go to the vector as they end.
class ListParser {
 public:
  explicit ListParser(std::string_view value) : lexer_(value) {
    auto commas = static_cast<size_t>(
        std::count(value.begin(), value.end(), ','));
    addresses_.reserve(std::min<size_t>(commas + 1, limits::kAddresses));
  }

  void Run() {
    Token token;
    while (!truncated_ && lexer_.Next(&token)) Take(token);
    EndItem();
    if (in_group_) repaired_ = true;
  }

  std::vector<Address> TakeAddresses() { return std::move(addresses_); }
  bool truncated() const { return truncated_; }
  bool repaired() const { return repaired_ || lexer_.repaired(); }

 private:
  void Take(const Token& token) {
    if ((token.Is(';') && !InEmptyGroup()) || (token.Is(',') && !InRoute())) {
      EndItem();
      if (token.Is(';')) EndGroup();
    } else if (token.Is(':') && MayNameGroup()) {
      StartGroup();
    } else {
      Add(token);
    }
  }

  void Add(const Token& token) {
    if (token.Is('<')) {
      if (closed_ != 0) EndAtAngle();
      if (open_ != 0) repaired_ = true;
      open_ = tokens_.size() + 1;
    }
    has_at_ = has_at_ || token.Is('@');
    last_ = token.text;
    if (tokens_.size() >= limits::kAddressTokens) {
      overlong_ = repaired_ = true;
      return;
    }
    tokens_.push_back(token);
    if (!token.Is('>')) return;
    if (open_ != 0 && closed_ == 0) {
      closed_ = tokens_.size();
    } else {
      tokens_.pop_back();
      repaired_ = true;
    }
  }

  bool InRoute() const {
    if (open_ == 0 || closed_ != 0 || tokens_.size() <= open_) return false;
    return tokens_[open_].Is('@') && !route_done_;
  }

  /// `<undisclosed-recipients:;>`, which is one item, if no address.
  bool InEmptyGroup() const {
    return open_ != 0 && closed_ == 0 && tokens_.back().Is(':');
  }

  /// A ':' outside "<>" after words makes a group; one in a route ends that.
  bool MayNameGroup() {
    if (open_ != 0 && closed_ == 0) {
      route_done_ = true;
      return false;
    }
    return open_ == 0 && !has_at_;
  }

  /// `<a@b> Bob <c@d>`: a comma is missing after the first.
  void EndAtAngle() {
    Tokens rest(tokens_.begin() + static_cast<std::ptrdiff_t>(closed_),
                tokens_.end());
    tokens_.resize(closed_);
    EndItem();
    tokens_ = std::move(rest);
    repaired_ = true;
  }

  void StartGroup() {
    group_ = tokens_.empty() ? std::string_view() : Raw();
    in_group_ = true;
    overlong_ = false;
    tokens_.clear();
  }

  void EndGroup() {
    if (!in_group_) repaired_ = true;
    in_group_ = false;
    group_ = {};
  }

  /// What was written from the first token to the last.
  std::string_view Raw() const {
    const char* start = tokens_.front().text.data();
    std::string_view last = overlong_ ? last_ : tokens_.back().text;
    return {start, static_cast<size_t>(last.data() + last.size() - start)};
  }

  void EndItem() {
    if (!tokens_.empty()) {
      if (addresses_.size() < limits::kAddresses)
        Read();
      else
        truncated_ = true;
    }
    tokens_.clear();
    open_ = closed_ = 0;
    route_done_ = has_at_ = overlong_ = false;
  }

  void Read() {
    Address& address = addresses_.emplace_back();
    address.raw = Raw();
    address.group = group_;
    address.valid = false;
    if (overlong_) return;
    Range all{tokens_.begin(), tokens_.end()};
    address.valid =
        open_ == 0 ? ReadSpec(all, &address) : ReadAngle(all, &address);
  }

  bool ReadAngle(const Range& all, Address* address) {
    auto open = all.first + static_cast<std::ptrdiff_t>(open_) - 1;
    auto close = closed_ == 0
                     ? all.second
                     : all.first + static_cast<std::ptrdiff_t>(closed_) - 1;
    if (closed_ != tokens_.size()) repaired_ = true;
    address->display_name = Phrase({all.first, open});
    Range spec{open + 1, close};
    if (spec.first != spec.second && spec.first->Is('@')) {
      auto colon = FindSpecial(spec, ':');
      if (colon != spec.second) spec.first = colon + 1;
    }
    return ReadSpec(spec, address);
  }

  AddressLexer lexer_;
  std::vector<Address> addresses_;
  Tokens tokens_;      // of the item being gathered
  size_t open_ = 0;    // its '<', counted from 1; 0 for none
  size_t closed_ = 0;  // its '>', the same
  bool route_done_ = false;
  bool has_at_ = false;  // an '@' is among tokens_
  bool overlong_ = false;   // it has more tokens than tokens_ may hold
  std::string_view last_;   // its last token
  bool in_group_ = false;
  bool repaired_ = false;
  bool truncated_ = false;
  std::string_view group_;
};

bool HasControl(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < ' ' || c == 0x7F;
  });
}

}  // namespace

std::string Address::Spec() const {
  std::string out;
  if (IsDotAtom(local_part)) {
    out = local_part;
  } else {
    out = '"';
    for (char c : local_part) {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
    out += '"';
  }
  if (!domain.empty()) out.append("@").append(domain);
  return out;
}

std::vector<Address> ParseAddresses(std::string_view value, bool* truncated) {
  ListParser parser(value);
  parser.Run();
  if (truncated != nullptr) *truncated = parser.truncated();
  return parser.TakeAddresses();
}

bool ParseAddress(std::string_view text, Address* out) {
  if (HasControl(text)) return false;
  ListParser parser(text);
  parser.Run();
  std::vector<Address> all = parser.TakeAddresses();
  if (parser.repaired() || all.size() != 1) return false;
  const Address& only = all.front();
  bool literal = only.domain.starts_with('[');
  if (!only.valid || !only.group.empty() || only.domain.empty() ||
      (!literal && !IsDotAtom(only.domain)))
    return false;
  bool quoted = only.raw.find('"') != std::string_view::npos;
  if (!quoted && !IsDotAtom(only.local_part)) return false;
  *out = std::move(all.front());
  return true;
}

AddressParts SplitAddress(std::string_view spec) {
  size_t at = std::string_view::npos;
  bool quoted = false;
  for (size_t i = 0; i < spec.size(); ++i) {
    if (spec[i] == '"')
      quoted = !quoted;
    else if (spec[i] == '\\' && quoted)
      ++i;
    else if (spec[i] == '@' && !quoted)
      at = i;
  }
  if (at == std::string_view::npos) return {spec, spec.substr(spec.size())};
  return {spec.substr(0, at), spec.substr(at + 1)};
}

}  // namespace trommel::text
