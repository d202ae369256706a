// SPDX-License-Identifier: MIT
// Fuzzer of encoded words, parameters, transfer encodings and charsets.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "interp/text/charset.h"
#include "interp/text/encoded_word.h"
#include "interp/text/transfer.h"

namespace {

using namespace trommel::text;

void Require(bool holds) {
  if (!holds) std::abort();
}

void CheckTransfer(std::string_view value) {
  std::string out;
  for (auto encoding :
       {TransferEncoding::kBase64, TransferEncoding::kQuotedPrintable,
        TransferEncoding::kUuencode})
    Decode(encoding, value, &out);
  std::string back;
  Require(DecodeBase64Strict(EncodeBase64(value), &back));
  Require(back == value);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view value(reinterpret_cast<const char*>(data), size);
  std::string plain = DecodeWords(value);
  if (!HasEncodedWord(value)) Require(plain == value);
  DecodeWords(value, {.charset = "", .check_length = true});
  DecodeWords(value, {.charset = "iso-8859-1"});
  ParameterValue read = ParseParameters(value);
  for (const auto& [name, text] : read.parameters)
    Require(!read.Get(name).empty() || text.empty());
  CheckTransfer(value);
  ParseTransferEncoding(value);
  size_t cut = value.find('\n');
  std::string utf8;
  if (cut != value.npos &&
      ToUtf8(value.substr(cut + 1), value.substr(0, cut), &utf8))
    Require(IsUtf8(utf8));
  return 0;
}
