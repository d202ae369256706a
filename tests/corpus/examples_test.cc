// SPDX-License-Identifier: MIT
// Every row's example runs and gives what it says, so the manual cannot rot.
#include <gtest/gtest.h>

#include "stdlib/registry.h"
#include "tests/support/printed.h"
#include "tests/support/script_runner.h"

namespace trommel::testing {
namespace {

struct Example {
  std::string_view input;
  std::string_view result;
};

Example Split(std::string_view example) {
  size_t at = example.rfind("=>");
  if (at == std::string_view::npos) return {example, {}};
  auto trim = [](std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
  };
  return {trim(example.substr(0, at)), trim(example.substr(at + 2))};
}

std::string AllCapabilities() {
  std::string list;
  for (const Feature* feature : stdlib::AllFeatures()) {
    if (feature->language != Language::kSieve || feature->capability.empty()) {
      continue;
    }
    std::string_view first = feature->capability;
    first = first.substr(0, first.find(' '));
    list += (list.empty() ? "\"" : ", \"") + std::string(first) + "\"";
  }
  return "require [" + list + "];\n";
}

std::string OneLine(std::string actions) {
  if (!actions.empty()) actions.pop_back();
  size_t at = 0;
  while ((at = actions.find('\n', at)) != std::string::npos) {
    actions.replace(at, 1, "; ");
  }
  return actions;
}

std::string ResultOfExample(const Feature& feature, const Row& row,
                            std::string_view input) {
  World world = SampleWorld();
  if (feature.language == Language::kSieve) {
    Report report = RunScript(AllCapabilities() + std::string(input),
                              Language::kSieve, world);
    return report.ok ? OneLine(report.actions) : report.issues + report.error;
  }
  if (row.kind == RowKind::kCommand || row.kind == RowKind::kCondition ||
      row.kind == RowKind::kControl || row.kind == RowKind::kSource ||
      input.starts_with("if ")) {
    world.system_filter = row.name.starts_with("headers_") ||
                          row.name == "fail" || row.name == "freeze" ||
                          row.name == "defer";
    Report report = RunScript("# Exim filter\n" + std::string(input) + "\n",
                              Language::kExim, world);
    return report.ok ? OneLine(report.actions) : report.issues + report.error;
  }
  Report report = Expand(input, world);
  if (!report.ok) return report.issues + report.error;
  std::string line = report.actions.substr(0, report.actions.find('\n'));
  return line.size() > 12 ? line.substr(11, line.size() - 12) : "";
}

/// The result as printed: expansions are written plainly in an example.
std::string Expected(Language language, const Row& row,
                     std::string_view result) {
  bool expansion =
      row.kind == RowKind::kItem || row.kind == RowKind::kOperator ||
      row.kind == RowKind::kIfCondition || row.kind == RowKind::kLookup ||
      row.kind == RowKind::kVariable;
  if (language == Language::kSieve || !expansion) return std::string(result);
  std::string quoted = Quoted(result);
  return quoted.substr(1, quoted.size() - 2);
}

TEST(Examples, EveryRowHasOneThatRuns) {
  for (const Feature* feature : stdlib::AllFeatures()) {
    for (const Row& row : feature->rows) {
      SCOPED_TRACE(std::string(feature->name) + ": " + std::string(row.name) +
                   ": " + std::string(row.example));
      EXPECT_FALSE(row.summary.empty());
      Example example = Split(row.example);
      ASSERT_FALSE(example.input.empty());
      std::string result = ResultOfExample(*feature, row, example.input);
      EXPECT_EQ(result, Expected(feature->language, row, example.result));
    }
  }
}

}  // namespace
}  // namespace trommel::testing
