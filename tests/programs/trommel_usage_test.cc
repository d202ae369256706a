// SPDX-License-Identifier: MIT
// trommel: help, version, wrong command lines, files that are not there.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "tests/programs/process.h"

namespace trommel {
namespace {

Finished Trommel(const Words& words, std::string_view in = {}) {
  return RunProgram(Scratch(), "trommel", words, in);
}

TEST(TrommelUsage, HelpTeachesByExample) {
  for (const Words& words :
       {Words{"--help"}, Words{"-h"}, Words{"help"}, Words{"test", "--help"},
        Words{"run", "-h"}, Words{"help", "test"}, Words{"check", "--help"},
        Words{"compile", "--help"}, Words{"dump", "--help"}}) {
    const Finished help = Trommel(words);
    EXPECT_EQ(help.status, 0) << words[0];
    EXPECT_EQ(help.err, "") << words[0];
    EXPECT_NE(help.out.find("Usage: trommel"), std::string::npos) << words[0];
    EXPECT_NE(help.out.find("Examples:\n  trommel "), std::string::npos);
  }
}

TEST(TrommelUsage, HelpFitsATerminal) {
  for (const char* command :
       {"test", "run", "check", "compile", "dump", "config"}) {
    const std::string text = Trommel({command, "--help"}).out;
    for (size_t at = 0; at < text.size();) {
      const size_t end = text.find('\n', at);
      EXPECT_LE(end - at, 80U) << text.substr(at, end - at);
      at = end + 1;
    }
  }
}

/// Loading a library more costs a start a tenth (docs/ARCHITECTURE.md).
TEST(TrommelUsage, NeedsNoLibraryButGlibc) {
  std::ifstream file(std::string(TROMMEL_PROGRAMS) + "/trommel",
                     std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  ASSERT_NE(bytes.find("libc.so.6"), std::string::npos);
  for (const char* other : {"libm.so", "libstdc++.so", "libgcc_s.so", "libicu"})
    EXPECT_EQ(bytes.find(std::string(1, '\0') + other), std::string::npos)
        << other;
}

TEST(TrommelUsage, VersionIsANumber) {
  const Finished version = Trommel({"--version"});
  EXPECT_EQ(version.status, 0);
  EXPECT_TRUE(version.out.starts_with("trommel 0.")) << version.out;
  EXPECT_EQ(CountLines(version.out), 1U);
}

TEST(TrommelUsage, MistakesAreNamedWithStatus64) {
  struct Row {
    Words words;
    const char* says;
  };
  for (const Row& row :
       {Row{{}, "a command is missing"},
        Row{{"tset"}, "unknown command \"tset\"; did you mean test?"},
        Row{{"frobnicate"}, "unknown command \"frobnicate\"\n"},
        Row{{"test"}, "an argument is missing"},
        Row{{"test", "a", "b", "c"}, "too many arguments"},
        Row{{"test", "-"}, "cannot both be standard input"},
        Row{{"run", "-", "-"}, "standard input can be given only once"},
        Row{{"help", "rnu"}, "unknown command \"rnu\"; did you mean run?"},
        Row{{"test", "--tarce", "x"}, "did you mean --trace?"},
        Row{{"test", "--lang", "perl", "x"}, "exim or sieve, not \"perl\""},
        Row{{"test", "--set", "x", "y"}, "--set needs NAME=VALUE"},
        Row{{"test", "--set", "no_such=1", "y"}, "no_such"},
        Row{{"run", "x"}, "an argument is missing"},
        Row{{"run", "-j", "many", "x", "y"}, "--jobs must be a number"},
        Row{{"run", "-j1000", "x", "y"}, "--jobs must be a number"},
        Row{{"compile", "-"}, "needs -o FILE"},
        Row{{"dump", "--assemble", "x"}, "--assemble needs -o FILE"},
        Row{{"check"}, "an argument is missing"}}) {
    const Finished result = Trommel(row.words);
    EXPECT_EQ(result.status, 64) << row.says;
    EXPECT_EQ(result.out, "") << row.says;
    EXPECT_NE(result.err.find(row.says), std::string::npos) << result.err;
    EXPECT_TRUE(result.err.starts_with("trommel: ")) << result.err;
  }
}

TEST(TrommelUsage, MissingFilesAreNamedWithTheirReason) {
  const Scratch scratch;
  const std::string script = scratch.Write("keep.sieve", "keep;\n");
  for (const Words& words :
       {Words{"test", "absent", "x"}, Words{"test", script, "absent"},
        Words{"compile", "absent"}, Words{"dump", "absent"},
        Words{"dump", "-a", "absent", "-o", "x"},
        Words{"run", "absent", "x"}}) {
    const Finished result = RunProgram(scratch, "trommel", words);
    EXPECT_EQ(result.status, 66) << words[0];
    EXPECT_NE(result.err.find("absent: No such file or directory"),
              std::string::npos)
        << result.err;
  }
  const Finished folder = RunProgram(scratch, "trommel", {"test", ".", "x"});
  EXPECT_EQ(folder.status, 66);
  EXPECT_NE(folder.err.find("Is a directory"), std::string::npos) << folder.err;
}

TEST(TrommelUsage, AFullDiskIsStatus74) {
  if (::access("/dev/full", W_OK) != 0) GTEST_SKIP() << "no /dev/full";
  const Scratch scratch;
  const std::string script = scratch.Write("keep.sieve", "keep;\n");
  EXPECT_EQ(RunProgram(scratch, "trommel", {"dump", script, "-o", "/dev/full"})
                .status,
            74);
}

}  // namespace
}  // namespace trommel
