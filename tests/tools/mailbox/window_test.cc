// SPDX-License-Identifier: MIT
// Window: what it holds while it moves over a file.
#include "tools/mailbox/window.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/tools/mailbox/temp_dir.h"

namespace trommel::mailbox {
namespace {

// Bytes that tell where they stand.
std::string Pattern(size_t size) {
  std::string out;
  while (out.size() < size) out += std::to_string(out.size()) + ",";
  out.resize(size);
  return out;
}

TEST(Window, ReadsInSteps) {
  TempDir dir;
  std::string bytes = Pattern(3 * kWindowBytes + 17);
  Window window;
  ASSERT_TRUE(window.Open(dir.Write("f", bytes)));
  EXPECT_EQ(window.file_size(), bytes.size());
  std::string seen;
  while (window.Fill()) {
    ASSERT_LE(window.data().size(), kWindowBytes);
    size_t take = window.data().size() * 2 / 3;
    EXPECT_EQ(window.offset(), seen.size());
    seen += window.data().substr(0, take);
    window.Consume(take);
  }
  seen += window.data();
  EXPECT_TRUE(seen == bytes);
  EXPECT_FALSE(window.failed());
}

TEST(Window, GrowsAndShrinks) {
  TempDir dir;
  std::string bytes = Pattern(5 * kWindowBytes);
  Window window;
  ASSERT_TRUE(window.Open(dir.Write("f", bytes)));
  while (window.data().size() < 3 * kWindowBytes) ASSERT_TRUE(window.Fill());
  EXPECT_TRUE(bytes.starts_with(window.data()));
  window.Consume(window.data().size() - 10);
  ASSERT_TRUE(window.Fill());
  EXPECT_LE(window.data().size(), kWindowBytes);
  EXPECT_EQ(window.data(), bytes.substr(window.offset(), window.data().size()));
}

TEST(Window, PeeksAnywhere) {
  TempDir dir;
  std::string bytes = Pattern(2 * kWindowBytes);
  Window window;
  ASSERT_TRUE(window.Open(dir.Write("f", bytes)));
  ASSERT_TRUE(window.Fill());
  window.Consume(5);
  char out[8];
  for (size_t at : {size_t{0}, kWindowBytes - 9, 2 * kWindowBytes - 13}) {
    ASSERT_EQ(window.Peek(at, out, sizeof(out)), sizeof(out));
    EXPECT_EQ(std::string(out, sizeof(out)), bytes.substr(at + 5, 8)) << at;
  }
  EXPECT_EQ(window.Peek(2 * kWindowBytes - 7, out, sizeof(out)), 2U);
  EXPECT_EQ(window.Peek(2 * kWindowBytes, out, sizeof(out)), 0U);
}

TEST(Window, SaysWhyItFails) {
  TempDir dir;
  Window window;
  Status opened = window.Open(dir.Path("none"));
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Code::kNoInput);
  EXPECT_EQ(opened.error().text,
            "cannot open " + dir.Path("none") + ": No such file or directory");
  ASSERT_TRUE(window.Open(dir.path()));
  EXPECT_FALSE(window.Fill());
  EXPECT_TRUE(window.failed());
  EXPECT_EQ(window.error().code, Code::kIo);
  ASSERT_TRUE(window.Open(dir.Write("f", "x")));
  EXPECT_FALSE(window.failed());
  EXPECT_TRUE(window.Fill());
}

}  // namespace
}  // namespace trommel::mailbox
