// SPDX-License-Identifier: MIT
// One pass over the header block: memchr finds the lines, names are hashed
// while they are scanned.
#include "interp/mail/message.h"

#include <array>
#include <cstring>

#include "interp/base/limits.h"
#include "interp/text/ascii.h"
#include "interp/text/charset.h"

namespace trommel::mail {
namespace {

constexpr uint32_t kHashSeed = 2166136261U;
constexpr uint32_t kHashStep = 16777619U;

constexpr uint32_t HashStep(uint32_t hash, unsigned char lower) {
  return (hash ^ lower) * kHashStep;
}

// The lower-case form of a byte that may stand in a field name, 0 for others.
constexpr std::array<unsigned char, 256> kNameByte = [] {
  std::array<unsigned char, 256> table{};
  for (char c = '!'; c <= '~'; ++c) {
    if (c == ':') continue;
    table[static_cast<unsigned char>(c)] =
        static_cast<unsigned char>(text::Lower(c));
  }
  return table;
}();

// Lines that end in LF or CRLF or, in bytes without any LF, in CR.
class Lines {
 public:
  explicit Lines(std::string_view bytes)
      : end_(bytes.data() + bytes.size()),
        eol_(bytes.find('\n') == bytes.npos && bytes.find('\r') != bytes.npos
                 ? '\r'
                 : '\n') {}

  // The start of the next line; *text_end is where this one's text ends.
  const char* Next(const char* at, const char** text_end) {
    const void* hit = at == end_ ? nullptr : std::memchr(at, eol_, Left(at));
    if (hit == nullptr) return *text_end = end_;
    const char* line_end = static_cast<const char*>(hit);
    bool crlf = eol_ == '\n' && line_end > at && line_end[-1] == '\r';
    seen_ |= crlf ? kCrlf : kLf;
    *text_end = line_end - (crlf ? 1 : 0);
    return line_end + 1;
  }

  // The line after `at` when `at` is an empty line, else null.
  const char* SkipEmpty(const char* at) {
    const char* text_end = at;
    bool may_be = *at == eol_ || (*at == '\r' && Left(at) > 1 && at[1] == eol_);
    if (!may_be) return nullptr;
    const char* next = Next(at, &text_end);
    return text_end == at ? next : nullptr;
  }

  const char* end() const { return end_; }
  bool mixed() const { return seen_ == (kLf | kCrlf); }

 private:
  static constexpr unsigned kLf = 1;
  static constexpr unsigned kCrlf = 2;

  size_t Left(const char* at) const { return static_cast<size_t>(end_ - at); }

  const char* end_;
  char eol_;
  unsigned seen_ = 0;
};

std::string_view Between(const char* begin, const char* end) {
  return {begin, static_cast<size_t>(end - begin)};
}

// Reads `name` and blanks; the colon, or null when this is no field.
const char* ReadName(const char* at, const char* end, Field* field) {
  uint32_t hash = kHashSeed;
  const char* p = at;
  for (; p < end; ++p) {
    unsigned char lower = kNameByte[static_cast<unsigned char>(*p)];
    if (lower == 0) break;
    hash = HashStep(hash, lower);
  }
  field->name = Between(at, p);
  field->name_hash = hash;
  while (p < end && text::IsBlank(*p)) ++p;
  return p < end && *p == ':' && !field->name.empty() ? p : nullptr;
}

// An mbox line, but not the obsolete field "From : someone".
bool StartsWithFromLine(std::string_view bytes) {
  if (bytes.starts_with('>')) bytes.remove_prefix(1);
  if (!bytes.starts_with("From ")) return false;
  size_t after = bytes.find_first_not_of(" \t", 4);
  return after == bytes.npos || bytes[after] != ':';
}

bool HasEightBit(std::string_view bytes) {
  constexpr uint64_t kHighBits = 0x8080808080808080U;
  uint64_t all = 0;
  size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) {
    uint64_t word;
    std::memcpy(&word, bytes.data() + at, 8);
    all |= word;
  }
  for (; at < bytes.size(); ++at) {
    all |= static_cast<unsigned char>(bytes[at]);
  }
  return (all & kHighBits) != 0;
}

bool HasBareCr(std::string_view bytes) {
  for (size_t at = bytes.find('\r'); at != bytes.npos;
       at = bytes.find('\r', at + 1)) {
    if (at + 1 == bytes.size() || bytes[at + 1] != '\n') return true;
  }
  return false;
}

void NoteOddBytes(std::string_view header, DefectSet* defects) {
  if (HasBareCr(header)) defects->Add(Defect::kBareCr);
  if (header.find('\0') != header.npos) defects->Add(Defect::kNulInHeader);
  if (HasEightBit(header) && !text::IsUtf8(header)) {
    defects->Add(Defect::kEightBitHeader);
  }
}

// Appends the fields from `at` on; the end of the last one.
const char* IndexFields(Lines* lines, const char* at,
                        std::vector<Field>* fields, DefectSet* defects) {
  const char* end = lines->end();
  Field field;
  while (at < end) {
    const char* colon = ReadName(at, end, &field);
    if (colon == nullptr) break;
    const char* text_end = colon;
    const char* next = lines->Next(colon + 1, &text_end);
    while (next < end && text::IsBlank(*next)) {
      next = lines->Next(next, &text_end);
    }
    field.value = Between(colon + 1, text_end);
    field.raw = Between(at, next);
    at = next;
    if (fields->size() < limits::kHeaderFields) {
      fields->push_back(field);
    } else {
      defects->Add(Defect::kTooManyFields);
    }
  }
  return at;
}

// The field that a whole line, LF included, stands for.
Field LineField(std::string_view raw) {
  const size_t colon = raw.find(':');
  const size_t begin = colon == raw.npos ? 0 : colon + 1;
  std::string_view name = raw.substr(0, colon == raw.npos ? 0 : colon);
  while (!name.empty() && text::IsSpace(name.back())) name.remove_suffix(1);
  return {name, raw.substr(begin, raw.size() - 1 - begin), raw, HashName(name)};
}

}  // namespace

uint32_t HashName(std::string_view name) {
  uint32_t hash = kHashSeed;
  for (char c : name) {
    hash = HashStep(hash, static_cast<unsigned char>(text::Lower(c)));
  }
  return hash;
}

void Message::Reparse(std::string_view bytes) {
  bytes_ = bytes;
  fields_.clear();
  defects_ = {};
  Lines lines(bytes);
  const char* begin = bytes.data();
  if (StartsWithFromLine(bytes)) {
    const char* text_end = begin;
    begin = lines.Next(begin, &text_end);
  }
  const char* header_end = IndexFields(&lines, begin, &fields_, &defects_);
  const char* body = header_end;
  if (header_end < lines.end()) {
    const char* next = lines.SkipEmpty(header_end);
    if (next != nullptr) body = next;
    if (next == nullptr && !fields_.empty()) {
      defects_.Add(Defect::kHeaderCutShort);
    }
  }
  from_line_ = Between(bytes.data(), begin);
  header_ = Between(begin, header_end);
  body_ = Between(body, lines.end());
  size_ = bytes_.size() - from_line_.size();
  if (fields_.empty()) defects_.Add(Defect::kNoHeader);
  if (lines.mixed()) defects_.Add(Defect::kMixedLineEnds);
  NoteOddBytes(header_, &defects_);
}

void Message::Assemble(std::string_view header, std::string_view body) {
  bytes_ = body_ = body;
  header_ = header;
  from_line_ = {};
  fields_.clear();
  defects_ = {};
  size_ = header.size() + 1 + body.size();
  while (!header.empty()) {
    size_t end = header.find('\n');
    while (end + 1 < header.size() && text::IsBlank(header[end + 1])) {
      end = header.find('\n', end + 1);
    }
    const std::string_view raw = header.substr(0, end + 1);
    header.remove_prefix(raw.size());
    if (fields_.size() < limits::kHeaderFields) {
      fields_.push_back(LineField(raw));
    } else {
      defects_.Add(Defect::kTooManyFields);
    }
  }
}

const Field* Message::Find(std::string_view name) const {
  uint32_t hash = HashName(name);
  for (const Field& field : fields_) {
    if (field.name_hash == hash && text::EqualsCaseless(field.name, name)) {
      return &field;
    }
  }
  return nullptr;
}

}  // namespace trommel::mail
