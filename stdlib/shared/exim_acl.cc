// SPDX-License-Identifier: MIT
#include "stdlib/shared/exim_acl.h"

#include <algorithm>

#include "interp/text/ascii.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib::exim {
namespace {

struct Verb {
  std::string_view name;
  bool accepts = false;
  std::string_view failure = {};
};
constexpr Verb kVerbs[] = {{"accept", true},
                           {"deny"},
                           {"warn"},
                           {"require"},
                           {"drop", false, "FAIL_DROP"},
                           {"defer", false, "DEFER"},
                           {"discard", false, "DISCARD"}};

/// A comment, or the name of a list to come; nothing is either.
bool HasNoVerb(std::string_view line) {
  if (line.empty() || line[0] == '#') return true;
  const auto in_name = [](char c) { return text::IsAlnum(c) || c == '_'; };
  const size_t end = static_cast<size_t>(
      std::ranges::find_if_not(line, in_name) - line.begin());
  if (end > 0 && !text::IsAlpha(line[0])) return false;
  return text::Trim(line.substr(end)).starts_with(':');
}

}  // namespace

Result<bool> AclAccepts(std::string_view text) {
  const std::string_view name = text.substr(0, text.find('\n'));
  const std::string_view line = text::Trim(name);
  if (HasNoVerb(line)) return false;
  const auto* verb = std::ranges::find(kVerbs, line, &Verb::name);
  const bool known = verb != std::end(kVerbs);
  if (known && verb->failure.empty()) return verb->accepts;
  return Err(Code::kRun, std::string(known ? verb->failure : "ERROR") +
                             " from acl " + InQuotes(name));
}

}  // namespace trommel::stdlib::exim
