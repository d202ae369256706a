// SPDX-License-Identifier: MIT
// Matcher: the one matching engine of all Sieve tests: match type, relation and
// comparator over values and keys (RFC 5228 section 2.7, RFC 5231, RFC 4790).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "interp/base/result.h"
#include "interp/feature.h"
#include "interp/vm/call_context.h"

namespace trommel::stdlib {

enum class MatchType : uint8_t {
  kIs,
  kContains,
  kMatches,
  kRegex,
  kValue,
  kCount,
  kList,
};
enum class Comparator : uint8_t { kCasemap, kOctet, kNumeric, kUnicode };
enum class Relation : uint8_t { kGt, kGe, kLt, kLe, kEq, kNe };

/// From the texts in a call's slots; empty texts are the defaults :is,
/// i;ascii-casemap and "eq". An unknown text reads as the default: the front
/// end lets none pass.
MatchType MatchTypeOf(std::string_view text);
Comparator ComparatorOf(std::string_view text);
Relation RelationOf(std::string_view text);
/// False for texts other than gt, ge, lt, le, eq, ne (caseless).
bool IsRelation(std::string_view text);

/// Orders by a comparator: <0, 0, >0. i;ascii-numeric reads the leading digits;
/// what starts with none is infinity, equal to itself (RFC 4790 section 9.1).
int Compare(Comparator comparator, std::string_view a, std::string_view b);

/// The slots of [COMPARATOR] [MATCH-TYPE].
using MatchSpec = std::span<const Value, 3>;

/// One test at work. Add() every value of the test until it says true, then
/// Finish(): `:count` answers only there. Allocates nothing unless something
/// matches. Views its arguments.
///
/// Example: the header test
///     Matcher matcher(context, args.first<3>(), args[4].list());
///     for (value : values) if (TRY matcher.Add(value)) return true;
///     return matcher.Finish();
class Matcher {
 public:
  Matcher(vm::CallContext& context, MatchSpec spec,
          std::span<const Value> keys);

  /// Compares one value with all keys; true at the first that matches. Sets
  /// the match variables for :matches and :regex, unless told not to. kLimit
  /// when a step limit is hit, kRun for a bad pattern made at run time.
  Result<bool> Add(std::string_view value, bool tainted = true);
  /// The answer after all values.
  Result<bool> Finish();
  /// For `body` (RFC 5173 section 6).
  void KeepNoMatches() { set_matches_ = false; }
  bool counts() const { return type_ == MatchType::kCount; }

 private:
  Result<bool> One(std::string_view value, std::string_view key);
  Result<bool> Glob(std::string_view value, std::string_view pattern);
  Result<bool> UnicodeGlob(std::string_view value, std::string_view pattern);
  void SetGroups(std::string_view value,
                 std::span<const std::string_view> captures);
  Result<bool> Regex(std::string_view value, std::string_view pattern);
  Result<bool> List(std::string_view value, std::string_view list);
  bool Related(std::string_view value, std::string_view key) const;
  Result<bool> AnyKey(std::string_view value);

  vm::CallContext& context_;
  std::span<const Value> keys_;
  MatchType type_;
  Comparator comparator_;
  Relation relation_;
  bool set_matches_;
  bool tainted_ = true;
  uint64_t count_ = 0;
};

/// Row::check of every test with a match type. `spec`: index of its comparator
/// slot; `keys`: index of the key list. Refuses substrings with i;ascii-numeric
/// and constant regular expressions that do not compile.
void CheckMatch(CheckContext& context, size_t spec, size_t keys);

}  // namespace trommel::stdlib
