// SPDX-License-Identifier: MIT
// Content-Transfer-Encodings: base64, quoted-printable, uuencode. Decoders
// never fail; what is no code is skipped (base64) or kept (quoted-printable).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace trommel::text {

enum class TransferEncoding : uint8_t {
  kIdentity,  ///< 7bit, 8bit, binary, unknown
  kBase64,
  kQuotedPrintable,
  kUuencode,  ///< x-uuencode, uuencode, x-uue
};

/// From a Content-Transfer-Encoding value, comments and case ignored.
TransferEncoding ParseTransferEncoding(std::string_view value);

/// Appends the decoded bytes of `body` to `out`.
void Decode(TransferEncoding encoding, std::string_view body, std::string* out);

/// Base64 with padding, no line ends. Example: "abc" gives "YWJj".
std::string EncodeBase64(std::string_view bytes);
/// Strict: false when `text` is not well-formed (Exim's base64d operator).
bool DecodeBase64Strict(std::string_view text, std::string* out);

}  // namespace trommel::text
