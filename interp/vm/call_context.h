// SPDX-License-Identifier: MIT
// CallContext: all that a row's run function can see and do.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "interp/base/arena.h"
#include "interp/mail/arrival.h"
#include "interp/mail/envelope.h"
#include "interp/mail/header_view.h"
#include "interp/mail/message.h"
#include "interp/mail/mime_tree.h"
#include "interp/program/value.h"
#include "interp/text/regex.h"
#include "interp/vm/actions.h"
#include "interp/vm/host.h"
#include "interp/vm/settings.h"
#include "interp/vm/trace.h"

namespace trommel::vm {

class RegexCache;
class BodyCache;
class Expander;
struct MachineState;

/// What a system filter leaves to the filters that run after it.
struct SystemFilter {
  std::array<int32_t, 10> counters{};  ///< $n0 … there, $sn0 … afterwards
  int64_t run_status = 0;              ///< $runrc
  bool edited = false;                 ///< whether it changed the header
  std::string header;                  ///< then: all fields as it left them
};

/// What Exim's expansion test carries from one string to the next: a string
/// that fails, and some that do not, leave these as they were. Owns its texts.
struct Leavings {
  struct Text {
    std::string text;
    bool tainted = false;
  };
  std::vector<Text> matches;  ///< $0, $1 …
  Text value;                 ///< $value
  /// What rows keep by names of their own: "runrc".
  std::map<std::string, Text, std::less<>> kept;
};

/// The IMAP event that a run is for (RFC 6785 section 4). Views its maker's.
struct ImapEvent {
  std::string_view cause;          ///< APPEND, COPY or FLAG
  std::string_view mailbox;        ///< that the message is in, or goes to
  std::string_view user;           ///< login name of who caused it
  std::string_view email;          ///< and its address
  std::string_view changed_flags;  ///< of a FLAG event, blanks between them
};

/// Facts about one run that are not in the message: given to Machine::Run.
struct RunInput {
  const mail::Message* message = nullptr;
  const mail::Envelope* envelope = nullptr;
  bool system_filter = false;
  bool testing = false;  ///< first_delivery and testprint behave as in `-bf`
  const mail::Arrival* arrival = nullptr;  ///< if known; else by the message
  SystemFilter* system = nullptr;  ///< of the system filter run before, or this
  std::span<const Value> matches = {};  ///< $0, $1 … at the start
  Leavings* leavings = nullptr;     ///< in place of `matches`; read and written
  Expander* expander = nullptr;     ///< for ${expand: and its like; null: none
  const ImapEvent* imap = nullptr;  ///< null: a delivery
  std::string_view flags = {};  ///< IMAP flags that it has, blanks between them
  /// Sieve: flags of the keep that a script before this one ended with, blanks
  /// between them; what is stored has them.
  std::string_view carried = {};
  /// Sieve: what scripts before this one asked for (ActionList::Resume).
  std::span<const Action> before = {};
};

/// The view of a run from inside a row. One a machine; not thread-safe. Memory
/// from arena() lives to the end of the run, the results of the run included.
class CallContext {
 public:
  Arena& arena() { return *arena_; }
  const RunInput& input() const { return *input_; }
  const mail::Message& message() const { return *input_->message; }
  /// The message as it came in, whatever has been put in its place.
  const mail::Message& original() const { return *original_; }
  const mail::Envelope& envelope() const { return *input_->envelope; }
  mail::HeaderView& headers() { return *headers_; }
  Host& host() { return *host_; }
  const Settings& settings() const { return *settings_; }
  ActionList& actions() { return *actions_; }
  TraceSink* trace() { return trace_; }
  /// Line of the script that is running.
  uint32_t line() const;

  /// Puts another message in the place of this one, for all that comes after
  /// it; `bytes` live in arena(). Header edits so far are gone. Unless
  /// `redirected`, redirect goes on sending the message as it was before.
  void ReplaceMessage(std::string_view bytes, bool redirected = true);
  /// The same for bytes that the machine keeps as long as they are needed.
  /// kLimit when the messages kept would be larger than twice the original one
  /// and limits::kEditedBytes.
  Status TakeMessage(std::string bytes, bool redirected = true);
  /// How often the message was replaced so far: what a row keeps of its parts
  /// is true as long as this stays.
  size_t replaced() const { return replaced_; }
  /// The message as it is now, header edits in it; null while nothing has
  /// changed it.
  const Content* content();
  /// The part of mime() that foreverypart is at; absent outside of it.
  std::optional<size_t> part() const { return part_; }
  void EnterPart(std::optional<size_t> part) { part_ = part; }

  /// The MIME tree, walked at first use.
  const mail::MimeTree& mime();
  /// Decoded body of part `index` of mime(), made once a run. kLimit past
  /// limits::kDecodedBytes.
  Result<std::string_view> PartText(size_t index);

  /// A compiled pattern, cached by the machine across runs. The pointer is good
  /// until the next call.
  Result<const text::Regex*> CompiledRegex(std::string_view pattern,
                                           text::Regex::Options options);

  /// Sets ${0}… ($0…) after a successful match; copies into the arena.
  void SetMatches(std::span<const Value> groups);
  Value Match(size_t group) const;
  /// Whether the program reads matches at all: rows need not find groups else.
  bool matches_wanted() const { return matches_wanted_; }
  /// Keeps a value for the next string of an expansion test; else does nothing.
  void Keep(std::string_view name, const Value& value);
  /// What a string before kept, in the arena; nil when none did.
  Value Kept(std::string_view name);
  /// Expands a string that was not known before; $item, $value and $thisaddress
  /// are the caller's. kRun for a tainted text: it is refused, since it would
  /// be expanded twice; further errors are those of the string.
  Result<Value> Expand(const Value& text);
  /// Copies `text` and taints it.
  Value TaintedCopy(std::string_view text);

  /// A command's variable slots, for `set`.
  Value& variable(size_t slot);
  size_t variables() const;

  /// State of a feature during one run: a zero-initialised T, the same object
  /// for the same T. T is trivially destructible.
  template <class T>
  T& State() {
    static const char key = 0;
    if (void* found = FindState(&key)) return *static_cast<T*>(found);
    T* made = arena_->Make<T>();
    AddState(&key, made);
    return *made;
  }

  /// Ends the run after this row, as `stop` and `finish` do.
  void RequestStop() { stop_ = true; }

 private:
  friend struct MachineState;
  void* FindState(const void* key) const;
  void AddState(const void* key, void* state);

  Arena* arena_ = nullptr;
  const RunInput* input_ = nullptr;
  const mail::Message* original_ = nullptr;
  mail::HeaderView* headers_ = nullptr;
  Host* host_ = nullptr;
  const Settings* settings_ = nullptr;
  ActionList* actions_ = nullptr;
  TraceSink* trace_ = nullptr;
  RegexCache* regexes_ = nullptr;
  BodyCache* bodies_ = nullptr;
  MachineState* machine_ = nullptr;
  std::span<const Value> matches_;
  struct StateEntry {
    const void* key;
    void* state;
  };
  std::vector<StateEntry> states_;
  std::optional<size_t> part_;
  size_t replaced_ = 0;
  bool matches_wanted_ = false;
  bool stop_ = false;
};

}  // namespace trommel::vm
