// SPDX-License-Identifier: MIT
// Arguments of the commands.
#include <gtest/gtest.h>

#include "tests/interp/exim/mini.h"

namespace trommel::exim {
namespace {

struct Row {
  std::string_view body;
  std::string_view expected;
};

TEST(ParserCommands, ReadTheirArguments) {
  static constexpr Row kTable[] = {
      {"deliver a@b", "deliver[0 a@b nil]\n"},
      {"deliver a@$domain errors_to \"c\"", "deliver[0 a@example.com \"c\"]\n"},
      {"save $local_part/x 0640", "save[0 me/x 416]\n"},
      {"save /x 0999", "save[0 /x 0]\n"},
      {"save /x 77777777777777777777777", "save[0 /x nil]\n"},
      {"save /x", "save[0 /x nil]\n"},
      {"pipe \"/bin/p $domain\"", "pipe[0 /bin/p $domain]\n"},
      {"logwrite x", "logwrite[0 x\n]\n"},
      {"logwrite \"$local_part\\n\"", "logwrite[0 me\n]\n"},
      {"add 1 to n1", "add[0 1 n1]\n"},
      {"add 1 \"to\" n1", "add[0 1 n1]\n"},
      {"headers charset utf-8", "headers_charset[utf-8]\n"},
      {"mail", "mail[0 nil]\n"},
      {"mail subject b to $local_part subject c", "mail[0 to me subject c]\n"},
      {"mail return message expand file x once_repeat 3d",
       "mail[0 file x once_repeat 3d expand  return message ]\n"},
      {"vacation text", "vacation[0 text ]\n"},
  };
  for (const Row& row : kTable) EXPECT_EQ(RunFilter(row.body), row.expected);
}

TEST(ParserCommands, OfSystemFilters) {
  static constexpr Row kTable[] = {
      {"fail", "fail[0 nil]\n"},
      {"fail \"no\"", "fail[0 no]\n"},
      {"seen fail text $domain testprint x",
       "fail[1 example.com]\ntestprint[0 x]\n"},
      {"headers add \"X: y\"", "headers_add[X: y]\n"},
      {"freeze", "error: filtering command \"freeze\" is not available"},
  };
  for (const Row& row : kTable)
    EXPECT_EQ(RunFilter(row.body, true), row.expected);
}

TEST(ParserCommands, NameTheError) {
  static constexpr Row kTable[] = {
      {"save \"\"",
       "2:1: \"save\" requires an argument near line 2 of filter file"},
      {"deliver a@b c\n\nd",
       "2:13: unknown filtering command \"c\" near line 6 of filter file"},
      {"add 1 n1",
       "2:7: \"to\" expected in \"add\" command near line 2 of filter file"},
      {"deliver \"a\\\n", "2:9: quote missing at end of string in line 3"},
      {"deliver \"\\\n",
       "2:1: \"deliver\" requires an argument near line 3 of filter file"},
      {"add 1 \"x\n\n\nfoo",
       "2:7: \"to\" expected in \"add\" command near line 5 of filter file"},
      {"add 1 to",
       "2:7: value missing after \"to\" near line 2 of filter file"},
      {"seen add 1 to n1",
       "2:6: \"seen\", \"unseen\", or \"noerror\" found before an \"add\" "
       "command near line 2"},
      {"headers foo",
       "2:9: header addition and removal is available only in system "
       "filters: near line 2 of filter file"},
      {"headers charset",
       "2:9: value missing after \"add\", \"remove\", or \"charset\" near "
       "line 2 of filter file"},
      {"mail return",
       "2:6: \"return\" not followed by \"message\"  near line 2 of filter "
       "file"},
      {"fail",
       "2:1: filtering command \"fail\" is disabled: near line 2 of filter "
       "file"},
  };
  for (const Row& row : kTable) EXPECT_EQ(RunFilter(row.body), row.expected);
}

}  // namespace
}  // namespace trommel::exim
