// SPDX-License-Identifier: MIT
// A small program with one of everything, to be spoiled.
#pragma once

#include <string>
#include <vector>

#include "interp/program/container.h"
#include "interp/program/listing.h"
#include "tests/interp/program/fake_features.h"

namespace trommel::load_cases {

inline constexpr const char* kListing =
    "source \"x.sieve\" size 5 hash 0x12\n"
    "import 0 sieve test core/3 header\n"
    "import 1 sieve command core/3 keep\n"
    "string 0 \"a\"\nstring 1 \"\"\nstring 2 \"bc\"\nint 0 7\n"
    "list 0 0 2\nlist 1\nblock 0 nil nil list:0 string:2\nblock 1\n"
    "variable 0 \"v\"\nline 0 1:1\nline 2 2:3\nframe 1 3 text 0 command 2\n"
    "code\nCallConst header#0 block 0\nJumpFalse L\nCallConst keep#1 block 1\n"
    "Int 0\nPop\nL:\nHalt\n";

inline std::string Bytes() { return Assemble(kListing).value(); }

inline std::string LoadError(std::string bytes) {
  auto program = Program::Load(std::move(bytes), fake::Index());
  return program ? "" : program.error().text;
}

/// The tables of the listing, to be spoiled; they view `bytes`.
struct Tables {
  std::string bytes = Bytes();
  container::Names names;
  container::Parts parts = container::Read(bytes, &names).value();
  std::vector<Insn> code{parts.code.begin(), parts.code.end()};
  std::vector<container::Range> strings{parts.strings.begin(),
                                        parts.strings.end()};
  std::vector<uint32_t> items{parts.items.begin(), parts.items.end()};
  std::vector<container::Range> lists{parts.lists.begin(), parts.lists.end()};
  std::vector<container::Arg> args{parts.args.begin(), parts.args.end()};
  std::vector<container::Range> blocks{parts.blocks.begin(),
                                       parts.blocks.end()};
  std::vector<container::Line> lines{parts.lines.begin(), parts.lines.end()};
  std::vector<container::Frame> frames{parts.frames.begin(),
                                       parts.frames.end()};

  std::string Written() {
    parts.code = code;
    parts.strings = strings;
    parts.items = items;
    parts.lists = lists;
    parts.args = args;
    parts.blocks = blocks;
    parts.lines = lines;
    parts.frames = frames;
    return container::Write(parts).value();
  }
};

}  // namespace trommel::load_cases
