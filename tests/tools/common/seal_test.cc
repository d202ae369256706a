// SPDX-License-Identifier: MIT
// The seal tells every accident that the verifier cannot.
#include "tools/common/seal.h"

#include <gtest/gtest.h>

#include "stdlib/registry.h"

namespace trommel {
namespace {

std::string CompiledFile(const Engine& engine) {
  const SourceText source("x.sieve",
                          "require \"fileinto\";\nfileinto \"Archive\";\n");
  return Sealed(*engine.Compile(source, Language::kSieve).bytes);
}

TEST(Seal, GoesThereAndBack) {
  const Engine engine(stdlib::AllFeatures());
  const std::string file = CompiledFile(engine);
  const Unsealed unsealed = TakeSeal(file);
  EXPECT_TRUE(unsealed.intact);
  EXPECT_EQ(Sealed(unsealed.program), file);
  EXPECT_TRUE(LoadSealed(engine, file));
}

TEST(Seal, NoFlippedBitAndNoMissingByteIsAccepted) {
  const Engine engine(stdlib::AllFeatures());
  const std::string good = CompiledFile(engine);
  for (size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ (1 << (i % 8)));
    EXPECT_FALSE(LoadSealed(engine, bad)) << i;
    EXPECT_FALSE(LoadSealed(engine, good.substr(0, i))) << i;
  }
}

TEST(Seal, AFlippedNameIsNamedAsDamage) {
  const Engine engine(stdlib::AllFeatures());
  std::string bad = CompiledFile(engine);
  bad[bad.find("Archive")] = 'B';
  const Result<Program> program = LoadSealed(engine, bad);
  ASSERT_FALSE(program);
  EXPECT_EQ(program.error().code, Code::kBadProgram);
  EXPECT_EQ(program.error().text, "damaged: its checksum does not fit");
}

}  // namespace
}  // namespace trommel
