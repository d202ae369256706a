// SPDX-License-Identifier: MIT
// FilterTrace: why an Exim filter did what it did, ifs and what they led to
// included.
#pragma once

#include <cstdint>
#include <string_view>

#include "tools/common/trace_printer.h"
#include "tools/trommel/exim_replay.h"

namespace trommel {

/// Hands all events to a printer; adds what each if and elif came to and where
/// the run went on, and the addresses of foranyaddress.
class FilterTrace : public EximReplay {
 public:
  /// Both outlive it.
  FilterTrace(const EximOutline& outline, TracePrinter* printer)
      : EximReplay(outline), printer_(printer) {}

  void OnCall(const vm::TraceEvent& event) override;
  void OnCompare(std::string_view subject, std::string_view key,
                 bool matched) override {
    printer_->OnCompare(subject, key, matched);
  }
  void OnFailure(uint32_t line, uint32_t column) override;

 protected:
  void OnLeaf(const OutlineNode&, const vm::TraceEvent&) override {}
  void OnResult(const OutlineNode& node, bool value) override;
  void OnAddress(const OutlineNode& loop, std::string_view address) override;
  void OnCommand(const vm::TraceEvent&) override {}

 private:
  TracePrinter* printer_;
  bool failed_ = false;  // what still comes out leads nowhere
};

}  // namespace trommel
