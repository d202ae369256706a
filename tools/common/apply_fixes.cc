// SPDX-License-Identifier: MIT
#include "tools/common/apply_fixes.h"

#include <algorithm>
#include <vector>

namespace trommel {

std::string ApplyFixes(std::string_view bytes, const IssueList& issues,
                       size_t* count) {
  std::vector<const Fix*> fixes;
  for (const Issue& issue : issues.all()) {
    if (!issue.fix.empty()) fixes.push_back(&issue.fix);
  }
  std::ranges::stable_sort(fixes, {}, [](const Fix* fix) { return fix->at; });
  std::string out;
  size_t copied = 0;
  *count = 0;
  for (const Fix* fix : fixes) {
    if (fix->at < copied || fix->at > bytes.size()) continue;
    out += bytes.substr(copied, fix->at - copied);
    out += fix->text;
    copied = std::min<size_t>(fix->at + fix->removed, bytes.size());
    ++*count;
  }
  out += bytes.substr(copied);
  return out;
}

}  // namespace trommel
