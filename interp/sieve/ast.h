// SPDX-License-Identifier: MIT
// The syntax tree of a Sieve script (RFC 5228 section 8.2): commands, tests and
// their arguments, before any word has been looked up.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "interp/base/error.h"

namespace trommel::sieve {

enum class ArgKind : uint8_t { kTag, kNumber, kString, kList };

/// One argument as written. Everything lives in the parser's arena or in the
/// SourceText.
struct Arg {
  ArgKind kind = ArgKind::kTag;
  Span span;
  /// kTag: the name without its colon; kString: the string.
  std::string_view text;
  int64_t number = 0;  ///< kNumber, with the K, M or G multiplied in
  /// kString: `text` alone; kList: the strings. Escapes and dot-stuffing are
  /// undone. Writable for encoded-character, which replaces the views.
  std::span<std::string_view> items;
  std::span<const Span> spans;  ///< places of `items`
};

/// A command or a test. Siblings are linked by `next`, in script order.
struct Node {
  std::string_view name;
  Span span;  ///< of the name
  std::span<Arg> args;
  Node* tests = nullptr;  ///< the tests after the arguments
  Node* block = nullptr;  ///< first command of the block
  Node* next = nullptr;
  bool test_list = false;  ///< the tests stood in parentheses
  bool has_block = false;
  bool broken = false;  ///< the parser has already complained about it
  bool garbled =
      false;  ///< broken by bytes that mean nothing: names are no hint
};

}  // namespace trommel::sieve
