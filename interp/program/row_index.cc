// SPDX-License-Identifier: MIT
#include "interp/program/row_index.h"

#include <bit>

namespace trommel {
namespace {

constexpr char Fold(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

uint32_t Hash(Language language, RowKind kind, std::string_view name) {
  uint32_t hash = 2166136261U ^ (static_cast<uint32_t>(kind) << 8U) ^
                  static_cast<uint32_t>(language);
  for (char c : name) {
    hash = (hash ^ static_cast<unsigned char>(Fold(c))) * 16777619U;
  }
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

}  // namespace

RowIndex::RowIndex(FeatureList features) : features_(features) {
  size_t count = 0;
  for (const Feature* feature : features) count += feature->rows.size();
  table_.resize(std::bit_ceil(count * 2 + 1));
  for (const Feature* feature : features) {
    for (const Row& row : feature->rows) {
      RowEntry& slot = table_[Slot(feature->language, row.kind, row.name)];
      if (slot.row == nullptr) slot = {feature, &row};
    }
  }
}

size_t RowIndex::Slot(Language language, RowKind kind,
                      std::string_view name) const {
  size_t at = Hash(language, kind, name) & (table_.size() - 1);
  while (table_[at].row != nullptr &&
         !(table_[at].feature->language == language &&
           table_[at].row->kind == kind &&
           SameName(language, table_[at].row->name, name))) {
    at = (at + 1) & (table_.size() - 1);
  }
  return at;
}

const RowEntry* RowIndex::Find(Language language, RowKind kind,
                               std::string_view name) const {
  const RowEntry& entry = table_[Slot(language, kind, name)];
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
