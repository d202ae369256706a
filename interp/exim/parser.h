// SPDX-License-Identifier: MIT
// Parser of Exim filters: the whole file, before anything runs.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "interp/base/arena.h"
#include "interp/base/diagnostic.h"
#include "interp/base/result.h"
#include "interp/exim/ast.h"
#include "interp/exim/compile.h"
#include "interp/exim/lexer.h"

namespace trommel::exim {

/// Recursive descent, at most limits::kEximNesting ifs and as many brackets
/// deep.
/// Everything made lives in the arena. Errors go to `issues`: the first worded
/// as Exim words it, which stops there; then those that follow, as far as they
/// do not come from the first (parser_recovery.cc).
class Parser {
 public:
  Parser(const SourceText& source, const Options& options, Arena& arena,
         IssueList* issues);

  /// The commands of the filter; null for an empty one. Only to be run when
  /// there are no errors among the issues.
  Command* Parse() { return Block(0); }

 private:
  /// The words seen, unseen, noerror before a command.
  struct Prefix {
    uint8_t flags = 0;
    bool any() const { return flags != 0; }
  };
  struct Rule;

  // parser.cc: blocks
  Command* Block(size_t depth);
  bool Step(Prefix* prefix, Command*** tail, size_t depth);
  bool EndOfBlock(Token word, Prefix prefix, Command*** tail, size_t depth);
  void TakePrefix(const Token& word, Prefix* prefix);
  Command* If(const Token& word, Prefix prefix, size_t depth);
  bool BreaksAtOnce() const;
  Result<Condition*> ElifCondition();
  void Arms(Branch** tail, size_t depth);
  void Arm(Branch** tail, Result<Condition*> condition, size_t depth);
  static void Add(Command* command, Command*** tail);
  /// Whether `word` is `keyword`; `if(` and `elif(` count, the bracket stays.
  bool Is(const Token& word, std::string_view keyword);

  // parser_recovery.cc: what comes after an error
  enum class Stop : uint8_t { kEnd, kThen, kCommand };
  /// Whether a word or string is, with or without an end.
  static bool IsTooLong(const Error& error);
  void Report(Error error);
  Stop SkipAhead(uint32_t column);
  bool BeginsCommand(std::string_view word, uint32_t column) const;
  void SkipCondition(uint32_t from);
  bool Recover(const Token& word, Error error, Command*** tail, size_t depth);
  void Stray(const Token& word, Command*** tail);

  // parser_commands.cc: arguments of commands. Each reads what follows its
  // word and fills command->args as the row's usage line has them.
  Result<Command*> Simple(const Token& word, uint8_t flags);
  const Rule* FindRule(std::string_view name) const;
  Status Deliver(Command* command, uint8_t flags);
  Status Save(Command* command, uint8_t flags);
  Status Pipe(Command* command, uint8_t flags);
  Status Finish(Command* command, uint8_t flags);
  Status Testprint(Command* command, uint8_t flags);
  Status Logwrite(Command* command, uint8_t flags);
  Status Add(Command* command, uint8_t flags);
  Status Headers(Command* command, uint8_t flags);
  Status Mail(Command* command, uint8_t flags);
  Status Fail(Command* command, uint8_t flags);
  Result<Token> WithoutPrefix(const Command& command, uint8_t flags);
  Result<Token> Required(std::string missing, uint32_t begin);
  Result<Token> Required(const Command& command);
  Result<Argument> Mode();
  Result<bool> MailWord(const Token& key, std::span<Argument> values);
  void SetArgs(Command* command, std::initializer_list<Argument> args);

  // parser_conditions.cc. `top` is false inside brackets, which end at `)`
  // instead of `then`; `depth` counts brackets.
  Result<Condition*> AnyOf(bool top, size_t depth);
  Result<Condition*> Primary(size_t depth);
  Result<Condition*> Bracketed(size_t depth);
  Result<Condition*> Named(const Token& item, size_t depth);
  Result<Condition*> Comparison(const Token& left);
  Result<Condition*> Personal(Condition* made);
  Result<Condition*> ForAny(Condition* made, size_t depth);
  /// What stands behind a condition.
  enum class Joint : uint8_t { kAnd, kOr, kEnd };
  Result<Joint> After(bool top);

  Condition* Make(Condition::Kind kind, uint32_t at, std::string_view row);

  Token end_word_;  // what ended the last block: else, elif, endif; or empty
  Lexer lexer_;
  Arena& arena_;
  Options options_;
  IssueList& issues_;
  bool stopped_ = false;  // too many errors, or too deep
  bool unsure_ = false;   // a missing endif may come from another error
  bool in_elif_ = false;  // an if around has reached elif, and none else
};

}  // namespace trommel::exim
