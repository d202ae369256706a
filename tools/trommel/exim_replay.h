// SPDX-License-Identifier: MIT
// EximReplay: what became of whole conditions, from the answers to their
// leaves.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "interp/vm/trace.h"
#include "tools/trommel/exim_outline.h"

namespace trommel {

/// Goes through the conditions of a filter as Exim does, while the machine,
/// which knows jumps only, runs it. After an error Exim asks no further
/// operand of an `and` or `or`, but goes on to the next address of a
/// foranyaddress.
class EximReplay : public vm::TraceSink {
 public:
  /// `outline` outlives it.
  explicit EximReplay(const EximOutline& outline) : outline_(outline) {}

  void OnCall(const vm::TraceEvent& event) override;
  void OnCompare(std::string_view, std::string_view, bool) override {}
  void OnFailure(uint32_t line, uint32_t column) override;

 protected:
  /// A leaf was asked; it has failed or OnResult follows.
  virtual void OnLeaf(const OutlineNode& leaf, const vm::TraceEvent& event) = 0;
  /// A condition came out, the nots before it included; without a parent it
  /// decides its branch.
  virtual void OnResult(const OutlineNode& node, bool value) = 0;
  /// foranyaddress goes on to this address.
  virtual void OnAddress(const OutlineNode& loop, std::string_view address) = 0;
  virtual void OnCommand(const vm::TraceEvent& event) = 0;

  const EximOutline& outline() const { return outline_; }

 private:
  struct Loop {
    const OutlineNode* node;
    std::span<const Value> items;
    size_t next;
  };

  const OutlineNode* Awaited(uint32_t line, uint32_t column) const;
  void NextAddress();
  void Settle(const OutlineNode* node, bool value);
  bool LoopIsOver(bool value);
  bool JointIsOver(const OutlineNode* node, bool* value);

  const EximOutline& outline_;
  std::vector<Loop> loops_;
  const OutlineNode* awaited_ = nullptr;  // the leaf to be asked next
  bool failed_ = false;
};

}  // namespace trommel
