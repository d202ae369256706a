// SPDX-License-Identifier: MIT
// Expansions made to cost: each ends in the error of a budget, soon.
#include <gtest/gtest.h>

#include <chrono>

#include "interp/mail/message.h"
#include "interp/string_expander.h"
#include "interp/vm/machine.h"
#include "stdlib/registry.h"
#include "tests/support/script_runner.h"

namespace trommel::testing {
namespace {

std::string Repeated(std::string_view text, size_t times) {
  std::string out;
  for (size_t i = 0; i < times; ++i) out += text;
  return out;
}

/// `open` in one another, `inside` innermost.
std::string Nested(std::string_view open, std::string_view inside,
                   std::string_view close, size_t depth) {
  return Repeated(open, depth) + std::string(inside) + Repeated(close, depth);
}

Result<std::string> Evaluated(std::string_view text) {
  World world = SampleWorld();
  world.message = "X: " + Repeated("a:", 20000) + "\n\nbody\n";
  StringExpander expander(stdlib::AllFeatures());
  TRY_ASSIGN(const Program* program, expander.Compile(text));
  const mail::Message message(world.message);
  vm::Machine machine(*program, world.host, world.settings);
  TRY_ASSIGN(std::string_view value,
             machine.Evaluate({.message = &message,
                               .envelope = &world.envelope,
                               .testing = true,
                               .expander = &expander}));
  return std::string(value);
}

TEST(Bombs, EndInTheErrorOfABudget) {
  const std::string list = Repeated("a:", 1000);
  const std::string bombs[] = {
      Nested("${map{" + list + "}{", "x", "}}", 5),
      Nested("${map{$h_x:}{", "$item", "}}", 3),
      Nested("${reduce{" + list + "}{}{", "$value$value$value", "}}", 2),
      "${reduce{" + list + "}{xx}{$value$value}}",
      Nested("${filter{" + list + "}{forany{" + list + "}{eq{$item}{${map{" +
                 list + "}{",
             "x", "}}}}}}}", 2),
      "${sort{$h_x:$h_x:$h_x:}{forall{$h_x:}{eq{$item}{a}}}{$item}}",
      Nested("${sg{" + Repeated("a", 1000) + "}{a}{", "a", "}}", 4),
      Nested("${expand:", "\\${expand:a\\}", "}", 900),
      Nested("${if and{{eq{a}{a}}{eq{a}{${lc:", "x", "}}}}{a}{b}}", 990),
      Nested("${lc:", "x", "}", 200000),
      Nested("${if eq{a}{a}{", "x", "}}", 200000),
      Nested("${filter{a}{forany{a}{eq{$item}{", "x", "}}}}", 200000),
      Nested("${extract{1}{:}{", "x", "}}", 200000),
      Nested("${lookup{", "x", "}lsearch{/f}}", 200000),
      Nested("${quote:", "\\\"", "}", 900),
      Nested("${if eq{", "x", "}{y}{z}{", 5000),
      Repeated("${lc:$h_x:}", 2000),
      "${reduce{" + list + "}{x}{${expand:\\$value\\$value}}}",
      "${if match{" + Repeated("a", 5000) + "}{(a*)*(a*)*\\$x\\1}{y}{n}}",
  };
  for (const std::string& bomb : bombs) {
    const auto begin = std::chrono::steady_clock::now();
    const Result<std::string> value = Evaluated(bomb);
    const auto took = std::chrono::steady_clock::now() - begin;
    const std::string shown = bomb.substr(0, 60);
    // A second of a release build; sanitizers cost up to ten times that.
    EXPECT_LT(took, std::chrono::seconds(10)) << shown;
    if (value) {
      EXPECT_LT(value->size(), size_t{2} << 20U) << shown;
    } else {
      EXPECT_NE(value.error().code, Code::kInternal) << shown;
      EXPECT_FALSE(value.error().text.empty()) << shown;
    }
  }
}

TEST(Bombs, MapsInMapsAreCounted) {
  const std::string list = Repeated("a:", 1000);
  const auto value = Evaluated(Nested("${map{" + list + "}{", "x", "}}", 5));
  ASSERT_FALSE(value);
  EXPECT_EQ(value.error().code, Code::kLimit);
}

TEST(Bombs, WhatIsSkippedDoesNotGrow) {
  constexpr std::string_view kItems[] = {
      "${map{a}{${env{EXPAND_X}{", "${map{a}{${run{/f}{",
      "${if eq{a}{a}{${env{EXPAND_X}{", "${if eq{a}{b}{${run{/f}{"};
  for (const std::string_view open : kItems) {
    const auto value = Evaluated(Nested(open, "${uc:x}", "}}}}", 40));
    EXPECT_TRUE(value || value.error().code != Code::kLimit) << open;
  }
}

TEST(Bombs, NestingIsCounted) {
  constexpr std::string_view kItems[][2] = {
      {"${lc:", "}"},
      {"${if eq{a}{a}{", "}}"},
      {"${if eq{", "}{y}{z}{n}}"},
      {"${substr{1}{2}{", "}}"},
      {"${extract{1}{:}{", "}}"},
      {"${extract{", "}{:}{a}}"},
      {"${extract json{", "}{a}}"},
      {"${listextract{1}{", "}}"},
      {"${lookup{", "}lsearch{/f}}"},
      {"${lookup dnsdb{", "}}"},
      {"${map{a}{", "}}"},
      {"${map{", "}{a}}"},
      {"${filter{a}{eq{a}{", "}}}"},
      {"${filter{a}{forany{a}{eq{a}{", "}}}}"},
      {"${reduce{a}{", "}{b}}"},
      {"${sort{", "}{<}{$item}}"},
      {"${sort{a}{<}{", "}}"},
      {"${if forall{", "}{eq{$item}{a}}}"},
      {"${run{/f ", "}}"},
      {"${sg{", "}{a}{b}}"},
      {"${tr{", "}{a}{b}}"},
      {"${env{", "}}"},
      {"${hash{1}{2}{", "}}"},
      {"${hmac{md5}{a}{", "}}"},
      {"${readfile{", "}}"},
      {"${readsocket{", "}{a}}"},
      {"${prvs{", "}{a}}"},
      {"${prvscheck{", "}{a}}"},
      {"${srs_encode{", "}{a}{b}}"},
      {"${imapfolder{", "}}"},
      {"${authresults{", "}}"},
      {"${acl{", "}}"},
      {"${dlfunc{", "}{a}}"},
      {"${perl{", "}}"},
      {"${certextract{", "}{a}}"},
      {"${expand:", "}"},
  };
  for (const auto& [open, close] : kItems) {
    for (const std::string& text :
         {Nested(open, "x", close, 200000), Repeated(open, 200000)}) {
      const auto value = Evaluated(text);
      ASSERT_FALSE(value) << open;
      EXPECT_NE(value.error().code, Code::kInternal) << open;
      EXPECT_NE(value.error().text, "") << open;
    }
  }
}

TEST(Bombs, ConditionsInConditionsAreCounted) {
  for (const std::string_view open :
       {"and{{", "or{{", "!and{{", "forany{a}{", "forall{a}{", "bool{${if ",
        "inlist{a}{${if "}) {
    const auto value = Evaluated("${if " + Repeated(open, 200000));
    ASSERT_FALSE(value) << open;
    EXPECT_NE(value.error().text.find(" deep"), std::string::npos) << open;
  }
}

TEST(Bombs, StringsInStringsAreCounted) {
  const auto value =
      Evaluated("${reduce{" + Repeated("a:", 40) + "}{x}{$value$value}}");
  ASSERT_FALSE(value);
  EXPECT_EQ(value.error().code, Code::kLimit);
}

}  // namespace
}  // namespace trommel::testing
