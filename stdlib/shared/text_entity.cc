// SPDX-License-Identifier: MIT
#include "stdlib/shared/text_entity.h"

#include <algorithm>

#include "interp/text/transfer.h"

namespace trommel::stdlib {
namespace {

constexpr size_t kLine = 998;        // RFC 5322 section 2.1.1
constexpr size_t kEncodedLine = 76;  // RFC 2045 section 6.7

/// Whether all lines can be sent as they are.
bool IsPlain(std::string_view text) {
  if (text.find('\0') != std::string_view::npos) return false;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    const std::string_view inner =
        line.substr(0, line.size() - (line.ends_with('\r') ? 1 : 0));
    if (line.size() > kLine || line.starts_with("--") ||
        inner.find('\r') != std::string_view::npos) {
      return false;
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return true;
}

/// Whether quoted-printable stays readable.
bool IsMostlyAscii(std::string_view text) {
  const auto others = std::count_if(text.begin(), text.end(), [](char c) {
    return c == '\0' || static_cast<unsigned char>(c) >= 0x80;
  });
  return static_cast<size_t>(others) * 4 <= text.size();
}

std::string Base64Lines(std::string_view text, std::string_view line_end) {
  constexpr size_t kBytes = kEncodedLine / 4 * 3;
  std::string out;
  for (; !text.empty(); text.remove_prefix(std::min(kBytes, text.size()))) {
    out += text::EncodeBase64(text.substr(0, kBytes));
    out += line_end;
  }
  return out;
}

bool MustQuote(std::string_view line, size_t at) {
  const char c = line[at];
  if (c == '-') return at == 0;
  if (c == ' ' || c == '\t') return at + 1 == line.size();
  return c <= ' ' || c > '~' || c == '=';
}

void AppendQuotedLine(std::string_view line, std::string_view line_end,
                      std::string* out) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  size_t column = 0;
  for (size_t i = 0; i < line.size(); ++i) {
    const bool quote = MustQuote(line, i);
    const size_t width = quote ? 3 : 1;
    if (column + width >= kEncodedLine) {
      *out += '=';
      *out += line_end;
      column = 0;
    }
    column += width;
    if (quote) {
      const auto byte = static_cast<unsigned char>(line[i]);
      *out += '=';
      *out += kHex[byte >> 4U];
      *out += kHex[byte & 15U];
    } else {
      *out += line[i];
    }
  }
}

/// `text` has lines that end in `line_end`.
std::string QuotedLines(std::string_view text, std::string_view line_end) {
  std::string out;
  while (!text.empty()) {
    const size_t end = text.find(line_end);
    AppendQuotedLine(text.substr(0, end), line_end, &out);
    if (end == std::string_view::npos) break;
    out += line_end;
    text.remove_prefix(end + line_end.size());
  }
  return out;
}

}  // namespace

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x80;
  });
}

std::string WithLineEnds(std::string_view text, std::string_view line_end) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    const bool crlf =
        text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if (crlf) continue;
    if (text[i] == '\n') {
      out += line_end;
    } else {
      out += text[i];
    }
  }
  return out;
}

Entity TextEntity(const TextSource& source) {
  Entity out;
  out.body = WithLineEnds(source.text, source.line_end);
  std::string_view encoding = IsAscii(out.body) ? "7bit" : "8bit";
  if (!IsPlain(out.body)) {
    const bool quoted = IsMostlyAscii(out.body);
    encoding = quoted ? "quoted-printable" : "base64";
    out.body = quoted ? QuotedLines(out.body, source.line_end)
                      : Base64Lines(out.body, source.line_end);
  }
  const std::string end(source.line_end);
  out.fields = "Content-Type: " + std::string(source.type) +
               "; charset=" + std::string(source.charset) + end +
               "Content-Transfer-Encoding: " + std::string(encoding) + end;
  return out;
}

}  // namespace trommel::stdlib
