// SPDX-License-Identifier: MIT
#include "tools/common/summary.h"

#include <algorithm>
#include <tuple>
#include <vector>

#include "interp/base/limits.h"
#include "interp/text/ascii.h"
#include "tools/common/output.h"

namespace trommel {
namespace {

constexpr std::string_view kOther = "(other)";
constexpr size_t kNameBytes = 200;
constexpr size_t kCountColumn = 9;

using Row = std::pair<std::string_view, uint64_t>;

std::vector<Row> MostFrequentFirst(const Tally& tally) {
  std::vector<Row> rows(tally.counts().begin(), tally.counts().end());
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    return a.second > b.second;
  });
  return rows;
}

void AppendRows(const Tally& tally, std::string* out) {
  for (const auto& [name, count] : MostFrequentFirst(tally)) {
    const std::string number = std::to_string(count);
    out->append(kCountColumn - std::min(kCountColumn, number.size()), ' ');
    *out += number + "  ";
    AppendPrintable(name, out);
    *out += '\n';
  }
}

void WriteRows(std::string_view key, const Tally& tally, JsonWriter* json) {
  json->Open(key, '{');
  for (const auto& [name, count] : MostFrequentFirst(tally)) {
    json->Number(name, static_cast<int64_t>(count));
  }
  json->Close('}');
}

}  // namespace

void Tally::Add(std::string_view name, uint64_t count) {
  name = name.substr(0, text::Utf8Prefix(name, kNameBytes));
  auto found = counts_.find(name);
  if (found == counts_.end()) {
    const bool full = counts_.size() >= limits::kSummaryRows;
    bool added = false;
    std::tie(found, added) =
        counts_.try_emplace(std::string(full ? kOther : name));
    if (added) arrived_.push_back(&*found);
  }
  found->second += count;
}

void Tally::Merge(const Tally& other) {
  for (const auto* row : other.arrived_) Add(row->first, row->second);
}

void Tally::Clear() {
  counts_.clear();
  arrived_.clear();
}

void Summary::Add(std::span<const std::string> places, std::string_view error) {
  ++messages;
  for (const std::string& place : places) destinations.Add(place);
  if (error.empty()) return;
  ++failed;
  errors.Add(error);
}

void Summary::Merge(const Summary& other) {
  messages += other.messages;
  failed += other.failed;
  destinations.Merge(other.destinations);
  errors.Merge(other.errors);
}

void Summary::Clear() {
  messages = failed = 0;
  destinations.Clear();
  errors.Clear();
}

std::string Summary::Text() const {
  std::string out = std::to_string(messages);
  out += messages == 1 ? " message\n" : " messages\n";
  AppendRows(destinations, &out);
  if (failed == 0) return out;
  out += std::to_string(failed) + " with errors\n";
  AppendRows(errors, &out);
  return out;
}

std::string Summary::Json() const {
  std::string out;
  JsonWriter json(&out);
  json.Open('{');
  json.Number("messages", static_cast<int64_t>(messages));
  json.Number("errors", static_cast<int64_t>(failed));
  WriteRows("destinations", destinations, &json);
  WriteRows("error_texts", errors, &json);
  json.Close('}');
  out += '\n';
  return out;
}

}  // namespace trommel
