// SPDX-License-Identifier: MIT
// ${quote:, ${rxquote:, ${escape:, ${escape8bit:, ${hexquote:, ${utf8clean:.
//
// Exim specification, "Expansion operators".
// - quote: in double quotes unless all bytes are letters, digits or one of
//   "_-."; line ends become \n and \r.
// - rxquote: a backslash before everything but letters and digits.
// - escape, escape8bit, hexquote: unprintable bytes as \n, \ooo or \xhh.
// - utf8clean: a question mark for each byte or sequence that is no UTF-8.
#include "interp/text/ascii.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_op_quote;

namespace {

using vm::CallContext;

bool NeedsQuotes(std::string_view text) {
  for (char c : text) {
    bool plain = text::IsAlnum(c) || c == '_' || c == '-' || c == '.';
    if (!plain) return true;
  }
  return text.empty();
}

Result<Value> RunQuote(CallContext& context, std::span<const Value> args) {
  if (!NeedsQuotes(args[0].text())) return args[0];
  std::string out = "\"";
  for (char c : args[0].text()) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n' || c == '\r') {
      out += c == '\n' ? "\\n" : "\\r";
    } else {
      out += c;
    }
  }
  return exim::Copied(context, out + "\"", args[0].tainted());
}

Result<Value> RunRegexQuote(CallContext& context, std::span<const Value> args) {
  std::string out;
  for (char c : args[0].text()) {
    if (!text::IsAlnum(c)) out += '\\';
    out += c;
  }
  return exim::Copied(context, out, args[0].tainted());
}

Result<Value> RunEscape(CallContext& context, std::span<const Value> args) {
  bool keep_high = context.settings().print_topbitchars;
  return exim::Copied(context, exim::Printable(args[0].text(), keep_high),
                      args[0].tainted());
}

Result<Value> RunEscape8Bit(CallContext& context, std::span<const Value> args) {
  std::string out;
  for (char c : args[0].text()) {
    auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x7F) {
      out += exim::Printable({&c, 1}, false);
    } else if (c == '\\') {
      out += "\\134";
    } else {
      out += c;
    }
  }
  return exim::Copied(context, out, args[0].tainted());
}

Result<Value> RunHexQuote(CallContext& context, std::span<const Value> args) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (char c : args[0].text()) {
    auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7F) {
      out += c;
    } else {
      out += "\\x";
      out += kDigits[byte >> 4U];
      out += kDigits[byte & 15U];
    }
  }
  return exim::Copied(context, out, args[0].tainted());
}

/// Length of a UTF-8 sequence that begins with `first`, 0 if none does.
size_t SequenceSize(uint8_t first) {
  if (first < 0x80) return 1;
  if (first < 0xC2 || first >= 0xF8) return 0;
  return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

/// Whether a sequence of sound form is a character; overlong ones may be.
bool IsCharacter(std::string_view sequence) {
  const auto first = static_cast<uint8_t>(sequence[0]);
  const auto second =
      static_cast<uint8_t>(sequence.size() > 1 ? sequence[1] : 0);
  if (first == 0xED) return second < 0xA0;
  return first < 0xF4 || (first == 0xF4 && second < 0x90);
}

/// What breaks a sequence off goes with it, unless it is ASCII.
Result<Value> RunUtf8Clean(CallContext& context, std::span<const Value> args) {
  std::string_view rest = args[0].text();
  std::string out;
  while (!rest.empty()) {
    const size_t whole = SequenceSize(static_cast<uint8_t>(rest[0]));
    size_t size = 1;
    while (size < whole && size < rest.size() && (rest[size] & 0xC0) == 0x80) {
      ++size;
    }
    const std::string_view sequence = rest.substr(0, size);
    if (size == whole && IsCharacter(sequence)) {
      out += sequence;
    } else {
      out += '?';
      const bool broken_off = size < whole && size < rest.size();
      if (broken_off && static_cast<uint8_t>(rest[size]) >= 0x80) ++size;
    }
    rest.remove_prefix(size);
  }
  return exim::Copied(context, out, args[0].tainted());
}

constexpr Usage kText = "op <text: string>";

constexpr Row kRows[] = {
    {RowKind::kOperator, "quote", kText, "in double quotes if need be",
     "${quote:a b} => \"a b\"", nullptr, RunQuote},
    {RowKind::kOperator, "rxquote", kText,
     "safe to put into a regular expression", "${rxquote:a.b} => a\\.b",
     nullptr, RunRegexQuote},
    {RowKind::kOperator, "escape", kText, "unprintable bytes made visible",
     "${escape:a\\nb} => a\\nb", nullptr, RunEscape},
    {RowKind::kOperator, "escape8bit", kText, "bytes above 127 made visible",
     "${escape8bit:a\\xe9} => a\\351", nullptr, RunEscape8Bit},
    {RowKind::kOperator, "hexquote", kText, "unprintable bytes as \\xhh",
     "${hexquote:a b} => a\\x20b", nullptr, RunHexQuote},
    {RowKind::kOperator, "utf8clean", kText, "a ? for what is no UTF-8",
     "${utf8clean:a\\xffb} => a?b", nullptr, RunUtf8Clean},
};

}  // namespace

constinit const Feature exim_op_quote = {"op_quote", 1, Language::kExim, "",
                                         kRows};

}  // namespace trommel::stdlib
