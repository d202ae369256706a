// SPDX-License-Identifier: MIT
#include "stdlib/shared/html_plain.h"

#include <algorithm>
#include <iterator>

#include "interp/text/ascii.h"
#include "stdlib/shared/html_entity.h"

namespace trommel::stdlib {
namespace {

/// What a tag does to the text around it.
struct Element {
  std::string_view name;
  size_t lines;            ///< line ends before and after it
  std::string_view start;  ///< what its start tag writes
};
constexpr Element kElements[] = {
    {"address", 1, ""}, {"article", 2, ""}, {"blockquote", 2, ""},
    {"body", 1, ""},    {"caption", 1, ""}, {"center", 1, ""},
    {"dd", 1, "  "},    {"div", 1, ""},     {"dl", 2, ""},
    {"dt", 1, ""},      {"footer", 1, ""},  {"form", 1, ""},
    {"h1", 2, ""},      {"h2", 2, ""},      {"h3", 2, ""},
    {"h4", 2, ""},      {"h5", 2, ""},      {"h6", 2, ""},
    {"header", 1, ""},  {"hr", 2, ""},      {"li", 1, "* "},
    {"ol", 2, ""},      {"p", 2, ""},       {"pre", 2, ""},
    {"section", 2, ""}, {"table", 2, ""},   {"tr", 1, ""},
    {"ul", 2, ""},
};
constexpr std::string_view kDropped[] = {"script", "style", "title"};

class Reader {
 public:
  explicit Reader(std::string_view html) : html_(html) {}

  std::string Read() {
    while (at_ < html_.size()) {
      const char c = html_[at_];
      if (c == '<' && IsTag()) {
        Tag();
      } else if (c == '&') {
        Reference();
      } else {
        Character(c);
        ++at_;
      }
    }
    if (!out_.empty() && !out_.ends_with('\n')) out_ += '\n';
    return std::move(out_);
  }

 private:
  /// A '<' that begins no tag is text.
  bool IsTag() const {
    const char next = at_ + 1 < html_.size() ? html_[at_ + 1] : '\0';
    return text::IsAlpha(next) || next == '/' || next == '!' || next == '?';
  }

  void Tag() {
    const bool comment = html_.substr(at_, 4) == "<!--";
    const bool closing = html_.substr(at_ + 1, 1) == "/";
    const size_t begin = at_ + (closing ? 2 : 1);
    size_t end = begin;
    while (end < html_.size() && text::IsAlnum(html_[end])) ++end;
    const std::string name = text::Lowered(html_.substr(begin, end - begin));
    at_ = comment ? Past("-->", at_ + 4) : TagEnd(end);
    if (comment) return;
    if (!closing && std::ranges::find(kDropped, name) != std::end(kDropped)) {
      Drop(name);
      return;
    }
    Element(name, closing);
  }

  /// Past the '>' of a tag; one in quotes does not count.
  size_t TagEnd(size_t at) const {
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

  size_t Past(std::string_view mark, size_t from) const {
    const size_t hit = html_.find(mark, std::min(from, html_.size()));
    return hit == html_.npos ? html_.size() : hit + mark.size();
  }

  void Drop(const std::string& name) {
    const size_t end = text::FindCaseless(html_, "</" + name, at_);
    at_ = end == html_.npos ? html_.size() : Past(">", end);
  }

  void Element(std::string_view name, bool closing) {
    if (name == "br") {
      EndLine();
    } else if (name == "td" || name == "th") {
      blank_ = true;
    } else if (const auto* found =
                   std::ranges::find(kElements, name, &stdlib::Element::name);
               found != std::end(kElements)) {
      lines_ = std::max(lines_, found->lines);
      if (!closing) prefix_ = found->start;
      if (name == "pre") pre_ = !closing;
    }
  }

  /// <br>: a line end that is there even where there is no text.
  void EndLine() {
    Settle();
    out_ += '\n';
    blank_ = false;
  }

  void Reference() {
    std::string decoded;
    const size_t size = DecodeEntity(html_, at_, &decoded);
    if (size == 0) {
      Text("&");
      ++at_;
      return;
    }
    if (decoded == " ") {
      blank_ = true;
    } else {
      Text(decoded);
    }
    at_ += size;
  }

  void Character(char c) {
    if (pre_ && c == '\r') return;
    if (pre_ && text::IsSpace(c)) {
      if (c != '\n' || lines_ == 0) Text({&c, 1});
    } else if (text::IsSpace(c)) {
      blank_ = true;
    } else {
      Text({&c, 1});
    }
  }

  void Text(std::string_view text) {
    Settle();
    out_ += text;
  }

  /// Writes the line ends and blanks that were due before a text.
  void Settle() {
    if (lines_ > 0 && !out_.empty()) {
      size_t have = 0;
      while (have < std::min(lines_, out_.size()) &&
             out_[out_.size() - 1 - have] == '\n') {
        ++have;
      }
      for (; have < lines_; ++have) out_ += '\n';
      blank_ = false;
    }
    if (blank_ && !out_.empty() && out_.back() != '\n') out_ += ' ';
    out_ += prefix_;
    lines_ = 0;
    blank_ = false;
    prefix_ = {};
  }

  std::string_view html_;
  size_t at_ = 0;
  std::string out_;
  size_t lines_ = 0;         // line ends that are due
  bool blank_ = false;       // a blank is due
  std::string_view prefix_;  // what the next text begins with
  bool pre_ = false;
};

void AppendEscaped(std::string_view text, std::string* out) {
  for (char c : text) {
    if (c == '&') {
      *out += "&amp;";
    } else if (c == '<') {
      *out += "&lt;";
    } else if (c == '>') {
      *out += "&gt;";
    } else if (c != '\r') {
      *out += c;
    }
  }
}

}  // namespace

std::string HtmlPlain(std::string_view html) { return Reader(html).Read(); }

std::string PlainHtml(std::string_view text) {
  std::string out = "<html><body>\n";
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    AppendEscaped(text.substr(0, end), &out);
    out += "<br>\n";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out + "</body></html>\n";
}

}  // namespace trommel::stdlib
