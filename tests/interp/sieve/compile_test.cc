// SPDX-License-Identifier: MIT
// The whole front end: issues with their hints, bounds, and hostile sizes.
// What scripts do is in corpora/sieve.
#include "interp/sieve/compile.h"

#include <gtest/gtest.h>

#include "interp/engine.h"
#include "interp/program/program.h"
#include "stdlib/registry.h"
#include "tests/interp/sieve/issue_text.h"

namespace trommel::sieve {
namespace {

struct Made {
  std::optional<std::string> bytes;
  std::string issues;
};

const Engine& Door() {
  static const Engine engine(stdlib::AllFeatures());
  return engine;
}

Made CompileText(std::string text) {
  SourceText source("t", std::move(text));
  Compiled compiled = Door().Compile(source, Language::kSieve);
  return {std::move(compiled.bytes), IssueText(source, compiled.issues)};
}

struct Case {
  std::string_view script, issues;
};

TEST(Compile, HintsHelp) {
  const Case kCases[] = {
      {"fileinto \"x\";",
       "1:1-8 \"fileinto\" is used but \"fileinto\" is not required | add: "
       "require [\"fileinto\"]; at line 1\n"},
      {"require \"filinto\";",
       "1:9-9 unknown capability \"filinto\" | did you mean \"fileinto\"?\n"},
      {"redirct \"a@b.c\";",
       "1:1-7 unknown command \"redirct\" | did you mean \"redirect\"?\n"},
      {"if haeder \"a\" \"b\" {}",
       "1:4-6 unknown test \"haeder\" | did you mean \"header\"?\n"},
      {"if tru {}", "1:4-3 unknown test \"tru\" | did you mean \"true\"?\n"},
      {"if header :contain \"a\" \"b\" {}",
       "1:11-8 \"header\" knows no tag \":contain\" | did you mean "
       "\":contains\"?\n"},
      {"if size :ovre 5 {}",
       "1:9-5 \"size\" knows no tag \":ovre\" | did you mean \":over\"?\n"},
      {"if size :zzz 5 {}",
       "1:9-4 \"size\" knows no tag \":zzz\" | usage: size <:over / :under> "
       "<limit: number>\n"},
      {"redirect :coppy \"a@b.c\";",
       "1:10-6 \"redirect\" knows no tag \":coppy\" | did you mean "
       "\":copy\"?\n"},
      {"if header :regex \"a\" \"b\" {}",
       "1:11-6 \":regex\" is used but \"regex\" is not required | add: require "
       "[\"regex\"]; at line 1\n"},
      {"keep",
       "1:5-0 \";\" is missing after \"keep\" | end the command with "
       "\";\"\n"},
      {"if header :comparator {}",
       "1:11-11 \":comparator\" must be followed by a string | write "
       ":comparator \"i;octet\"\n"},
      {"if header :comparator \"i;octte\" \"a\" \"b\" {}",
       "1:23-9 unknown comparator \"i;octte\" | did you mean \"i;octet\"?\n"},
      {"require \"vacation\"; vacation :days \"x\" \"y\";",
       "1:36-3 \":days\" must be a number, not a string | usage: vacation "
       "[:days <number: number>] [:subject <subject: string>] [:from <address: "
       "string>] [:addresses <addresses: string-list>] [:mime] [:handle "
       "<handle: string>] <reason: string>\n"},
  };
  for (const Case& c : kCases) {
    Made compiled = CompileText(std::string(c.script));
    EXPECT_EQ(compiled.issues, c.issues) << c.script;
    EXPECT_FALSE(compiled.bytes) << c.script;
  }
}

TEST(Compile, WarningsDoNotStopIt) {
  Made compiled = CompileText("if exists \"a b\" { keep; }");
  EXPECT_TRUE(compiled.bytes);
  EXPECT_EQ(compiled.issues,
            "1:11-5 \"a b\" cannot be the name of a header field\n");
}

std::string Repeated(std::string_view text, size_t count) {
  std::string out;
  for (size_t i = 0; i < count; ++i) out += text;
  return out;
}

TEST(Compile, EverythingItEmitsLoads) {
  const std::string kScripts[] = {
      "",
      "stop;",
      "if true { stop; } else { keep; }",
      "if false {} elsif true {} else { discard; } keep;",
      "if anyof (true, exists \"a\", false) { keep; }",
      "if not allof (exists \"a\", anyof (false, exists \"b\"), true) {}",
      "require \"variables\"; set \"a\" \"${1}${b}\"; set :upper \"a\" "
      "\"${a}\";",
      "require [\"variables\", \"imap4flags\"]; addflag \"a\" [\"x\", \"y\"];",
      "require [\"variables\", \"imap4flags\"]; setflag \"a\" [\"x${b}\", "
      "\"y\"];",
      "require \"variables\"; if header \"${a}\" [" +
          Repeated("\"${b}\", ", 500) + "\"z\"] { keep; }",
      "require \"variables\"; set \"a\" \"" + Repeated("x${b}", 500) + "\";",
      "if anyof (" + Repeated("exists \"a\", ", 5000) + "true) { keep; }",
      Repeated("if exists \"a\" { keep; } els", 3000) + "if true { stop; }",
  };
  for (const std::string& script : kScripts) {
    Made compiled = CompileText(script);
    ASSERT_TRUE(compiled.bytes) << compiled.issues << script.substr(0, 80);
    Result<Program> program = Door().Load(*compiled.bytes);
    EXPECT_TRUE(program) << program.error().text << script.substr(0, 80);
  }
}

TEST(Compile, BoundsVariables) {
  auto script = [](size_t count) {
    std::string out = "require \"variables\";\n";
    for (size_t i = 0; i < count; ++i) {
      out += "set \"v" + std::to_string(i) + "\" \"x\";\n";
    }
    return out;
  };
  EXPECT_TRUE(CompileText(script(255)).bytes);
  EXPECT_FALSE(CompileText(script(256)).bytes);
}

TEST(Compile, BoundsTheScript) {
  EXPECT_TRUE(CompileText(std::string(1 << 20, ' ')).bytes);
  EXPECT_FALSE(CompileText(std::string((1 << 20) + 1, ' ')).bytes);
}

TEST(Compile, HostileSizesStayLinear) {
  for (std::string_view piece :
       {"keep", "\"", "/*", "if true {", "require \"x\";", "${", ":a ",
        "[\"a\",", "text:\n", "if anyof (", "fileinto ", "5G", "foo;", "\xFF",
        "}"}) {
    CompileText(Repeated(piece, (1 << 19) / piece.size()));
  }
  CompileText("require \"encoded-character\"; redirect \"" +
              Repeated("${hex:4", 100000) + "\";");
  CompileText("require [\"variables\", \"imap4flags\"]; if hasflag [" +
              Repeated("\"a\", ", 100000) + "\"a\"] \"${x}\" {}");
  CompileText("require [" + Repeated("\"nope\", ", 60000) + "\"x\"];");
  CompileText(Repeated("@ ", 250000));
  CompileText("require \"variables\"; redirect \"" + Repeated("${a", 200000) +
              "\";");
}

}  // namespace
}  // namespace trommel::sieve
