// SPDX-License-Identifier: MIT
#include "stdlib/shared/html_feed.h"

#include <algorithm>

#include "interp/text/ascii.h"

namespace trommel::stdlib {
namespace {

constexpr size_t kPieceBytes = 4096;
constexpr size_t kPieceTags = 128;  // at most so many elements are opened
constexpr size_t kMostName = 32;
constexpr std::string_view kFlush = "<!---->";

constexpr std::string_view kDropped[] = {"script", "style", "title"};
constexpr std::string_view kRoot[] = {"base", "head", "html", "link", "meta"};
// They shape no text, and where they overlap with others ("<b><p></b>"),
// libxml2 closes what browsers keep open.
constexpr std::string_view kInline[] = {
    "a",      "abbr",   "acronym", "b",   "bdi",  "bdo",  "big",   "cite",
    "code",   "del",    "dfn",     "em",  "font", "i",    "ins",   "kbd",
    "label",  "mark",   "nobr",    "q",   "s",    "samp", "small", "span",
    "strike", "strong", "sub",     "sup", "tt",   "u",    "var",
};
// Blanks that fill lines and cells; the characters themselves stay.
constexpr std::string_view kBlanks[] = {"&emsp;", "&ensp;", "&nbsp;",
                                        "&thinsp;"};
static_assert(std::ranges::is_sorted(kDropped));
static_assert(std::ranges::is_sorted(kRoot));
static_assert(std::ranges::is_sorted(kInline));
static_assert(std::ranges::is_sorted(kBlanks));

template <class Names>
bool IsOneOf(std::string_view name, const Names& names) {
  return std::ranges::binary_search(names, name);
}

bool IsNameByte(char c) {
  return text::IsAlnum(c) || c == ':' || c == '-' || c == '_' || c == '.';
}

/// What stands for itself in text.
bool IsPlain(char c) {
  return static_cast<unsigned char>(c) >= ' ' && c != '<' && c != '&';
}

/// The length of the reference at the begin of `text`, which is a '&', or 0.
size_t ReferenceSize(std::string_view text) {
  text = text.substr(0, kMostName);
  const bool number = text.starts_with("&#");
  const bool hex = text.starts_with("&#x") || text.starts_with("&#X");
  const size_t begin = hex ? 3 : number ? 2 : 1;
  size_t end = begin;
  while (end < text.size() && (hex      ? text::HexDigit(text[end]) >= 0
                               : number ? text::IsDigit(text[end])
                                        : text::IsAlnum(text[end]))) {
    ++end;
  }
  if (end == begin || end == kMostName) return 0;
  if (!number && text::IsDigit(text[1])) return 0;
  if (text.substr(end, 1) == ";") return end + 1;
  return number ? end : 0;
}

}  // namespace

bool HtmlFeed::Next(HtmlPiece* piece) {
  piece_ = piece;
  piece->text.clear();
  piece->starts = piece->ends = piece->named = 0;
  if (at_ >= html_.size()) return false;
  while (at_ < html_.size() && piece->text.size() < kPieceBytes &&
         piece->starts + piece->ends < kPieceTags) {
    if (html_[at_] == '<' && IsTag()) {
      Tag();
    } else if (html_[at_] == '&') {
      Reference();
    } else {
      Text();
    }
  }
  piece->text += kFlush;
  return true;
}

/// A '<' that begins no tag is text.
bool HtmlFeed::IsTag() const {
  const char next = at_ + 1 < html_.size() ? html_[at_ + 1] : '\0';
  return text::IsAlpha(next) || next == '/' || next == '!' || next == '?';
}

void HtmlFeed::Tag() {
  if (html_.substr(at_, 4) == "<!--") {
    at_ = Past("-->", at_ + 2);  // "<!-->" is a whole comment
    return;
  }
  const bool closing = html_[at_ + 1] == '/';
  const size_t begin = at_ + (closing ? 2 : 1);
  size_t end = begin;
  while (end < html_.size() && IsNameByte(html_[end])) ++end;
  const size_t after = TagEnd(end);
  const bool named =
      end > begin && end - begin <= kMostName && text::IsAlpha(html_[begin]);
  const std::string name =
      named ? text::Lowered(html_.substr(begin, end - begin)) : "";
  at_ = after;
  if (!IsOneOf(name, kDropped)) {
    PassTag(name, closing);
  } else if (!closing) {
    const size_t close = text::FindCaseless(html_, "</" + name, at_);
    at_ = close == html_.npos ? html_.size() : Past(">", close);
  }
}

/// Past the '>' of a tag; one in quotes does not count.
size_t HtmlFeed::TagEnd(size_t at) const {
  char quote = '\0';
  for (size_t i = at; i < html_.size(); ++i) {
    const char c = html_[i];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '>') {
      return i + 1;
    } else if ((c == '"' || c == '\'') && html_[i - 1] == '=') {
      quote = c;
    }
  }
  return Past(">", at);  // a quote that nobody closes
}

size_t HtmlFeed::Past(std::string_view mark, size_t from) const {
  const size_t hit = html_.find(mark, std::min(from, html_.size()));
  return hit == html_.npos ? html_.size() : hit + mark.size();
}

void HtmlFeed::PassTag(std::string_view name, bool closing) {
  if (name.empty() || IsOneOf(name, kRoot) || IsOneOf(name, kInline)) return;
  if (name == "body") {
    piece_->text += "<div></div>";
    ++piece_->starts;
    ++piece_->ends;
    return;
  }
  const bool open = !closing || name == "br";  // </br> is <br>, in browsers too
  piece_->text += open ? "<" : "</";
  piece_->text += name;
  piece_->text += '>';
  ++(open ? piece_->starts : piece_->ends);
}

void HtmlFeed::Reference() {
  const size_t size = ReferenceSize(html_.substr(at_));
  if (size == 0) {
    piece_->text += "&amp;";
    ++at_;
    return;
  }
  const std::string_view reference = html_.substr(at_, size);
  at_ += size;
  if (IsOneOf(reference, kBlanks)) {
    piece_->text += ' ';
    return;
  }
  piece_->text += reference;
  if (reference[1] != '#') ++piece_->named;
}

void HtmlFeed::Text() {
  const char c = html_[at_];
  if (IsPlain(c)) {
    size_t end = at_;
    const size_t most = std::min(html_.size(), at_ + kPieceBytes / 4);
    while (end < most && IsPlain(html_[end])) ++end;
    const size_t size = text::Utf8Prefix(html_.substr(at_), end - at_);
    piece_->text += html_.substr(at_, size);
    at_ += size;
    return;
  }
  if (c == '<') {
    piece_->text += "&lt;";
  } else if (text::IsSpace(c)) {
    piece_->text += c == '\n' || c == '\r' || c == '\t' ? c : ' ';
  }
  ++at_;
}

}  // namespace trommel::stdlib
