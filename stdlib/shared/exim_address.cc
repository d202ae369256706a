// SPDX-License-Identifier: MIT
#include "stdlib/shared/exim_address.h"

#include "interp/base/limits.h"
#include "interp/text/ascii.h"

namespace trommel::stdlib::exim {
namespace {

constexpr const char* kOpenQuote = "unmatched doublequote in local part";
constexpr const char* kNoLocalPart = "missing or malformed local part";
constexpr const char* kExpectedWord = " (expected word or \"<\")";
/// Bytes shown of what may not follow an address.
constexpr size_t kShownRest = 32;

bool IsSpecial(char c) {
  constexpr std::string_view kSpecials = "()<>@,;:\\\".[]";
  return kSpecials.find(c) != std::string_view::npos;
}

bool IsAtomByte(char c) {
  auto byte = static_cast<unsigned char>(c);
  return byte > 0x20 && byte != 0x7F && (!IsSpecial(c) || c == '\\');
}

/// What after a lone word means that a phrase was begun and went wrong.
bool IsPhraseEnd(char c) { return c == '"' || c == ',' || c == ':'; }

/// Offset after a comment that opens at `at`, nested ones included; the end of
/// the text closes what is open.
size_t AfterComment(std::string_view text, size_t at) {
  size_t depth = 0;
  for (; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '(') {
      ++depth;
    } else if (text[at] == ')' && --depth == 0) {
      return at + 1;
    }
  }
  return text.size();
}

/// Reads tokens of one address; never recurses.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) { Skip(); }

  Result<BareAddress> Read();

 private:
  bool done() const { return at_ >= text_.size(); }
  char now() const { return done() ? '\0' : text_[at_]; }
  bool IsWordStart() const {
    return !done() && (IsAtomByte(now()) || now() == '"');
  }
  size_t AfterAtom(size_t at) const;
  /// Past white space and comments.
  void Skip() {
    while (!done() && (text::IsSpace(now()) || now() == '(')) {
      at_ = now() == '(' ? AfterComment(text_, at_) : at_ + 1;
    }
  }
  /// A quoted string as written, or false when it never ends.
  bool Quoted(std::string* out);
  /// Words (atoms or quoted strings) and dots: a local part as Exim takes it.
  Status LocalPart(std::string* out);
  /// `literal` allows for one in brackets: only a bare address has that.
  Status Domain(bool literal, std::string* out);
  /// Whether there was one.
  Result<bool> Route();
  Result<BareAddress> Spec(bool bracketed);
  Status End(size_t begin);
  /// Whether a phrase and then `<` stand here; leaves at_ on the `<` if so.
  bool Phrase();

  std::string_view text_;
  size_t at_ = 0;
};

size_t Reader::AfterAtom(size_t at) const {
  while (at < text_.size() && IsAtomByte(text_[at])) {
    at += text_[at] == '\\' ? 2 : 1;
  }
  return std::min(at, text_.size());
}

bool Reader::Quoted(std::string* out) {
  size_t begin = at_++;
  while (!done() && now() != '"') at_ += now() == '\\' ? 2 : 1;
  if (done()) return false;
  ++at_;
  out->append(text_.substr(begin, at_ - begin));
  Skip();
  return true;
}

Status Reader::LocalPart(std::string* out) {
  while (IsWordStart() || now() == '.') {
    bool word = now() != '.';
    if (now() == '"') {
      if (!Quoted(out)) return Err(Code::kRun, kOpenQuote);
    } else {
      size_t begin = at_++;
      if (word) at_ = AfterAtom(begin);
      out->append(text_.substr(begin, at_ - begin));
      Skip();
    }
    if (word && now() != '.') break;
  }
  if (out->empty()) return Err(Code::kRun, kNoLocalPart);
  return {};
}

Status Reader::Domain(bool literal, std::string* out) {
  Skip();
  if (now() == '[') {
    if (!literal) return Err(Code::kRun, "domain literals not allowed");
    size_t end = text_.find(']', at_);
    if (end == std::string_view::npos) {
      return Err(Code::kRun, "malformed domain literal");
    }
    out->append(text_.substr(at_, end + 1 - at_));
    at_ = end + 1;
    Skip();
    return {};
  }
  for (;;) {
    if (!text::IsAlnum(now())) {
      return Err(Code::kRun, "domain missing or malformed");
    }
    while (text::IsAlnum(now()) || now() == '-') *out += text_[at_++];
    Skip();
    if (now() != '.') return {};
    *out += '.';
    ++at_;
    Skip();
  }
}

Result<bool> Reader::Route() {
  if (now() != '@') return false;
  std::string ignored;
  bool list = false;
  while (now() == '@') {
    ++at_;
    TRY(Domain(false, &ignored));
    if (now() != ',') break;
    list = true;
    ++at_;
    Skip();
  }
  if (now() != ':') {
    return Err(Code::kRun,
               list ? "colon expected after route list" : "no local part");
  }
  ++at_;
  Skip();
  return true;
}

Result<BareAddress> Reader::Spec(bool bracketed) {
  TRY_ASSIGN(const bool routed, Route());
  BareAddress out;
  if (Status local = LocalPart(&out.local_part); !local) {
    if (!routed && !bracketed && local.error().text == kNoLocalPart) {
      local.error().text += kExpectedWord;
    }
    return Err(std::move(local.error()));
  }
  if (now() == '@') {
    ++at_;
    TRY(Domain(!routed && !bracketed, &out.domain));
  } else if ((bracketed || routed) && !done() && !(bracketed && now() == '>')) {
    return Err(Code::kRun,
               "\"@\" or \".\" expected after \"" + out.local_part + "\"");
  } else if (routed) {
    return Err(Code::kRun, "domain missing in source-routed address");
  }
  return out;
}

bool Reader::Phrase() {
  size_t begin = at_;
  std::string ignored;
  while (!done() && now() != '<') {
    if (now() == '"') {
      if (!Quoted(&ignored)) break;
    } else if (IsAtomByte(now()) || now() == '.') {
      ++at_;
      Skip();
    } else {
      break;
    }
  }
  if (now() == '<') return true;
  at_ = begin;
  return false;
}

Status Reader::End(size_t begin) {
  if (done()) return {};
  std::string before(text_.substr(begin, at_ - begin));
  return Err(Code::kRun, "malformed address: " +
                             std::string(text_.substr(at_, kShownRest)) +
                             " may not follow " + before);
}

Result<BareAddress> Reader::Read() {
  if (done()) return Err(Code::kRun, "empty address");
  size_t begin = at_;
  if (Phrase()) {
    ++at_;
    Skip();
    TRY_ASSIGN(BareAddress out, Spec(true));
    if (now() != '>') return Err(Code::kRun, "'>' missing at end of address");
    ++at_;
    Skip();
    TRY(End(begin));
    return out;
  }
  Result<BareAddress> out = Spec(false);
  if (!out) return out;
  bool word_follows = out->domain.empty() && !done() &&
                      (IsAtomByte(now()) || IsPhraseEnd(now()));
  if (word_follows) {
    std::string ignored;
    bool open = now() == '"' && !Quoted(&ignored);
    return Err(Code::kRun,
               std::string(open ? kOpenQuote : kNoLocalPart) + kExpectedWord);
  }
  TRY(End(begin));
  return out;
}

/// What a scan over an address list stands in.
struct ListScan {
  bool in_angle = false;
  /// Moves past one byte, comment or quoted string; true on a plain byte.
  bool Step(std::string_view list, size_t* at) {
    char c = list[*at];
    if (c == '(') {
      *at = AfterComment(list, *at);
      return false;
    }
    if (c == '"') {
      for (++*at; *at < list.size() && list[*at] != '"';) {
        *at += list[*at] == '\\' ? 2 : 1;
      }
      *at = std::min(*at + 1, list.size());
      return false;
    }
    if (c == '<') in_angle = true;
    if (c == '>') in_angle = false;
    ++*at;
    return true;
  }
};

/// Offset after `name:` when a group begins `item`, else 0.
size_t AfterGroupName(std::string_view item) {
  ListScan scan;
  for (size_t at = 0; at < item.size();) {
    size_t here = at;
    bool plain = scan.Step(item, &at);
    if (!plain) continue;
    if (item[here] == '@' || scan.in_angle) return 0;
    if (item[here] == ':') return here + 1;
  }
  return 0;
}

/// Length of the first item: up to a comma, or inside a group to a `;`, outside
/// quotes, comments and angle brackets.
size_t FirstItem(std::string_view list, bool in_group) {
  ListScan scan;
  size_t at = 0;
  while (at < list.size()) {
    size_t here = at;
    bool plain = scan.Step(list, &at);
    if (!plain || scan.in_angle) continue;
    if (list[here] == ',' || (in_group && list[here] == ';')) return here;
  }
  return list.size();
}

}  // namespace

std::string BareAddress::Text() const {
  return domain.empty() ? local_part : local_part + "@" + domain;
}

Result<BareAddress> ReadAddress(std::string_view text) {
  return Reader(text).Read();
}

Result<std::vector<ListedAddress>> ReadAddressList(std::string_view list,
                                                   bool groups) {
  std::vector<ListedAddress> out;
  bool in_group = false;
  while (!list.empty()) {
    size_t name = groups && !in_group
                      ? AfterGroupName(list.substr(0, FirstItem(list, true)))
                      : 0;
    in_group = in_group || name > 0;
    list.remove_prefix(name);
    size_t size = FirstItem(list, in_group);
    std::string_view item = text::Trim(list.substr(0, size));
    if (!item.empty() && out.size() == limits::kAddresses) {
      return Err(Code::kLimit, "more than " +
                                   std::to_string(limits::kAddresses) +
                                   " addresses in one list");
    }
    if (!item.empty()) out.push_back({item, ReadAddress(item)});
    if (size < list.size() && list[size] == ';') {
      in_group = false;
      size = FirstItem(list, false);
    }
    list.remove_prefix(std::min(size + 1, list.size()));
  }
  return out;
}

}  // namespace trommel::stdlib::exim
