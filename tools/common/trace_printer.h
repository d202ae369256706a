// SPDX-License-Identifier: MIT
// TracePrinter: why a script did what it did, for people and for machines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "interp/vm/trace.h"
#include "tools/common/json.h"

namespace trommel {

/// Turns trace events into text, at once, since views die with the run.
///
/// As text, a line a call, its comparisons below:
///
///     line 4: test header :contains "subject" "offer" -> true
///         "Special offer" with "offer": yes
///
/// As JSON, elements of an array: line, column, kind, name, args, result,
/// failed, compares.
class TracePrinter : public vm::TraceSink {
 public:
  /// `json` asks for JSON.
  explicit TracePrinter(bool json) : json_(json) {}

  void OnCall(const vm::TraceEvent& event) override;
  void OnCompare(std::string_view subject, std::string_view key,
                 bool matched) override;

  /// Lines, or the inside of a JSON array.
  const std::string& text() const { return text_; }

 private:
  void PrintCall(const vm::TraceEvent& event);
  void WriteCall(const vm::TraceEvent& event);
  bool json_;
  std::string text_;
  std::string compares_;  // of the call that is still running
};

/// The word for a kind of row: "test", "condition", "variable" …
std::string_view KindWord(RowKind kind);

}  // namespace trommel
