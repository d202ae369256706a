// SPDX-License-Identifier: MIT
// Trace: why a run went where it went, as structured events.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "interp/feature.h"
#include "interp/program/value.h"

namespace trommel::vm {

/// One call of a row. Views live until the end of the run.
struct TraceEvent {
  uint32_t line = 0;
  uint32_t column = 0;
  const Row* row = nullptr;
  std::span<const Value> args;  ///< operands as evaluated, in usage order
  Value result;         ///< bool for tests and conditions, else string or nil
  bool failed = false;  ///< the call ended the run
};

/// Receives events in order. Costs nothing when absent.
class TraceSink {
 public:
  virtual ~TraceSink() = default;
  virtual void OnCall(const TraceEvent& event) = 0;
  /// A test compared `subject` (a header value, say) with `key`.
  virtual void OnCompare(std::string_view subject, std::string_view key,
                         bool matched) = 0;
  /// The run failed at this place, after the events of the call if it was one.
  virtual void OnFailure(uint32_t /*line*/, uint32_t /*column*/) {}
};

}  // namespace trommel::vm
