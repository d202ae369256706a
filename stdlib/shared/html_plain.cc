// SPDX-License-Identifier: MIT
#include "stdlib/shared/html_plain.h"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <utility>

#include "interp/base/work.h"
#include "interp/text/ascii.h"
#include "interp/text/charset.h"
#include "stdlib/shared/client_library.h"
#include "stdlib/shared/html_feed.h"

namespace trommel::stdlib {
namespace {

#define XML_FUNCTIONS(F)      \
  F(htmlCreatePushParserCtxt) \
  F(htmlCtxtUseOptions)       \
  F(htmlParseChunk)           \
  F(htmlFreeParserCtxt)       \
  F(xmlDictSize)
TROMMEL_CLIENT_LIBRARY(Xml, "libxml2.so.2", "libxml2", XML_FUNCTIONS)

constexpr size_t kMostDepth = 256;
constexpr int kMostNames = 2048;
constexpr const char* kStopped = "libxml2 cannot read on in an HTML text";

// What the parser takes at most, in bytes that a comparison sees in that time.
constexpr uint64_t kOpenWork = 100000;
constexpr uint64_t kByteWork = 200;
constexpr uint64_t kTagWork = 6000;
constexpr uint64_t kDepthWork = 320;  // of each end tag, for an open element
constexpr uint64_t kNameWork = 20000;
constexpr uint64_t kErrorWork = 9000;  // it writes the text of each error

/// What a tag does to the text around it.
struct Element {
  std::string_view name;
  size_t lines;            ///< line ends before and after it
  std::string_view start;  ///< what its start tag writes
};
constexpr Element kElements[] = {
    {"address", 1, ""}, {"article", 2, ""}, {"blockquote", 2, ""},
    {"caption", 1, ""}, {"center", 1, ""},  {"dd", 1, "  "},
    {"div", 1, ""},     {"dl", 2, ""},      {"dt", 1, ""},
    {"footer", 1, ""},  {"form", 1, ""},    {"h1", 2, ""},
    {"h2", 2, ""},      {"h3", 2, ""},      {"h4", 2, ""},
    {"h5", 2, ""},      {"h6", 2, ""},      {"header", 1, ""},
    {"hr", 2, ""},      {"li", 1, "* "},    {"ol", 2, ""},
    {"p", 2, ""},       {"pre", 2, ""},     {"section", 2, ""},
    {"table", 2, ""},   {"tr", 1, ""},      {"ul", 2, ""},
};
static_assert(std::ranges::is_sorted(kElements, {}, &Element::name));

/// What browsers take the control characters U+0080 to U+009F for:
/// windows-1252, in which "&#150;" is a dash.
constexpr uint16_t kControls[] = {
    0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021,
    0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0x8D,   0x17D,  0x8F,
    0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178,
};

bool IsControl(std::string_view text) {
  return text.size() > 1 && text[0] == '\xC2' &&
         static_cast<unsigned char>(text[1]) < 0xA0;
}

/// Lays out the text that the parser finds.
class Layout {
 public:
  explicit Layout(size_t expected) { out_.reserve(expected); }

  void Start(std::string_view name) {
    if (name == "br") {
      EndLine();
    } else {
      Tag(name, true);
    }
  }
  void End(std::string_view name) { Tag(name, false); }

  void Characters(std::string_view text) {
    for (size_t at = 0; at < text.size(); ++at) {
      if (IsControl(text.substr(at))) {
        Settle();
        const auto code = static_cast<unsigned char>(text[++at]);
        text::AppendUtf8(kControls[code - 0x80], &out_);
      } else {
        Character(text[at]);
      }
    }
  }

  /// What follows is in no element.
  void Leave() { pre_ = false; }

  std::string Take() {
    if (!out_.empty() && !out_.ends_with('\n')) out_ += '\n';
    return std::move(out_);
  }

 private:
  void Tag(std::string_view name, bool start) {
    if (name == "td" || name == "th") blank_ = true;
    const auto* found =
        std::ranges::lower_bound(kElements, name, {}, &Element::name);
    if (found == std::end(kElements) || found->name != name) return;
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
  size_t lines_ = 0;         // line ends that are due
  bool blank_ = false;       // a blank is due
  std::string_view prefix_;  // what the next text begins with
  bool pre_ = false;
};

std::string_view View(const xmlChar* text) {
  return reinterpret_cast<const char*>(text);
}

/// libxml2's push parser at work on one document.
class Parser {
 public:
  Parser(const Xml* xml, Layout* layout) : xml_(xml), layout_(layout) {
    sax_.startElement = [](void* self, const xmlChar* name, const xmlChar**) {
      static_cast<Parser*>(self)->Start(View(name));
    };
    sax_.endElement = [](void* self, const xmlChar* name) {
      static_cast<Parser*>(self)->End(View(name));
    };
    sax_.characters = sax_.ignorableWhitespace =
        [](void* self, const xmlChar* text, int size) {
          static_cast<Parser*>(self)->layout_->Characters(
              {reinterpret_cast<const char*>(text), static_cast<size_t>(size)});
        };
    // An end tag without its start is an error to the parser and no event; for
    // the text it is the end of a block as any other.
    sax_.initialized = XML_SAX2_MAGIC;
    sax_.serror = [](void* self, xmlErrorPtr error) {
      work::Spend(kErrorWork);
      if (error->code != XML_ERR_TAG_NAME_MISMATCH) return;
      if (error->str1 == nullptr) return;
      static_cast<Parser*>(self)->layout_->End(error->str1);
    };
  }
  ~Parser() { Close(); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  Status Feed(const HtmlPiece& piece) {
    if (IsFull()) Close();
    if (context_ == nullptr) TRY(Open());
    deepest_ = depth_;
    TRY(Push(piece.text));
    work::Spend(WorkOf(piece));
    if (work::Spent()) return Err(Code::kLimit, work::kError);
    return {};
  }

 private:
  /// What a parser holds is searched for each tag, so it must not grow: a new
  /// one goes on, as if all elements were closed.
  bool IsFull() const {
    return context_ != nullptr &&
           (depth_ > kMostDepth ||
            xml_->xmlDictSize(context_->dict) > kMostNames);
  }

  Status Open() {
    work::Spend(kOpenWork);
    depth_ = 0;
    layout_->Leave();
    context_ = xml_->htmlCreatePushParserCtxt(&sax_, this, nullptr, 0, nullptr,
                                              XML_CHAR_ENCODING_UTF8);
    if (context_ == nullptr) return Err(Code::kLimit, kStopped);
    xml_->htmlCtxtUseOptions(context_, HTML_PARSE_NONET);
    // In a body, no paragraph is made up around loose text.
    return Push("<html><body>");
  }

  void Close() {
    if (context_ != nullptr) xml_->htmlFreeParserCtxt(context_);
    context_ = nullptr;
  }

  Status Push(std::string_view html) {
    xml_->htmlParseChunk(context_, html.data(), static_cast<int>(html.size()),
                         0);
    const bool stopped =
        context_->disableSAX != 0 || context_->instate == XML_PARSER_EOF;
    if (stopped) return Err(Code::kLimit, kStopped);
    return {};
  }

  uint64_t WorkOf(const HtmlPiece& piece) const {
    return kByteWork * piece.text.size() + kNameWork * piece.named +
           kTagWork * (piece.starts + piece.ends) +
           kDepthWork * deepest_ * piece.ends;
  }

  void Start(std::string_view name) {
    deepest_ = std::max(deepest_, ++depth_);
    layout_->Start(name);
  }
  void End(std::string_view name) {
    depth_ -= std::min<size_t>(depth_, 1);
    layout_->End(name);
  }

  const Xml* xml_;
  Layout* layout_;
  xmlSAXHandler sax_ = {};
  htmlParserCtxtPtr context_ = nullptr;
  size_t depth_ = 0;    // open elements
  size_t deepest_ = 0;  // the most since the last piece
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

Result<std::string> HtmlPlain(std::string_view html) {
  TRY_ASSIGN(const Xml* xml, Xml::Get());
  work::Spend(html.size());
  std::string clean;
  if (!text::IsUtf8(html) && text::ToUtf8(html, "utf-8", &clean)) html = clean;
  Layout layout(html.size());
  Parser parser(xml, &layout);
  HtmlFeed feed(html);
  for (HtmlPiece piece; feed.Next(&piece);) TRY(parser.Feed(piece));
  return layout.Take();
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
