// SPDX-License-Identifier: MIT
#include "stdlib/shared/html_entity.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "interp/text/ascii.h"
#include "interp/text/charset.h"

namespace trommel::stdlib {
namespace {

constexpr size_t kMostBytes = 10;

struct Entity {
  std::string_view name;
  uint32_t code_point;
};

constexpr Entity kEntities[] = {
    {"amp", '&'},       {"lt", '<'},        {"gt", '>'},
    {"quot", '"'},      {"apos", '\''},     {"nbsp", ' '},
    {"iexcl", 0xA1},    {"cent", 0xA2},     {"pound", 0xA3},
    {"yen", 0xA5},      {"sect", 0xA7},     {"uml", 0xA8},
    {"copy", 0xA9},     {"laquo", 0xAB},    {"shy", 0xAD},
    {"reg", 0xAE},      {"deg", 0xB0},      {"plusmn", 0xB1},
    {"sup2", 0xB2},     {"sup3", 0xB3},     {"acute", 0xB4},
    {"micro", 0xB5},    {"para", 0xB6},     {"middot", 0xB7},
    {"sup1", 0xB9},     {"raquo", 0xBB},    {"frac14", 0xBC},
    {"frac12", 0xBD},   {"frac34", 0xBE},   {"iquest", 0xBF},
    {"Agrave", 0xC0},   {"Aacute", 0xC1},   {"Acirc", 0xC2},
    {"Atilde", 0xC3},   {"Auml", 0xC4},     {"Aring", 0xC5},
    {"AElig", 0xC6},    {"Ccedil", 0xC7},   {"Egrave", 0xC8},
    {"Eacute", 0xC9},   {"Ecirc", 0xCA},    {"Euml", 0xCB},
    {"Igrave", 0xCC},   {"Iacute", 0xCD},   {"Icirc", 0xCE},
    {"Iuml", 0xCF},     {"Ntilde", 0xD1},   {"Ograve", 0xD2},
    {"Oacute", 0xD3},   {"Ocirc", 0xD4},    {"Otilde", 0xD5},
    {"Ouml", 0xD6},     {"times", 0xD7},    {"Oslash", 0xD8},
    {"Ugrave", 0xD9},   {"Uacute", 0xDA},   {"Ucirc", 0xDB},
    {"Uuml", 0xDC},     {"szlig", 0xDF},    {"agrave", 0xE0},
    {"aacute", 0xE1},   {"acirc", 0xE2},    {"atilde", 0xE3},
    {"auml", 0xE4},     {"aring", 0xE5},    {"aelig", 0xE6},
    {"ccedil", 0xE7},   {"egrave", 0xE8},   {"eacute", 0xE9},
    {"ecirc", 0xEA},    {"euml", 0xEB},     {"igrave", 0xEC},
    {"iacute", 0xED},   {"icirc", 0xEE},    {"iuml", 0xEF},
    {"ntilde", 0xF1},   {"ograve", 0xF2},   {"oacute", 0xF3},
    {"ocirc", 0xF4},    {"otilde", 0xF5},   {"ouml", 0xF6},
    {"divide", 0xF7},   {"oslash", 0xF8},   {"ugrave", 0xF9},
    {"uacute", 0xFA},   {"ucirc", 0xFB},    {"uuml", 0xFC},
    {"yuml", 0xFF},     {"OElig", 0x152},   {"oelig", 0x153},
    {"Scaron", 0x160},  {"scaron", 0x161},  {"ensp", ' '},
    {"emsp", ' '},      {"thinsp", ' '},    {"ndash", 0x2013},
    {"mdash", 0x2014},  {"lsquo", 0x2018},  {"rsquo", 0x2019},
    {"sbquo", 0x201A},  {"ldquo", 0x201C},  {"rdquo", 0x201D},
    {"bdquo", 0x201E},  {"dagger", 0x2020}, {"bull", 0x2022},
    {"hellip", 0x2026}, {"lsaquo", 0x2039}, {"rsaquo", 0x203A},
    {"euro", 0x20AC},   {"trade", 0x2122},  {"larr", 0x2190},
    {"rarr", 0x2192},   {"minus", 0x2212},
};

bool ReadNumber(std::string_view digits, uint32_t* out) {
  const bool hex = !digits.empty() && text::Lower(digits[0]) == 'x';
  if (hex) digits.remove_prefix(1);
  uint32_t value = 0;
  for (char c : digits) {
    const int digit = text::HexDigit(c);
    if (digit < 0 || (!hex && digit > 9)) return false;
    value = std::min<uint32_t>(
        value * (hex ? 16 : 10) + static_cast<uint32_t>(digit), 0x110000);
  }
  *out = value;
  return !digits.empty();
}

}  // namespace

size_t DecodeEntity(std::string_view html, size_t at, std::string* out) {
  const std::string_view rest = html.substr(at + 1, kMostBytes);
  const size_t end = rest.find(';');
  if (end == std::string_view::npos) return 0;
  const std::string_view name = rest.substr(0, end);
  uint32_t code_point = 0;
  if (name.starts_with('#')) {
    if (!ReadNumber(name.substr(1), &code_point)) return 0;
  } else {
    const auto* found = std::ranges::find(kEntities, name, &Entity::name);
    if (found == std::end(kEntities)) return 0;
    code_point = found->code_point;
  }
  out->clear();
  text::AppendUtf8(code_point, out);
  return end + 2;
}

}  // namespace trommel::stdlib
