// SPDX-License-Identifier: MIT
// ASCII string work; the caseless search filters candidates with SSE2.
#include "interp/text/ascii.h"

#include <algorithm>
#include <cstring>
#include <vector>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace trommel::text {
namespace {

constexpr size_t kNpos = std::string_view::npos;

/// Length of the common caseless prefix of two texts.
size_t CommonPrefix(std::string_view a, std::string_view b) {
  size_t end = std::min(a.size(), b.size());
  size_t i = 0;
  while (i < end && Lower(a[i]) == Lower(b[i])) ++i;
  return i;
}

/// Knuth-Morris-Pratt: the fallback that no input can slow down.
size_t FindLinear(std::string_view text, std::string_view needle, size_t from) {
  std::vector<size_t> border(needle.size() + 1, 0);
  size_t k = 0;
  for (size_t i = 1; i < needle.size(); ++i) {
    while (k > 0 && Lower(needle[i]) != Lower(needle[k])) k = border[k];
    if (Lower(needle[i]) == Lower(needle[k])) ++k;
    border[i + 1] = k;
  }
  k = 0;
  for (size_t i = from; i < text.size(); ++i) {
    while (k > 0 && Lower(text[i]) != Lower(needle[k])) k = border[k];
    if (Lower(text[i]) == Lower(needle[k])) ++k;
    if (k == needle.size()) return i + 1 - k;
  }
  return kNpos;
}

/// One search: walks candidates and gives up the quick way when verifying them
/// has cost more than a small multiple of the text.
class Finder {
 public:
  Finder(std::string_view text, std::string_view needle)
      : text_(text), needle_(needle), budget_(4 * text.size() + 256) {}

  size_t Find(size_t from) {
    size_t last = text_.size() - needle_.size();
    size_t at = from;
    size_t found = kNpos;
#if defined(__SSE2__)
    if (SkipBlocks(last, &at, &found)) return found;
#endif
    for (; at <= last; ++at) {
      if (Lower(text_[at]) == Lower(needle_[0]) && Check(at, &found))
        return found;
    }
    return kNpos;
  }

 private:
#if defined(__SSE2__)
  static __m128i EqualsEither(__m128i bytes, __m128i low, __m128i high) {
    return _mm_or_si128(_mm_cmpeq_epi8(bytes, low),
                        _mm_cmpeq_epi8(bytes, high));
  }

  /// Whole blocks of 16 positions; true when the search is decided.
  bool SkipBlocks(size_t last, size_t* at, size_t* found) {
    const size_t tail = needle_.size() - 1;
    const __m128i first_low = _mm_set1_epi8(Lower(needle_[0]));
    const __m128i first_high = _mm_set1_epi8(Upper(needle_[0]));
    const __m128i last_low = _mm_set1_epi8(Lower(needle_[tail]));
    const __m128i last_high = _mm_set1_epi8(Upper(needle_[tail]));
    auto load = [this](size_t offset) {
      return _mm_loadu_si128(
          reinterpret_cast<const __m128i*>(text_.data() + offset));
    };
    for (; *at + 15 <= last; *at += 16) {
      __m128i hits =
          _mm_and_si128(EqualsEither(load(*at), first_low, first_high),
                        EqualsEither(load(*at + tail), last_low, last_high));
      auto mask = static_cast<unsigned>(_mm_movemask_epi8(hits));
      for (; mask != 0; mask &= mask - 1) {
        if (Check(*at + static_cast<size_t>(__builtin_ctz(mask)), found))
          return true;
      }
    }
    return false;
  }
#endif

  /// Verifies a candidate; true when the search is decided: it matches, or the
  /// budget is spent and the linear search has answered for the rest.
  bool Check(size_t at, size_t* found) {
    size_t same = CommonPrefix(text_.substr(at), needle_);
    if (same == needle_.size()) {
      *found = at;
      return true;
    }
    if (same < budget_) {
      budget_ -= same;
      return false;
    }
    *found = FindLinear(text_, needle_, at + 1);
    return true;
  }

  std::string_view text_;
  std::string_view needle_;
  size_t budget_;
};

/// Bytes of the UTF-8 sequence that `lead` starts, by its bits alone.
size_t SequenceLength(unsigned char lead) {
  if (lead >= 0xF0) return 4;
  if (lead >= 0xE0) return 3;
  return lead >= 0xC0 ? 2 : 1;
}

bool IsContinuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

}  // namespace

void LowerInto(std::string_view text, char* out) {
  std::transform(text.begin(), text.end(), out, Lower);
}

std::string Lowered(std::string_view text) {
  std::string out(text.size(), '\0');
  LowerInto(text, out.data());
  return out;
}

std::string Uppered(std::string_view text) {
  std::string out(text.size(), '\0');
  std::transform(text.begin(), text.end(), out.begin(), Upper);
  return out;
}

bool EqualsCaseless(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CommonPrefix(a, b) == a.size();
}

bool StartsCaseless(std::string_view text, std::string_view prefix) {
  return CommonPrefix(text, prefix) == prefix.size();
}

bool EndsCaseless(std::string_view text, std::string_view suffix) {
  return text.size() >= suffix.size() &&
         EqualsCaseless(text.substr(text.size() - suffix.size()), suffix);
}

size_t Find(std::string_view text, std::string_view needle, size_t from) {
  if (from > text.size() || text.size() - from < needle.size()) return kNpos;
  if (needle.empty()) return from;
  const void* found = memmem(text.data() + from, text.size() - from,
                             needle.data(), needle.size());
  if (found == nullptr) return kNpos;
  return static_cast<size_t>(static_cast<const char*>(found) - text.data());
}

size_t FindCaseless(std::string_view text, std::string_view needle,
                    size_t from) {
  if (from > text.size() || text.size() - from < needle.size()) return kNpos;
  if (needle.empty()) return from;
  return Finder(text, needle).Find(from);
}

int CompareCaseless(std::string_view a, std::string_view b) {
  size_t i = CommonPrefix(a, b);
  if (i == a.size() || i == b.size())
    return static_cast<int>(a.size() > i) - static_cast<int>(b.size() > i);
  return static_cast<unsigned char>(Lower(a[i])) -
         static_cast<unsigned char>(Lower(b[i]));
}

std::string_view Trim(std::string_view text) {
  while (!text.empty() && IsSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsSpace(text.back())) text.remove_suffix(1);
  return text;
}

size_t Utf8Prefix(std::string_view text, size_t limit) {
  if (text.size() <= limit) return text.size();
  size_t lead = limit;
  while (lead > 0 && limit - lead < 3 && IsContinuation(text[lead])) --lead;
  size_t length = SequenceLength(static_cast<unsigned char>(text[lead]));
  return lead < limit && lead + length > limit ? lead : limit;
}

}  // namespace trommel::text
