// SPDX-License-Identifier: MIT
// foreverypart and break (RFC 5703 sections 3 and 3.2): runs its block once a
// MIME part, in document order: the part it is at, then all below. Inside
// another foreverypart it takes the parts below the one that is at work
// there; in a script that is included there, that part is the first. Tests with
// :mime, extracttext, replace and convert then mean that
// part. Where there is no MIME structure, the message is one part. A message
// within a message (message/rfc822) has one part below it. A block that replace
// or enclose changes the message in goes on with the parts that are left of
// those it began with; parts that they made are not gone through.
//
// Limits: limits::kBlockLoops in one another, kMimeParts, kMimeDepth.
#include <string>

#include "interp/base/limits.h"
#include "interp/feature.h"
#include "interp/mail/mime_tree.h"
#include "interp/vm/call_context.h"
#include "stdlib/shared/loop_places.h"

namespace trommel::stdlib {
namespace {

/// Whether the part around is what an included script sees as the message.
bool IsShown(const LoopPlaces& places) {
  return places.shown != nullptr && places.shown->depth == places.depth;
}

Result<Value> RunLoop(vm::CallContext& context, std::span<const Value>) {
  LoopPlaces& places = context.State<LoopPlaces>();
  if (places.depth >= limits::kBlockLoops) {
    return Err(Code::kLimit, "foreverypart is nested more than " +
                                 std::to_string(limits::kBlockLoops) + " deep");
  }
  std::span<const mail::Part> parts = context.mime().parts();
  const std::optional<size_t> outer = context.part();
  const size_t begin = outer ? *outer + (IsShown(places) ? 0 : 1) : 0;
  const size_t end = outer ? mail::EndOfPart(parts, *outer) : parts.size();
  std::span<Value> items = context.arena().Array<Value>(end - begin);
  for (size_t i = begin; i < end; ++i) {
    items[i - begin] = Value::String(context.arena().Copy(std::to_string(i)));
  }
  places.loops[places.depth++] = {outer, items};
  return Value::List(items);
}

Result<Value> RunEnter(vm::CallContext& context, std::span<const Value> args) {
  const size_t part = PartOfItem(args[0]);
  if (part < context.mime().parts().size()) context.EnterPart(part);
  return Value::String({});
}

Result<Value> RunLeave(vm::CallContext& context, std::span<const Value>) {
  LoopPlaces& places = context.State<LoopPlaces>();
  if (places.depth > 0) --places.depth;
  context.EnterPart(places.loops[places.depth].outer);
  return Value::String({});
}

constexpr Row kRows[] = {
    {RowKind::kSource, "foreverypart", "foreverypart [:name <name: string>]",
     "runs its block once a MIME part of the message",
     "foreverypart { addflag \"part\"; break; } => "
     "keep (implicit) flags=[\"part\"]",
     nullptr, RunLoop},
    {RowKind::kStep, "foreverypart_enter", "foreverypart_enter <part: string>",
     "goes to a part", "foreverypart { stop; } => keep (implicit)", nullptr,
     RunEnter},
    {RowKind::kStep, "foreverypart_leave", "foreverypart_leave",
     "goes back to the part around",
     "foreverypart { break; } discard; => discard", nullptr, RunLeave},
    {RowKind::kEscape, "break", "break [:name <name: string>]",
     "leaves the innermost foreverypart, or the one of that name",
     "foreverypart :name \"a\" { foreverypart { break :name \"a\"; } "
     "discard; } => discard",
     nullptr, nullptr, "foreverypart"},
};

}  // namespace

extern const Feature sieve_foreverypart;
const Feature sieve_foreverypart = {"foreverypart", 1, Language::kSieve,
                                    "foreverypart", kRows};

}  // namespace trommel::stdlib
