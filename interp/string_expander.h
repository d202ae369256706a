// SPDX-License-Identifier: MIT
// StringExpander: the Exim front end as a machine's Expander.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "interp/engine.h"
#include "interp/vm/expander.h"

namespace trommel {

/// Keeps what it has compiled, so that a string in a loop is read once. One a
/// machine; not thread-safe. `features` outlives it.
///
/// Example:
///     StringExpander expander(stdlib::AllFeatures());
///     machine.Run({.message = &m, .envelope = &e, .expander = &expander});
class StringExpander : public vm::Expander {
 public:
  /// `in_filter`: whether the counters $n0 … are known.
  explicit StringExpander(FeatureList features, bool in_filter = true)
      : features_(features), in_filter_(in_filter) {}
  Result<const Program*> Compile(std::string_view text) override;
  const Row* FindRow(RowKind kind, std::string_view name) override;

 private:
  FeatureList features_;
  bool in_filter_;
  std::optional<Engine> engine_;  // made at first use
  std::map<std::string, std::unique_ptr<Program>, std::less<>> programs_;
};

}  // namespace trommel
