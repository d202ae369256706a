// SPDX-License-Identifier: MIT
// Where the foreverypart blocks of a run are, and which part an included script
// sees as the message.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "interp/base/limits.h"
#include "interp/program/value.h"
#include "interp/vm/call_context.h"

namespace trommel::stdlib {

/// State of one run. Parts are indices into the MIME tree of the message as it
/// is now: whoever changes the message keeps them true (MoveLoops).
struct LoopPlaces {
  /// What an included script is shown (RFC 6609 section 3.5).
  struct Shown {
    std::optional<size_t> part;  ///< absent: the message
    size_t depth = 0;            ///< of the loops around its include
    Shown* outer = nullptr;
  };
  struct Loop {
    std::optional<size_t> outer;  ///< the part that a block around it is at
    std::span<Value> items;       ///< all its parts, as numbers, or kGone
  };
  size_t depth = 0;
  Loop loops[limits::kBlockLoops] = {};
  Shown* shown = nullptr;  ///< to the innermost script that is included
};

/// An item of a loop whose part is there no more: the machine passes over it.
inline constexpr Value kGone = Value::Bool(false);

/// The part that tests without :mime are about: 0, the message, but for scripts
/// that are included from inside a foreverypart.
inline size_t ShownPart(vm::CallContext& context) {
  if (!context.part()) return 0;
  const LoopPlaces::Shown* shown = context.State<LoopPlaces>().shown;
  return shown == nullptr ? 0 : shown->part.value_or(0);
}

/// The number that an item of a loop stands for.
constexpr size_t PartOfItem(const Value& item) {
  size_t part = 0;
  for (char digit : item.text()) {
    part = part * 10 + static_cast<size_t>(digit - '0');
  }
  return part;
}

}  // namespace trommel::stdlib
