// SPDX-License-Identifier: MIT
#include "interp/program/row_index.h"

#include <bit>

namespace trommel {
namespace {

constexpr char Fold(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

constexpr uint32_t kCaseBit = 0x20;

/// Of the length and three of the bytes: the names are few, known and short,
/// and every start of a process hashes all those of its language.
uint32_t Hash(RowKind kind, std::string_view name) {
  auto hash =
      static_cast<uint32_t>(kind) * 31U + static_cast<uint32_t>(name.size());
  if (!name.empty()) {
    for (size_t at : {size_t{0}, name.size() / 2, name.size() - 1})
      hash = hash * 37U + (static_cast<unsigned char>(name[at]) | kCaseBit);
  }
  hash *= 2654435761U;
  return hash ^ (hash >> 15U);
}

bool SameName(Language language, std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  if (language == Language::kExim) return a == b;
  for (size_t i = 0; i < a.size(); ++i) {
    if (Fold(a[i]) != Fold(b[i])) return false;
  }
  return true;
}

/// Where the row is, or the free place where it would be.
size_t Slot(const std::vector<RowEntry>& entries, Language language,
            RowKind kind, std::string_view name) {
  size_t at = Hash(kind, name) & (entries.size() - 1);
  while (entries[at].row != nullptr &&
         !(entries[at].row->kind == kind &&
           SameName(language, entries[at].row->name, name))) {
    at = (at + 1) & (entries.size() - 1);
  }
  return at;
}

}  // namespace

void RowIndex::Fill(Language language, std::vector<RowEntry>* entries) const {
  size_t count = 0;
  for (const Feature* feature : features_) {
    if (feature->language == language) count += feature->rows.size();
  }
  entries->resize(std::bit_ceil(count * 2 + 1));
  for (const Feature* feature : features_) {
    if (feature->language != language) continue;
    for (const Row& row : feature->rows) {
      RowEntry& slot = (*entries)[Slot(*entries, language, row.kind, row.name)];
      if (slot.row == nullptr) slot = {feature, &row};
    }
  }
}

const std::vector<RowEntry>& RowIndex::EntriesOf(Language language) const {
  Table& table = tables_[static_cast<size_t>(language)];
  std::call_once(table.once, [&] { Fill(language, &table.entries); });
  return table.entries;
}

const RowEntry* RowIndex::Find(Language language, RowKind kind,
                               std::string_view name) const {
  const std::vector<RowEntry>& entries = EntriesOf(language);
  const RowEntry& entry = entries[Slot(entries, language, kind, name)];
  return entry.row == nullptr ? nullptr : &entry;
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
