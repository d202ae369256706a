// SPDX-License-Identifier: MIT
// HTML as plain text that people read, and the reverse.
#pragma once

#include <string>
#include <string_view>

namespace trommel::stdlib {

/// The text of an HTML document (UTF-8): blocks become lines, paragraphs and
/// headings are set apart by an empty line, items of lists begin with "* ",
/// cells of a row are separated by a blank; white space is that of HTML, in
/// <pre> it stays. Script, style, title and comments are dropped, character
/// references decoded. Never fails; linear in `html`.
/// Example: "<h1>A</h1><p>b<br>c &amp; d</p>" gives "A\n\nb\nc & d\n".
std::string HtmlPlain(std::string_view html);

/// A document with `text` in it, line by line.
/// Example: "a<b" gives "<html><body>\na&lt;b<br>\n</body></html>\n".
std::string PlainHtml(std::string_view text);

}  // namespace trommel::stdlib
