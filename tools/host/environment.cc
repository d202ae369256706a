// SPDX-License-Identifier: MIT
#include "tools/host/environment.h"

#include <unistd.h>

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

std::vector<std::string> FilteredEnvironment(std::string_view keep,
                                             std::string_view added) {
  std::vector<std::string> out;
  for (char** at = ::environ; at != nullptr && *at != nullptr; ++at) {
    const std::string_view word(*at);
    const std::string_view name = word.substr(0, word.find('='));
    if (AddedVariable(added, name)) continue;
    if (KeepsVariable(keep, name)) out.emplace_back(word);
  }
  stdlib::exim::ListReader items(added);
  while (auto item = items.Next()) {
    if (item->find('=') != std::string::npos) out.push_back(*item);
  }
  return out;
}

}  // namespace trommel
