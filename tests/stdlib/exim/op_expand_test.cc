// SPDX-License-Identifier: MIT
// ${expand:
#include <gtest/gtest.h>

#include "tests/support/script_runner.h"

namespace trommel::testing {
namespace {

std::string Expanded(std::string_view text) {
  World world = SampleWorld();
  const Report report = Expand(text, world);
  if (!report.ok) return report.error;
  return report.actions.substr(0, report.actions.find('\n'));
}

TEST(OpExpand, SeesTheVariablesOfWhereItStands) {
  EXPECT_EQ(Expanded("${map{a:b}{${expand:<\\$item>}}}"),
            "testprint \"<a>:<b>\"");
}

TEST(OpExpand, LeavesTheOuterProgramAsItWas) {
  EXPECT_EQ(
      Expanded("${map{a:b}{$item${expand:\\${map\\{x:y\\}\\{\\$item\\}\\}}"
               "$item}}"),
      "testprint \"ax::ya:bx::yb\"");
}

TEST(OpExpand, RefusesWhatCameFromOutside) {
  EXPECT_EQ(
      Expanded("${expand:$h_subject:}"),
      "internal expansion of \"Lunch?\" failed: attempt to expand tainted "
      "string 'Lunch?'");
}

TEST(OpExpand, ErrorsAreThoseOfTheString) {
  EXPECT_EQ(Expanded("${expand:\\$nosuch}"),
            "internal expansion of \"$nosuch\" failed: unknown variable name "
            "\"nosuch\"");
}

}  // namespace
}  // namespace trommel::testing
