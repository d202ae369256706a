// SPDX-License-Identifier: MIT
// What the SQL lookups do alike: addresses, rows, which server is asked.
#include "stdlib/shared/server_lookup.h"

#include <gtest/gtest.h>

#include "stdlib/shared/client_library.h"

namespace trommel::stdlib {
namespace {

TEST(ServerLookup, TakesHostsApart) {
  const HostParts all = ReadHost("db.example:3307(/run/my.sock)[group]");
  EXPECT_EQ(all.host, "db.example");
  EXPECT_EQ(all.port, "3307");
  EXPECT_EQ(all.socket, "/run/my.sock");
  EXPECT_EQ(all.group, "group");
  const HostParts socket = ReadHost("(/run/my.sock)");
  EXPECT_EQ(socket.host, "");
  EXPECT_EQ(socket.socket, "/run/my.sock");
}

TEST(ServerLookup, WritesRows) {
  ResultRows none;
  none.Begin();
  EXPECT_FALSE(none.Take()->found);

  ResultRows single;
  for (const std::string_view value : {"a b", "", "c"}) {
    single.Begin();
    single.Single(value);
  }
  EXPECT_EQ(single.Take()->value, "a b\n\nc");

  ResultRows pairs;
  pairs.Begin();
  pairs.Pair("a", "plain\"");
  pairs.Pair("b", "");
  pairs.Pair("c", "q\" \\");
  pairs.Begin();
  pairs.Pair("a", "\"lead");
  EXPECT_EQ(pairs.Take()->value,
            "a=plain\" b=\"\" c=\"q\\\" \\\\\" \na=\"\\\"lead\" ");
}

TEST(ClientLibrary, NamesThePackage) {
  const ClientLibrary none("libnosuch.so.9", "libnosuch9");
  ASSERT_FALSE(none.status());
  EXPECT_EQ(none.status().error().code, Code::kDefer);
  EXPECT_EQ(none.status().error().text,
            "cannot load libnosuch.so.9: install the Debian package "
            "libnosuch9");
  ClientLibrary libc("libc.so.6", "libc6");
  using Strlen = size_t (*)(const char*);
  Strlen found = nullptr;
  libc.Bind("strlen", &found);
  ASSERT_TRUE(libc.status());
  EXPECT_EQ(found("abc"), 3U);
  libc.Bind("no_such_function", &found);
  EXPECT_EQ(libc.status().error().text,
            "libc.so.6 has no no_such_function: install the Debian package "
            "libc6");
}

}  // namespace
}  // namespace trommel::stdlib
