// SPDX-License-Identifier: MIT
#include "stdlib/shared/html_text.h"

#include <algorithm>
#include <string>

#include "interp/text/ascii.h"
#include "stdlib/shared/html_entity.h"

namespace trommel::stdlib {
namespace {

constexpr std::string_view kDropped[] = {"script", "style", "title"};

bool IsComment(std::string_view html, size_t at) {
  return html.substr(at, 4) == "<!--";
}

/// Past the tag or comment at `at`.
size_t TagEnd(std::string_view html, size_t at) {
  const bool comment = IsComment(html, at);
  size_t end = html.find(comment ? "-->" : ">", at + 1);
  if (end == std::string_view::npos) return html.size();
  return end + (comment ? 3 : 1);
}

/// Past the end tag of an element whose inside is no text, or `past`.
size_t ElementEnd(std::string_view html, size_t at, size_t past) {
  for (std::string_view name : kDropped) {
    if (!text::StartsCaseless(html.substr(at + 1), name)) continue;
    size_t after = at + 1 + name.size();
    if (after < html.size() && text::IsAlnum(html[after])) continue;
    std::string close = "</" + std::string(name);
    size_t end = text::FindCaseless(html, close, past);
    return end == std::string_view::npos ? html.size() : TagEnd(html, end);
  }
  return past;
}

}  // namespace

std::string_view HtmlText(std::string_view html, Arena* arena) {
  char* text = arena->Allocate(html.size());
  size_t size = 0;
  for (size_t at = 0; at < html.size();) {
    if (html[at] == '<') {
      const bool apart = size == 0 || text[size - 1] == ' ';
      if (!apart && !IsComment(html, at)) text[size++] = ' ';
      at = ElementEnd(html, at, TagEnd(html, at));
      continue;
    }
    std::string decoded;
    size_t length = html[at] == '&' ? DecodeEntity(html, at, &decoded) : 0;
    if (length == 0) {
      text[size++] = html[at++];
      continue;
    }
    std::copy(decoded.begin(), decoded.end(), text + size);
    size += decoded.size();
    at += length;
  }
  return {text, size};
}

}  // namespace trommel::stdlib
