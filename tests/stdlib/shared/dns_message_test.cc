// SPDX-License-Identifier: MIT
// Answers of name servers: names, numbers, and bytes that are no answer.
#include "stdlib/shared/dns_message.h"

#include <gtest/gtest.h>

namespace trommel::stdlib {
namespace {

using namespace std::string_literals;

// The answer to `mx a.b`: preference 10, exchange x.a.b by a pointer.
const std::string kMx =
    "\x12\x34\x81\xA0\0\1\0\1\0\0\0\0"
    "\1a\1b\0\0\x0F\0\1"
    "\xC0\x0C\0\x0F\0\1\0\0\0\x3C\0\6\0\x0A\1x\xC0\x0C"s;

TEST(DnsMessage, ReadsRecords) {
  const auto message = DnsMessage::Read(kMx);
  ASSERT_TRUE(message);
  ASSERT_EQ(message->answers().size(), 1U);
  const DnsRecord& record = message->answers()[0];
  EXPECT_EQ(record.type, DnsType::kMx);
  EXPECT_EQ(message->code(), 0);
  EXPECT_TRUE(message->authenticated());
  EXPECT_EQ(message->Number(record, 0, 2), 10U);
  EXPECT_EQ(message->Number(record, 5, 2), 0U) << "past the end";
  size_t offset = 2;
  EXPECT_EQ(message->Name(record, &offset), "x.a.b");
  EXPECT_EQ(offset, record.size);
  EXPECT_FALSE(message->Name(record, &offset));
}

TEST(DnsMessage, KnowsTheZoneThatAnswers) {
  EXPECT_FALSE(DnsMessage::Read(kMx)->authoritative());
  EXPECT_FALSE(DnsMessage::Read(kMx)->AuthorityOwner(DnsType::kNs));
  std::string bytes = kMx;
  bytes[2] = '\x85';
  bytes[9] = 2;  // an A record of x.b, then an NS record of b
  bytes += "\1x\xC0\x0E\0\1\0\1\0\0\0\x3C\0\4\1\2\3\4"s;
  bytes += "\xC0\x0E\0\2\0\1\0\0\0\x3C\0\4\1n\xC0\x0C"s;
  const auto message = DnsMessage::Read(bytes);
  ASSERT_TRUE(message);
  EXPECT_TRUE(message->authoritative());
  EXPECT_EQ(message->AuthorityOwner(DnsType::kNs), "b");
  EXPECT_EQ(message->AuthorityOwner(DnsType::kA), "x.b");
  EXPECT_FALSE(message->AuthorityOwner(DnsType::kSoa));
  for (size_t size = kMx.size(); size < bytes.size(); ++size) {
    const auto cut = DnsMessage::Read(bytes.substr(0, size));
    ASSERT_TRUE(cut) << "what is behind the answers may be missing";
    EXPECT_FALSE(cut->AuthorityOwner(DnsType::kNs)) << size;
  }
}

TEST(DnsMessage, AddressesAreText) {
  EXPECT_EQ(DnsAddressText("\xC0\0\2\1"s), "192.0.2.1");
  EXPECT_EQ(DnsAddressText(std::string(15, '\0') + '\1'), "::1");
  EXPECT_EQ(DnsAddressText("abc"), "");
}

TEST(DnsMessage, EscapesLabels) {
  std::string bytes = kMx;
  bytes.replace(bytes.size() - 4, 2, "\1."s);
  const auto message = DnsMessage::Read(bytes);
  ASSERT_TRUE(message);
  size_t offset = 2;
  EXPECT_EQ(message->Name(message->answers()[0], &offset), "\\..a.b");
  bytes[bytes.size() - 3] = '\n';
  const auto other = DnsMessage::Read(bytes);
  offset = 2;
  EXPECT_EQ(other->Name(other->answers()[0], &offset), "\\010.a.b");
}

TEST(DnsMessage, RefusesEveryCut) {
  for (size_t size = 0; size < kMx.size(); ++size) {
    EXPECT_FALSE(DnsMessage::Read(kMx.substr(0, size))) << size;
  }
}

TEST(DnsMessage, NamesThatPointInCirclesEnd) {
  std::string bytes = kMx;
  bytes.replace(bytes.size() - 2, 2, "\xC0\x25"s);  // at itself
  const auto message = DnsMessage::Read(bytes);
  ASSERT_TRUE(message);
  size_t offset = 2;
  EXPECT_FALSE(message->Name(message->answers()[0], &offset));
}

}  // namespace
}  // namespace trommel::stdlib
