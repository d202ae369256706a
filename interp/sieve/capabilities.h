// SPDX-License-Identifier: MIT
// Capabilities: what a script has required, and what it used without.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "interp/base/diagnostic.h"
#include "interp/program/row_index.h"
#include "interp/sieve/ast.h"

namespace trommel::sieve {

/// One a compilation. RFC 5228 sections 2.10.5 and 3.2.
class Capabilities {
 public:
  Capabilities(const RowIndex& rows, IssueList* issues)
      : rows_(rows), issues_(issues) {}

  /// Where a missing `require` is to be put: byte offset and line.
  void SetTop(uint32_t offset, uint32_t line) {
    top_ = offset;
    top_line_ = line;
  }
  /// Reports that `capability` is not required although `what` needs it.
  void Missing(Span span, const std::string& what,
               const std::string& capability);

  /// Takes in one `require` command; an unknown capability is an issue naming
  /// it and the nearest known one.
  void Require(const Node& command);
  /// Takes in one capability, as `require` does.
  void RequireOne(std::string_view name, Span span);
  /// Whether `require` would accept it.
  bool Available(std::string_view name) const;
  /// Whether `capability` was required by that name.
  bool Has(std::string_view capability) const;
  /// Reports a use of `entry` at `span` whose capability was not required: once
  /// a capability. `what` names the use: "\"fileinto\"", "the tag \":copy\"".
  void Demand(const RowEntry& entry, Span span, std::string_view prefix);
  /// The features that have been required, in the order of their first time.
  std::span<const Feature* const> enabled() const { return enabled_; }
  /// Whether a row may be used.
  bool Enabled(const Feature* feature) const;

 private:
  bool IsComparator(std::string_view name) const;
  void Unknown(std::string_view name, Span span);

  const RowIndex& rows_;
  IssueList* issues_;
  std::vector<std::string_view> required_;
  std::vector<const Feature*> enabled_;
  std::vector<const Feature*> complained_;
  uint32_t top_ = 0;
  uint32_t top_line_ = 1;
  bool unsure_ = false;  // a broken `require` may have meant any
};

}  // namespace trommel::sieve
