// SPDX-License-Identifier: MIT
// Session: what the scripts of one compilation share, the main one and those
// that it includes.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "interp/base/arena.h"
#include "interp/base/source.h"
#include "interp/program/builder.h"
#include "interp/program/row_index.h"
#include "interp/sieve/script_library.h"

namespace trommel::sieve {

/// One a compilation. Included scripts are compiled where they are included.
struct Session {
  const RowIndex& rows;
  Builder* builder;
  Arena* arena;
  IncludeOptions include;
  std::deque<SourceText> sources = {};     ///< of included scripts: never moved
  std::vector<std::string> open = {};      ///< names of those being compiled
  std::vector<std::string> included = {};  ///< different ones so far
  size_t sites = 0;                        ///< included scripts, each time
  size_t loops = 0;  ///< block commands around the script being compiled
};

}  // namespace trommel::sieve
