// SPDX-License-Identifier: MIT
// The project's own source files, as the lint tests read them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace trommel::lint {

/// One source file: its path from the project root and its lines.
struct SourceFile {
  /// From the root, with slashes: "interp/text/glob.cc".
  std::string path;
  /// Without their line ends.
  std::vector<std::string> lines;

  /// The folder part of path: "interp/text".
  [[nodiscard]] std::string_view Folder() const;
};

/// What is wrong, as "path:line: text"; empty means nothing is.
using Findings = std::vector<std::string>;

/// One finding's text. Lines count from 1.
std::string Finding(const SourceFile& file, size_t line, std::string_view text);

/// Splits text into lines, for the tests of the lint itself.
SourceFile MakeSourceFile(std::string path, std::string_view text);

/// All files of interp, stdlib, tools and tests with one of the extensions
/// (".cc"), sorted by path. Aborts the test when a file cannot be read.
std::vector<SourceFile> ReadSources(
    const std::vector<std::string_view>& extensions);

/// All lines of one file of the project, path from the root.
SourceFile ReadSource(const std::string& path);

/// Whether the project has this file or folder, path from the root.
bool Exists(const std::string& path);

/// One finding a line, for a failure message.
std::string Join(const Findings& findings);

}  // namespace trommel::lint
