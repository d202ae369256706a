// SPDX-License-Identifier: MIT
// Preview: short forms of values.
#include "interp/program/listing_preview.h"

#include <gtest/gtest.h>

#include <vector>

namespace trommel::listing {
namespace {

TEST(Preview, OneOfEachType) {
  const Value items[] = {Value::String("a"), Value::String("b\n")};
  EXPECT_EQ(Preview(Value::Nil()), "nil");
  EXPECT_EQ(Preview(Value::Bool(true)), "true");
  EXPECT_EQ(Preview(Value::Bool(false)), "false");
  EXPECT_EQ(Preview(Value::Int(-7)), "-7");
  EXPECT_EQ(Preview(items[1]), R"("b\x0a")");
  EXPECT_EQ(Preview(Value::List(items)), R"(["a" "b\x0a"])");
  EXPECT_EQ(PreviewAll({}), "");
}

TEST(Preview, CutsWhatIsLong) {
  EXPECT_EQ(Preview(Value::String(std::string(40, 'x'))),
            '"' + std::string(40, 'x') + '"');
  EXPECT_EQ(Preview(Value::String(std::string(41, 'x'))),
            '"' + std::string(40, 'x') + "\"...");
  std::vector<Value> many(1000, Value::Int(1));
  std::string text = PreviewAll(many);
  EXPECT_LT(text.size(), 130U);
  EXPECT_TRUE(text.ends_with("1 ..."));
}

}  // namespace
}  // namespace trommel::listing
