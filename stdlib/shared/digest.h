// SPDX-License-Identifier: MIT
// Digests that scripts can ask for (RFC 1321, FIPS 180-4). For names and
// fingerprints, not for secrets.
#pragma once

#include <string>
#include <string_view>

namespace trommel::stdlib {

/// 16 raw bytes. Example: Hex(Md5("abc")) is
/// "900150983cd24fb0d6963f7d28e17f72".
std::string Md5(std::string_view bytes);
/// 20 raw bytes.
std::string Sha1(std::string_view bytes);
/// 32 raw bytes.
std::string Sha256(std::string_view bytes);

/// 48 raw bytes.
std::string Sha384(std::string_view bytes);
/// 64 raw bytes.
std::string Sha512(std::string_view bytes);

/// SHA-3 (FIPS 202) of 224, 256, 384 or 512 bits, raw.
std::string Sha3(std::string_view bytes, size_t bits);

/// RFC 2104 with Md5, Sha1 or Sha256.
/// Example: Hex(Hmac(Md5, "key", "text")) begins with "d0ca6177".
std::string Hmac(std::string (*digest)(std::string_view), std::string_view key,
                 std::string_view text);

/// Two digits a byte, lower case or upper case.
std::string Hex(std::string_view bytes, bool upper = false);

}  // namespace trommel::stdlib
