// SPDX-License-Identifier: MIT
// Blocks: prefixes, if, elif, else, endif.
#include "interp/exim/parser.h"

#include <utility>

#include "interp/base/limits.h"

namespace trommel::exim {
namespace {

std::string Quote(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

bool EndsArm(std::string_view word) {
  return word == "else" || word == "elif" || word == "endif";
}

bool IsGlued(std::string_view word) {
  return word.starts_with("if(") || word.starts_with("elif(");
}

}  // namespace

Parser::Parser(const SourceText& source, const Options& options, Arena& arena,
               IssueList* issues)
    : lexer_(source, arena),
      arena_(arena),
      options_(options),
      issues_(*issues) {}

void Parser::Add(Command* command, Command*** tail) {
  **tail = command;
  *tail = &command->next;
}

bool Parser::Is(const Token& word, std::string_view keyword) {
  if (word.text == keyword) return true;
  if (!word.text.starts_with(keyword) || !IsGlued(word.text)) return false;
  lexer_.Split(word.span.begin + static_cast<uint32_t>(keyword.size()));
  return true;
}

void Parser::TakePrefix(const Token& word, Prefix* prefix) {
  bool no_error = word.text == "noerror";
  std::string who = no_error ? "\"noerror\"" : "\"seen\" or \"unseen\"";
  std::string where = " near line " + std::to_string(lexer_.line());
  if (!no_error && (prefix->flags & (kSeen | kUnseen)) != 0) {
    Report({Code::kScript, who + " repeated" + where, word.span});
  } else if (lexer_.AtEnd()) {
    Report({Code::kScript, who + where + " is not followed by a command",
            word.span});
  }
  uint8_t flag = no_error ? kNoError : word.text == "seen" ? kSeen : kUnseen;
  prefix->flags |= flag;
}

/// At else, elif or endif; true when it ends the block: see end_word_.
bool Parser::EndOfBlock(Token word, Prefix prefix, Command*** tail,
                        size_t depth) {
  if (depth == 0) {
    Report(lexer_.Near("unexpected " + Quote(word.text) + " command", word.span)
               .value());
    Stray(word, tail);
    return false;
  }
  if (prefix.any()) {
    Report({Code::kScript,
            "\"seen\", \"unseen\", or \"noerror\" near line " +
                std::to_string(lexer_.line()) + " is not followed by a command",
            word.span});
  }
  end_word_ = word;
  return true;
}

/// One command or prefix; true at the end of the block.
bool Parser::Step(Prefix* prefix, Command*** tail, size_t depth) {
  const uint32_t begin = lexer_.at();
  Result<Token> word = lexer_.Word();
  if (!word && IsGlued(lexer_.broken())) {
    word = Token{lexer_.broken(), {begin, begin}};
  }
  if (!word) {
    return Recover({{}, {begin, begin}}, std::move(word.error()), tail, depth);
  }
  if (word->text == "seen" || word->text == "unseen" ||
      word->text == "noerror") {
    TakePrefix(*word, prefix);
    return false;
  }
  const Prefix before = *prefix;
  *prefix = {};
  bool elif = Is(*word, "elif");
  if (elif) word->text = "elif";
  if (elif || EndsArm(word->text)) {
    return EndOfBlock(*word, before, tail, depth);
  }
  if (Is(*word, "if")) {
    Add(If(*word, before, depth), tail);
    return false;
  }
  Result<Command*> command = Simple(*word, before.flags);
  if (!command) return Recover(*word, std::move(command.error()), tail, depth);
  Add(*command, tail);
  return false;
}

/// Commands up to the end, or to the word that ends an arm: see end_word_.
Command* Parser::Block(size_t depth) {
  Command* first = nullptr;
  Command** tail = &first;
  Prefix prefix;
  while (!lexer_.AtEnd() && !stopped_) {
    if (Step(&prefix, &tail, depth)) return first;
  }
  end_word_ = {};
  return first;
}

/// Whether the condition here begins with an error that Exim words even when it
/// has found one before.
bool Parser::BreaksAtOnce() const {
  Lexer probe = lexer_;
  while (probe.Peek() == '(') probe.Skip();
  if (probe.AtEnd() || probe.Peek() == ')') return true;
  Result<Token> item = probe.Item(true);
  return !item && IsTooLong(item.error());
}

Command* Parser::If(const Token& word, Prefix prefix, size_t depth) {
  Command* made = arena_.Make<Command>();
  made->name = "if";
  made->at = word.span.begin;
  if (depth == limits::kEximNesting) {
    Report(lexer_
               .Near("\"if\" is nested more than " +
                         std::to_string(limits::kEximNesting) + " deep",
                     word.span)
               .value());
    stopped_ = true;
    return made;
  }
  if (prefix.any() && !BreaksAtOnce()) {
    Report({Code::kScript,
            "\"seen\", \"unseen\", or \"noerror\" found before an \"if\" "
            "command near line " +
                std::to_string(lexer_.line()),
            word.span});
  }
  Branch** tail = &made->branches;
  const bool outer = std::exchange(in_elif_, false);
  Arm(tail, AnyOf(true, 0), depth + 1);
  in_elif_ = outer;
  Arms(tail, depth + 1);
  return made;
}

/// The condition of an elif. Inside the arm of another elif, Exim goes on where
/// one has failed, and words what breaks there at once.
Result<Condition*> Parser::ElifCondition() {
  Result<Condition*> condition = AnyOf(true, 0);
  if (!condition && in_elif_ && BreaksAtOnce()) return AnyOf(true, 0);
  return condition;
}

/// What `condition` leads to: the commands after then.
void Parser::Arm(Branch** tail, Result<Condition*> condition, size_t depth) {
  *tail = arena_.Make<Branch>();
  if (condition) {
    (*tail)->condition = *condition;
  } else {
    const uint32_t from = condition.error().span.begin;
    Report(std::move(condition.error()));
    SkipCondition(from);
  }
  (*tail)->body = Block(depth);
}

/// The rest of an if, from the word that ended its first arm.
void Parser::Arms(Branch** tail, size_t depth) {
  const bool outer = in_elif_;
  bool last = false;
  while (end_word_.text == "elif" || end_word_.text == "else") {
    if (last) {
      Report(lexer_.Near("\"endif\" missing", end_word_.span).value());
    }
    tail = &(*tail)->next;
    if (end_word_.text == "elif") {
      in_elif_ = outer;
      Result<Condition*> condition = ElifCondition();
      in_elif_ = true;
      Arm(tail, std::move(condition), depth);
      continue;
    }
    last = true;
    in_elif_ = false;
    *tail = arena_.Make<Branch>();
    (*tail)->body = Block(depth);
  }
  in_elif_ = outer;
  if (end_word_.text == "endif" || unsure_ || stopped_) return;
  Report({Code::kScript,
          "\"endif\" missing at end of filter file",
          {lexer_.at(), lexer_.at()}});
  unsure_ = true;
}

}  // namespace trommel::exim
