// SPDX-License-Identifier: MIT
// Labels: targets, in either order of label and jump.
#include "interp/program/listing_labels.h"

#include <gtest/gtest.h>

namespace trommel::listing {
namespace {

TEST(Labels, LinksForthAndBack) {
  std::vector<Insn> code(4, Insn{Op::kJump, 0, 0, 0});
  Labels labels;
  labels.Use("z", 0, 1);
  labels.Define("a", 1);
  labels.Use("a", 2, 2);
  labels.Define("z", 3);
  ASSERT_TRUE(labels.Link(code));
  EXPECT_EQ(code[0].c, 3U);
  EXPECT_EQ(code[2].c, 1U);
}

TEST(Labels, RefusesMissingAndDouble) {
  std::vector<Insn> code(1, Insn{Op::kJump, 0, 0, 0});
  Labels labels;
  labels.Use("a", 0, 7);
  EXPECT_EQ(labels.Link(code).error().text, "line 7: no label a");
  labels.Define("a", 0);
  EXPECT_TRUE(labels.Link(code));
  labels.Define("a", 0);
  EXPECT_EQ(labels.Link(code).error().text, "line 7: more than one label a");
}

}  // namespace
}  // namespace trommel::listing
