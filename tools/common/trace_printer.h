// SPDX-License-Identifier: MIT
// TracePrinter: why a script did what it did, for people and for machines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "interp/base/source.h"
#include "interp/vm/trace.h"
#include "tools/common/json.h"

namespace trommel {

/// What the condition of an if came to. `next_word` is empty at the end of the
/// filter.
struct TraceDecision {
  LineColumn place;
  std::string_view word;  ///< "if" or "elif"
  std::string_view condition;
  bool value = false;
  LineColumn next;
  std::string_view next_word;  ///< "save", "if", "elif" …
};

/// Turns trace events into text, at once, since views die with the run.
///
/// As text, a line a call, its comparisons below:
///
///     line 4: test header :contains "subject" "offer" -> true
///         "Special offer" with "offer": yes
///
///     line 4: if $h_subject: contains offer -> true, on to line 5: save
///
/// As JSON, elements of an array: line, column, kind, name, args, result,
/// failed, compares; and `next` (line, column, name; or null) for an if or
/// elif, whose name is its condition.
class TracePrinter : public vm::TraceSink {
 public:
  /// `json` asks for JSON.
  explicit TracePrinter(bool json) : json_(json) {}

  void OnCall(const vm::TraceEvent& event) override;
  void OnCompare(std::string_view subject, std::string_view key,
                 bool matched) override;
  void OnFailure(uint32_t line, uint32_t column) override;
  void OnDecision(const TraceDecision& decision);
  /// foranyaddress goes on to `address`.
  void OnAddress(LineColumn place, std::string_view address);

  /// Lines, or the inside of a JSON array.
  const std::string& text() const { return text_; }

 private:
  void PrintCall(const vm::TraceEvent& event);
  void WriteCall(const vm::TraceEvent& event);
  void WriteDecision(const TraceDecision& decision);
  void BeginLine(uint32_t line);
  /// Opens an object with the members that all of them have.
  void BeginObject(const vm::TraceEvent& event, std::string_view kind,
                   std::string_view name, JsonWriter* json);
  bool json_;
  std::string text_;
  std::string compares_;  // of the call that is still running
};

/// The word for a kind of row: "test", "condition", "variable" …
std::string_view KindWord(RowKind kind);

}  // namespace trommel
