// SPDX-License-Identifier: MIT
#include "tools/trommel/exim_options.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tools/trommel/run_options.h"

namespace trommel {

// Stands for the program's: no settings of the user who runs the tests.
std::string HomeFolder() { return "/nonexistent"; }

namespace {

Result<EximOptions> Read(std::vector<const char*> words) {
  return ReadEximOptions(words);
}

TEST(EximOptions, ValuesStandBehindOrInTheWord) {
  const auto read = Read(
      {"-bf", "u",    "-bF",  "s",    "-bfd", "d",     "-bfl",
       "l",   "-bfp", "p",    "-bfs", "x",    "-fa@b", "-F",
       "N",   "-oi",  "-bnq", "-oMr", "smtp", "--set", "qualify_domain=q"});
  ASSERT_TRUE(read);
  EXPECT_EQ(read->user_file, "u");
  EXPECT_EQ(read->system_file, "s");
  EXPECT_EQ(read->domain, "d");
  EXPECT_EQ(read->local_part, "l");
  EXPECT_EQ(read->prefix, "p");
  EXPECT_EQ(read->suffix, "x");
  ASSERT_TRUE(read->sender);
  EXPECT_EQ(read->sender->Text(), "a@b");
  EXPECT_EQ(read->full_name, "N");
  EXPECT_FALSE(read->dot_ends);
  EXPECT_FALSE(read->qualify);
  EXPECT_FALSE(read->verbose);
  EXPECT_EQ(read->Of(Origin::kProtocol), "smtp");
  EXPECT_EQ(read->settings.qualify_domain, "q");
}

TEST(EximOptions, ErrorsAreExims) {
  struct Row {
    std::vector<const char*> words;
    const char* text;
  };
  const std::string unknown =
      "exim abandoned: unknown, malformed, or incomplete option ";
  const std::string long_word(65, 'x');
  for (const auto& [words, text] : {
           Row{{"-bf"}, "exim: file name expected after -bf"},
           Row{{"-bfd"}, "exim: string expected after -bfd"},
           Row{{"-bf", "x", "-oMa", "foo"},
               "exim abandoned: \"foo\" is not an IP address"},
           Row{{"-bf", "x", "-bfl", long_word.c_str()},
               "exim: length limit exceeded (65 > 64) for: -bfl"},
           Row{{"-bf", "x", "-oMr", long_word.c_str()},
               "exim: length limit exceeded (65 > 64) for: -oMr"},
           Row{{"-bf", "x", "-p", long_word.c_str()},
               "exim: length limit exceeded (65 > 64) for: -p<protocol>"},
           Row{{"-bf", "x", "-oM"}, "exim: data expected after -oM"},
           Row{{"-bf", "x", "-D"},
               "exim: macro name set by -D must start with an upper case "
               "letter"},
           Row{{"-bf", "x", "y"},
               "exim: incompatible command-line options or arguments"},
           Row{{"-bf", "x", "--", "-v"},
               "exim: incompatible command-line options or arguments"},
           Row{{"-bf", "x", "-or5"}, "exim: bad time value -or5: abandoned"},
           Row{{"-bf", "x", "-os", "3551w"},
               "exim: bad time value 3551w: abandoned"},
           Row{{"-bf", "x", "-or"}, "exim: bad time value -or: abandoned"},
           Row{{"-bf", "x", "-oBx"}, "exim: number expected after -oB"},
           Row{{"-bf", "x", "-L", ""}, "exim: the -L syslog name is too short"},
           Row{{"-bf", "x", "-d=5x"},
               "exim: malformed numeric debug_selector setting: =5x"},
           Row{{"-bf", "x", "-px", "-oMr", "y"},
               "received_protocol is set already"},
           Row{{"-f", "a b", "-bq"},
               "exim: bad -f address \"a b\": missing or malformed local "
               "part (expected word or \"<\")"},
           Row{{"-f", " "}, "exim: bad -f address \" \": empty address"},
       }) {
    const auto read = Read(words);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().text, text);
  }
  for (const char* word : {"-", "-f", "-bz", "-vq", "-oMz"}) {
    const auto read = std::string_view(word) == "-oMz"
                          ? Read({"-bf", "x", word, "v"})
                          : Read({"-bf", "x", word});
    ASSERT_FALSE(read) << word;
    EXPECT_EQ(read.error().text, unknown + word);
  }
}

TEST(EximOptions, SendersAreReadAtOnceByWideRules) {
  struct Row {
    std::vector<const char*> words;
    const char* sender;
    bool dot;
  };
  for (const auto& [words, sender, dot] :
       {Row{{"-f", ""}, "", false}, Row{{"-f", "(c)<> (d)"}, "", false},
        Row{{"-f", "x <a@b.>"}, "a@b", false}, Row{{"-fa@b. "}, "a@b", true},
        Row{{"-f", "a@b.", "-r", "c"}, "c", true},
        Row{{"-f", "<a@[1.2.3.4]>"}, "a@[1.2.3.4]", false},
        Row{{"-f", "a@\xC3\xA9"}, "a@\xC3\xA9", false}}) {
    std::vector<const char*> all = words;
    all.insert(all.end(), {"-bf", "x"});
    const auto read = Read(all);
    ASSERT_TRUE(read) << sender;
    EXPECT_EQ(read->sender->Text(), sender);
    EXPECT_EQ(read->sender_dot, dot) << sender;
  }
}

TEST(EximOptions, WhatMeansNothingInATestIsPassedOver) {
  for (const std::vector<const char*>& words : {std::vector<const char*>{"-B"},
                                                {"-B", "a"},
                                                {"-oB", "5x"},
                                                {"-oB0"},
                                                {"-oP"},
                                                {"-oP", "p"},
                                                {"-oAx"},
                                                {"-oY"},
                                                {"-odd"},
                                                {"-n5"},
                                                {"-Gx"},
                                                {"-Ux"},
                                                {"-zfoo"},
                                                {"-or", "1h30m"},
                                                {"-os0s"},
                                                {"-Lx"},
                                                {"-d=0x5"},
                                                {"-d +acl "},
                                                {"-dp", "x"},
                                                {"-dt=now"},
                                                {"-p", ""},
                                                {"--"}}) {
    std::vector<const char*> all = {"-bf", "x"};
    all.insert(all.end(), words.begin(), words.end());
    EXPECT_TRUE(Read(all)) << words.front();
  }
}

TEST(EximOptions, WhatNeedsAnMtaIsRefusedByName) {
  for (const char* word :
       {"-bd", "-bV", "-q15m", "-t", "-Mrm", "-C", "-z", "-oPX", "--version"}) {
    const auto read = Read({"-bf", "x", word, "y"});
    ASSERT_FALSE(read) << word;
    EXPECT_EQ(read.error().text.find("trommel: " + std::string(word) + " "),
              0U);
  }
}

TEST(EximOrigin, HostsHavePorts) {
  struct Row {
    const char* text;
    const char* address;
    int port;
  };
  for (const Row& row :
       {Row{"1.2.3.4", "1.2.3.4", 0}, Row{"1.2.3.4.25", "1.2.3.4", 25},
        Row{"[::1]:25", "::1", 25}, Row{"::1.25", "::1", 25},
        Row{"[1.2.3.4]", "1.2.3.4", 0}}) {
    const auto read = ReadHostPort(row.text);
    ASSERT_TRUE(read) << row.text;
    EXPECT_EQ(read->address, row.address);
    EXPECT_EQ(read->port, row.port);
  }
  for (const char* text : {"", "foo", "1.2.3", "1.2.3.4:25", "1.2.3.4.x"}) {
    EXPECT_FALSE(ReadHostPort(text)) << text;
  }
}

}  // namespace
}  // namespace trommel
