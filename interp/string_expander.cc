// SPDX-License-Identifier: MIT
#include "interp/string_expander.h"

#include <utility>

#include "interp/base/limits.h"

namespace trommel {

Result<const Program*> StringExpander::Compile(std::string_view text) {
  if (auto found = programs_.find(text); found != programs_.end()) {
    return found->second.get();
  }
  if (!engine_) engine_.emplace(features_);
  TRY_ASSIGN(Program program, engine_->CompileExpansion(text, in_filter_));
  auto made = std::make_unique<Program>(std::move(program));
  const Program* out = made.get();
  programs_.emplace(text, std::move(made));
  return out;
}

const Row* StringExpander::FindRow(RowKind kind, std::string_view name) {
  if (!engine_) engine_.emplace(features_);
  const RowEntry* entry = engine_->rows().Find(Language::kExim, kind, name);
  return entry != nullptr ? entry->row : nullptr;
}

}  // namespace trommel
