// SPDX-License-Identifier: MIT
// \p{...} for bytes, pcre2pattern(3) "Unicode character properties". ICU knows
// the characters; only what PCRE2 10.42 has is let through.
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <iterator>
#include <string>

#include "interp/text/regex_reader.h"

namespace trommel::text {
namespace {

using namespace std::string_view_literals;

constexpr size_t kNpos = std::string_view::npos;
constexpr size_t kNameMost = 49;
constexpr const char* kMalformed = "malformed \\P or \\p sequence";
constexpr const char* kUnknown = "unknown property after \\P or \\p";

// What ICU knows and PCRE2 10.42 does not.
constexpr UProperty kNotBinary[] = {
    UCHAR_FULL_COMPOSITION_EXCLUSION,
    UCHAR_HYPHEN,
    UCHAR_CASE_SENSITIVE,
    UCHAR_NFD_INERT,
    UCHAR_NFKD_INERT,
    UCHAR_NFC_INERT,
    UCHAR_NFKC_INERT,
    UCHAR_SEGMENT_STARTER,
    UCHAR_POSIX_ALNUM,
    UCHAR_POSIX_BLANK,
    UCHAR_POSIX_GRAPH,
    UCHAR_POSIX_PRINT,
    UCHAR_POSIX_XDIGIT,
    UCHAR_CHANGES_WHEN_NFKC_CASEFOLDED,
};
constexpr UProperty kFirstNewerBinary = UCHAR_BASIC_EMOJI;
constexpr int kNotScript[] = {
    USCRIPT_SIMPLIFIED_HAN, USCRIPT_TRADITIONAL_HAN,   USCRIPT_JAPANESE,
    USCRIPT_KOREAN,         USCRIPT_HAN_WITH_BOPOMOFO, USCRIPT_JAMO,
};
constexpr int kFirstNewerScript = 198;  // Kawi, of Unicode 15

template <typename Holds>
bool Fill(ByteSet* set, Holds holds) {
  for (int byte = 0; byte < 256; ++byte) {
    if (holds(static_cast<UChar32>(byte))) set->Add(static_cast<uint8_t>(byte));
  }
  return true;
}

bool Category(const std::string& name, ByteSet* set) {
  if (name.size() > 2 || name.empty()) return false;
  const char* key = name == "l&" ? "lc" : name.c_str();
  int mask = u_getPropertyValueEnum(UCHAR_GENERAL_CATEGORY_MASK, key);
  if (mask == UCHAR_INVALID_CODE) return false;
  return Fill(set, [mask](UChar32 c) {
    return (U_GET_GC_MASK(c) & static_cast<uint32_t>(mask)) != 0;
  });
}

/// PCRE2's own: Any and the X ones.
bool Special(std::string_view name, ByteSet* set) {
  constexpr UChar32 kNoBreakSpace = 0xA0;
  constexpr uint32_t kAlnum = U_GC_L_MASK | U_GC_N_MASK;
  if (name == "any"sv) return Fill(set, [](UChar32) { return true; });
  bool word = name == "xwd"sv;
  if (word || name == "xan"sv) {
    return Fill(set, [word](UChar32 c) {
      return (U_GET_GC_MASK(c) & kAlnum) != 0 || (word && c == '_');
    });
  }
  if (name == "xps"sv || name == "xsp"sv) {
    return Fill(set, [](UChar32 c) {
      return u_hasBinaryProperty(c, UCHAR_WHITE_SPACE) != 0;
    });
  }
  if (name != "xuc"sv) return false;
  return Fill(set, [](UChar32 c) {
    return c == '$' || c == '@' || c == '`' || c >= kNoBreakSpace;
  });
}

/// `extended`: also characters that the script shares with others.
bool Script(const std::string& name, bool extended, ByteSet* set) {
  int code = u_getPropertyValueEnum(UCHAR_SCRIPT, name.c_str());
  if (code == UCHAR_INVALID_CODE || code >= kFirstNewerScript ||
      std::ranges::find(kNotScript, code) != std::end(kNotScript))
    return false;
  auto script = static_cast<UScriptCode>(code);
  bool general = script == USCRIPT_COMMON || script == USCRIPT_INHERITED ||
                 script == USCRIPT_UNKNOWN;
  if (!general && uscript_getUsage(script) == USCRIPT_USAGE_NOT_ENCODED)
    return false;
  return Fill(set, [=](UChar32 c) {
    UErrorCode error = U_ZERO_ERROR;
    return extended ? uscript_hasScript(c, script) != 0
                    : uscript_getScript(c, &error) == script;
  });
}

bool Binary(const std::string& name, ByteSet* set) {
  UProperty property = u_getPropertyEnum(name.c_str());
  if (property < UCHAR_BINARY_START || property >= kFirstNewerBinary ||
      std::ranges::find(kNotBinary, property) != std::end(kNotBinary))
    return false;
  return Fill(set, [property](UChar32 c) {
    return u_hasBinaryProperty(c, property) != 0;
  });
}

bool BidiClass(const std::string& name, ByteSet* set) {
  constexpr size_t kShort = 3;
  int value = u_getPropertyValueEnum(UCHAR_BIDI_CLASS, name.c_str());
  if (value == UCHAR_INVALID_CODE || name.size() > kShort) return false;
  return Fill(set, [value](UChar32 c) { return u_charDirection(c) == value; });
}

/// `kind` is what stood before a colon, lower case and without blanks as all
/// names are.
bool PropertySet(std::string_view kind, const std::string& name, ByteSet* set) {
  if (kind == "bidiclass"sv || kind == "bc"sv) return BidiClass(name, set);
  if (kind == "script"sv || kind == "sc"sv) return Script(name, false, set);
  if (kind == "scriptextensions"sv || kind == "scx"sv)
    return Script(name, true, set);
  if (!kind.empty()) return false;
  if (Special(name, set) || Category(name, set) || Script(name, true, set) ||
      Binary(name, set))
    return true;
  return name.starts_with("bidi"sv) && BidiClass(name.substr(4), set);
}

}  // namespace

/// Behind the `p`: a letter, or a name in braces, which ^ negates.
bool RegexReader::Property(bool negated, ByteSet* set) {
  if (AtEnd()) return Fail(kMalformed, at_);
  std::string name;
  char c = pattern_[at_++];
  if (c != '{') {
    if (!IsAlpha(c)) return Fail(kMalformed, at_);
    name = Lower(c);
  } else {
    if (Take('^')) negated = !negated;
    for (;; ++at_) {
      if (AtEnd() || Has('\0') || name.size() >= kNameMost)
        return Fail(kMalformed, at_);
      if (Take('}')) break;
      bool skipped = Has('_') || Has('-') || IsSpace(pattern_[at_]);
      if (!skipped) name += Lower(pattern_[at_]);
    }
  }
  size_t colon = name.find_first_of(":=");
  std::string kind = colon == kNpos ? "" : name.substr(0, colon);
  if (colon == 0) return Fail(kUnknown, at_);
  if (colon != kNpos) name.erase(0, colon + 1);
  *set = {};
  if (!PropertySet(kind, name, set)) return Fail(kUnknown, at_);
  if (negated) set->Invert();
  return true;
}

}  // namespace trommel::text
