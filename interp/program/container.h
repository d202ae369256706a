// SPDX-License-Identifier: MIT
// Parts: what a container holds, between the builder, the assembler, the loader
// and FlatBuffers. Private to interp/program.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "interp/base/result.h"
#include "interp/program/op.h"

namespace trommel::container {

/// The same bytes as fbs::Range, fbs::Arg, fbs::Line and fbs::Frame.
struct Range {
  uint32_t first = 0;
  uint32_t size = 0;
};
struct Arg {
  uint32_t index = 0;
  uint32_t type = 0;
};
struct Line {
  uint32_t pc = 0;
  uint32_t line = 0;
  uint32_t column = 0;
};
struct Frame {
  uint32_t begin = 0;
  uint32_t end = 0;
  uint32_t text = 0;
  uint32_t command = 0;
};

/// See fbs::Import; `kind` is not yet known to be a RowKind.
struct Import {
  std::string_view feature;
  uint32_t version = 0;
  uint8_t kind = 0;
  std::string_view row;
};

/// Most imports and most variables of a program: what an operand can number.
inline constexpr size_t kNames = 0x10000;

/// One program as tables. Everything views memory of whoever made it.
struct Parts {
  uint32_t format = 0;
  uint8_t language = 0;
  std::string_view source_name;
  uint32_t source_size = 0;
  uint64_t source_hash = 0;
  std::span<const Insn> code;
  std::string_view bytes;
  std::span<const Range> strings;
  std::span<const uint32_t> items;
  std::span<const Range> lists;
  std::span<const int64_t> ints;
  std::span<const Arg> args;
  std::span<const Range> blocks;
  std::span<const Import> imports;
  std::span<const std::string_view> variables;
  std::span<const Line> lines;
  std::span<const Frame> frames;

  /// REQUIRES i < strings.size() and a checked program.
  std::string_view Text(size_t i) const {
    return bytes.substr(strings[i].first, strings[i].size);
  }
};

/// The tables that a container does not have as they are.
struct Names {
  std::vector<Import> imports;
  std::vector<std::string_view> variables;
};

/// The container's bytes: equal parts give equal bytes. kLimit when they would
/// be more than limits::kProgramBytes.
Result<std::string> Write(const Parts& parts);

/// kLimit when Write would fail.
Status CheckSize(const Parts& parts);

/// Opens a container: the FlatBuffers verifier, the identifier, the format, the
/// alignment. Indices inside the tables are not looked at. `bytes` starts at a
/// multiple of 8; it and `names`, which is filled, outlive the result.
/// kBadProgram otherwise.
Result<Parts> Read(std::string_view bytes, Names* names);

/// Checks what Read does not: every index and range of the tables (packed one
/// after another, which bounds memory by the container's size). kBadProgram
/// otherwise.
Status Check(const Parts& parts);

/// Checks that the bytes are those which Write makes of these parts.
/// kBadProgram otherwise.
Status CheckLayout(const Parts& parts, std::string_view bytes);

}  // namespace trommel::container
