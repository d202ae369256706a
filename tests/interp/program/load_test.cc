// SPDX-License-Identifier: MIT
// Load: values, imports, and hostile bytes.
#include <gtest/gtest.h>

#include "interp/program/listing.h"
#include "tests/interp/program/load_cases.h"

namespace trommel {
namespace {

using namespace load_cases;

TEST(Load, MakesValues) {
  auto program = Program::Load(Bytes(), fake::Index());
  ASSERT_TRUE(program) << program.error().text;
  Program moved = std::move(*program);
  EXPECT_EQ(moved.list(0).list()[1].text(), "bc");
  EXPECT_TRUE(moved.list(1).list().empty());
  EXPECT_EQ(moved.block(0)[2].list().data(), moved.list(0).list().data());
  EXPECT_FALSE(moved.string(0).tainted());
  EXPECT_EQ(moved.bytes(), Bytes());
}

TEST(Load, RefusesEveryTruncation) {
  std::string bytes = Bytes();
  for (size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_NE(LoadError(bytes.substr(0, size)), "") << size;
  }
  EXPECT_EQ(LoadError(bytes + std::string(8, '\0')),
            "not laid out as the builder lays it out");
}

TEST(Load, SurvivesEveryBitFlip) {
  const std::string bytes = Bytes();
  size_t loaded = 0;
  for (size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string flipped = bytes;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    auto program = Program::Load(flipped, fake::Index());
    if (!program) continue;
    ++loaded;
    // What still loads is another sound program, equal to its listing.
    EXPECT_EQ(Assemble(Disassemble(*program)).value(), flipped) << bit;
  }
  // The text of strings and names, numbers, the hash, places.
  EXPECT_LT(loaded, bytes.size() * 8 / 5);
  EXPECT_GT(loaded, 0U);
}

TEST(Load, LooksUpSieveNamesCaseless) {
  Tables tables;
  tables.names.imports[1].row = "KEEP";
  EXPECT_EQ(LoadError(tables.Written()), "");
}

}  // namespace
}  // namespace trommel
