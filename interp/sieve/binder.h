// SPDX-License-Identifier: MIT
// Binder: a call's arguments put into the slots of its usage line.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "interp/base/arena.h"
#include "interp/base/diagnostic.h"
#include "interp/program/builder.h"
#include "interp/program/row_index.h"
#include "interp/sieve/ast.h"
#include "interp/sieve/capabilities.h"
#include "interp/sieve/scope.h"
#include "interp/sieve/strings.h"

namespace trommel::sieve {

/// Binds one call at a time; the results are good until the next Bind. All
/// knowledge of a command comes from its row: tags in any order before the
/// positionals, match types, comparators and address parts by their own rows,
/// tags lent by other features appended as pairs (name, value).
///
/// A positional called `variable` or `variables`, and a tag whose value is
/// called so, hold names of variables, which must be constant. For a command
/// they follow the lent tags as pairs
/// ("slot", number), in the order of the usage line; for an item such as `set`,
/// slots() says where the result goes. A command with a tag `handle` and
/// variables in its arguments gets the pair ("origin", the arguments as
/// written), by which it is known from one message to the next (RFC 5230
/// section 4.2).
class Binder {
 public:
  Binder(const RowIndex& rows, Capabilities* capabilities, Scope* scope,
         Arena* arena, IssueList* issues)
      : rows_(rows),
        capabilities_(capabilities),
        scope_(scope),
        arena_(arena),
        issues_(issues) {}

  /// To be called when the required capabilities have changed.
  void Refresh();
  /// Whether the next calls stand in the block of a kSource command.
  void SetLooped(bool looped) { looped_ = looped; }
  /// False when issues were reported; the results are then not to be used.
  bool Bind(const Node& node, const RowEntry& entry);

  /// One a slot, then the pairs.
  std::span<const Builder::Constant> values() const { return values_; }
  /// The argument with variables behind value i, or null if it is constant.
  const Arg* Dynamic(size_t i) const { return dynamic_[i]; }
  bool dynamic() const { return any_dynamic_; }
  /// Variables named by the call, as slots of the program.
  std::span<const uint16_t> slots() const { return slots_; }
  /// Where the result of an item goes when it is `space.name`: the step
  /// SPACE_set <value: string> <name: string>; null when it goes to slots().
  struct Member {
    const RowEntry* setter = nullptr;
    std::string_view name;
  };
  const Member& member() const { return member_; }

 private:
  void Start(const Node& node, const RowEntry& entry);
  size_t BindTag(size_t at);
  bool BindSpecial(size_t slot, size_t* at);
  size_t BindOwnTag(size_t slot, size_t at);
  void BindMatchType(size_t slot, const RowEntry& type, size_t* at);
  void BindComparator(size_t slot, size_t* at);
  bool BindLent(size_t* at);
  void UnknownTag(const Arg& tag);
  void BindPositionals();
  void BindVariables(const Param& param, const Arg& arg);
  void AddVariable(std::string_view name, Span span);
  bool AddMember(std::string_view name, Span span);
  bool IsGlobal(std::string_view space, std::string_view member, Span span);
  const RowEntry* FindSpace(std::string_view space, Span span);
  void Missing(const Param& param);
  void ReportMissing();
  void AppendSlots();
  void AppendOrigin();
  void RunChecks();

  bool Taken(size_t slot, const Arg& tag);
  void Exclude(const Arg& tag, std::string_view before);
  void SetText(size_t slot, Span span, std::string_view text);
  bool SetValue(size_t slot, TypeMask types, const Arg& arg,
                std::string_view prefix, std::string_view name);
  const Arg* ValueOf(size_t at) const;
  void Decode(const Arg& arg);
  bool HasVariables(const Arg& arg);
  std::string_view Colon(std::string_view name);
  std::string Usage() const;
  void Fail(Span span, std::string what, std::string hint);

  const RowIndex& rows_;
  Capabilities* capabilities_;
  Scope* scope_;
  Arena* arena_;
  IssueList* issues_;
  bool variables_ = false;
  bool encoded_ = false;
  bool looped_ = false;

  const Node* node_ = nullptr;
  const RowEntry* entry_ = nullptr;
  bool ok_ = true;
  bool any_dynamic_ = false;
  bool unknown_tag_ = false;
  std::vector<Builder::Constant> values_;
  std::vector<BoundArg> args_;
  std::vector<const Arg*> dynamic_;
  std::vector<const Arg*> positionals_;
  std::vector<uint16_t> slots_;
  Member member_;
  std::vector<size_t> slot_places_;  // in the usage line, of slots_
  size_t place_ = 0;                 // of the value bound last
  std::vector<Piece> pieces_;
  struct Check {
    const Row* row;
    size_t slot;
    size_t count;
    Span span;
  };
  std::vector<Check> checks_;
  std::vector<std::string> unknown_tags_;  // once each
  struct Name {
    const char* bare;
    std::string_view colon;
  };
  std::vector<Name> colon_names_;
};

}  // namespace trommel::sieve
