// SPDX-License-Identifier: MIT
#include "interp/vm/regex_cache.h"

#include <utility>

namespace trommel::vm {

Result<const text::Regex*> RegexCache::Get(std::string_view pattern,
                                           text::Regex::Options options) {
  bool perl = options.syntax == text::RegexSyntax::kPerl;
  Table& table = tables_[(perl ? 2U : 0U) + (options.caseless ? 1U : 0U)];
  if (auto found = table.find(pattern); found != table.end()) {
    return &found->second;
  }
  TRY_ASSIGN(text::Regex regex, text::Regex::Compile(pattern, options));
  if (table.size() >= kEntries) table.clear();
  auto [entry, added] = table.emplace(pattern, std::move(regex));
  return &entry->second;
}

}  // namespace trommel::vm
