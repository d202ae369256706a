// SPDX-License-Identifier: MIT
// Scripts one after the other: as sieve-test -s of Pigeonhole 0.5.19 shows it.
#include "tools/common/sequence.h"

#include <gtest/gtest.h>

#include <deque>

#include "interp/engine.h"
#include "tests/support/printed.h"
#include "tests/support/script_runner.h"

namespace trommel::testing {
namespace {

/// What the scripts come to; a script behind "discard " runs as --discard.
std::string Result(std::initializer_list<std::string_view> scripts) {
  World world = SampleWorld();
  std::deque<Program> programs;
  Sequence sequence(world.host, world.settings);
  const mail::Message message(world.message);
  vm::RunInput input;
  input.message = &message;
  input.envelope = &world.envelope;
  sequence.Start();
  bool more = true;
  for (std::string_view script : scripts) {
    constexpr std::string_view kDiscard = "discard: ";
    const bool last = script.starts_with(kDiscard);
    if (last) script.remove_prefix(kDiscard.size());
    const SourceText source("script", std::string(script));
    CompiledProgram made =
        TestEngine().CompileProgram(source, Language::kSieve);
    if (!made.program) return "does not compile";
    programs.push_back(std::move(*made.program));
    if (last) {
      sequence.RunDiscarded(programs.back(), input);
    } else if (more) {
      more = sequence.Run(programs.back(), input);
    }
  }
  return Printed(sequence.outcome().actions);
}

constexpr std::string_view kFile = "require \"fileinto\"; fileinto \"a\";";
constexpr std::string_view kFileAndKeep =
    "require \"fileinto\"; fileinto \"a\"; keep;";
constexpr std::string_view kFails = "require \"ihave\"; error \"no\";";

TEST(Sequence, WithoutScriptsIsAKeep) {
  EXPECT_EQ(Result({}), "keep (implicit)\n");
}

TEST(Sequence, AKeepLetsTheNextDecide) {
  EXPECT_EQ(Result({"keep;", "discard;"}), "discard\n");
  EXPECT_EQ(Result({"", "discard;"}), "discard\n");
  EXPECT_EQ(Result({"keep;", "keep;"}), "keep\n");
  EXPECT_EQ(Result({"keep;", ""}), "keep (implicit)\n");
}

TEST(Sequence, EndsWithoutAKeep) {
  EXPECT_EQ(Result({"discard;", "keep;"}), "discard\n");
  EXPECT_EQ(Result({kFile, "keep;"}), "fileinto \"a\"\n");
}

TEST(Sequence, ActionsStand) {
  EXPECT_EQ(Result({kFileAndKeep, "discard;"}), "fileinto \"a\"\ndiscard\n");
}

TEST(Sequence, FlagsOfAKeepGoOn) {
  constexpr std::string_view kFlag =
      "require \"imap4flags\"; addflag \"x\"; keep;";
  EXPECT_EQ(Result({kFlag, kFile}), "fileinto \"a\" flags=[\"x\"]\n");
  EXPECT_EQ(Result({kFlag, ""}), "keep (implicit) flags=[\"x\"]\n");
  EXPECT_EQ(Result({kFlag, "require \"imap4flags\"; addflag \"y\";"}),
            "keep (implicit) flags=[\"x\", \"y\"]\n");
}

TEST(Sequence, WhatIsSaidAgainLeavesTheKeep) {
  EXPECT_EQ(Result({kFileAndKeep, kFile}), "fileinto \"a\"\nkeep (implicit)\n");
}

TEST(Sequence, AnErrorEndsItWithAKeep) {
  EXPECT_EQ(Result({kFileAndKeep, kFails, "discard;"}),
            "fileinto \"a\"\nkeep (implicit)\n");
}

TEST(Sequence, LimitsCountAllScripts) {
  constexpr std::string_view kFour =
      "redirect \"a@b.c\"; redirect \"b@b.c\"; redirect \"c@b.c\"; "
      "redirect \"d@b.c\"; keep;";
  const std::string four =
      "redirect \"a@b.c\"\nredirect \"b@b.c\"\nredirect \"c@b.c\"\n"
      "redirect \"d@b.c\"\n";
  EXPECT_EQ(Result({kFour, "redirect \"e@b.c\";"}), four + "keep (implicit)\n");
}

TEST(Sequence, ADiscardIsLookedOver) {
  EXPECT_EQ(Result({"discard;", "discard: "}), "discard (implicit)\n");
  EXPECT_EQ(Result({"discard;", "discard: keep;"}), "keep\n");
  EXPECT_EQ(Result({"keep;", "discard: discard;"}), "keep\n");
}

}  // namespace
}  // namespace trommel::testing
