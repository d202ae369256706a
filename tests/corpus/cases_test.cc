// SPDX-License-Identifier: MIT
// Runs every corpora/**/*.case in three modes. UPDATE_GOLDEN=1 rewrites the
// expected sections of cases that differ: review the diff.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "interp/text/ascii.h"
#include "tests/corpus/corpus_file.h"
#include "tests/support/printed.h"

namespace trommel::testing {
namespace {

constexpr Mode kModes[] = {Mode::kMemory, Mode::kSaved, Mode::kListed};

/// Sections of scripts to include: `--- include NAME`, of the site's `---
/// include global NAME`.
constexpr std::string_view kIncluded = "include ";
/// No target is tainted.
constexpr std::string_view kNothing = "(none)\n";
/// The content of a message that no script has changed.
constexpr std::string_view kUnchanged = "(unchanged)\n";

std::string Trimmed(std::string_view text) {
  return std::string(text::Trim(text));
}

/// The message of a case: its section, or the sample; the newline that ends the
/// section belongs to it.
World WorldOf(const CaseFile& file, std::string* problem) {
  World world = SampleWorld();
  for (const auto& [name, text] : file.sections) {
    if (name.starts_with(kIncluded)) {
      world.scripts[name.substr(kIncluded.size())] = text;
    }
  }
  if (file.sections.contains("message")) world.message = file.Get("message");
  ApplyEnv(file.Get("env"), &world, problem);
  ApplyEnv(file.Get("host"), &world, problem);
  return world;
}

void Rewrite(const std::string& path, const CaseFile& file,
             const Report& report) {
  std::string out = file.about;
  auto put = [&out](std::string_view name, std::string_view text) {
    if (text.empty()) return;
    out += "--- " + std::string(name) + "\n" + std::string(text);
  };
  for (std::string_view name : {"script", "message", "env", "host"}) {
    put(name, file.Get(name));
  }
  for (const auto& [name, text] : file.sections) {
    if (name.starts_with(kIncluded)) put(name, text);
  }
  put("issues", report.issues);
  if (file.sections.contains("hints")) put("hints", report.hints);
  put("actions", report.actions);
  if (file.sections.contains("tainted")) {
    put("tainted", report.tainted.empty() ? kNothing : report.tainted);
  }
  if (!report.error.empty()) put("error", report.error + "\n");
  if (file.sections.contains("content")) {
    put("content", report.content.empty() ? kUnchanged : report.content);
  }
  std::ofstream(path, std::ios::binary) << out;
}

/// Whether `--- content`, where there is one, is what an action stores: byte
/// for byte, but for a line end at the end.
bool SameContent(const CaseFile& file, const Report& report) {
  if (!file.sections.contains("content")) return true;
  std::string_view expected = file.Get("content");
  if (report.content.empty()) return expected == kUnchanged;
  return expected == report.content || expected == report.content + "\n";
}

/// Whether `--- tainted`, where there is one, is what strangers have a say in.
bool SameTaint(const CaseFile& file, const Report& report) {
  return !file.sections.contains("tainted") ||
         Trimmed(report.tainted.empty() ? kNothing : report.tainted) ==
             Trimmed(file.Get("tainted"));
}

/// Whether `--- hints`, where there is one, is what the issues advise.
bool SameHints(const CaseFile& file, const Report& report) {
  return !file.sections.contains("hints") ||
         Trimmed(report.hints) == Trimmed(file.Get("hints"));
}

class Case : public ::testing::TestWithParam<std::string> {};

TEST_P(Case, SaysWhatItExpects) {
  std::string bytes = ReadFile(GetParam());
  CaseFile file = ParseCase(bytes);
  ASSERT_TRUE(file.sections.contains("script")) << GetParam();
  std::string_view script = file.Get("script");
  for (Mode mode : kModes) {
    std::string problem;
    World world = WorldOf(file, &problem);
    ASSERT_EQ(problem, "") << GetParam();
    Report report =
        RunScript(script, DetectLanguage(GetParam(), script), world, mode);
    bool same = Trimmed(report.issues) == Trimmed(file.Get("issues")) &&
                Trimmed(report.actions) == Trimmed(file.Get("actions")) &&
                Trimmed(report.error) == Trimmed(file.Get("error")) &&
                SameHints(file, report) && SameTaint(file, report) &&
                SameContent(file, report);
    if (!same && std::getenv("UPDATE_GOLDEN") != nullptr) {
      Rewrite(GetParam(), file, report);
      return;
    }
    EXPECT_EQ(Trimmed(report.issues), Trimmed(file.Get("issues")));
    EXPECT_EQ(Trimmed(report.actions), Trimmed(file.Get("actions")));
    EXPECT_EQ(Trimmed(report.error), Trimmed(file.Get("error")));
    EXPECT_TRUE(SameTaint(file, report)) << report.tainted;
    EXPECT_TRUE(SameHints(file, report)) << report.hints;
    EXPECT_TRUE(SameContent(file, report)) << report.content;
  }
}

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Case);

std::string NameOf(const ::testing::TestParamInfo<std::string>& info) {
  std::string name = info.param.substr(info.param.find("/corpora/") + 9);
  for (char& c : name) {
    if (!text::IsAlnum(c)) c = '_';
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(Corpora, Case,
                         ::testing::ValuesIn(CorpusFiles("", ".case")), NameOf);

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Expansion);

class Expansion : public ::testing::TestWithParam<std::string> {};

TEST_P(Expansion, GivesWhatStandsBelow) {
  for (const ExpandEntry& entry : ParseExpand(ReadFile(GetParam()))) {
    for (Mode mode : kModes) {
      World world = SampleWorld();
      Report report = Expand(entry.text, world, mode);
      SCOPED_TRACE(GetParam() + ":" + std::to_string(entry.line) + ": " +
                   entry.text);
      if (entry.mark == "=>") {
        EXPECT_EQ(report.error, "");
        std::string printed =
            report.actions.substr(0, report.actions.find('\n'));
        EXPECT_EQ(printed, entry.expected.empty()
                               ? "testprint"
                               : "testprint " + Quoted(entry.expected));
      } else {
        EXPECT_FALSE(report.ok);
        EXPECT_EQ(report.error_code,
                  entry.mark == "!!" ? Code::kForced : Code::kRun);
        if (!entry.expected.empty()) {
          EXPECT_EQ(report.error, entry.expected);
        }
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Corpora, Expansion,
                         ::testing::ValuesIn(CorpusFiles("expand", ".expand")),
                         NameOf);

}  // namespace
}  // namespace trommel::testing
