// SPDX-License-Identifier: MIT
#include "interp/sieve/tag_names.h"

#include <algorithm>

#include "interp/text/ascii.h"
#include "interp/text/suggest.h"

namespace trommel::sieve {
namespace {

/// Calls visit(row) for every Sieve row.
template <class Visit>
void EachRow(const RowIndex& rows, const Visit& visit) {
  for (const Feature* feature : rows.features()) {
    if (feature->language != Language::kSieve) continue;
    for (const Row& row : feature->rows) visit(row);
  }
}

/// Calls visit(name) for each name of "over / :under".
template <class Visit>
void EachChoice(std::string_view choice, const Visit& visit) {
  while (!choice.empty()) {
    size_t end = std::min(choice.find_first_of(" /:"), choice.size());
    if (end > 0) visit(choice.substr(0, end));
    choice.remove_prefix(std::min(end + 1, choice.size()));
  }
}

bool Takes(const Row& command, ParamKind kind) {
  return std::any_of(command.usage.begin(), command.usage.end(),
                     [&](const Param& param) { return param.kind == kind; });
}

}  // namespace

std::string_view ChoiceOf(std::string_view choice, std::string_view tag) {
  std::string_view found;
  EachChoice(choice, [&](std::string_view name) {
    if (text::EqualsCaseless(name, tag)) found = name;
  });
  return found;
}

bool Extends(const Row& tag, std::string_view command) {
  std::string_view rest = tag.extends;
  while (!rest.empty()) {
    std::string_view word = rest.substr(0, rest.find(' '));
    if (text::EqualsCaseless(word, command)) return true;
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
  }
  return false;
}

std::string NearestRow(const RowIndex& rows, std::string_view word,
                       std::initializer_list<RowKind> kinds) {
  text::Suggestion suggestion(word);
  EachRow(rows, [&](const Row& row) {
    if (std::find(kinds.begin(), kinds.end(), row.kind) != kinds.end()) {
      suggestion.Offer(row.name);
    }
  });
  return suggestion.Hint();
}

std::string NearestTag(const RowIndex& rows, const Row& command,
                       std::string_view word) {
  text::Suggestion suggestion(word);
  for (const Param param : command.usage) {
    if (param.kind == ParamKind::kTag) suggestion.Offer(param.name);
    if (param.kind == ParamKind::kComparator) suggestion.Offer("comparator");
    if (param.kind == ParamKind::kChoice) {
      EachChoice(param.name,
                 [&](std::string_view name) { suggestion.Offer(name); });
    }
  }
  EachRow(rows, [&](const Row& row) {
    bool fits = (row.kind == RowKind::kTag && Extends(row, command.name)) ||
                (row.kind == RowKind::kMatchType &&
                 Takes(command, ParamKind::kMatchType)) ||
                (row.kind == RowKind::kAddressPart &&
                 Takes(command, ParamKind::kAddressPart));
    if (fits) suggestion.Offer(row.name);
  });
  if (!suggestion.best().empty()) return suggestion.Hint(":");
  return "usage: " + std::string(command.usage.line());
}

}  // namespace trommel::sieve
