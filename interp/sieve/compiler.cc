// SPDX-License-Identifier: MIT
#include "interp/sieve/compiler.h"

#include <algorithm>
#include <string>

#include "interp/base/limits.h"
#include "interp/sieve/parser.h"
#include "interp/sieve/tag_names.h"
#include "interp/text/ascii.h"

namespace trommel::sieve {
namespace {

using text::EqualsCaseless;

std::string Quoted(std::string_view name) {
  return "\"" + std::string(name) + "\"";
}

bool IsElse(const Node& node) { return EqualsCaseless(node.name, "else"); }
bool IsElsif(const Node& node) { return EqualsCaseless(node.name, "elsif"); }

}  // namespace

Compiler::Compiler(Session* session, const SourceText& source,
                   IssueList* issues)
    : session_(session),
      source_(source),
      rows_(session->rows),
      builder_(session->builder),
      arena_(session->arena),
      issues_(issues),
      capabilities_(rows_, issues),
      scope_(builder_, session->sites == 0
                           ? std::string()
                           : std::to_string(session->sites) + ":"),
      binder_(rows_, &capabilities_, &scope_, arena_, issues) {}

void Compiler::Add(Jumps* jumps, Op op) {
  jumps->first = arena_->Make<Jumps::Item>(builder_->Branch(op), jumps->first);
}

void Compiler::BindHere(const Jumps& jumps) {
  for (Jumps::Item* item = jumps.first; item != nullptr; item = item->next) {
    builder_->Bind(item->jump);
  }
}

void Compiler::Script(Node* first) {
  if (first != nullptr) {
    const uint32_t top = first->span.begin;
    capabilities_.SetTop(top, source_.Locate(top).line);
  }
  Commands(first, true);
  BindHere(return_);
  if (scope_.locals().size() > limits::kVariables) {
    issues_->Error({}, "the script uses too many variables, more than " +
                           std::to_string(limits::kVariables));
  }
}

void Compiler::Commands(Node* first, bool top) {
  if (!top) ++blocks_;
  for (Node* node = first; node != nullptr; node = node->next) {
    if (issues_->errors() > limits::kIssues || dead_) break;
    if (EqualsCaseless(node->name, "require")) {
      Require(*node, top);
      continue;
    }
    started_ = true;
    if (EqualsCaseless(node->name, "if")) {
      node = If(node);
    } else if (IsElsif(*node) || IsElse(*node)) {
      issues_->Error(node->span,
                     Quoted(node->name) + " follows no \"if\" or \"elsif\"",
                     "start with \"if\"");
      Commands(node->block, false);
    } else if (EqualsCaseless(node->name, "stop")) {
      Stop(*node);
    } else if (!Control(*node)) {
      Call(*node);
    }
  }
  dead_ = false;
  if (!top) --blocks_;
}

void Compiler::Require(const Node& node, bool top) {
  Plain(node, "command");
  if (started_ || !top) {
    issues_->Error(node.span, "\"require\" must come before all other commands",
                   "move it to the top of the script");
  }
  const size_t before = capabilities_.enabled().size();
  capabilities_.Require(node);
  binder_.Refresh();
  At(node.span);
  for (const Feature* feature : capabilities_.enabled().subspan(before)) {
    Required(*feature);
  }
}

/// Calls what the feature has to say to being required.
void Compiler::Required(const Feature& feature) {
  constexpr uint32_t kSteps = 1U << static_cast<unsigned>(RowKind::kStep);
  if ((feature.kinds_mask & kSteps) == 0) return;
  const std::string name = std::string(feature.name) + "_required";
  const RowEntry* entry = rows_.Find(Language::kSieve, RowKind::kStep, name);
  if (entry == nullptr) return;
  builder_->CallConst(*entry, {});
  builder_->Emit(Op::kPop);
}

/// Reports tests and blocks where there can be none.
void Compiler::Plain(const Node& node, std::string_view kind) {
  if (node.tests != nullptr && !node.broken) {
    issues_->Error(
        node.tests->span,
        "the " + std::string(kind) + " " + Quoted(node.name) + " takes no test",
        "tests stand after \"if\"");
  }
  if (node.has_block && !node.garbled) {
    issues_->Error(node.span,
                   "the " + std::string(kind) + " " + Quoted(node.name) +
                       " takes no block",
                   "end it with \";\"");
    Commands(node.block, false);
  }
}

void Compiler::Stop(const Node& node) {
  Plain(node, "command");
  if (!node.args.empty()) {
    issues_->Error(node.args[0].span, "\"stop\" takes no arguments");
  }
  At(node.span);
  builder_->Emit(Op::kHalt);
}

/// Emits a chain of if, elsif and else; returns its last command.
Node* Compiler::If(Node* node) {
  Jumps end;
  bool closed = false;
  bool reached = false;    // ihave says that a branch before is taken
  bool only_false = true;  // ihave says that none before is
  bool rest_dead = false;
  for (;;) {
    Jumps skip;
    closed = IsElse(*node);
    const bool skipped = reached;
    if (!skipped) {
      std::optional<bool> known;
      if (node->tests != nullptr) known = Known(*node->tests);
      if (closed && only_false && node->tests == nullptr) known = true;
      Branch(node, known == false, &skip);
      reached = known == true;
      only_false = only_false && known == false;
      rest_dead = reached && Ends(node->block);
    }
    Node* next = node->next;
    bool more = next != nullptr && (IsElsif(*next) || IsElse(*next)) && !closed;
    if (more && !skipped) Add(&end, Op::kJump);
    BindHere(skip);
    if (!more) break;
    node = next;
  }
  BindHere(end);
  dead_ = rest_dead;
  return node;
}

/// The test of one branch, jumping to `skip` when false, and its block.
void Compiler::Branch(Node* node, bool dead, Jumps* skip) {
  bool is_else = IsElse(*node);
  if (!node->broken) {
    if (!node->args.empty()) {
      issues_->Error(
          node->args[0].span, Quoted(node->name) + " takes no such argument",
          is_else ? "a block follows \"else\""
                  : "a test follows, such as header :is \"a\" \"b\"");
    } else if (is_else && node->tests != nullptr) {
      issues_->Error(node->tests->span, "\"else\" takes no test",
                     "use \"elsif\"");
    } else if (!is_else && node->tests == nullptr) {
      issues_->Error(node->span, Quoted(node->name) + " needs a test");
    } else if (!is_else && node->test_list) {
      issues_->Error(node->tests->span,
                     Quoted(node->name) + " takes one test, not a list",
                     "put allof or anyof before \"(\"");
    }
    if (!node->has_block) {
      issues_->Error(node->span, Quoted(node->name) + " needs a block",
                     "write what is to be done between \"{\" and \"}\"");
    }
  }
  if (!is_else && node->tests != nullptr) Test(*node->tests, false, skip);
  if (!dead) Commands(node->block, false);
}

void Compiler::Call(const Node& node) {
  if (Block(node) || Escape(node) || TestOrElse(node)) return;
  const RowEntry* entry =
      rows_.Find(Language::kSieve, RowKind::kCommand, node.name);
  if (entry == nullptr) {
    entry = rows_.Find(Language::kSieve, RowKind::kItem, node.name);
  }
  if (entry == nullptr) {
    Unknown(node);
    Commands(node.block, false);
    return;
  }
  Plain(node, "command");
  capabilities_.Demand(*entry, node.span, "");
  if (node.broken || !binder_.Bind(node, *entry)) return;
  EmitCall(node, *entry);
  if (entry->row->kind == RowKind::kItem) StoreResult();
}

/// The value on the stack becomes that of the variable the call named.
void Compiler::StoreResult() {
  const Binder::Member& member = binder_.member();
  if (member.setter == nullptr) {
    builder_->EmitCount(Op::kStoreVar,
                        binder_.slots().empty() ? 0 : binder_.slots()[0]);
    return;
  }
  builder_->EmitString(member.name);
  builder_->Call(*member.setter, 2);
  builder_->Emit(Op::kPop);
}

/// An unknown word is complained about once.
bool Compiler::FirstTime(std::string_view kind, std::string_view name) {
  std::string word = std::string(kind) + text::Lowered(name);
  if (std::ranges::find(unknown_, word) != unknown_.end()) return false;
  unknown_.push_back(std::move(word));
  return true;
}

void Compiler::Unknown(const Node& node) {
  if (node.garbled || !FirstTime("command ", node.name)) return;
  bool test =
      TakesTests(node.name) ||
      rows_.Find(Language::kSieve, RowKind::kTest, node.name) != nullptr;
  if (test) {
    issues_->Error(node.span, Quoted(node.name) + " is a test, not a command",
                   "write if " + std::string(node.name) + " … { … }");
    return;
  }
  issues_->Error(
      node.span, "unknown command " + Quoted(node.name),
      NearestRow(rows_, node.name,
                 {RowKind::kCommand, RowKind::kControl, RowKind::kItem}));
}

void Compiler::Test(const Node& test, bool when, Jumps* target) {
  if (EqualsCaseless(test.name, "true")) {
    Constant(test, true, when, target);
  } else if (EqualsCaseless(test.name, "false")) {
    Constant(test, false, when, target);
  } else if (TakesTests(test.name)) {
    bool negate = EqualsCaseless(test.name, "not");
    if (!test.broken && !test.args.empty()) {
      issues_->Error(test.args[0].span,
                     Quoted(test.name) + " takes tests, no other arguments");
    } else if (!test.broken &&
               (test.tests == nullptr || test.test_list == negate)) {
      issues_->Error(
          test.span,
          negate ? "\"not\" needs one test"
                 : Quoted(test.name) + " needs tests in parentheses",
          negate ? "" : "write " + std::string(test.name) + " (true, false)");
    }
    if (!negate) {
      Several(test, EqualsCaseless(test.name, "allof"), when, target);
    } else if (test.tests != nullptr) {
      Test(*test.tests, !when, target);
    }
  } else if (!Ihave(test, when, target)) {
    CallTest(test, when, target);
  }
}

void Compiler::Constant(const Node& test, bool value, bool when,
                        Jumps* target) {
  if (!test.broken && (!test.args.empty() || test.tests != nullptr)) {
    issues_->Error(test.span, Quoted(test.name) + " takes no arguments");
  }
  if (value == when) Add(target, Op::kJump);
}

/// allof and anyof: all tests but the last leave early, on false for allof.
void Compiler::Several(const Node& test, bool all, bool when, Jumps* target) {
  Jumps early;
  bool leave_on = !all;
  for (const Node* child = test.tests; child != nullptr; child = child->next) {
    const bool decides = Known(*child) == leave_on;  // the rest is dead
    if (leave_on == when) {
      Test(*child, when, target);
    } else if (child->next != nullptr && !decides) {
      Test(*child, leave_on, &early);
    } else {
      Test(*child, when, target);
    }
    if (decides) break;
  }
  BindHere(early);
}

void Compiler::CallTest(const Node& test, bool when, Jumps* target) {
  const RowEntry* entry =
      rows_.Find(Language::kSieve, RowKind::kTest, test.name);
  if (entry == nullptr) {
    UnknownTest(test);
    return;
  }
  Plain(test, "test");
  capabilities_.Demand(*entry, test.span, "");
  if (test.broken || !binder_.Bind(test, *entry)) return;
  EmitCall(test, *entry);
  Add(target, when ? Op::kJumpTrue : Op::kJumpFalse);
}

void Compiler::UnknownTest(const Node& test) {
  if (test.garbled || !FirstTime("test ", test.name)) return;
  bool command =
      rows_.Find(Language::kSieve, RowKind::kCommand, test.name) != nullptr;
  if (command) {
    issues_->Error(test.span, Quoted(test.name) + " is a command, not a test",
                   "commands stand inside the braces");
    return;
  }
  issues_->Error(
      test.span, "unknown test " + Quoted(test.name),
      NearestRow(rows_, test.name, {RowKind::kTest, RowKind::kControl}));
}

void Compiler::EmitCall(const Node& node, const RowEntry& entry) {
  At(node.span);
  std::span<const Builder::Constant> values = binder_.values();
  if (!binder_.dynamic()) {
    builder_->CallConst(entry, values);
    return;
  }
  for (size_t i = 0; i < values.size(); ++i) {
    EmitValue(values[i], binder_.Dynamic(i));
  }
  builder_->Call(entry, values.size());
}

void Compiler::EmitValue(const Builder::Constant& value, const Arg* dynamic) {
  if (dynamic != nullptr) {
    size_t held = 0;
    for (std::string_view item : dynamic->items) {
      EmitText(item);
      held = Held(held + 1, Op::kMakeList);
    }
    if (dynamic->kind == ArgKind::kList) {
      builder_->EmitCount(Op::kMakeList, held);
    }
    return;
  }
  switch (value.type) {
    case Type::kNil:
      builder_->Emit(Op::kNil);
      break;
    case Type::kBool:
      builder_->EmitBool(value.boolean);
      break;
    case Type::kInt:
      builder_->EmitInt(value.number);
      break;
    case Type::kString:
      builder_->EmitString(value.text);
      break;
    case Type::kList:
      builder_->EmitList(value.list);
      break;
  }
}

/// Joins the values on the stack when there are many, so that its depth stays
/// bounded; returns how many are left.
size_t Compiler::Held(size_t count, Op join) {
  constexpr size_t kMost = 32;
  if (count < kMost) return count;
  builder_->EmitCount(join, count);
  return 1;
}

/// Pushes a string, its variables filled in.
void Compiler::EmitText(std::string_view text) {
  if (!CutVariables(text, {}, &pieces_, nullptr)) {
    builder_->EmitString(text);
    return;
  }
  size_t held = 0;
  for (const Piece& piece : pieces_) {
    switch (piece.kind) {
      case Piece::Kind::kText:
        builder_->EmitString(piece.text);
        break;
      case Piece::Kind::kVariable:
        builder_->EmitCount(Op::kLoadVar, scope_.Slot(piece.text));
        break;
      case Piece::Kind::kMatch:
        builder_->EmitCount(Op::kLoadMatch, piece.group);
        break;
      case Piece::Kind::kMember:
        if (Scope::IsGlobalSpace(piece.space)) {
          builder_->EmitCount(Op::kLoadVar, scope_.GlobalSlot(piece.text));
          break;
        }
        builder_->EmitString(piece.text);
        builder_->Call(
            *rows_.Find(Language::kSieve, RowKind::kVariable, piece.space), 1);
        break;
    }
    held = Held(held + 1, Op::kConcat);
  }
  if (held > 1) builder_->EmitCount(Op::kConcat, held);
}

}  // namespace trommel::sieve
