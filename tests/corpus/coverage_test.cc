// SPDX-License-Identifier: MIT
// Every extension has cases of its own: those that require it.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "stdlib/registry.h"
#include "tests/corpus/corpus_file.h"

namespace trommel::testing {
namespace {

constexpr size_t kFewest = 1;
constexpr size_t kOnAverage = 25;

std::vector<std::string> Scripts() {
  std::vector<std::string> out;
  for (const std::string& path : CorpusFiles("sieve", ".case")) {
    out.emplace_back(ParseCase(ReadFile(path)).Get("script"));
  }
  return out;
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

TEST(Coverage, EveryExtensionIsRequiredByCases) {
  const std::vector<std::string> scripts = Scripts();
  const std::set<std::string> capabilities = Capabilities();
  size_t all = 0;
  for (const std::string& capability : capabilities) {
    const std::string quoted = "\"" + capability + "\"";
    const auto cases = static_cast<size_t>(
        std::ranges::count_if(scripts, [&](const std::string& script) {
          return script.find(quoted) != std::string::npos;
        }));
    EXPECT_GE(cases, kFewest) << capability;
    all += cases;
  }
  EXPECT_GE(all, kOnAverage * capabilities.size());
}

}  // namespace
}  // namespace trommel::testing
