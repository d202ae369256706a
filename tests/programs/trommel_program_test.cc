// SPDX-License-Identifier: MIT
// trommel check, compile, dump: issues, compiled files and their accidents.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/programs/process.h"

namespace trommel {
namespace {

using nlohmann::json;

constexpr std::string_view kToA = "require \"fileinto\";\nfileinto \"A\";\n";
constexpr std::string_view kToB = "require \"fileinto\";\nfileinto \"B\";\n";

class TrommelProgram : public testing::Test {
 protected:
  Finished Run(const Words& words, std::string_view in = {}) {
    return RunProgram(scratch_, "trommel", words, in);
  }
  // Where a message goes, or what went wrong.
  std::string Goes(const std::string& script) {
    const Finished result = Run({"test", "--json", script}, "Subject: x\n\n");
    if (result.status != 0) return result.err;
    return json::parse(result.out)["destinations"].dump();
  }
  void Compile(std::string_view text) {
    scratch_.Write("x.sieve", text);
    const Finished result = Run({"compile", "x.sieve"});
    EXPECT_EQ(result.status, 0) << result.err;
    EXPECT_EQ(result.out, "");
  }
  void RemoveSource() { std::filesystem::remove(scratch_.Path("x.sieve")); }
  Scratch scratch_;
};

TEST_F(TrommelProgram, CheckShowsAllIssuesWithCarets) {
  scratch_.Write("bad.sieve", "frob;\nkeep;\nnicate \"x\";\n");
  scratch_.Write("good.sieve", "keep;\n");
  const Finished result = Run({"check", "bad.sieve", "good.sieve"});
  EXPECT_EQ(result.status, 65);
  EXPECT_EQ(result.err, "");
  for (const char* part :
       {"bad.sieve:1:1: error: ", "bad.sieve:3:1: error: ", "\n  ^",
        "bad.sieve: 2 errors\n", "good.sieve: no errors\n"}) {
    EXPECT_NE(result.out.find(part), std::string::npos) << result.out;
  }
  EXPECT_EQ(result.out.find('\033'), std::string::npos) << "colour in a file";
}

TEST_F(TrommelProgram, CheckIsFineWithFineScripts) {
  scratch_.Write("good.exim", "# Exim filter\nfinish\n");
  const Finished result = Run({"check", "good.exim"});
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(result.out, "good.exim: no errors\n");
}

TEST_F(TrommelProgram, CapabilitiesAreAllThatRequireTakes) {
  const Finished result = Run({"check", "--capabilities"});
  EXPECT_EQ(result.status, 0);
  const std::string lines = "\n" + result.out;
  for (const char* name : {"fileinto", "comparator-i;octet",
                           "comparator-i;ascii-casemap", "x-cyrus-log"}) {
    EXPECT_NE(lines.find("\n" + std::string(name) + "\n"), lines.npos) << name;
  }
  std::string require = "require [";
  for (size_t at = 0; at < result.out.size();) {
    const size_t end = result.out.find('\n', at);
    require += (at > 0 ? ", \"" : "\"") + result.out.substr(at, end - at) + '"';
    at = end + 1;
  }
  scratch_.Write("all.sieve", require + "];\nkeep;\n");
  EXPECT_EQ(Run({"check", "all.sieve"}).status, 0);
}

TEST_F(TrommelProgram, CheckGoesOnAfterAMissingFile) {
  scratch_.Write("bad.sieve", "frob;\n");
  const Finished result = Run({"check", "absent", "bad.sieve"});
  EXPECT_EQ(result.status, 66);
  EXPECT_EQ(result.err,
            "trommel: cannot read absent: No such file or directory\n");
  EXPECT_NE(result.out.find("bad.sieve: 1 error\n"), std::string::npos);
}

TEST_F(TrommelProgram, CheckWritesAnObjectALine) {
  scratch_.Write("bad.sieve", "keep;\n  frob;\n");
  const Finished result = Run({"check", "--json", "bad.sieve", "absent"});
  EXPECT_EQ(result.status, 66);
  const size_t end = result.out.find('\n');
  const json bad = json::parse(result.out.substr(0, end));
  EXPECT_EQ(bad["script"], "bad.sieve");
  EXPECT_EQ(bad["ok"], false);
  EXPECT_EQ(bad["issues"][0]["severity"], "error");
  EXPECT_EQ(bad["issues"][0]["line"], 2);
  EXPECT_EQ(bad["issues"][0]["column"], 3);
  const json absent = json::parse(result.out.substr(end + 1));
  EXPECT_EQ(absent["error"]["code"], "NoInput");
}

TEST_F(TrommelProgram, CompiledFilesRunLikeScripts) {
  Compile(kToA);
  EXPECT_EQ(Goes("x.sieve.trmlc"), "[\"A\"]");
  const Finished check = Run({"check", "x.sieve.trmlc"});
  EXPECT_EQ(check.status, 0);
  EXPECT_NE(check.out.find("compiled program, in order"), std::string::npos);
  RemoveSource();
  EXPECT_EQ(Goes("x.sieve.trmlc"), "[\"A\"]");
}

TEST_F(TrommelProgram, TheOutputFileCanBeNamed) {
  scratch_.Write("x.sieve", kToA);
  EXPECT_EQ(Run({"compile", "x.sieve", "-o", "other"}).status, 0);
  EXPECT_EQ(Goes("other"), "[\"A\"]");
  EXPECT_EQ(Run({"compile", "-", "-o", "third"}, kToB).status, 0);
  EXPECT_EQ(Goes("third"), "[\"B\"]");
}

TEST_F(TrommelProgram, CompileRefusesErrorsAndBadTargets) {
  scratch_.Write("bad.sieve", "frob;\n");
  EXPECT_EQ(Run({"compile", "bad.sieve"}).status, 65);
  EXPECT_FALSE(std::filesystem::exists(scratch_.Path("bad.sieve.trmlc")));
  scratch_.Write("x.sieve", kToA);
  const Finished result = Run({"compile", "x.sieve", "-o", "no/such/dir"});
  EXPECT_EQ(result.status, 74);
  EXPECT_NE(result.err.find("no/such/dir"), std::string::npos) << result.err;
}

TEST_F(TrommelProgram, CompileWritesIntoAPipeAndThroughALink) {
  scratch_.Write("x.sieve", kToA);
  const std::string pipe = scratch_.Path("pipe");
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const int reader = ::open(pipe.c_str(), O_RDWR | O_CLOEXEC);
  EXPECT_EQ(Run({"compile", "x.sieve", "-o", "pipe"}).status, 0);
  EXPECT_TRUE(std::filesystem::is_fifo(pipe));
  ::close(reader);
  scratch_.Write("there", "old");
  std::filesystem::create_symlink("there", scratch_.Path("link"));
  EXPECT_EQ(Run({"compile", "x.sieve", "-o", "link"}).status, 0);
  EXPECT_TRUE(std::filesystem::is_symlink(scratch_.Path("link")));
  EXPECT_EQ(Goes("there"), "[\"A\"]");
}

TEST_F(TrommelProgram, AStaleProgramIsCompiledAfreshSilently) {
  Compile(kToA);
  scratch_.Write("x.sieve", kToB);
  const Finished result = Run({"test", "x.sieve.trmlc"}, "Subject: x\n\n");
  EXPECT_EQ(result.err, "");
  EXPECT_NE(result.out.find("Result:    B\n"), std::string::npos) << result.out;
}

TEST_F(TrommelProgram, DamagedFilesAreRefusedByNameOrCompiledAfresh) {
  Compile(kToA);
  const std::string good = scratch_.Read("x.sieve.trmlc");
  std::string flipped = good;
  flipped[flipped.size() / 2] = static_cast<char>(flipped[good.size() / 2] ^ 1);
  std::string foreign = good;
  foreign.replace(4, 4, "ABCD");
  for (const std::string& bytes :
       {good.substr(0, good.size() / 2), std::string(), std::string("TRML"),
        foreign, flipped}) {
    scratch_.Write("x.sieve", kToA);
    scratch_.Write("x.sieve.trmlc", bytes);
    EXPECT_EQ(Goes("x.sieve.trmlc"), "[\"A\"]");
    RemoveSource();
    const Finished refused = Run({"test", "x.sieve.trmlc"}, "\n");
    EXPECT_EQ(refused.status, 65);
    EXPECT_TRUE(refused.err.starts_with("trommel: x.sieve.trmlc: "))
        << refused.err;
    EXPECT_GT(refused.err.size(), sizeof("trommel: x.sieve.trmlc: ") + 5);
    EXPECT_EQ(Run({"dump", "x.sieve.trmlc"}).status, 65);
  }
}

TEST_F(TrommelProgram, NoFlippedBitIsAccepted) {
  Compile(kToA);
  RemoveSource();
  const std::string good = scratch_.Read("x.sieve.trmlc");
  for (size_t at = 0; at < good.size(); at += 13) {
    std::string bytes = good;
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << (at % 8)));
    scratch_.Write("x.sieve.trmlc", bytes);
    const int status = Run({"test", "x.sieve.trmlc"}, "Subject: x\n\n").status;
    EXPECT_EQ(status, 65) << "byte " << at;
  }
}

TEST_F(TrommelProgram, ListingsAssembleToTheSameBytes) {
  Compile(kToA);
  const Finished dump = Run({"dump", "x.sieve.trmlc", "-o", "x.lst"});
  EXPECT_EQ(dump.status, 0) << dump.err;
  EXPECT_EQ(Run({"dump", "x.sieve"}).out, scratch_.Read("x.lst"));
  const Finished assembled =
      Run({"dump", "--assemble", "x.lst", "-o", "again.trmlc"});
  EXPECT_EQ(assembled.status, 0) << assembled.err;
  EXPECT_EQ(scratch_.Read("again.trmlc"), scratch_.Read("x.sieve.trmlc"));
}

TEST_F(TrommelProgram, BadListingsAreRefusedWithTheirLine) {
  scratch_.Write("bad.lst", "nonsense\n");
  const Finished result = Run({"dump", "-a", "bad.lst", "-o", "x"});
  EXPECT_EQ(result.status, 65);
  EXPECT_NE(result.err.find("bad.lst: line 1"), std::string::npos)
      << result.err;
}

}  // namespace
}  // namespace trommel
