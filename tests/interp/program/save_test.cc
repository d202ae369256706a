// SPDX-License-Identifier: MIT
// SaveProgram and LoadFile: through a file and back.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "interp/base/limits.h"
#include "interp/program/listing.h"
#include "interp/program/program.h"
#include "tests/interp/program/fake_features.h"

namespace trommel {
namespace {

namespace fs = std::filesystem;

/// A directory of its own for each test.
class SaveProgramTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "trommel.XXXXXX");
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    dir_ = pattern;
    path_ = dir_ / "x.trmlc";
  }
  void TearDown() override { fs::remove_all(dir_); }

  std::string LoadError() const {
    auto program = Program::LoadFile(path_, fake::Index());
    return program ? "" : program.error().text;
  }
  size_t Files() const {
    return static_cast<size_t>(
        std::distance(fs::directory_iterator(dir_), fs::directory_iterator()));
  }

  std::string bytes_ = Assemble("string 0 \"a\"\ncode\nStr 0\nHalt").value();
  fs::path dir_;
  std::string path_;
};

TEST_F(SaveProgramTest, GoesThereAndBack) {
  ASSERT_TRUE(SaveProgram(bytes_, path_));
  auto program = Program::LoadFile(path_, fake::Index());
  ASSERT_TRUE(program) << program.error().text;
  EXPECT_EQ(program->bytes(), bytes_);
  EXPECT_EQ(program->string(0).text(), "a");
  EXPECT_EQ(fs::status(path_).permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(SaveProgramTest, ReplacesAndLeavesNothingBehind) {
  ASSERT_TRUE(SaveProgram("old", path_));
  ASSERT_TRUE(SaveProgram(bytes_, path_));
  EXPECT_EQ(LoadError(), "");
  EXPECT_EQ(Files(), 1U);
}

TEST_F(SaveProgramTest, ALoadedProgramOutlivesItsFile) {
  ASSERT_TRUE(SaveProgram(bytes_, path_));
  auto program = Program::LoadFile(path_, fake::Index());
  ASSERT_TRUE(SaveProgram("new", path_));
  fs::remove(path_);
  EXPECT_EQ(program.value().bytes(), bytes_);
}

TEST_F(SaveProgramTest, FailsWhole) {
  fs::create_directory(path_);  // rename cannot replace it
  auto saved = SaveProgram(bytes_, path_);
  ASSERT_FALSE(saved);
  EXPECT_EQ(saved.error().code, Code::kIo);
  EXPECT_EQ(saved.error().text.find(path_), 0U);
  EXPECT_EQ(Files(), 1U);
  EXPECT_FALSE(SaveProgram(bytes_, dir_ / "missing" / "x"));
}

TEST_F(SaveProgramTest, LoadFileNamesThePathAndTheReason) {
  EXPECT_EQ(LoadError(), path_ + ": No such file or directory");
  std::ofstream(path_).close();
  fs::permissions(path_, fs::perms::owner_all);
  EXPECT_EQ(LoadError(), path_ + ": not a program: empty");
  ASSERT_TRUE(SaveProgram("abc", path_));
  EXPECT_EQ(LoadError(), path_ + ": not a program: too short");
  fs::resize_file(path_, limits::kProgramBytes + 1);
  EXPECT_EQ(LoadError(), path_ + ": too large");
  fs::remove(path_);
  fs::create_directory(path_);
  EXPECT_EQ(LoadError(), path_ + ": not a regular file");
}

TEST_F(SaveProgramTest, LoadFileRefusesWhatOthersMayWrite) {
  ASSERT_TRUE(SaveProgram(bytes_, path_));
  for (fs::perms who : {fs::perms::group_write, fs::perms::others_write}) {
    fs::permissions(path_, fs::perms::owner_read | who);
    EXPECT_EQ(LoadError(), path_ + ": others may write it");
  }
  fs::permissions(path_, fs::perms::owner_read | fs::perms::others_read);
  EXPECT_EQ(LoadError(), "");
}

TEST_F(SaveProgramTest, LoadFileRefusesAnotherUsersFile) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can give a file away";
  ASSERT_TRUE(SaveProgram(bytes_, path_));
  ASSERT_EQ(chown(path_.c_str(), 12345, 12345), 0);
  EXPECT_EQ(LoadError(), path_ + ": it belongs to another user");
}

TEST_F(SaveProgramTest, LoadFileDoesNotWaitForAPipe) {
  ASSERT_EQ(mkfifo(path_.c_str(), 0600), 0);
  EXPECT_EQ(LoadError(), path_ + ": not a regular file");
}

}  // namespace
}  // namespace trommel
