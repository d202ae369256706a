// SPDX-License-Identifier: MIT
// FolderPath: names of mailboxes as Maildir++ folders.
#include <gtest/gtest.h>

#include <string>

#include "tools/delivery/maildir.h"

namespace trommel::delivery {
namespace {

struct PathCase {
  std::string_view name;
  std::string_view path;  // below /m, or empty: refused
};

using namespace std::string_view_literals;

constexpr PathCase kCases[] = {
    {"INBOX", "/m"},
    {"inbox", "/m"},
    {"INBOX.lists", "/m/.lists"},
    {"INBOX/lists", "/m/.lists"},
    {"INBOXES", "/m/.INBOXES"},
    {"lists/dev", "/m/.lists.dev"},
    {"lists.dev", "/m/.lists.dev"},
    {"a b", "/m/.a b"},
    {"Arch/\xC3\xA4 & b", "/m/.Arch.&AOQ- &- b"},
    {"\xE5\x8F\xB0\xE5\x8C\x97", "/m/.&U,BTFw-"},
    {"\xF0\x9F\x98\x80", "/m/.&2D3eAA-"},
    {"~root", "/m/.~root"},
    {"", ""},
    {".", ""},
    {"..", ""},
    {"../etc", ""},
    {"a/../b", ""},
    {"a..b", ""},
    {"/etc", ""},
    {"a/", ""},
    {"INBOX/", ""},
    {"a\0b"sv, ""},
    {"a\nb", ""},
    {"a\x7F", ""},
    {"a\xC2\x85", ""},
    {"a\xFF", ""},
};

TEST(FolderPath, NamesFolders) {
  for (const PathCase& c : kCases) {
    const Result<std::string> path = FolderPath("/m", c.name);
    EXPECT_EQ(path.value_or(""), c.path) << c.name;
    if (!path) {
      EXPECT_EQ(path.error().code, Code::kPermission) << c.name;
    }
  }
}

TEST(FolderPath, RefusesWhatNoFileSystemTakes) {
  EXPECT_TRUE(FolderPath("/m", std::string(254, 'a')));
  EXPECT_FALSE(FolderPath("/m", std::string(255, 'a')));
  EXPECT_FALSE(
      FolderPath("/m", std::string(127, 'a') + "/" + std::string(127, 'b')));
}

TEST(FolderPath, RootMayEndInASlash) {
  EXPECT_EQ(FolderPath("/m/", "a").value_or(""), "/m/.a");
}

}  // namespace
}  // namespace trommel::delivery
