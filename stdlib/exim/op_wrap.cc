// SPDX-License-Identifier: MIT
// ${headerwrap:, ${headerwrap_80_998:, ${xtextd:: what releases after 4.96
// added.
//
// Exim specification of release 4.98, "Expansion operators".
// - headerwrap breaks lines at white space before the column, or at the column
//   where there is none. A break is a line end and a tab, which counts as eight
//   columns; the white space there goes. The result is cut at the second
//   number.
// - xtextd: RFC 3461 section 4.
#include <algorithm>
#include <optional>

#include "interp/base/limits.h"
#include "interp/text/ascii.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_op_wrap;

namespace {

using vm::CallContext;

constexpr size_t kColumns = 80;
constexpr size_t kMostBytes = 998;
constexpr size_t kTab = 8;

struct WrapLimits {
  size_t columns = kColumns;
  size_t bytes = kMostBytes;
};

std::optional<size_t> ReadSize(std::string_view text) {
  size_t size = 0;
  for (char c : text) {
    if (!text::IsDigit(c)) return std::nullopt;
    size = std::min<size_t>(size * 10 + static_cast<size_t>(c - '0'),
                            limits::kValueBytes);
  }
  if (text.empty()) return std::nullopt;
  return size;
}

std::optional<WrapLimits> ReadLimits(std::string_view text) {
  WrapLimits out;
  const size_t underscore = text.find('_');
  std::optional<size_t> columns = ReadSize(text.substr(0, underscore));
  if (!columns) return std::nullopt;
  out.columns = *columns;
  if (underscore == std::string_view::npos) return out;
  std::optional<size_t> bytes = ReadSize(text.substr(underscore + 1));
  if (!bytes) return std::nullopt;
  out.bytes = *bytes;
  return out;
}

std::string Wrap(std::string_view text, const WrapLimits& limits) {
  std::string out;
  size_t room = limits.columns;
  while (text.size() > room) {
    size_t end = std::max<size_t>(room, 1);
    size_t space = end;
    while (space > 0 && !text::IsSpace(text[space])) --space;
    if (space > 0) end = space;
    std::string_view line = text.substr(0, end);
    while (!line.empty() && text::IsSpace(line.back())) line.remove_suffix(1);
    out += line;
    out += "\n\t";
    text.remove_prefix(end);
    while (!text.empty() && text::IsSpace(text[0])) text.remove_prefix(1);
    room = limits.columns - std::min(limits.columns, kTab);
  }
  out += text;
  return out.substr(0, limits.bytes);
}

Result<Value> RunWrap(CallContext& context, std::span<const Value> args) {
  std::optional<WrapLimits> limits = WrapLimits();
  if (!args[1].is_nil()) limits = ReadLimits(args[1].text());
  if (!limits) {
    return Err(Code::kRun, "bad suffix on \"headerwrap\" operator");
  }
  return exim::Copied(context, Wrap(args[0].text(), *limits),
                      args[0].tainted());
}

std::optional<unsigned> HexDigit(char c) {
  if (text::IsDigit(c)) return static_cast<unsigned>(c - '0');
  const char lower = text::Lower(c);
  if (lower < 'a' || lower > 'f') return std::nullopt;
  return static_cast<unsigned>(lower - 'a') + 10;
}

/// Bytes from ! to ~ stand for themselves, but = and +.
std::optional<std::string> Decode(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c < '!' || c > '~' || c == '=') return std::nullopt;
    if (c != '+') {
      out += c;
      continue;
    }
    if (at + 2 >= text.size()) return std::nullopt;
    std::optional<unsigned> high = HexDigit(text[at + 1]);
    std::optional<unsigned> low = HexDigit(text[at + 2]);
    if (!high || !low) return std::nullopt;
    out += static_cast<char>(*high * 16 + *low);
    at += 2;
  }
  return out;
}

Result<Value> RunXtext(CallContext& context, std::span<const Value> args) {
  std::optional<std::string> out = Decode(args[0].text());
  if (out) return exim::Copied(context, *out, args[0].tainted());
  return Err(Code::kRun, "string " + exim::InQuotes(args[0].text()) +
                             " is not well-formed for \"xtextd\" operator");
}

constexpr Row kRows[] = {
    {RowKind::kOperator, "headerwrap",
     "headerwrap <text: string> [<columns_and_bytes: string>]",
     "a header value with lines broken at white space",
     "${escape:${headerwrap_16:From here on it goes}} => From here on "
     "it\\n\tgoes",
     nullptr, RunWrap},
    {RowKind::kOperator, "xtextd", "xtextd <text: string>", "out of xtext",
     "${xtextd:a+2Bb} => a+b", nullptr, RunXtext},
};

}  // namespace

constinit const Feature exim_op_wrap = {"op_wrap", 1, Language::kExim, "",
                                        kRows};

}  // namespace trommel::stdlib
