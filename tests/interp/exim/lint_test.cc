// SPDX-License-Identifier: MIT
// Warnings of Exim filters: each where it belongs, none where all is well.
#include "interp/exim/lint.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <span>

#include "interp/engine.h"
#include "stdlib/registry.h"

namespace trommel::exim {
namespace {

class World : public LintWorld {
 public:
  bool IsDirectory(const std::string& path) const override {
    return path == "/home/me/mail/lists" || path == "/var/mail/dir";
  }
  std::string Home() const override { return "/home/me"; }
  std::string OnlyMta(std::string_view name) const override {
    return name == "host" ? "of delivery to a host" : "";
  }
};

/// `WRITTEN: TEXT` of each warning, WRITTEN what it points at.
std::string WarningsOf(std::string_view body) {
  const Engine engine(stdlib::AllFeatures());
  const World world;
  const SourceText source("f", "# Exim filter\n" + std::string(body) + "\n");
  const Compiled compiled = engine.Compile(
      source, Language::kExim, {.system_filter = true, .lint = &world});
  EXPECT_TRUE(compiled.bytes) << body << compiled.issues.all()[0].text;
  const Compiled silent =
      engine.Compile(source, Language::kExim, {.system_filter = true});
  EXPECT_TRUE(silent.issues.all().empty()) << body;
  std::string out;
  for (const Issue& issue : compiled.issues.all()) {
    EXPECT_EQ(issue.severity, Severity::kWarning) << issue.text;
    out += std::string(source.bytes().substr(
               issue.span.begin, issue.span.end - issue.span.begin)) +
           ": " + issue.text + " [" + issue.hint + "]\n";
  }
  return out;
}

struct Row {
  const char* body;
  const char* part;  ///< of the one warning; empty: there is none
};

void Check(std::span<const Row> rows) {
  for (const Row& row : rows) {
    const std::string got = WarningsOf(row.body);
    if (*row.part == '\0') {
      EXPECT_EQ(got, "") << row.body;
    } else {
      EXPECT_NE(got.find(row.part), std::string::npos) << row.body << got;
      EXPECT_EQ(std::count(got.begin(), got.end(), '\n'), 1) << got;
    }
  }
}

TEST(Lint, HeaderNames) {
  static constexpr Row kRows[] = {
      {"if $h_subject: contains x then finish endif", ""},
      {"testprint \"${h_subject:} $h_to:,x $rh_x-y:\"", ""},
      {"testprint \"\\\\$h_subject\"", ""},
      {"testprint \"$home $header\"", ""},
      {"if $h_subject contains x then finish endif",
       "$h_subject: no colon ends the header name \"subject\""},
      {"testprint \"$h_subject\"", "[write $h_subject:]"},
      {"testprint \"$header_to,you\"",
       "$header_to,you: the header name goes on up to a colon or white space: "
       "it is taken to be \"to,you\" [write $header_to:]"},
      {"testprint \"${h_subject}\"", "[write ${h_subject:}]"},
      {"testprint \"${uc:$rh_subject}x: y\"", "\"subject}x\""},
      {"testprint \"$h_reply_to:\"",
       "the header name \"reply_to\" has an underscore, which names have not "
       "[write $h_reply-to:]"},
      {"testprint \"$h_reply_to\"", "has an underscore"},
      {"testprint \"$h_from\\nx\"", "$h_from: no colon"},
      {"testprint \"\\$h_from\"", "$h_from: no colon"},
      {"testprint $h_from", "$h_from: no colon"},
      {"testprint \\$h_from", ""},
      {"if foranyaddress $h_to,$h_cc: ($thisaddress is x) then finish endif",
       "\"to,$h_cc\""},
      {"# $h_subject in a comment", ""},
  };
  Check(kRows);
}

TEST(Lint, Variables) {
  static constexpr Row kRows[] = {
      {"testprint \"$host\"",
       "$host: $host is of delivery to a host: where filters run it is never "
       "set [for a test, --var host=VALUE sets it]"},
      {"testprint \"${lc:${host}}\"", "${host: $host is of delivery"},
      {"if $host is x then finish endif", "$host is of delivery"},
      {"testprint \"\\\\$host $local_part $hostname $h_host:\"", ""},
      {"testprint \"${host\"", ""},
  };
  Check(kRows);
}

TEST(Lint, Patterns) {
  static constexpr Row kRows[] = {
      {"if $h_a: matches \"^\\\\\\\\d+\" then finish endif", ""},
      {"if $h_a: matches \"^\\\\N\\\\d+\\\\N\" then finish endif", ""},
      {"if $h_a: matches ^\\\\d+ then finish endif", ""},
      {"if $h_a: matches \\N^\\d+\\N then finish endif", ""},
      {"if $h_a: matches \"a\\\\$\" then finish endif", ""},
      {"if $h_a: contains \"\\\\d\" then finish endif", ""},
      {"if $h_a: matches \"^\\d+\" then finish endif",
       "\\d: the backslash is lost before the pattern is used: it has only "
       "\"d\" [write \\\\\\\\d, or \\\\N before and after the pattern]"},
      {"if $h_a: matches \"^\\\\d+\" then finish endif", "\\\\d: the"},
      {"if $h_a: matches \"^\\\\\\d+\" then finish endif", "\\\\\\d: the"},
      {"if $h_a: does not match \"x\\\\.com\" then finish endif",
       "\\\\.: the backslash is lost"},
      {"if $h_a: MATCHES ^\\d then finish endif",
       "[write \\\\d, or \\N before"},
      {"if $h_a: matches \"\\\\N\\d\\\\N\" then finish endif", "\\d: the"},
  };
  Check(kRows);
}

TEST(Lint, Flow) {
  static constexpr Row kRows[] = {
      {"save x finish", ""},
      {"if $n1: is a then finish endif save x", ""},
      {"if $n1: is a then finish elif $n2: is a then finish endif save x", ""},
      {"finish\nsave x\nsave y",
       "save: never reached: \"finish\" in line 2 always ends the filter"},
      {"if $n1 is a then finish save x endif", "save: never reached"},
      {"if $n1 is a then finish else fail endif\nsave x",
       "save: never reached: \"if\" in line 2"},
      {"if $n1 is a then save x elif $n1 is a then save y endif",
       "this branch is never taken: the condition in line 2 is true whenever"},
      {"if $n1 is a or $n1 is b then save x elif $n1 is b then save y endif",
       "this branch is never taken"},
      {"if $n1 is a then save x elif $n2 is b and $n1 is a then save y endif",
       "this branch is never taken"},
      {"if $n1 is a then save x elif $n1 is b then save y endif", ""},
      {"if $n1 is a then save x elif $n1 IS a then save y endif", ""},
      {"if $n1 is a then save x elif $n1 is not a then save y endif", ""},
      {"if not ($n1 is a or $n1 is b) then save x elif $n1 is b then save y "
       "endif",
       ""},
      {"if a is b then save x endif", "this condition is never true"},
      {"if a is A then save x else save y endif",
       "never reached: the condition in line 2 is always true"},
      {"if a IS A then save x endif", "this condition is never true"},
      {"if a is b or $n1 is b then save x endif", ""},
      {"if $n1 is a and h_subject: contains x then save x endif",
       "this condition is never true"},
      {"if a is a then finish endif save x", "save: never reached"},
  };
  Check(kRows);
}

TEST(Lint, Save) {
  static constexpr Row kRows[] = {
      {"save $home/mail/lists/", ""},
      {"save $home/mail/other", ""},
      {"save $h_x:/mail/lists", ""},
      {"save /var/mail/dir 0600",
       "save: \"/var/mail/dir\" is a directory, and without a slash at the "
       "end save takes it for a file [write save \"/var/mail/dir/\"]"},
      {"if $n1 is a then save $home/mail/lists endif",
       "[write save \"$home/mail/lists/\"]"},
      {"save ${home}/mail/lists", "is a directory"},
      {"save mail/lists", "is a directory"},
      {"logfile /var/mail/dir", ""},
  };
  Check(kRows);
}

TEST(Lint, Vacation) {
  static constexpr Row kRows[] = {
      {"vacation", "vacation: vacation answers every message"},
      {"if $n1 is a then vacation to b endif", "vacation answers"},
      {"if personal then vacation endif", ""},
      {"if personal alias a@b and $n1 is a then vacation endif", ""},
      {"if not personal then finish endif vacation", ""},
      {"if not personal then save x else vacation endif", ""},
      {"if not personal then save x endif vacation", "vacation answers"},
      {"mail to a@b", ""},
  };
  Check(kRows);
}

TEST(Lint, ReadsBrokenFiltersToo) {
  const Engine engine(stdlib::AllFeatures());
  const World world;
  const SourceText source("f", "foo\ntestprint $h_a\nfinish\nsave \"x\n");
  const Compiled compiled =
      engine.Compile(source, Language::kExim, {.lint = &world});
  ASSERT_EQ(compiled.issues.all().size(), 3U);
  EXPECT_EQ(compiled.issues.errors(), 2U);
  EXPECT_EQ(compiled.issues.all()[1].severity, Severity::kWarning);
}

}  // namespace
}  // namespace trommel::exim
