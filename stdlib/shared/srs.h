// SPDX-License-Identifier: MIT
// SRS0 addresses (Sender Rewriting Scheme), in the form of Exim's srs_encode.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace trommel::stdlib {

inline constexpr std::string_view kSrsBase32 =
    "abcdefghijklmnopqrstuvwxyz234567";
inline constexpr int64_t kSrsDays = 1024;  ///< then days begin anew

/// The first four digits of an HMAC-MD5 of the address in small letters.
std::string SrsHash(std::string_view secret, std::string_view address);

/// `sender`, which is local_part@domain, rewritten to an address at `here`.
/// Example: SrsEncode("sec", "a@b.c", "a", "b.c", "d.e", day) is
/// "SRS0=74b1=7h=b.c=a@d.e".
std::string SrsEncode(std::string_view secret, std::string_view sender,
                      std::string_view local_part, std::string_view domain,
                      std::string_view here, int64_t day);

}  // namespace trommel::stdlib
