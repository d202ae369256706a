// SPDX-License-Identifier: MIT
// ExpansionTrace: what the parts of an expansion string came to.
#pragma once

#include <string>
#include <string_view>

#include "interp/base/diagnostic.h"
#include "interp/vm/trace.h"
#include "tools/common/json.h"

namespace trommel {

/// The part of an expansion string that begins at `at`: `${…}` with its braces,
/// `$name`, or a condition with its strings in braces, at most `strings` of
/// them. At the end it is empty.
/// Example: PartAt("a${lc:X}b", 1) spans "${lc:X}".
Span PartAt(std::string_view text, size_t at, size_t strings = 0);

/// Collects a line a call, the innermost first, or elements of a JSON array:
///
///     ${lc:$h_subject:}
///         lc "HELLO" -> "hello"
///
/// `text` outlives it.
class ExpansionTrace : public vm::TraceSink {
 public:
  ExpansionTrace(std::string_view text, bool json) : text_(text), json_(json) {}

  void OnCall(const vm::TraceEvent& event) override;
  void OnCompare(std::string_view, std::string_view, bool) override {}
  void OnFailure(uint32_t line, uint32_t column) override;

  /// Lines, or the inside of a JSON array.
  const std::string& lines() const { return lines_; }
  /// Where the run failed: the part of the string that is to blame.
  Span failed() const { return failed_; }

 private:
  size_t Offset(uint32_t line, uint32_t column) const;
  std::string_view Source(const vm::TraceEvent& event) const;

  std::string_view text_;
  bool json_;
  std::string lines_;
  Span failed_;
  size_t strings_ = 0;  // of the call that failed
};

}  // namespace trommel
