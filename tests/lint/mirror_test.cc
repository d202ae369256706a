// SPDX-License-Identifier: MIT
// interp/text/glob.cc has tests/interp/text/glob_test.cc, and so on.
#include <gtest/gtest.h>

#include "tests/lint/source_file.h"

namespace trommel::lint {
namespace {

constexpr std::string_view kMirrored[] = {"interp/text", "interp/mail",
                                          "interp/program", "interp/vm"};

// Where the test of a source belongs: "tests/interp/vm/value_test.cc".
std::string Mirror(const std::string& source) {
  return "tests/" + source.substr(0, source.rfind('.')) + "_test.cc";
}

TEST(Mirror, NamesTheTest) {
  EXPECT_EQ(Mirror("interp/text/glob.cc"), "tests/interp/text/glob_test.cc");
  EXPECT_TRUE(Exists(Mirror("interp/base/source.cc")));
  EXPECT_FALSE(Exists(Mirror("interp/base/no_such_file.cc")));
}

TEST(Mirror, EverySourceHasItsTest) {
  for (const SourceFile& file : ReadSources({".cc"})) {
    for (const std::string_view folder : kMirrored) {
      if (file.Folder() != folder) continue;
      EXPECT_TRUE(Exists(Mirror(file.path))) << "missing " << Mirror(file.path);
    }
  }
}

}  // namespace
}  // namespace trommel::lint
