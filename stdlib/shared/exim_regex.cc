// SPDX-License-Identifier: MIT
#include "stdlib/shared/exim_regex.h"

#include <array>
#include <vector>

#include "interp/base/limits.h"

namespace trommel::stdlib::exim {

Result<bool> MatchAndSet(vm::CallContext& context, const Value& subject,
                         std::string_view pattern, bool caseless) {
  TRY_ASSIGN(
      const text::Regex* regex,
      context.CompiledRegex(pattern, {text::RegexSyntax::kPerl, caseless}));
  std::vector<text::RegexGroup> groups;
  TRY_ASSIGN(bool found, regex->Search(subject.text(), &groups));
  if (!found) return false;
  std::array<Value, limits::kMatchVariables> values;
  size_t count = std::min(groups.size(), values.size());
  for (size_t i = 0; i < count; ++i) {
    bool set = groups[i].begin != std::string_view::npos;
    values[i] = Value::String(
        set ? subject.text().substr(groups[i].begin, groups[i].length)
            : std::string_view(),
        subject.tainted());
  }
  context.SetMatches({values.data(), count});
  return true;
}

}  // namespace trommel::stdlib::exim
