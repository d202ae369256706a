// SPDX-License-Identifier: MIT
// Tests of interp/text/transfer.h.
#include "interp/text/transfer.h"

#include <gtest/gtest.h>

namespace trommel::text {
namespace {

using namespace std::string_view_literals;
using enum TransferEncoding;

TEST(Transfer, ReadsNames) {
  EXPECT_EQ(ParseTransferEncoding("BASE64"), kBase64);
  EXPECT_EQ(ParseTransferEncoding(" (a (b\\)) c) Quoted-Printable (x)"),
            kQuotedPrintable);
  EXPECT_EQ(ParseTransferEncoding("\"base64\";"), kBase64);
  EXPECT_EQ(ParseTransferEncoding("x-UUencode"), kUuencode);
  EXPECT_EQ(ParseTransferEncoding("8bit"), kIdentity);
  EXPECT_EQ(ParseTransferEncoding("base64x"), kIdentity);
  EXPECT_EQ(ParseTransferEncoding("(base64"), kIdentity);
  EXPECT_EQ(ParseTransferEncoding("(base64\\"), kIdentity);
  EXPECT_EQ(ParseTransferEncoding(""), kIdentity);
}

struct Case {
  TransferEncoding encoding;
  std::string_view body, expected;
};

TEST(Transfer, Decodes) {
  const Case cases[] = {
      {kIdentity, "a=41\0"sv, "a=41\0"sv},
      {kBase64, "YWJj", "abc"},
      {kBase64, "YW\r\nJj!Z A", "abcd"},
      {kBase64, "YQ==YmM=", "abc"},
      {kBase64, "YWI", "ab"},
      {kBase64, "Y", ""},
      {kBase64, "AP/+", "\0\xFF\xFE"sv},
      {kBase64, "====", ""},
      {kQuotedPrintable, "a=E9b=3d\n",
       "a\xE9"
       "b=\n"},
      {kQuotedPrintable, "a =\r\nb  \r\nc", "a b\r\nc"},
      {kQuotedPrintable, "a= \t\nb", "ab"},
      {kQuotedPrintable, "a=zz=4", "a=zz=4"},
      {kQuotedPrintable, "a=", "a"},
      {kQuotedPrintable, "=00\r=0A", "\0\r\n"sv},
      {kQuotedPrintable, "\n\n", "\n\n"},
      {kUuencode, "x\nbegin 644 f\n#86)C\n`\nend\ny", "abc"},
      {kUuencode, "begin 644 f\r\n$86)C9```\r\n`\r\nend\r\n", "abcd"},
      {kUuencode, "begin 644 f\n&86)C", "abc"},
      {kUuencode, "nothing", "nothing"},
  };
  for (const Case& c : cases) {
    std::string out = "+";
    Decode(c.encoding, c.body, &out);
    EXPECT_EQ(out, "+" + std::string(c.expected)) << c.body;
  }
}

TEST(Transfer, EncodesBase64) {
  EXPECT_EQ(EncodeBase64(""), "");
  EXPECT_EQ(EncodeBase64("a"), "YQ==");
  EXPECT_EQ(EncodeBase64("ab"), "YWI=");
  EXPECT_EQ(EncodeBase64("abc"), "YWJj");
  EXPECT_EQ(EncodeBase64("\xFF\xFE\x00\x01"sv), "//4AAQ==");
}

TEST(Transfer, DecodesBase64Strictly) {
  std::string out;
  EXPECT_TRUE(DecodeBase64Strict(" YW\nJj ", &out));
  EXPECT_EQ(out, "abc");
  EXPECT_TRUE(DecodeBase64Strict("YQ==", &out));
  EXPECT_EQ(out, "abca");
  for (std::string_view bad :
       {"Y", "YQ", "YQ=", "Y===", "YQ==YQ==", "YW-j", "=", "YQ==x"})
    EXPECT_FALSE(DecodeBase64Strict(bad, &out)) << bad;
  EXPECT_EQ(out, "abca");
}

}  // namespace
}  // namespace trommel::text
