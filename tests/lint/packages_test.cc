// SPDX-License-Identifier: MIT
// What tools/dev/deps installs and what docs/DEPENDENCIES.md explains agree.
#include <gtest/gtest.h>

#include <set>

#include "tests/lint/source_file.h"

namespace trommel::lint {
namespace {

using Packages = std::set<std::string>;

// The last word of every line "set package".
Packages Installed(const SourceFile& file) {
  Packages packages;
  for (const std::string& line : file.lines) {
    if (line.empty() || line[0] == '#') continue;
    packages.insert(line.substr(line.rfind(' ') + 1));
  }
  return packages;
}

// The name in every table row "| `package` | ... |".
Packages Explained(const SourceFile& file) {
  Packages packages;
  for (const std::string& line : file.lines) {
    if (!line.starts_with("| `")) continue;
    packages.insert(line.substr(3, line.find('`', 3) - 3));
  }
  return packages;
}

TEST(Packages, EachIsInstalledAndExplained) {
  EXPECT_EQ(Installed(ReadSource("tools/dev/packages")),
            Explained(ReadSource("docs/DEPENDENCIES.md")));
}

TEST(Packages, AreReadFromBothForms) {
  const Packages both = {"cmake", "g++"};
  EXPECT_EQ(Installed(MakeSourceFile("p", "# x\nbuild g++\ntest cmake\n")),
            both);
  EXPECT_EQ(Explained(MakeSourceFile(
                "d", "| a |\n| `g++` | 12 | x |\n| `cmake` | 3 | y |\n")),
            both);
}

}  // namespace
}  // namespace trommel::lint
