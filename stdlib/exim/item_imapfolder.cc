// SPDX-License-Identifier: MIT
// ${imapfolder{…}{…}{…}}: the name of an IMAP folder as a Maildir folder has
// it.
//
// Exim specification, "MDA operations"; RFC 3501 section 5.1.3. The text is in
// headers_charset. Separators become dots: none at the end, none for one that
// begins the name, no two in a row. Other dots and slashes are errors unless
// they are among the specials, which are encoded.
#include "interp/text/charset.h"
#include "stdlib/shared/exim_headers.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_item_imapfolder;

namespace {

using vm::CallContext;

/// Modified UTF-7: a run of 16-bit units between & and -, in base64 with a
/// comma for the slash.
class FolderWriter {
 public:
  void Plain(char c) {
    Close();
    begun_ = true;
    out_ += c;
    if (c == '&') out_ += '-';
  }
  void Encoded(uint32_t unit) {
    if (!open_) out_ += '&';
    open_ = begun_ = true;
    bits_ = bits_ << 16U | unit;
    waiting_ += 16;
    while (waiting_ >= 6) Digit(bits_ >> (waiting_ -= 6));
  }
  /// The very first one gives nothing; one behind it gives a dot, as in Exim.
  void Separator() {
    Close();
    if (begun_ && !out_.ends_with('.')) out_ += '.';
    begun_ = true;
  }
  std::string Finish() {
    Close();
    if (out_.ends_with('.')) out_.pop_back();
    return std::move(out_);
  }

 private:
  void Digit(uint64_t bits) {
    constexpr std::string_view kDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";
    out_ += kDigits[bits & 63U];
  }
  void Close() {
    if (!open_) return;
    if (waiting_ > 0) Digit(bits_ << (6 - waiting_));
    out_ += '-';
    open_ = false;
    bits_ = waiting_ = 0;
  }

  std::string out_;
  bool open_ = false;
  bool begun_ = false;
  uint64_t bits_ = 0;
  size_t waiting_ = 0;
};

Error NoConversion(std::string_view charset, bool cut) {
  return {Code::kRun,
          "imapfolder: iconv() failed to convert from " + std::string(charset) +
              ": " +
              (cut ? "Invalid argument"
                   : "Invalid or incomplete multibyte or wide character"),
          {}};
}

/// Whether `rest` is the beginning of a UTF-8 sequence.
bool IsCut(std::string_view rest) {
  std::string whole(rest);
  for (size_t i = 0; i < 3; ++i) {
    whole += '\x80';
    if (text::IsUtf8(whole)) return true;
    whole.back() = '\xBF';
    if (text::IsUtf8(whole)) return true;
  }
  return false;
}

Result<std::string> Encode(std::string_view utf16, char separator,
                           std::string_view specials) {
  FolderWriter writer;
  for (size_t at = 0; at + 1 < utf16.size(); at += 2) {
    const uint32_t unit = uint32_t{static_cast<unsigned char>(utf16[at])}
                              << 8U |
                          static_cast<unsigned char>(utf16[at + 1]);
    const char c = unit < 0x80 ? static_cast<char>(unit) : '\0';
    if (c == separator && c != '\0') {
      writer.Separator();
    } else if (c < ' ' || c == '\x7F' ||
               specials.find(c) != std::string_view::npos) {
      writer.Encoded(unit);
    } else if (c == '.' || c == '/') {
      return Err(Code::kRun,
                 std::string("imapfolder: illegal character '") + c + "'");
    } else {
      writer.Plain(c);
    }
  }
  return writer.Finish();
}

/// The separator and, behind it, what is special. Exim asks for one character
/// even where it skips, but not before it has read all strings.
Result<Value> RunSeparator(CallContext& context, std::span<const Value> args) {
  if (args[0].text().size() == 1) {
    return exim::Copied(
        context, std::string(args[0].text()) + std::string(args[1].text()),
        exim::AnyTainted(args));
  }
  return Err(Code::kRun, "IMAP folder separator must be one character, found " +
                             exim::InQuotes(args[0].text()));
}

Result<Value> RunFolder(CallContext& context, std::span<const Value> args) {
  std::string_view specials = args[1].text();
  if (specials.empty()) specials = "/";
  const char separator = specials[0];
  specials.remove_prefix(1);
  const std::string_view text = args[0].text();
  const std::string charset(exim::HeadersCharset(context));
  std::string utf16;
  std::optional<size_t> taken =
      text::ConvertPrefix(text, charset, "UTF-16BE", &utf16);
  if (!taken || *taken < text.size()) {
    return Err(NoConversion(charset, taken && IsCut(text.substr(*taken))));
  }
  TRY_ASSIGN(std::string out, Encode(utf16, separator, specials));
  return exim::Copied(context, out, args[0].tainted());
}

constexpr Row kRows[] = {
    {RowKind::kItem, "imapfolder",
     "imapfolder <name: string> [<separator: string>] [<specials: string>]",
     "the name of an IMAP folder as a Maildir folder has it",
     "${imapfolder{Räks/a}} => R&AOQ-ks.a", nullptr, RunFolder},
    {.kind = RowKind::kItem,
     .name = "imapfolder separator",
     .usage = "separator <text: string> [<specials: string>]",
     .summary = "the strings of imapfolder as one; the separator has one "
                "character",
     .example = "${imapfolder{a:b}{:}} => a.b",
     .run = RunSeparator,
     .eager = true},
};

}  // namespace

constinit const Feature exim_item_imapfolder = {"item_imapfolder", 1,
                                                Language::kExim, "", kRows};

}  // namespace trommel::stdlib
