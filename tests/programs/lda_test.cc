// SPDX-License-Identifier: MIT
// trommel-lda from outside: what it stores, and that it ends with 0, 75 or 77.
#include <gtest/gtest.h>
#include <signal.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/programs/process.h"

namespace trommel {
namespace {

constexpr std::string_view kMessage =
    "From: a@x\nTo: me@y\nSubject: hi\n\nbody\n";

// The messages below a folder of the scratch folder, as paths.
std::vector<std::string> Stored(const Scratch& scratch,
                                std::string_view folder = "Maildir/new") {
  std::vector<std::string> out;
  const std::filesystem::path path = scratch.Path(folder);
  if (!std::filesystem::exists(path)) return out;
  for (const auto& entry : std::filesystem::directory_iterator(path)) {
    out.push_back(std::filesystem::relative(entry, scratch.folder()).string());
  }
  return out;
}

Finished Lda(const Scratch& scratch, Words words = {},
             std::string_view in = kMessage) {
  words.insert(words.begin(), {"--home", scratch.folder(), "-f", "a@x", "-r",
                               "me@y", "--sendmail", "/bin/false"});
  return RunProgram(scratch, "trommel-lda", words, in);
}

struct ScriptCase {
  const char* name;    // of the script in the home
  const char* script;  // its text
  int status;
  size_t kept;            // messages in the default mailbox
  std::string_view says;  // on standard error
};

constexpr ScriptCase kScripts[] = {
    {".dovecot.sieve", "keep;", 0, 1, ""},
    {".dovecot.sieve", "discard;", 0, 0, ""},
    {".dovecot.sieve", "keep", 0, 1, "error"},
    {".dovecot.sieve", "require \"fileinto\"; fileinto \"../x\";", 0, 1,
     "kept in the default mailbox"},
    {".dovecot.sieve", "require \"fileinto\"; fileinto \"nowhere\";", 0, 1,
     "failed to store into mailbox \"nowhere\": the mailbox does not exist"},
    {".dovecot.sieve",
     "require [\"fileinto\", \"mailbox\"]; fileinto :create \"x\";", 0, 0, ""},
    {".dovecot.sieve", "redirect \"b@z\"; keep;", 75, 0, "/bin/false"},
    {".forward", "", 0, 1, ""},
    {".forward", " \n", 0, 1, ""},
    {".forward", "b@z\n", 75, 0, "/bin/false"},
    {".forward", "me, b@z\n", 75, 0, "/bin/false"},
    {".forward", "me@y\n\\me, ME@Y", 0, 1, ""},
    {".forward", "(nobody), # here\n:unknown:", 0, 1, ""},
    {".forward", ":blackhole:", 0, 0, ""},
    {".forward", "me, :blackhole:", 0, 0, ""},
    {".forward", "|/bin/true", 0, 0, ""},
    {".forward", "\"|/bin/sh -c 'exit 3'\", \\me", 75, 0, "/bin/sh"},
    {".forward", ":defer: wait", 75, 0, "wait"},
    {".forward", "me, b c", 75, 0, "malformed local part"},
    {".forward", "me, :include:/none", 75, 0, "failed to open"},
    {".forward", "me, :include:rel", 75, 0, "absolute"},
    {".forward", "/dev/null", 0, 0, ""},
    {".forward", "# Sieve filter\nkeep;\n", 0, 1, ""},
    {".forward", "# Exim filter\n", 0, 1, ""},
    {".forward", "# Exim filter\nif\n", 75, 0, "errors"},
    {".forward", "# Exim filter\nsave ${if\n", 75, 0, ""},
    {".forward", "# Exim filter\nfail text \"no\"\n", 75, 0, ""},
    {".forward", "# Exim filter\nunseen pipe \"/bin/true\"\n", 0, 1, ""},
    {".forward", "# Exim filter\nunseen pipe \"/bin/false\"\n", 75, 0,
     "/bin/false"},
    {".forward", "# Exim filter\nunseen mail to b@z text hi\n", 0, 1,
     "left out"},
};

TEST(Lda, ScriptsDecide) {
  for (const ScriptCase& c : kScripts) {
    const Scratch scratch;
    scratch.Write(c.name, c.script);
    const Finished run = Lda(scratch);
    EXPECT_EQ(run.status, c.status) << c.script << run.err;
    EXPECT_EQ(Stored(scratch).size(), c.kept) << c.script;
    EXPECT_NE(run.err.find(c.says), std::string::npos) << run.err;
    EXPECT_EQ(run.out, "") << c.script;
  }
}

// A program that writes down its arguments and what it reads.
std::string Recorder(const Scratch& scratch) {
  std::string path = scratch.Write("recorder",
                                   "#!/bin/sh\n"
                                   "echo \"$@\" > \"${0%/*}/called\"\n"
                                   "cat > \"${0%/*}/read\"\n");
  std::filesystem::permissions(path, std::filesystem::perms::owner_all);
  return path;
}

struct ListCase {
  const char* list;
  Words words;
  std::string_view called;  // the arguments of sendmail
  size_t kept;
};

TEST(Lda, ListsAreSubmitted) {
  const ListCase cases[] = {
      {"b@z, c, me\n", {}, "-oi -f a@x -- c@y b@z\n", 1},
      {"b@z, B@z, c@d\n", {}, "-oi -f a@x -- c@d B@z\n", 0},
      {"c, \\d",
       {"--set", "qualify_recipient=q"},
       "-oi -f a@x -- d@y c@q\n",
       0},
      {"\\me, b@z", {"--set", "qualify_recipient=q"}, "-oi -f a@x -- b@z\n", 1},
  };
  for (const ListCase& c : cases) {
    const Scratch scratch;
    scratch.Write(".forward", c.list);
    Words words = {"--sendmail", Recorder(scratch)};
    words.insert(words.end(), c.words.begin(), c.words.end());
    const Finished run = Lda(scratch, words);
    EXPECT_EQ(run.status, 0) << run.err;
    EXPECT_EQ(scratch.Read("called"), c.called) << c.list;
    EXPECT_EQ(scratch.Read("read"), kMessage);
    EXPECT_EQ(Stored(scratch).size(), c.kept) << c.list;
  }
}

TEST(Lda, ListsNameFilesAndPipes) {
  const Scratch scratch;
  const std::string home = scratch.folder();
  scratch.Write("more", "\"|" + Recorder(scratch) + " x,y\"\n");
  scratch.Write(".forward",
                home + "/box, " + home + "/dir/\n:include:" + home + "/more");
  const Finished run = Lda(scratch);
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(scratch.Read("called"), "x,y\n");
  EXPECT_NE(scratch.Read("box").find("\nbody\n"), std::string::npos);
  EXPECT_EQ(Stored(scratch, "dir/new").size(), 1U);
  EXPECT_EQ(Stored(scratch).size(), 0U);
}

TEST(Lda, ListsRefuseByFail) {
  const Scratch scratch;
  scratch.Write(".forward", "me, :fail: gone,\naway\n");
  const Finished run = Lda(scratch);
  EXPECT_EQ(run.status, 77) << run.err;
  EXPECT_EQ(run.out, "gone,\naway\n");
  EXPECT_EQ(Stored(scratch).size(), 0U);
}

// A header may name anybody: only an option or the environment is believed.
TEST(Lda, ListsTakeNoOwnerFromTheHeader) {
  const Scratch scratch;
  scratch.Write(".forward", "me@y");
  const Finished run = RunProgram(scratch, "trommel-lda",
                                  {"--home", scratch.folder(), "-f", "a@x",
                                   "--sendmail", Recorder(scratch)},
                                  kMessage);
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(scratch.Read("called"), "-oi -f a@x -- me@y\n");
  EXPECT_EQ(Stored(scratch).size(), 0U);
}

TEST(Lda, ListsKnowTheAffixes) {
  const Scratch scratch;
  scratch.Write(".forward", "\\me");
  ::setenv("LOCAL_PART_SUFFIX", "+x", 1);
  const Finished run = Lda(scratch, {"-r", "me+x@y"});
  ::unsetenv("LOCAL_PART_SUFFIX");
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(Stored(scratch).size(), 1U);
}

TEST(Lda, StoresTheBytesAsTheyCame) {
  for (std::string_view in :
       {kMessage, std::string_view("X: y\r\n\r\n\0\xFF From\rz", 17)}) {
    const Scratch scratch;
    EXPECT_EQ(Lda(scratch, {}, in).status, 0);
    ASSERT_EQ(Stored(scratch).size(), 1U);
    EXPECT_EQ(scratch.Read(Stored(scratch)[0]), in);
  }
  const Scratch scratch;
  Lda(scratch, {},
      "From a@x Sun Nov 29 12:00:00 2026\n" + std::string(kMessage));
  ASSERT_EQ(Stored(scratch).size(), 1U);
  EXPECT_EQ(scratch.Read(Stored(scratch)[0]), kMessage);
}

TEST(Lda, MailboxOptions) {
  const Scratch scratch;
  EXPECT_EQ(Lda(scratch, {"--maildir", "other/dir"}).status, 0);
  EXPECT_EQ(Stored(scratch, "other/dir/new").size(), 1U);
  EXPECT_EQ(Lda(scratch, {"--mbox", "box"}).status, 0);
  EXPECT_TRUE(scratch.Read("box").starts_with("From a@x "));
}

TEST(Lda, SystemFilterRefuses) {
  const Scratch scratch;
  scratch.Write("f", "# Exim filter\nfail text \"go away\"\n");
  const Finished run = Lda(scratch, {"--system", "--script", "f"});
  EXPECT_EQ(run.status, 77) << run.err;
  EXPECT_EQ(run.out, "go away\n");
  EXPECT_TRUE(Stored(scratch).empty());
}

TEST(Lda, WrongUseIsTemporary) {
  const Scratch scratch;
  const Words wrong[] = {{"--nonsense"},
                         {"positional"},
                         {"--script"},
                         {"--script", "missing"},
                         {"--script", "."},
                         {"--set", "x"},
                         {"--set", "nonsense=1"},
                         {"--maildir", "a", "--mbox", "b"},
                         {"--home", "relative"},
                         {"--home", "/dev/null"}};
  for (const Words& words : wrong) {
    const Finished run = Lda(scratch, words);
    EXPECT_EQ(run.status, 75) << words.back();
    EXPECT_TRUE(run.err.starts_with("trommel-lda: ")) << run.err;
  }
  EXPECT_EQ(Lda(scratch, {}, "").status, 75);
  EXPECT_TRUE(Stored(scratch).empty());
}

TEST(Lda, HelpAndVersion) {
  const Scratch scratch;
  const Finished help = Lda(scratch, {"--help"});
  EXPECT_EQ(help.status, 0);
  EXPECT_NE(help.out.find("--maildir"), std::string::npos);
  EXPECT_TRUE(Lda(scratch, {"--version"}).out.starts_with("trommel-lda "));
}

TEST(Lda, SignalUndoes) {
  const Scratch scratch;
  const std::string killer =
      scratch.Write("killer", "#!/bin/sh\nkill -TERM $PPID\nexec sleep 60\n");
  std::filesystem::permissions(killer, std::filesystem::perms::owner_all);
  scratch.Write(".forward",
                "# Exim filter\nunseen save box\nunseen save dir/\n"
                "pipe \"$home/killer\"\n");
  const Finished run = Lda(scratch);
  EXPECT_EQ(run.status, 75);
  EXPECT_NE(run.err.find("signal 15"), std::string::npos) << run.err;
  EXPECT_FALSE(std::filesystem::exists(scratch.Path("box")));
  EXPECT_TRUE(Stored(scratch, "dir/new").empty());
  EXPECT_TRUE(Stored(scratch, "dir/tmp").empty());
}

}  // namespace
}  // namespace trommel
