// SPDX-License-Identifier: MIT
// Every question to the host fails once, for now: the run must end in that
// error and an implicit keep, whatever was asked before.
#include <gtest/gtest.h>

#include "interp/mail/message.h"
#include "interp/vm/machine.h"
#include "tests/support/script_runner.h"

namespace trommel::testing {
namespace {

/// Fails question number `fails_at`, counted from 1.
class FaultyHost : public vm::MemoryHost {
 public:
  FaultyHost(size_t fails_at, Code code) : fails_at_(fails_at), code_(code) {}

  Result<bool> FileExists(const std::string& path) override {
    if (++asked_ == fails_at_) return Err(code_, "not now: " + path);
    return MemoryHost::FileExists(path);
  }

  bool failed() const { return asked_ >= fails_at_; }

 private:
  size_t fails_at_;
  Code code_;
  size_t asked_ = 0;
};

Program Compiled(std::string_view script) {
  SourceText source("script", std::string(script));
  auto compiled = TestEngine().Compile(source, Language::kExim, {});
  return TestEngine().Load(compiled.bytes.value()).value();
}

constexpr std::string_view kScript = R"(# Exim filter
save first
if "${if exists{/a}{yes}{no}}" is yes then save a endif
if "${if and{{!exists{/b}}{exists{/c}}}{yes}{no}}" is yes then save b endif
if "${if or{{exists{/d}}{exists{/e}}}{yes}{no}}" is no then
  save "${if exists{/f}{f}{g}}"
endif
testprint "${if exists{/h}{h}{${if exists{/i}{i}{j}}}}"
)";

constexpr size_t kQuestions = 8;

class Fault : public ::testing::TestWithParam<Code> {};

TEST_P(Fault, EndsInItsErrorAndTheImplicitKeep) {
  Program program = Compiled(kScript);
  mail::Message message("Subject: x\n\nbody\n");
  mail::Envelope envelope;
  vm::Settings settings;
  for (size_t n = 1; n <= kQuestions + 1; ++n) {
    FaultyHost host(n, GetParam());
    vm::Machine machine(program, host, settings);
    vm::RunInput input;
    input.message = &message;
    input.envelope = &envelope;
    vm::Outcome outcome = machine.Run(input);
    ASSERT_EQ(host.failed(), n <= kQuestions) << n;
    EXPECT_EQ(outcome.ok, !host.failed()) << n;
    EXPECT_EQ(outcome.implicit_keep, host.failed()) << n;
    if (outcome.ok) continue;
    EXPECT_EQ(outcome.error.code, GetParam()) << n;
    EXPECT_NE(outcome.error.text.find("not now: /"), std::string::npos);
    ASSERT_FALSE(outcome.actions.empty());
    EXPECT_TRUE(outcome.actions.back().implicit) << n;
  }
}

TEST_P(Fault, NextMessageRunsAsIfNothingHadBeen) {
  Program program = Compiled(kScript);
  mail::Message message("Subject: x\n\nbody\n");
  mail::Envelope envelope;
  vm::Settings settings;
  FaultyHost host(3, GetParam());
  vm::Machine machine(program, host, settings);
  vm::RunInput input;
  input.message = &message;
  input.envelope = &envelope;
  EXPECT_FALSE(machine.Run(input).ok);
  vm::Outcome outcome = machine.Run(input);
  EXPECT_TRUE(outcome.ok) << outcome.error.text;
  EXPECT_FALSE(outcome.implicit_keep);
}

INSTANTIATE_TEST_SUITE_P(Codes, Fault,
                         ::testing::Values(Code::kDefer, Code::kTemporary));

}  // namespace
}  // namespace trommel::testing
