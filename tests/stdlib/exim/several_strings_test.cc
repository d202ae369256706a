// SPDX-License-Identifier: MIT
// Strings compiled together come to what each comes to by itself.
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "interp/engine.h"
#include "interp/string_expander.h"
#include "interp/vm/machine.h"
#include "stdlib/registry.h"
#include "tests/support/script_runner.h"

namespace trommel {
namespace {

constexpr std::array<std::string_view, 12> kTexts = {
    "plain",
    "",
    "${uc:a}${sg{abc}{b}{$0$0}}",
    "${if match{xay}{x(.)y}{$1}}",
    "$1$value",
    "${nope:x}",
    "${lookup{a}lsearch{/nowhere/x}{yes}fail}",
    "${if eq{a}{b}{x}fail}",
    "${extract{k}{k=v}{<$value>}}",
    "${expand:\\$value}",
    "${map{a:b}{$item$item}}",
    "${reduce{1:2:3}{0}{${eval:$value+$item}}}",
};

/// What a string comes to, told apart from how it fails.
std::string Told(const Result<std::string_view>& value) {
  return value ? "=> " + std::string(*value) : "?? " + value.error().text;
}

using testing::SampleWorld;
using testing::World;

class SeveralStrings : public ::testing::Test {
 protected:
  vm::RunInput Input() {
    return {.message = &message_,
            .envelope = &world_.envelope,
            .testing = true,
            .leavings = &leavings_,
            .expander = &expander_};
  }

  World world_ = SampleWorld();
  mail::Message message_{world_.message};
  Engine engine_{stdlib::AllFeatures()};
  StringExpander expander_{stdlib::AllFeatures(), false};
  vm::Leavings leavings_;
};

TEST_F(SeveralStrings, ComeToTheSame) {
  std::vector<std::string> alone;
  for (std::string_view text : kTexts) {
    const auto program = engine_.CompileExpansion(text, false);
    ASSERT_TRUE(program) << program.error().text;
    vm::Machine machine(*program, world_.host, world_.settings);
    alone.push_back(Told(machine.Evaluate(Input())));
  }
  leavings_ = {};
  const auto together = engine_.CompileExpansions(kTexts, false);
  ASSERT_TRUE(together) << together.error().text;
  ASSERT_EQ(together->entries().size(), kTexts.size() - 1);
  vm::Machine machine(*together, world_.host, world_.settings);
  EXPECT_EQ(Told(machine.Evaluate(Input())), alone[0]);
  for (size_t i = 1; i < kTexts.size(); ++i) {
    EXPECT_EQ(Told(machine.EvaluateNext(i)), alone[i]) << kTexts[i];
  }
}

TEST_F(SeveralStrings, BeginWithAFullBudget) {
  const std::string costly = "${reduce{" + std::string(20'000, ':') + "}{}{x}}";
  const std::vector<std::string_view> texts(130, costly);
  const auto program = engine_.CompileExpansions(texts, false);
  ASSERT_TRUE(program) << program.error().text;
  vm::Machine machine(*program, world_.host, world_.settings);
  ASSERT_EQ(Told(machine.Evaluate(Input())), "=> x");
  for (size_t i = 1; i < texts.size(); ++i) {
    ASSERT_EQ(Told(machine.EvaluateNext(i)), "=> x") << i;
  }
}

}  // namespace
}  // namespace trommel
