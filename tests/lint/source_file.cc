// SPDX-License-Identifier: MIT
// Reads the project's source files for the lint tests.
#include "tests/lint/source_file.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

namespace trommel::lint {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFolders[] = {"interp", "stdlib", "tools", "tests"};

const fs::path& Root() {
  static const fs::path root = TROMMEL_SOURCE_DIR;
  return root;
}

}  // namespace

std::string_view SourceFile::Folder() const {
  const std::string_view view = path;
  return view.substr(0, view.rfind('/'));
}

std::string Finding(const SourceFile& file, size_t line,
                    std::string_view text) {
  return file.path + ":" + std::to_string(line) + ": " + std::string(text);
}

SourceFile MakeSourceFile(std::string path, std::string_view text) {
  SourceFile file{std::move(path), {}};
  std::istringstream stream{std::string(text)};
  for (std::string line; std::getline(stream, line);) {
    file.lines.push_back(line);
  }
  return file;
}

SourceFile ReadSource(const std::string& path) {
  std::ifstream stream(Root() / path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream) std::abort();
  return MakeSourceFile(path, text.str());
}

std::vector<SourceFile> ReadSources(
    const std::vector<std::string_view>& extensions) {
  std::vector<SourceFile> files;
  for (const std::string_view folder : kFolders) {
    if (!fs::exists(Root() / folder)) continue;
    for (const auto& entry :
         fs::recursive_directory_iterator(Root() / folder)) {
      const std::string extension = entry.path().extension().string();
      if (std::ranges::find(extensions, extension) == extensions.end()) {
        continue;
      }
      files.push_back(
          ReadSource(fs::relative(entry.path(), Root()).generic_string()));
    }
  }
  std::ranges::sort(files, {}, &SourceFile::path);
  return files;
}

bool Exists(const std::string& path) { return fs::exists(Root() / path); }

std::string Join(const Findings& findings) {
  std::string text;
  for (const std::string& finding : findings) text += finding + "\n";
  return text;
}

}  // namespace trommel::lint
