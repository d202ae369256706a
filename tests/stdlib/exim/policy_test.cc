// SPDX-License-Identifier: MIT
// Settings forbid_filter_…: what is locked fails, in Exim's words, before its
// arguments and in branches that are not taken; all else goes on.
#include <gtest/gtest.h>

#include "tests/support/script_runner.h"

namespace trommel::testing {
namespace {

struct Locked {
  std::string_view setting;
  std::string_view text;
  std::string_view error;
};

constexpr Locked kItems[] = {
    {"forbid_filter_run", "${run{/bin/greet you}}",
     "running a command is not permitted"},
    {"forbid_filter_run", "${if eq{a}{b}{${run{/bin/greet ${x}}}}{n}}",
     "running a command is not permitted"},
    {"forbid_filter_run", "${run,nonsense{${nosuch}}}",
     "running a command is not permitted"},
    {"forbid_filter_readfile", "${readfile{/etc/note}}",
     "file insertions are not permitted"},
    {"forbid_filter_readfile", "${readfile{${nosuch}}}",
     "file insertions are not permitted"},
    {"forbid_filter_readfile", "${if eq{a}{b}{${readfile{/x}}}{n}}",
     "file insertions are not permitted"},
    {"forbid_filter_readsocket", "${readsocket{/run/echo}{a}}",
     "socket insertions are not permitted"},
    {"forbid_filter_readsocket",
     "${if eq{a}{b}{${readsocket{/a}{b}{c}{d}{e}{f}}}{z}}",
     "socket insertions are not permitted"},
    {"forbid_filter_lookup", "${lookup{b}lsearch{/etc/map}}",
     "lookup expansions are not permitted"},
    {"forbid_filter_lookup", "${lookup{a}bogus{/b}}",
     "lookup expansions are not permitted"},
    {"forbid_filter_lookup", "${map{a}{${lookup{b}lsearch{/etc/map}}}}",
     "lookup expansions are not permitted inside \"map\" item"},
    {"forbid_filter_readsocket", "${lookup readsock{/run/s b}}",
     "socket insertions are not permitted"},
    {"forbid_filter_existstest", "${if exists{/a}{b}{c}}",
     "File existence tests are not permitted"},
    {"forbid_filter_existstest", "${stat:/etc/note}",
     "Use of the stat() expansion is not permitted"},
};

std::string Expanded(std::string_view text, World* world) {
  const Report report = Expand(text, *world);
  if (!report.ok) return report.error;
  return report.actions.substr(0, report.actions.find('\n'));
}

TEST(Policy, WhatIsLockedFails) {
  for (const Locked& c : kItems) {
    World world = SampleWorld();
    ASSERT_TRUE(vm::Set(&world.settings, c.setting, "true"));
    EXPECT_EQ(Expanded(c.text, &world), c.error) << c.text;
  }
}

TEST(Policy, TheOtherLocksDoNotMatter) {
  for (const Locked& c : kItems) {
    World world = SampleWorld();
    for (const vm::SettingRow& row : vm::SettingRows()) {
      const bool lock = row.name.starts_with("forbid_filter_");
      if (lock && row.name != c.setting) world.settings.*row.flag = true;
    }
    EXPECT_NE(Expanded(c.text, &world), c.error) << c.text;
  }
}

TEST(Policy, ExistsAndStatAreAskedOnlyWhereTheyRun) {
  World world = SampleWorld();
  world.settings.forbid_filter_existstest = true;
  EXPECT_EQ(Expanded("${if eq{a}{b}{${if exists{/a}{b}{c}}}{z}}", &world),
            "testprint \"z\"");
  EXPECT_EQ(Expanded("${if eq{a}{b}{${stat:/a}}{z}}", &world),
            "testprint \"z\"");
}

std::string ErrorOf(std::string_view script, World* world) {
  return RunScript("# Exim filter\n" + std::string(script), Language::kExim,
                   *world)
      .error;
}

TEST(Policy, CommandsAreLocked) {
  World world = SampleWorld();
  world.settings.forbid_filter_logwrite = true;
  EXPECT_EQ(ErrorOf("logfile /l\nlogwrite x\n", &world),
            "logwrite command forbidden");
  EXPECT_EQ(ErrorOf("logfile /l\n", &world), "");
}

TEST(Policy, ForbiddenRepliesAreMarkedAndTheFilterGoesOn) {
  World world = SampleWorld();
  world.settings.forbid_filter_reply = true;
  for (const char* command : {"mail to a@b text x", "vacation to a@b file v"}) {
    const Report report =
        RunScript("# Exim filter\n" + std::string(command) + "\nsave /box\n",
                  Language::kExim, world);
    EXPECT_TRUE(report.ok) << report.error;
    EXPECT_NE(report.actions.find(" forbidden=true"), std::string::npos)
        << report.actions;
    EXPECT_NE(report.actions.find("/box"), std::string::npos);
  }
}

TEST(Policy, ProgramsAndConnectionsAreCounted) {
  const std::string run = "${run{/bin/greet you}}";
  const std::string ask = "${readsocket{/run/echo}{x}{1s}{;}{failed}}";
  const std::string list = "a:b:c";
  World world = SampleWorld();
  world.settings.run_programs = 2;
  world.settings.socket_connections = 2;
  EXPECT_EQ(Expanded(run + run, &world), "testprint \"hi youhi you\"");
  EXPECT_EQ(Expanded(run + run + run, &world),
            "a run may start no more than 2 programs (setting run_programs)");
  EXPECT_EQ(Expanded("${map{" + list + "}{" + run + "}}", &world),
            "a run may start no more than 2 programs (setting run_programs)");
  EXPECT_EQ(Expanded("${run{none}}" + run + run, &world),
            "testprint \"hi youhi you\"")
      << "what is no path starts nothing";
  EXPECT_EQ(Expanded(ask + ask, &world), "testprint \"x;x;\"");
  EXPECT_EQ(Expanded(ask + ask + ask, &world),
            "a run may make no more than 2 connections (setting "
            "socket_connections)");
}

}  // namespace
}  // namespace trommel::testing
