// SPDX-License-Identifier: MIT
// The tree of an expansion string. Lives in an arena.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "interp/program/row_index.h"

namespace trommel::exim {

struct Test;

/// ${extract reads so many strings in braces at most.
inline constexpr size_t kExtractStrings = 5;

/// One way to read ${extract: the first `strings` strings are evaluated, then
/// `error` raised, if there is one.
struct ExtractForm {
  const RowEntry* row = nullptr;
  size_t strings = 0;
  bool broken = false;  ///< the last string
  bool fail = false;    ///< `fail` stands in place of no
  std::optional<std::string_view> error;
  std::string_view no_error;    ///< in place of `error` when nothing is found
  std::string_view json_error;  ///< in place of one about wrong JSON
};

/// What ${extract means is told by its key, and by whether it is skipped.
struct ExtractForms {
  ExtractForm named;     ///< {key}{text}, then yes and no
  ExtractForm numbered;  ///< {number}{separators}{text}, then yes and no
  ExtractForm skipped;   ///< up to five strings of any meaning
};

/// A part of an expansion string that yields a string. Siblings (pieces of a
/// sequence, arguments of a call) are chained by `next`.
struct Node {
  enum class Kind : uint8_t {
    kText,      ///< `text`
    kNumber,    ///< an argument: `number`
    kSequence,  ///< children, joined
    kGroup,     ///< $0, $1 …: `number`
    kSlot,      ///< $value, $item, $thisaddress: the variable named `text`, or
                ///< while code is written the one in slot `number`
    kCall,      ///< `row` with the children as arguments
    kOperator,  ///< the same; without a row it fails with `text`
    kLookup,    ///< a call, then yes with $value, or no
    kIf,        ///< yes or no, as `test` says
    kExtract,   ///< children: the strings in braces, read as `forms` say
    kRun,       ///< ${run: the command and how it is read, then yes and no
    kLoop,      ///< `text` says which; children: its strings, first the list
  };
  Kind kind = Kind::kText;
  bool fail = false;    ///< `fail` stands in place of no
  bool broken = false;  ///< a loop that is read, but never run
  bool sets = false;    ///< what is in it may leave something in $value
  bool groups = false;  ///< the same of $0, $1 …, which it restores
  bool torn = false;    ///< the string ends inside of `yes`
  uint32_t at = 0;      ///< where it begins in the string
  int64_t number = 0;
  std::string_view text;  ///< for kIf, kLookup, kLoop the item's name
  const RowEntry* row = nullptr;
  /// A call that fails where the item is forbidden: comes first, always.
  Node* permit = nullptr;
  Test* test = nullptr;
  const ExtractForms* forms = nullptr;
  Node* children = nullptr;
  /// Null: the looked-up value. For sort the extractor as written.
  Node* yes = nullptr;
  Node* no = nullptr;  ///< null: the empty string
  Node* next = nullptr;
};

/// A condition of ${if.
struct Test {
  enum class Kind : uint8_t {
    kCall,
    kFind,  ///< a kLookup row: holds when that finds a $value
    kAnd,
    kOr,
    kAny,  ///< `args` is the list, `children` the one condition
    kAll,
  };
  Kind kind = Kind::kCall;
  bool negated = false;
  bool broken = false;            ///< a loop that is read, but never run
  bool matches = false;           ///< it, or a child, may set $0, $1 …
  bool finds = false;             ///< it, or a child, may set $value; a kCall
                                  ///< by a step behind it
  uint32_t at = 0;                ///< where its name begins in the string
  const RowEntry* row = nullptr;  ///< null: only evaluates `args`; of a loop
                                  ///< the source of its items
  std::string_view name;          ///< of a loop, "forany_json"
  Node* args = nullptr;
  Test* children = nullptr;
  Test* next = nullptr;
};

/// A parsed string. With an `error` the string can never be expanded: `root`
/// is what is evaluated before Exim notices.
struct Expansion {
  Node* root = nullptr;
  std::optional<std::string_view> error;
  uint32_t error_at = 0;  ///< the place of the error in the string
  bool constant() const { return !error && root->kind == Node::Kind::kText; }
};

}  // namespace trommel::exim
