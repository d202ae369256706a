// SPDX-License-Identifier: MIT
#include "tools/host/environment.h"

#include "interp/text/ascii.h"
#include "interp/text/regex.h"
#include "stdlib/shared/exim_list.h"

namespace trommel {
namespace {

bool MatchesPattern(std::string_view pattern, std::string_view name) {
  if (pattern.starts_with('^')) {
    Result<text::Regex> regex = text::Regex::Compile(pattern, {});
    return regex && regex->Search(name, nullptr).value_or(false);
  }
  if (pattern.starts_with('*')) return name.ends_with(pattern.substr(1));
  return pattern == name;
}

}  // namespace

bool KeepsVariable(std::string_view list, std::string_view name) {
  if (list.empty()) return false;
  bool denied = false;
  stdlib::exim::ListReader items(list);
  while (auto item = items.Next()) {
    std::string_view pattern = *item;
    denied = pattern.starts_with('!');
    if (denied) pattern = text::Trim(pattern.substr(1));
    if (MatchesPattern(pattern, name)) return !denied;
  }
  return denied;
}

std::optional<std::string> AddedVariable(std::string_view list,
                                         std::string_view name) {
  if (list.empty()) return std::nullopt;
  std::optional<std::string> found;
  stdlib::exim::ListReader items(list);
  while (auto item = items.Next()) {
    const size_t equals = item->find('=');
    if (equals == std::string::npos) continue;
    if (std::string_view(*item).substr(0, equals) != name) continue;
    found = item->substr(equals + 1);
  }
  return found;
}

}  // namespace trommel
