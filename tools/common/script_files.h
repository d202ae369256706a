// SPDX-License-Identifier: MIT
// ScriptFiles: the folders that Sieve scripts include others from.
#pragma once

#include <string>
#include <string_view>

#include "interp/sieve/script_library.h"

namespace trommel {

/// Where included scripts are. Empty: nowhere.
struct ScriptFolders {
  std::string personal;
  std::string global;
};

/// Finds NAME.sieve, else NAME, in one of two folders.
class ScriptFiles : public sieve::ScriptLibrary {
 public:
  explicit ScriptFiles(ScriptFolders folders) : folders_(std::move(folders)) {}
  Result<SourceText> Find(bool global, std::string_view name) override;

 private:
  ScriptFolders folders_;
};

/// The folder part of a path, its slash in it; empty if it has none.
std::string FolderOf(const std::string& path);

}  // namespace trommel
