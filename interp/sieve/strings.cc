// SPDX-License-Identifier: MIT
#include "interp/sieve/strings.h"

#include <string>

#include "interp/base/limits.h"
#include "interp/text/ascii.h"
#include "interp/text/charset.h"

namespace trommel::sieve {
namespace {

constexpr uint32_t kNoCodePoint = 0xFFFFFFFF;

int HexValue(char c) {
  if (text::IsDigit(c)) return c - '0';
  char lower = text::Lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool IsBlankOrLineEnd(char c) {
  return text::IsBlank(c) || c == '\r' || c == '\n';
}

/// The numbers of `20AC 41`, of one or two hex digits for bytes. False when
/// `body` is anything else.
bool ReadNumbers(std::string_view body, bool bytes,
                 std::vector<uint32_t>* out) {
  out->clear();
  for (size_t i = 0; i < body.size();) {
    if (IsBlankOrLineEnd(body[i])) {
      ++i;
      continue;
    }
    size_t begin = i;
    uint32_t value = 0;
    for (; i < body.size() && HexValue(body[i]) >= 0; ++i) {
      value = value > 0x10FFFF
                  ? kNoCodePoint
                  : value * 16 + static_cast<uint32_t>(HexValue(body[i]));
    }
    bool ends = i == body.size() || IsBlankOrLineEnd(body[i]);
    if (i == begin || !ends || (bytes && i - begin > 2)) return false;
    out->push_back(value);
  }
  return !out->empty();
}

bool IsCodePoint(uint32_t value) {
  return value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
}

/// Appends what the reference `kind:body` stands for; false if it is none.
bool AppendCharacters(std::string_view reference, Span span, std::string* out,
                      IssueList* issues) {
  size_t colon = reference.find(':');
  if (colon == std::string_view::npos) return false;
  std::string_view kind = reference.substr(0, colon);
  bool bytes = text::EqualsCaseless(kind, "hex");
  if (!bytes && !text::EqualsCaseless(kind, "unicode")) return false;
  std::vector<uint32_t> numbers;
  if (!ReadNumbers(reference.substr(colon + 1), bytes, &numbers)) return false;
  for (uint32_t number : numbers) {
    if (!IsCodePoint(number)) {
      issues->Error(span, "\"${" + std::string(reference) +
                              "}\" stands for no character");
    } else if (bytes) {
      *out += static_cast<char>(number);
    } else {
      text::AppendUtf8(number, out);
    }
  }
  return true;
}

bool IsNameStart(char c) { return text::IsAlpha(c) || c == '_'; }
bool IsNameByte(char c) { return IsNameStart(c) || text::IsDigit(c); }

/// Length of the reference's inside at `from` (after `${`), or 0 for none.
size_t ReferenceLength(std::string_view text, size_t from) {
  size_t at = from;
  while (at < text.size() && (IsNameByte(text[at]) || text[at] == '.')) ++at;
  if (at == from || at >= text.size() || text[at] != '}') return 0;
  std::string_view inside = text.substr(from, at - from);
  if (text::IsDigit(inside[0])) {
    return inside.find_first_not_of("0123456789") == std::string_view::npos
               ? inside.size()
               : 0;
  }
  bool part_start = true;
  for (char c : inside) {
    if (part_start && !IsNameByte(c)) return 0;
    part_start = c == '.';
  }
  return inside[0] == '.' || part_start ? 0 : inside.size();
}

bool AddMatch(std::string_view digits, Span span, std::vector<Piece>* pieces,
              IssueList* issues) {
  uint32_t group = 0;
  for (char c : digits) {
    group = group * 10 + static_cast<uint32_t>(c - '0');
    if (group >= limits::kMatchVariables) break;
  }
  if (group < limits::kMatchVariables) {
    pieces->push_back({Piece::Kind::kMatch, {}, group});
    return true;
  }
  if (issues != nullptr) {
    issues->Error(
        span, "\"${" + std::string(digits) + "}\" is no match variable",
        "the last is ${" + std::to_string(limits::kMatchVariables - 1) + "}");
  }
  return false;
}

bool AddVariable(std::string_view name, Span span, std::vector<Piece>* pieces,
                 IssueList* issues) {
  size_t dot = name.find('.');
  if (dot != std::string_view::npos) {
    pieces->push_back(
        {Piece::Kind::kMember, name.substr(dot + 1), 0, name.substr(0, dot)});
    return true;
  }
  if (name.size() <= limits::kVariableNameBytes) {
    pieces->push_back({Piece::Kind::kVariable, name, 0});
    return true;
  }
  if (issues != nullptr) {
    issues->Error(span, "a variable's name has at most " +
                            std::to_string(limits::kVariableNameBytes) +
                            " bytes");
  }
  return false;
}

}  // namespace

std::string_view DecodeCharacters(std::string_view text, Span span,
                                  Arena* arena, IssueList* issues) {
  size_t open = text.find("${");
  if (open == std::string_view::npos) return text;
  std::string out;
  std::string decoded;
  size_t copied = 0;
  for (; open != std::string_view::npos; open = text.find("${", open)) {
    size_t close = text.find_first_of("}$", open + 2);
    if (close == std::string_view::npos) break;
    std::string_view inside = text.substr(open + 2, close - open - 2);
    decoded.clear();
    if (text[close] == '}' &&
        AppendCharacters(inside, span, &decoded, issues)) {
      out += text.substr(copied, open - copied);
      out += decoded;
      copied = open = close + 1;
    } else {
      open += 2;
    }
  }
  if (copied == 0) return text;
  out += text.substr(copied);
  return arena->Copy(out);
}

bool CutVariables(std::string_view text, Span span, std::vector<Piece>* pieces,
                  IssueList* issues) {
  pieces->clear();
  bool found = false;
  size_t copied = 0;
  for (size_t open = text.find("${"); open != std::string_view::npos;
       open = text.find("${", open)) {
    size_t size = ReferenceLength(text, open + 2);
    if (size == 0) {
      open += 2;
      continue;
    }
    if (open > copied) {
      pieces->push_back(
          {Piece::Kind::kText, text.substr(copied, open - copied), 0});
    }
    std::string_view inside = text.substr(open + 2, size);
    bool added = text::IsDigit(inside[0])
                     ? AddMatch(inside, span, pieces, issues)
                     : AddVariable(inside, span, pieces, issues);
    found = found || added;
    open += size + 3;
    copied = open;
  }
  if (copied < text.size()) {
    pieces->push_back({Piece::Kind::kText, text.substr(copied), 0});
  }
  return found;
}

bool IsVariableName(std::string_view name) {
  if (name.empty() || !IsNameStart(name[0])) return false;
  for (char c : name) {
    if (!IsNameByte(c)) return false;
  }
  return true;
}

}  // namespace trommel::sieve
