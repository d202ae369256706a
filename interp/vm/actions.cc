// SPDX-License-Identifier: MIT
#include "interp/vm/actions.h"

#include <algorithm>
#include <array>
#include <string>

#include "interp/text/ascii.h"

namespace trommel::vm {
namespace {

using Limit = size_t ActionLimits::*;

struct KindRow {
  std::string_view word;
  bool delivers;
  Limit limit;
};

namespace row_limits {
constexpr Limit None = nullptr;
constexpr Limit Redirects = &ActionLimits::redirects;
constexpr Limit Notifications = &ActionLimits::notifications;
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

bool IsInbox(const Action& action) {
  return action.kind == ActionKind::kKeep ||
         (action.kind == ActionKind::kFileInto &&
          text::EqualsCaseless(action.target, "INBOX"));
}

bool IsSame(const Action& a, const Action& b) {
  return (a.kind == b.kind && a.target == b.target) ||
         (IsInbox(a) && IsInbox(b));
}

template <class... Kinds>
constexpr uint64_t Bits(Kinds... kinds) {
  return ((uint64_t{1} << static_cast<unsigned>(kinds)) | ...);
}

using enum ActionKind;
constexpr uint64_t kRefusals = Bits(kReject, kEreject);
constexpr uint64_t kDeliveries =
    Bits(kKeep, kFileInto, kRedirect, kPipe, kSnooze);
constexpr uint64_t kAnswers = Bits(kVacation, kCalendar);
/// What only tells of a run.
constexpr uint64_t kFree = Bits(kNote, kTestPrint, kLogFile, kLogWrite,
                                kDuplicateMark, kAddHeader, kRemoveHeader);

/// Kinds that an action of this kind cannot stand beside.
constexpr uint64_t Excluded(ActionKind kind) {
  const uint64_t bit = Bits(kind);
  if ((bit & kRefusals) != 0) return kRefusals | kDeliveries | kAnswers;
  uint64_t excluded = 0;
  if ((bit & (kDeliveries | kAnswers)) != 0) excluded |= kRefusals;
  if (kind == kVacation) excluded |= bit;
  return excluded;
}

bool CountsForSieve(ActionKind kind) { return (Bits(kind) & kFree) == 0; }

Failure TooMany(std::string_view what, size_t count, size_t most) {
  return Err(Code::kLimit, std::string(what) + " exceeds policy limit (" +
                               std::to_string(count) + " > " +
                               std::to_string(most) + ")");
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
  asked_ = 0;
  counted_ = 0;
  before_ = 0;
  delivered_ = false;
  keep_original_ = false;
  keep_flags_ = {};
  keep_target_ = Value::String({});
}

bool ActionList::Merge(const Action& action) {
  if (!Merges(action.kind)) return false;
  for (Action& old : actions_) {
    if (!IsSame(old, action)) continue;
    old.flags = action.flags;
    old.copy = old.copy && action.copy;
    if (!action.fields.empty() && action.kind == ActionKind::kFileInto) {
      old.fields = action.fields;
    }
    const bool again = &old - actions_.data() < static_cast<ptrdiff_t>(before_);
    if (!again && Delivers(action.kind) && !action.copy) delivered_ = true;
    return true;
  }
  return false;
}

Status ActionList::Register(ActionKind kind) {
  if (language_ != Language::kSieve) return {};
  const uint64_t clash = asked_ & Excluded(kind);
  const std::string word(ActionWord(kind));
  if ((clash & Bits(kind)) != 0) {
    return Err(Code::kRun, word + " may run only once for a message");
  }
  for (size_t i = 0; clash != 0 && i < kKinds.size(); ++i) {
    if ((clash & Bits(static_cast<ActionKind>(i))) == 0) continue;
    return Err(Code::kRun, word + " conflicts with the " +
                               std::string(kKinds[i].word) +
                               " action before it");
  }
  asked_ |= Bits(kind);
  return {};
}

Status ActionList::CheckLimits(const Action& action) const {
  if (!CountsForSieve(action.kind)) return {};
  if (const Limit limit = RowOf(action.kind).limit; limit != nullptr) {
    const auto same = static_cast<size_t>(std::count_if(
        actions_.begin(), actions_.end(),
        [&](const Action& old) { return old.kind == action.kind; }));
    if (same >= most_.*limit) {
      return TooMany(
          "number of " + std::string(ActionWord(action.kind)) + " actions",
          same + 1, most_.*limit);
    }
  }
  if (most_.actions > 0 && counted_ >= most_.actions) {
    return TooMany("total number of actions", counted_ + 1, most_.actions);
  }
  return {};
}

const Content* ActionList::ContentFor(ActionKind kind) {
  const bool original = keep_original_ && kind == ActionKind::kKeep;
  if (source_ == nullptr || original) return nullptr;
  return kind == ActionKind::kRedirect ? source_->Redirected()
                                       : source_->Current();
}

Status ActionList::Add(const Action& action) {
  TRY(Register(action.kind));
  if (language_ == Language::kSieve && Merge(action)) return {};
  if (Delivers(action.kind) && !action.copy) delivered_ = true;
  if (language_ == Language::kSieve) {
    TRY(CheckLimits(action));
    if (CountsForSieve(action.kind)) ++counted_;
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

void ActionList::Resume(std::span<const Action> before) {
  actions_.insert(actions_.end(), before.begin(), before.end());
  before_ = actions_.size();
  for (const Action& action : before) {
    asked_ |= Bits(action.kind);
    if (CountsForSieve(action.kind)) ++counted_;
  }
}

void ActionList::Drop() {
  ContentSource* source = source_;
  Clear();
  source_ = source;
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
