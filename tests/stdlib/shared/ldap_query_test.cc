// SPDX-License-Identifier: MIT
// Queries of ldap; tests/lookups/ldap_test.py has many more, beside Exim.
#include "stdlib/shared/ldap_query.h"

#include <gtest/gtest.h>

namespace trommel::stdlib {
namespace {

TEST(LdapQuery, ReadsParameters) {
  const auto query = ReadLdapQuery(
      " user=\"cn=a b\\\"%2c\" pass=secret TIME=5 nettime=3 size=2 "
      "referrals=nofollow dereference=always servers=a:b ldaps://h/o=x?sn");
  ASSERT_TRUE(query);
  EXPECT_EQ(query->user, "cn=a b\",");
  EXPECT_EQ(query->password, "secret");
  EXPECT_EQ(query->time_limit, 5);
  EXPECT_EQ(query->net_time, 3);
  EXPECT_EQ(query->size_limit, 2);
  EXPECT_FALSE(query->follow_referrals);
  EXPECT_EQ(query->dereference, LdapDereference::kAlways);
  EXPECT_EQ(query->servers, "a:b");
  EXPECT_EQ(query->url, "ldaps://h/o=x?sn");
}

TEST(LdapQuery, SaysWhatIsNoQuery) {
  struct {
    std::string_view text;
    std::string_view error;
  } const kCases[] = {
      {"", "malformed parameter setting precedes LDAP URL"},
      {"size=1", "malformed parameter setting precedes LDAP URL"},
      {"size=\"1\"ldap:///", "malformed parameter setting precedes LDAP URL"},
      {"size ldap:///", "malformed parameter setting precedes LDAP URL"},
      {"a=b", "malformed parameter setting precedes LDAP URL"},
      {"a=b ldap:///", "unknown parameter \"a=\" precedes LDAP URL"},
      {"size = 1 ldap:///", "unknown parameter \"size =\" precedes LDAP URL"},
      {"referrals=x ldap:///",
       "LDAP option REFERRALS is not \"follow\" or \"nofollow\""},
  };
  for (const auto& c : kCases) {
    const auto query = ReadLdapQuery(c.text);
    ASSERT_FALSE(query) << c.text;
    EXPECT_EQ(query.error().text, c.error) << c.text;
  }
}

}  // namespace
}  // namespace trommel::stdlib
