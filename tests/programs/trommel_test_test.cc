// SPDX-License-Identifier: MIT
// trommel test: text, JSON, trace, envelope, errors.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/programs/process.h"

namespace trommel {
namespace {

using nlohmann::json;

constexpr std::string_view kMessage =
    "Return-Path: <bounce@example.com>\n"
    "Delivered-To: me+x@example.org\n"
    "From: Ann <ann@example.com>\n"
    "To: me@example.org\n"
    "Subject: =?utf-8?Q?Sp=C3=A9cial?= offer\n"
    "\n"
    "text\n";

constexpr std::string_view kSieve =
    "require \"fileinto\";\n"
    "if header :contains \"subject\" \"offer\" {\n"
    "  fileinto \"Offers\";\n"
    "}\n";

constexpr std::string_view kExim =
    "# Exim filter\n"
    "if $h_subject: contains \"offer\" then\n"
    "  save Offers\n"
    "endif\n";

class TrommelTest : public testing::Test {
 protected:
  TrommelTest() {
    scratch_.Write("f.sieve", kSieve);
    scratch_.Write("f.exim", kExim);
    scratch_.Write("m.eml", kMessage);
  }
  Finished Test(Words words, std::string_view in = {}) {
    words.insert(words.begin(), "test");
    return RunProgram(scratch_, "trommel", words, in);
  }
  json TestJson(Words words, std::string_view in = {}) {
    words.emplace_back("--json");
    const Finished result = Test(std::move(words), in);
    EXPECT_EQ(result.err, "");
    EXPECT_TRUE(json::accept(result.out)) << result.out;
    return json::parse(result.out, nullptr, false);
  }
  Scratch scratch_;
};

TEST_F(TrommelTest, BothLanguagesComeToTheSame) {
  for (const char* script : {"f.sieve", "f.exim"}) {
    const Finished result = Test({script, "m.eml"});
    EXPECT_EQ(result.status, 0) << result.err;
    EXPECT_NE(result.out.find("Result:    Offers\n"), std::string::npos)
        << result.out;
    EXPECT_NE(result.out.find("(line 3)"), std::string::npos) << result.out;
    EXPECT_NE(result.out.find("Subject:   Sp\xC3\xA9"
                              "cial offer\n"),
              std::string::npos);
  }
}

TEST_F(TrommelTest, MessageComesFromStandardInputToo) {
  EXPECT_EQ(Test({"f.sieve"}, kMessage).status, 0);
  EXPECT_EQ(TestJson({"f.sieve", "-"}, kMessage)["destinations"],
            json::array({"Offers"}));
  EXPECT_EQ(TestJson({"f.sieve"}, "Subject: x\n\n")["destinations"],
            json::array({"INBOX"}));
}

TEST_F(TrommelTest, ScriptComesFromStandardInputToo) {
  EXPECT_EQ(TestJson({"-", "m.eml"}, kSieve)["destinations"],
            json::array({"Offers"}));
}

TEST_F(TrommelTest, StoredFlagsAreSeen) {
  const std::string script =
      scratch_.Write("flags.sieve",
                     "require [\"imap4flags\", \"fileinto\"];\n"
                     "if hasflag \"\\\\Seen\" { fileinto \"seen\"; }\n"
                     "if hasflag \"work\" { fileinto \"work\"; }\n");
  std::filesystem::create_directories(scratch_.Path("m/cur"));
  scratch_.Write("m/dovecot-keywords", "0 work\n");
  scratch_.Write("m/cur/1:2,Sa", kMessage);
  EXPECT_EQ(TestJson({script, "m/cur/1:2,Sa"})["destinations"],
            json::array({"seen", "work"}));
  EXPECT_EQ(TestJson({script, "m.eml"})["destinations"],
            json::array({"INBOX"}));
  EXPECT_EQ(
      TestJson({"--flags", "x work", script, "m/cur/1:2,Sa"})["destinations"],
      json::array({"work"}));
}

TEST_F(TrommelTest, PlaysImapEvents) {
  const std::string script =
      scratch_.Write("v.sieve", "require \"vacation\"; vacation \"gone\";\n");
  const Finished event = Test({"--imap", "cause=COPY", script, "m.eml"});
  EXPECT_EQ(event.status, 75);
  EXPECT_NE(event.out.find("IMAP event"), std::string::npos) << event.out;
  EXPECT_EQ(Test({script, "m.eml"}).status, 0);
  EXPECT_EQ(Test({"--imap", "cause=MOVE", script, "m.eml"}).status, 64);
  EXPECT_EQ(Test({"--imap", "mailbox=x", script, "m.eml"}).status, 64);
  EXPECT_EQ(Test({"--imap", "what=x", script, "m.eml"}).status, 64);
}

TEST_F(TrommelTest, AsksAStore) {
  const std::string script =
      scratch_.Write("s.sieve",
                     "require [\"mailbox\", \"fileinto\"];\n"
                     "if mailboxexists \"a.b\" { fileinto \"a/b\"; }\n");
  std::filesystem::create_directories(scratch_.Path("m/.a.b/cur"));
  EXPECT_EQ(TestJson({"--store", scratch_.Path("m"), script,
                      "m.eml"})["destinations"],
            json::array({"a/b"}));
  EXPECT_EQ(TestJson({script, "m.eml"})["destinations"],
            json::array({"INBOX"}));
}

TEST_F(TrommelTest, JsonHasTheContractedMembers) {
  const json result = TestJson({"f.sieve", "m.eml"});
  EXPECT_EQ(result["number"], 1);
  EXPECT_EQ(result["name"], "m.eml");
  EXPECT_EQ(result["subject"],
            "Sp\xC3\xA9"
            "cial offer");
  EXPECT_EQ(result["language"], "sieve");
  EXPECT_TRUE(result["error"].is_null());
  ASSERT_EQ(result["actions"].size(), 1U);
  EXPECT_EQ(result["actions"][0]["action"], "fileinto");
  EXPECT_EQ(result["actions"][0]["target"], "Offers");
  EXPECT_EQ(result["actions"][0]["line"], 3);
}

TEST_F(TrommelTest, EnvelopeSaysWhereItIsFrom) {
  const json guessed = TestJson({"f.sieve", "m.eml"})["envelope"];
  EXPECT_EQ(guessed["sender"], "bounce@example.com");
  EXPECT_EQ(guessed["sender_origin"], "Return-Path");
  EXPECT_EQ(guessed["recipient"], "me+x@example.org");
  EXPECT_EQ(guessed["recipient_origin"], "Delivered-To");
  const json given =
      TestJson({"-f", "<>", "-r", "<you@x>", "f.sieve", "m.eml"})["envelope"];
  EXPECT_EQ(given["sender"], "");
  EXPECT_EQ(given["sender_origin"], "option");
  EXPECT_EQ(given["recipient"], "you@x");
  const std::string text = Test({"f.sieve", "m.eml", "-f", "a@b"}).out;
  EXPECT_NE(text.find("Sender:    <a@b> (from the command line)\n"
                      "Recipient: <me+x@example.org> (from Delivered-To)\n"),
            std::string::npos)
      << text;
}

TEST_F(TrommelTest, TraceShowsOperandsResultAndLine) {
  const std::string text = Test({"--trace", "f.sieve", "m.eml"}).out;
  EXPECT_NE(text.find("line 2: test header :contains"), std::string::npos)
      << text;
  EXPECT_NE(text.find("\"offer\""), std::string::npos);
  EXPECT_NE(text.find("-> true"), std::string::npos);
  const json trace = TestJson({"--trace", "f.sieve", "m.eml"})["trace"];
  ASSERT_FALSE(trace.empty());
  EXPECT_EQ(trace[0]["line"], 2);
  EXPECT_EQ(trace[0]["kind"], "test");
  EXPECT_EQ(trace[0]["name"], "header");
  EXPECT_EQ(trace[0]["result"], true);
  EXPECT_FALSE(TestJson({"f.sieve", "m.eml"}).contains("trace"));
}

TEST_F(TrommelTest, EximTraceShowsTheConditionsOperands) {
  const std::string text = Test({"--trace", "f.exim", "m.eml"}).out;
  EXPECT_NE(text.find("line 2: condition contains"), std::string::npos) << text;
  EXPECT_NE(text.find("cial offer\" \"offer\" -> true"), std::string::npos)
      << text;
}

constexpr std::string_view kBranches =
    "# Exim filter\n"
    "if not ($h_subject: contains offer and $h_to: is x) then\n"
    "  if personal and\n"
    "      not delivered then finish endif\n"
    "elif foranyaddress \"a, b\" ($thisaddress is b) then save /x\n"
    "endif\n"
    "if a is b then save /y endif\n";

TEST_F(TrommelTest, EximTraceShowsWhatConditionsLedTo) {
  scratch_.Write("b.exim", kBranches);
  const std::string text = Test({"--trace", "b.exim", "m.eml"}).out;
  for (const char* line :
       {"line 2: if not ($h_subject: contains offer and $h_to: is x) -> true, "
        "on to line 3: if\n",
        "line 3: if personal and not delivered -> false, on to line 7: if\n",
        "line 7: if a is b -> false, on to the end\n"}) {
    EXPECT_NE(text.find(line), std::string::npos) << line << text;
  }
  EXPECT_EQ(text.find("elif"), std::string::npos);
}

TEST_F(TrommelTest, EximTraceAsJsonShowsWhatConditionsLedTo) {
  scratch_.Write("b.exim", kBranches);
  scratch_.Write("x.eml", "To: x\nSubject: offer\n\n");
  const json trace = TestJson({"--trace", "b.exim", "x.eml"})["trace"];
  json decisions = json::array();
  for (const json& event : trace) {
    if (!event.contains("next")) continue;
    json decision = {event["kind"], event["line"], event["result"]};
    for (const char* key : {"line", "name"}) {
      const json& next = event["next"];
      decision.push_back(next.is_null() ? next : next[key]);
    }
    decisions.push_back(decision);
  }
  EXPECT_EQ(decisions, json::parse(R"([
      ["if", 2, false, 5, "elif"],
      ["elif", 5, true, 5, "save"],
      ["if", 7, false, null, null]])"));
}

TEST_F(TrommelTest, EximTraceShowsWhereItFailed) {
  scratch_.Write("b.exim",
                 "# Exim filter\nif a is a and\n x is above 3 then endif\n");
  const std::string text = Test({"--trace", "b.exim", "m.eml"}).out;
  EXPECT_NE(text.find("line 3: failed here\n"), std::string::npos) << text;
  EXPECT_EQ(text.find("on to"), std::string::npos) << text;
}

TEST_F(TrommelTest, SettingsReachTheScript) {
  scratch_.Write("q.exim", "# Exim filter\nsave $qualify_domain\n");
  EXPECT_EQ(TestJson({"--set", "qualify_domain=q.example", "q.exim",
                      "m.eml"})["destinations"],
            json::array({"q.example"}));
}

TEST_F(TrommelTest, RunErrorsAreReportedWithStatus75) {
  scratch_.Write("bad.exim", "# Exim filter\nsave ${no_such:x}\n");
  const Finished text = Test({"bad.exim", "m.eml"});
  EXPECT_EQ(text.status, 75);
  EXPECT_NE(text.out.find("\nError:     "), std::string::npos) << text.out;
  const json result = TestJson({"bad.exim", "m.eml"});
  EXPECT_FALSE(result["error"].is_null());
  EXPECT_NE(result["error"]["text"].get<std::string>().find("no_such"),
            std::string::npos);
}

TEST_F(TrommelTest, ScriptErrorsAreShownWithCaretAndStatus65) {
  scratch_.Write("bad.sieve", "keep;\nfrobnicate \"x\";\n");
  const Finished result = Test({"bad.sieve", "m.eml"});
  EXPECT_EQ(result.status, 65);
  EXPECT_EQ(result.out, "");
  EXPECT_NE(result.err.find("bad.sieve:2:1: error: "), std::string::npos);
  EXPECT_NE(result.err.find("\n  ^"), std::string::npos) << result.err;
  EXPECT_NE(result.err.find("nothing was run"), std::string::npos);
}

TEST_F(TrommelTest, LanguageCanBeForced) {
  EXPECT_EQ(Test({"--lang", "exim", "f.sieve", "m.eml"}).status, 65);
  EXPECT_EQ(Test({"--lang=sieve", "f.sieve", "m.eml"}).status, 0);
}

TEST_F(TrommelTest, SystemFiltersMayMore) {
  scratch_.Write("s.exim", "# Exim filter\nheaders add \"X: y\"\n");
  EXPECT_EQ(Test({"s.exim", "m.eml"}).status, 65);
  EXPECT_EQ(Test({"--system", "s.exim", "m.eml"}).status, 0);
}

TEST_F(TrommelTest, HostileBytesNeitherBreakJsonNorSteerTheTerminal) {
  const std::string hostile =
      "Subject: a\x1B]0;x\x07 \xFF\xFE \xC2\x9B\"\\\nFrom: \x80\n\n";
  EXPECT_EQ(TestJson({"f.sieve"}, hostile)["destinations"],
            json::array({"INBOX"}));
  const std::string text = Test({"f.sieve", "--trace"}, hostile).out;
  for (const char* bad : {"\x1B", "\x07", "\xFF", "\xC2\x9B"}) {
    EXPECT_EQ(text.find(bad), std::string::npos);
  }
}

TEST_F(TrommelTest, AMailboxInPlaceOfAMessageIsNoticed) {
  constexpr std::string_view kFrom = "From a@b Fri Jan  2 03:04:05 2026\n";
  constexpr std::string_view kNote = "this is an mbox of several messages";
  const std::string one = std::string(kFrom) + "Subject: x\n\nbody\n\n";
  scratch_.Write("k.sieve", "keep;\n");
  const Words words = {"test", "k.sieve"};
  EXPECT_EQ(RunProgram(scratch_, "trommel", words, one).out.find(kNote),
            std::string::npos);
  EXPECT_NE(RunProgram(scratch_, "trommel", words, one + one).out.find(kNote),
            std::string::npos);
}

TEST_F(TrommelTest, AnEmptyMessageIsKept) {
  EXPECT_EQ(TestJson({"f.sieve"}, "")["destinations"], json::array({"INBOX"}));
}

}  // namespace
}  // namespace trommel
