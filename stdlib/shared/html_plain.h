// SPDX-License-Identifier: MIT
// HTML as plain text that people read, and the reverse.
#pragma once

#include <string>
#include <string_view>

#include "interp/base/result.h"

namespace trommel::stdlib {

/// The text of an HTML document (UTF-8): blocks become lines, paragraphs and
/// headings are set apart by an empty line, items of lists begin with "* ",
/// cells of a row are separated by a blank; white space is that of HTML, in
/// <pre> it stays. Script, style, title and comments are dropped, character
/// references decoded ("&#150;" as windows-1252, as browsers do), other control
/// characters left out. Broken HTML loses no text.
/// Read by libxml2, loaded at first use: kDefer when it is not installed,
/// kLimit when its work is more than the run may do (interp/base/work.h).
/// Linear in `html`; html_feed.h says how. Example: "<h1>A</h1><p>b<br>c &amp;
/// d</p>" gives "A\n\nb\nc & d\n".
Result<std::string> HtmlPlain(std::string_view html);

/// A document with `text` in it, line by line.
/// Example: "a<b" gives "<html><body>\na&lt;b<br>\n</body></html>\n".
std::string PlainHtml(std::string_view text);

}  // namespace trommel::stdlib
