// SPDX-License-Identifier: MIT
// Values with parameters: the second half of interp/text/encoded_word.h.
#include <algorithm>

#include "interp/text/ascii.h"
#include "interp/text/charset.h"
#include "interp/text/encoded_word.h"

namespace trommel::text {
namespace {

constexpr size_t kNpos = std::string_view::npos;
constexpr size_t kPieces = 512;  // parameters read; mail has a handful

/// A parameter as written, or one part of a continued one.
struct Piece {
  std::string name;       // lower case, without "*0*"
  bool extended = false;  // name had a '*': RFC 2231
  bool encoded = false;   // name ended in '*': percent escapes
  size_t index = 0;
  std::string value;
};

/// Cuts a value at semicolons outside quotes and comments; comments go.
class SegmentReader {
 public:
  explicit SegmentReader(std::string_view text) : text_(text) {}

  bool Next(std::string* segment) {
    if (at_ > text_.size()) return false;
    segment->clear();
    bool quoted = false;
    bool named = false;  // past the '=', where "a(1).txt" is a value
    for (; at_ < text_.size(); ++at_) {
      char c = text_[at_];
      if (!quoted && c == ';') break;
      if (!quoted && c == '(' && (!named || IsSpace(segment->back()))) {
        SkipComment();
        continue;
      }
      if (c == '"') quoted = !quoted;
      if (c == '=') named = true;
      *segment += c;
      if (quoted && c == '\\' && at_ + 1 < text_.size())
        *segment += text_[++at_];
    }
    ++at_;
    return true;
  }

 private:
  /// Leaves at_ on the last byte of the comment that starts here.
  void SkipComment() {
    size_t depth = 0;
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\\')
        ++at_;
      else if (text_[at_] == '(')
        ++depth;
      else if (text_[at_] == ')' && --depth == 0)
        return;
    }
  }

  std::string_view text_;
  size_t at_ = 0;
};

bool IsLineEnd(std::string_view text, size_t at) {
  return text[at] == '\n' || text.substr(at, 2) == "\r\n";
}

/// The text of a quoted string at the front of `text`; folds go.
std::string Unquote(std::string_view text) {
  std::string out;
  for (size_t i = 1; i < text.size() && text[i] != '"'; ++i) {
    if (IsLineEnd(text, i)) continue;
    if (text[i] == '\\' && i + 1 < text.size()) ++i;
    out += text[i];
  }
  return out;
}

/// Where a bare value ends because `name=` follows without a semicolon.
size_t BareEnd(std::string_view text) {
  size_t equals = text.find('=');
  if (equals == kNpos || equals + 1 == text.size()) return text.size();
  size_t blank = text.substr(0, equals).find_last_of(" \t\r\n");
  if (blank == kNpos || blank + 1 == equals) return text.size();
  return blank;
}

/// Reads `*0*` of a parameter's name.
void ReadStars(Piece* piece) {
  size_t star = piece->name.find('*');
  if (star == kNpos) return;
  std::string_view rest = std::string_view(piece->name).substr(star + 1);
  piece->extended = true;
  piece->encoded = rest.empty() || rest.back() == '*';
  for (char c : rest) {
    if (IsDigit(c) && piece->index < kPieces)
      piece->index = piece->index * 10 + static_cast<size_t>(c - '0');
  }
  piece->name.resize(star);
}

/// Reads `name=value`, and more that only white space sets apart.
void ReadSegment(std::string_view segment, std::vector<Piece>* pieces) {
  while (pieces->size() < kPieces) {
    size_t equals = segment.find('=');
    if (equals == kNpos) return;
    Piece piece;
    piece.name = Lowered(Trim(segment.substr(0, equals)));
    std::string_view value = Trim(segment.substr(equals + 1));
    bool quoted = value.starts_with('"');
    size_t end = quoted ? value.size() : BareEnd(value);
    piece.value = quoted ? Unquote(value) : Trim(value.substr(0, end));
    ReadStars(&piece);
    if (!piece.name.empty()) pieces->push_back(std::move(piece));
    segment = value.substr(end);
  }
}

void AppendUnescaped(std::string_view text, std::string* out) {
  for (size_t i = 0; i < text.size(); ++i) {
    int byte = text[i] == '%' ? HexByte(text, i + 1) : -1;
    if (byte < 0) {
      *out += text[i];
    } else {
      *out += static_cast<char>(byte);
      i += 2;
    }
  }
}

/// Takes `charset'language'` off the front; the charset.
std::string_view TakeCharset(std::string_view* text) {
  size_t first = text->find('\'');
  size_t second = first == kNpos ? kNpos : text->find('\'', first + 1);
  if (second == kNpos) return {};
  std::string_view charset = text->substr(0, first);
  text->remove_prefix(second + 1);
  return charset;
}

/// Joins the pieces of one RFC 2231 parameter, which are sorted.
std::string Join(const std::vector<const Piece*>& pieces) {
  std::string bytes;
  std::string_view charset;
  size_t expected = kNpos;
  for (const Piece* piece : pieces) {
    if (piece->index == expected) continue;  // a second one of the same index
    bool first = expected == kNpos;
    expected = piece->index;
    std::string_view text = piece->value;
    if (first && piece->encoded) charset = TakeCharset(&text);
    if (piece->encoded)
      AppendUnescaped(text, &bytes);
    else
      bytes += text;
  }
  std::string out;
  if (charset.empty() || !ToUtf8(bytes, charset, &out)) return bytes;
  return out;
}

std::string Assemble(const Piece& first, const std::vector<Piece>& all) {
  if (!first.extended) return DecodeWords(first.value);
  std::vector<const Piece*> mine;
  for (const Piece& piece : all) {
    if (piece.extended && piece.name == first.name) mine.push_back(&piece);
  }
  std::stable_sort(
      mine.begin(), mine.end(),
      [](const Piece* a, const Piece* b) { return a->index < b->index; });
  return Join(mine);
}

}  // namespace

std::string_view ParameterValue::Get(std::string_view name) const {
  for (const auto& [key, text] : parameters) {
    if (EqualsCaseless(key, name)) return text;
  }
  return {};
}

ParameterValue ParseParameters(std::string_view value) {
  ParameterValue out;
  SegmentReader reader(value);
  std::string segment;
  reader.Next(&segment);
  out.value = Lowered(Trim(segment));
  std::vector<Piece> pieces;
  while (reader.Next(&segment)) ReadSegment(segment, &pieces);
  for (const Piece& piece : pieces) {
    auto same = [&piece](const auto& row) { return row.first == piece.name; };
    if (std::none_of(out.parameters.begin(), out.parameters.end(), same))
      out.parameters.emplace_back(piece.name, Assemble(piece, pieces));
  }
  return out;
}

}  // namespace trommel::text
