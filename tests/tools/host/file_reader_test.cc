// SPDX-License-Identifier: MIT
// Files of ${readfile: confined ones do not get out.
#include "tools/host/file_reader.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "interp/base/limits.h"
#include "tests/tools/delivery/scratch.h"

namespace trommel {
namespace {

using delivery::Scratch;

std::string Shown(const Result<std::string>& read) {
  return read ? *read
              : std::string(CodeName(read.error().code)) + " " +
                    read.error().text;
}

TEST(ReadForFilter, ReadsWhatIsThere) {
  const Scratch scratch;
  const std::string file = scratch.Write("a", "one\n");
  EXPECT_EQ(Shown(ReadForFilter(file, "")), "one\n");
  EXPECT_EQ(Shown(ReadForFilter(scratch.Path("."), "")), "");
  EXPECT_EQ(Shown(ReadForFilter(scratch.Path("none"), "")),
            "Run No such file or directory");
}

TEST(ReadForFilter, WaitsForNobody) {
  const Scratch scratch;
  const std::string pipe = scratch.Path("pipe");
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_EQ(Shown(ReadForFilter(pipe, "")), "");
  EXPECT_EQ(ReadForFilter("/dev/zero", "").error().code, Code::kLimit);
}

TEST(ReadForFilter, HasALimit) {
  const Scratch scratch;
  const std::string most(limits::kReadFileBytes, 'x');
  EXPECT_EQ(Shown(ReadForFilter(scratch.Write("at", most), "")), most);
  const auto above = ReadForFilter(scratch.Write("above", most + "x"), "");
  ASSERT_FALSE(above);
  EXPECT_EQ(above.error().code, Code::kLimit);
}

TEST(ReadForFilter, StaysBelowTheAllowedDirectories) {
  const Scratch scratch;
  const std::string in = scratch.Path("in");
  ::mkdir(in.c_str(), 0755);
  ::mkdir((in + "/sub").c_str(), 0755);
  ::mkdir((in + "x").c_str(), 0755);
  scratch.Write("secret", "secret");
  scratch.Write("inx/file", "secret");
  scratch.Write("in/file", "fine");
  scratch.Write("in/sub/file", "deep");
  ASSERT_EQ(::symlink("../secret", (in + "/up").c_str()), 0);
  ASSERT_EQ(::symlink(scratch.Path("secret").c_str(), (in + "/abs").c_str()),
            0);
  ASSERT_EQ(::symlink("..", (in + "/dir").c_str()), 0);
  ASSERT_EQ(::symlink("/proc/self/root", (in + "/root").c_str()), 0);
  struct Case {
    std::string path;
    std::string bytes;  // empty: kPermission
  };
  const Case cases[] = {
      {in + "/file", "fine"},   {in + "/sub/file", "deep"},
      {in + "/up", ""},         {in + "/abs", ""},
      {in + "/dir/secret", ""}, {in + "/root/etc/passwd", ""},
      {in + "/../secret", ""},  {in + "/sub/../../secret", ""},
      {in + "x/file", ""},      {scratch.Path("secret"), ""},
      {"in/file", ""},
  };
  for (const Case& c : cases) {
    const auto read = ReadForFilter(c.path, "/nowhere : " + in + "/");
    if (!c.bytes.empty()) {
      EXPECT_EQ(Shown(read), c.bytes) << c.path;
    } else {
      ASSERT_FALSE(read) << c.path << *read;
      EXPECT_EQ(read.error().code, Code::kPermission) << c.path;
    }
  }
  EXPECT_EQ(Shown(ReadForFilter(in + "/none", in)),
            "Run No such file or directory");
}

TEST(StatForFilter, TellsSizeAndMode) {
  const Scratch scratch;
  const auto status = StatForFilter(scratch.Write("a", "one\n", 0640));
  ASSERT_TRUE(status);
  EXPECT_EQ(status->size, 4);
  EXPECT_EQ(status->mode, 0100640U);
  EXPECT_FALSE(StatForFilter(scratch.Path("none")));
}

}  // namespace
}  // namespace trommel
