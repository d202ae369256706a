// SPDX-License-Identifier: MIT
// ExpansionParser: Exim's string expansions ("exim.md" c) as a tree.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "interp/base/arena.h"
#include "interp/exim/expansion.h"

namespace trommel::exim {

/// Parses one string after the other. Exim parses while it expands, skipped
/// branches included, so a syntax error or an unknown name fails the string
/// whatever the conditions say; wrong arguments fail only where they are used
/// and become kRaise nodes. Sequences and conditions nest limits::kEximNesting
/// deep, no deeper. Trees live in the arena and view the strings parsed.
///
/// Example: Parse("a$local_part") is a sequence of the text "a" and a call.
class ExpansionParser {
 public:
  /// Outside of a filter $n0 and $sn0 are unknown names.
  ExpansionParser(const RowIndex& rows, Arena& arena, bool in_filter = true);
  Expansion Parse(std::string_view text);

 private:
  using Kind = Node::Kind;

  // Exim expands what it has read before it notices an error. So after Fail()
  // the functions below return null, false, or what is evaluated till then; a
  // null without Fail() never happens.
  Node* Fail(std::string text);
  /// Fails at the place of `word`, which views the string.
  Node* FailAt(std::string_view word, std::string text);
  /// Fails for braces, or for what they hide when a header name swallowed one.
  Node* FailBrace(std::string text);
  /// The error, kept in the arena; there is none afterwards.
  std::optional<std::string_view> TakeError();
  bool failed() const { return error_.has_value(); }

  // expansion_parser.cc
  Node* Sequence(bool braced);
  bool PlainText(Node* made);
  bool Pieces(bool braced, Node* sequence);
  bool ReadPieces(bool braced, Node* sequence);
  bool CutAtNul(Node* piece);
  bool Backslash();
  void Flush(Node*** tail);
  Node* Dollar();
  Node* Digits();
  Node* Plain();
  /// The variable, or null without Fail() when there is none of that name.
  Node* Variable(std::string_view name);
  static bool IsCounter(std::string_view name);
  static bool IsUserVariable(std::string_view name);
  static std::string_view UserVariableHint(std::string_view name);
  /// Whether `name` starts a header reference; reads on to its end.
  Node* Header(std::string_view name, size_t name_at);

  // expansion_items.cc: what follows ${
  Node* Braced();
  Node* Item(std::string_view name, bool* found);
  Node* Cut(std::string_view name, size_t most);
  void CheckNumbers(const Node* arg, size_t count, bool may_be_negative);
  Node* Skimmed(size_t begin, Node* args);
  /// Skimming goes on at the begin of what there is a mistake in.
  void GoBack(size_t begin) {
    if (failed() && skims_) at_ = begin;
  }
  Node* Args(std::string_view name, size_t least, size_t most, size_t* count);
  Node* LookupArgs(std::string_view name, size_t from, size_t most);
  Node* ListIndex(Node* text);
  void FolderSeparator(Node* name);
  Node* Lookup(const RowEntry& row);
  // expansion_extract.cc
  struct ExtractSource;
  Node* Extract();
  std::string_view ExtractJson(bool* blank);
  void ReadStrings(ExtractSource* source);
  ExtractForm ReadForm(const ExtractSource& source, std::string_view row,
                       size_t args, size_t* end);
  ExtractForm SkippedForm(const ExtractSource& source, size_t* end);
  std::string_view NotClosed(bool swallowed);
  void YesNo(Node* node);
  void Otherwise(Node* node);
  Node* FailYesNo(std::string_view what);

  // expansion_lookup.cc
  Node* LookupItem();
  Node* LookupParts(Node* key);

  // expansion_run.cc
  Node* Locked(std::string_view name, Node* item);
  bool RunOptions(bool* preexpand);
  Node* RawCommand();
  Node* Run();
  Node* ReadSocket();

  // expansion_loops.cc: map, filter, reduce, sort, forany, forall
  static bool IsLoop(std::string_view name);
  static bool IsLoopTest(std::string_view name);
  Node* Loop(std::string_view name);
  bool EnterLoop();
  void LeaveLoop();
  void LoopBody(Node* made, Node** tail);
  Node* Comparator();
  bool IsCondition(std::string_view name) const;
  Test* LoopTest(std::string_view name);

  // expansion_special.cc: what has a syntax of its own
  Node* PrvsCheck();
  std::string_view RawName();
  Node* NoCertificate(Node* item);
  Node* CertExtract();
  bool IsCertificate(std::string_view name);
  Node* CertificateName(std::string_view name);
  Test* Bracketed(const RowEntry& row);

  // expansion_operators.cc: ${name:text}
  Node* Operator(std::string_view name);
  Node* Unchanged(Node* text);
  Node* Operation(const RowEntry* row, Node* args);
  Node* RaiseAfter(Node* text, const std::string& error);
  Node* CutOperator(std::string_view name, std::string_view stem,
                    std::string_view values, Node* text);

  // expansion_tests.cc: conditions of ${if
  Node* If();
  Test* Condition();
  Test* ConditionOf(std::string_view name);
  std::string_view ConditionName();
  Test* Simple(const RowEntry& row);
  Node* Numeric(Node* text);
  Node* Pattern();
  Test* Group(std::string_view name);
  Test* Def();

  // Small steps.
  bool AtEnd() const { return at_ == text_.size(); }
  char Peek() const { return AtEnd() ? '\0' : text_[at_]; }
  bool Eat(char c);
  void Blanks();
  std::string_view NameHere(bool dashes);
  Node* Make(Kind kind, std::string_view text = {});
  /// Pieces, or arguments, evaluated one after the other.
  Node* Gather(Node* pieces);
  Node* MakeCall(const RowEntry* row, Node* args);
  const RowEntry* Find(RowKind kind, std::string_view name) const;

  const RowIndex& rows_;
  Arena& arena_;
  bool in_filter_;
  std::string_view text_;
  size_t setters_ = 0;   // how many ${run and ${reduce have begun
  size_t groupers_ = 0;  // how many items that may leave $0, $1 …
  size_t at_ = 0;
  size_t depth_ = 0;
  size_t loops_ = 0;        // around what is read
  size_t computed_ = 0;     // ${extract with a computed key, nested
  size_t branches_ = 0;     // branches around that may be skipped
  bool dollars_ = true;     // whether $ means anything at present
  bool skims_ = false;      // the end of a command of ${run is looked for
  bool swallowed_ = false;  // a header name had a } in it
  bool cuts_ = false;       // there is a NUL, which ends a string
  /// Text being collected, escapes undone: a view of the string, until a piece
  /// does not follow the one before it there.
  struct Literal {
    void Add(std::string_view piece);
    void Add(char c) { Own()->push_back(c); }
    bool empty() const { return view.empty() && made.empty(); }
    void Clear();
    std::string_view Take(Arena& arena);
    std::string* Own();
    std::string_view view;
    std::string made;  // in place of `view`, when not empty
  };
  Literal literal_;
  std::optional<std::string> error_;
  size_t error_at_ = 0;
};

}  // namespace trommel::exim
