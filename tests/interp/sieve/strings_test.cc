// SPDX-License-Identifier: MIT
#include "interp/sieve/strings.h"

#include <gtest/gtest.h>

namespace trommel::sieve {
namespace {

struct DecodeCase {
  std::string_view input, output;
  size_t issues;
};

TEST(Strings, DecodesCharacters) {
  const DecodeCase kCases[] = {
      {"plain", "plain", 0},
      {"${hex:40}", "@", 0},
      {"${hex: 40 41 }x", "@Ax", 0},
      {"${HEX:40\r\n41}", "@A", 0},
      {"${unicode:40}", "@", 0},
      {"${ unicode:40}", "${ unicode:40}", 0},
      {"${unicode:20AC 0041}", "\xE2\x82\xACzz", 0},
      {"${unicode:10FFFF}", "\xF4\x8F\xBF\xBF", 0},
      {"${hex:9}", "\t", 0},
      {"${hex:400}", "${hex:400}", 0},
      {"${hex:}", "${hex:}", 0},
      {"${hex:zz}", "${hex:zz}", 0},
      {"${hex40}", "${hex40}", 0},
      {"${hex:40", "${hex:40", 0},
      {"a${${hex:40}}b", "a${@}b", 0},
      {"$${hex:40}", "$@", 0},
      {"${unicode:D800}", "", 1},
      {"${unicode:110000}", "", 1},
      {"${unicode:ffffffffffffffffffff}", "", 1},
      {"a${hex:00}${unicode:0}", {"a\0\0", 3}, 0},
  };
  for (DecodeCase c : kCases) {
    Arena arena;
    IssueList issues;
    std::string expected(c.output);
    if (expected.ends_with("zz")) expected.replace(expected.size() - 2, 2, "A");
    EXPECT_EQ(DecodeCharacters(c.input, {}, &arena, &issues), expected)
        << c.input;
    EXPECT_EQ(issues.errors(), c.issues) << c.input;
  }
}

std::string Cut(std::string_view text, size_t* errors) {
  std::vector<Piece> pieces;
  IssueList issues;
  bool found = CutVariables(text, {}, &pieces, &issues);
  std::string out = found ? "+" : "-";
  for (const Piece& piece : pieces) {
    switch (piece.kind) {
      case Piece::Kind::kText:
        out += "[" + std::string(piece.text) + "]";
        break;
      case Piece::Kind::kVariable:
        out += "{" + std::string(piece.text) + "}";
        break;
      case Piece::Kind::kMatch:
        out += "#" + std::to_string(piece.group);
        break;
      case Piece::Kind::kMember:
        out += "{" + std::string(piece.space) + ":" + std::string(piece.text) +
               "}";
        break;
    }
  }
  *errors = issues.errors();
  return out;
}

struct CutCase {
  std::string_view input, pieces;
  size_t issues;
};

TEST(Strings, CutsVariables) {
  const CutCase kCases[] = {
      {"", "-", 0},
      {"plain", "-[plain]", 0},
      {"${a}", "+{a}", 0},
      {"x${a_1}y${B}", "+[x]{a_1}[y]{B}", 0},
      {"${0}${31}${007}", "+#0#31#7", 0},
      {"${32}", "-", 1},
      {"${99999999999999999999}", "-", 1},
      {"${a.b}", "+{a:b}", 0},
      {"${Env.b.c_d}x", "+{Env:b.c_d}[x]", 0},
      {"${}", "-[${}]", 0},
      {"${1a}", "-[${1a}]", 0},
      {"${a b}", "-[${a b}]", 0},
      {"${.a}${a.}${a..b}", "-[${.a}${a.}${a..b}]", 0},
      {"${${x}}", "+[${]{x}[}]", 0},
      {"$${a}", "+[$]{a}", 0},
      {"${a", "-[${a]", 0},
      {"${\xC3\xA9}", "-[${\xC3\xA9}]", 0},
  };
  for (const CutCase& c : kCases) {
    size_t errors = 0;
    EXPECT_EQ(Cut(c.input, &errors), c.pieces) << c.input;
    EXPECT_EQ(errors, c.issues) << c.input;
  }
}

TEST(Strings, BoundsNames) {
  size_t errors = 0;
  Cut("${" + std::string(64, 'a') + "}", &errors);
  EXPECT_EQ(errors, 0U);
  Cut("${" + std::string(65, 'a') + "}", &errors);
  EXPECT_EQ(errors, 1U);
}

TEST(Strings, KnowsVariableNames) {
  for (std::string_view name : {"a", "_", "a1", "A_b"}) {
    EXPECT_TRUE(IsVariableName(name)) << name;
  }
  for (std::string_view name : {"", "1", "1a", "a.b", "a-b", "${a}", "\xC3"}) {
    EXPECT_FALSE(IsVariableName(name)) << name;
  }
}

}  // namespace
}  // namespace trommel::sieve
