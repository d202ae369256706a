// SPDX-License-Identifier: MIT
// The judge itself: it sees differences, shrinks them, and sees the same ones
// in each run.
#include "tests/pcre/compare.h"

#include <gtest/gtest.h>

#include "tests/pcre/corners.h"
#include "tests/pcre/generate.h"

namespace trommel::pcre {
namespace {

using Groups = std::vector<text::RegexGroup>;

Outcome Found(Groups groups) {
  return {.answer = Answer::kMatch,
          .group_count = groups.size() - 1,
          .groups = std::move(groups)};
}

Outcome Other(Answer answer, std::string text = {}) {
  return {.answer = answer, .text = std::move(text)};
}

TEST(Compare, SeesEachDifference) {
  const Outcome match = Found({{0, 1}, {}});
  const Outcome empty = Found({{0, 1}, {0, 0}});
  const Outcome none{.group_count = 1};
  const Outcome error = Other(Answer::kError, "bad");
  Outcome bare = none;
  bare.bare_differs = true;
  const struct {
    Outcome peer;
    Outcome ours;
    Difference difference;
  } kRows[] = {
      {match, match, Difference::kNone},
      {match, empty, Difference::kGroups},
      {match, none, Difference::kMissed},
      {none, match, Difference::kInvented},
      {none, none, Difference::kNone},
      {none, bare, Difference::kBare},
      {none, Other(Answer::kNoMatch), Difference::kGroupCount},
      {error, error, Difference::kNone},
      {error, Other(Answer::kError, "worse"), Difference::kMessage},
      {error, none, Difference::kAccepted},
      {none, error, Difference::kRefused},
      {none, Other(Answer::kError, "(*UTF) is not supported at offset 0"),
       Difference::kRefusedByName},
      {none, Other(Answer::kLimit), Difference::kLimit},
      {Other(Answer::kLimit), match, Difference::kPeerLimit},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(Compare(row.peer, row.ours), row.difference)
        << NameOf(row.difference);
  }
}

TEST(Compare, ARefusalMustBeInTheTable) {
  EXPECT_NE(FindRefusal("(*UTF) is not supported at offset 0"), nullptr);
  EXPECT_EQ(FindRefusal("(*UTF) is bad"), nullptr);
  EXPECT_EQ(FindRefusal("\\d is not supported at offset 0"), nullptr);
}

/// An engine that matches at once where the pattern has no `+`.
class NoPlus : public Engine {
 public:
  explicit NoPlus(std::string_view pattern)
      : found_(pattern.find('+') == std::string_view::npos) {}
  Outcome Search(std::string_view, size_t) override {
    return found_ ? Found({{0, 0}}) : Outcome{};
  }

 private:
  bool found_;
};

TEST(Shrink, LeavesTheCause) {
  auto always = [](std::string_view, bool) -> std::unique_ptr<Engine> {
    return std::make_unique<NoPlus>("");
  };
  auto no_plus = [](std::string_view pattern, bool) -> std::unique_ptr<Engine> {
    return std::make_unique<NoPlus>(pattern);
  };
  Case smallest = Shrink({.pattern = "(x|y+z)[abc]",
                          .subject = "something",
                          .caseless = true,
                          .from = 3},
                         always, no_plus);
  EXPECT_EQ(Printed(smallest), "/+/ on \"\"");
}

TEST(Peer, AnswersAsEximDoes) {
  auto answer = [](std::string_view pattern, std::string_view subject) {
    return Printed(MakePeer(pattern, false)->Search(subject, 0));
  };
  EXPECT_EQ(answer("(x)|b(c)?", "ab"), "match 0:1-2 1:unset 2:unset");
  EXPECT_EQ(answer("a$", "a\n"), "match 0:0-1");
  EXPECT_EQ(answer("^\\w", "\xe4"), "no match");
  EXPECT_EQ(answer("^.$", "\xc3\xa4"), "no match");
  EXPECT_EQ(answer("a{,2}", "a{,2}"), "match 0:0-5");
  EXPECT_EQ(answer("(a", "a"),
            "error: missing closing parenthesis at offset 2");
}

TEST(Corners, AreReadWithHexBytes) {
  const auto cases = ParseCorners("# a\tb\n\\k<n>\t<0D0A>x<0>\nno tab\n#\t#");
  ASSERT_EQ(cases.size(), 4U);
  EXPECT_EQ(cases[0].pattern, "\\k<n>");
  EXPECT_EQ(cases[0].subject, "\r\nx<0>");
  EXPECT_FALSE(cases[0].caseless);
  EXPECT_TRUE(cases[1].caseless);
  EXPECT_EQ(cases[2].pattern, "#");
}

TEST(Generate, IsTheSameForTheSameSeed) {
  auto first = [](uint64_t seed, uint64_t index) {
    Random random(seed, index);
    Piece piece = MakePattern(random, Style::kExotic);
    return piece.pattern + "\n" + MakeSubject(random, piece, Style::kMail);
  };
  EXPECT_EQ(first(1, 2), first(1, 2));
  EXPECT_NE(first(1, 2), first(1, 3));
  EXPECT_NE(first(1, 2), first(2, 2));
}

TEST(Generate, MailPatternsAreNearlyAllGood) {
  size_t bad = 0;
  size_t matches = 0;
  for (size_t i = 0; i < 1000; ++i) {
    Random random(1, i);
    Piece piece = MakePattern(random, Style::kMail);
    Outcome outcome = MakePeer(piece.pattern, true)
                          ->Search(MakeSubject(random, piece, Style::kMail), 0);
    if (outcome.answer == Answer::kError) ++bad;
    if (outcome.answer == Answer::kMatch) ++matches;
  }
  EXPECT_LT(bad, 100U);
  EXPECT_GT(matches, 300U);
}

}  // namespace
}  // namespace trommel::pcre
