// SPDX-License-Identifier: MIT
#include "stdlib/shared/html_text.h"

#include <algorithm>
#include <string>

#include "interp/text/ascii.h"
#include "interp/text/charset.h"

namespace trommel::stdlib {
namespace {

constexpr size_t kEntityBytes = 10;

struct Entity {
  std::string_view name;
  char meaning;
};
constexpr Entity kEntities[] = {{"amp", '&'},  {"lt", '<'},    {"gt", '>'},
                                {"quot", '"'}, {"apos", '\''}, {"nbsp", ' '}};
constexpr std::string_view kDropped[] = {"script", "style", "title"};

/// Past the tag or comment at `at`.
size_t TagEnd(std::string_view html, size_t at) {
  bool comment = html.substr(at, 4) == "<!--";
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

bool CodePoint(std::string_view digits, uint32_t* out) {
  bool hex = !digits.empty() && text::Lower(digits[0]) == 'x';
  if (hex) digits.remove_prefix(1);
  uint32_t value = 0;
  for (char c : digits) {
    bool letter = hex && text::IsAlpha(c) && text::Lower(c) <= 'f';
    if (!text::IsDigit(c) && !letter) return false;
    auto digit =
        static_cast<uint32_t>(letter ? text::Lower(c) - 'a' + 10 : c - '0');
    value = std::min<uint32_t>(value * (hex ? 16 : 10) + digit, 0x110000);
  }
  *out = value;
  return !digits.empty();
}

/// Decodes the entity at `at` into `out`; its length, or 0 for none.
size_t Decode(std::string_view html, size_t at, std::string* out) {
  std::string_view rest = html.substr(at + 1, kEntityBytes);
  size_t end = rest.find(';');
  if (end == std::string_view::npos) return 0;
  std::string_view name = rest.substr(0, end);
  uint32_t number = 0;
  if (name.starts_with('#')) {
    if (!CodePoint(name.substr(1), &number)) return 0;
    text::AppendUtf8(number, out);
    return end + 2;
  }
  for (const Entity& entity : kEntities) {
    if (entity.name != name) continue;
    *out = entity.meaning;
    return end + 2;
  }
  return 0;
}

}  // namespace

std::string_view HtmlText(std::string_view html, Arena* arena) {
  char* text = arena->Allocate(html.size());
  size_t size = 0;
  for (size_t at = 0; at < html.size();) {
    if (html[at] == '<') {
      text[size++] = ' ';
      at = ElementEnd(html, at, TagEnd(html, at));
      continue;
    }
    std::string decoded;
    size_t length = html[at] == '&' ? Decode(html, at, &decoded) : 0;
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
