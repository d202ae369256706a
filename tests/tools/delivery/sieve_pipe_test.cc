// SPDX-License-Identifier: MIT
// Tests of tools/delivery/sieve_pipe.h.
#include "tools/delivery/sieve_pipe.h"

#include <gtest/gtest.h>

#include <vector>

#include "interp/vm/memory_host.h"
#include "tests/tools/delivery/scratch.h"

namespace trommel::delivery {
namespace {

class SievePipeTest : public ::testing::Test {
 protected:
  Scratch scratch_;
  /// What `/bin/sh -c script` is given, and how the step ends.
  Status Run(const std::string& script, bool may_fail,
             const std::string& eol = "crlf",
             const std::string& program = "/bin/sh") {
    const std::vector<Value> words = {Value::String("-c"),
                                      Value::String(script)};
    const vm::ActionField fields[] = {{"program", Value::String(program)},
                                      {"arguments", Value::List(words)},
                                      {"try", Value::Bool(may_fail)},
                                      {"timeout", Value::Int(10)},
                                      {"eol", Value::String(eol)}};
    vm::Action action;
    action.kind = vm::ActionKind::kPipe;
    action.fields = fields;
    mail::Envelope envelope;
    envelope.sender = "a@b.example";
    envelope.recipient = "me@example.com";
    vm::MemoryHost host;
    auto step = SievePipe(action, envelope, scratch_.Path(""), host,
                          "A: b\n\nc\r\nd\n", may_fail);
    TRY(step->Prepare());
    return step->Commit();
  }
  std::string Got() const { return scratch_.Read("got"); }
};

TEST_F(SievePipeTest, GivesTheMessageWithItsLineEnds) {
  ASSERT_TRUE(Run("/bin/cat > got", false));
  EXPECT_EQ(Got(), "A: b\r\n\r\nc\r\nd\r\n");
  ASSERT_TRUE(Run("/bin/cat > got", false, "lf"));
  EXPECT_EQ(Got(), "A: b\n\nc\nd\n");
}

TEST_F(SievePipeTest, TellsTheEnvelope) {
  ASSERT_TRUE(
      Run("echo $SENDER $RECIPIENT $ORIG_RECIPIENT $USER $HOST > got", false));
  EXPECT_EQ(Got(),
            "a@b.example me@example.com me@example.com me mail.example.com\n");
}

TEST_F(SievePipeTest, FailsUnlessItMay) {
  EXPECT_FALSE(Run("exit 3", false));
  EXPECT_TRUE(Run("exit 3", true));
  EXPECT_FALSE(Run("", false, "lf", "/nonexistent/program"));
  EXPECT_TRUE(Run("", true, "lf", "/nonexistent/program"));
}

}  // namespace
}  // namespace trommel::delivery
