// SPDX-License-Identifier: MIT
// EximOutline: the shape of an Exim filter, read back from its text, to tell
// what a run was about. The program itself keeps none of this.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "interp/base/arena.h"
#include "interp/base/source.h"
#include "interp/exim/ast.h"

namespace trommel {

struct OutlineBranch;

/// A condition as Exim sees it: `and` and `or` join two. A leaf is what a row
/// of the program answers; foranyaddress has its condition at `left`.
struct OutlineNode {
  exim::Condition::Kind kind = exim::Condition::Kind::kFact;
  bool negated = false;
  const exim::Condition* leaf = nullptr;  ///< null for `and` and `or`
  const OutlineBranch* branch = nullptr;  ///< the if or elif that it is of
  OutlineNode* parent = nullptr;
  OutlineNode* left = nullptr;
  OutlineNode* right = nullptr;
};

/// Where a run goes on: `condition` for an elif, else `command`; neither at
/// the end of the filter.
struct OutlineStep {
  const exim::Command* command = nullptr;
  const exim::Condition* condition = nullptr;
};

/// An if or elif, its depth (ifs around it, each elif one deeper), and what
/// follows when its condition is true or false.
struct OutlineBranch {
  bool is_elif = false;
  uint32_t at = 0;  ///< of the if, or of the condition behind elif
  uint32_t depth = 0;
  OutlineStep when_true;
  OutlineStep when_false;
};

/// Parses the filter once more; empty when it has errors. Immutable.
class EximOutline {
 public:
  /// `source` outlives it.
  EximOutline(const SourceText& source, bool system_filter);
  EximOutline(const EximOutline&) = delete;
  EximOutline& operator=(const EximOutline&) = delete;

  /// The leaf at this place of the source, as a program's line table has it;
  /// null when there is none.
  const OutlineNode* LeafAt(uint32_t line, uint32_t column) const;
  /// How many ifs and elifs the command at this place is in; 0 when there is
  /// none.
  uint32_t DepthAt(uint32_t line, uint32_t column) const;
  LineColumn PlaceOf(uint32_t at) const { return source_.Locate(at); }

 private:
  struct Place {
    uint32_t at;
    uint32_t depth;           // of a command
    const OutlineNode* leaf;  // null for a command
  };

  void Commands(const exim::Command* first, uint32_t depth,
                const exim::Command* after);
  void If(const exim::Command& command, uint32_t depth,
          const exim::Command* after);
  OutlineNode* Tree(const exim::Condition& condition,
                    const OutlineBranch* branch);
  OutlineNode* AllOf(const exim::Condition& list, const OutlineBranch* branch);
  OutlineNode* AnyOf(const exim::Condition& list, const OutlineBranch* branch);
  OutlineNode* Join(exim::Condition::Kind kind, const OutlineBranch* branch,
                    OutlineNode* left, OutlineNode* right);
  const Place* Find(uint32_t line, uint32_t column) const;

  const SourceText& source_;
  Arena arena_;
  std::vector<Place> places_;  // by `at`
};

/// The first leaf that is asked in `node`.
const OutlineNode* Leftmost(const OutlineNode* node);

}  // namespace trommel
