// SPDX-License-Identifier: MIT
// Data is never expanded: what looks like an expansion in a header field stays
// text through every item, operator, condition, lookup and loop there is.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "stdlib/registry.h"
#include "tests/support/script_runner.h"

namespace trommel::testing {
namespace {

/// Were it expanded once more, it would hold kMarker, which it does not hold.
constexpr std::string_view kData = "${lc:BO}${lc:OM}$domain:\\$1 \\N${lc:BO}";
constexpr std::string_view kMarker = "boom";
constexpr std::string_view kOther = "example.com";  // of $domain

World HostileWorld() {
  World world = SampleWorld();
  world.message = "Subject: " + std::string(kData) + "\nX-Num: 7\n\n" +
                  std::string(kData) + "\n";
  return world;
}

/// Ways to the data: a field in its forms, the body, an item, $1, a value.
constexpr std::string_view kWays[] = {
    "$h_subject:",
    "$rh_subject:",
    "$message_body",
    "${map{<\\n $h_subject:}{$item}}",
    "${if match{$h_subject:}{\\N^(.*)$\\N}{$1}}",
    "${extract{1}{\\n}{$h_subject:}{$value}}",
    "${reduce{<\\n a}{$h_subject:}{$value}}",
};

/// Whether nothing of `text`, expanded, is data expanded.
void Check(const std::string& text) {
  World world = HostileWorld();
  const Report report = Expand(text, world);
  const std::string shown = report.actions + report.error;
  EXPECT_EQ(shown.find(kMarker), std::string::npos) << text << "\n" << shown;
  EXPECT_EQ(shown.find(kOther), std::string::npos) << text << "\n" << shown;
}

std::string Braced(std::string_view data, size_t count, size_t except) {
  std::string out;
  for (size_t i = 0; i < count; ++i) {
    out += i == except ? "{1}" : "{" + std::string(data) + "}";
  }
  return out;
}

/// How a row may be written with the data in its places.
std::vector<std::string> Uses(const Row& row, std::string_view data) {
  const std::string name(row.name.substr(0, row.name.find(' ')));
  const std::string in_braces = "{" + std::string(data) + "}";
  std::vector<std::string> out;
  auto add = [&](const std::string& text) { out.push_back(text); };
  switch (row.kind) {
    case RowKind::kItem:
    case RowKind::kLookup:
      for (size_t count = 1; count <= 5; ++count) {
        for (size_t except = 0; except <= count; ++except) {
          add("${" + name + Braced(data, count, except) + "}");
        }
      }
      break;
    case RowKind::kOperator:
      add("${" + name + ":" + std::string(data) + "}");
      add("${" + name + "_1:" + std::string(data) + "}");
      break;
    case RowKind::kIfCondition:
      for (size_t count = 1; count <= 3; ++count) {
        for (size_t except = 0; except <= count; ++except) {
          add("${if " + name + Braced(data, count, except) + "{y}{n}}");
          add("${if " + name + Braced(data, count, except) + "{$value$1}{n}}");
        }
      }
      break;
    case RowKind::kLookupType:
      add("${lookup" + in_braces + name + "{/nonexistent/x}}");
      add("${lookup{a}" + name + in_braces + "}");
      add("${lookup " + name + in_braces + "}");
      break;
    default:
      break;
  }
  return out;
}

TEST(NeverTwice, ThroughEveryRow) {
  size_t uses = 0;
  for (const Feature* feature : stdlib::AllFeatures()) {
    if (feature->language != Language::kExim) continue;
    for (const Row& row : feature->rows) {
      for (std::string_view way : kWays) {
        for (const std::string& text : Uses(row, way)) {
          Check(text);
          ++uses;
        }
      }
    }
  }
  EXPECT_GT(uses, 1000u);
}

TEST(NeverTwice, ThroughLoopsAndWhatTheParserReads) {
  constexpr std::string_view kForms[] = {
      "${map{@}{$item}}",
      "${map{<\\n@}{${uc:$item}$item}}",
      "${map{a:b}{@}}",
      "${filter{<\\n@}{eq{$item}{x}}}",
      "${filter{@}{!eq{$item}{@}}}",
      "${filter{<\\n@}{match{$item}{.}}}",
      "${reduce{<\\n@}{@}{$value$item}}",
      "${reduce{@}{0}{${eval:$item}}}",
      "${sort{<\\n@}{lt}{$item}}",
      "${sort{<\\n@}{<}{$item}}",
      "${sort{a:b}{gt}{@}}",
      "${sort{@}{lti}{@}}",
      "${if forany{@}{eq{$item}{x}}{$item}{@}}",
      "${if forall{<\\n@}{={$item}{1}}}",
      "${if ={@}{@}{y}{n}}",
      "${if >{1}{@}{y}{n}}",
      "${if and{{eq{@}{@}}{def:h_subject:}}{@}}",
      "${if inlist{@}{<\\n@}{$value}}",
      "${if match{@}{@}{$0}{@}}",
      "${sg{@}{x}{@}}",
      "${sg{x}{x}{@}}",
      "${sg{@}{.}{$0}}",
      "${sg{@}{\\N^(.*)$\\N}{\\$1$1}}",
      "${tr{@}{@}{@}}",
      "${extract{@}{@}{$value}{@}}",
      "${extract{1}{@}{@}{$value}}",
      "${extract{@}{@}{@}{$value}}",
      "${expand:@}",
      "${expand:x@}",
      "${map{a}{${expand:@}}}",
      "${length{@}{@}}",
      "${substr{0}{@}{@}}",
      "${hash{@}{@}{@}}",
      "${if eq{a}{b}{@}{@}}",
      "${eval:@}",
      "${eval10:1+@}",
      "${if bool{@}}",
      "${if def:h_subject:{@}{n}}",
  };
  for (std::string_view form : kForms) {
    for (std::string_view way : kWays) {
      std::string text(form);
      for (size_t at = text.find('@'); at != std::string::npos;
           at = text.find('@', at + way.size())) {
        text.replace(at, 1, way);
      }
      Check(text);
    }
  }
}

// The check itself can fail: text of the script that is expanded is seen.
TEST(NeverTwice, TheMarkerShowsAnExpansion) {
  World world = HostileWorld();
  const Report report = Expand("${expand:\\${lc:BO\\}\\${lc:OM\\}}", world);
  EXPECT_NE(report.actions.find(kMarker), std::string::npos);
}

}  // namespace
}  // namespace trommel::testing
