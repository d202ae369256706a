// SPDX-License-Identifier: MIT
// Compiler: walks the tree once, checks it and emits its code. Control (if,
// stop, allof, not …) becomes jumps; all else is calls of rows.
#pragma once

#include <string_view>
#include <vector>

#include "interp/base/arena.h"
#include "interp/base/diagnostic.h"
#include "interp/program/builder.h"
#include "interp/program/row_index.h"
#include "interp/sieve/ast.h"
#include "interp/sieve/binder.h"
#include "interp/sieve/capabilities.h"
#include "interp/sieve/strings.h"

namespace trommel::sieve {

/// Single use. Depth of the recursion is bounded by the parser.
class Compiler {
 public:
  Compiler(const RowIndex& rows, Builder* builder, Arena* arena,
           IssueList* issues);

  /// Emits a whole script; with issues, what was emitted is of no use.
  void Script(Node* first);

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

  void Commands(Node* first, bool top);
  Node* If(Node* node);
  void Branch(Node* node, Jumps* skip);
  void Require(const Node& node, bool top);
  void Stop(const Node& node);
  void Call(const Node& node);
  void Step(std::string_view command, std::string_view step, size_t argc);
  bool Block(const Node& node);
  bool Escape(const Node& node);
  void Unknown(const Node& node);
  void Plain(const Node& node, std::string_view kind);

  /// Jumps to `target` if `test` comes out as `when`, else falls through.
  void Test(const Node& test, bool when, Jumps* target);
  void Several(const Node& test, bool all, bool when, Jumps* target);
  void Constant(const Node& test, bool value, bool when, Jumps* target);
  void CallTest(const Node& test, bool when, Jumps* target);
  void UnknownTest(const Node& test);

  void EmitCall(const Node& node, const RowEntry& entry);
  void StoreResult();
  void EmitValue(const Builder::Constant& value, const Arg* dynamic);
  void EmitText(std::string_view text);
  size_t Held(size_t count, Op join);

  const RowIndex& rows_;
  Builder* builder_;
  Arena* arena_;
  IssueList* issues_;
  Capabilities capabilities_;
  Binder binder_;
  std::vector<Piece> pieces_;
  std::vector<Loop> loops_;
  bool started_ = false;  // a command other than require was seen
};

}  // namespace trommel::sieve
