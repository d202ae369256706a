// SPDX-License-Identifier: MIT
#include "interp/program/row_index.h"

#include <bit>

namespace trommel {
namespace {

constexpr char Fold(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool SameName(Language language, std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  if (language == Language::kExim) return a == b;
  for (size_t i = 0; i < a.size(); ++i) {
    if (Fold(a[i]) != Fold(b[i])) return false;
  }
  return true;
}

}  // namespace

RowIndex::Table& RowIndex::TableOf(Language language) const {
  Table& table = tables_[static_cast<size_t>(language)];
  std::call_once(table.once, [&] {
    size_t count = 0;
    for (const Feature* feature : features_)
      if (feature->language == language) count += feature->rows.size();
    table.slots = std::vector<Slot>(std::bit_ceil(count * 2 + 1));
  });
  return table;
}

/// Where the row is, or the free place where it would be.
size_t RowIndex::SlotOf(const Table& table, Language language, uint32_t hash,
                        RowKind kind, std::string_view name) {
  const size_t mask = table.slots.size() - 1;
  for (size_t at = hash & mask;; at = (at + 1) & mask) {
    const RowEntry* entry = table.slots[at].load(std::memory_order_acquire);
    if (entry == nullptr || (entry->row->kind == kind &&
                             SameName(language, entry->row->name, name)))
      return at;
  }
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

const RowEntry* RowIndex::Find(Language language, RowKind kind,
                               std::string_view name) const {
  Table& table = TableOf(language);
  const uint32_t hash = RowHash(kind, name);
  auto slot = [&]() -> Slot& {
    return table.slots[SlotOf(table, language, hash, kind, name)];
  };
  if (const RowEntry* known = slot().load(std::memory_order_acquire))
    return known;
  const RowEntry found = Search(language, hash, kind, name);
  if (found.row == nullptr) return nullptr;
  std::lock_guard lock(table.adding);
  Slot& place = slot();  // another thread may have been here meanwhile
  if (place.load() == nullptr)
    place.store(&table.entries.emplace_back(found), std::memory_order_release);
  return place.load();
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
