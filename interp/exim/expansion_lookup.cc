// SPDX-License-Identifier: MIT
// ${lookup{key}type{file}{yes}{no}} and ${lookup type{query}{yes}{no}}.
#include <algorithm>

#include "interp/exim/expansion_parser.h"
#include "interp/text/ascii.h"

namespace trommel::exim {
namespace {

std::string Quoted(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

bool IsPunctuation(char c) {
  return c > ' ' && c < '\x7F' && !text::IsAlnum(c);
}

/// The parts of `partial3(*.)-lsearch*@,ret=full`.
struct LookupWord {
  std::string_view type;
  bool partial = false;
  bool star = false;
  bool sound = true;
};

LookupWord ReadWord(std::string_view word) {
  LookupWord out;
  constexpr std::string_view kPartial = "partial";
  if (word.starts_with(kPartial)) {
    out.partial = true;
    word.remove_prefix(kPartial.size());
    while (!word.empty() && text::IsDigit(word[0])) word.remove_prefix(1);
    if (word.starts_with('(')) {
      const size_t end = word.find(')');
      out.sound = end != std::string_view::npos &&
                  std::ranges::all_of(word.substr(1, end - 1), IsPunctuation);
      word.remove_prefix(out.sound ? end + 1 : word.size());
    } else if (word.starts_with('-')) {
      word.remove_prefix(1);
    } else {
      out.sound = false;
    }
  }
  const size_t end = std::min(word.find_first_of("*,"), word.size());
  out.type = word.substr(0, end);
  out.star = word.substr(end).starts_with('*');
  return out;
}

}  // namespace

Node* ExpansionParser::LookupItem() {
  Blanks();
  Node* key = nullptr;
  if (Eat('{')) {
    key = Sequence(true);
    if (failed()) return key;
  }
  Node* made = LookupParts(key);
  if (!failed()) return made;
  return made != nullptr ? made : key;
}

/// From the type on.
Node* ExpansionParser::LookupParts(Node* key) {
  Blanks();
  const size_t begin = at_;
  while (!AtEnd() && Peek() != '{' && !text::IsSpace(Peek())) ++at_;
  const std::string_view word = text_.substr(begin, at_ - begin);
  if (word.empty() || !text::IsAlnum(word[0])) {
    return Fail("missing lookup type");
  }
  const LookupWord parts = ReadWord(word);
  if (!parts.sound) return Fail("format error in lookup type " + Quoted(word));
  const RowEntry* row = Find(RowKind::kLookupType, parts.type);
  if (row == nullptr) {
    return FailAt(word, "unknown lookup type " + Quoted(parts.type));
  }
  constexpr size_t kSingleKeyArguments = 3;
  const bool single = row->row->usage.size() == kSingleKeyArguments;
  if (single && key == nullptr) {
    return Fail("missing {key} for single-key " + Quoted(parts.type) +
                " lookup");
  }
  if (!single && key != nullptr) {
    return Fail("a single key was given for lookup type " + Quoted(parts.type) +
                ", which is not a single-key lookup type");
  }
  if (!single && parts.partial) {
    return Fail("\"partial\" is not permitted for lookup type " +
                Quoted(parts.type));
  }
  if (!single && parts.star) {
    return Fail(
        "defaults using \"*\" or \"*@\" are not permitted for lookup "
        "type " +
        Quoted(word));
  }
  Blanks();
  if (!Eat('{')) return FailBrace("missing '{' for lookup file-or-query arg");
  Node* made = Make(Kind::kLookup, "lookup");
  made->row = row;
  Node* file = Sequence(true);
  made->children = single ? key : file;
  if (single) key->next = file;
  if (!failed()) {
    file->next = Make(Kind::kText, word);
    YesNo(made);
    return made;
  }
  return Gather(made->children);
}

}  // namespace trommel::exim
