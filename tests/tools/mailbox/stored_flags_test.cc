// SPDX-License-Identifier: MIT
#include "tools/mailbox/stored_flags.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace trommel::mailbox {
namespace {

TEST(StoredFlags, AreInTheName) {
  EXPECT_EQ(StoredFlags("m/cur/1.M2.host,S=3:2,FRST"),
            "\\Flagged \\Answered \\Seen \\Deleted");
  EXPECT_EQ(StoredFlags("m/cur/1:2,DPX"), "\\Draft");
  EXPECT_EQ(StoredFlags("1:2,S"), "\\Seen");
  for (const char* path :
       {"m/new/1", "m/cur/1:2,", "m:2,S/cur/1", "-", "", "m/cur/1:1,S"}) {
    EXPECT_EQ(StoredFlags(path), "") << path;
  }
}

TEST(StoredFlags, KeywordsAreInAFile) {
  const std::string root =
      (std::filesystem::temp_directory_path() / "trommel_flags").string();
  std::filesystem::create_directories(root + "/cur");
  std::ofstream(root + "/dovecot-keywords") << "0 work\n2 $Junk\n12 no\n";
  EXPECT_EQ(StoredFlags(root + "/cur/1:2,Sabc"), "\\Seen work $Junk");
  std::filesystem::remove_all(root);
  EXPECT_EQ(StoredFlags(root + "/cur/1:2,Sabc"), "\\Seen");
}

}  // namespace
}  // namespace trommel::mailbox
