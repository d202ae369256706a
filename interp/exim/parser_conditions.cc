// SPDX-License-Identifier: MIT
// Conditions of an if ("exim.md" b).
#include <algorithm>
#include <vector>

#include "interp/base/limits.h"
#include "interp/exim/parser.h"

namespace trommel::exim {
namespace {

using Kind = Condition::Kind;

/// A comparison word and the row that it stands for.
struct Comparator {
  std::string_view word;
  std::string_view row;
};

constexpr Comparator kComparators[] = {
    {"contains", "contains"}, {"contain", "contains"}, {"is", "is"},
    {"matches", "matches"},   {"match", "matches"},    {"begins", "begins"},
    {"begin", "begins"},      {"ends", "ends"},        {"end", "ends"},
    {"above", "above"},       {"below", "below"},      {"IS", "IS"},
    {"CONTAINS", "CONTAINS"}, {"CONTAIN", "CONTAINS"}, {"MATCHES", "MATCHES"},
    {"MATCH", "MATCHES"},     {"BEGINS", "BEGINS"},    {"BEGIN", "BEGINS"},
    {"ENDS", "ENDS"},         {"END", "ENDS"},
};

constexpr std::string_view kFacts[] = {"delivered", "error_message",
                                       "first_delivery", "manually_thawed"};

std::string_view RowOf(std::string_view word) {
  const auto* found = std::ranges::find(kComparators, word, &Comparator::word);
  return found == std::end(kComparators) ? std::string_view() : found->row;
}

/// The one child of a list of one, else the list.
Condition* Only(Condition* list) {
  Condition* first = list->children;
  return first->next == nullptr ? first : list;
}

std::string Quote(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

}  // namespace

Condition* Parser::Make(Kind kind, uint32_t at, std::string_view row) {
  Condition* made = arena_.Make<Condition>();
  made->kind = kind;
  made->at = at;
  made->row = row;
  return made;
}

/// Terms joined by `or`, each of them primaries joined by `and`.
Result<Condition*> Parser::AnyOf(bool top, size_t depth) {
  Condition* any = Make(Kind::kOr, lexer_.at(), {});
  Condition** or_tail = &any->children;
  for (Joint joint = Joint::kOr; joint == Joint::kOr;) {
    Condition* all = Make(Kind::kAnd, lexer_.at(), {});
    Condition** tail = &all->children;
    do {
      TRY_ASSIGN(*tail, Primary(depth));
      tail = &(*tail)->next;
      TRY_ASSIGN(joint, After(top));
    } while (joint == Joint::kAnd);
    *or_tail = Only(all);
    or_tail = &(*or_tail)->next;
  }
  return Only(any);
}

Result<Parser::Joint> Parser::After(bool top) {
  Span here{lexer_.at(), lexer_.at() + 1};
  if (lexer_.Peek() == '(') return lexer_.In("unexpected \"(\"", here);
  if (lexer_.Peek() == ')') {
    if (top) return lexer_.In("unexpected \")\"", here);
    lexer_.Skip();
    return Joint::kEnd;
  }
  TRY_ASSIGN(Token word, lexer_.Word());
  if (word.text == "and") return Joint::kAnd;
  if (word.text == "or") return Joint::kOr;
  if (word.text == "then") {
    if (top) return Joint::kEnd;
    return lexer_.Near("missing \")\" at end of condition", word.span);
  }
  tl::unexpected<Error> error =
      lexer_.Near(std::string("\"and\" or \"or\" or ") +
                      (top ? "\"then\"" : "\")\"") + " expected",
                  word.span);
  error.value().text += ", but found " + Quote(word.text);
  return error;
}

/// One condition with the nots before it.
Result<Condition*> Parser::Primary(size_t depth) {
  bool negated = false;
  for (;;) {
    if (lexer_.AtEnd()) {
      return Err(Code::kScript, "\"then\" missing at end of filter file",
                 {lexer_.at(), lexer_.at()});
    }
    if (lexer_.Peek() == ')') {
      return lexer_.In("unexpected \")\"", {lexer_.at(), lexer_.at() + 1});
    }
    Condition* made = nullptr;
    if (lexer_.Peek() == '(') {
      TRY_ASSIGN(made, Bracketed(depth));
    } else {
      TRY_ASSIGN(Token item, lexer_.Item(true));
      if (item.text == "not") {
        negated = !negated;
        continue;
      }
      TRY_ASSIGN(made, Named(item, depth));
    }
    made->negated = made->negated != negated;
    return made;
  }
}

Result<Condition*> Parser::Bracketed(size_t depth) {
  if (depth == limits::kEximNesting) {
    return lexer_.Near("brackets are nested more than " +
                           std::to_string(limits::kEximNesting) + " deep",
                       {lexer_.at(), lexer_.at() + 1});
  }
  lexer_.Skip();
  TRY_ASSIGN(Condition * made, AnyOf(false, depth + 1));
  made->bracketed = true;
  return made;
}

Result<Condition*> Parser::Named(const Token& item, size_t depth) {
  uint32_t at = item.span.begin;
  const auto* fact = std::ranges::find(kFacts, item.text);
  if (fact != std::end(kFacts)) return Make(Kind::kFact, at, *fact);
  if (item.text == "personal") {
    return Personal(Make(Kind::kNames, at, "personal"));
  }
  if (item.text == "foranyaddress") {
    return ForAny(Make(Kind::kLoop, at, "foranyaddress"), depth);
  }
  if (item.text == "then") return lexer_.Near("unexpected \"then\"", item.span);
  return Comparison(item);
}

Result<Condition*> Parser::Personal(Condition* made) {
  std::vector<std::string_view> aliases;
  for (;;) {
    uint32_t back = lexer_.at();
    TRY_ASSIGN(Token word, lexer_.Word(true));
    if (word.text != "alias") {
      lexer_.Rewind(back);
      break;
    }
    TRY_ASSIGN(Token alias, lexer_.Item(true));
    aliases.push_back(alias.text);
  }
  std::span<std::string_view> names =
      arena_.Array<std::string_view>(aliases.size());
  std::ranges::copy(aliases, names.begin());
  made->names = names;
  return made;
}

Result<Condition*> Parser::ForAny(Condition* made, size_t depth) {
  TRY_ASSIGN(Token list, lexer_.Item(true));
  made->left = list.text;
  if (lexer_.Peek() != '(') {
    return lexer_.Near("\"(\" expected after \"foranyaddress\"", list.span);
  }
  TRY_ASSIGN(made->children, Bracketed(depth));
  return made;
}

/// `L [does|is] [not] word R`, the word optional after `is`.
Result<Condition*> Parser::Comparison(const Token& left) {
  Condition* made = Make(Kind::kTest, left.span.begin, {});
  made->left = left.text;
  TRY_ASSIGN(Token word, lexer_.Word(true));
  bool is = text::EqualsCaseless(word.text, "is");
  bool does = text::EqualsCaseless(word.text, "does");
  std::string_view otherwise = word.text.starts_with('I') ? "IS" : "is";
  uint32_t back = lexer_.at();
  if (is || does) {
    TRY_ASSIGN(word, lexer_.Word(true));
    if (text::EqualsCaseless(word.text, "not")) {
      made->negated = true;
      back = lexer_.at();
      TRY_ASSIGN(word, lexer_.Word(true));
    }
  }
  made->row = RowOf(word.text);
  if (made->row.empty()) {
    if (!is) {
      return lexer_.Near("unrecognized condition word " + Quote(word.text),
                         word.span);
    }
    made->row = otherwise;
    lexer_.Rewind(back);
  }
  TRY_ASSIGN(Token right, lexer_.Item(true));
  made->right = right.text;
  return made;
}

}  // namespace trommel::exim
