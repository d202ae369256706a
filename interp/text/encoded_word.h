// SPDX-License-Identifier: MIT
// Encoded words (RFC 2047) and encoded parameters (RFC 2231).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace trommel::text {

struct EncodedWordOptions {
  /// Target charset; empty means: decode, convert nothing ($bh_ in Exim).
  std::string_view charset = "UTF-8";
  /// Exim's check_rfc2047_length: words above 75 characters stay as they are,
  /// and so do words with blanks or with base64 that is not padded.
  bool check_length = false;
  /// Written for a decoded NUL; Exim writes '?'.
  char nul = '?';
  /// As Exim does: each word is converted by itself; from the first byte that
  /// cannot be converted on, the rest of it stays as it is. The charset is
  /// whatever stands between the question marks, a language included; an empty
  /// one is ASCII. Words with blanks or with base64
  /// that is not padded stay as they are, whatever check_length says.
  bool keep_bytes = false;
  /// With keep_bytes: receives the last charset that cannot be converted, its
  /// data() is null when all can. When given, an empty `charset` is ASCII.
  std::string_view* unknown = nullptr;
};

/// Decodes all encoded words of an unfolded or folded header value; white space
/// between two adjacent words goes, all else stays. Malformed words stay as
/// they are; an unknown charset leaves its decoded bytes unconverted.
/// Example: "=?iso-8859-1?Q?caf=E9?=" gives "café".
std::string DecodeWords(std::string_view value,
                        const EncodedWordOptions& options = {});
/// Whether "=?" occurs at all: most values need no copy.
bool HasEncodedWord(std::string_view value);

/// A structured value with parameters: `text/plain; charset=utf-8`.
struct ParameterValue {
  std::string value;  ///< before the first ';', trimmed, lower-cased
  /// name (lower case) and value, continuations joined, charset converted to
  /// UTF-8 (RFC 2231), encoded words inside decoded too. First of a name wins.
  std::vector<std::pair<std::string, std::string>> parameters;
  /// The parameter's value, or empty.
  std::string_view Get(std::string_view name) const;
};

/// Reads Content-Type, Content-Disposition and their like; comments, missing
/// quotes, stray semicolons and RFC 2231 continuations are all understood.
ParameterValue ParseParameters(std::string_view value);

}  // namespace trommel::text
