// SPDX-License-Identifier: MIT
// The tree of an Exim filter: commands, branches, conditions. Lives in an
// arena.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace trommel::exim {

/// A condition. Children and lists are chained by `next`.
struct Condition {
  enum class Kind : uint8_t {
    kTest,   ///< left, right: the row's two strings, expanded when reached
    kFact,   ///< no argument: delivered, first_delivery …
    kNames,  ///< personal: `names` as written, never expanded
    kLoop,   ///< foranyaddress: left is the list, children the condition
    kAnd,    ///< all of the children
    kOr,     ///< any of the children
  };
  Kind kind = Kind::kFact;
  bool negated = false;
  bool bracketed = false;  ///< stood in brackets of its own
  uint32_t at = 0;         ///< byte offset in the source
  std::string_view row;    ///< name of the row: "contains", "BEGINS"
  std::string_view left;
  std::string_view right;
  std::span<const std::string_view> names;
  Condition* children = nullptr;
  Condition* next = nullptr;
};

struct Command;

/// One arm of an if: `condition` is null for else.
struct Branch {
  Condition* condition = nullptr;
  Command* body = nullptr;
  Branch* next = nullptr;
};

/// An argument of a command, in the order of the row's usage line.
struct Argument {
  enum class Kind : uint8_t {
    kNil,     ///< left out
    kNumber,  ///< `number`
    kRaw,     ///< `text` as it is
    kText,    ///< `text`, expanded when the command runs
  };
  Kind kind = Kind::kNil;
  int64_t number = 0;
  std::string_view text;
};

/// A command; chained by `next`. An if has branches and no row.
struct Command {
  std::string_view name;  ///< as Exim names it in errors: "headers"
  std::string_view row;   ///< "headers_add"; empty for an if
  uint32_t at = 0;        ///< byte offset in the source
  std::span<const Argument> args;
  Branch* branches = nullptr;
  Command* next = nullptr;
};

/// Bits of the `flags` argument that most commands begin with.
enum CommandFlag : uint8_t { kSeen = 1, kUnseen = 2, kNoError = 4 };

}  // namespace trommel::exim
