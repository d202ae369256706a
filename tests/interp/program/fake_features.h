// SPDX-License-Identifier: MIT
// A tiny feature list, one row of every sort that calls differ by.
#pragma once

#include <array>

#include "interp/program/row_index.h"

namespace trommel::fake {

inline Result<Value> Run(vm::CallContext&, std::span<const Value>) {
  return Value::Nil();
}

/// A row that does nothing when run.
constexpr Row Make(RowKind kind, std::string_view name, Usage usage,
                   RunFn run = Run) {
  return {.kind = kind,
          .name = name,
          .usage = usage,
          .summary = {},
          .example = {},
          .run = run};
}

inline constexpr Row kSieveRows[] = {
    Make(RowKind::kCommand, "keep", "keep"),
    Make(RowKind::kCommand, "fileinto", "fileinto [:copy] <mailbox: string>"),
    Make(RowKind::kTest, "header",
         "header [MATCH-TYPE] <names: string-list> <keys: string-list>"),
    Make(RowKind::kTest, "size", "size <:over / :under> <limit: number>"),
    Make(RowKind::kSource, "parts", "parts"),
    Make(RowKind::kTag, "flags", "flags"),
    Make(RowKind::kCommand, "unmade", "unmade", nullptr),
};
inline constexpr Feature kSieve{.name = "core",
                                .version = 3,
                                .language = Language::kSieve,
                                .capability = {},
                                .rows = kSieveRows};

inline constexpr Row kEximRows[] = {
    Make(RowKind::kCommand, "mail", "mail <pairs: string> ..."),
    Make(RowKind::kItem, "sg",
         "sg <subject: string> <regex: string> <with: string>"),
    Make(RowKind::kLookup, "lookup", "lookup <key: string>"),
    Make(RowKind::kVariable, "local_part", "local_part"),
    Make(RowKind::kIfCondition, "==", "eq <a: string> <b: string>"),
};
inline constexpr Feature kExim{.name = "exim core",
                               .version = 1,
                               .language = Language::kExim,
                               .capability = {},
                               .rows = kEximRows};

inline constexpr std::array<const Feature*, 2> kFeatures{&kSieve, &kExim};

/// The index of these features.
inline const RowIndex& Index() {
  static const RowIndex index{FeatureList(kFeatures)};
  return index;
}

/// REQUIRES that there is such a row.
inline const RowEntry& Find(Language language, RowKind kind,
                            std::string_view name) {
  return *Index().Find(language, kind, name);
}
inline const RowEntry& Command(std::string_view name) {
  return Find(Language::kSieve, RowKind::kCommand, name);
}
inline const RowEntry& Test(std::string_view name) {
  return Find(Language::kSieve, RowKind::kTest, name);
}

}  // namespace trommel::fake
