// SPDX-License-Identifier: MIT
// foreverypart and break (RFC 5703 sections 3 and 3.2): runs its block once a
// MIME part, in document order: the part it is at, then all below. Inside
// another foreverypart it takes the parts below the one that is at work
// there. Tests with :mime and extracttext, replace and enclose then mean that
// part. Where there is no MIME structure, the message is one part.
//
// Limits: limits::kBlockLoops in one another, kMimeParts, kMimeDepth.
#include <string>

#include "interp/base/limits.h"
#include "interp/feature.h"
#include "interp/mail/mime_tree.h"
#include "interp/text/ascii.h"
#include "interp/vm/call_context.h"

namespace trommel::stdlib {
namespace {

/// Where the blocks around are; ends with the innermost.
struct Places {
  size_t depth = 0;
  size_t outer[limits::kBlockLoops] = {};
  bool inside[limits::kBlockLoops] = {};
};

/// One past the last part below `part`.
size_t EndOf(std::span<const mail::Part> parts, size_t part) {
  size_t end = part + 1;
  while (end < parts.size() && parts[end].depth > parts[part].depth) ++end;
  return end;
}

Result<Value> RunLoop(vm::CallContext& context, std::span<const Value>) {
  std::span<const mail::Part> parts = context.mime().parts();
  const std::optional<size_t> outer = context.part();
  const size_t begin = outer ? *outer + 1 : 0;
  const size_t end = outer ? EndOf(parts, *outer) : parts.size();
  std::span<Value> items = context.arena().Array<Value>(end - begin);
  for (size_t i = begin; i < end; ++i) {
    items[i - begin] = Value::String(context.arena().Copy(std::to_string(i)));
  }
  Places& places = context.State<Places>();
  if (places.depth < limits::kBlockLoops) {
    places.inside[places.depth] = outer.has_value();
    places.outer[places.depth++] = outer.value_or(0);
  }
  return Value::List(items);
}

Result<Value> RunEnter(vm::CallContext& context, std::span<const Value> args) {
  size_t part = 0;
  for (char digit : args[0].text()) {
    part = part * 10 + static_cast<size_t>(digit - '0');
  }
  if (part < context.mime().parts().size()) context.EnterPart(part);
  return Value::String({});
}

Result<Value> RunLeave(vm::CallContext& context, std::span<const Value>) {
  Places& places = context.State<Places>();
  if (places.depth > 0) --places.depth;
  context.EnterPart(places.inside[places.depth]
                        ? std::optional(places.outer[places.depth])
                        : std::nullopt);
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
