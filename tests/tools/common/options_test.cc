// SPDX-License-Identifier: MIT
// Command lines: what is understood, what is refused, and how help looks.
#include "tools/common/options.h"

#include <gtest/gtest.h>

#include <array>

namespace trommel {
namespace {

constexpr std::array kOptions = {Option{'t', "trace", "", "show why"},
                                 Option{'f', "sender", "ADDRESS", "who"},
                                 Option{0, "json", "", "for machines"},
                                 Option{'h', "help", "", "this text"}};
constexpr Manual kManual = {.name = "tool test",
                            .arguments = "SCRIPT [MESSAGE]",
                            .summary = "Tests.",
                            .text = "Long text.\n",
                            .examples = "  tool test x\n",
                            .options = kOptions,
                            .least = 1,
                            .most = 2};

using Words = std::vector<const char*>;

Result<Arguments> Parse(const Words& words) {
  return Arguments::Parse(kManual, words);
}

std::string Refusal(const Words& words) {
  Result<Arguments> result = Parse(words);
  if (result) return "none";
  EXPECT_EQ(result.error().code, Code::kUsage);
  return result.error().text;
}

TEST(Options, AreFoundBeforeBetweenAndBehindArguments) {
  for (const Words& words :
       {Words{"-f", "a@b", "--trace", "s", "m"},
        Words{"s", "--sender", "a@b", "m", "-t"},
        Words{"s", "m", "-t", "--sender=a@b"}, Words{"-tfa@b", "s", "m"},
        Words{"s", "-tf", "a@b", "m"}, Words{"s", "-t", "-fa@b", "--", "m"}}) {
    Result<Arguments> result = Parse(words);
    ASSERT_TRUE(result) << result.error().text;
    EXPECT_TRUE(result->Has("trace"));
    EXPECT_FALSE(result->Has("json"));
    EXPECT_EQ(result->Get("sender"), "a@b");
    ASSERT_EQ(result->positionals().size(), 2U);
    EXPECT_EQ(result->positionals()[0], "s");
    EXPECT_EQ(result->positionals()[1], "m");
  }
}

TEST(Options, LastOneCountsAndAllAreKept) {
  Result<Arguments> result = Parse({"-f", "a", "s", "-f", "b"});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->Get("sender"), "b");
  EXPECT_EQ(result->All("sender"), (std::vector<std::string_view>{"a", "b"}));
}

TEST(Options, DashesCanBeArguments) {
  Result<Arguments> result = Parse({"-", "--", "--trace"});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->positionals()[0], "-");
  EXPECT_EQ(result->positionals()[1], "--trace");
  EXPECT_FALSE(result->Has("trace"));
}

TEST(Options, EmptyValuesAreValues) {
  Result<Arguments> result = Parse({"s", "--sender="});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->Get("sender"), "");
}

TEST(Options, MistakesAreNamed) {
  EXPECT_EQ(Refusal({"--trcae", "s"}),
            "unknown option --trcae; did you mean --trace?");
  EXPECT_EQ(Refusal({"--sendr=x", "s"}),
            "unknown option --sendr; did you mean --sender?");
  EXPECT_EQ(Refusal({"-x", "s"}), "unknown option -x");
  EXPECT_EQ(Refusal({"--zzzzzzz", "s"}), "unknown option --zzzzzzz");
  EXPECT_EQ(Refusal({"-tx", "s"}), "unknown option -x");
  EXPECT_EQ(Refusal({"s", "-f"}), "option -f needs ADDRESS");
  EXPECT_EQ(Refusal({"s", "-tf"}), "option -f needs ADDRESS");
  EXPECT_EQ(Refusal({"s", "--json=yes"}),
            "--json=yes: option --json takes no value");
  EXPECT_EQ(Refusal({}),
            "an argument is missing; usage: tool test SCRIPT [MESSAGE]");
  EXPECT_EQ(Refusal({"a", "b", "c"}),
            "there are too many arguments; usage: tool test SCRIPT [MESSAGE]");
}

TEST(Options, HelpNeedsNothingElse) {
  Result<Arguments> result = Parse({"--help"});
  ASSERT_TRUE(result);
  EXPECT_TRUE(result->Has("help"));
}

TEST(Options, HelpTellsEverything) {
  EXPECT_EQ(HelpText(kManual),
            "Usage: tool test [OPTION]... SCRIPT [MESSAGE]\n\nTests.\n\n"
            "Long text.\n\nOptions:\n"
            "  -t, --trace             show why\n"
            "  -f, --sender ADDRESS    who\n"
            "      --json              for machines\n"
            "  -h, --help              this text\n"
            "\nExamples:\n  tool test x\n");
}

TEST(Options, CountsAreDigitsInRange) {
  EXPECT_EQ(*ParseCount("x", "0", 8), 0U);
  EXPECT_EQ(*ParseCount("x", "8", 8), 8U);
  for (const char* bad : {"9", "-1", "", "4x", "99999999999999999999", " 1"}) {
    EXPECT_FALSE(ParseCount("x", bad, 8)) << bad;
  }
}

}  // namespace
}  // namespace trommel
