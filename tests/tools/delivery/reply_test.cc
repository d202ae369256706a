// SPDX-License-Identifier: MIT
// Replies as they leave: golden texts.
#include "tools/delivery/reply.h"

#include <gtest/gtest.h>

#include "interp/vm/memory_host.h"
#include "tests/tools/delivery/scratch.h"
#include "tools/delivery/reply_header.h"

namespace trommel::delivery {
namespace {

using vm::Action;
using vm::ActionField;

constexpr std::string_view kOriginal =
    "From: Ann <ann@example.net>\n"
    "To: me@example.com\n"
    "Subject: Lunch?\n"
    "Message-ID: <2@example.net>\n"
    "References: <0@example.net>\n <1@example.net>\n"
    "\n"
    "Today?\n";

mail::Envelope Envelope() {
  mail::Envelope envelope;
  envelope.sender = "ann@example.net";
  envelope.has_sender = true;
  envelope.recipient = "me@example.com";
  return envelope;
}

std::string Vacation(std::vector<ActionField> fields,
                     std::string_view original = kOriginal) {
  Action action;
  action.kind = vm::ActionKind::kVacation;
  action.target = "ann@example.net";
  action.fields = fields;
  vm::MemoryHost host;
  std::string out =
      ComposeVacation(action, mail::Message(original), Envelope(), host).bytes;
  // The number of the message in this process.
  const size_t at = out.find("<trommel.1767323045.4711.");
  if (at == std::string::npos) return out;
  const size_t end = out.find('@', at);
  return out.replace(at + 25, end - at - 25, "N");
}

TEST(ComposeVacation, WritesThisMessage) {
  EXPECT_EQ(Vacation({{"subject", Value::String("Auto: Lunch?")},
                      {"reason", Value::String("I am away.\r\nBye.")}}),
            "X-Sieve: Trommel\n"
            "Message-ID: <trommel.1767323045.4711.N@mail.example.com>\n"
            "Date: Fri, 02 Jan 2026 03:04:05 +0000\n"
            "From: me@example.com\n"
            "To: Ann <ann@example.net>\n"
            "Subject: Auto: Lunch?\n"
            "In-Reply-To: <2@example.net>\n"
            "References: <0@example.net>\n"
            " <1@example.net>\n"
            " <2@example.net>\n"
            "Auto-Submitted: auto-replied (vacation)\n"
            "Precedence: bulk\n"
            "X-Auto-Response-Suppress: All\n"
            "MIME-Version: 1.0\n"
            "Content-Type: text/plain; charset=utf-8\n"
            "Content-Transfer-Encoding: 7bit\n"
            "\n"
            "I am away.\n"
            "Bye.\n");
}

TEST(ComposeVacation, EncodesEightBitText) {
  const std::string out =
      Vacation({{"subject", Value::String("W\xC3\xA4g")},
                {"from", Value::String("J\xC3\xB6rg <j@example.com>")},
                {"reason", Value::String("w\xC3\xA4g")}},
               "X: y\n\n");
  EXPECT_TRUE(out.find("From: =?UTF-8?B?SsO2cmc=?= <j@example.com>\n"
                       "To: ann@example.net\n"
                       "Subject: =?UTF-8?B?V8OkZw==?=\n") != std::string::npos)
      << out;
  EXPECT_TRUE(out.ends_with("Content-Transfer-Encoding: 8bit\n\nw\xC3\xA4g\n"));
  EXPECT_EQ(out.find("References"), std::string::npos);
}

TEST(ComposeVacation, MimeBodyGoesAsItIs) {
  const std::string out = Vacation(
      {{"mime", Value::Bool(true)},
       {"reason", Value::String("Content-Type: text/html\r\n\r\n<p>x\r\n")}});
  EXPECT_TRUE(
      out.ends_with("Suppress: All\nMIME-Version: 1.0\n"
                    "Content-Type: text/html\n\n<p>x\n"))
      << out;
}

TEST(ComposeVacation, MimeHeaderBesideOurs) {
  const std::string out = Vacation(
      {{"subject", Value::String("S")},
       {"mime", Value::Bool(true)},
       {"reason",
        Value::String("From: evil@example.org\nsubject: mine\nTo: x@y.example\n"
                      "Bcc: b@y.example\nResent-To: r@y.example\n"
                      "Mime-Version: 1.0\nAuto-Submitted: no\n"
                      "Content-Type: text/html;\n charset=utf-8\n"
                      "content-type: text/plain\nX-Note: kept\n\n"
                      "Subject: body\n")}});
  EXPECT_NE(out.find("Subject: S\n"), std::string::npos);
  const std::string end =
      "X-Auto-Response-Suppress: All\nMIME-Version: 1.0\n"
      "Content-Type: text/html;\n charset=utf-8\nX-Note: kept\n\n"
      "Subject: body\n";
  ASSERT_GE(out.size(), end.size());
  EXPECT_EQ(out.substr(out.size() - end.size()), end);
}

TEST(ComposeVacation, MimeWithoutHeaderIsAllBody) {
  const std::string ascii = Vacation(
      {{"mime", Value::Bool(true)}, {"reason", Value::String("Away, bye")}});
  EXPECT_TRUE(ascii.ends_with("MIME-Version: 1.0\n\nAway, bye\n")) << ascii;
  const std::string high = Vacation(
      {{"mime", Value::Bool(true)}, {"reason", Value::String("Gr\xC3\xBC")}});
  EXPECT_TRUE(
      high.ends_with("Content-Type: text/plain; charset=utf-8\n"
                     "Content-Transfer-Encoding: 8bit\n\n"
                     "Gr\xC3\xBC\n"))
      << high;
}

TEST(ComposeVacation, DataBeginsNoHeader) {
  const std::string out =
      Vacation({{"subject", Value::String("a\nBcc: evil@example.org")},
                {"from", Value::String("a@b\r\nBcc: evil@example.org")},
                {"reason", Value::String("r")}});
  EXPECT_EQ(out.find("\nBcc:"), std::string::npos) << out;
}

TEST(ReplyHeader, LongTextIsFolded) {
  std::string text;
  for (int i = 0; i < 60; ++i) text += "\xC3\xA4";
  const std::string out = EncodeText(text);
  size_t start = 0;
  for (size_t end = out.find('\n'); start != std::string::npos;
       end = out.find('\n', start)) {
    const size_t length = (end == std::string::npos ? out.size() : end) - start;
    EXPECT_LE(length, 76U);
    start = end == std::string::npos ? end : end + 1;
  }
  EXPECT_EQ(EncodeText("plain\ttext\n"), "plain text");
}

TEST(ReplyHeader, ReferencesAreBounded) {
  std::string original = "Message-ID: <last@x>\nReferences:";
  for (int i = 0; i < 1000; ++i) original += " <" + std::to_string(i) + "@x>";
  original += "\n\n";
  std::string out;
  AppendThread(mail::Message(original), &out);
  EXPECT_EQ(std::count(out.begin(), out.end(), '@'), 21);
  EXPECT_NE(out.find("References: <0@x>\n <982@x>"), std::string::npos) << out;
  EXPECT_TRUE(out.ends_with(" <999@x>\n <last@x>\n"));
}

Result<ComposedReply> EximReply(std::vector<ActionField> fields,
                                const std::string& home = "/nowhere",
                                const ExpandLine& expand_line = {}) {
  Action action;
  action.kind = vm::ActionKind::kReply;
  action.fields = fields;
  vm::MemoryHost host;
  host.home = home;
  return ComposeEximReply(action, mail::Message(kOriginal), Envelope(), host,
                          expand_line);
}

TEST(ComposeEximReply, KeepsEximsOrder) {
  const Scratch scratch;
  scratch.Write("file", "from a file");
  const auto reply =
      EximReply({{"return_message", Value::Bool(true)},
                 {"file", Value::String("file")},
                 {"text", Value::String("text")},
                 {"extra_headers", Value::String("X-A: b\nX-C: d")},
                 {"subject", Value::String("Re: Lunch?")},
                 {"bcc", Value::String("b@example.org, ann@example.net")},
                 {"cc", Value::String("c@example.org")},
                 {"to", Value::String("Ann <ann@example.net>")},
                 {"reply_to", Value::String("r@example.org")},
                 {"from", Value::String("Me <me@example.com>")}},
                scratch.path());
  ASSERT_TRUE(reply) << reply.error().text;
  EXPECT_EQ(reply->recipients,
            (std::vector<std::string>{"ann@example.net", "c@example.org",
                                      "b@example.org"}));
  EXPECT_EQ(reply->bytes,
            "From: Me <me@example.com>\n"
            "Reply-To: r@example.org\n"
            "To: Ann <ann@example.net>\n"
            "Cc: c@example.org\n"
            "Subject: Re: Lunch?\n"
            "In-Reply-To: <2@example.net>\n"
            "References: <0@example.net>\n <1@example.net>\n <2@example.net>\n"
            "Auto-Submitted: auto-replied\n"
            "X-A: b\nX-C: d\n"
            "\n"
            "text\n"
            "from a file\n"
            "\n------ This is a copy of the message, including all the "
            "headers. ------\n\n" +
                std::string(kOriginal));
}

TEST(ComposeEximReply, DefaultsAndErrors) {
  const Scratch scratch;
  scratch.Write("expands", "hi $h_from:");
  const auto simple = EximReply({{"default_to", Value::Tainted("a@x")}});
  ASSERT_TRUE(simple);
  EXPECT_TRUE(simple->bytes.starts_with("From: me@example.com\nTo: a@x\nIn-"));
  const ActionField to = {"to", Value::String("a@x")};
  EXPECT_FALSE(EximReply({{"to", Value::String("nobody <>")}}));
  EXPECT_FALSE(EximReply({to, {"file", Value::String("missing")}}));
  EXPECT_FALSE(EximReply({to, {"file", Value::Tainted("/etc/passwd")}}));
  EXPECT_FALSE(EximReply(
      {to, {"file", Value::String("expands")}, {"expand", Value::Bool(true)}},
      scratch.path()));
  EXPECT_TRUE(
      EximReply({to, {"file", Value::String("expands")}}, scratch.path()));
}

// As seen on exim4 4.96: a line that fails is sent as it is.
TEST(ComposeEximReply, ExpandsItsFileLineByLine) {
  const Scratch scratch;
  scratch.Write("f", "plain\nbad line\n\nlast $x");
  std::vector<std::string> lines;
  const ExpandLine expand = [&](std::string_view line) -> Result<std::string> {
    lines.emplace_back(line);
    if (line.starts_with("bad")) return Err(Code::kRun, "no");
    return "<" + std::string(line);
  };
  const auto reply = EximReply({{"to", Value::String("a@x")},
                                {"file", Value::String("f")},
                                {"expand", Value::Bool(true)}},
                               scratch.path(), expand);
  ASSERT_TRUE(reply) << reply.error().text;
  EXPECT_TRUE(reply->bytes.ends_with("\n\n<plain\nbad line\n<\n<last $x\n"))
      << reply->bytes;
  EXPECT_EQ(lines, (std::vector<std::string>{"plain\n", "bad line\n", "\n",
                                             "last $x"}));
}

}  // namespace
}  // namespace trommel::delivery
