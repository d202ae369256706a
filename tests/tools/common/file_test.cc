// SPDX-License-Identifier: MIT
// Files: small and large ones, missing ones, folders.
#include "tools/common/file.h"

#include <gtest/gtest.h>
#include <unistd.h>

namespace trommel {
namespace {

std::string TempPath(const char* name) {
  return testing::TempDir() + "trommel-file-" + std::to_string(::getpid()) +
         "-" + name;
}

TEST(FileBytes, AreTheSameReadOrMapped) {
  const std::string path = TempPath("sizes");
  for (size_t size : {size_t{0}, size_t{1}, size_t{16384}, size_t{100000},
                      size_t{1} << 20U, (size_t{1} << 20U) + 1}) {
    std::string text(size, 'x');
    if (size > 0) text.back() = '\0';
    ASSERT_TRUE(WriteFile(path, text));
    Result<FileBytes> bytes = FileBytes::Read(path);
    ASSERT_TRUE(bytes) << bytes.error().text;
    EXPECT_EQ(bytes->view(), text) << size;
    FileBytes moved = std::move(*bytes);
    EXPECT_EQ(moved.view().size(), size);
    EXPECT_EQ(std::move(moved).Take(), text);
  }
  ::unlink(path.c_str());
}

TEST(FileBytes, FailuresHaveNameAndReason) {
  struct Row {
    const char* path;
    const char* text;
  };
  for (const Row& row :
       {Row{"/no/such", "cannot read /no/such: No such file or directory"},
        Row{"/", "cannot read /: Is a directory"}}) {
    Result<FileBytes> bytes = FileBytes::Read(row.path);
    ASSERT_FALSE(bytes);
    EXPECT_EQ(bytes.error().code, Code::kNoInput);
    EXPECT_EQ(bytes.error().text, row.text);
  }
}

TEST(WriteFile, FailureIsIo) {
  Status status = WriteFile("/no/such/file", "x");
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, Code::kIo);
}

TEST(ReadableFile, IsAFile) {
  EXPECT_FALSE(IsReadableFile("/"));
  EXPECT_FALSE(IsReadableFile("/no/such"));
  EXPECT_TRUE(IsReadableFile("/proc/self/exe"));
}

}  // namespace
}  // namespace trommel
