// SPDX-License-Identifier: MIT
// EximTrace: what `exim -bf -v` prints on stderr while a filter runs.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "tools/trommel/exim_debug.h"
#include "tools/trommel/exim_replay.h"

namespace trommel {

/// The results of conditions and their parts, matches with their operands and
/// addresses, byte for byte as Exim 4.96 prints them; also the blanks that Exim
/// leaves there for the lines of commands on stdout.
///
/// Example of a line: ` Condition is true: $h_subject: does not contain x `.
class EximTrace : public EximReplay {
 public:
  /// Both outlive it; `debug` also goes on from a system filter to the user's.
  /// `mail_ignored`: the return path is empty, so that nobody can be answered.
  EximTrace(const EximOutline& outline, bool mail_ignored, EximDebug* debug)
      : EximReplay(outline), mail_ignored_(mail_ignored), debug_(debug) {}

  /// How many ifs and elifs each mail and vacation was in, in the order of the
  /// replies: under -v Exim's labels are twice that wider than 7.
  std::span<const uint32_t> mail_depths() const { return mail_depths_; }

 protected:
  void OnLeaf(const OutlineNode& leaf, const vm::TraceEvent& event) override;
  void OnResult(const OutlineNode& node, bool value) override;
  void OnAddress(const OutlineNode& loop, std::string_view address) override;
  void OnCommand(const vm::TraceEvent& event) override;

 private:
  bool mail_ignored_;
  EximDebug* debug_;
  std::vector<uint32_t> mail_depths_;
};

}  // namespace trommel
