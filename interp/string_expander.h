// SPDX-License-Identifier: MIT
// StringExpander: the Exim front end as a machine's Expander.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "interp/engine.h"
#include "interp/vm/expander.h"

namespace trommel {

/// Keeps what it has compiled, so that a string in a loop is read once. One a
/// machine; not thread-safe. The engine outlives it.
///
/// Example:
///     StringExpander expander(engine);
///     machine.Run({.message = &m, .envelope = &e, .expander = &expander});
class StringExpander : public vm::Expander {
 public:
  explicit StringExpander(const Engine& engine) : engine_(engine) {}
  Result<const Program*> Compile(std::string_view text) override;

 private:
  const Engine& engine_;
  std::map<std::string, std::unique_ptr<Program>, std::less<>> programs_;
};

}  // namespace trommel
