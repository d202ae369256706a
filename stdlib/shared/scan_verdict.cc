// SPDX-License-Identifier: MIT
#include "stdlib/shared/scan_verdict.h"

#include <algorithm>
#include <string>
#include <vector>

#include "interp/text/ascii.h"

namespace trommel::stdlib {
namespace {

using vm::CallContext;
using Text = std::optional<std::string_view>;

constexpr int64_t kOne = 1000000;
constexpr size_t kWholeDigits = 9;

/// The first group of `pattern` in `value`; absent without a match.
Result<Text> FirstGroup(CallContext& context, std::string_view pattern,
                        std::string_view value) {
  TRY_ASSIGN(const text::Regex* regex,
             context.CompiledRegex(
                 pattern, {.syntax = text::RegexSyntax::kPosixExtended}));
  std::vector<text::RegexGroup> groups;
  TRY_ASSIGN(bool matched, regex->Search(value, &groups));
  if (!matched || groups.size() < 2 || groups[1].begin == value.npos) {
    return Text();
  }
  return Text(value.substr(groups[1].begin, groups[1].length));
}

/// What "Name: expression" finds in the first field of that name.
Result<Text> Find(CallContext& context, std::string_view where) {
  const size_t colon = std::min(where.find(':'), where.size());
  const std::string_view name = text::Trim(where.substr(0, colon));
  std::string_view pattern = where.substr(std::min(colon + 1, where.size()));
  while (!pattern.empty() && text::IsSpace(pattern.front())) {
    pattern.remove_prefix(1);
  }
  if (name.empty()) return Text();
  auto values = context.headers().Values(name);
  if (values.empty()) return Text();
  if (pattern.empty()) return Text(values[0].decoded);
  return FirstGroup(context, pattern, values[0].decoded);
}

Result<std::optional<int64_t>> Maximum(CallContext& context,
                                       const ScanSettings& settings) {
  if (settings.max_header.empty()) return Millionths(settings.max_value);
  TRY_ASSIGN(Text found, Find(context, settings.max_header));
  return found ? Millionths(*found) : std::nullopt;
}

std::optional<int64_t> LengthOf(std::string_view stars) {
  const bool same = stars.find_first_not_of(stars.substr(0, 1)) == stars.npos;
  if (!same) return std::nullopt;
  const auto size = static_cast<int64_t>(std::min<size_t>(stars.size(), 10000));
  return size * kOne;
}

std::optional<ScanVerdict> OfTexts(const ScanSettings& settings,
                                   std::string_view found) {
  std::optional<ScanVerdict> verdict;
  for (int64_t i = 0; i <= settings.highest && !verdict; ++i) {
    const Text known = vm::MapEntry(settings.texts, std::to_string(i));
    if (known && *known == found) verdict = {i, settings.highest};
  }
  return verdict;
}

}  // namespace

std::optional<int64_t> Millionths(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const size_t point = std::min(text.find_first_of(".,"), text.size());
  const std::string_view whole = text.substr(0, point);
  const std::string_view part = text.substr(std::min(point + 1, text.size()));
  const auto digits = [](std::string_view s) {
    return std::ranges::all_of(s, text::IsDigit);
  };
  if ((whole.empty() && part.empty()) || whole.size() > kWholeDigits ||
      !digits(whole) || !digits(part)) {
    return std::nullopt;
  }
  int64_t number = 0;
  for (char c : whole) number = number * 10 + (c - '0');
  for (size_t i = 0; i < 6; ++i) {
    number = number * 10 + (i < part.size() ? part[i] - '0' : 0);
  }
  return negative ? -number : number;
}

Result<std::optional<ScanVerdict>> ReadVerdict(CallContext& context,
                                               const ScanSettings& settings) {
  using Verdict = std::optional<ScanVerdict>;
  TRY_ASSIGN(Text found, Find(context, settings.header));
  if (!found) return Verdict();
  if (settings.type == "text") return OfTexts(settings, *found);
  const std::optional<int64_t> score =
      settings.type == "strlen" ? LengthOf(*found) : Millionths(*found);
  TRY_ASSIGN(std::optional<int64_t> max, Maximum(context, settings));
  if (!score || !max || *max <= 0) return Verdict();
  return Verdict({std::clamp<int64_t>(*score, 0, *max), *max});
}

}  // namespace trommel::stdlib
