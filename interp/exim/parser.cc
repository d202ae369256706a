// SPDX-License-Identifier: MIT
// Blocks: prefixes, if, elif, else, endif.
#include "interp/exim/parser.h"

#include "interp/base/limits.h"

namespace trommel::exim {
namespace {

std::string Quote(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

bool EndsArm(std::string_view word) {
  return word == "else" || word == "elif" || word == "endif";
}

}  // namespace

Parser::Parser(const SourceText& source, const Options& options, Arena& arena)
    : lexer_(source, arena), arena_(arena), options_(options) {}

Result<Command*> Parser::Parse() { return Block(0); }

bool Parser::Is(const Token& word, std::string_view keyword) {
  if (word.text == keyword) return true;
  if (keyword != "if" && keyword != "elif") return false;
  if (!word.text.starts_with(keyword)) return false;
  if (word.text.substr(keyword.size(), 1) != "(") return false;
  lexer_.Split(word.span.begin + static_cast<uint32_t>(keyword.size()));
  return true;
}

Status Parser::TakePrefix(const Token& word, Prefix* prefix) {
  bool no_error = word.text == "noerror";
  std::string who = no_error ? "\"noerror\"" : "\"seen\" or \"unseen\"";
  std::string where = " near line " + std::to_string(lexer_.line());
  if (!no_error && (prefix->flags & (kSeen | kUnseen)) != 0) {
    return Err(Code::kScript, who + " repeated" + where, word.span);
  }
  if (lexer_.AtEnd()) {
    return Err(Code::kScript, who + where + " is not followed by a command",
               word.span);
  }
  uint8_t flag = no_error ? kNoError : word.text == "seen" ? kSeen : kUnseen;
  prefix->flags |= flag;
  return {};
}

Status Parser::EndOfBlock(const Token& word, Prefix prefix, size_t depth) {
  if (depth == 0) {
    return lexer_.Near("unexpected " + Quote(word.text) + " command",
                       word.span);
  }
  if (!prefix.any()) return {};
  return Err(Code::kScript,
             "\"seen\", \"unseen\", or \"noerror\" near line " +
                 std::to_string(lexer_.line()) +
                 " is not followed by a command",
             word.span);
}

/// Commands up to the end, or to the word that ends an arm: see end_word_.
Result<Command*> Parser::Block(size_t depth) {
  Command* first = nullptr;
  Command** tail = &first;
  Prefix prefix;
  while (!lexer_.AtEnd()) {
    TRY_ASSIGN(Token word, lexer_.Word());
    if (word.text == "seen" || word.text == "unseen" ||
        word.text == "noerror") {
      TRY(TakePrefix(word, &prefix));
      continue;
    }
    bool elif = Is(word, "elif");
    if (elif || EndsArm(word.text)) {
      if (elif) word.text = "elif";
      TRY(EndOfBlock(word, prefix, depth));
      end_word_ = word;
      return first;
    }
    TRY_ASSIGN(*tail, OneCommand(word, prefix, depth));
    tail = &(*tail)->next;
    prefix = {};
  }
  end_word_ = {};
  return first;
}

Result<Command*> Parser::If(const Token& word, Prefix prefix, size_t depth) {
  if (depth == limits::kNesting) {
    return lexer_.Near("\"if\" is nested more than " +
                           std::to_string(limits::kNesting) + " deep",
                       word.span);
  }
  if (prefix.any() && !lexer_.AtEnd()) {
    return Err(Code::kScript,
               "\"seen\", \"unseen\", or \"noerror\" found before an \"if\" "
               "command near line " +
                   std::to_string(lexer_.line()),
               word.span);
  }
  Command* made = arena_.Make<Command>();
  made->name = "if";
  made->at = word.span.begin;
  Branch** tail = &made->branches;
  TRY(Arm(tail, depth + 1));
  TRY(Arms(tail, depth + 1));
  return made;
}

/// A condition, then, and the commands.
Status Parser::Arm(Branch** tail, size_t depth) {
  *tail = arena_.Make<Branch>();
  TRY_ASSIGN((*tail)->condition, AnyOf(true, 0));
  TRY_ASSIGN((*tail)->body, Block(depth));
  return {};
}

/// The rest of an if, from the word that ended its first arm.
Status Parser::Arms(Branch** tail, size_t depth) {
  while (end_word_.text == "elif") {
    tail = &(*tail)->next;
    TRY(Arm(tail, depth));
  }
  if (end_word_.text == "else") {
    tail = &(*tail)->next;
    *tail = arena_.Make<Branch>();
    TRY_ASSIGN((*tail)->body, Block(depth));
  }
  if (end_word_.text == "endif") return {};
  if (end_word_.text.empty()) {
    return Err(Code::kScript, "\"endif\" missing at end of filter file",
               {lexer_.at(), lexer_.at()});
  }
  return lexer_.Near("\"endif\" missing", end_word_.span);
}

Result<Command*> Parser::OneCommand(const Token& word, Prefix prefix,
                                    size_t depth) {
  if (Is(word, "if")) return If(word, prefix, depth);
  return Simple(word, prefix.flags);
}

}  // namespace trommel::exim
