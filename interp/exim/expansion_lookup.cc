// SPDX-License-Identifier: MIT
// ${lookup{key}type{file}{yes}{no}} and ${lookup type{query}{yes}{no}}.
#include "interp/exim/expansion_parser.h"
#include "interp/exim/lookup_word.h"
#include "interp/text/ascii.h"

namespace trommel::exim {
namespace {

std::string Quoted(std::string_view text) {
  return "\"" + std::string(text) + "\"";
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
  if (word.empty() || !text::IsAlpha(word[0])) {
    return Fail("missing lookup type");
  }
  const LookupWord parts = ReadLookupWord(word);
  if (!parts.error.empty()) return Fail(parts.error);
  const RowEntry* row = Find(RowKind::kLookupType, parts.type);
  if (row == nullptr) {
    return FailAt(word, "unknown lookup type " + Quoted(parts.type));
  }
  constexpr size_t kSingleKeyArguments = 3;
  const bool single = row->row->usage.size() == kSingleKeyArguments;
  const std::string wrong = CheckLookupWord(parts, single, key != nullptr);
  if (!wrong.empty()) return Fail(wrong);
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
