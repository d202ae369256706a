// SPDX-License-Identifier: MIT
#include "interp/sieve/parser.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "interp/base/limits.h"
#include "interp/sieve/lexer.h"
#include "interp/text/ascii.h"

namespace trommel::sieve {
namespace {

using text::EqualsCaseless;

class Parser {
 public:
  Parser(const SourceText& source, const RowIndex& rows, Arena* arena,
         IssueList* issues)
      : lexer_(source, arena, issues),
        rows_(rows),
        arena_(arena),
        issues_(issues) {
    token_ = lexer_.Next();
  }

  Node* Script() {
    Node* first = nullptr;
    Commands(&first, 0);
    return first;
  }

 private:
  bool At(TokenKind kind) const { return token_.kind == kind; }
  void Advance() {
    past_ = token_.span.end;
    if (At(TokenKind::kSemicolon) || At(TokenKind::kLeftBrace) ||
        At(TokenKind::kRightBrace)) {
      lexer_.Forgive();
    }
    token_ = lexer_.Next();
    if (lexer_.garbled()) panic_ = true;
  }
  void Complain(Span span, std::string what, std::string hint = {},
                Fix fix = {});

  void Commands(Node** tail, size_t depth);
  Node* Command(size_t depth);
  void EndOfCommand(Node* node, size_t depth);
  void MissingEnd(Node* node);
  void BreakLastTest(Node* node);
  void Block(Node* node, size_t depth);
  void Arguments(Node* node);
  Arg Scalar();
  Arg List();
  Arg TakeList(Arg arg);
  void Tests(Node* node, size_t depth);
  void TestList(Node* node, size_t depth);
  Node* Test(size_t depth);
  bool StartsTest() const;
  Node* NewNode();
  void SkipToEnd();
  void SkipBalanced();

  Lexer lexer_;
  const RowIndex& rows_;
  Arena* arena_;
  IssueList* issues_;
  Token token_;
  uint32_t past_ = 0;    // end of the token before
  bool panic_ = false;   // this command has been complained about
  size_t unopened_ = 0;  // "{" that we reported missing
  size_t guessed_ = 0;   // "}" that we took for the end of such
  std::vector<Arg> args_;
  std::vector<std::string_view> items_;
  std::vector<Span> spans_;
};

void Parser::Complain(Span span, std::string what, std::string hint, Fix fix) {
  bool known = panic_ || (At(TokenKind::kEnd) && lexer_.cut());
  if (!known) {
    issues_->Error(span, std::move(what), std::move(hint), std::move(fix));
  }
  panic_ = true;
}

Node* Parser::NewNode() {
  Node* node = arena_->Make<Node>();
  node->name = token_.text;
  node->span = token_.span;
  return node;
}

/// Skips to `;`, `{`, `}` or the end, which stay.
void Parser::SkipToEnd() {
  while (!At(TokenKind::kEnd) && !At(TokenKind::kSemicolon) &&
         !At(TokenKind::kLeftBrace) && !At(TokenKind::kRightBrace)) {
    Advance();
  }
}

/// Skips a block that will not be read, from its `{` past its `}`.
void Parser::SkipBalanced() {
  size_t open = 0;
  do {
    if (At(TokenKind::kLeftBrace)) ++open;
    if (At(TokenKind::kRightBrace)) --open;
    Advance();
  } while (open > 0 && !At(TokenKind::kEnd));
}

void Parser::Commands(Node** tail, size_t depth) {
  while (!At(TokenKind::kEnd) && issues_->errors() <= limits::kIssues) {
    panic_ = lexer_.garbled();
    if (At(TokenKind::kIdentifier)) {
      *tail = Command(depth);
      tail = &(*tail)->next;
    } else if (At(TokenKind::kRightBrace)) {
      if (depth > 0 && unopened_ == 0) return;
      if (unopened_ > 0) {
        --unopened_;
        ++guessed_;
      } else {
        Complain(token_.span, "this \"}\" closes nothing",
                 "remove it, or add the \"{\" that it belongs to");
      }
      Advance();
    } else if (At(TokenKind::kSemicolon)) {
      Complain(token_.span, "there is no command before this \";\"",
               "remove it", {token_.span.begin, 1, {}});
      Advance();
    } else {
      Complain(token_.span,
               "a command must start here, not " + Describe(token_));
      if (At(TokenKind::kLeftBrace)) {
        SkipBalanced();
      } else {
        SkipToEnd();
        if (At(TokenKind::kSemicolon)) Advance();
      }
    }
  }
}

Node* Parser::Command(size_t depth) {
  Node* node = NewNode();
  Advance();
  Arguments(node);
  bool conditional =
      EqualsCaseless(node->name, "if") || EqualsCaseless(node->name, "elsif");
  if (At(TokenKind::kLeftParen) ||
      (At(TokenKind::kIdentifier) && (conditional || StartsTest()))) {
    Tests(node, 0);
  }
  EndOfCommand(node, depth);
  return node;
}

/// Whether the identifier here is a test.
bool Parser::StartsTest() const {
  return TakesTests(token_.text) || EqualsCaseless(token_.text, "true") ||
         EqualsCaseless(token_.text, "false") ||
         rows_.Find(Language::kSieve, RowKind::kTest, token_.text) != nullptr;
}

void Parser::EndOfCommand(Node* node, size_t depth) {
  node->garbled = lexer_.garbled();
  if (node->garbled) SkipToEnd();
  if (!At(TokenKind::kSemicolon) && !At(TokenKind::kLeftBrace)) {
    MissingEnd(node);
  }
  node->broken = panic_;
  if (At(TokenKind::kSemicolon)) {
    Advance();
  } else if (At(TokenKind::kLeftBrace)) {
    Block(node, depth);
  }
}

/// The test that ends here is incomplete by what cannot stand behind it.
void Parser::BreakLastTest(Node* node) {
  for (Node* test = node->tests; test != nullptr; test = test->tests) {
    while (test->next != nullptr) test = test->next;
    if (!TakesTests(test->name)) test->broken = true;
  }
}

void Parser::MissingEnd(Node* node) {
  bool wants_block =
      node->tests != nullptr || EqualsCaseless(node->name, "if") ||
      EqualsCaseless(node->name, "elsif") || EqualsCaseless(node->name, "else");
  bool next_command = At(TokenKind::kIdentifier) ||
                      At(TokenKind::kRightBrace) || At(TokenKind::kEnd);
  Span behind{past_, past_};
  if (!next_command) {
    Complain(token_.span, Describe(token_) + " cannot stand here",
             At(TokenKind::kComma)
                 ? "strings of a list stand in \"[ ]\", tests in \"( )\""
                 : "a command ends in \";\" or in a block");
    BreakLastTest(node);
    SkipToEnd();
  } else if (EqualsCaseless(node->name, "else") &&
             EqualsCaseless(token_.text, "if")) {
    Complain({node->span.begin, token_.span.end},
             "\"else if\" is one word in Sieve", "write elsif",
             {node->span.begin, token_.span.end - node->span.begin, "elsif"});
  } else if (wants_block) {
    if (!panic_ && At(TokenKind::kIdentifier)) ++unopened_;
    Complain(behind,
             "\"{\" is missing after \"" + std::string(node->name) +
                 (node->tests != nullptr ? "\" and its test" : "\""),
             "what depends on a test stands in braces");
  } else {
    Complain(behind,
             "\";\" is missing after \"" + std::string(node->name) + "\"",
             "end the command with \";\"", {past_, 0, ";"});
  }
}

void Parser::Block(Node* node, size_t depth) {
  Span open = token_.span;
  node->has_block = true;
  if (depth >= limits::kNesting) {
    issues_->Error(open,
                   "blocks are nested too deeply, more than " +
                       std::to_string(limits::kNesting) + " levels",
                   "use elsif, stop or allof to flatten the script");
    node->broken = true;
    SkipBalanced();
    return;
  }
  Advance();
  const size_t outside = std::exchange(unopened_, 0);
  const size_t guessed_outside = std::exchange(guessed_, 0);
  Commands(&node->block, depth + 1);
  unopened_ = outside;
  if (At(TokenKind::kRightBrace)) {
    Advance();
  } else if (guessed_ == 0 && !lexer_.cut() && At(TokenKind::kEnd)) {
    issues_->Error(open, "this block is never closed", "add the missing \"}\"",
                   {token_.span.begin, 0, "}\n"});
  }
  guessed_ = guessed_outside;
}

void Parser::Arguments(Node* node) {
  size_t first = args_.size();
  for (;;) {
    if (At(TokenKind::kLeftBracket)) {
      args_.push_back(List());
    } else if (At(TokenKind::kString) || At(TokenKind::kTag) ||
               At(TokenKind::kNumber)) {
      args_.push_back(Scalar());
    } else {
      break;
    }
    if (args_.size() - first > limits::kArguments) {
      Complain(args_.back().span, "too many arguments, more than " +
                                      std::to_string(limits::kArguments));
      args_.pop_back();
    }
  }
  node->args = arena_->Array<Arg>(args_.size() - first);
  std::uninitialized_copy(args_.begin() + static_cast<ptrdiff_t>(first),
                          args_.end(), node->args.begin());
  for (Arg& arg : node->args) {
    if (arg.kind != ArgKind::kString) continue;
    arg.items = {&arg.text, 1};
    arg.spans = {&arg.span, 1};
  }
  args_.resize(first);
}

Arg Parser::Scalar() {
  Arg arg;
  arg.span = token_.span;
  if (At(TokenKind::kString)) {
    arg.kind = ArgKind::kString;
    arg.text = token_.text;
  } else if (At(TokenKind::kNumber)) {
    arg.kind = ArgKind::kNumber;
    arg.number = token_.number;
  } else {
    arg.kind = ArgKind::kTag;
    arg.text = token_.text;
    if (arg.text.empty()) panic_ = true;
  }
  Advance();
  return arg;
}

/// Moves the strings gathered into the arena.
Arg Parser::TakeList(Arg arg) {
  size_t count = items_.size();
  arg.items = arena_->Array<std::string_view>(count);
  std::span<Span> spans = arena_->Array<Span>(count);
  for (size_t i = 0; i < count; ++i) {
    arg.items[i] = items_[i];
    spans[i] = spans_[i];
  }
  arg.spans = spans;
  items_.clear();
  spans_.clear();
  return arg;
}

Arg Parser::List() {
  Arg arg;
  arg.kind = ArgKind::kList;
  uint32_t begin = token_.span.begin;
  Advance();
  while (At(TokenKind::kString)) {
    items_.push_back(token_.text);
    spans_.push_back(token_.span);
    Advance();
    if (!At(TokenKind::kComma)) break;
    Advance();
    if (!At(TokenKind::kString)) {
      Complain(token_.span,
               "a string must follow the comma, not " + Describe(token_));
    }
  }
  if (items_.empty()) {
    Complain(token_.span,
             "a string list holds strings, not " + Describe(token_),
             "write at least one string between \"[\" and \"]\"");
  }
  if (At(TokenKind::kRightBracket)) {
    Advance();
  } else {
    bool string = At(TokenKind::kString);
    Complain(string ? Span{past_, past_} : token_.span,
             string
                 ? "\",\" is missing between two strings of a list"
                 : "a string list must end in \"]\", not " + Describe(token_),
             {}, string ? Fix{past_, 0, ","} : Fix{});
    while (At(TokenKind::kString) || At(TokenKind::kComma) ||
           At(TokenKind::kNumber)) {
      Advance();
    }
    if (At(TokenKind::kRightBracket)) Advance();
  }
  arg.span = {begin, past_};
  return TakeList(arg);
}

void Parser::Tests(Node* node, size_t depth) {
  if (depth >= limits::kNesting) {
    Complain(token_.span,
             "tests are nested too deeply, more than " +
                 std::to_string(limits::kNesting) + " levels",
             "use allof, anyof and variables to flatten the test");
    SkipToEnd();
    return;
  }
  if (At(TokenKind::kLeftParen)) {
    TestList(node, depth);
  } else {
    node->tests = Test(depth + 1);
  }
}

void Parser::TestList(Node* node, size_t depth) {
  Span open = token_.span;
  node->test_list = true;
  Node** tail = &node->tests;
  do {
    Advance();
    if (!At(TokenKind::kIdentifier)) {
      Complain(token_.span, "a test must stand here, not " + Describe(token_));
      return;
    }
    *tail = Test(depth + 1);
    tail = &(*tail)->next;
  } while (At(TokenKind::kComma));
  if (At(TokenKind::kRightParen)) {
    Advance();
  } else if (At(TokenKind::kIdentifier)) {
    Complain({past_, past_}, "\",\" is missing between two tests", {},
             {past_, 0, ","});
    SkipToEnd();
  } else {
    Complain(open, "this \"(\" is never closed",
             "put \")\" after the last test");
    if (!At(TokenKind::kLeftBrace)) SkipToEnd();
  }
}

Node* Parser::Test(size_t depth) {
  Node* node = NewNode();
  Advance();
  Arguments(node);
  if (At(TokenKind::kLeftParen) ||
      (At(TokenKind::kIdentifier) && TakesTests(node->name))) {
    Tests(node, depth);
  }
  node->broken = panic_;
  node->garbled = lexer_.garbled();
  return node;
}

}  // namespace

Node* Parse(const SourceText& source, const RowIndex& rows, Arena* arena,
            IssueList* issues) {
  return Parser(source, rows, arena, issues).Script();
}

bool TakesTests(std::string_view name) {
  return EqualsCaseless(name, "not") || EqualsCaseless(name, "anyof") ||
         EqualsCaseless(name, "allof");
}

}  // namespace trommel::sieve
