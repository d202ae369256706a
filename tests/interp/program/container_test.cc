// SPDX-License-Identifier: MIT
// Container: sizes, identifiers, alignment.
#include "interp/program/container.h"

#include <gtest/gtest.h>

#include "interp/base/limits.h"
#include "tests/interp/program/load_cases.h"

namespace trommel {
namespace {

using namespace load_cases;

TEST(Read, RefusesForeignBytes) {
  EXPECT_EQ(LoadError(""), "not a program: too short");
  EXPECT_EQ(LoadError(std::string(63, 'x')), "not a program: too short");
  EXPECT_EQ(LoadError(std::string(1000, 'x')),
            "not a program: no TRML identifier");
  EXPECT_EQ(LoadError(std::string(limits::kProgramBytes + 1, 'x')),
            "too large");
}

TEST(Write, RefusesWhatIsTooLarge) {
  Tables tables;
  std::string name(limits::kProgramBytes, 'x');
  tables.parts.source_name = name;
  auto bytes = container::Write(tables.parts);
  ASSERT_FALSE(bytes);
  EXPECT_EQ(bytes.error().code, Code::kLimit);
}

TEST(Read, GivesBackWhatWasWritten) {
  Tables tables;
  const container::Parts& parts = tables.parts;
  EXPECT_EQ(container::Write(parts).value(), tables.bytes);
  EXPECT_EQ(parts.source_name, "x.sieve");
  EXPECT_EQ(parts.source_size, 5U);
  EXPECT_EQ(parts.source_hash, 0x12U);
  EXPECT_EQ(parts.Text(2), "bc");
  ASSERT_EQ(parts.imports.size(), 2U);
  EXPECT_EQ(parts.imports[0].feature, "core");
  EXPECT_EQ(parts.imports[1].row, "keep");
  ASSERT_EQ(parts.variables.size(), 1U);
  EXPECT_EQ(parts.variables[0], "v");
}

TEST(Read, RefusesAMisalignedBuffer) {
  std::string bytes = Bytes();
  std::string shifted = "x" + bytes;
  container::Names names;
  auto parts = container::Read(std::string_view(shifted).substr(1), &names);
  ASSERT_FALSE(parts);
  EXPECT_EQ(parts.error().text, "misaligned buffer");
}

}  // namespace
}  // namespace trommel
