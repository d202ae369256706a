// SPDX-License-Identifier: MIT
// duplicate (RFC 7352): whether a message of this id came before. The id is the
// first Message-ID, or the first field of another name, unfolded, decoded and
// trimmed, or a text of the script's. Ids that were tested are remembered when
// the script ends well: as kDuplicateMark actions, which executors carry out
// after the message is in its place. Within one run the answer never changes.
//
// An action's target is ":ID", or "LENGTH:HANDLE:ID" with :handle, so that no
// two pairs give the same; its field "seconds" says how long it holds. With
// :last a message that came before is marked anew.
//
// Limits: sieve_duplicate_default_period, sieve_duplicate_max_period
// (silently). A field without a value has no id: the test is false. No use in
// IMAP events.
#include <algorithm>
#include <string>

#include "interp/text/ascii.h"
#include "stdlib/shared/duration.h"
#include "stdlib/shared/imap_event.h"

namespace trommel::stdlib {
namespace {

/// Slots of the usage line.
enum Slot : uint8_t { kHandle, kHeader, kUniqueId, kSeconds, kLast };

constexpr int64_t kDefaultSeconds = 12 * 3600;
constexpr int64_t kMostSeconds = 2 * 86400;

void Check(CheckContext& context) {
  const BoundArg& header = context.args[kHeader];
  const BoundArg& unique = context.args[kUniqueId];
  if (!header.given || !unique.given) return;
  context.issues->Error(unique.span,
                        "\":header\" cannot stand beside \":uniqueid\"",
                        "keep one of the two");
}

/// The id of the message; empty when it has none.
std::string_view IdOf(vm::CallContext& context, std::span<const Value> args) {
  if (!args[kUniqueId].is_nil()) return args[kUniqueId].text();
  const std::string_view name =
      args[kHeader].is_nil() ? "message-id" : args[kHeader].text();
  std::span<const mail::HeaderValue> values = context.headers().Values(name);
  return values.empty() ? std::string_view() : text::Trim(values[0].decoded);
}

std::string_view MarkOf(vm::CallContext& context, const Value& handle,
                        std::string_view id) {
  std::string mark = ":" + std::string(id);
  if (!handle.is_nil()) {
    mark = std::to_string(handle.text().size()) + ":" +
           std::string(handle.text()) + mark;
  }
  return context.arena().Copy(mark);
}

int64_t SecondsOf(vm::CallContext& context, const Value& given) {
  const vm::Settings& settings = context.settings();
  const int64_t most =
      DurationOr(settings.sieve_duplicate_max_period, kMostSeconds);
  const int64_t seconds =
      given.is_nil()
          ? DurationOr(settings.sieve_duplicate_default_period, kDefaultSeconds)
          : given.number();
  return std::min(seconds, most);
}

Status Mark(vm::CallContext& context, std::string_view mark, int64_t seconds) {
  for (const vm::Action& old : context.actions().all()) {
    const bool same =
        old.kind == vm::ActionKind::kDuplicateMark && old.target == mark;
    if (same) return {};
  }
  std::span<vm::ActionField> fields = context.arena().Array<vm::ActionField>(1);
  fields[0] = {"seconds", Value::Int(seconds)};
  vm::Action action;
  action.kind = vm::ActionKind::kDuplicateMark;
  action.target = mark;
  action.target_tainted = true;
  action.fields = fields;
  action.line = context.line();
  return context.actions().Add(action);
}

Result<Value> Run(vm::CallContext& context, std::span<const Value> args) {
  TRY(RefuseInImapEvent(context, "duplicate"));
  const std::string_view id = IdOf(context, args);
  const int64_t seconds = SecondsOf(context, args[kSeconds]);
  const bool none = id.empty() && args[kUniqueId].is_nil();
  if (none || seconds == 0) return Value::Bool(false);
  const std::string_view mark = MarkOf(context, args[kHandle], id);
  TRY_ASSIGN(const bool before, context.host().WasMarked(mark));
  if (!before || args[kLast].boolean()) TRY(Mark(context, mark, seconds));
  return Value::Bool(before);
}

constexpr Row kRows[] = {
    {RowKind::kTest, "duplicate",
     "duplicate [:handle <handle: string>] [:header <header-name: string>] "
     "[:uniqueid <value: string>] [:seconds <timeout: number>] [:last]",
     "whether a message with the same id came before",
     "if duplicate :uniqueid \"x\" { discard; } => "
     "duplicate_mark \":x\" seconds=43200; keep (implicit)",
     Check, Run},
};

}  // namespace

extern const Feature sieve_duplicate;
const Feature sieve_duplicate = {"duplicate", 1, Language::kSieve, "duplicate",
                                 kRows};

}  // namespace trommel::stdlib
