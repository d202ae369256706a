// SPDX-License-Identifier: MIT
// The words and specials of an address list, without white space and comments.
// For interp/text/address.cc alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace trommel::text {

/// What a token is.
enum class AddressTokenKind : uint8_t {
  kWord,     ///< an atom, or any bytes that are nothing else
  kQuoted,   ///< "...", with its quotes
  kLiteral,  ///< [...], with its brackets
  kSpecial,  ///< one of < > @ , ; : .
};

/// One token; `text` views the value.
struct AddressToken {
  AddressTokenKind kind = AddressTokenKind::kWord;
  std::string_view text;
  bool spaced = false;  ///< white space or a comment stood before it

  bool Is(char special) const {
    return kind == AddressTokenKind::kSpecial && text[0] == special;
  }
  bool IsWordLike() const {
    return kind == AddressTokenKind::kWord || kind == AddressTokenKind::kQuoted;
  }
};

/// Reads tokens one by one, in linear time in all. A quote or bracket that is
/// never closed is an ordinary byte; a comment that is never closed takes all
/// that follows (RFC 5322 section 3.2 has neither).
class AddressLexer {
 public:
  explicit AddressLexer(std::string_view value) : value_(value) {}
  /// False at the end.
  bool Next(AddressToken* token);
  /// Whether something had to be taken for what it is not.
  bool repaired() const { return repaired_; }

 private:
  bool SkipSpace();
  void SkipComment();
  size_t QuotedEnd();
  size_t LiteralEnd();
  size_t WordEnd() const;

  std::string_view value_;
  size_t at_ = 0;
  bool repaired_ = false;
  bool quotes_close_ = true;    // false once a quote was found to be open
  bool brackets_close_ = true;  // the same for brackets
};

/// The token's text without quotes, quoted pairs and folds.
std::string Plain(const AddressToken& token);

}  // namespace trommel::text
