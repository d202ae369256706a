// SPDX-License-Identifier: MIT
// trommel run: lines, summary, threads, interruption, memory.
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "interp/base/limits.h"
#include "tests/programs/process.h"

namespace trommel {
namespace {

using nlohmann::json;

constexpr std::string_view kSieve =
    "require \"fileinto\";\n"
    "if header :contains \"subject\" \"odd\" { fileinto \"Odd\"; }\n";

std::string MboxMessage(size_t number, std::string_view body) {
  return "From a@example.com Fri Jan  2 03:04:05 2026\n"
         "From: a@example.com\nTo: b@example.org\nSubject: " +
         std::string(number % 2 == 1 ? "odd " : "even ") +
         std::to_string(number) + "\n\n" + std::string(body) + "\n";
}

class TrommelRun : public testing::Test {
 protected:
  TrommelRun() {
    scratch_.Write("f.sieve", kSieve);
    scratch_.Write("three.mbox", MboxMessage(1, "x\n") + MboxMessage(2, "y\n") +
                                     MboxMessage(3, "z\n"));
  }
  // An mbox of `count` messages of about `bytes` each, written piecemeal.
  void WriteMbox(std::string_view name, size_t count, size_t bytes) {
    std::ofstream file(scratch_.Path(name), std::ios::binary);
    const std::string line = "some words that fill a line of a message body\n";
    std::string body;
    while (body.size() < bytes) body += line;
    for (size_t i = 1; i <= count; ++i) file << MboxMessage(i, body);
  }
  Finished Run(Words words) {
    words.insert(words.begin(), "run");
    return RunProgram(scratch_, "trommel", words);
  }
  Scratch scratch_;
};

std::string FirstLine(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

TEST_F(TrommelRun, ALineAMessageThenTheSummary) {
  const Finished result = Run({"f.sieve", "three.mbox"});
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_EQ(result.err, "");
  std::istringstream lines(result.out);
  std::string line;
  for (const char* want : {"1  odd 1", "2  even 2", "3  odd 3"}) {
    ASSERT_TRUE(std::getline(lines, line));
    EXPECT_NE(line.find(want), std::string::npos) << line;
    EXPECT_TRUE(line.ends_with(want[3] == 'o' ? "  Odd" : "  INBOX")) << line;
  }
  EXPECT_NE(result.out.find("\n\n3 messages\n        2  Odd\n"
                            "        1  INBOX\n"),
            std::string::npos)
      << result.out;
}

TEST_F(TrommelRun, SummaryAloneStartsWithTheCount) {
  const Finished result =
      Run({"--summary", "f.sieve", "three.mbox", "three.mbox"});
  EXPECT_EQ(result.out, "6 messages\n        4  Odd\n        2  INBOX\n");
  const json summary =
      json::parse(Run({"--summary", "--json", "f.sieve", "three.mbox"}).out);
  EXPECT_EQ(summary["messages"], 3);
  EXPECT_EQ(summary["destinations"]["Odd"], 2);
}

TEST_F(TrommelRun, JsonIsAnObjectALine) {
  const Finished result = Run({"--json", "f.sieve", "three.mbox"});
  EXPECT_EQ(CountLines(result.out), 3U);
  std::istringstream lines(result.out);
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    const json object = json::parse(line);
    EXPECT_EQ(object["number"], number);
    EXPECT_EQ(object["destinations"],
              json::array({number % 2 == 1 ? "Odd" : "INBOX"}));
    EXPECT_NE(object["name"].get<std::string>().find("three.mbox"),
              std::string::npos);
    EXPECT_EQ(object["actions"].size(), 1U);
    EXPECT_TRUE(object["error"].is_null());
  }
}

TEST_F(TrommelRun, ThreadsChangeNothing) {
  WriteMbox("many.mbox", 3000, 400);
  for (const char* format : {"--json", "--summary", "--lang=sieve"}) {
    const Finished one = Run({"-j1", format, "f.sieve", "many.mbox"});
    const Finished four = Run({"-j4", format, "f.sieve", "many.mbox"});
    EXPECT_EQ(one.status, 0);
    EXPECT_EQ(four.status, 0);
    EXPECT_EQ(one.out, four.out);
    EXPECT_FALSE(one.out.empty());
  }
  EXPECT_EQ(Run({"-j4", "f.sieve", "three.mbox"}).out,
            Run({"f.sieve", "three.mbox"}).out);
}

TEST_F(TrommelRun, ThreadsCountTheSameNamesWhenThereAreTooMany) {
  scratch_.Write("each.sieve",
                 "require [\"fileinto\", \"variables\"];\n"
                 "if header :matches \"subject\" \"*\" "
                 "{ fileinto \"${1}\"; }\n");
  WriteMbox("many.mbox", limits::kSummaryRows + 500, 20);
  const Finished one = Run({"--summary", "each.sieve", "many.mbox"});
  EXPECT_NE(one.out.find("      500  (other)\n"), std::string::npos);
  EXPECT_EQ(Run({"-j4", "--summary", "each.sieve", "many.mbox"}).out, one.out);
}

TEST_F(TrommelRun, OneMessageIsNotSeveral) {
  scratch_.Write("one.eml", "Subject: even\n\n");
  EXPECT_EQ(FirstLine(Run({"--summary", "f.sieve", "one.eml"}).out),
            "1 message");
}

TEST_F(TrommelRun, LargeMessagesGoThroughThreadsInOrder) {
  std::ofstream file(scratch_.Path("mixed.mbox"), std::ios::binary);
  const std::string large(3 << 20, '\n');
  for (size_t i = 1; i <= 8; ++i) {
    file << MboxMessage(i, i % 3 == 0 ? large : "short\n");
  }
  file.close();
  const Finished four = Run({"-j4", "--json", "f.sieve", "mixed.mbox"});
  EXPECT_EQ(four.out, Run({"--json", "f.sieve", "mixed.mbox"}).out);
  EXPECT_EQ(CountLines(four.out), 8U);
}

TEST_F(TrommelRun, AMailboxComesFromStandardInputToo) {
  const Finished result =
      RunProgram(scratch_, "trommel", {"run", "--summary", "f.sieve", "-"},
                 scratch_.Read("three.mbox"));
  EXPECT_EQ(result.out, "3 messages\n        2  Odd\n        1  INBOX\n");
}

TEST_F(TrommelRun, EmptyMailboxesHaveNoMessages) {
  scratch_.Write("empty.mbox", "");
  const Finished result = Run({"--summary", "-j4", "f.sieve", "empty.mbox"});
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_EQ(result.out, "0 messages\n");
}

TEST_F(TrommelRun, RunErrorsAreCountedAndAllIsStillDone) {
  scratch_.Write("bad.exim",
                 "# Exim filter\nif $h_subject: contains odd then\n"
                 "save ${no_such:x}\nendif\n");
  const Finished result = Run({"bad.exim", "three.mbox"});
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_NE(result.out.find("3 messages\n"), std::string::npos);
  EXPECT_NE(result.out.find("2 with errors\n        2  "), std::string::npos)
      << result.out;
}

TEST_F(TrommelRun, AnUnreadableMailboxIsStatus66AfterTheOthers) {
  const Finished result = Run({"--summary", "f.sieve", "absent", "three.mbox"});
  EXPECT_EQ(result.status, 66);
  EXPECT_TRUE(result.out.starts_with("3 messages\n")) << result.out;
  EXPECT_NE(result.err.find("absent"), std::string::npos);
  EXPECT_NE(result.err.find("No such file"), std::string::npos) << result.err;
}

TEST_F(TrommelRun, ScriptErrorsAreStatus65) {
  scratch_.Write("bad.sieve", "frob;\n");
  EXPECT_EQ(Run({"bad.sieve", "three.mbox"}).status, 65);
}

TEST_F(TrommelRun, MaildirsWorkToo) {
  for (const char* name : {"M/cur/1.a:2,S", "M/cur/2.a:2,", "M/new/3.a"}) {
    scratch_.Write(name, "Subject: odd\n\n");
  }
  EXPECT_EQ(FirstLine(Run({"--summary", "f.sieve", "M"}).out), "3 messages");
}

TEST_F(TrommelRun, InterruptEndsWithTheSummarySoFar) {
  constexpr size_t kCount = 100000;
  WriteMbox("long.mbox", kCount, 50);
  for (const char* threads : {"-j1", "-j3"}) {
    Running run(scratch_, "trommel", {"run", threads, "f.sieve", "long.mbox"});
    ASSERT_TRUE(run.ReadSome());
    // The pipe is full or soon will be: the program cannot have come far.
    run.Signal(SIGINT);
    const Finished result = run.Wait();
    EXPECT_EQ(result.status, 130) << result.err;
    const size_t at = result.out.find("\n\n");
    ASSERT_NE(at, std::string::npos) << "no summary";
    const size_t lines = CountLines(result.out.substr(0, at + 1));
    EXPECT_LT(lines, kCount);
    EXPECT_EQ(FirstLine(result.out.substr(at + 2)),
              std::to_string(lines) + " messages");
    EXPECT_NE(result.err.find("interrupted"), std::string::npos);
  }
}

TEST_F(TrommelRun, AReaderThatLeavesEndsItQuietly) {
  WriteMbox("long.mbox", 50000, 50);
  Running run(scratch_, "trommel", {"run", "f.sieve", "long.mbox"});
  ASSERT_TRUE(run.ReadSome());
  run.StopReading();
  const Finished result = run.Wait();
  EXPECT_EQ(result.status, 128 + SIGPIPE);
  EXPECT_EQ(result.err, "");
}

}  // namespace
}  // namespace trommel
