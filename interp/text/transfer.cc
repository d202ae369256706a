// SPDX-License-Identifier: MIT
// Transfer decoders: base64 by table, quoted-printable and uuencode by line.
#include "interp/text/transfer.h"

#include <algorithm>
#include <array>

#include "interp/text/ascii.h"

namespace trommel::text {
namespace {

constexpr char kAlphabet[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr uint8_t kNone = 0xFF;

constexpr auto kSextets = [] {
  std::array<uint8_t, 256> table{};
  table.fill(kNone);
  for (uint8_t i = 0; i < 64; ++i)
    table[static_cast<unsigned char>(kAlphabet[i])] = i;
  return table;
}();

uint8_t Sextet(char c) { return kSextets[static_cast<unsigned char>(c)]; }

/// Gathers sextets and gives bytes.
class Base64Writer {
 public:
  explicit Base64Writer(std::string* out) : out_(out) {}

  void Add(uint8_t sextet) {
    bits_ = bits_ << 6 | sextet;
    if (++count_ == 4) Flush();
  }

  /// Ends a quantum of two or three sextets; a single one is dropped.
  void Flush() {
    for (unsigned shift = 6 * count_; shift >= 8; shift -= 8)
      *out_ += static_cast<char>(bits_ >> (shift - 8) & 0xFF);
    count_ = 0;
    bits_ = 0;
  }

  unsigned count() const { return count_; }

 private:
  std::string* out_;
  uint32_t bits_ = 0;
  unsigned count_ = 0;
};

void DecodeBase64(std::string_view body, std::string* out) {
  out->reserve(out->size() + body.size() / 4 * 3 + 3);
  Base64Writer writer(out);
  for (char c : body) {
    if (uint8_t sextet = Sextet(c); sextet != kNone)
      writer.Add(sextet);
    else if (c == '=')
      writer.Flush();
  }
  writer.Flush();
}

/// Decodes the `=XX` of one line's text; a malformed one stays.
void DecodeQuotedText(std::string_view line, std::string* out) {
  for (size_t i = 0; i < line.size(); ++i) {
    int byte = line[i] == '=' ? HexByte(line, i + 1) : -1;
    if (byte < 0) {
      *out += line[i];
    } else {
      *out += static_cast<char>(byte);
      i += 2;
    }
  }
}

/// Cuts the next line off, with its line end apart.
std::string_view TakeLine(std::string_view* rest, std::string_view* end) {
  size_t lf = std::min(rest->find('\n'), rest->size());
  size_t text =
      lf > 0 && lf < rest->size() && (*rest)[lf - 1] == '\r' ? lf - 1 : lf;
  size_t next = std::min(lf + 1, rest->size());
  std::string_view line = rest->substr(0, text);
  *end = rest->substr(text, next - text);
  rest->remove_prefix(next);
  return line;
}

void DecodeQuotedPrintable(std::string_view body, std::string* out) {
  out->reserve(out->size() + body.size());
  while (!body.empty()) {
    std::string_view end;
    std::string_view line = TakeLine(&body, &end);
    while (!line.empty() && IsBlank(line.back())) line.remove_suffix(1);
    bool soft = line.ends_with('=');
    if (soft) line.remove_suffix(1);
    DecodeQuotedText(line, out);
    if (!soft) *out += end;
  }
}

uint32_t UuSextet(std::string_view line, size_t at) {
  return at < line.size() ? (static_cast<uint32_t>(line[at]) - 32U) & 0x3F : 0;
}

void DecodeUuLine(std::string_view line, std::string* out) {
  size_t left = UuSextet(line, 0);
  for (size_t at = 1; left > 0 && at < line.size(); at += 4) {
    uint32_t bits = UuSextet(line, at) << 18 | UuSextet(line, at + 1) << 12 |
                    UuSextet(line, at + 2) << 6 | UuSextet(line, at + 3);
    for (int shift = 16; shift >= 0 && left > 0; shift -= 8, --left)
      *out += static_cast<char>(bits >> shift & 0xFF);
  }
}

/// What stands between `begin` and `end`; all of the body without a `begin`.
void DecodeUuencode(std::string_view body, std::string* out) {
  bool inside = false;
  for (std::string_view rest = body; !rest.empty();) {
    std::string_view end;
    std::string_view line = TakeLine(&rest, &end);
    if (!inside) {
      inside = line.starts_with("begin ");
    } else if (line == "end") {
      return;
    } else {
      DecodeUuLine(line, out);
    }
  }
  if (!inside) *out += body;
}

struct EncodingName {
  std::string_view name;
  TransferEncoding encoding;
};

constexpr EncodingName kNames[] = {
    {"base64", TransferEncoding::kBase64},
    {"quoted-printable", TransferEncoding::kQuotedPrintable},
    {"x-uuencode", TransferEncoding::kUuencode},
    {"uuencode", TransferEncoding::kUuencode},
    {"x-uue", TransferEncoding::kUuencode},
};

/// The text after leading white space and comments.
std::string_view SkipComments(std::string_view text) {
  size_t depth = 0;
  size_t i = 0;
  for (; i < text.size(); ++i) {
    if (text[i] == '(')
      ++depth;
    else if (text[i] == ')' && depth > 0)
      --depth;
    else if (text[i] == '\\' && depth > 0)
      ++i;
    else if (depth == 0 && !IsSpace(text[i]))
      break;
  }
  return text.substr(std::min(i, text.size()));
}

}  // namespace

TransferEncoding ParseTransferEncoding(std::string_view value) {
  std::string_view text = SkipComments(value);
  if (text.starts_with('"')) text.remove_prefix(1);
  text = text.substr(0, text.find_first_of(" \t\r\n();,\""));
  for (const EncodingName& row : kNames) {
    if (EqualsCaseless(row.name, text)) return row.encoding;
  }
  return TransferEncoding::kIdentity;
}

void Decode(TransferEncoding encoding, std::string_view body,
            std::string* out) {
  switch (encoding) {
    case TransferEncoding::kIdentity:
      *out += body;
      break;
    case TransferEncoding::kBase64:
      DecodeBase64(body, out);
      break;
    case TransferEncoding::kQuotedPrintable:
      DecodeQuotedPrintable(body, out);
      break;
    case TransferEncoding::kUuencode:
      DecodeUuencode(body, out);
      break;
  }
}

std::string EncodeBase64(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (size_t i = 0; i < bytes.size(); i += 3) {
    uint32_t bits = 0;
    for (size_t j = i; j < i + 3; ++j)
      bits = bits << 8 |
             (j < bytes.size() ? static_cast<unsigned char>(bytes[j]) : 0U);
    for (int shift = 18; shift >= 0; shift -= 6)
      out += kAlphabet[bits >> shift & 0x3F];
  }
  size_t missing = (3 - bytes.size() % 3) % 3;
  return out.replace(out.size() - missing, missing, missing, '=');
}

bool DecodeBase64Strict(std::string_view text, std::string* out) {
  std::string bytes;
  Base64Writer writer(&bytes);
  size_t sextets = 0;
  size_t pads = 0;
  for (char c : text) {
    uint8_t sextet = Sextet(c);
    if (IsSpace(c)) continue;
    if (c == '=')
      ++pads;
    else if (sextet == kNone || pads > 0)
      return false;
    else {
      writer.Add(sextet);
      ++sextets;
    }
  }
  if ((sextets + pads) % 4 != 0 || pads > 2) return false;
  writer.Flush();
  *out += bytes;
  return true;
}

}  // namespace trommel::text
