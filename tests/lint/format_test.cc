// SPDX-License-Identifier: MIT
// Every source file is as clang-format 14 would write it.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>

#include "tests/lint/source_file.h"

namespace trommel::lint {
namespace {

struct Ran {
  int status;
  std::string output;
};

// Runs a shell command in the project root.
Ran Shell(const std::string& command) {
  const std::string all =
      "cd '" TROMMEL_SOURCE_DIR "' && { " + command + "; } 2>&1";
  FILE* pipe = popen(all.c_str(), "r");
  if (pipe == nullptr) return {-1, "popen failed"};
  std::string output;
  std::array<char, 4096> buffer;
  while (const size_t n = fread(buffer.data(), 1, buffer.size(), pipe)) {
    output.append(buffer.data(), n);
  }
  return {pclose(pipe), output};
}

constexpr const char* kCheck = "clang-format-14 --dry-run -Werror";

class Format : public testing::Test {
 protected:
  void SetUp() override {
    if (Shell("clang-format-14 --version").status != 0) {
      GTEST_SKIP() << "clang-format-14 is not installed";
    }
  }
};

TEST_F(Format, HoldsInEveryFile) {
  std::string command = kCheck;
  for (const SourceFile& file : ReadSources({".cc", ".h"})) {
    command += " '" + file.path + "'";
  }
  const Ran ran = Shell(command);
  EXPECT_EQ(ran.status, 0) << ran.output.substr(0, 20000);
}

TEST_F(Format, SeesABadLine) {
  const std::string check = std::string(kCheck) + " --assume-filename=x.cc";
  EXPECT_NE(Shell("echo 'int  a ;' | " + check).status, 0);
  EXPECT_EQ(Shell("echo 'int a;' | " + check).status, 0);
}

}  // namespace
}  // namespace trommel::lint
