// SPDX-License-Identifier: MIT
#include "interp/program/row_index.h"

namespace trommel {
namespace {

/// How many names are kept that name nothing: a script makes up as many as it
/// likes, but most of them are rows of another kind.
constexpr size_t kMostAbsent = 256;
constexpr size_t kLongestAbsent = 32;

constexpr char Fold(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

inline bool SameName(Language language, std::string_view a,
                     std::string_view b) {
  if (a.size() != b.size()) return false;
  if (language == Language::kExim) return a == b;
  for (size_t i = 0; i < a.size(); ++i) {
    if (Fold(a[i]) != Fold(b[i])) return false;
  }
  return true;
}

}  // namespace

inline const RowIndex::Known* RowIndex::FindIn(const Known* chain,
                                               Language language, uint32_t hash,
                                               RowKind kind,
                                               std::string_view name) {
  for (; chain != nullptr; chain = chain->next) {
    if (chain->hash == hash && chain->kind == kind &&
        SameName(language, chain->name, name)) {
      return chain;
    }
  }
  return nullptr;
}

RowEntry RowIndex::Search(Language language, uint32_t hash, RowKind kind,
                          std::string_view name) const {
  const uint32_t kind_bit = 1U << static_cast<unsigned>(kind);
  for (const Feature* feature : features_) {
    if (feature->language != language ||
        (feature->rows_mask & RowBit(hash)) == 0 ||
        (feature->kinds_mask & kind_bit) == 0)
      continue;
    for (const Row& row : feature->rows) {
      if (row.kind == kind && SameName(language, row.name, name))
        return {feature, &row};
    }
  }
  return {};
}

/// Null for a name that names nothing and is not kept.
const RowIndex::Known* RowIndex::Add(Language language, uint32_t hash,
                                     RowKind kind,
                                     std::string_view name) const {
  Table& table = tables_[static_cast<size_t>(language)];
  const RowEntry found = Search(language, hash, kind, name);
  const bool absent = found.row == nullptr;
  if (absent && name.size() > kLongestAbsent) return nullptr;
  std::lock_guard lock(table.adding);
  std::atomic<const Known*>& head = HeadOf(language, hash);
  const Known* chain = head.load();
  // Another thread may have been here meanwhile.
  if (const Known* known = FindIn(chain, language, hash, kind, name))
    return known;
  if (absent && table.absent == kMostAbsent) return nullptr;
  if (absent) ++table.absent;
  const Known& added = table.all.emplace_front(
      Known{found, kind, hash, std::string(name), chain});
  head.store(&added, std::memory_order_release);
  return &added;
}

const RowEntry* RowIndex::Find(Language language, RowKind kind,
                               std::string_view name) const {
  const uint32_t hash = RowHash(kind, name);
  const Known* known =
      FindIn(HeadOf(language, hash).load(std::memory_order_acquire), language,
             hash, kind, name);
  if (known == nullptr) known = Add(language, hash, kind, name);
  const bool absent = known == nullptr || known->entry.row == nullptr;
  return absent ? nullptr : &known->entry;
}

const Feature* RowIndex::Capability(Language language,
                                    std::string_view capability) const {
  if (capability.empty() || capability.find(' ') != std::string_view::npos) {
    return nullptr;
  }
  for (const Feature* feature : features_) {
    if (feature->language != language) continue;
    std::string_view rest = feature->capability;
    while (!rest.empty()) {
      std::string_view word = rest.substr(0, rest.find(' '));
      if (word == capability) return feature;
      rest.remove_prefix(word.size() < rest.size() ? word.size() + 1
                                                   : word.size());
    }
  }
  return nullptr;
}

}  // namespace trommel
