// SPDX-License-Identifier: MIT
// Queries of dnsdb; tests/lookups/dnsdb_test.py has many more, beside Exim.
#include "stdlib/shared/dnsdb_query.h"

#include <gtest/gtest.h>

namespace trommel::stdlib {
namespace {

TEST(DnsdbQuery, ReadsAllParts) {
  const auto query = ReadDnsdbQuery(
      ">:,; defer_strict, dnssec_never,retrans_1m,retry_2, "
      "MXH = a.example : b.example ");
  ASSERT_TRUE(query);
  EXPECT_EQ(query->between_records, ":");
  EXPECT_EQ(query->between_fields, ";");
  EXPECT_EQ(query->defer, DnsdbCare::kStrict);
  EXPECT_EQ(query->dnssec, DnsdbCare::kNever);
  EXPECT_EQ(query->wait, std::chrono::seconds(60));
  EXPECT_EQ(query->tries, 2);
  EXPECT_EQ(query->type, DnsType::kMx);
  EXPECT_EQ(query->style, DnsdbStyle::kMxHosts);
  EXPECT_EQ(query->names, "a.example : b.example");
}

TEST(DnsdbQuery, Defaults) {
  const auto query = ReadDnsdbQuery("a.example");
  ASSERT_TRUE(query);
  EXPECT_EQ(query->between_records, "\n");
  EXPECT_FALSE(query->between_fields);
  EXPECT_EQ(query->defer, DnsdbCare::kLax);
  EXPECT_EQ(query->type, DnsType::kTxt);
  EXPECT_EQ(query->names, "a.example");
}

TEST(DnsdbQuery, SaysWhatIsNoQuery) {
  struct {
    std::string_view text;
    std::string_view error;
  } const kCases[] = {
      {"bogus=a", "unsupported DNS record type"},
      {"=a", "unsupported DNS record type"},
      {"defer_soon,a=a", "unsupported dnsdb defer behaviour"},
      {"dnssec_soon,a=a", "unsupported dnsdb dnssec behaviour"},
      {"retrans_0s,a=a", "unsupported dnsdb timeout value"},
      {"retrans_,a=a", "unsupported dnsdb timeout value"},
      {"retry_x,a=a", "dnsdb modifier syntax error"},
      {"defer_lax a=a", "dnsdb modifier syntax error"},
  };
  for (const auto& c : kCases) {
    const auto query = ReadDnsdbQuery(c.text);
    ASSERT_FALSE(query) << c.text;
    EXPECT_EQ(query.error().text, c.error) << c.text;
    EXPECT_EQ(query.error().code, Code::kDefer);
  }
}

}  // namespace
}  // namespace trommel::stdlib
