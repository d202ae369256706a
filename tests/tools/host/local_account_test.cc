// SPDX-License-Identifier: MIT
// LocalAccount: what getpwuid() would say, or nothing.
#include "tools/host/local_account.h"

#include <gtest/gtest.h>
#include <pwd.h>
#include <unistd.h>

#include "tests/tools/delivery/scratch.h"

namespace trommel {
namespace {

class Accounts : public ::testing::Test {
 protected:
  std::optional<Account> Find(uid_t user, const std::string& services,
                              const std::string& accounts) {
    scratch_.Write("services", services);
    scratch_.Write("accounts", accounts);
    return LocalAccount(user,
                        {scratch_.Path("services"), scratch_.Path("accounts")});
  }
  delivery::Scratch scratch_;
};

constexpr const char* kTwo =
    "root:x:0:0:root:/root:/bin/sh\nada:x:1000:100:Ada,,,:/home/ada:/bin/sh\n";

TEST_F(Accounts, AreThoseOfTheFileThatComesFirst) {
  for (const char* services :
       {"passwd: files\n", "hosts: dns\npasswd:\tfiles systemd\n",
        "passwd:files # ldap\n"}) {
    const auto found = Find(1000, services, kTwo);
    ASSERT_TRUE(found) << services;
    EXPECT_EQ(found->name, "ada");
    EXPECT_EQ(found->home, "/home/ada");
    EXPECT_EQ(found->group, 100U);
  }
}

TEST_F(Accounts, AreLeftToTheNameServiceWhereItMayDiffer) {
  for (const char* services :
       {"", "passwd: ldap files\n", "passwd: files [SUCCESS=merge] ldap\n",
        "passwd: files[SUCCESS=merge] ldap\n", "passwd: filesystem\n",
        "#passwd: files\n", "passwd: files\npasswd: ldap\n",
        "passwd: ldap\npasswd: files\n"}) {
    EXPECT_FALSE(Find(1000, services, kTwo)) << services;
  }
  EXPECT_FALSE(Find(1001, "passwd: files\n", kTwo));
  EXPECT_FALSE(Find(1000, "passwd: files\n", "+@staff\n" + std::string(kTwo)));
  EXPECT_FALSE(
      Find(1000, "passwd: files\n", std::string(70'000, '#') + "\n" + kTwo));
  EXPECT_FALSE(Find(1000, "passwd: files\n", "ada:x:1000:staff::/home/a:\n"));
  EXPECT_FALSE(Find(1000, "passwd: files\n", " " + std::string(kTwo)));
  EXPECT_FALSE(Find(0, "passwd: files\n", "ada:x::0::/home/a:\n"));
}

TEST_F(Accounts, AgreeWithTheSystem) {
  const auto found = LocalAccount(::getuid());
  const passwd* entry = ::getpwuid(::getuid());
  if (!found || entry == nullptr) GTEST_SKIP() << "no such account in the file";
  EXPECT_EQ(found->name, entry->pw_name);
  EXPECT_EQ(found->home, entry->pw_dir);
  EXPECT_EQ(found->group, entry->pw_gid);
}

}  // namespace
}  // namespace trommel
