// SPDX-License-Identifier: MIT
// ${base64:, ${base64d:, ${str2b64:, ${hex2b64:, ${rfc2047:, ${rfc2047d:.
//
// Exim specification, "Expansion operators".
// - rfc2047 encodes a whole string once it holds a byte that is special in a
//   phrase or above 127, in words of headers_charset. A word breaks after 67
//   bytes, in the first one its start not counted, but never behind an odd
//   number of encoded bytes in a row: two bytes of UTF-8 stay together, three
//   may not.
#include <algorithm>

#include "interp/text/ascii.h"
#include "interp/text/transfer.h"
#include "stdlib/shared/exim_headers.h"
#include "stdlib/shared/exim_values.h"
#include "stdlib/shared/exim_words.h"

namespace trommel::stdlib {

extern const Feature exim_op_encode;

namespace {

using vm::CallContext;

Result<Value> RunBase64(CallContext& context, std::span<const Value> args) {
  return exim::Copied(context, text::EncodeBase64(args[0].text()),
                      args[0].tainted());
}

Result<Value> RunBase64Decode(CallContext& context,
                              std::span<const Value> args) {
  std::string code, out;
  for (char c : args[0].text()) {
    if (!text::IsSpace(c)) code += c;
  }
  if (!text::DecodeBase64Strict(code, &out)) {
    return Err(Code::kRun, "string " + exim::InQuotes(args[0].text()) +
                               " is not well-formed for \"base64d\" operator");
  }
  // A NUL ends a string.
  out.resize(std::min(out.find('\0'), out.size()));
  return exim::Copied(context, out, args[0].tainted());
}

/// Value of a hexadecimal digit, or -1.
int HexDigit(char c) {
  char lower = text::Lower(c);
  if (text::IsDigit(c)) return c - '0';
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

Result<Value> RunHexToBase64(CallContext& context,
                             std::span<const Value> args) {
  std::string_view hex = args[0].text();
  for (char c : hex) {
    if (HexDigit(c) < 0) {
      return Err(Code::kRun, exim::InQuotes(hex) + " is not a hex string");
    }
  }
  if (hex.size() % 2 != 0) {
    return Err(Code::kRun,
               exim::InQuotes(hex) + " contains an odd number of characters");
  }
  std::string bytes;
  for (size_t i = 0; i < hex.size(); i += 2) {
    bytes += static_cast<char>(HexDigit(hex[i]) * 16 + HexDigit(hex[i + 1]));
  }
  return exim::Copied(context, text::EncodeBase64(bytes), args[0].tainted());
}

Result<Value> RunEncodeWords(CallContext& context,
                             std::span<const Value> args) {
  std::string_view text = args[0].text();
  if (!exim::NeedsWords(text)) return args[0];
  return exim::Copied(context,
                      exim::EncodeWords(text, exim::HeadersCharset(context)),
                      args[0].tainted());
}

Result<Value> RunDecodeWords(CallContext& context,
                             std::span<const Value> args) {
  std::string_view charset = exim::HeadersCharset(context);
  std::string_view unknown;
  std::string decoded =
      exim::DecodeHeader(context, args[0].text(), charset, &unknown);
  if (unknown.data() == nullptr) {
    return exim::Copied(context, decoded, args[0].tainted());
  }
  return Err(Code::kRun,
             "iconv_open(" + exim::InQuotes(charset) + ", " +
                 exim::InQuotes(unknown) +
                 ") failed: Invalid argument (maybe unsupported conversion)");
}

constexpr Usage kText = "op <text: string>";

constexpr Row kRows[] = {
    {RowKind::kOperator, "base64", kText, "in base64", "${base64:abc} => YWJj",
     nullptr, RunBase64},
    {RowKind::kOperator, "base64d", kText, "out of base64",
     "${base64d:YWJj} => abc", nullptr, RunBase64Decode},
    {RowKind::kOperator, "str2b64", kText, "in base64 (the old name)",
     "${str2b64:abc} => YWJj", nullptr, RunBase64},
    {RowKind::kOperator, "hex2b64", kText, "from hexadecimal to base64",
     "${hex2b64:616263} => YWJj", nullptr, RunHexToBase64},
    {RowKind::kOperator, "rfc2047", kText, "as encoded words of a header",
     "${rfc2047:a=b} => =?UTF-8?Q?a=3Db?=", nullptr, RunEncodeWords},
    {RowKind::kOperator, "rfc2047d", kText, "encoded words decoded",
     "${rfc2047d:=?iso-8859-1?Q?caf=E9?=} => caf\xC3\xA9", nullptr,
     RunDecodeWords},
};

}  // namespace

constinit const Feature exim_op_encode = {"op_encode", 1, Language::kExim, "",
                                          kRows};

}  // namespace trommel::stdlib
