// SPDX-License-Identifier: MIT
#include "interp/exim/address.h"

#include "interp/base/limits.h"
#include "interp/text/ascii.h"

namespace trommel::exim {
namespace {

constexpr size_t kAddressBytes = 256;
constexpr size_t kShownOfAddress = 64;
constexpr size_t kShownOfRest = 32;
constexpr const char* kOpenQuote = "unmatched doublequote in local part";
constexpr const char* kNoLocalPart = "missing or malformed local part";
constexpr const char* kNoDomain = "domain missing or malformed";
constexpr const char* kBrokenUtf8 = "invalid UTF-8 byte sequence";
constexpr const char* kExpected = " (expected word or \"<\")";

bool IsSpecial(char c) {
  constexpr std::string_view kSpecials = "()<>@,;:\\\".[]";
  return kSpecials.find(c) != std::string_view::npos;
}

bool IsAtomByte(char c) {
  auto byte = static_cast<unsigned char>(c);
  return byte > 0x20 && byte != 0x7F && (!IsSpecial(c) || c == '\\');
}

bool IsLiteralByte(char c) {
  return c > 0x20 && c < 0x7F && c != '[' && c != '\\' && c != ']';
}

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

/// Length of the UTF-8 character at the front by its first byte, 0 for none:
/// like Exim's check it takes overlong and over-large ones.
size_t Utf8Size(std::string_view text) {
  auto first = static_cast<unsigned char>(text[0]);
  if (first < 0xC0 || first >= 0xFE) return 0;
  size_t size = 2;
  while ((first & (0x80U >> size)) != 0) ++size;
  if (size > text.size()) return 0;
  for (size_t i = 1; i < size; ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80) return 0;
  }
  return size;
}

/// What a scan over an item of an address list stands in.
struct ListScan {
  bool at_start = false;  ///< of an item, or behind a `<`
  bool in_angle = false;
  bool in_route = false;  ///< from an `@` at a start up to a colon
  /// Moves past one byte, comment or quoted string; true on a plain byte.
  bool Step(std::string_view list, size_t* at) {
    char c = list[*at];
    const bool starts = at_start;
    at_start = c == '<';
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
    if (c == '\\') {
      *at = std::min(*at + 2, list.size());
      return false;
    }
    if (c == '<') in_angle = true;
    if (c == '>') in_angle = false;
    if (c == '@' && starts) in_route = true;
    if (c == ':') in_route = false;
    ++*at;
    return true;
  }
};

/// Offset after `name:` when a group begins `item`, else 0. The name is words
/// and dots, or nothing.
size_t AfterGroupName(std::string_view item) {
  ListScan scan;
  for (size_t at = 0; at < item.size();) {
    size_t here = at;
    bool plain = scan.Step(item, &at);
    if (!plain) continue;
    const char c = item[here];
    if (c == ':') return here + 1;
    if (!IsAtomByte(c) && !text::IsSpace(c) && c != '.') return 0;
  }
  return 0;
}

/// Reads tokens of one address; never recurses.
class Reader {
 public:
  Reader(std::string_view text, const AddressRules& rules, GroupState* groups)
      : text_(text), rules_(rules), groups_(groups) {
    Skip();
    const size_t name = groups_->allowed ? AfterGroupName(text_) : 0;
    if (name == 0) return;
    at_ = name;
    *groups_ = {.inside = true};
    Skip();
  }

  Result<BareAddress> Read();

 private:
  bool done() const { return at_ >= text_.size(); }
  char At(size_t at) const { return at < text_.size() ? text_[at] : '\0'; }
  char now() const { return At(at_); }
  bool IsWordStart() const {
    return !done() && (IsAtomByte(now()) || now() == '"');
  }
  size_t AfterAtom(size_t at) const;
  /// Past white space and comments; in a group past its `;` and the rest.
  void Skip() {
    while (!done() && (text::IsSpace(now()) || now() == '(')) {
      at_ = now() == '(' ? AfterComment(text_, at_) : at_ + 1;
    }
    if (now() != ';' || !groups_->inside) return;
    *groups_ = {.allowed = true};
    at_ = text_.size();
  }
  /// A quoted string as written, or false when it never ends.
  bool Quoted(std::string* out);
  /// Words (atoms or quoted strings) and dots: a local part as Exim takes it.
  Status LocalPart(std::string* out);
  /// A domain literal is one only outside `<…>` and routes.
  Status Domain(std::string* out, bool literal);
  /// Length of the letter, digit or allowed UTF-8 character here; 0 for none.
  size_t DomainByte() const;
  /// Whether a first byte of a UTF-8 character stands here without its others.
  bool BrokenUtf8() const {
    return rules_.utf8_domains && DomainByte() == 0 &&
           static_cast<unsigned char>(now()) >= 0xC0;
  }
  Status Route();
  /// A local part, perhaps behind a route, perhaps with `@` and a domain.
  Result<BareAddress> Spec(bool bracketed);
  /// `<`, a spec and `>`.
  Result<BareAddress> Bracketed();
  /// `address`, unless more text follows.
  Result<BareAddress> End(BareAddress address) const;
  /// The words of a display name, up to its `<`.
  Status Phrase();

  /// Where the white space in front of at_ begins.
  size_t BeforeSpace() const {
    size_t end = at_;
    while (end > 0 && text::IsSpace(text_[end - 1])) --end;
    return end;
  }

  std::string_view text_;
  const AddressRules& rules_;
  GroupState* groups_;
  size_t at_ = 0;
  size_t word_end_ = 0;  // of the last word or dot of a local part
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
  word_end_ = at_;
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
      word_end_ = at_;
      Skip();
    }
    if (word && now() != '.') break;
  }
  if (out->empty()) return Err(Code::kRun, kNoLocalPart);
  return {};
}

size_t Reader::DomainByte() const {
  if (text::IsAlnum(now())) return 1;
  return rules_.utf8_domains && !done() ? Utf8Size(text_.substr(at_)) : 0;
}

Status Reader::Domain(std::string* out, bool literal) {
  Skip();
  if (now() == '[') {
    if (!literal && !rules_.domain_literals) {
      return Err(Code::kRun, "domain literals not allowed");
    }
    const size_t begin = at_++;
    while (IsLiteralByte(now())) ++at_;
    if (now() != ']') return Err(Code::kRun, "malformed domain literal");
    ++at_;
    out->append(text_.substr(begin, at_ - begin));
    Skip();
    return {};
  }
  for (size_t size = DomainByte(); size > 0; size = DomainByte()) {
    while (size > 0) {
      out->append(text_.substr(at_, size));
      at_ += size;
      size = now() == '-' ? 1 : DomainByte();
    }
    if (BrokenUtf8()) break;
    Skip();
    if (now() != '.') return {};
    ++at_;
    Skip();
    if (rules_.trailing_dot && DomainByte() == 0 && now() != '.' &&
        !BrokenUtf8()) {
      return {};
    }
    *out += '.';
  }
  return Err(Code::kRun, BrokenUtf8() ? kBrokenUtf8 : kNoDomain);
}

Status Reader::Route() {
  std::string ignored;
  bool list = false;
  while (now() == '@') {
    ++at_;
    TRY(Domain(&ignored, false));
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
  return {};
}

Result<BareAddress> Reader::Spec(bool bracketed) {
  const bool routed = now() == '@';
  if (routed) TRY(Route());
  BareAddress out;
  TRY(LocalPart(&out.local_part));
  if (now() == '@') {
    ++at_;
    TRY(Domain(&out.domain, false));
    return out;
  }
  const bool ends = bracketed ? now() == '>' : done();
  if (!ends) {
    return Err(Code::kRun,
               "\"@\" or \".\" expected after \"" + out.local_part + "\"");
  }
  if (routed) {
    return Err(Code::kRun, "domain missing in source-routed address");
  }
  return out;
}

Result<BareAddress> Reader::Bracketed() {
  size_t opened = 1;
  while (rules_.excess_brackets && At(at_ + opened) == '<') ++opened;
  at_ += opened;
  const size_t begin = at_;
  Skip();
  BareAddress out;
  if (!rules_.null_path || now() != '>') {
    TRY_ASSIGN(out, Spec(true));
  }
  out.begin = begin;
  out.end = BeforeSpace();
  for (; opened > 0 && now() == '>'; --opened) ++at_;
  if (opened > 0 && done()) {
    return Err(Code::kRun, "'>' missing at end of address");
  }
  if (opened == 0) Skip();
  return End(std::move(out));
}

Status Reader::Phrase() {
  while (now() != '<') {
    std::string ignored;
    if (Status word = LocalPart(&ignored); !word) {
      return Err(Code::kRun, word.error().text + kExpected);
    }
  }
  return {};
}

Result<BareAddress> Reader::End(BareAddress address) const {
  if (done()) return address;
  std::string before(text_.substr(0, at_));
  return Err(Code::kRun, "malformed address: " +
                             std::string(text_.substr(at_, kShownOfRest)) +
                             " may not follow " + before);
}

Result<BareAddress> Reader::Read() {
  if (done() || now() == ';') {
    return Err(Code::kRun, std::string(kEmptyAddress));
  }
  if (now() == '@') {
    TRY_ASSIGN(BareAddress out, Spec(false));
    return End(std::move(out));
  }
  if (now() != '<') {
    BareAddress out;
    out.begin = at_;
    Status local = LocalPart(&out.local_part);
    out.end = word_end_;
    if (!local) {
      const bool open = local.error().text == kOpenQuote;
      return Err(Code::kRun, local.error().text + (open ? "" : kExpected));
    }
    if (now() == '@') {
      ++at_;
      TRY(Domain(&out.domain, true));
      return End(std::move(out));
    }
    if (done() || now() == ';') return End(std::move(out));
    TRY(Phrase());
  }
  return Bracketed();
}

bool IsPlainLocalPart(std::string_view local) {
  constexpr std::string_view kOthers = "!#$%&'*+-/=?^_`{|}~.";
  for (char c : local) {
    bool plain = text::IsAlnum(c) || kOthers.find(c) != std::string_view::npos;
    if (!plain) return false;
  }
  return !local.empty() && local.front() != '.' && local.back() != '.';
}

size_t SpaceAt(std::string_view text) {
  size_t size = 0;
  while (size < text.size() && text::IsSpace(text[size])) ++size;
  return size;
}

/// Length of the first item: up to a comma outside quotes, comments, angle
/// brackets and routes (be they never complete).
size_t FirstItem(std::string_view list) {
  ListScan scan{.at_start = true};
  size_t at = 0;
  while (at < list.size()) {
    const size_t here = at;
    const bool plain = scan.Step(list, &at);
    if (!plain || list[here] != ',') continue;
    if (!scan.in_angle && !scan.in_route) return here;
  }
  return list.size();
}

}  // namespace

std::string BareAddress::Text() const {
  return domain.empty() ? local_part : local_part + "@" + domain;
}

Result<BareAddress> ReadAddress(std::string_view text,
                                const AddressRules& rules, GroupState* groups) {
  GroupState none;
  Reader reader(text, rules, groups == nullptr ? &none : groups);
  TRY_ASSIGN(BareAddress address, reader.Read());
  const std::string spec = address.Text();
  if (spec.size() <= kAddressBytes) return address;
  return Err(Code::kRun, "address is ridiculously long: " +
                             spec.substr(0, kShownOfAddress) + "...");
}

std::string QuoteLocalPart(std::string_view local) {
  if (IsPlainLocalPart(local)) return std::string(local);
  std::string out = "\"";
  for (char c : local) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n' || c == '\r') {
      out += c == '\n' ? "\\n" : "\\r";
    } else {
      out += c;
    }
  }
  return out + "\"";
}

bool HasDomain(std::string_view address) {
  for (size_t at = address.size(); at-- > 0;) {
    if (address[at] == '"') return false;
    if (address[at] != '@') continue;
    size_t first = at;
    while (first > 1 && address[first - 1] == '\\') --first;
    if ((at - first) % 2 == 0) return true;
  }
  return false;
}

Result<std::vector<std::string_view>> SplitAddressList(
    std::string_view list, const AddressRules& rules) {
  std::vector<std::string_view> out;
  bool was_empty = false;
  while (!list.empty()) {
    if (rules.spaced_routes) list.remove_prefix(SpaceAt(list));
    const size_t size = FirstItem(list);
    std::string_view item = list.substr(0, size);
    item.remove_prefix(SpaceAt(item));
    list.remove_prefix(std::min(size + 1, list.size()));
    if (item.empty() && was_empty) continue;
    was_empty = item.empty();
    if (out.size() == limits::kAddresses) {
      return Err(Code::kLimit, "more than " +
                                   std::to_string(limits::kAddresses) +
                                   " addresses in one list");
    }
    out.push_back(item);
  }
  return out;
}

Result<std::vector<ListedAddress>> ReadAddressList(std::string_view list,
                                                   bool groups,
                                                   const AddressRules& rules) {
  TRY_ASSIGN(auto items, SplitAddressList(list, rules));
  std::vector<ListedAddress> out;
  GroupState state = {.allowed = groups};
  for (std::string_view item : items) {
    out.push_back({item, ReadAddress(item, rules, &state)});
  }
  return out;
}

}  // namespace trommel::exim
