// SPDX-License-Identifier: MIT
#include "stdlib/shared/field_text.h"

#include <algorithm>
#include <vector>

#include "interp/text/ascii.h"
#include "interp/text/charset.h"
#include "interp/text/transfer.h"

namespace trommel::stdlib {
namespace {

constexpr size_t kLine = 80;         // Pigeonhole's
constexpr size_t kEncodedWord = 75;  // RFC 2047 section 2
constexpr std::string_view kOpen = "=?utf-8?q?";
constexpr std::string_view kOpenBase64 = "=?utf-8?b?";
constexpr std::string_view kClose = "?=";
constexpr size_t kRoom = kEncodedWord - kOpen.size() - kClose.size();

/// What no fold may cut, and the blanks before it.
struct Word {
  std::string_view blanks;
  std::string text;
  bool fold = false;  ///< a line end stood before it
};

bool IsPlain(std::string_view word) {
  return word.find("=?") == std::string_view::npos &&
         std::all_of(word.begin(), word.end(),
                     [](char c) { return c >= 0x20 && c < 0x7F; });
}

/// The Q encoding of one byte.
void AppendQ(char c, std::string* out) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  if (text::IsAlnum(c) || std::string_view("!*+-/.,").find(c) != kHex.npos) {
    *out += c;
  } else if (c == ' ') {
    *out += '_';
  } else {
    *out += '=';
    *out += kHex[byte >> 4U];
    *out += kHex[byte & 15U];
  }
}

std::string Quoted(std::string_view text) {
  std::string out;
  for (char c : text) AppendQ(c, &out);
  return out;
}

/// One Q word if that is enough, else words in base64.
void AppendEncoded(std::string_view blanks, bool fold, std::string_view text,
                   std::vector<Word>* words) {
  std::string clean;
  if (!text::IsUtf8(text) && text::ToUtf8(text, "utf-8", &clean)) text = clean;
  const std::string quoted = Quoted(text);
  if (quoted.size() <= kRoom) {
    words->push_back(
        {blanks, std::string(kOpen) + quoted + std::string(kClose), fold});
    return;
  }
  constexpr size_t kBytes = kRoom / 4 * 3;
  while (!text.empty()) {
    const size_t size = text::Utf8Prefix(text, kBytes);
    words->push_back({blanks,
                      std::string(kOpenBase64) +
                          text::EncodeBase64(text.substr(0, size)) +
                          std::string(kClose),
                      fold});
    text.remove_prefix(size);
    blanks = " ";
    fold = false;
  }
}

/// The end of the run of words from `at` on that have to be encoded together.
size_t RunEnd(std::string_view line, size_t at) {
  size_t end = at;
  while (at < line.size()) {
    const size_t word_end =
        std::min(line.find_first_of(" \t", at), line.size());
    if (IsPlain(line.substr(at, word_end - at))) break;
    end = word_end;
    at = std::min(line.find_first_not_of(" \t", word_end), line.size());
  }
  return end;
}

void AppendLine(std::string_view line, bool fold, std::vector<Word>* words) {
  size_t at = 0;
  while (at < line.size()) {
    const size_t begin =
        std::min(line.find_first_not_of(" \t", at), line.size());
    const std::string_view blanks = line.substr(at, begin - at);
    const size_t run = RunEnd(line, begin);
    at = run > begin ? run
                     : std::min(line.find_first_of(" \t", begin), line.size());
    const std::string_view text = line.substr(begin, at - begin);
    if (run > begin) {
      AppendEncoded(blanks, fold, text, words);
    } else {
      words->push_back({blanks, std::string(text), fold});
    }
    fold = false;
  }
}

std::vector<Word> WordsOf(std::string_view value) {
  std::vector<Word> words;
  bool first = true;
  while (!value.empty()) {
    const size_t end = std::min(value.find('\n'), value.size());
    std::string_view line = value.substr(0, end);
    value.remove_prefix(std::min(end + 1, value.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!first)
      line = line.substr(std::min(line.find_first_not_of(" \t"), line.size()));
    if (!line.empty()) AppendLine(line, !first, &words);
    first = false;
  }
  return words;
}

}  // namespace

std::string EncodedWords(std::string_view text) {
  std::vector<Word> words;
  AppendEncoded({}, false, text, &words);
  std::string out;
  for (const Word& word : words) {
    out += word.blanks;
    out += word.text;
  }
  return out;
}

bool IsFieldName(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return c > 0x20 && c < 0x7F && c != ':';
  });
}

std::string FieldText(std::string_view name, std::string_view value,
                      std::string_view end) {
  std::string out(name);
  out += ": ";
  size_t begin = 0;  // of the line
  const std::vector<Word> words = WordsOf(value);
  for (size_t i = 0; i < words.size(); ++i) {
    const Word& word = words[i];
    const size_t most = i + 1 == words.size() ? kLine : kLine - 1;
    const size_t size =
        out.size() - begin + word.blanks.size() + word.text.size();
    if (i > 0 && (word.fold || (size > most && !word.blanks.empty()))) {
      out += end;
      begin = out.size();
      out += '\t';
    } else {
      out += word.blanks;
    }
    out += word.text;
  }
  out += end;
  return out;
}

}  // namespace trommel::stdlib
