// SPDX-License-Identifier: MIT
// Where the foreverypart blocks of a run are.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "interp/base/limits.h"
#include "interp/program/value.h"

namespace trommel::stdlib {

/// State of one run. Parts are indices into the MIME tree of the message as it
/// is now: whoever changes the message keeps them true (MoveLoops).
struct LoopPlaces {
  struct Loop {
    std::optional<size_t> outer;  ///< the part that a block around it is at
    std::span<Value> items;       ///< all its parts, as numbers, or kGone
  };
  size_t depth = 0;
  Loop loops[limits::kBlockLoops] = {};
};

/// An item of a loop whose part is there no more: the machine passes over it.
inline constexpr Value kGone = Value::Bool(false);

/// The number that an item of a loop stands for.
constexpr size_t PartOfItem(const Value& item) {
  size_t part = 0;
  for (char digit : item.text()) {
    part = part * 10 + static_cast<size_t>(digit - '0');
  }
  return part;
}

}  // namespace trommel::stdlib
