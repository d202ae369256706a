// SPDX-License-Identifier: MIT
// The words of listings: names of kinds and languages, quoting, and a reader of
// one line. Private to interp/program.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace trommel::listing {

/// Names of the RowKinds and Languages, in the order of their enums.
inline constexpr std::string_view kKinds[] = {
    "control",    "command",    "test",         "tag",
    "match-type", "comparator", "address-part", "item",
    "operator",   "condition",  "if-condition", "lookup",
    "source",     "variable",   "lookup-type",  "step"};
inline constexpr std::string_view kLanguages[] = {"sieve", "exim"};

/// Appends `text` in double quotes, with \xHH, \" and \\ in it: one line of
/// ASCII whatever the bytes.
void AppendQuoted(std::string& out, std::string_view text);
/// Appends `text` as it is when it is a plain word, quoted otherwise.
void AppendName(std::string& out, std::string_view text);

/// Reads a line word by word. After the first fault everything reads as empty
/// or 0 and AtEnd() holds; why() has the reason.
///
/// Example: LineReader r("int 3 -7"); r.Word() == "int", r.Number() == 3.
class LineReader {
 public:
  explicit LineReader(std::string_view line) : rest_(line) {}

  /// Whether only blanks or a `;` comment are left.
  bool AtEnd();
  /// A run of letters, digits, `_`, `-` and `.`.
  std::string_view Word();
  /// A quoted string, unescaped, or a Word.
  std::string Name();
  std::string Quoted();
  /// A number in decimal or, after 0x, hexadecimal, at most `most`.
  uint64_t Number(uint64_t most = std::numeric_limits<uint32_t>::max());
  /// A decimal number with sign.
  int64_t Signed();
  /// Takes `c` if it is next, after blanks.
  bool Eat(char c);
  void Expect(char c);
  void Expect(std::string_view word);
  /// Number of the next Word among `names`, a range of string views.
  template <class Names>
  size_t Choice(const Names& names, std::string_view what) {
    std::string_view word = Word();
    size_t i = 0;
    for (std::string_view name : names) {
      if (name == word) return i;
      ++i;
    }
    Fail("unknown " + std::string(what) + " " + std::string(word));
    return 0;
  }

  void Fail(std::string why);
  bool failed() const { return !why_.empty(); }
  const std::string& why() const { return why_; }

 private:
  void Blanks();
  void Escape(std::string& out);

  std::string_view rest_;
  std::string why_;
};

}  // namespace trommel::listing
