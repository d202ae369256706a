// SPDX-License-Identifier: MIT
#include "interp/exim/lookup_word.h"

#include <algorithm>

#include "interp/text/ascii.h"

namespace trommel::exim {
namespace {

constexpr std::string_view kPartial = "partial";
constexpr std::string_view kUsualAffix = "*.";
constexpr size_t kMostComponents = 1000;

std::string Quoted(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

bool IsPunctuation(char c) { return c > ' ' && c < 0x7F && !text::IsAlnum(c); }

/// Reads `partial`, a number, and `-` or an affix in brackets.
bool ReadPartial(std::string_view* rest, LookupWord* out) {
  rest->remove_prefix(kPartial.size());
  out->partial = true;
  const bool number = !rest->empty() && text::IsDigit(rest->front());
  if (number) out->least = 0;
  while (!rest->empty() && text::IsDigit(rest->front())) {
    const auto digit = static_cast<size_t>(rest->front() - '0');
    out->least = std::min(out->least * 10 + digit, kMostComponents);
    rest->remove_prefix(1);
  }
  if (rest->starts_with('-')) {
    out->affix = kUsualAffix;
    rest->remove_prefix(1);
    return true;
  }
  if (!rest->starts_with('(')) return false;
  const size_t end = rest->find(')');
  if (end == std::string_view::npos) return false;
  out->affix = rest->substr(1, end - 1);
  rest->remove_prefix(end + 1);
  return std::ranges::all_of(out->affix, IsPunctuation);
}

}  // namespace

LookupWord ReadLookupWord(std::string_view word) {
  LookupWord out;
  std::string_view rest = word;
  if (word.starts_with(kPartial) && !ReadPartial(&rest, &out)) {
    out.error = "format error in lookup type " + Quoted(word);
    return out;
  }
  out.tail = rest;
  const size_t star = rest.find('*');
  out.star = star != std::string_view::npos;
  out.at = out.star && rest.substr(star + 1).starts_with('@');
  const size_t from = out.star ? star : 0;
  const size_t comma = std::min(rest.find(',', from), rest.size());
  out.type = rest.substr(0, out.star ? star : comma);
  out.options = rest.substr(std::min(comma + 1, rest.size()));
  return out;
}

std::string CheckLookupWord(const LookupWord& word, bool single, bool key) {
  const std::string name = Quoted(word.tail);
  if (single && !key) {
    return "missing {key} for single-key " + name + " lookup";
  }
  if (single) return {};
  if (word.partial) {
    return "\"partial\" is not permitted for lookup type " + name;
  }
  if (word.star) {
    return "defaults using \"*\" or \"*@\" are not permitted for lookup type " +
           name;
  }
  if (!key) return {};
  return "a single key was given for lookup type " + name +
         ", which is not a single-key lookup type";
}

}  // namespace trommel::exim
