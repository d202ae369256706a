// SPDX-License-Identifier: MIT
// Going on after a syntax error, so that one run names them all. What follows
// an error must not be blamed for it: blocks stay in balance, by guessing what
// a word was meant to be, and where that is not sure nothing is said.
#include <algorithm>

#include "interp/base/limits.h"
#include "interp/exim/hints.h"
#include "interp/exim/parser.h"
#include "interp/text/ascii.h"

namespace trommel::exim {
namespace {

bool IsBlockWord(std::string_view word) {
  return word == "if" || word == "elif" || word == "else" || word == "endif";
}

bool IsPrefixWord(std::string_view word) {
  return word == "seen" || word == "unseen" || word == "noerror";
}

/// Words that begin a line inside a command or a condition.
constexpr std::string_view kInside[] = {
    "to",       "cc",        "bcc",           "from",
    "reply_to", "subject",   "extra_headers", "text",
    "file",     "log",       "once",          "once_repeat",
    "return",   "expand",    "and",           "or",
    "not",      "errors_to", "alias",         "message",
    "is",       "does",      "add",           "remove",
    "charset"};

bool IsPlainWord(std::string_view word) {
  return !word.empty() && std::ranges::all_of(word, [](char c) {
    return text::IsAlpha(c) || c == '_';
  });
}

}  // namespace

bool Parser::IsTooLong(const Error& error) {
  return error.text.find(" is too long in line ") != std::string::npos;
}

void Parser::Report(Error error) {
  std::string hint = HintFor(error.text);
  if (error.text.starts_with("quote missing")) unsure_ = true;
  issues_.Error(error.span, std::move(error.text), std::move(hint));
  if (issues_.errors() >= limits::kIssues) stopped_ = true;
}

/// Whether a line that begins with `word` begins a command: one of Exim's, or
/// an unknown one that stands no deeper than the broken one at `column`.
bool Parser::BeginsCommand(std::string_view word, uint32_t column) const {
  if (IsPrefixWord(word) || FindRule(word) != nullptr) return true;
  return IsPlainWord(word) && lexer_.Column(lexer_.at()) <= column &&
         std::ranges::find(kInside, word) == std::end(kInside);
}

/// Skips to where a command can begin: at the begin of a line, or a word of an
/// if; or to a `then`. What is broken began at `column`.
Parser::Stop Parser::SkipAhead(uint32_t column) {
  for (; !lexer_.AtEnd(); lexer_.SkipItem()) {
    std::string_view word = lexer_.PeekWord();
    if (word == "then") return Stop::kThen;
    if (IsBlockWord(word)) return Stop::kCommand;
    if (lexer_.BeginsLine() && BeginsCommand(word, column)) {
      return Stop::kCommand;
    }
  }
  return Stop::kEnd;
}

/// After a condition that went wrong at `from`: to behind its `then`, or to the
/// command that stands where `then` is missing.
void Parser::SkipCondition(uint32_t from) {
  lexer_.Resume(from);
  if (FindRule(lexer_.PeekWord()) != nullptr) return;
  Stop stop = SkipAhead(0);
  if (stop == Stop::kThen) lexer_.SkipItem();
  if (stop == Stop::kEnd) unsure_ = true;
}

/// After the command that `word` begins: true when the word was probably meant
/// to end the block.
bool Parser::Recover(const Token& word, Error error, Command*** tail,
                     size_t depth) {
  const bool known = FindRule(word.text) != nullptr;
  lexer_.Resume(std::max(error.span.begin, word.span.end));
  if (IsTooLong(error)) lexer_.SkipItem();
  Report(std::move(error));
  const uint32_t column = lexer_.Column(word.span.begin);
  Stop stop = SkipAhead(column);
  while (known && stop == Stop::kThen) {
    lexer_.SkipItem();
    stop = SkipAhead(column);
  }
  if (known || stopped_) return false;
  std::string_view meant = MeantBlockWord(word.text);
  const bool inner = depth > 0 && !meant.empty();
  if (stop == Stop::kThen) {
    lexer_.Resume(word.span.end);
    if (inner && meant == "elif") {
      end_word_ = {meant, word.span};
      return true;
    }
    Add(If(word, {}, depth), tail);
    return false;
  }
  if (!inner || (meant != "else" && meant != "endif")) return false;
  lexer_.Resume(word.span.end);
  end_word_ = {meant, word.span};
  return true;
}

/// An else, elif or endif without an if: the first two are read as if one had
/// been there.
void Parser::Stray(const Token& word, Command*** tail) {
  if (word.text == "endif") return;
  Command* made = arena_.Make<Command>();
  made->name = "if";
  made->at = word.span.begin;
  made->branches = arena_.Make<Branch>();
  end_word_ = word;
  unsure_ = true;
  Arms(&made->branches, 1);
  Add(made, tail);
}

}  // namespace trommel::exim
