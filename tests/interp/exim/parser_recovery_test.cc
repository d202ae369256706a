// SPDX-License-Identifier: MIT
// All syntax errors of a filter: the first is Exim's, none follows from
// another.
#include <gtest/gtest.h>

#include "interp/base/limits.h"
#include "interp/engine.h"
#include "stdlib/registry.h"

namespace trommel::exim {
namespace {

/// `LINE: TEXT` of each error, a line each.
std::string ErrorsOf(std::string_view body, bool system = false) {
  const Engine engine(stdlib::AllFeatures());
  const SourceText source("f", "# Exim filter\n" + std::string(body));
  const Compiled compiled =
      engine.Compile(source, Language::kExim, {.system_filter = system});
  EXPECT_EQ(compiled.bytes.has_value(), !compiled.issues.has_errors());
  std::string out;
  for (const Issue& issue : compiled.issues.all()) {
    std::string text = issue.text;
    const size_t tail = text.find(" near line");
    if (tail != std::string::npos) text.resize(tail);
    out += std::to_string(source.Locate(issue.span.begin).line) + ": " + text +
           "\n";
  }
  return out;
}

struct Row {
  const char* body;
  const char* errors;
};

TEST(Recovery, NamesEveryError) {
  static constexpr Row kTable[] = {
      {"foo\nbar\nfinish\n",
       "2: unknown filtering command \"foo\"\n"
       "3: unknown filtering command \"bar\"\n"},
      {"sav $home/x\nadd 1 too n1\nfinish\nheaders remove x\n",
       "2: unknown filtering command \"sav\"\n"
       "3: \"to\" expected in \"add\" command\n"
       "5: header addition and removal is available only in system "
       "filters:\n"},
      {"if a contain b then fnish endif\nif a iss b then finish endif\n",
       "2: unknown filtering command \"fnish\"\n"
       "3: unrecognized condition word \"iss\"\n"},
      {"seen unseen finish\nseen if a is b then\nfinish endif\n",
       "2: \"seen\" or \"unseen\" repeated\n"
       "3: \"seen\", \"unseen\", or \"noerror\" found before an \"if\" "
       "command\n"},
      {"if a is b or then finish endif\nsave \"\"\ntestprint x\nfail\n",
       "2: unexpected \"then\"\n"
       "3: \"save\" requires an argument\n"
       "5: filtering command \"fail\" is disabled:\n"},
      {"endif\nfoo\n",
       "2: unexpected \"endif\" command\n"
       "3: unknown filtering command \"foo\"\n"},
  };
  for (const Row& row : kTable) EXPECT_EQ(ErrorsOf(row.body), row.errors);
}

TEST(Recovery, BlamesNothingForAnotherError) {
  static constexpr Row kTable[] = {
      // A word of an if, mistyped: the blocks stay in balance.
      {"iff a is b then save x endif\nfinish\n",
       "2: unknown filtering command \"iff\"\n"},
      {"if a is b then save x elsif c is d then save y else save z endif\n",
       "2: unknown filtering command \"elsif\"\n"},
      {"if a is b then\n save x\nesle\n save z\nendif\nfinish\n",
       "4: unknown filtering command \"esle\"\n"},
      {"if a is b then\n save x\nfi\nfinish\n",
       "4: unknown filtering command \"fi\"\n"},
      {"If a is b then\n save x\nelse save y\nENDIF\nfinish\n",
       "2: unknown filtering command \"If\"\n"
       "5: unknown filtering command \"ENDIF\"\n"},
      // then is missing, or wrong.
      {"if a is b\n save x\nendif\nfinish\n",
       "3: \"and\" or \"or\" or \"then\" expected\n"},
      {"if a is b save x endif\n",
       "2: \"and\" or \"or\" or \"then\" expected\n"},
      {"if a is b c d then save x endif\n",
       "2: \"and\" or \"or\" or \"then\" expected\n"},
      {"if (a is b then save x endif\nfinish\n",
       "2: missing \")\" at end of condition\n"},
      {"if a is b) then save x endif\nfinish\n",
       "2: unexpected \")\" in line "
       "2 of filter file\n"},
      // Strings that never end.
      {"save \"/x/y\nif a is \"b then save c endif\nfinish\n",
       "2: quote missing at end of string in line 2\n"
       "3: quote missing at end of string in line 3\n"},
      {"mail text \"I am away\nif you must, write\nfinish later.\"\nfinish\n",
       "2: quote missing at end of string in line 2\n"},
      {"if a is b then\n save \"x\n else\n save y\nendif\n",
       "3: quote missing at end of string in line 3\n"},
      // One endif for all, and none.
      {"if a is b then if c is d then save x\n",
       "3: \"endif\" missing at end of filter file\n"},
      {"if a is b then save x else if c is d then save y endif\n",
       "3: \"endif\" missing at end of filter file\n"},
      {"if a is b", "2: \"and\" or \"or\" or \"then\" expected\n"},
      {"if not", "2: \"then\" missing at end of filter file\n"},
      {"if a is b then finish else x else y endif\n",
       "2: unknown filtering command \"x\"\n"
       "2: \"endif\" missing\n"
       "2: unknown filtering command \"y\"\n"},
      {"else save x endif\nfinish\n", "2: unexpected \"else\" command\n"},
      {"elif a is b then save x\nfinish\n", "2: unexpected \"elif\" command\n"},
      // What follows on other lines belongs to the broken command.
      {"vacation\n too x\n subject \"if you\"\n text \"y\"\nfinish\n",
       "3: unknown filtering command \"too\"\n"},
      {"deliver\n", "2: \"deliver\" requires an argument\n"},
  };
  for (const Row& row : kTable) EXPECT_EQ(ErrorsOf(row.body), row.errors);
}

TEST(Recovery, HintsSayWhatToDo) {
  static constexpr Row kTable[] = {
      {"fnish", "did you mean \"finish\"?"},
      {"fileinto x", "did you mean \"save\"?"},
      {"if a is b then finish fi", "did you mean \"endif\"?"},
      {"FINISH", "did you mean \"finish\"? It is lower case."},
      {"if a == b then endif", "did you mean \"is\"?"},
      {"if a contians b then endif", "did you mean \"contains\"?"},
      {"if a is b && c is d then endif", "did you mean \"and\"?"},
      {"if a is b c then endif", "text with blanks needs quotes"},
      {"fail", "only system filters may: trommel check --system checks one"},
  };
  const Engine engine(stdlib::AllFeatures());
  for (const Row& row : kTable) {
    const SourceText source("f", row.body);
    const Compiled compiled = engine.Compile(source, Language::kExim);
    ASSERT_FALSE(compiled.issues.all().empty()) << row.body;
    EXPECT_EQ(compiled.issues.all()[0].hint, row.errors) << row.body;
  }
}

TEST(Recovery, NamesAByteOrderMark) {
  const std::string text = "\xEF\xBB\xBF# Exim filter\nfinish\n";
  EXPECT_EQ(DetectLanguage("f", text), Language::kExim);
  const SourceText source("f", text);
  const Compiled compiled =
      Engine(stdlib::AllFeatures()).Compile(source, Language::kExim);
  ASSERT_EQ(compiled.issues.all().size(), 1U);
  EXPECT_NE(compiled.issues.all()[0].hint.find("byte order mark"),
            std::string::npos);
}

TEST(Recovery, EndsSoonOnHostileFilters) {
  std::string words, quotes, ifs, elses;
  for (int i = 0; i < 100000; ++i) {
    words += "x then ";
    quotes += "save \"\n";
    ifs += "if ";
    elses += "else ";
  }
  for (const std::string& body : {words, quotes, ifs, elses}) {
    const Engine engine(stdlib::AllFeatures());
    const SourceText source("f", body);
    const Compiled compiled = engine.Compile(source, Language::kExim);
    EXPECT_TRUE(compiled.issues.has_errors());
    EXPECT_LE(compiled.issues.errors(), limits::kIssues + 1);
  }
}

}  // namespace
}  // namespace trommel::exim
