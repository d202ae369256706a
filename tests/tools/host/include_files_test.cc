// SPDX-License-Identifier: MIT
// Included files: what is read, and what include_directory keeps out.
#include "tools/host/include_files.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "interp/base/limits.h"
#include "tests/tools/delivery/scratch.h"

namespace trommel {
namespace {

using delivery::Scratch;

std::string Read(const std::string& path, const std::string& directory = {}) {
  IncludeFiles files;
  Result<std::string> bytes = files.Read(path, directory);
  return bytes ? *bytes : "?" + bytes.error().text;
}

TEST(IncludeFiles, ReadsRegularFiles) {
  const Scratch scratch;
  EXPECT_EQ(Read(scratch.Write("a", "one, two")), "one, two");
  EXPECT_EQ(Read(scratch.Write("empty", "")), "");
  const std::string most(limits::kScriptBytes, 'x');
  EXPECT_EQ(Read(scratch.Write("most", most)), most);
  const std::string more = scratch.Write("more", most + "x");
  EXPECT_EQ(Read(more), "?included file " + more + " is too big (max 1048576)");
  EXPECT_EQ(Read(scratch.path()), "?error while reading included file " +
                                      scratch.path() + ": Is a directory");
}

TEST(IncludeFiles, NeverWaits) {
  const Scratch scratch;
  ASSERT_EQ(::mkfifo(scratch.Path("fifo").c_str(), 0600), 0);
  EXPECT_EQ(Read(scratch.Path("fifo")), "");
  EXPECT_EQ(Read("/dev/zero"), "");
}

TEST(IncludeFiles, AbsentIsNoInput) {
  const Scratch scratch;
  IncludeFiles files;
  for (const std::string& path :
       {scratch.Path("none"), scratch.Write("a", "") + "/b"}) {
    const Result<std::string> bytes = files.Read(path, "");
    ASSERT_FALSE(bytes);
    EXPECT_EQ(bytes.error().code, Code::kNoInput);
    EXPECT_EQ(bytes.error().text.find("failed to open included file " + path),
              0U);
  }
}

TEST(IncludeFiles, StayInTheDirectory) {
  const Scratch scratch;
  std::filesystem::create_directories(scratch.Path("in/sub"));
  const std::string inside = scratch.Write("in/sub/a", "x");
  const std::string outside = scratch.Write("out", "y");
  const std::string in = scratch.Path("in");
  EXPECT_EQ(Read(inside, in), "x");
  EXPECT_EQ(Read(inside, in + "/"), "x");
  for (const std::string& path :
       {outside, in, scratch.Path("in2"), in + "/../out", in + "/sub/.."}) {
    EXPECT_EQ(Read(path, in),
              "?included file " + path + " is not in directory " + in);
  }
  ASSERT_EQ(::symlink(outside.c_str(), (in + "/link").c_str()), 0);
  ASSERT_EQ(::symlink(in.c_str(), (in + "/round").c_str()), 0);
  for (const std::string& path :
       {in + "/link", in + "/round/sub/a", in + "//sub/a", in + "/none"}) {
    EXPECT_EQ(Read(path, in), "?failed to open " + path +
                                  " (component of included file); could be "
                                  "symbolic link");
  }
  EXPECT_EQ(Read(in + "/link"), "y");
}

}  // namespace
}  // namespace trommel
