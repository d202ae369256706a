// SPDX-License-Identifier: MIT
// Sequence: Sieve scripts run one after the other on one result, as servers run
// an administrator's scripts before and after a user's.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "interp/program/program.h"
#include "interp/vm/machine.h"

namespace trommel {

/// The result of several scripts. As Pigeonhole does it:
///
/// - the next script runs only when the one before ended with a keep, implicit
///   or not; that keep then stands for nothing but its flags, with which the
///   next one begins;
/// - actions count for limits and conflicts of the later scripts; one that only
///   says again what stands there leaves the implicit keep alone;
/// - a script that fails ends the sequence with the implicit keep; what the
///   earlier ones asked for stands.
///
/// Keeps a machine a script; views of an outcome live to the next Start.
class Sequence {
 public:
  Sequence(vm::Host& host, const vm::Settings& settings)
      : host_(host), settings_(settings) {}

  /// Back to the implicit keep. REQUIRED before the first Run.
  void Start();
  /// Runs the next script; false when no other is to run behind it. `input`
  /// as for a Machine; `before` is filled in.
  bool Run(const Program& program, vm::RunInput input,
           vm::TraceSink* trace = nullptr);
  /// What all scripts so far have come to.
  const vm::Outcome& outcome() const { return outcome_; }
  /// When the message would go nowhere, `program` looks at it: what it does is
  /// done; when it does nothing the message still goes nowhere.
  void RunDiscarded(const Program& program, const vm::RunInput& input,
                    vm::TraceSink* trace = nullptr);

 private:
  vm::Host& host_;
  const vm::Settings& settings_;
  std::vector<std::unique_ptr<vm::Machine>> machines_;
  std::vector<vm::Action> actions_;  // of the scripts before the last
  std::vector<vm::Action> all_;
  std::string flags_;
  vm::Outcome outcome_;

  bool WouldDiscard() const;
};

}  // namespace trommel
