// SPDX-License-Identifier: MIT
// What a delivery sees, where it differs from Exim's filter test; the latter is
// in corpora/exim/run.
#include <gtest/gtest.h>

#include "interp/mail/message.h"
#include "interp/vm/machine.h"
#include "tests/support/printed.h"
#include "tests/support/script_runner.h"

namespace trommel::stdlib {
namespace {

using testing::Printed;
using testing::SampleWorld;
using testing::TestEngine;
using testing::World;

/// Actions of a delivery (not a test), or the error's text.
std::string Deliver(const std::string& commands, World world) {
  SourceText source("filter", "# Exim filter\n" + commands);
  Compiled compiled = TestEngine().Compile(source, Language::kExim);
  if (!compiled.bytes) return "not compiled";
  Result<Program> program = TestEngine().Load(std::move(*compiled.bytes));
  if (!program) return program.error().text;
  vm::Machine machine(*program, world.host, world.settings);
  mail::Message message(world.message);
  vm::RunInput input;
  input.message = &message;
  input.envelope = &world.envelope;
  vm::Outcome outcome = machine.Run(input);
  return outcome.ok ? Printed(outcome.actions) : outcome.error.text;
}

TEST(Delivery, CountsEveryLine) {
  World world = SampleWorld();
  world.message = "A: b\nReceived: x\n\none\n\nthree";
  EXPECT_EQ(Deliver("logfile /l\nlogwrite \"$body_linecount "
                    "$message_linecount $received_count\"\nfinish\n",
                    world),
            "logfile \"/l\"\nlogwrite \"3 5 1\\n\"\nfinish\nkeep (implicit)\n");
}

TEST(Delivery, NeedsALogFile) {
  EXPECT_EQ(Deliver("logwrite x\n", SampleWorld()),
            "attempt to obey \"logwrite\" command without a previous "
            "\"logfile\"");
}

TEST(Delivery, TakesTheMessageIdFromTheEnvironment) {
  World world = SampleWorld();
  world.host.environment["MESSAGE_ID"] = "1abcde-000001-AB";
  EXPECT_EQ(Deliver("save \"/m/$message_id\"\n", world),
            "fileinto \"/m/1abcde-000001-AB\"\n");
}

TEST(Delivery, ChecksTheRepeatTime) {
  EXPECT_EQ(Deliver("mail to a@b once_repeat soon\n", SampleWorld()),
            "Bad time value for \"once_repeat\" in mail or vacation command: "
            "soon");
}

TEST(Delivery, AsksTheHostForFiles) {
  World world = SampleWorld();
  world.host.files.insert("/m/Lunch?");
  EXPECT_EQ(Deliver("save \"${if exists{/m/$h_subject:}{/a}{/b}}\"\n", world),
            "fileinto \"/a\"\n");
  EXPECT_EQ(Deliver("save \"${if exists{m}{/a}{/b}}\"\n", world),
            "fileinto \"/b\"\n");
}

TEST(Delivery, CutsALongLastWord) {
  World world = SampleWorld();
  std::string script = "fail text \"${sg{" + std::string(60, 'x') +
                       "}{x}{12345678901234567890}}\"\n";
  world.system_filter = true;
  testing::Report report =
      testing::RunScript("# Exim filter\n" + script, Language::kExim, world);
  EXPECT_TRUE(report.actions.ends_with(" ... (truncated)\"\n"))
      << report.actions;
  EXPECT_EQ(report.actions.size(),
            1000 + std::string_view("fail \" ... (truncated)\"\n").size());
}

}  // namespace
}  // namespace trommel::stdlib
