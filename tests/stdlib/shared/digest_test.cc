// SPDX-License-Identifier: MIT
// RFC 1321 appendix A.5 and FIPS 180 examples; lengths around the block size.
#include "stdlib/shared/digest.h"

#include <gtest/gtest.h>

namespace trommel::stdlib {
namespace {

TEST(Digest, Md5) {
  EXPECT_EQ(Hex(Md5("")), "d41d8cd98f00b204e9800998ecf8427e");
  EXPECT_EQ(Hex(Md5("message digest")), "f96b697d7cb7938d525a2f31aaf161d0");
  EXPECT_EQ(Hex(Md5(std::string(55, 'a'))), "ef1772b6dff9a122358552954ad0df65");
  EXPECT_EQ(Hex(Md5(std::string(56, 'a'))), "3b0c8ac703f828b04c6c197006d17218");
}

TEST(Digest, Sha1) {
  EXPECT_EQ(Hex(Sha1("abc")), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(
      Hex(Sha1("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
      "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
}

TEST(Digest, Sha256) {
  EXPECT_EQ(Hex(Sha256("abc"), true),
            "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD");
  EXPECT_EQ(
      Hex(Sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(Digest, Sha384And512) {
  EXPECT_EQ(Hex(Sha384("abc")).substr(0, 32),
            "cb00753f45a35e8bb5a03d699ac65007");
  EXPECT_EQ(Hex(Sha512("abc")).substr(0, 32),
            "ddaf35a193617abacc417349ae204131");
  EXPECT_EQ(Hex(Sha512(std::string(111, 'a'))).substr(0, 32),
            "fa9121c7b32b9e01733d034cfc78cbf6");
  EXPECT_EQ(Hex(Sha512(std::string(112, 'a'))).substr(0, 32),
            "c01d080efd492776a1c43bd23dd99d0a");
}

// FIPS 202: around the ends of a block, which differ by size.
TEST(Digest, Sha3) {
  EXPECT_EQ(Hex(Sha3(std::string(200, '\xA3'), 256)),
            "79f38adec5c20307a98ef76e8324afbfd46cfd81b22e3973c65fa1bd9de31787");
  EXPECT_EQ(Hex(Sha3(std::string(143, 'a'), 224)).substr(0, 32),
            "73b1b22b54f515f626a6abdde6af25cd");
  EXPECT_EQ(Hex(Sha3(std::string(144, 'a'), 224)).substr(0, 32),
            "f9019111996dcf160e284e320fd6d882");
  EXPECT_EQ(Hex(Sha3(std::string(72, 'a'), 512)).substr(0, 32),
            "a8ae722a78e10cbbc413886c02eb5b36");
}

// RFC 2202.
TEST(Digest, Hmac) {
  EXPECT_EQ(Hex(Hmac(Md5, "Jefe", "what do ya want for nothing?")),
            "750c783e6ab0b503eaa86e310a5db738");
  EXPECT_EQ(Hex(Hmac(Sha1, std::string(80, '\xAA'),
                     "Test Using Larger Than Block-Size Key - Hash Key First")),
            "aa4ae5e15272d00e95705637ce8a3b55ed402112");
}

}  // namespace
}  // namespace trommel::stdlib
