// SPDX-License-Identifier: MIT
// SieveTrace: what `exim -bf -v` prints on stderr for a Sieve filter.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "interp/base/source.h"
#include "interp/program/row_index.h"
#include "interp/sieve/ast.h"
#include "interp/vm/trace.h"
#include "tools/trommel/exim_debug.h"

namespace trommel {

/// Comparisons, results of if and elsif, deliveries, in Exim's words. Ours
/// differ where our Sieve does: anyof and allof end at the test that decides,
/// each header field is compared by itself, and vacation says nothing.
class SieveTrace : public vm::TraceSink {
 public:
  /// All outlive it.
  SieveTrace(const SourceText& source, const RowIndex& rows, EximDebug* debug)
      : source_(source), rows_(rows), debug_(debug) {}

  void OnCall(const vm::TraceEvent& event) override;
  void OnCompare(std::string_view subject, std::string_view key,
                 bool matched) override;
  /// After the run: prints what it did, in the order of the script.
  void Print();

 private:
  struct Comparison {
    std::string subject;
    std::string key;
    bool matched;
  };
  struct Call {
    LineColumn place;
    bool value;
    std::vector<std::string> lines;
  };

  void Commands(const sieve::Node* first);
  bool Conditional(const sieve::Node& node, bool decided);
  bool Test(const sieve::Node& test);
  bool AnyOrAllOf(const sieve::Node& test, bool any);
  /// Prints the call of this node; null, and the end, when it was not reached.
  const Call* Next(const sieve::Node& node);
  std::vector<std::string> LinesOf(const vm::TraceEvent& event);
  std::string DeliveryOf(const vm::TraceEvent& event);

  const SourceText& source_;
  const RowIndex& rows_;
  EximDebug* debug_;
  std::vector<Comparison> comparisons_;  // of the test that is still running
  std::vector<Call> calls_;
  std::vector<std::string> folders_;
  size_t bytes_ = 0;  // kept so far
  size_t next_ = 0;
  bool ended_ = false;
};

}  // namespace trommel
