// SPDX-License-Identifier: MIT
#include "interp/sieve/binder.h"

#include <algorithm>
#include <utility>

#include "interp/base/limits.h"
#include "interp/sieve/tag_names.h"
#include "interp/text/ascii.h"

namespace trommel::sieve {
namespace {

using text::EqualsCaseless;

constexpr TypeMask kString = MaskOf(Type::kString);
constexpr TypeMask kList = MaskOf(Type::kList);
constexpr TypeMask kNumber = MaskOf(Type::kInt);

std::string_view TypeWords(TypeMask types) {
  if ((types & kNumber) != 0 && (types & kString) != 0) return "a value";
  if ((types & kNumber) != 0) return "a number";
  if ((types & kList) != 0) return "a string or string list";
  return "a string";
}

std::string_view KindWords(ArgKind kind) {
  switch (kind) {
    case ArgKind::kTag:
      return "a tag";
    case ArgKind::kNumber:
      return "a number";
    case ArgKind::kString:
      return "a string";
    case ArgKind::kList:
      return "a string list";
  }
  return {};
}

TypeMask TypeOf(ArgKind kind) {
  switch (kind) {
    case ArgKind::kTag:
      return 0;
    case ArgKind::kNumber:
      return kNumber;
    case ArgKind::kString:
      return kString;
    case ArgKind::kList:
      return kList;
  }
  return 0;
}

bool NamesVariables(const Param& param) {
  return param.variable ||
         (param.kind == ParamKind::kPositional &&
          (param.name == "variable" || param.name == "variables"));
}

std::string Quoted(std::string_view prefix, std::string_view name) {
  return "\"" + std::string(prefix) + std::string(name) + "\"";
}

bool HasHandle(const Row& row) {
  return row.kind == RowKind::kCommand &&
         std::any_of(row.usage.begin(), row.usage.end(),
                     [](const Param& param) { return param.name == "handle"; });
}

bool HasCapability(const void* capabilities, std::string_view name) {
  return static_cast<const Capabilities*>(capabilities)->Has(name);
}

}  // namespace

void Binder::Refresh() {
  variables_ = capabilities_->Has("variables");
  encoded_ = capabilities_->Has("encoded-character");
}

void Binder::Fail(Span span, std::string what, std::string hint) {
  ok_ = false;
  issues_->Error(span, std::move(what), std::move(hint));
}

std::string Binder::Usage() const {
  return "usage: " + std::string(entry_->row->usage.line());
}

void Binder::Start(const Node& node, const RowEntry& entry) {
  node_ = &node;
  entry_ = &entry;
  ok_ = true;
  any_dynamic_ = false;
  unknown_tag_ = false;
  size_t count = entry.row->usage.size();
  values_.assign(count, {});
  args_.assign(count, {});
  dynamic_.assign(count, nullptr);
  positionals_.clear();
  slots_.clear();
  member_ = {};
  slot_places_.clear();
  checks_.clear();
}

bool Binder::Bind(const Node& node, const RowEntry& entry) {
  Start(node, entry);
  for (size_t at = 0; at < node.args.size();) {
    const Arg& arg = node.args[at];
    if (arg.kind != ArgKind::kTag) {
      positionals_.push_back(&arg);
      ++at;
      continue;
    }
    if (!positionals_.empty()) {
      Fail(arg.span,
           Quoted(":", arg.text) + " must stand before the other arguments",
           Usage());
    }
    at = BindTag(at);
  }
  if (!unknown_tag_) BindPositionals();
  if (ok_) ReportMissing();
  if (ok_) RunChecks();
  if (ok_ && entry.row->kind != RowKind::kItem) AppendSlots();
  if (ok_ && any_dynamic_ && HasHandle(*entry.row)) AppendOrigin();
  return ok_;
}

/// The value after the tag at `at`, or null.
const Arg* Binder::ValueOf(size_t at) const {
  bool there =
      at + 1 < node_->args.size() && node_->args[at + 1].kind != ArgKind::kTag;
  return there ? &node_->args[at + 1] : nullptr;
}

/// Binds the tag at `at` and its values; returns where to go on.
size_t Binder::BindTag(size_t at) {
  const trommel::Usage& usage = entry_->row->usage;
  const Arg& tag = node_->args[at];
  for (size_t slot = 0; slot < usage.size(); ++slot) {
    const Param param = usage[slot];
    if (param.kind == ParamKind::kTag && EqualsCaseless(param.name, tag.text)) {
      return BindOwnTag(slot, at);
    }
    if (BindSpecial(slot, &at)) return at;
  }
  if (!BindLent(&at)) UnknownTag(tag);
  return at + 1;
}

/// Choices, match types, comparators and address parts. Moves `at` past them.
bool Binder::BindSpecial(size_t slot, size_t* at) {
  const Param param = entry_->row->usage[slot];
  const Arg& tag = node_->args[*at];
  RowKind kind = param.kind == ParamKind::kMatchType ? RowKind::kMatchType
                                                     : RowKind::kAddressPart;
  switch (param.kind) {
    case ParamKind::kPositional:
    case ParamKind::kTag:
    case ParamKind::kRelation:
      return false;
    case ParamKind::kChoice: {
      std::string_view name = ChoiceOf(param.name, tag.text);
      if (name.empty()) return false;
      const std::string_view before = args_[slot].given ? args_[slot].text : "";
      if (!before.empty() && before != name) {
        Exclude(tag, ":" + std::string(before));
      } else if (!Taken(slot, tag)) {
        SetText(slot, tag.span, name);
      }
      break;
    }
    case ParamKind::kComparator:
      if (!EqualsCaseless(tag.text, "comparator")) return false;
      BindComparator(slot, at);
      break;
    case ParamKind::kMatchType:
    case ParamKind::kAddressPart: {
      const RowEntry* row = rows_.Find(Language::kSieve, kind, tag.text);
      if (row == nullptr) return false;
      capabilities_->Demand(*row, tag.span, ":");
      if (!Taken(slot, tag)) SetText(slot, tag.span, Colon(row->row->name));
      if (kind == RowKind::kMatchType) BindMatchType(slot, *row, at);
      break;
    }
  }
  ++*at;
  return true;
}

/// The text ":name", made once a name.
std::string_view Binder::Colon(std::string_view name) {
  for (const Name& known : colon_names_) {
    if (known.bare == name.data()) return known.colon;
  }
  char* text = arena_->Allocate(name.size() + 1);
  text[0] = ':';
  std::copy(name.begin(), name.end(), text + 1);
  colon_names_.push_back({name.data(), {text, name.size() + 1}});
  return colon_names_.back().colon;
}

/// True, with an issue, when the slot has been filled before.
bool Binder::Taken(size_t slot, const Arg& tag) {
  const BoundArg& arg = args_[slot];
  if (!arg.given) return false;
  bool same = arg.text.empty() || !arg.text.starts_with(':') ||
              EqualsCaseless(arg.text.substr(1), tag.text);
  if (same) {
    Fail(tag.span, Quoted(":", tag.text) + " is given twice",
         "keep one of the two");
  } else {
    Exclude(tag, arg.text);
  }
  return true;
}

/// Reports a tag that another one, `before`, leaves no place for.
void Binder::Exclude(const Arg& tag, std::string_view before) {
  Fail(tag.span,
       Quoted(":", tag.text) + " cannot stand beside " + Quoted("", before),
       "keep one of the two");
}

void Binder::SetText(size_t slot, Span span, std::string_view text) {
  values_[slot].type = Type::kString;
  values_[slot].text = text;
  args_[slot].given = true;
  args_[slot].constant = true;
  args_[slot].span = span;
  args_[slot].text = text;
}

void Binder::Decode(const Arg& arg) {
  size_t errors = issues_->errors();
  for (size_t i = 0; i < arg.items.size(); ++i) {
    arg.items[i] =
        DecodeCharacters(arg.items[i], arg.spans[i], arena_, issues_);
  }
  if (issues_->errors() > errors) ok_ = false;
}

/// The row that answers for the members of a namespace; null with an issue.
const RowEntry* Binder::FindSpace(std::string_view space, Span span) {
  const RowEntry* row = rows_.Find(Language::kSieve, RowKind::kVariable, space);
  if (row == nullptr) {
    Fail(span, "there is no variable namespace " + Quoted("", space),
         NearestRow(rows_, space, {RowKind::kVariable}));
  } else {
    capabilities_->Demand(*row, span, "");
  }
  return row;
}

bool Binder::HasVariables(const Arg& arg) {
  bool found = false;
  for (size_t i = 0; i < arg.items.size(); ++i) {
    if (arg.items[i].find("${") == std::string_view::npos) continue;
    size_t errors = issues_->errors();
    found |= CutVariables(arg.items[i], arg.spans[i], &pieces_, issues_);
    for (const Piece& piece : pieces_) {
      if (piece.kind != Piece::Kind::kMember) continue;
      if (!IsGlobal(piece.space, piece.text, arg.spans[i])) {
        FindSpace(piece.space, arg.spans[i]);
      }
    }
    if (issues_->errors() > errors) ok_ = false;
  }
  return found;
}

/// Puts a number, string or list into a slot; an issue naming `prefix name`
/// when the type is wrong.
bool Binder::SetValue(size_t slot, TypeMask types, const Arg& arg,
                      std::string_view prefix, std::string_view name) {
  place_ = slot;
  if ((types & TypeOf(arg.kind)) == 0) {
    Fail(arg.span,
         Quoted(prefix, name) + " must be " + std::string(TypeWords(types)) +
             ", not " + std::string(KindWords(arg.kind)),
         Usage());
    return false;
  }
  if (encoded_) Decode(arg);
  Builder::Constant& value = values_[slot];
  BoundArg& bound = args_[slot];
  bound.given = true;
  bound.span = arg.span;
  bound.constant = !variables_ || !HasVariables(arg);
  if (!bound.constant) {
    dynamic_[slot] = &arg;
    any_dynamic_ = true;
  }
  bound.number = value.number = arg.number;
  bound.list = value.list = arg.items;
  if (arg.kind == ArgKind::kString) bound.text = value.text = arg.items[0];
  value.type = arg.kind == ArgKind::kNumber   ? Type::kInt
               : arg.kind == ArgKind::kString ? Type::kString
                                              : Type::kList;
  return true;
}

size_t Binder::BindOwnTag(size_t slot, size_t at) {
  const Param param = entry_->row->usage[slot];
  const Arg& tag = node_->args[at];
  bool flag = (param.types & MaskOf(Type::kBool)) != 0 &&
              (param.types & (kString | kNumber)) == 0;
  const Arg* value = ValueOf(at);
  bool taken = Taken(slot, tag);
  if (flag) {
    args_[slot] = {true, true, tag.span, 0, {}, {}};
    values_[slot].type = Type::kBool;
    values_[slot].boolean = true;
    return at + 1;
  }
  if (value == nullptr) {
    Fail(tag.span,
         Quoted(":", tag.text) + " must be followed by " +
             std::string(TypeWords(param.types)),
         Usage());
    return at + 1;
  }
  if (!taken && SetValue(slot, param.types, *value, ":", tag.text) &&
      NamesVariables(param)) {
    BindVariables(param, *value);
  }
  return at + 2;
}

/// A match type may take a relation: `:count "gt"`.
void Binder::BindMatchType(size_t slot, const RowEntry& type, size_t* at) {
  if (type.row->usage.size() == 0) return;
  const Arg& tag = node_->args[*at];
  const Arg* value = ValueOf(*at);
  if (value == nullptr) {
    Fail(tag.span, Quoted(":", tag.text) + " must be followed by a string",
         "usage: :" + std::string(type.row->usage.line()));
    return;
  }
  ++*at;
  if (SetValue(slot + 1, kString, *value, ":", tag.text)) {
    checks_.push_back({type.row, slot + 1, 1, value->span});
  }
}

void Binder::BindComparator(size_t slot, size_t* at) {
  const Arg& tag = node_->args[*at];
  const Arg* value = ValueOf(*at);
  if (value == nullptr || value->kind != ArgKind::kString) {
    Fail(tag.span, "\":comparator\" must be followed by a string",
         "write :comparator \"i;octet\"");
    return;
  }
  ++*at;
  std::string_view name = value->items[0];
  const RowEntry* row =
      rows_.Find(Language::kSieve, RowKind::kComparator, name);
  if (row == nullptr) {
    Fail(value->span, "unknown comparator " + Quoted("", name),
         NearestRow(rows_, name, {RowKind::kComparator}));
    return;
  }
  capabilities_->Demand(*row, value->span, "");
  if (!Taken(slot, tag)) SetText(slot, value->span, row->row->name);
}

/// A tag of another feature: appended as a pair.
bool Binder::BindLent(size_t* at) {
  const Arg& tag = node_->args[*at];
  const RowEntry* lent = rows_.Find(Language::kSieve, RowKind::kTag, tag.text);
  if (lent == nullptr || !Extends(*lent->row, entry_->row->name)) return false;
  capabilities_->Demand(*lent, tag.span, ":");
  for (size_t i = entry_->row->usage.size(); i < values_.size(); i += 2) {
    if (EqualsCaseless(values_[i].text, tag.text)) {
      Fail(tag.span, Quoted(":", tag.text) + " is given twice",
           "keep one of the two");
    }
  }
  size_t slot = values_.size();
  values_.resize(slot + 2);
  args_.resize(slot + 2);
  dynamic_.resize(slot + 2, nullptr);
  SetText(slot, tag.span, lent->row->name);
  if (lent->row->usage.size() == 0) {
    values_[slot + 1].type = Type::kBool;
    values_[slot + 1].boolean = true;
    args_[slot + 1].given = args_[slot + 1].constant = true;
    checks_.push_back({lent->row, slot + 1, 0, tag.span});
    return true;
  }
  const Arg* value = ValueOf(*at);
  TypeMask types = lent->row->usage[0].types;
  if (value == nullptr) {
    Fail(tag.span,
         Quoted(":", tag.text) + " must be followed by " +
             std::string(TypeWords(types)),
         "usage: :" + std::string(lent->row->usage.line()));
    return true;
  }
  ++*at;
  if (SetValue(slot + 1, types, *value, ":", tag.text)) {
    checks_.push_back({lent->row, slot + 1, 1, value->span});
  }
  return true;
}

void Binder::UnknownTag(const Arg& tag) {
  unknown_tag_ = true;  // whether it takes a value, nobody can tell
  ok_ = false;
  std::string name =
      std::string(entry_->row->name) + ":" + text::Lowered(tag.text);
  if (std::ranges::find(unknown_tags_, name) != unknown_tags_.end()) return;
  unknown_tags_.push_back(std::move(name));
  Fail(tag.span,
       Quoted("", entry_->row->name) + " knows no tag " + Quoted(":", tag.text),
       NearestTag(rows_, *entry_->row, tag.text));
}

void Binder::BindPositionals() {
  const trommel::Usage& usage = entry_->row->usage;
  auto required = static_cast<size_t>(
      std::count_if(usage.begin(), usage.end(), [](const Param& param) {
        return param.kind == ParamKind::kPositional && param.required;
      }));
  size_t given = positionals_.size();
  size_t optional = given > required ? given - required : 0;
  size_t next = 0;
  for (size_t slot = 0; slot < usage.size() && next < given; ++slot) {
    const Param param = usage[slot];
    if (param.kind != ParamKind::kPositional) continue;
    if (!param.required && optional == 0) continue;
    if (!param.required) --optional;
    const Arg& arg = *positionals_[next++];
    if (SetValue(slot, param.types, arg, "", param.name) &&
        NamesVariables(param)) {
      BindVariables(param, arg);
    }
  }
  if (next < given) {
    Fail(positionals_[next]->span,
         Quoted("", entry_->row->name) + " takes no further argument here",
         Usage());
  }
}

void Binder::BindVariables(const Param& param, const Arg& arg) {
  if (!variables_) {
    ok_ = false;
    if (!capabilities_->Enabled(entry_->feature))
      return;  // said of the command
    capabilities_->Missing(arg.span, std::string(param.name), "variables");
    return;
  }
  if (arg.items.size() > limits::kArguments) {
    Fail(arg.span,
         "too many variables, more than " + std::to_string(limits::kArguments),
         {});
    return;
  }
  for (size_t i = 0; i < arg.items.size(); ++i) {
    if (!AddMember(arg.items[i], arg.spans[i])) {
      AddVariable(arg.items[i], arg.spans[i]);
    }
  }
}

/// Whether `space.member` is a global variable; an issue when it would be one
/// by its namespace alone, or `include` is not required.
bool Binder::IsGlobal(std::string_view space, std::string_view member,
                      Span span) {
  const RowEntry* row =
      rows_.Find(Language::kSieve, RowKind::kControl, "global");
  if (row == nullptr || !Scope::IsGlobalSpace(space)) return false;
  capabilities_->Demand(*row, span, "");
  if (!capabilities_->Enabled(row->feature)) ok_ = false;
  if (Scope::IsGlobalMember(member)) return true;
  Fail(span,
       "\"" + std::string(space) + "." + std::string(member) +
           "\" is no global variable",
       "a name has letters, digits and \"_\", no digit first");
  return true;
}

/// Takes `space.name` for the result of an item; false if it is no such name.
bool Binder::AddMember(std::string_view name, Span span) {
  const size_t dot = name.find('.');
  const std::string_view space = name.substr(0, dot);
  if (dot == std::string_view::npos || !IsVariableName(space)) return false;
  if (IsGlobal(space, name.substr(dot + 1), span)) {
    slots_.push_back(scope_->GlobalSlot(name.substr(dot + 1)));
    return true;
  }
  const RowEntry* row = FindSpace(space, span);
  if (row == nullptr) return true;
  const std::string setter = std::string(row->row->name) + "_set";
  member_ = {rows_.Find(Language::kSieve, RowKind::kStep, setter),
             name.substr(dot + 1)};
  if (member_.setter == nullptr || entry_->row->kind != RowKind::kItem) {
    Fail(span, Quoted("", name) + " cannot be set here", {});
  }
  return true;
}

void Binder::AddVariable(std::string_view name, Span span) {
  if (!IsVariableName(name) || name.size() > limits::kVariableNameBytes) {
    bool digits = !name.empty() && text::IsDigit(name[0]);
    Fail(span, Quoted("", name) + " cannot be set: it is no variable's name",
         digits ? "match variables are set by :matches and :regex"
                : "a name has letters, digits and \"_\", no \"${ }\"");
    return;
  }
  // In the order of the usage line, whatever that of the script.
  const auto after =
      std::upper_bound(slot_places_.begin(), slot_places_.end(), place_);
  const auto at = after - slot_places_.begin();
  slot_places_.insert(after, place_);
  slots_.insert(slots_.begin() + at, scope_->Slot(name));
}

void Binder::Missing(const Param& param) {
  std::string what = Quoted("", entry_->row->name);
  if (param.kind == ParamKind::kChoice) {
    what += " needs one of the tags :" + std::string(param.name);
  } else {
    what += " lacks " + Quoted("", param.name) + ", " +
            std::string(TypeWords(param.types));
  }
  Fail(node_->span, std::move(what), Usage());
}

void Binder::ReportMissing() {
  const trommel::Usage& usage = entry_->row->usage;
  for (size_t slot = 0; slot < usage.size(); ++slot) {
    if (usage[slot].required && !args_[slot].given) Missing(usage[slot]);
  }
}

void Binder::RunChecks() {
  size_t errors = issues_->errors();
  std::span<const BoundArg> all = args_;
  size_t own = entry_->row->usage.size();
  const auto check_row = [&](const Row& row, std::span<const BoundArg> args,
                             Span span) {
    if (row.check == nullptr) return;
    CheckContext context{args,    span,          issues_,      all.subspan(own),
                         looped_, capabilities_, HasCapability};
    row.check(context);
  };
  check_row(*entry_->row, all.first(own), node_->span);
  for (const Check& check : checks_) {
    check_row(*check.row, all.subspan(check.slot, check.count), check.span);
  }
  if (issues_->errors() > errors) ok_ = false;
}

void Binder::AppendOrigin() {
  std::string written;
  for (const Arg& arg : node_->args) {
    if (arg.kind == ArgKind::kTag) written += ":" + std::string(arg.text);
    for (std::string_view item : arg.items) {
      written += item;
      written += '\0';
    }
  }
  for (std::string_view text :
       {std::string_view("origin"), arena_->Copy(written)}) {
    values_.emplace_back();
    values_.back().type = Type::kString;
    values_.back().text = text;
    dynamic_.push_back(nullptr);
  }
}

void Binder::AppendSlots() {
  for (uint16_t slot : slots_) {
    values_.push_back({Type::kString, false, 0, "slot", {}});
    values_.push_back({Type::kInt, false, slot, {}, {}});
    dynamic_.resize(values_.size(), nullptr);
  }
}

}  // namespace trommel::sieve
