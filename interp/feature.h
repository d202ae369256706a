// SPDX-License-Identifier: MIT
// Feature: the one contract that stdlib implements. A feature is a value: a
// name, a version and a table of rows; the engine is handed a list of them.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "interp/base/diagnostic.h"
#include "interp/base/result.h"
#include "interp/program/usage.h"
#include "interp/program/value.h"

namespace trommel {

namespace vm {
class CallContext;
}

enum class Language : uint8_t { kSieve, kExim };

/// What a row adds to its language.
enum class RowKind : uint8_t {
  kControl,      ///< grammar of the front end itself (if, stop): manual only
  kCommand,      ///< an action or statement; yields nothing
  kTest,         ///< a Sieve test; yields a bool
  kTag,          ///< a tag lent to other commands, see Row::extends
  kMatchType,    ///< a Sieve match type such as :regex, :count
  kComparator,   ///< a Sieve comparator
  kAddressPart,  ///< a Sieve address part such as :user
  kItem,         ///< an Exim expansion item; yields a string
  kOperator,     ///< an Exim expansion operator; yields a string
  kCondition,    ///< an Exim filter condition; yields a bool
  kIfCondition,  ///< a condition of Exim's ${if; yields a bool
  kLookup,       ///< an Exim item with yes and no strings; a string, or nil: no
  /// What a loop runs over; yields a list. In Sieve a command with a block,
  /// which runs once an item, between the steps NAME_enter <item: string> and
  /// NAME_leave.
  kSource,
  /// An Exim variable; in Sieve the namespace NAME <member: string>: what
  /// `${NAME.member}` stands for. NAME_set <value: string> <member: string>, a
  /// step, is asked when `set` gives it a value. Yields a string.
  kVariable,
  kLookupType,  ///< lsearch, dnsdb …: a string, or nil: no such key
  /// A step of a loop, not written by users; a string. In Sieve a step
  /// FEATURE_required is called where a script requires that feature.
  kStep,
  kEscape,  ///< leaves the Sieve block command that Row::extends names
};

/// Whether a call of such a row leaves a value on the stack, and of what type
/// (0 for none).
constexpr TypeMask ResultOf(RowKind kind) {
  switch (kind) {
    case RowKind::kTest:
    case RowKind::kCondition:
    case RowKind::kIfCondition:
      return MaskOf(Type::kBool);
    case RowKind::kItem:
    case RowKind::kOperator:
    case RowKind::kVariable:
    case RowKind::kStep:
      return MaskOf(Type::kString);
    case RowKind::kLookup:
    case RowKind::kLookupType:
      return MaskOf(Type::kString) | MaskOf(Type::kNil);
    case RowKind::kSource:
      return MaskOf(Type::kList);
    case RowKind::kControl:
    case RowKind::kEscape:
    case RowKind::kCommand:
    case RowKind::kTag:
    case RowKind::kMatchType:
    case RowKind::kComparator:
    case RowKind::kAddressPart:
      return 0;
  }
  return 0;
}

/// An argument as the compiler knows it, for Row::check.
struct BoundArg {
  bool given = false;
  bool constant = false;  ///< text and list are final, no variables inside
  Span span;
  int64_t number = 0;
  std::string_view text;                   ///< a string; views the AST
  std::span<const std::string_view> list;  ///< a list, or the one string
};

/// One call being checked: what the usage line cannot say.
struct CheckContext {
  std::span<const BoundArg> args;  ///< one a slot of the usage line
  Span call;                       ///< the command or test word
  IssueList* issues;
  /// What other features' tags brought: pairs of name and value, as in Usage.
  std::span<const BoundArg> lent = {};
  bool looped = false;  ///< stands in the block of a kSource command
  /// Whether a script has required a capability: see Has.
  const void* capabilities = nullptr;
  bool (*has)(const void* capabilities, std::string_view name) = nullptr;

  /// The value that a lent tag has, or null; of a tag without a value: some
  /// argument. Example: context.Lent("copy").
  const BoundArg* Lent(std::string_view name) const {
    for (size_t i = 0; i + 1 < lent.size(); i += 2) {
      if (lent[i].text == name) return &lent[i + 1];
    }
    return nullptr;
  }
  bool Has(std::string_view capability) const {
    return has != nullptr && has(capabilities, capability);
  }
};

using CheckFn = void (*)(CheckContext& context);
/// Runs a call. `args` follow the usage line (see Usage). An Error ends the
/// run.
using RunFn = Result<Value> (*)(vm::CallContext& context,
                                std::span<const Value> args);

/// One thing a script can call.
struct Row {
  RowKind kind = RowKind::kCommand;
  /// As the user writes it, without the colon of tags: "fileinto", "regex".
  std::string_view name;
  Usage usage;
  std::string_view summary;
  /// `input => result`, run as a test; for commands and tests a script fragment
  /// `fileinto "x"; => fileinto "x"` (see tests/corpus/examples_test.cc).
  std::string_view example;
  CheckFn check = nullptr;
  RunFn run = nullptr;
  /// For kTag: blank-separated names of the commands it lends itself to. For
  /// kEscape: the kSource command that it leaves; with a `run`, that is called
  /// first, and outside of such a command the script ends. For kSource:
  /// "top-level" when it stands in no other block.
  std::string_view extends = {};
  /// For kItem, kIfCondition and kVariable: Exim runs it in a branch that is
  /// not taken, too.
  bool eager = false;
};

/// Of a row's kind and of the length and three bytes of its name, case left
/// out: the names are few, known and short.
constexpr uint32_t RowHash(RowKind kind, std::string_view name) {
  constexpr uint32_t kCaseBit = 0x20;
  auto hash =
      static_cast<uint32_t>(kind) * 31U + static_cast<uint32_t>(name.size());
  auto add = [&](char c) {
    hash = hash * 37U + (static_cast<unsigned char>(c) | kCaseBit);
  };
  if (!name.empty()) {
    add(name.front());
    add(name[name.size() / 2]);
    add(name.back());
  }
  hash *= 2654435761U;
  return hash ^ (hash >> 15U);
}

/// The bit of a row in Feature::rows_mask.
constexpr uint64_t RowBit(uint32_t hash) {
  return uint64_t{1} << (hash >> 26U);
}

constexpr uint64_t RowsMask(std::span<const Row> rows) {
  uint64_t mask = 0;
  for (const Row& row : rows) mask |= RowBit(RowHash(row.kind, row.name));
  return mask;
}

constexpr uint32_t KindsMask(std::span<const Row> rows) {
  uint32_t mask = 0;
  for (const Row& row : rows) mask |= 1U << static_cast<unsigned>(row.kind);
  return mask;
}

/// A group of rows that comes and goes together.
struct Feature {
  std::string_view name;  ///< unique within its language: "fileinto", "item_sg"
  uint32_t version = 1;   ///< raised when the meaning of saved programs changes
  Language language = Language::kSieve;
  /// What `require` must name; empty when always there. Several, separated by
  /// blanks, when any one of them will do.
  std::string_view capability;
  std::span<const Row> rows;
  /// Never given: tells, without a look at them, which rows there cannot be.
  uint64_t rows_mask = RowsMask(rows);
  uint32_t kinds_mask = KindsMask(rows);  ///< and which kinds
};

/// The features of an engine, in order of registration.
using FeatureList = std::span<const Feature* const>;

}  // namespace trommel
