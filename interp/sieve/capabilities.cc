// SPDX-License-Identifier: MIT
#include "interp/sieve/capabilities.h"

#include <algorithm>
#include <string>

#include "interp/base/limits.h"
#include "interp/text/ascii.h"
#include "interp/text/suggest.h"

namespace trommel::sieve {
namespace {

constexpr std::string_view kComparatorPrefix = "comparator-";

/// Calls visit(word) for every blank-separated word.
template <class Visit>
void EachWord(std::string_view words, const Visit& visit) {
  while (!words.empty()) {
    std::string_view word = words.substr(0, words.find(' '));
    visit(word);
    words.remove_prefix(std::min(word.size() + 1, words.size()));
  }
}

bool Names(const Feature& feature, std::string_view capability) {
  bool found = false;
  EachWord(feature.capability,
           [&](std::string_view word) { found = found || word == capability; });
  return found;
}

}  // namespace

bool Capabilities::Has(std::string_view capability) const {
  return std::find(required_.begin(), required_.end(), capability) !=
         required_.end();
}

bool Capabilities::Enabled(const Feature* feature) const {
  return feature->capability.empty() ||
         std::find(enabled_.begin(), enabled_.end(), feature) != enabled_.end();
}

void Capabilities::Require(const Node& command) {
  if (command.broken) {
    unsure_ = true;
    return;
  }
  if (command.args.size() != 1 || command.args[0].items.empty()) {
    issues_->Error(command.span, "\"require\" takes one string or string list",
                   "write require [\"fileinto\", \"copy\"];");
    return;
  }
  const Arg& arg = command.args[0];
  for (size_t i = 0; i < arg.items.size(); ++i) {
    RequireOne(arg.items[i], arg.spans[i]);
  }
}

bool Capabilities::IsComparator(std::string_view name) const {
  return name.starts_with(kComparatorPrefix) &&
         rows_.Find(Language::kSieve, RowKind::kComparator,
                    name.substr(kComparatorPrefix.size())) != nullptr;
}

bool Capabilities::Available(std::string_view name) const {
  if (IsComparator(name)) return true;
  return std::ranges::any_of(rows_.features(), [&](const Feature* feature) {
    return feature->language == Language::kSieve && Names(*feature, name);
  });
}

void Capabilities::RequireOne(std::string_view name, Span span) {
  if (Has(name) || issues_->errors() > limits::kIssues) return;
  bool known = IsComparator(name);
  for (const Feature* feature : rows_.features()) {
    if (feature->language != Language::kSieve || !Names(*feature, name)) {
      continue;
    }
    known = true;
    if (!Enabled(feature)) enabled_.push_back(feature);
  }
  if (known) {
    required_.push_back(name);
  } else {
    Unknown(name, span);
  }
}

void Capabilities::Unknown(std::string_view name, Span span) {
  text::Suggestion suggestion(name);
  for (const Feature* feature : rows_.features()) {
    if (feature->language != Language::kSieve) continue;
    EachWord(feature->capability,
             [&](std::string_view word) { suggestion.Offer(word); });
  }
  issues_->Error(span, "unknown capability \"" + std::string(name) + "\"",
                 suggestion.Hint());
}

void Capabilities::Demand(const RowEntry& entry, Span span,
                          std::string_view prefix) {
  if (unsure_ || Enabled(entry.feature)) return;
  if (std::find(complained_.begin(), complained_.end(), entry.feature) !=
      complained_.end()) {
    return;
  }
  complained_.push_back(entry.feature);
  std::string capability(
      entry.feature->capability.substr(0, entry.feature->capability.find(' ')));
  Missing(span, std::string(prefix) + std::string(entry.row->name), capability);
}

void Capabilities::Missing(Span span, const std::string& what,
                           const std::string& capability) {
  const std::string line = "require [\"" + capability + "\"];";
  issues_->Error(
      span,
      "\"" + what + "\" is used but \"" + capability + "\" is not required",
      "add: " + line + " at line " + std::to_string(top_line_),
      {top_, 0, line + "\n"});
}

}  // namespace trommel::sieve
