// SPDX-License-Identifier: MIT
#include "stdlib/shared/html_plain.h"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

#include "interp/text/ascii.h"
#include "interp/text/charset.h"
#include "stdlib/shared/client_library.h"

namespace trommel::stdlib {
namespace {

#define XML_FUNCTIONS(F) \
  F(htmlNewParserCtxt)   \
  F(htmlCtxtReadMemory)  \
  F(htmlFreeParserCtxt)  \
  F(xmlStopParser)
TROMMEL_CLIENT_LIBRARY(Xml, "libxml2.so.2", "libxml2", XML_FUNCTIONS)

/// As deep as browsers go; the parser's work is that many times the text.
constexpr size_t kMostDepth = 512;

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
constexpr std::string_view kNoBreakSpace = "\xC2\xA0";

/// Lays out the text that the parser finds.
class Layout {
 public:
  void Start(std::string_view name) {
    ++depth_;
    if (IsDropped(name)) {
      ++dropped_;
    } else if (name == "br") {
      EndLine();
    } else {
      Tag(name, true);
    }
  }

  void End(std::string_view name) {
    depth_ -= std::min<size_t>(depth_, 1);
    if (IsDropped(name)) {
      dropped_ -= std::min<size_t>(dropped_, 1);
    } else {
      Tag(name, false);
    }
  }

  void Characters(std::string_view text) {
    if (dropped_ > 0) return;
    while (!text.empty()) {
      if (text.starts_with(kNoBreakSpace)) {
        blank_ = true;
        text.remove_prefix(kNoBreakSpace.size());
      } else {
        Character(text[0]);
        text.remove_prefix(1);
      }
    }
  }

  size_t depth() const { return depth_; }

  std::string Take() {
    if (!out_.empty() && !out_.ends_with('\n')) out_ += '\n';
    return std::move(out_);
  }

 private:
  static bool IsDropped(std::string_view name) {
    return std::ranges::find(kDropped, name) != std::end(kDropped);
  }

  void Tag(std::string_view name, bool start) {
    if (name == "td" || name == "th") blank_ = true;
    const auto* found = std::ranges::find(kElements, name, &Element::name);
    if (found == std::end(kElements)) return;
    lines_ = std::max(lines_, found->lines);
    if (start) prefix_ = found->start;
    if (name == "pre") pre_ = start;
  }

  /// <br>: a line end that is there even where there is no text.
  void EndLine() {
    Settle();
    out_ += '\n';
    blank_ = false;
  }

  void Character(char c) {
    if (pre_ && c == '\r') return;
    if (pre_ && text::IsSpace(c)) {
      if (c != '\n' || lines_ == 0) Write(c);
    } else if (text::IsSpace(c)) {
      blank_ = true;
    } else {
      Write(c);
    }
  }

  void Write(char c) {
    Settle();
    out_ += c;
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

  std::string out_;
  size_t depth_ = 0;         // open elements
  size_t dropped_ = 0;       // of them, those whose text is dropped
  size_t lines_ = 0;         // line ends that are due
  bool blank_ = false;       // a blank is due
  std::string_view prefix_;  // what the next text begins with
  bool pre_ = false;
};

/// One document on its way through the parser.
struct Reading {
  const Xml* xml;
  htmlParserCtxtPtr parser;
  Layout layout;
  bool too_deep = false;
};

Reading& Of(void* context) { return *static_cast<Reading*>(context); }

std::string_view View(const xmlChar* text) {
  return reinterpret_cast<const char*>(text);
}

void OnStart(void* context, const xmlChar* name, const xmlChar** /*attrs*/) {
  Reading& reading = Of(context);
  reading.layout.Start(View(name));
  if (reading.layout.depth() <= kMostDepth) return;
  reading.too_deep = true;
  reading.xml->xmlStopParser(reading.parser);
}

void OnEnd(void* context, const xmlChar* name) {
  Of(context).layout.End(View(name));
}

void OnCharacters(void* context, const xmlChar* text, int size) {
  Of(context).layout.Characters(
      {reinterpret_cast<const char*>(text), static_cast<size_t>(size)});
}

/// UTF-8 without NUL, inside a body: there the parser makes up no paragraph
/// around loose text.
std::string Prepared(std::string_view html) {
  constexpr std::string_view kOpen = "<html><body>";
  std::string clean;
  if (!text::IsUtf8(html) && text::ToUtf8(html, "utf-8", &clean)) html = clean;
  std::string out(kOpen);
  out += html;
  std::replace(out.begin(), out.end(), '\0', ' ');
  return out;
}

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

Result<std::string> HtmlPlain(std::string_view html) {
  constexpr int kOptions =
      HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET;
  TRY_ASSIGN(const Xml* xml, Xml::Get());
  const std::string text = Prepared(html);
  const std::unique_ptr<htmlParserCtxt, decltype(xml->htmlFreeParserCtxt)>
      parser(xml->htmlNewParserCtxt(), xml->htmlFreeParserCtxt);
  if (parser == nullptr) return Err(Code::kLimit, "no memory to read HTML");
  Reading reading{.xml = xml, .parser = parser.get(), .layout = {}};
  *parser->sax = {};
  parser->sax->startElement = OnStart;
  parser->sax->endElement = OnEnd;
  parser->sax->characters = OnCharacters;
  parser->sax->ignorableWhitespace = OnCharacters;
  parser->userData = &reading;
  xml->htmlCtxtReadMemory(parser.get(), text.data(),
                          static_cast<int>(text.size()), nullptr, "UTF-8",
                          kOptions);
  if (reading.too_deep) {
    return Err(Code::kLimit, "elements of an HTML text are nested more than " +
                                 std::to_string(kMostDepth) + " deep");
  }
  return reading.layout.Take();
}

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
