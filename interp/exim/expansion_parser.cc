// SPDX-License-Identifier: MIT
// Text, escapes, $name and header references.
#include "interp/exim/expansion_parser.h"

#include <algorithm>
#include <array>

#include "interp/base/limits.h"
#include "interp/exim/lexer.h"

namespace trommel::exim {
namespace {

constexpr std::string_view kSwallowed =
    "could be header name not terminated by colon";

constexpr bool IsNameChar(char c) { return text::IsAlnum(c) || c == '_'; }

/// Not blank, no control, not a colon: what a header name is made of.
bool IsHeaderChar(char c) {
  return static_cast<unsigned char>(c) > ' ' && c != '\x7F' && c != ':';
}

struct HeaderPrefix {
  std::string_view prefix;
  std::string_view row;
};
constexpr HeaderPrefix kHeaderPrefixes[] = {
    {"h_", "h"},   {"header_", "h"},   {"rh_", "rh"}, {"rheader_", "rh"},
    {"bh_", "bh"}, {"bheader_", "bh"}, {"lh_", "lh"}, {"lheader_", "lh"},
};

constexpr std::array<std::string_view, 3> kSlots = {"thisaddress", "value",
                                                    "item"};

constexpr bool IsSpecial(char c) { return c == '$' || c == '\\'; }

/// The bytes that a test is true for.
using ByteSet = std::array<bool, 256>;
constexpr ByteSet SetOf(bool (*is_in)(char)) {
  ByteSet set{};
  for (size_t i = 0; i < set.size(); ++i) set[i] = is_in(static_cast<char>(i));
  return set;
}
constexpr bool Has(const ByteSet& set, char c) {
  return set[static_cast<unsigned char>(c)];
}
constexpr ByteSet kNameChars = SetOf(IsNameChar);
constexpr ByteSet kStops =
    SetOf([](char c) { return IsSpecial(c) || c == '}'; });

}  // namespace

ExpansionParser::ExpansionParser(const RowIndex& rows, Arena& arena,
                                 bool in_filter)
    : rows_(rows), arena_(arena), in_filter_(in_filter) {}

Expansion ExpansionParser::Parse(std::string_view text) {
  text_ = text;
  at_ = depth_ = computed_ = branches_ = loops_ = 0;
  swallowed_ = skims_ = false;
  dollars_ = true;
  literal_.Clear();
  error_.reset();
  Node* root = Make(Kind::kSequence);
  if (std::ranges::none_of(text, IsSpecial)) {
    root->kind = Kind::kText;
    root->text = text;
    return {root, std::nullopt, 0};
  }
  cuts_ = text.find('\0') != std::string_view::npos;
  Pieces(false, root);
  return {root, TakeError(), static_cast<uint32_t>(error_at_)};
}

Node* ExpansionParser::Fail(std::string text) {
  error_ = std::move(text);
  error_at_ = at_;
  return nullptr;
}

Node* ExpansionParser::FailAt(std::string_view word, std::string text) {
  Fail(std::move(text));
  error_at_ = static_cast<size_t>(word.data() - text_.data());
  return nullptr;
}

std::optional<std::string_view> ExpansionParser::TakeError() {
  std::optional<std::string_view> taken;
  if (error_) taken = arena_.Copy(*error_);
  error_.reset();
  return taken;
}

Node* ExpansionParser::FailBrace(std::string text) {
  if (!swallowed_) return Fail(std::move(text));
  return Fail("missing or misplaced { or } - " + std::string(kSwallowed));
}

Node* ExpansionParser::Make(Kind kind, std::string_view text) {
  Node* made = arena_.Make<Node>();
  made->kind = kind;
  made->text = text;
  made->at = static_cast<uint32_t>(at_);
  return made;
}

Node* ExpansionParser::Gather(Node* pieces) {
  Node* made = Make(Kind::kSequence);
  made->children = pieces;
  return made;
}

Node* ExpansionParser::MakeCall(const RowEntry* row, Node* args) {
  Node* made = Make(Kind::kCall);
  made->row = row;
  made->children = args;
  return made;
}

const RowEntry* ExpansionParser::Find(RowKind kind,
                                      std::string_view name) const {
  return rows_.Find(Language::kExim, kind, name);
}

bool ExpansionParser::Eat(char c) {
  if (Peek() != c || AtEnd()) return false;
  ++at_;
  return true;
}

void ExpansionParser::Blanks() {
  while (!AtEnd() && text::IsSpace(text_[at_])) ++at_;
}

std::string_view ExpansionParser::NameHere(bool dashes) {
  const size_t begin = at_;
  size_t end = begin;
  while (end < text_.size() &&
         (Has(kNameChars, text_[end]) || (dashes && text_[end] == '-'))) {
    ++end;
  }
  at_ = end;
  return text_.substr(begin, end - begin);
}

/// Text up to the closing brace, which is taken, or to the end.
Node* ExpansionParser::Sequence(bool braced) {
  Node* made = Make(Kind::kSequence);
  if (depth_ == limits::kEximNesting) {
    Fail("the expansion is nested more than " +
         std::to_string(limits::kEximNesting) + " deep");
    return made;
  }
  if (braced && PlainText(made)) return made;
  ++depth_;
  bool ok = Pieces(braced, made);
  --depth_;
  if (!ok) return made;
  if (made->children == nullptr) return Make(Kind::kText);
  return made->children->next == nullptr ? made->children : made;
}

/// Most strings in braces have nothing special in them.
bool ExpansionParser::PlainText(Node* made) {
  const size_t begin = at_;
  size_t stop = begin;
  while (stop < text_.size() && !Has(kStops, text_[stop])) ++stop;
  if (cuts_ || stop == text_.size() || text_[stop] != '}') return false;
  made->kind = Kind::kText;
  made->text = text_.substr(begin, stop - begin);
  at_ = stop + 1;
  return true;
}

/// Appends to `sequence` what was read before an error, too.
bool ExpansionParser::Pieces(bool braced, Node* sequence) {
  if (!ReadPieces(braced, sequence)) return false;
  if (!cuts_) return true;
  for (Node* piece = sequence->children; piece; piece = piece->next) {
    if (piece->kind == Kind::kText && CutAtNul(piece)) break;
  }
  return true;
}

/// A NUL that an escape made ends the string: what follows is expanded, for
/// its errors, and counts for nothing.
bool ExpansionParser::CutAtNul(Node* piece) {
  const size_t nul = piece->text.find('\0');
  if (nul == std::string_view::npos) return false;
  piece->text = piece->text.substr(0, nul);
  if (piece->next == nullptr) return true;
  Node* rest = Gather(piece->next);
  Node* none = Make(Kind::kText, "0");
  none->next = rest;
  piece->next = MakeCall(Find(RowKind::kItem, "length"), none);
  return true;
}

bool ExpansionParser::ReadPieces(bool braced, Node* sequence) {
  Node** tail = &sequence->children;
  for (;;) {
    size_t stop = at_;
    while (stop < text_.size() && !Has(kStops, text_[stop])) ++stop;
    if (stop > at_) literal_.Add(text_.substr(at_, stop - at_));
    at_ = stop;
    bool close = Peek() == '}' && !AtEnd();
    if (AtEnd() || (close && braced)) break;
    if (close || (Peek() == '$' && !dollars_)) {
      literal_.Add(text_.substr(at_++, 1));
    } else if (Peek() == '\\') {
      if (!Backslash()) return false;
    } else {
      Flush(&tail);
      const auto begin = static_cast<uint32_t>(at_++);
      *tail = Dollar();
      if (*tail != nullptr) (*tail)->at = begin;
      if (failed()) return false;
      tail = &(*tail)->next;
    }
  }
  Flush(&tail);
  if (!braced || Eat('}')) return true;
  Fail("missing } at end of string" +
       (swallowed_ ? " - " + std::string(kSwallowed) : std::string()));
  return false;
}

void ExpansionParser::Literal::Add(std::string_view piece) {
  if (empty()) {
    view = piece;
  } else if (made.empty() && piece.data() == view.data() + view.size()) {
    view = {view.data(), view.size() + piece.size()};
  } else {
    Own()->append(piece);
  }
}

std::string* ExpansionParser::Literal::Own() {
  if (made.empty()) made = view;
  return &made;
}

void ExpansionParser::Literal::Clear() {
  view = {};
  made.clear();
}

std::string_view ExpansionParser::Literal::Take(Arena& arena) {
  const std::string_view taken = made.empty() ? view : arena.Copy(made);
  Clear();
  return taken;
}

void ExpansionParser::Flush(Node*** tail) {
  if (literal_.empty()) return;
  **tail = Make(Kind::kText, literal_.Take(arena_));
  *tail = &(**tail)->next;
}

bool ExpansionParser::Backslash() {
  if (at_ + 1 == text_.size()) {
    Fail("\\ at end of string");
    return false;
  }
  if (text_[at_ + 1] != 'N') {
    const char made = ReadEscape(text_, &at_);
    cuts_ |= made == '\0';
    literal_.Add(made);
    return true;
  }
  at_ += 2;
  size_t end = text_.find("\\N", at_);
  literal_.Add(
      text_.substr(at_, end == std::string_view::npos ? end : end - at_));
  at_ = end == std::string_view::npos ? text_.size() : end + 2;
  return true;
}

/// What follows a $.
Node* ExpansionParser::Dollar() {
  char c = Peek();
  if (text::IsAlpha(c)) return Plain();
  if (text::IsDigit(c)) return Digits();
  if (c == '{') {
    ++at_;
    return Braced();
  }
  return Fail("$ not followed by letter, digit, or {");
}

Node* ExpansionParser::Digits() {
  size_t group = 0;
  for (; text::IsDigit(Peek()); ++at_) {
    group = std::min(group * 10 + static_cast<size_t>(Peek() - '0'),
                     limits::kMatchVariables);
  }
  if (group == limits::kMatchVariables) return Make(Kind::kText);
  Node* made = Make(Kind::kGroup);
  made->number = static_cast<int64_t>(group);
  return made;
}

Node* ExpansionParser::Plain() {
  size_t begin = at_;
  std::string_view name = NameHere(false);
  if (Node* header = Header(name, begin)) return header;
  if (Node* variable = Variable(name)) return variable;
  const std::string error = "unknown variable name \"" + std::string(name) +
                            "\"" + std::string(UserVariableHint(name));
  return IsCounter(name) ? RaiseAfter(Make(Kind::kText), error)
                         : FailAt(name, error);
}

Node* ExpansionParser::Header(std::string_view name, size_t name_at) {
  if (name.find('_') == std::string_view::npos) return nullptr;
  const auto* found =
      std::ranges::find_if(kHeaderPrefixes, [&](const HeaderPrefix& prefix) {
        return name.starts_with(prefix.prefix);
      });
  if (found == std::end(kHeaderPrefixes)) return nullptr;
  const RowEntry* row = Find(RowKind::kVariable, found->row);
  if (row == nullptr) return nullptr;
  size_t begin = name_at + found->prefix.size();
  at_ = begin;
  while (IsHeaderChar(Peek())) ++at_;
  std::string_view header = text_.substr(begin, at_ - begin);
  swallowed_ |= header.find('}') != std::string_view::npos;
  Eat(':');
  return MakeCall(row, Make(Kind::kText, header));
}

std::string_view ExpansionParser::UserVariableHint(std::string_view name) {
  if (!name.starts_with("acl_")) return {};
  if (!name.starts_with("acl_m") && !name.starts_with("acl_c")) {
    return " (user-defined ACL variables must start acl_c or acl_m)";
  }
  return " (6th character of a user-defined ACL variable must be a digit or "
         "underscore)";
}

/// acl_m… acl_c… r_…: variables that an administrator sets elsewhere.
bool ExpansionParser::IsUserVariable(std::string_view name) {
  if (name.starts_with("r_")) return true;
  if (!name.starts_with("acl_m") && !name.starts_with("acl_c")) return false;
  constexpr size_t kSixth = 5;
  return name.size() == kSixth || name[kSixth] == '_' ||
         text::IsDigit(name[kSixth]);
}

/// $n0 … and $sn0 …, which only those filters have that run.
bool ExpansionParser::IsCounter(std::string_view name) {
  const std::string_view stem = name.substr(0, name.size() - !name.empty());
  return (stem == "n" || stem == "sn") && text::IsDigit(name.back());
}

Node* ExpansionParser::Variable(std::string_view name) {
  if (std::ranges::find(kSlots, name) != kSlots.end()) {
    return Make(Kind::kSlot, name);
  }
  if (IsUserVariable(name)) {
    const RowEntry* row = Find(RowKind::kVariable, "user variable");
    return row == nullptr ? Make(Kind::kText)
                          : MakeCall(row, Make(Kind::kText, name));
  }
  if (IsCounter(name)) {
    if (!in_filter_) return nullptr;
    std::string_view stem = name.substr(0, name.size() - 1);
    const RowEntry* row = Find(RowKind::kVariable, stem);
    if (row == nullptr) return nullptr;
    Node* digit = Make(Kind::kNumber);
    digit->number = name.back() - '0';
    return MakeCall(row, digit);
  }
  const RowEntry* row = Find(RowKind::kVariable, name);
  if (row == nullptr || row->row->usage.size() != 0) return nullptr;
  return MakeCall(row, nullptr);
}

}  // namespace trommel::exim
