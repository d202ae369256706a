// SPDX-License-Identifier: MIT
// Walker: which files of a tree are mail, and in what order.
#include "tools/mailbox/walk.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <string>
#include <vector>

#include "tests/tools/mailbox/temp_dir.h"

namespace trommel::mailbox {
namespace {

using Strings = std::vector<std::string>;

// Paths below `dir`; "!" before what failed, "*" after messages of Maildirs.
Strings Walk(const TempDir& dir, const std::string& root = "") {
  Walker walker;
  Strings out;
  EXPECT_TRUE(walker.Start(dir.Path(root)));
  Found found;
  while (walker.Next(&found)) {
    std::string path = found.path.substr(dir.Path("").size());
    while (path.starts_with('/')) path.erase(0, 1);
    out.push_back((found.failed ? "!" : "") + path +
                  (found.in_maildir ? "*" : ""));
  }
  return out;
}

TEST(Walker, FoldersAreReadInNameOrder) {
  TempDir dir;
  for (const char* name : {"b", "a/2", "a/10", "c/x/y", ".hidden", "d"}) {
    dir.Write(name, "x");
  }
  EXPECT_EQ(Walk(dir), (Strings{"a/10", "a/2", "b", "c/x/y", "d"}));
}

TEST(Walker, MaildirsGiveTheirMessagesAndFolders) {
  TempDir dir;
  for (const char* name :
       {"new/3", "cur/2", "cur/1", "cur/.4", "tmp/5", "dovecot-uidlist",
        "subscriptions", ".Sub/cur/6", ".Sub/maildirfolder", ".Sub.x/new/7",
        "sieve/a.sieve", "Work/Clients/cur/8", "z:2,S", ".other/file"}) {
    dir.Write(name, "x");
  }
  dir.MakeDir("cur/9");
  EXPECT_EQ(Walk(dir),
            (Strings{"cur/1*", "cur/2*", "new/3*", ".Sub/cur/6*",
                     ".Sub.x/new/7*", "Work/Clients/cur/8*", "z:2,S*"}));
}

TEST(Walker, FoldersMayHoldMaildirs) {
  TempDir dir;
  for (const char* name : {"z", "m/cur/1", ".dot/cur/2", ".imap/index",
                           "dovecot.index", "courierimapuiddb"}) {
    dir.Write(name, "x");
  }
  EXPECT_EQ(Walk(dir), (Strings{".dot/cur/2*", "m/cur/1*", "z"}));
}

TEST(Walker, TellsMaildirs) {
  TempDir dir;
  dir.MakeDir("m/new");
  dir.Write("f/cur", "a file");
  Walker walker;
  ASSERT_TRUE(walker.Start(dir.Path("m")));
  EXPECT_TRUE(walker.root_is_maildir());
  Walker other;
  ASSERT_TRUE(other.Start(dir.Path("f")));
  EXPECT_FALSE(other.root_is_maildir());
}

TEST(Walker, LinkLoopsEnd) {
  TempDir dir;
  dir.Write("a/1", "x");
  dir.Link("..", "a/up");
  dir.Link(".", "self");
  dir.Link("loop", "loop");
  dir.Link("a/1", "link");
  EXPECT_EQ(Walk(dir), (Strings{"a/1", "link", "loop"}));
}

TEST(Walker, LinkedDirectoriesAreReadOnce) {
  TempDir dir;
  dir.Write("real/1", "x");
  dir.Link("real", "a");
  EXPECT_EQ(Walk(dir), Strings{"a/1"});
}

TEST(Walker, LeavesOutWhatIsNoFile) {
  TempDir dir;
  dir.Write("a", "x");
  ASSERT_EQ(mkfifo(dir.Path("fifo").c_str(), 0600), 0);
  dir.Link("fifo", "to-fifo");
  dir.Link("/dev/null", "device");
  EXPECT_EQ(Walk(dir), Strings{"a"});
}

TEST(Walker, DeepTreesAreNoProblem) {
  TempDir dir;
  std::string path;
  for (int i = 0; i < 500; ++i) path += "d/";
  dir.Write(path + "f", "x");
  EXPECT_EQ(Walk(dir), Strings{path + "f"});
}

TEST(Walker, MissingRootIsAnError) {
  TempDir dir;
  Walker walker;
  Status started = walker.Start(dir.Path("none"));
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().code, Code::kNoInput);
}

}  // namespace
}  // namespace trommel::mailbox
