// SPDX-License-Identifier: MIT
// The tree of a Perl-like regular expression: what the parser makes and the
// compiler reads. For interp/text/regex*.cc alone.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace trommel::text {

/// A set of bytes, one bit each.
struct ByteSet {
  std::array<uint64_t, 4> words{};

  void Add(uint8_t byte) { words[byte >> 6] |= uint64_t{1} << (byte & 63); }
  void AddRange(uint8_t low, uint8_t high) {
    for (unsigned byte = low; byte <= high; ++byte)
      Add(static_cast<uint8_t>(byte));
  }
  bool Has(uint8_t byte) const {
    return (words[byte >> 6] >> (byte & 63) & 1) != 0;
  }
  void Invert() {
    for (uint64_t& word : words) word = ~word;
  }
  void Join(const ByteSet& other) {
    for (size_t i = 0; i < words.size(); ++i) words[i] |= other.words[i];
  }
  friend bool operator==(const ByteSet&, const ByteSet&) = default;
};

enum class NodeKind : uint8_t {
  kEmpty,
  kByte,       ///< a: the byte; caseless: either case of a letter
  kSet,        ///< a: index into RegexTree::sets, b: 1 for `.`, \N and \S
  kAssert,     ///< a: RegexAssert
  kNotNext,    ///< a: a byte that must not come next
  kSequence,   ///< children
  kChoice,     ///< children, the first that leads to a match wins; a: 1 for
               ///< one in brackets of its own, kLineChoice for \R (b: 1), \X
  kCapture,    ///< a: group number, b: the lowest node in it; one child
  kRepeat,     ///< a..b times (kNoLimit: any number), mode; one child
  kAtomic,     ///< one child
  kLook,       ///< a: RegexLook bits, b: its offset; one child
  kBack,       ///< a bytes back, then one child
  kBackref,    ///< a: group number
  kCall,       ///< a: group number, 0 for the whole pattern
  kCondition,  ///< a: RegexCondition, b: its number; [look], yes, no
  kKeep,       ///< \K
  kFail,       ///< (*FAIL)
  kAccept,     ///< (*ACCEPT)
};

enum class RegexAssert : uint8_t {
  kTextStart,     ///< \A, and ^ without (?m)
  kTextEnd,       ///< \z
  kTextLastLine,  ///< \Z, and $ without (?m): at the end or before a last LF
  kLineStart,     ///< ^ with (?m)
  kLineEnd,       ///< $ with (?m)
  kWordEdge,      ///< \b
  kNoWordEdge,    ///< \B
  kWordNext,      ///< with \b: [[:<:]]
  kWordBefore,    ///< with \b: [[:>:]]
  kSearchStart,   ///< \G
};

enum RegexLook : uint8_t {
  kLookBehind = 1,
  kLookNegative = 2,
  kLookLoose = 4,  ///< may be tried another way, (?*...)
};

enum class RegexCondition : uint8_t {
  kGroup,   ///< group b is set
  kCalled,  ///< inside a call of group b; kNoLimit: of any
  kNever,   ///< b: kDefineOnly for (?(DEFINE)...)
  kAlways,  ///< a (?(VERSION...) that holds
  kLook,    ///< the first child is a kLook
};

enum RegexNotEmpty : uint8_t { kNotEmpty = 1, kNotEmptyAtStart = 2 };

enum class RepeatMode : uint8_t { kGreedy, kLazy, kPossessive };

inline constexpr uint32_t kNoLimit = UINT32_MAX;
inline constexpr uint32_t kLineChoice = 2;
inline constexpr uint32_t kDefineOnly = 1;
inline constexpr uint32_t kNoNode = UINT32_MAX;

struct RegexNode {
  NodeKind kind = NodeKind::kEmpty;
  RepeatMode mode = RepeatMode::kGreedy;
  bool caseless = false;
  uint32_t a = 0;
  uint32_t b = 0;
  uint32_t first = kNoNode;  ///< first child
  uint32_t next = kNoNode;   ///< sibling
};

/// Whether a node takes nothing and only looks: a repeat of it is special.
inline bool IsAssertion(const RegexNode& node) {
  return node.kind == NodeKind::kLook || node.kind == NodeKind::kAssert;
}

/// Whether a repeat of an item counts, instead of being written out.
inline bool IsCounted(const RegexNode& body, uint32_t low, uint32_t high) {
  constexpr uint32_t kMostCopies = 1000;
  bool item = body.kind == NodeKind::kByte || body.kind == NodeKind::kSet ||
              body.kind == NodeKind::kBackref ||
              (body.kind == NodeKind::kChoice && body.a == kLineChoice);
  return item &&
         (low > kMostCopies || (high != kNoLimit && high > kMostCopies));
}

/// Node numbers index `nodes`. Names view the pattern.
struct RegexTree {
  struct Name {
    std::string_view text;
    uint32_t group;
  };
  std::vector<RegexNode> nodes;
  std::vector<ByteSet> sets;
  std::vector<Name> names;
  uint32_t root = kNoNode;
  uint32_t groups = 0;             ///< without group 0
  size_t length = 0;               ///< of the pattern
  std::vector<uint32_t> captures;  ///< by group, the first kCapture of each
  bool regular = true;    ///< no construct that needs backtracking to decide
  uint8_t not_empty = 0;  ///< RegexNotEmpty bits
};

}  // namespace trommel::text
