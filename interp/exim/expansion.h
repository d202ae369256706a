// SPDX-License-Identifier: MIT
// The tree of an expansion string. Lives in an arena.
#pragma once

#include <cstdint>
#include <string_view>

#include "interp/program/row_index.h"

namespace trommel::exim {

struct Test;

/// A part of an expansion string that yields a string. Siblings (pieces of a
/// sequence, arguments of a call) are chained by `next`.
struct Node {
  enum class Kind : uint8_t {
    kText,      ///< `text`
    kNumber,    ///< an argument: `number`
    kSequence,  ///< children, joined
    kGroup,     ///< $0, $1 …: `number`
    kSlot,      ///< $value, $item, $thisaddress: the variable named `text`
    kCall,      ///< `row` with the children as arguments
    kLookup,    ///< the same, then yes with $value, or no
    kIf,        ///< yes or no, as `test` says
    kExtract,   ///< children: key, named form, numbered form; chosen by the key
    kRaise,     ///< fails with `text` when reached
  };
  Kind kind = Kind::kText;
  bool fail = false;  ///< `fail` stands in place of no
  int64_t number = 0;
  std::string_view text;  ///< for kIf and kLookup the item's name
  const RowEntry* row = nullptr;
  Test* test = nullptr;
  Node* children = nullptr;
  Node* yes = nullptr;  ///< null: the looked-up value
  Node* no = nullptr;   ///< null: the empty string
  Node* next = nullptr;
};

/// A condition of ${if.
struct Test {
  enum class Kind : uint8_t { kCall, kAnd, kOr };
  Kind kind = Kind::kCall;
  bool negated = false;
  bool matches = false;           ///< it, or a child, may set $0, $1 …
  const RowEntry* row = nullptr;  ///< null: only evaluates `args`
  Node* args = nullptr;
  Test* children = nullptr;
  Test* next = nullptr;
};

/// A parsed string. With an `error` the string can never be expanded: `root`
/// is what is evaluated before Exim notices.
struct Expansion {
  Node* root = nullptr;
  std::string_view error;
  bool constant() const {
    return error.empty() && root->kind == Node::Kind::kText;
  }
};

}  // namespace trommel::exim
