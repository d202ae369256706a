// SPDX-License-Identifier: MIT
#include "interp/vm/actions.h"

#include <array>
#include <string>

#include "interp/base/limits.h"

namespace trommel::vm {
namespace {

constexpr size_t kNoLimit = SIZE_MAX;

struct KindRow {
  std::string_view word;
  bool delivers;
  size_t sieve_limit;
};

namespace row_limits {
constexpr size_t None = kNoLimit;
constexpr size_t SieveRedirects = limits::kSieveRedirects;
}  // namespace row_limits

constexpr std::array kKinds = {
#define ACTION(name, word, delivers, limit, text) \
  KindRow{word, delivers, row_limits::limit},
#include "interp/vm/actions.def"
#undef ACTION
};

const KindRow& RowOf(ActionKind kind) {
  return kKinds[static_cast<size_t>(kind)];
}

size_t SizeOf(const Action& action) {
  size_t size = action.target.size();
  for (const ActionField& field : action.fields) {
    size += field.value.text().size();
  }
  return size;
}

/// Whether a second action of this kind and target adds nothing new.
bool Merges(ActionKind kind) {
  return kind == ActionKind::kKeep || kind == ActionKind::kFileInto ||
         kind == ActionKind::kRedirect || kind == ActionKind::kDiscard;
}

}  // namespace

std::string_view ActionWord(ActionKind kind) { return RowOf(kind).word; }

bool Delivers(ActionKind kind) { return RowOf(kind).delivers; }

Value Action::Field(std::string_view name) const {
  for (const ActionField& field : fields) {
    if (field.name == name) return field.value;
  }
  return Value::Nil();
}

void ActionList::Reset(Language language, ContentSource* source) {
  language_ = language;
  Clear();
  source_ = source;
}

void ActionList::Clear() {
  actions_.clear();
  source_ = nullptr;
  bytes_ = 0;
  delivered_ = false;
  keep_original_ = false;
  keep_flags_ = {};
  keep_target_ = Value::String({});
}

bool ActionList::Merge(const Action& action) {
  if (!Merges(action.kind)) return false;
  for (Action& old : actions_) {
    if (old.kind != action.kind || old.target != action.target) continue;
    old.flags = action.flags;
    old.copy = old.copy && action.copy;
    if (!action.fields.empty() && action.kind == ActionKind::kFileInto) {
      old.fields = action.fields;
    }
    return true;
  }
  return false;
}

Status ActionList::CheckSieve(const Action& action) const {
  size_t same = 0;
  for (const Action& old : actions_) {
    if (old.kind == action.kind) ++same;
  }
  std::string word(ActionWord(action.kind));
  if (action.kind == ActionKind::kVacation && same > 0) {
    return Err(Code::kRun, "vacation may run only once for a message");
  }
  if (same >= RowOf(action.kind).sieve_limit) {
    return Err(Code::kLimit, "more than " + std::to_string(same) + " " + word +
                                 " actions in one run");
  }
  if (actions_.size() >= limits::kSieveActions) {
    return Err(Code::kLimit, "more than " +
                                 std::to_string(limits::kSieveActions) +
                                 " actions in one run");
  }
  return {};
}

const Content* ActionList::ContentFor(ActionKind kind) {
  const bool original = keep_original_ && kind == ActionKind::kKeep;
  return source_ == nullptr || original ? nullptr : source_->Current();
}

Status ActionList::Add(const Action& action) {
  if (Delivers(action.kind) && !action.copy) delivered_ = true;
  if (language_ == Language::kSieve) {
    if (Merge(action)) return {};
    TRY(CheckSieve(action));
  }
  if (actions_.size() >= limits::kActions) {
    return Err(Code::kLimit, "more than " + std::to_string(limits::kActions) +
                                 " actions in one run");
  }
  bytes_ += SizeOf(action);
  if (bytes_ > limits::kActionBytes) {
    return Err(Code::kLimit, "more than " +
                                 std::to_string(limits::kActionBytes) +
                                 " bytes of actions in one run");
  }
  actions_.push_back(action);
  actions_.back().content = ContentFor(action.kind);
  return {};
}

void ActionList::AddImplicitKeep() {
  Action keep;
  keep.kind = ActionKind::kKeep;
  keep.implicit = true;
  keep.target = keep_target_.text();
  keep.target_tainted = keep_target_.tainted();
  keep.flags = keep_flags_;
  keep.content = ContentFor(keep.kind);
  actions_.push_back(keep);
}

}  // namespace trommel::vm
