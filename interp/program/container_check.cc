// SPDX-License-Identifier: MIT
// Check: indices and ranges of a container's tables.
#include <string>

#include "interp/feature.h"
#include "interp/program/container.h"

namespace trommel::container {
namespace {

Status Bad(std::string_view table, size_t index, std::string_view why) {
  return Err(Code::kBadProgram, std::string(table) + " " +
                                    std::to_string(index) + ": " +
                                    std::string(why));
}

/// Ranges follow one another without gaps and use up all `total` items.
Status CheckPacked(std::string_view table, std::span<const Range> ranges,
                   size_t total) {
  size_t next = 0;
  for (size_t i = 0; i < ranges.size(); ++i) {
    if (ranges[i].first != next || ranges[i].size > total - next) {
      return Bad(table, i, "range out of place");
    }
    next += ranges[i].size;
  }
  if (next != total) return Bad(table, ranges.size(), "items left over");
  return {};
}

Status CheckItems(const Parts& parts) {
  for (size_t i = 0; i < parts.items.size(); ++i) {
    if (parts.items[i] >= parts.strings.size()) {
      return Bad("list item", i, "no such string");
    }
  }
  return {};
}

/// How many constants of `type` there are for an argument to choose from.
size_t ConstantsOf(const Parts& parts, uint32_t type) {
  constexpr size_t kTypes = 5;
  const size_t counts[kTypes] = {1, 2, parts.ints.size(), parts.strings.size(),
                                 parts.lists.size()};
  return type < kTypes ? counts[type] : 0;
}

Status CheckArgs(const Parts& parts) {
  for (size_t i = 0; i < parts.args.size(); ++i) {
    if (parts.args[i].index >= ConstantsOf(parts, parts.args[i].type)) {
      return Bad("argument", i, "no such constant");
    }
  }
  return {};
}

Status CheckLines(const Parts& parts) {
  size_t next = 0;
  for (size_t i = 0; i < parts.lines.size(); ++i) {
    if (parts.lines[i].pc < next || parts.lines[i].pc >= parts.code.size()) {
      return Bad("line", i, "instruction out of order");
    }
    next = size_t{parts.lines[i].pc} + 1;
  }
  return {};
}

Status CheckFrames(const Parts& parts) {
  size_t next = 0;
  for (size_t i = 0; i < parts.frames.size(); ++i) {
    const Frame& frame = parts.frames[i];
    if (frame.begin < next || frame.end <= frame.begin ||
        frame.end > parts.code.size()) {
      return Bad("frame", i, "instructions out of order");
    }
    if (frame.text >= parts.strings.size() ||
        frame.command >= parts.strings.size()) {
      return Bad("frame", i, "no such string");
    }
    next = frame.end;
  }
  return {};
}

Status CheckNames(const Parts& parts) {
  if (parts.language > static_cast<uint8_t>(Language::kExim)) {
    return Bad("language", parts.language, "unknown");
  }
  for (size_t i = 0; i < parts.imports.size(); ++i) {
    if (parts.imports[i].kind > static_cast<uint8_t>(RowKind::kEscape)) {
      return Bad("import", i, "unknown kind of row");
    }
  }
  return {};
}

}  // namespace

Status Check(const Parts& parts) {
  TRY(CheckNames(parts));
  TRY(CheckPacked("string", parts.strings, parts.bytes.size()));
  TRY(CheckPacked("list", parts.lists, parts.items.size()));
  TRY(CheckPacked("block", parts.blocks, parts.args.size()));
  TRY(CheckItems(parts));
  TRY(CheckArgs(parts));
  TRY(CheckLines(parts));
  TRY(CheckFrames(parts));
  return {};
}

Status CheckLayout(const Parts& parts, std::string_view bytes) {
  TRY_ASSIGN(std::string canonical, Write(parts));
  if (canonical != bytes) {
    return Err(Code::kBadProgram, "not laid out as the builder lays it out");
  }
  return {};
}

}  // namespace trommel::container
