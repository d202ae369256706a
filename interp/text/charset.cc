// SPDX-License-Identifier: MIT
// Charsets: three of our own, iconv for the rest, ICU for what iconv lacks.
#include "interp/text/charset.h"

#include <iconv.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <optional>

#include "interp/text/ascii.h"
#include "interp/text/utf8.h"

namespace trommel::text {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD
constexpr size_t kNameLimit = 64;

enum class Kind : uint8_t { kUtf8, kAscii, kLatin1, kOther };

/// A name seen in mail and the one that converters know it by.
struct Alias {
  std::string_view name;
  std::string_view known;
};

constexpr Alias kAliases[] = {
    {"ansi", "windows-1252"},
    {"cp-1252", "windows-1252"},
    {"cp-850", "cp850"},
    {"gb2312", "gb18030"},
    {"gb_2312-80", "gb18030"},
    {"iso-8859-6-e", "iso-8859-6"},
    {"iso-8859-6-i", "iso-8859-6"},
    {"iso-8859-8-e", "iso-8859-8"},
    {"iso-8859-8-i", "iso-8859-8"},
    {"ks_c_5601-1987", "cp949"},
    {"macroman", "macintosh"},
    {"shift_jis", "cp932"},
    {"sjis", "cp932"},
    {"unicode", "utf-16"},
    {"windows-31j", "cp932"},
    {"x-gbk", "gb18030"},
    {"x-mac-roman", "macintosh"},
    {"x-sjis", "cp932"},
    {"x-windows-949", "cp949"},
};

struct OwnName {
  std::string_view name;
  Kind kind;
};

constexpr OwnName kOwnNames[] = {
    {"utf-8", Kind::kUtf8},        {"utf8", Kind::kUtf8},
    {"us-ascii", Kind::kAscii},    {"ascii", Kind::kAscii},
    {"iso646-us", Kind::kAscii},   {"ansi_x3.4-1968", Kind::kAscii},
    {"iso-8859-1", Kind::kLatin1}, {"iso8859-1", Kind::kLatin1},
    {"iso_8859-1", Kind::kLatin1}, {"latin1", Kind::kLatin1},
    {"latin-1", Kind::kLatin1},    {"l1", Kind::kLatin1},
    {"cp819", Kind::kLatin1},
};

Kind KindOf(std::string_view name) {
  for (const OwnName& row : kOwnNames) {
    if (EqualsCaseless(row.name, name)) return row.kind;
  }
  return Kind::kOther;
}

/// A name that is safe to hand to iconv, or empty. "//TRANSLIT" is not.
std::string SafeName(std::string_view name) {
  name = Trim(name);
  if (name.empty() || name.size() > kNameLimit) return {};
  for (char c : name) {
    if (!IsAlnum(c) && std::string_view("._:-").find(c) == name.npos) return {};
  }
  for (const Alias& row : kAliases) {
    if (EqualsCaseless(row.name, name)) return std::string(row.known);
  }
  return std::string(name);
}

/// Size of the smallest unit of a charset, to step over a bad one.
size_t UnitSize(std::string_view name) {
  if (StartsCaseless(name, "utf-16") || StartsCaseless(name, "ucs-2")) return 2;
  if (StartsCaseless(name, "utf-32") || StartsCaseless(name, "ucs-4")) return 4;
  return 1;
}

/// An open iconv descriptor and the pair of names that it serves.
class Converter {
 public:
  Converter() = default;
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
  ~Converter() { Close(); }

  bool Serves(std::string_view from, std::string_view to) const {
    return open_ && from_ == from && to_ == to;
  }

  bool Open(const std::string& from, const std::string& to) {
    Close();
    handle_ = iconv_open(to.c_str(), from.c_str());
    // An iconv_t of -1 says failure, in POSIX's own words.
    open_ = handle_ != reinterpret_cast<iconv_t>(-1);
    from_ = from;
    to_ = to;
    return open_;
  }

  /// Converts all of `bytes`. A bad unit of `skip` bytes, or a whole character
  /// where skip is 0 (the input is UTF-8), gives `bad`, itself converted when
  /// the input is UTF-8.
  void Run(std::string_view bytes, size_t skip, std::string_view bad,
           std::string* out) {
    iconv(handle_, nullptr, nullptr, nullptr, nullptr);
    while (!bytes.empty()) {
      if (Step(&bytes, out)) continue;
      if (skip > 0) {
        *out += bad;
        bytes.remove_prefix(std::min(skip, bytes.size()));
      } else {
        bytes.remove_prefix(NextUtf8(bytes, 0).length);
        std::string_view mark = bad;
        Step(&mark, out);
      }
    }
    Flush(out);
  }

  /// Converts up to the first bad unit; how many bytes that were.
  size_t RunPrefix(std::string_view bytes, std::string* out) {
    iconv(handle_, nullptr, nullptr, nullptr, nullptr);
    std::string_view rest = bytes;
    while (!rest.empty() && Step(&rest, out)) {
    }
    return bytes.size() - rest.size();
  }

 private:
  void Close() {
    if (open_) iconv_close(handle_);
    open_ = false;
  }

  /// Takes what can be converted; false at a bad unit.
  bool Step(std::string_view* bytes, std::string* out) {
    std::array<char, 1024> buffer;
    char* in = const_cast<char*>(bytes->data());  // iconv only reads it
    size_t in_left = bytes->size();
    char* end = buffer.data();
    size_t out_left = buffer.size();
    size_t done = iconv(handle_, &in, &in_left, &end, &out_left);
    int reason = done == static_cast<size_t>(-1) ? errno : 0;
    out->append(buffer.data(), buffer.size() - out_left);
    bytes->remove_prefix(bytes->size() - in_left);
    return reason == 0 || reason == E2BIG;
  }

  void Flush(std::string* out) {
    std::array<char, 64> buffer;
    char* end = buffer.data();
    size_t left = buffer.size();
    iconv(handle_, nullptr, nullptr, &end, &left);
    out->append(buffer.data(), buffer.size() - left);
  }

  iconv_t handle_ = nullptr;
  bool open_ = false;
  std::string from_;
  std::string to_;
};

/// This thread's converter for a pair of names, or null. Opening one reads
/// files, so the last few stay open.
Converter* FindConverter(const std::string& from, const std::string& to) {
  thread_local std::array<Converter, 8> cache;
  thread_local size_t next = 0;
  for (Converter& converter : cache) {
    if (converter.Serves(from, to)) return &converter;
  }
  Converter& converter = cache[next % cache.size()];
  if (!converter.Open(from, to)) return nullptr;
  ++next;
  return &converter;
}

struct IcuClose {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using IcuConverter = std::unique_ptr<UConverter, IcuClose>;

IcuConverter OpenIcu(const std::string& name) {
  UErrorCode status = U_ZERO_ERROR;
  IcuConverter converter(ucnv_open(name.c_str(), &status));
  return U_SUCCESS(status) ? std::move(converter) : nullptr;
}

/// Converts with ICU, by way of UTF-16.
bool IcuConvert(std::string_view bytes, const std::string& from,
                const std::string& to, std::string* out) {
  IcuConverter source = OpenIcu(from);
  IcuConverter target = OpenIcu(to);
  if (!source || !target) return false;
  UErrorCode status = U_ZERO_ERROR;
  if (KindOf(to) != Kind::kUtf8)
    ucnv_setSubstChars(target.get(), "?", 1, &status);
  status = U_ZERO_ERROR;
  const size_t start = out->size();
  const char* in = bytes.data();
  std::array<UChar, 1024> pivot;
  UChar* pivot_in = pivot.data();
  UChar* pivot_out = pivot.data();
  bool reset = true;
  do {
    std::array<char, 1024> buffer;
    char* end = buffer.data();
    status = U_ZERO_ERROR;
    ucnv_convertEx(
        target.get(), source.get(), &end, buffer.data() + buffer.size(), &in,
        bytes.data() + bytes.size(), pivot.data(), &pivot_in, &pivot_out,
        pivot.data() + pivot.size(), reset, true, &status);
    out->append(buffer.data(), static_cast<size_t>(end - buffer.data()));
    reset = false;
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  if (U_SUCCESS(status)) return true;
  out->resize(start);
  return false;
}

/// iconv's names for `name`: itself, then without a private "x-".
bool OtherConvert(std::string_view bytes, std::string from, std::string to,
                  std::string* out) {
  if (from.empty() || to.empty()) return false;
  Converter* converter = FindConverter(from, to);
  if (converter == nullptr && StartsCaseless(from, "x-")) {
    from.erase(0, 2);
    converter = FindConverter(from, to);
  }
  if (converter == nullptr) return IcuConvert(bytes, from, to, out);
  bool to_utf8 = KindOf(to) == Kind::kUtf8;
  converter->Run(bytes, to_utf8 ? UnitSize(from) : 0,
                 to_utf8 ? kReplacement : "?", out);
  return true;
}

void AppendLatin1(std::string_view bytes, std::string* out) {
  for (char c : bytes) AppendUtf8(static_cast<unsigned char>(c), out);
}

void AppendAscii(std::string_view bytes, std::string* out) {
  for (char c : bytes) {
    if (static_cast<unsigned char>(c) < 0x80)
      *out += c;
    else
      *out += kReplacement;
  }
}

void AppendRepaired(std::string_view bytes, std::string* out) {
  for (size_t at = 0; at < bytes.size();) {
    Utf8Step step = NextUtf8(bytes, at);
    *out += step.valid ? bytes.substr(at, step.length) : kReplacement;
    at += step.length;
  }
}

/// The code point of the valid sequence at `at`.
uint32_t CodePoint(std::string_view text, size_t at, size_t length) {
  auto lead = static_cast<unsigned char>(text[at]);
  uint32_t point = length == 1 ? lead : lead & (0x7FU >> length);
  for (size_t i = 1; i < length; ++i)
    point = point << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
  return point;
}

/// UTF-8 to a charset of single bytes that agrees with Unicode below `limit`.
void AppendBytes(std::string_view utf8, uint32_t limit, std::string* out) {
  for (size_t at = 0; at < utf8.size();) {
    Utf8Step step = NextUtf8(utf8, at);
    uint32_t point = step.valid ? CodePoint(utf8, at, step.length) : limit;
    *out += point < limit ? static_cast<char>(point) : '?';
    at += step.length;
  }
}

}  // namespace

bool IsUtf8(std::string_view bytes) {
  for (size_t at = 0; at < bytes.size();) {
    Utf8Step step = NextUtf8(bytes, at);
    if (!step.valid) return false;
    at += step.length;
  }
  return true;
}

void AppendUtf8(uint32_t code_point, std::string* out) {
  auto add = [out](uint32_t byte) { *out += static_cast<char>(byte); };
  bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (code_point > 0x10FFFF || surrogate) {
    *out += kReplacement;
  } else if (code_point < 0x80) {
    add(code_point);
  } else if (code_point < 0x800) {
    add(0xC0 | code_point >> 6);
    add(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    add(0xE0 | code_point >> 12);
    add(0x80 | (code_point >> 6 & 0x3F));
    add(0x80 | (code_point & 0x3F));
  } else {
    add(0xF0 | code_point >> 18);
    add(0x80 | (code_point >> 12 & 0x3F));
    add(0x80 | (code_point >> 6 & 0x3F));
    add(0x80 | (code_point & 0x3F));
  }
}

bool ToUtf8(std::string_view bytes, std::string_view charset,
            std::string* out) {
  std::string name = SafeName(charset);
  switch (KindOf(name)) {
    case Kind::kUtf8:
      AppendRepaired(bytes, out);
      return true;
    case Kind::kAscii:
      AppendAscii(bytes, out);
      return true;
    case Kind::kLatin1:
      AppendLatin1(bytes, out);
      return true;
    case Kind::kOther:
      return OtherConvert(bytes, name, "UTF-8", out);
  }
  return false;
}

bool Convert(std::string_view bytes, std::string_view from, std::string_view to,
             std::string* out) {
  std::string target = SafeName(to);
  if (KindOf(target) == Kind::kUtf8) return ToUtf8(bytes, from, out);
  std::string utf8;
  if (!ToUtf8(bytes, from, &utf8)) return false;
  switch (KindOf(target)) {
    case Kind::kUtf8:
    case Kind::kAscii:
      AppendBytes(utf8, 0x80, out);
      return true;
    case Kind::kLatin1:
      AppendBytes(utf8, 0x100, out);
      return true;
    case Kind::kOther:
      return OtherConvert(utf8, "UTF-8", target, out);
  }
  return false;
}

std::optional<size_t> ConvertPrefix(std::string_view bytes,
                                    std::string_view from, std::string_view to,
                                    std::string* out) {
  const bool to_utf8 = KindOf(to) == Kind::kUtf8;
  const bool same =
      EqualsCaseless(from, to) || (to_utf8 && KindOf(from) == Kind::kUtf8);
  if (same) {
    *out += bytes;
    return bytes.size();
  }
  if (to_utf8 && EqualsCaseless(from, "iso-8859-1")) {
    AppendLatin1(bytes, out);
    return bytes.size();
  }
  if (from.empty() || to.empty()) return std::nullopt;
  Converter* converter = FindConverter(std::string(from), std::string(to));
  if (converter == nullptr) return std::nullopt;
  return converter->RunPrefix(bytes, out);
}

}  // namespace trommel::text
