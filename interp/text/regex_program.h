// SPDX-License-Identifier: MIT
// A tree compiled for the matcher. For interp/text/regex*.cc alone.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "interp/base/result.h"
#include "interp/text/regex_tree.h"

namespace trommel::text {

/// Instructions. Unless said otherwise the next one follows in order.
enum class RegexOp : uint8_t {
  kByte,       ///< take byte x
  kByteFold,   ///< take lower-case letter x in either case
  kSet,        ///< take a byte of set x
  kAssert,     ///< x: RegexAssert
  kNotNext,    ///< the next byte, if any, is not x
  kJump,       ///< to x
  kSplit,      ///< to x and, should that fail, to y
  kSave,       ///< slot x = here
  kLoopStart,  ///< progress bit x = 0
  kLoopTest,   ///< to y when progress bit x is 0, else the next
  kMatch,      ///< x: RegexNotEmpty bits
  // Only in programs that are not regular:
  kLoopMoved,  ///< to y when slot x is here, else the next
  kClose,      ///< group x = from slot y to here
  kMark,       ///< slots x, x+1, x+2 = stack height, here, progress
  kCut,        ///< drop the choices above slot x
  kRewind,     ///< kCut unless y, and be again where kMark was
  kCutFail,    ///< undo what is above slot x, then fail
  kCutJump,    ///< drop the choices above slot x, back there, to y
  kBack,       ///< x bytes back, or fail
  kBackref,    ///< take what group x holds; y: in either case
  kCall,       ///< run from x up to kReturn; y: the group
  kReturn,
  kIfGroup,   ///< when group x is not set, to y
  kIfCalled,  ///< when group x (kNoLimit: any) was not called last, to y
  kFail,
  kCountStart,  ///< counter x = 0
  kCountNext,   ///< counts; with counter x not at its end, again to y
};

/// A repeat that is not written out.
struct RegexCounter {
  uint32_t slot;
  uint32_t low;
  uint32_t high;  ///< or kNoLimit
  bool lazy;
};

struct RegexInst {
  RegexOp op;
  uint32_t x = 0;
  uint32_t y = 0;
};

/// The first instruction is number 0. Owns all it needs.
struct RegexProgram {
  std::vector<RegexInst> code;
  std::vector<ByteSet> sets;
  std::vector<RegexCounter> counters;
  uint32_t groups = 0;    ///< without group 0
  uint32_t slots = 0;     ///< two a group, three a kMark, one a counter
  uint32_t bits = 0;      ///< progress bits of a regular program
  bool regular = true;    ///< its state is place, position and progress bits
  bool anchored = false;  ///< matches begin at the subject's start only
  bool any_first =
      true;  ///< `first` does not say which bytes a match begins by
  ByteSet first;
  int only_first = -1;  ///< the one byte in `first`
};

/// Fails with kLimit when the program would need more than
/// limits::kRegexProgramBytes.
Result<RegexProgram> CompileRegex(RegexTree tree);

}  // namespace trommel::text
