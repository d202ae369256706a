// SPDX-License-Identifier: MIT
// Compiler: walks the tree once, checks it and emits its code. Control (if,
// stop, allof, not …) becomes jumps; all else is calls of rows.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "interp/base/arena.h"
#include "interp/base/diagnostic.h"
#include "interp/program/builder.h"
#include "interp/program/row_index.h"
#include "interp/sieve/ast.h"
#include "interp/sieve/binder.h"
#include "interp/sieve/capabilities.h"
#include "interp/sieve/scope.h"
#include "interp/sieve/session.h"
#include "interp/sieve/strings.h"

namespace trommel::sieve {

/// Single use. Depth of the recursion is bounded by the parser.
class Compiler {
 public:
  Compiler(Session* session, const SourceText& source, IssueList* issues);

  /// Emits a whole script; with issues, what was emitted is of no use.
  void Script(Node* first);
  /// The same for a script included at offset `place` of the main
  /// script.
  void Included(Node* first, uint32_t place);

 private:
  /// Forward jumps to one place, linked in the arena.
  struct Jumps {
    struct Item {
      Jump jump;
      Item* next;
    };
    Item* first = nullptr;
  };
  /// A block command whose block is being emitted.
  struct Loop {
    std::string_view command;  ///< "foreverypart"
    std::string_view name;     ///< of its tag :name; empty if none
    Jumps leave;
  };
  void Add(Jumps* jumps, Op op);
  void BindHere(const Jumps& jumps);
  /// Code from here on belongs to `span`, or to where this script is included.
  void At(Span span) { builder_->At(place_.value_or(span.begin)); }

  void Commands(Node* first, bool top);
  Node* If(Node* node);
  void Branch(Node* node, bool dead, Jumps* skip);
  void Require(const Node& node, bool top);
  void Required(const Feature& feature);
  void Stop(const Node& node);
  bool Control(const Node& node);
  void Include(const Node& node);
  void IncludeScript(const Node& node, bool global, std::string_view name);
  void IncludeFailure(Span span, std::string text);
  void EmitIncluded(const Node& node, SourceText source);
  void Return(const Node& node);
  void Global(const Node& node);
  void Call(const Node& node);
  void Step(std::string_view command, std::string_view step, size_t argc);
  bool Block(const Node& node);
  bool Escape(const Node& node);
  bool TestOrElse(const Node& node);
  void LeaveBlock(const Node& node, const RowEntry& entry);
  void Unknown(const Node& node);
  bool FirstTime(std::string_view kind, std::string_view name);
  void Plain(const Node& node, std::string_view kind);

  /// Jumps to `target` if `test` comes out as `when`, else falls through.
  void Test(const Node& test, bool when, Jumps* target);
  void Several(const Node& test, bool all, bool when, Jumps* target);
  void Constant(const Node& test, bool value, bool when, Jumps* target);
  /// What `ihave` makes of a test at compile time; absent if nothing.
  std::optional<bool> Known(const Node& test) const;
  bool Ends(const Node* block) const;
  bool Ihave(const Node& test, bool when, Jumps* target);
  void CallTest(const Node& test, bool when, Jumps* target);
  void UnknownTest(const Node& test);

  void EmitCall(const Node& node, const RowEntry& entry);
  void StoreResult();
  void EmitValue(const Builder::Constant& value, const Arg* dynamic);
  void EmitText(std::string_view text);
  size_t Held(size_t count, Op join);

  Session* session_;
  const SourceText& source_;
  const RowIndex& rows_;
  Builder* builder_;
  Arena* arena_;
  IssueList* issues_;
  Capabilities capabilities_;
  Scope scope_;
  Binder binder_;
  std::vector<Piece> pieces_;
  std::vector<Loop> loops_;
  std::vector<std::string> unknown_;  // words complained about
  std::optional<uint32_t> place_;     // of the include, in an included script
  Jumps return_;
  bool started_ = false;  // a command other than require was seen
  size_t blocks_ = 0;     // around the command at work
  bool dead_ = false;     // by ihave, the rest of this block is never reached
};

}  // namespace trommel::sieve
