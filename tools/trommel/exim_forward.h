// SPDX-License-Identifier: MIT
// EximForward: what `exim4 -bf FILE` prints for a FILE that is no filter.
#pragma once

#include <string>
#include <string_view>

#include "interp/exim/address.h"

namespace trommel {

/// What completes addresses without a domain.
struct ForwardSettings {
  std::string qualify_recipient;  ///< Exim's option: `ada`
  std::string recipient_domain;   ///< of the test's recipient (-bfd): `\ada`
  exim::AddressRules rules = {};
};

/// What is printed after the line `Testing forward file file "…"` and its empty
/// line, and how Exim exits.
struct ForwardReport {
  std::string text;  ///< for stdout; whole lines
  int status = 0;    ///< 1 after an error
};

/// Reads the redirection list `bytes`, the whole file (FilterLanguage of
/// interp/engine.h tells that it is no filter). Opens the files that it
/// includes; anything else is only text. Exim 4.96, "exim.md" g and j.
///
/// Example: TestForward("a@b\n", {}) prints
///     exim: forward file generated:
///       a@b
ForwardReport TestForward(std::string_view bytes,
                          const ForwardSettings& settings);

}  // namespace trommel
