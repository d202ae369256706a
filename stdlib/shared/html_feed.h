// SPDX-License-Identifier: MIT
// HTML cut to what a parser may safely meet, piece by piece.
#pragma once

#include <string>
#include <string_view>

namespace trommel::stdlib {

/// A piece of HTML, and what the work of parsing it depends on.
struct HtmlPiece {
  /// Tags without attributes, text and character references, each of them
  /// whole; then an empty comment, upon which a parser hands out all text.
  std::string text;
  size_t starts = 0;  ///< start tags
  size_t ends = 0;    ///< end tags
  size_t named = 0;   ///< references by name: &eacute;
};

/// Stands before an HTML parser that was made for honest pages: one that looks
/// at all attributes for each new one, keeps each name for good and reads a
/// comment anew with every piece. One pass; pieces of less than 5 KiB. Left out
/// are
/// - attributes, and tags whose name is longer than 32 bytes;
/// - comments, doctypes, processing instructions and CDATA marks;
/// - script, style and title with what is in them;
/// - html, head, meta, link and base, of which a document has but one; tags of
///   body are passed on as an empty div;
/// - tags that shape no text, as a, b and span;
/// - bytes below 0x20 that are no white space, as NUL.
/// "<" and "&" that begin neither tag nor reference become references, "&nbsp;"
/// and its kin a blank. Nothing else is judged: names, nesting and references
/// are the parser's to know.
///
/// Example: `<P class="a">b & c<!-- d -->` gives "<p>b &amp; c<!---->".
class HtmlFeed {
 public:
  /// `html` is UTF-8 and outlives the feed.
  explicit HtmlFeed(std::string_view html) : html_(html) {}

  /// Makes `*piece` the next one; false when there is none.
  bool Next(HtmlPiece* piece);

 private:
  bool IsTag() const;
  void Tag();
  size_t TagEnd(size_t at) const;
  size_t Past(std::string_view mark, size_t from) const;
  void PassTag(std::string_view name, bool closing);
  void Reference();
  void Text();

  std::string_view html_;
  size_t at_ = 0;
  HtmlPiece* piece_ = nullptr;
};

}  // namespace trommel::stdlib
