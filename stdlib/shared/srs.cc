// SPDX-License-Identifier: MIT
#include "stdlib/shared/srs.h"

#include "interp/text/ascii.h"
#include "stdlib/shared/digest.h"

namespace trommel::stdlib {

std::string SrsHash(std::string_view secret, std::string_view address) {
  constexpr size_t kHashSize = 4;
  return Hex(Hmac(Md5, secret, text::Lowered(address))).substr(0, kHashSize);
}

std::string SrsEncode(std::string_view secret, std::string_view sender,
                      std::string_view local_part, std::string_view domain,
                      std::string_view here, int64_t day) {
  std::string local(local_part);
  const bool quoted = local.starts_with('"');
  if (quoted) std::erase(local, '"');
  const auto stamp = static_cast<size_t>(day % kSrsDays);
  std::string out(quoted ? "\"" : "");
  out += "SRS0=" + SrsHash(secret, sender) + '=';
  out += kSrsBase32[stamp / kSrsBase32.size()];
  out += kSrsBase32[stamp % kSrsBase32.size()];
  out += '=';
  out += domain;
  out += '=' + local;
  if (quoted) out += '"';
  out += '@';
  out += here;
  return out;
}

}  // namespace trommel::stdlib
