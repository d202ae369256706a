// SPDX-License-Identifier: MIT
#include "stdlib/shared/address_part.h"

#include <gtest/gtest.h>

namespace trommel::stdlib {
namespace {

struct Case {
  std::string_view part, local, domain;
  std::string_view value;
  bool found;
};

TEST(AddressPart, TakesParts) {
  const Case kCases[] = {
      {":localpart", "me+x", "d.org", "me+x", true},
      {":domain", "me+x", "d.org", "d.org", true},
      {":user", "me+x+y", "d.org", "me", true},
      {":user", "me", "d.org", "me", true},
      {":detail", "me+x+y", "d.org", "x+y", true},
      {":detail", "me+", "d.org", "", true},
      {":detail", "me", "d.org", "", false},
  };
  for (const Case& c : kCases) {
    std::string_view value;
    EXPECT_EQ(PartOf(AddressPartOf(c.part), c.local, c.domain, &value), c.found)
        << c.part << " " << c.local;
    if (c.found) {
      EXPECT_EQ(value, c.value) << c.part << " " << c.local;
    }
  }
}

TEST(AddressPart, EmptyMeansAll) {
  EXPECT_EQ(AddressPartOf(""), AddressPart::kAll);
  EXPECT_EQ(AddressPartOf(":all"), AddressPart::kAll);
}

TEST(AddressPart, MakesWholeAddresses) {
  Arena arena;
  std::string_view value;
  text::Address address;
  address.local_part = "a.b";
  address.domain = "C.org";
  ASSERT_TRUE(PartOf(AddressPart::kAll, address, &arena, &value));
  EXPECT_EQ(value, "a.b@C.org");
  address.local_part = "a b";
  ASSERT_TRUE(PartOf(AddressPart::kAll, address, &arena, &value));
  EXPECT_EQ(value, "\"a b\"@C.org");
  ASSERT_TRUE(PartOf(AddressPart::kLocalPart, address, &arena, &value));
  EXPECT_EQ(value, "a b");
}

TEST(AddressPart, IncompleteOnesHaveNone) {
  Arena arena;
  std::string_view value;
  text::Address address;
  address.local_part = "daemon";
  EXPECT_FALSE(PartOf(AddressPart::kAll, address, &arena, &value));
  address.domain = "x";
  address.valid = false;
  EXPECT_FALSE(PartOf(AddressPart::kLocalPart, address, &arena, &value));
}

}  // namespace
}  // namespace trommel::stdlib
