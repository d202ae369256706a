// SPDX-License-Identifier: MIT
// The reader behind ParseRegex. Its member functions are spread over
// regex_parser.cc (sequences), regex_escape.cc, regex_property.cc,
// regex_class.cc, regex_group.cc, regex_behind.cc and regex_possess.cc.
#pragma once

#include <string_view>
#include <vector>

#include "interp/base/result.h"
#include "interp/text/ascii.h"
#include "interp/text/regex_tree.h"

namespace trommel::text {

/// What a backslash outside or inside a class stands for.
struct RegexEscape {
  enum Kind : uint8_t { kByte, kSet, kLetter } kind = kByte;
  uint8_t byte = 0;  ///< the byte, or the letter that says what to do
  ByteSet set;
};

/// The bytes of a class such as `d`, `S` or `h`; false for another letter.
bool EscapeSet(char letter, ByteSet* set);
/// Both cases of every letter in it.
void FoldSet(ByteSet* set);

/// One pass over a pattern. A member that returns bool has failed when it is
/// false, and `reason_` and `offset_` say why and where.
class RegexReader {
 public:
  RegexReader(std::string_view pattern, bool caseless, bool dot_all);
  Result<RegexTree> Read();

 private:
  enum Flag : uint16_t {
    kCaseless = 1,
    kDotAll = 2,
    kMultiline = 4,
    kExtended = 8,
    kExtendedMore = 16,
    kNoCapture = 32,
    kDupNames = 64,
    kUngreedy = 128,
  };
  /// What a sequence remembers of the item read last.
  struct Pending {
    uint32_t node = kNoNode;
    bool repeatable = false;
  };
  /// Children of a node that is being built.
  struct Chain {
    uint32_t first = kNoNode;
    uint32_t last = kNoNode;
    uint32_t count = 0;
  };
  /// What only the whole pattern tells to be right: a group that is named
  /// before all groups are known, or, with a reason, a sure error.
  struct Reference {
    uint32_t node;
    size_t offset;
    std::string_view name;  ///< empty: the node's own number is meant
    const char* reason = nullptr;
    uint32_t found = 1;  ///< groups of that name
  };

  bool Fail(const char* reason, size_t offset);
  /// Remembers the first; PCRE2's own errors win.
  void Unsupported(std::string_view what, size_t offset);

  bool AtEnd() const { return at_ >= pattern_.size(); }
  bool Has(char c, size_t ahead = 0) const {
    return at_ + ahead < pattern_.size() && pattern_[at_ + ahead] == c;
  }
  bool Take(char c) {
    if (!Has(c)) return false;
    ++at_;
    return true;
  }
  bool TakeText(std::string_view text) {
    if (!pattern_.substr(at_).starts_with(text)) return false;
    at_ += text.size();
    return true;
  }
  bool HasDigit(size_t ahead = 0) const {
    return at_ + ahead < pattern_.size() && IsDigit(pattern_[at_ + ahead]);
  }
  bool Is(Flag flag) const { return (flags_ & flag) != 0; }

  uint32_t Add(NodeKind kind, uint32_t a = 0, uint32_t b = 0);
  uint32_t AddSet(const ByteSet& set, char escape = '\0');
  uint32_t AddByte(uint8_t byte);
  uint32_t AddAssert(RegexAssert assert);
  uint32_t Wrap(NodeKind kind, uint32_t child, uint32_t a = 0);
  void Append(Chain* chain, uint32_t node);
  uint32_t Close(NodeKind kind, const Chain& chain);

  // regex_parser.cc
  bool StartOptions();
  bool StartSetting(bool* found);
  bool Choice(uint32_t* out, bool reset = false, uint32_t* branches = nullptr);
  bool Sequence(uint32_t* out);
  bool Item(Chain* chain, Pending* pending);
  bool Atom(Pending* item);
  bool SkipExtended();
  bool SkipNothing();
  bool RepeatAt(uint32_t* low, uint32_t* high, size_t* length);
  bool Repeat(Pending* pending, uint32_t low, uint32_t high, size_t length);
  void Dot(Pending* item);
  bool Finish();
  void Bind(Reference* reference);
  void Expand(const Reference& reference);
  bool Exists(const Reference& reference) const;

  // regex_possess.cc
  enum class Start : uint8_t { kNewline, kNothing, kOther };
  Start StartOf(uint32_t node) const;
  void Possess(uint32_t node, bool newline);

  // regex_behind.cc
  bool CheckBehinds();
  bool Behind(uint32_t look);
  bool BehindsIn(uint32_t first);
  bool BehindBranches(uint32_t look);
  bool FixedLength(uint32_t node, uint32_t* length);
  bool FixedChild(uint32_t first, bool choice, uint32_t* length);
  bool FixedRepeat(uint32_t node, uint32_t* length);
  bool FixedReference(uint32_t node, uint32_t* length);

  // regex_escape.cc
  bool Escape(Pending* item);
  bool ReadEscape(bool in_class, RegexEscape* out);
  bool EscapeDigits(RegexEscape* out);
  bool EscapeHex(RegexEscape* out);
  bool EscapeOctal(RegexEscape* out);
  bool BracedCode(unsigned radix, const char* not_a_digit, RegexEscape* out);
  bool EscapeControl(RegexEscape* out);
  bool EscapeN(bool in_class, RegexEscape* out);
  bool Lettered(char letter, Pending* item);
  bool EscapeG(Pending* item);
  bool EscapeK(Pending* item);

  // regex_property.cc
  bool Property(bool negated, ByteSet* set);

  // regex_class.cc
  bool WordBracket(Chain* chain, Pending* pending);
  bool Class(Pending* item);
  bool ClassItems(ByteSet* set);
  struct ClassItem {
    bool is_set = false;
    uint8_t byte = 0;
  };
  void ClassStart(bool* negated);
  bool ClassOne(ByteSet* set, ClassItem* item);
  bool ClassRange(ByteSet* set, uint8_t low);
  void ClassSkip();
  bool PosixClass(ByteSet* set);
  size_t PosixEnd(size_t at) const;

  // regex_group.cc
  bool Group(Pending* item);
  bool Body(uint32_t* out, bool reset = false, uint32_t* branches = nullptr);
  bool Simple(Pending* item, NodeKind kind, size_t skip, uint32_t a = 0);
  bool Capture(Pending* item);
  bool Special(Pending* item);
  bool SpecialP(Pending* item);
  bool NamedGroup(Pending* item, char close);
  bool Options(Pending* item);
  bool OptionLetters(uint16_t* flags);
  bool Comment(Pending* item);
  bool Callout(Pending* item);
  bool CalloutText();
  bool Name(char close, std::string_view* name, size_t* offset);
  bool Number(uint32_t* number);
  bool GroupNumber(uint32_t* number, size_t blame);
  bool Call(Pending* item);
  bool NamedCall(Pending* item, char close);
  bool NamedBackref(Pending* item, char close);
  void AddBackref(Pending* item, uint32_t group, size_t offset,
                  std::string_view name = {});
  void AddCall(Pending* item, uint32_t group, size_t offset,
               std::string_view name = {});
  bool Condition(Pending* item);
  bool ConditionTest(uint32_t node, Pending* look);
  bool ConditionLook(uint32_t node, Pending* look);
  bool ConditionName(uint32_t node, char close);
  bool ConditionNumber(uint32_t node);
  bool ConditionVersion(uint32_t node);
  bool LookGroup(Pending* item, uint32_t bits, size_t skip);
  bool Verb(Pending* item);
  bool AlphaGroup(Pending* item);

  std::string_view pattern_;
  size_t at_ = 0;
  uint16_t flags_ = 0;
  bool quoting_ = false;  ///< between \Q and \E
  unsigned depth_ = 0;
  uint32_t groups_ = 0;  ///< opened so far
  RegexTree tree_;
  std::vector<Reference> references_;      ///< by node
  bool branches_reset_ = false;            ///< (?| was there
  std::vector<int64_t> lengths_;           ///< of groups, see FixedReference
  size_t behind_ = 0;                      ///< the look-behind being measured
  unsigned looks_ = 0;                     ///< assertions around this place
  const char* branches_reason_ = nullptr;  ///< a condition's first error
  size_t branches_offset_ = 0;
  uint32_t code_most_ = 255;     ///< the highest character
  bool newlines_ = false;        ///< some \R
  bool calls_ = false;           ///< some (?1)
  bool possess_ = true;          ///< no (*NO_AUTO_POSSESS)
  bool narrow_newline_ = false;  ///< \R is CR, LF and CRLF alone
  const char* reason_ = nullptr;
  std::string unsupported_;
  size_t offset_ = 0;
};

}  // namespace trommel::text
