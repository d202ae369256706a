// SPDX-License-Identifier: MIT
// Labels: jumps of a listing and where they go. Private to interp/program.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "interp/base/result.h"
#include "interp/program/op.h"

namespace trommel::listing {

/// Collects labels and jumps in any order, then joins them. Names are views of
/// the listing. Sorting, no hashing: hostile names cost nothing extra.
class Labels {
 public:
  /// `name` stands before instruction `pc`.
  void Define(std::string_view name, size_t pc);
  /// Instruction `pc` jumps to `name`, says line `line` of the listing.
  void Use(std::string_view name, size_t pc, size_t line);
  /// Writes the targets. kBadProgram for a label that is missing or not unique.
  Status Link(std::span<Insn> code);

 private:
  struct Label {
    std::string_view name;
    uint32_t pc = 0;
    size_t line = 0;
  };
  std::vector<Label> labels_;
  std::vector<Label> jumps_;
};

}  // namespace trommel::listing
