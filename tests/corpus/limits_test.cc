// SPDX-License-Identifier: MIT
// The budgets of limits.def, each one below, at and above its limit, in all
// three modes. What is above ends in a named error and an implicit keep.
#include "interp/base/limits.h"

#include <gtest/gtest.h>

#include <functional>

#include "interp/text/address.h"
#include "tests/support/script_runner.h"

namespace trommel::testing {
namespace {

constexpr Mode kModes[] = {Mode::kMemory, Mode::kSaved, Mode::kListed};
constexpr std::string_view kExim = "# Exim filter\n";

std::string Times(size_t count, std::string_view text) {
  std::string out;
  out.reserve(count * text.size());
  for (size_t i = 0; i < count; ++i) out += text;
  return out;
}

/// `text` with every "%" replaced by the number of its turn, 0 to count - 1.
std::string Numbered(size_t count, std::string_view text) {
  std::string out;
  for (size_t i = 0; i < count; ++i) {
    for (char c : text) {
      if (c == '%') {
        out += std::to_string(i);
      } else {
        out += c;
      }
    }
  }
  return out;
}

std::string Nested(size_t depth, std::string_view open, std::string_view core,
                   std::string_view close) {
  return Times(depth, open) + std::string(core) + Times(depth, close);
}

struct Probe {
  std::string script;
  std::string message = {};  ///< empty: the sample message
  size_t max_bytes = limits::kScriptBytes;
};

/// One budget: what makes a use of `n` of it, and how an excess is named.
struct Budget {
  const char* name;
  size_t limit;
  Probe (*make)(size_t n);
  const char* excess;  ///< part of the issue or of the error
};

Report RunProbe(const Probe& probe, Mode mode) {
  World world = SampleWorld();
  if (!probe.message.empty()) world.message = probe.message;
  world.max_script_bytes = probe.max_bytes;
  Language language =
      probe.script.starts_with(kExim) ? Language::kExim : Language::kSieve;
  return RunScript(probe.script, language, world, mode);
}

bool Has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// --- compiling ---

Probe SieveScript(size_t n) { return {"keep;#" + Times(n - 6, "x")}; }

Probe EximScript(size_t n) {
  return {std::string(kExim) + "#" + Times(n - kExim.size() - 1, "x")};
}

Probe SieveBlocks(size_t n) { return {Nested(n, "if true {", "keep;", "}")}; }

Probe SieveTests(size_t n) {
  return {"if " + Nested(n - 1, "anyof(", "true", ")") + "{keep;}"};
}

Probe SieveNots(size_t n) {
  return {"if " + Times(n - 1, "not ") + "true {keep;}"};
}

Probe EximIfs(size_t n) {
  return {std::string(kExim) +
          Nested(n, "if error_message then ", "finish ", "endif ")};
}

Probe EximBrackets(size_t n) {
  return {std::string(kExim) + "if " + Nested(n, "(", "error_message", ")") +
          " then finish endif"};
}

Probe SieveVariables(size_t n) {
  return {"require \"variables\";" + Numbered(n, "set \"v%\" \"x\";")};
}

Probe SieveVariableName(size_t n) {
  return {"require \"variables\"; set \"" + Times(n, "v") + "\" \"x\";"};
}

Probe SieveMatchVariable(size_t n) {
  return {"require [\"variables\", \"fileinto\"]; fileinto \"x${" +
          std::to_string(n - 1) + "}\";"};
}

Probe EximString(size_t n) {
  return {std::string(kExim) + "testprint \"" + Times(n, "x") + "\""};
}

Probe EximWord(size_t n) {
  return {std::string(kExim) + "testprint " + Times(n, "x")};
}

constexpr Budget kCompileBudgets[] = {
    {"sieve ScriptBytes", limits::kScriptBytes, SieveScript,
     "larger than 1048576 bytes"},
    {"exim ScriptBytes", limits::kScriptBytes, EximScript,
     "larger than 1048576 bytes"},
    {"sieve block Nesting", limits::kNesting, SieveBlocks,
     "blocks are nested too deeply, more than 32"},
    {"sieve test Nesting", limits::kNesting, SieveTests,
     "tests are nested too deeply, more than 32"},
    {"sieve not Nesting", limits::kNesting, SieveNots,
     "tests are nested too deeply, more than 32"},
    {"exim if Nesting", limits::kEximNesting, EximIfs, "more than 1000 deep"},
    {"exim bracket Nesting", limits::kEximNesting, EximBrackets,
     "more than 1000 deep"},
    {"sieve Variables", limits::kVariables, SieveVariables, "more than 255"},
    {"sieve VariableNameBytes", limits::kVariableNameBytes, SieveVariableName,
     "cannot be set"},
    {"sieve MatchVariables", limits::kMatchVariables, SieveMatchVariable,
     "is no match variable"},
    {"exim EximWordBytes, quoted", limits::kEximWordBytes, EximString,
     "string is too long"},
    {"exim EximWordBytes", limits::kEximWordBytes, EximWord,
     "word is too long"},
};

TEST(CompileLimits, AreNamedIssues) {
  for (const Budget& budget : kCompileBudgets) {
    for (size_t n : {budget.limit - 1, budget.limit, budget.limit + 1}) {
      SCOPED_TRACE(budget.name + (" " + std::to_string(n)));
      Probe probe = budget.make(n);
      for (Mode mode : kModes) {
        Report report = RunProbe(probe, mode);
        EXPECT_EQ(report.ok, n <= budget.limit) << report.error;
        EXPECT_EQ(Has(report.issues, budget.excess), n > budget.limit)
            << report.issues;
      }
    }
  }
}

TEST(CompileLimits, IssuesStopAtTheirLimit) {
  for (size_t n : {limits::kIssues - 1, limits::kIssues, limits::kIssues + 1}) {
    std::string script;  // each unknown word is told once
    for (size_t i = 0; i < n; ++i) script += "kepe" + std::to_string(i) + ";\n";
    Report report = RunProbe({script}, Mode::kMemory);
    EXPECT_EQ(std::count(report.issues.begin(), report.issues.end(), '\n'),
              static_cast<std::ptrdiff_t>(std::min(n, limits::kIssues)));
  }
}

TEST(CompileLimits, ArgumentsOfOneCommand) {
  for (size_t n :
       {limits::kArguments - 1, limits::kArguments, limits::kArguments + 1}) {
    Report report =
        RunProbe({"keep " + Times(n, "\"x\" ") + ";"}, Mode::kMemory);
    EXPECT_FALSE(report.ok);
    EXPECT_EQ(Has(report.issues, "too many arguments, more than 32"),
              n > limits::kArguments)
        << report.issues;
  }
}

TEST(CompileLimits, DeepNestingNeverOverflowsTheStack) {
  constexpr size_t kDeep = 200000;
  constexpr size_t kBlocks = 100000;
  const std::string exim(kExim);
  const std::string scripts[] = {
      "if " + Times(kDeep, "not ") + "true {keep;}",
      "if " + Times(kDeep, "anyof(") + "true",
      Times(kBlocks, "if true {"),
      Times(kDeep, "{"),
      Times(kDeep, "}"),
      "keep " + Times(kDeep, "["),
      "keep " + Times(kDeep, "("),
      "keep [" + Times(kDeep, "\"x\",["),
      Times(kDeep, "/* "),
      exim + "if " + Times(kDeep, "("),
      exim + "if " + Times(kDeep, "not ("),
      exim + Times(kBlocks / 2, "if error_message then\n"),
      exim + Times(kBlocks, "elif "),
      exim + "testprint " + Times(kBlocks, "${lc:"),
  };
  for (const std::string& script : scripts) {
    Report report = RunProbe({script}, Mode::kMemory);
    EXPECT_FALSE(report.ok) << script.substr(0, 40);
    EXPECT_NE(report.issues, "") << script.substr(0, 40);
  }
}

// --- running ---

std::string Header(size_t bytes) {
  return "X: " + std::string(bytes, 'v') + "\n\n";
}

/// What a reference to a header field gives at most.
constexpr size_t kFieldBytes = size_t{64} << 10;

/// A text in as many fields as it takes, and the references that join it again.
struct InFields {
  explicit InFields(std::string_view text) {
    for (size_t at = 0; at < text.size(); at += kFieldBytes) {
      const std::string name = "x" + std::to_string(at);
      references += "$h_" + name + ":";
      header += name + ": " + std::string(text.substr(at, kFieldBytes)) + "\n";
    }
    header += "\n";
  }
  std::string references;
  std::string header;
};

Probe EximConcat(size_t n) {
  const InFields fields(Times(n, "v"));
  return {std::string(kExim) + "testprint \"${length_1:" + fields.references +
              "}\"",
          fields.header};
}

Probe EximActions(size_t n) {
  return {.script = std::string(kExim) + Times(n, "mail "),
          .max_bytes = limits::kTestScriptBytes};
}

// 32 MiB take commands enough; `n` counts their texts' bytes.
Probe EximActionBytes(size_t n) {
  const size_t size = n / 1024;
  return {std::string(kExim) + Times(1023, "testprint $h_x:\n") +
              "testprint \"${substr_0_" + std::to_string(n - 1023 * size) +
              ":$h_x:$h_x:}\"\n",
          "X: " + std::string(size, 'v') + "\n"};
}

Probe SieveActions(size_t n) {
  return {"require \"fileinto\";" + Numbered(n, "fileinto \"f%\";")};
}

Probe SieveRedirects(size_t n) {
  return {Numbered(n, "redirect \"a%@example.net\";")};
}

Probe SieveAddresses(size_t n) {
  return {"if address \"to\" \"zz\" { discard; }",
          "To: " + Times(n, "a,") + "\n\n"};
}

Probe SieveAddressesOfTwoFields(size_t n) {
  return {
      "if address \"to\" \"zz\" { discard; }",
      "To: " + Times(n / 2, "a,") + "\nTo: " + Times(n - n / 2, "a,") + "\n\n"};
}

Probe EximAddresses(size_t n) {
  const InFields fields(Times(n, "a,"));
  return {std::string(kExim) + "if foranyaddress " + fields.references +
              " ($thisaddress is \"z\") then finish endif",
          fields.header};
}

constexpr Budget kRunBudgets[] = {
    {"ValueBytes of a joined string", limits::kValueBytes, EximConcat,
     "a string grew past 1048576 bytes"},
    {"Actions", limits::kActions, EximActions, "more than 210000 actions"},
    {"ActionBytes", limits::kActionBytes, EximActionBytes,
     "more than 33554432 bytes of actions"},
    {"SieveActions", limits::kSieveActions, SieveActions,
     "total number of actions exceeds policy limit (33 > 32)"},
    {"SieveRedirects", limits::kSieveRedirects, SieveRedirects,
     "number of redirect actions exceeds policy limit (5 > 4)"},
    {"sieve Addresses", limits::kAddresses, SieveAddresses,
     "more than 200000 addresses in the to header"},
    {"sieve Addresses of two fields", limits::kAddresses,
     SieveAddressesOfTwoFields, "more than 200000 addresses in the to header"},
    {"exim Addresses", limits::kAddresses, EximAddresses,
     "more than 200000 addresses in one list"},
};

void ExpectEnd(const Report& report, bool ok, std::string_view excess) {
  EXPECT_EQ(report.issues, "");
  EXPECT_EQ(report.ok, ok) << report.error;
  if (ok) return;
  EXPECT_TRUE(Has(report.error, excess)) << report.error;
  EXPECT_TRUE(Has(report.actions, "keep (implicit)")) << report.actions;
}

TEST(RunLimits, EndInANamedErrorAndAnImplicitKeep) {
  for (const Budget& budget : kRunBudgets) {
    for (size_t n : {budget.limit - 1, budget.limit, budget.limit + 1}) {
      SCOPED_TRACE(budget.name + (" " + std::to_string(n)));
      Probe probe = budget.make(n);
      for (Mode mode : kModes) {
        ExpectEnd(RunProbe(probe, mode), n <= budget.limit, budget.excess);
      }
    }
  }
}

/// Budgets of work: what is well below and what is above.
struct Work {
  const char* name;
  Probe below;
  Probe above;
  const char* excess;
};

std::string Subject(const std::string& text) {
  return "Subject: " + text + "\n\n";
}

Probe EximMatch(std::string_view pattern, const std::string& subject) {
  return {std::string(kExim) + "if $h_subject: matches \"" +
              std::string(pattern) + "\" then save hit endif",
          Subject(subject)};
}

Probe SieveMatch(std::string_view test, const std::string& subject,
                 std::string_view target = "hit") {
  return {"require [\"fileinto\", \"regex\", \"variables\"];if header " +
              std::string(test) + " { fileinto \"" + std::string(target) +
              "\"; }",
          Subject(subject)};
}

Probe EximLoop(size_t addresses) {
  const InFields fields(Times(addresses, "a,"));
  return {std::string(kExim) + "if foranyaddress " + fields.references + " (" +
              Times(100, "$thisaddress is \"z\" or ") +
              "$thisaddress is \"y\") then finish endif",
          fields.header};
}

Probe EximMemory(size_t megabytes) {
  return {std::string(kExim) + Times((megabytes << 20) / kFieldBytes,
                                     "if ${lc:$h_x:} is y then finish endif\n"),
          Header(kFieldBytes)};
}

std::vector<Work> Works() {
  constexpr const char* kSteps = "regular expression took too many steps";
  const std::string bad = Times(40, "a") + "b";
  const std::string many = "*" + Times(100, "a?") + "c?";
  return {
      {"sieve RegexSteps", SieveMatch(":regex \"subject\" \"(a+)+$\"", "aab"),
       SieveMatch(":regex \"subject\" \"(a+)+$\"", bad), kSteps},
      {"sieve RegexSteps of groups",
       SieveMatch(":regex \"subject\" \"(a+)+$\"", "aa", "${1}"),
       SieveMatch(":regex \"subject\" \"(a+)+$\"", Times(50, "a"), "${1}"),
       kSteps},
      {"exim RegexSteps of back references",
       EximMatch("(.*)(.*)(.*)(.*)(.*)\\\\\\\\1\\\\\\\\2\\\\\\\\3z", "aab"),
       EximMatch("(.*)(.*)(.*)(.*)(.*)\\\\\\\\1\\\\\\\\2\\\\\\\\3z",
                 Times(2000, "a") + "z"),
       kSteps},
      {"exim RegexProgramBytes", EximMatch("(a{1,10}){1,10}", "a"),
       EximMatch("((a{1,100}){1,100}){1,100}", "a"),
       "regular expression is too large"},
      {"GlobSteps",
       SieveMatch(":matches \"subject\" \"" + many + "\"", Times(1000, "a")),
       SieveMatch(":matches \"subject\" \"" + many + "\"", Times(200000, "a")),
       "wildcard match took too many steps"},
      {"Instructions", EximLoop(1000), EximLoop(100000),
       "the run took too many instructions"},
      {"RunBytes", EximMemory(10), EximMemory(70),
       "the run used too much memory"},
  };
}

TEST(RunLimits, WorkIsBounded) {
  for (const Work& work : Works()) {
    SCOPED_TRACE(work.name);
    for (Mode mode : kModes) {
      ExpectEnd(RunProbe(work.below, mode), true, "");
      Report above = RunProbe(work.above, mode);
      ExpectEnd(above, false, work.excess);
      EXPECT_EQ(above.error_code, Code::kLimit);
      EXPECT_FALSE(Has(above.actions, "hit"));
    }
  }
}

TEST(RunLimits, LargeSieveRegexIsAnIssue) {
  Report report = RunProbe(
      SieveMatch(":regex \"subject\" \"((a{1,100}){1,100}){1,100}\"", "a"),
      Mode::kMemory);
  EXPECT_TRUE(Has(report.issues, "regular expression too large"));
}

TEST(RunLimits, RegexWithoutGroupsNeedsNoSearchForTheLongest) {
  Report report =
      RunProbe(SieveMatch(":regex \"subject\" \"(a+)+$\"", Times(50, "a")),
               Mode::kMemory);
  EXPECT_TRUE(report.ok) << report.error;
  EXPECT_TRUE(Has(report.actions, "hit"));
}

TEST(RunLimits, VariablesAreCut) {
  constexpr std::string_view kScript =
      "require [\"variables\", \"fileinto\"];"
      "if header :matches \"x\" \"*\" { set \"v\" \"${1}\"; }"
      "set :length \"n\" \"${v}\"; fileinto \"${n}\";";
  constexpr size_t kLimit = limits::kVariableBytes;
  for (size_t n : {kLimit - 1, kLimit, kLimit + 1}) {
    Report report = RunProbe({std::string(kScript), Header(n)}, Mode::kMemory);
    EXPECT_TRUE(Has(report.actions, std::to_string(std::min(n, kLimit))))
        << report.actions << report.error;
  }
}

TEST(RunLimits, FieldsPastTheLimitAreNotSeen) {
  for (size_t n : {limits::kHeaderFields - 1, limits::kHeaderFields,
                   limits::kHeaderFields + 1}) {
    Report report = RunProbe({"if exists \"last\" { discard; }",
                              Times(n - 1, "a:b\n") + "last:x\n\n"},
                             Mode::kMemory);
    EXPECT_EQ(Has(report.actions, "discard"), n <= limits::kHeaderFields);
  }
}

TEST(RunLimits, LongAddressIsNone) {
  for (size_t n : {limits::kAddressTokens - 1, limits::kAddressTokens + 1}) {
    // word (dot word)* at word
    std::string text = "a" + Times((n - 3) / 2, ".a") + "@b";
    std::string list = text + ", c@d";
    std::vector<text::Address> all = text::ParseAddresses(list);
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].valid, n <= limits::kAddressTokens);
    EXPECT_EQ(all[0].raw, text);
    EXPECT_TRUE(all[1].valid);
  }
}

TEST(RunLimits, VacationDaysAreBroughtIntoTheirRange) {
  struct Row {
    size_t given;
    size_t used;
  };
  constexpr Row kRows[] = {{0, 1},   {1, 1},   {2, 2},
                           {59, 59}, {60, 60}, {61, 60}};
  for (const Row& row : kRows) {
    Report report =
        RunProbe({"require \"vacation\"; vacation :days " +
                      std::to_string(row.given) + " \"away\";",
                  "From: alice@example.org\nTo: me@example.com\n\n"},
                 Mode::kMemory);
    EXPECT_TRUE(Has(report.actions, "days=" + std::to_string(row.used) + " ") ||
                Has(report.actions, "days=" + std::to_string(row.used) + "\n"))
        << report.actions;
    EXPECT_EQ(Has(report.issues, "brought into the limits, 1 to 60"),
              row.given != row.used)
        << report.issues;
  }
}

// --- hostile messages ---

TEST(HostileMessages, EndQuickly) {
  const std::string script =
      "require \"body\";if anyof(address \"to\" \"zz\", header \"to\" \"zz\","
      "body \"zz\", body :content \"\" \"zz\", body :raw \"zz\") {discard;}";
  const std::string mime = "MIME-Version: 1.0\n";
  const std::string to = "To: ";
  const std::string messages[] = {
      to + Times(200000, "(") + "\n\n",
      to + Nested(200000, "(", "a", ")") + " x@y\n\n",
      to + Times(200000, "g:") + "\n\n",
      to + Times(200000, "<") + "\n\n",
      to + Times(200001, "\"") + "\n\n",
      to + "<" + Times(200000, "@a,") + ":a@b>\n\n",
      to + Times(200000, "x") + ":" + Times(100000, "a,") + ";\n\n",
      to + Times(200000, "=?") + "\n\n",
      to + Times(50000, "=?utf-8?q?") + "\n\n",
      mime +
          Numbered(10000,
                   "Content-Type: multipart/mixed; boundary=b%\n\n--b%\n") +
          "\nhello\n",
      mime + Times(10000, "Content-Type: message/rfc822\n\n") + "hello\n",
      mime + "Content-Type: multipart/mixed; boundary=b\n\n" +
          Times(100000, "--b\n\nhi\n"),
  };
  for (const std::string& message : messages) {
    Report report = RunProbe({script, message}, Mode::kMemory);
    EXPECT_TRUE(Has(report.actions, "keep (implicit)"))
        << message.substr(0, 40) << report.actions << report.error;
  }
}

}  // namespace
}  // namespace trommel::testing
