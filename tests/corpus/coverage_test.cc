// SPDX-License-Identifier: MIT
// Every extension has cases of its own: files that are about it. A file is
// about the topic that its name begins with, whatever else its script requires.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "stdlib/registry.h"
#include "tests/corpus/corpus_file.h"

namespace trommel::testing {
namespace {

constexpr size_t kFewest = 12;
constexpr size_t kOnAverage = 25;

/// Topics that are called otherwise than the capability. Names of vendors are
/// left out in any case.
struct Topic {
  std::string_view capability;
  std::string_view name;
};
constexpr Topic kTopics[] = {
    {"comparator-i;ascii-numeric", "comparator-numeric"},
    {"comparator-i;ascii-numeric", "ascii-numeric"},
    {"comparator-i;unicode-casemap", "unicode"},
    {"date", "currentdate"},
    {"imap4flags", "flags"},
    {"mboxmetadata", "metadata"},
    {"spamtestplus", "spamtest"},
    {"vnd.cyrus.implicit_keep_target", "implicit-keep-target"},
    {"vnd.cyrus.implicit_keep_target", "keep-target"},
    {"vnd.cyrus.log", "cyrus-log"},
    {"vnd.cyrus.imip", "cyrus-imip"},
    {"vnd.dovecot.debug", "debug-log"},
    {"vnd.dovecot.environment", "vnd-environment"},
    {"x-cyrus-log", "cyrus-log"},
};
constexpr std::string_view kVendors[] = {"vnd-dovecot-", "vnd-cyrus-",
                                         "vnd-proton-", "x-cyrus-"};

std::string Dashed(std::string_view name) {
  std::string out(name);
  for (char& c : out) {
    if (std::string_view("._;").find(c) != std::string_view::npos) c = '-';
  }
  return out;
}

bool BeginsWith(std::string_view name, std::string_view topic) {
  return name.starts_with(topic) &&
         (name.size() == topic.size() || name[topic.size()] == '-');
}

/// A file of cases.
struct File {
  std::string topic;               ///< its name, dashed, without a suffix
  std::set<std::string> required;  ///< by its script and those included
  size_t cases = 1;
};

/// The capabilities that stand in `require` commands.
void AddRequired(std::string_view script, std::set<std::string>* out) {
  constexpr std::string_view kWord = "require";
  for (size_t at = script.find(kWord); at != script.npos;
       at = script.find(kWord, at)) {
    at += kWord.size();
    const size_t end = std::min(script.find(';', at), script.size());
    std::string_view list = script.substr(at, end - at);
    // Comparators have a semicolon in their names.
    if (const size_t close = script.find(']', at);
        list.find('[') != list.npos && close != script.npos) {
      list = script.substr(at, close - at);
    }
    std::istringstream words{std::string(list)};
    for (std::string word; std::getline(words, word, '"');) out->insert(word);
  }
}

File FileOf(const std::string& path) {
  File file;
  file.topic = Dashed(std::filesystem::path(path).stem().string());
  return file;
}

std::vector<File> CaseFiles() {
  std::vector<File> out;
  for (const std::string& path : CorpusFiles("sieve", ".case")) {
    File& file = out.emplace_back(FileOf(path));
    for (const auto& [name, text] : ParseCase(ReadFile(path)).sections) {
      if (name == "script" || name.starts_with("include ")) {
        AddRequired(text, &file.required);
      }
    }
  }
  return out;
}

size_t Blocks(std::string_view suite) {
  constexpr std::string_view kBlock = "\ntest \"";
  size_t count = 0;
  for (size_t at = suite.find(kBlock); at != suite.npos;
       at = suite.find(kBlock, at + 1)) {
    ++count;
  }
  return count;
}

std::vector<File> Suites() {
  std::vector<File> out;
  for (const std::string& path : CorpusFiles("sieve-tests", ".svtest")) {
    File& file = out.emplace_back(FileOf(path));
    file.cases = Blocks(ReadFile(path));
  }
  return out;
}

std::vector<std::string> TopicsOf(std::string_view capability) {
  std::vector<std::string> out = {Dashed(capability)};
  for (std::string_view vendor : kVendors) {
    if (!out[0].starts_with(vendor)) continue;
    out.push_back(out[0].substr(vendor.size()));
    break;
  }
  for (const Topic& topic : kTopics) {
    if (topic.capability == capability) out.emplace_back(topic.name);
  }
  return out;
}

/// Case files that are about a capability and require it, and the tests of the
/// suite that has its name.
size_t CasesOf(const std::string& capability, const std::vector<File>& files,
               const std::vector<File>& suites) {
  const std::vector<std::string> topics = TopicsOf(capability);
  size_t count = 0;
  for (const File& file : files) {
    const bool about = std::ranges::any_of(topics, [&](const auto& topic) {
      return BeginsWith(file.topic, topic);
    });
    if (about && file.required.contains(capability)) ++count;
  }
  for (const File& suite : suites) {
    if (std::ranges::find(topics, suite.topic) != topics.end()) {
      count += suite.cases;
    }
  }
  return count;
}

/// The words of Feature::capability.
std::set<std::string> Capabilities() {
  std::set<std::string> out;
  for (const Feature* feature : stdlib::AllFeatures()) {
    if (feature->language != Language::kSieve) continue;
    std::istringstream words{std::string(feature->capability)};
    for (std::string word; words >> word;) out.insert(word);
  }
  return out;
}

TEST(Coverage, EveryExtensionHasCasesThatAreAboutIt) {
  const std::vector<File> files = CaseFiles();
  const std::vector<File> suites = Suites();
  const std::set<std::string> capabilities = Capabilities();
  size_t all = 0;
  for (const std::string& capability : capabilities) {
    const size_t cases = CasesOf(capability, files, suites);
    EXPECT_GE(cases, kFewest) << capability;
    RecordProperty(Dashed(capability), static_cast<int>(cases));
    all += cases;
  }
  EXPECT_GE(all, kOnAverage * capabilities.size());
}

TEST(Coverage, ReadsRequire) {
  std::set<std::string> found;
  AddRequired(
      "require \"a\";\nrequire [\"b\", \"comparator-i;x\"]; keep \"c\";",
      &found);
  EXPECT_TRUE(found.contains("a") && found.contains("b"));
  EXPECT_TRUE(found.contains("comparator-i;x"));
  EXPECT_FALSE(found.contains("c"));
}

}  // namespace
}  // namespace trommel::testing
