// SPDX-License-Identifier: MIT
// The form in which comparator i;unicode-casemap compares (RFC 5051).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trommel::text {

/// Every character in title case and then decomposed, canonically and for
/// compatibility, as ICU's Unicode has it. What is not UTF-8 stays as it is.
/// Example: UnicodeCasemap("\u00e9") and UnicodeCasemap("E\u0301") are equal.
std::string UnicodeCasemap(std::string_view text);

/// The same of the literal text of a pattern for GlobMatch: wild cards and what
/// a backslash hides stay what they are.
std::string UnicodeCasemapGlob(std::string_view pattern);

/// A text that is ready to be compared, and where its bytes come from.
struct Casemapped {
  explicit Casemapped(std::string_view source);
  /// The offset in the source of the first character that begins at or behind
  /// `at` of `text`.
  size_t SourceOf(size_t at) const;

  std::string text;
  /// Of each byte of `text`: bytes to the end of what its character became.
  std::vector<uint8_t> lengths;

 private:
  std::vector<uint32_t> sources_;  // of each byte of `text`
  size_t source_size_;
};

}  // namespace trommel::text
