// SPDX-License-Identifier: MIT
// ScriptLibrary: where the scripts are that another includes (RFC 6609).
#pragma once

#include <cstddef>
#include <string_view>

#include "interp/base/limits.h"
#include "interp/base/result.h"
#include "interp/base/source.h"

namespace trommel::sieve {

/// Given by who compiles; asked once an `include`.
class ScriptLibrary {
 public:
  virtual ~ScriptLibrary() = default;
  /// The script of that name, without ".sieve", in the site's repository
  /// (`global`) or in the user's. Two texts with the same name() are the same
  /// script. kNoInput when there is none, any other code when it cannot be
  /// read.
  virtual Result<SourceText> Find(bool global, std::string_view name) = 0;
};

/// What `include` may do.
struct IncludeOptions {
  ScriptLibrary* library = nullptr;  ///< null: no script is there
  size_t max_depth = limits::kSieveIncludeDepth;
  size_t max_scripts = limits::kSieveIncludes;  ///< different ones
  /// The script is only looked at: an included script that is missing or would
  /// include itself is a warning, and an error of the run (RFC 6609 section
  /// 3.1).
  bool upload = false;
  /// Warnings of what is seldom meant are wanted.
  bool warn = false;
};

/// Whether a script may have that name (RFC 5804 section 1.6): UTF-8 of 1 to
/// limits::kScriptNameCharacters characters, no control character, no "/", no
/// line or paragraph separator.
bool IsScriptName(std::string_view name);

}  // namespace trommel::sieve
