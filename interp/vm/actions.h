// SPDX-License-Identifier: MIT
// ActionList: every effect of a run, in order, with its duplicate and conflict
// rules. Nothing has happened yet when a list is handed out.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "interp/base/arena.h"
#include "interp/base/limits.h"
#include "interp/base/result.h"
#include "interp/feature.h"
#include "interp/program/value.h"

namespace trommel::vm {

enum class ActionKind : uint8_t {
#define ACTION(name, word, delivers, limit, text) k##name,
#include "interp/vm/actions.def"
#undef ACTION
};

std::string_view ActionWord(ActionKind kind);
/// Whether actions of this kind cancel the implicit keep.
bool Delivers(ActionKind kind);

/// A named argument of an action ("subject", "errors_to", "days", …).
struct ActionField {
  std::string_view name;
  Value value;
};

/// The message as a script has changed it: what its later actions store and
/// send. Views live in the run's arena or in the message.
struct Content {
  std::string_view header;  ///< all fields, with the empty line behind them
  std::string_view body;
};

/// One effect. All views live in the run's arena or the program.
struct Action {
  ActionKind kind = ActionKind::kKeep;
  /// Folder, file, address, command or text: what the kind is about.
  std::string_view target;
  bool target_tainted = false;
  /// It does not cancel the implicit keep (Sieve :copy, Exim unseen).
  bool copy = false;
  bool noerror = false;          ///< Exim noerror
  bool seen_given = false;       ///< Exim: `seen` or `unseen` stood there
  bool implicit = false;         ///< made by the engine, not by the script
  std::span<const Value> flags;  ///< IMAP flags for stored copies
  std::span<const ActionField> fields;
  /// The message it is about; null: as it came in.
  const Content* content = nullptr;
  uint32_t line = 0;  ///< of the script; 0 if implicit

  /// The field's value, or nil.
  Value Field(std::string_view name) const;
};

/// Where an ActionList learns what its actions are about.
class ContentSource {
 public:
  virtual ~ContentSource() = default;
  /// The message as it is now; null while nothing has changed it.
  virtual const Content* Current() = 0;
  /// What `redirect` sends: without what replace and enclose did (RFC 5703
  /// section 6, RFC 9122).
  virtual const Content* Redirected() = 0;
};

/// How much a Sieve run may ask for: settings sieve_max_actions (0: any
/// number), sieve_max_redirects, sieve_notify_max_notifications.
struct ActionLimits {
  size_t actions = limits::kSieveActions;
  size_t redirects = limits::kSieveRedirects;
  size_t notifications = limits::kSieveNotifications;
};

/// Collects actions. Sieve lists merge duplicates (RFC 5228 section 2.10.3): a
/// second keep, fileinto of the same folder or redirect to the same address
/// changes nothing except flags and copy. Exim lists keep every command, since
/// `-bf` prints them all; executors drop the second delivery to the same place.
class ActionList {
 public:
  explicit ActionList(Language language = Language::kSieve)
      : language_(language) {}
  /// `source` is asked when an action is added; null: nothing changes.
  void Reset(Language language, ContentSource* source = nullptr);

  void SetLimits(const ActionLimits& most) { most_ = most; }

  /// What Register says; kLimit when limits::kActions, kActionBytes or one of
  /// the ActionLimits is exceeded.
  Status Add(const Action& action);
  /// Notes that an action of this kind was asked for, whether or not it will do
  /// anything. kRun, in Sieve, when that conflicts with one before (RFC 9122,
  /// RFC 5429 section 2.4, RFC 5230 section 4.7): a refusal with a delivery, an
  /// answer or a refusal; a second vacation.
  Status Register(ActionKind kind);

  std::span<const Action> all() const { return actions_; }
  /// Whether some action cancels the implicit keep.
  bool delivered() const { return delivered_; }
  void MarkDelivered() { delivered_ = true; }
  /// IMAP flags that an implicit keep is stored with (RFC 5232 section 5).
  void SetKeepFlags(std::span<const Value> flags) { keep_flags_ = flags; }
  /// Where an implicit keep stores; empty: in the default mailbox. The name
  /// lives as long as the list.
  void SetKeepTarget(std::string_view mailbox, bool tainted) {
    keep_target_ = Value::String(mailbox, tainted);
  }
  /// From now on `keep` is about the message as it came in, whatever a script
  /// changes: IMAP's messages stay as they are (RFC 6785 section 3.1).
  void KeepOriginal() { keep_original_ = true; }
  std::span<const Value> keep_flags() const { return keep_flags_; }
  /// Begins with what scripts before this one asked for: it counts for limits
  /// and conflicts, leaves the implicit keep alone, and so does what only says
  /// it again. The actions outlive the list.
  void Resume(std::span<const Action> before);
  /// Back to nothing, for the same messages.
  void Drop();
  /// Ends the list with the implicit keep; past every limit.
  void AddImplicitKeep();
  /// Back to nothing: after a failed run (RFC 5228 section 2.10.6). Actions
  /// added later are about the message as it came in.
  void Clear();

 private:
  bool Merge(const Action& action);
  Status CheckLimits(const Action& action) const;
  const Content* ContentFor(ActionKind kind);

  Language language_;
  ContentSource* source_ = nullptr;
  std::vector<Action> actions_;
  size_t bytes_ = 0;    // of what the actions say
  uint64_t asked_ = 0;  // kinds, as bits
  size_t counted_ = 0;  // actions that sieve_max_actions is about
  ActionLimits most_;
  std::span<const Value> keep_flags_;
  Value keep_target_ = Value::String({});
  size_t before_ = 0;  // actions of earlier scripts
  bool delivered_ = false;
  bool keep_original_ = false;
};

}  // namespace trommel::vm
