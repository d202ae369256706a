// SPDX-License-Identifier: MIT
#include "stdlib/shared/message_edit.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "interp/base/work.h"
#include "interp/mail/message.h"
#include "interp/text/ascii.h"
#include "stdlib/shared/loop_places.h"

namespace trommel::stdlib {
namespace {

/// To find a part costs as much as comparing this many bytes.
constexpr size_t kPartWork = 8192;

/// Where a replaced part was, [first, end), and how many parts came or went.
struct Move {
  size_t first = 0;
  size_t end = 0;
  std::ptrdiff_t delta = 0;
};

const char* EndOfBytes(const mail::Part& part) {
  return part.body.data() + part.body.size();
}

std::string_view Between(const char* begin, const char* end) {
  if (begin >= end) return {};
  return {begin, static_cast<size_t>(end - begin)};
}

void AppendEntity(const PartEdit& edit, std::string_view line_end,
                  std::string* out) {
  *out += edit.header;
  *out += line_end;
  *out += edit.body;
}

std::string Edited(vm::CallContext& context, std::span<const PartEdit> edits) {
  const std::string_view line_end = context.headers().line_end();
  std::string out;
  if (edits[0].part == 0) {
    AppendEntity(edits[0], line_end, &out);
    return out;
  }
  out = HeaderText(context);
  out += line_end;
  const std::string_view body = context.message().body();
  const char* at = body.data();
  const char* end = at + body.size();
  for (const PartEdit& edit : edits) {
    const mail::Part& part = context.mime().parts()[edit.part];
    out += Between(at, part.header.data());
    AppendEntity(edit, line_end, &out);
    at = EndOfBytes(part);
    // The line end that is part of the delimiter; an empty part has none.
    const bool ended = at >= end || *at == '\n' || *at == '\r';
    if (!ended) out += line_end;
  }
  out += Between(at, end);
  return out;
}

/// Where a part is after `moves`; absent if it is gone.
std::optional<size_t> Moved(std::span<const Move> moves, size_t part) {
  auto at = static_cast<std::ptrdiff_t>(part);
  for (const Move& move : moves) {
    if (part > move.first && part < move.end) return std::nullopt;
    if (part >= move.end) at += move.delta;
  }
  return static_cast<size_t>(at);
}

/// Tells all loops that parts have other numbers now.
template <class Map>
void MoveLoops(vm::CallContext& context, const Map& map) {
  const size_t parts = context.mime().parts().size();
  LoopPlaces& places = context.State<LoopPlaces>();
  for (size_t i = 0; i < places.depth; ++i) {
    LoopPlaces::Loop& loop = places.loops[i];
    if (loop.outer) loop.outer = map(*loop.outer).value_or(0);
    for (Value& item : loop.items) {
      if (item.type() != Type::kString) continue;
      const size_t from = PartOfItem(item);
      const std::optional<size_t> to = map(from);
      if (to == from && from < parts) continue;
      item = to && *to < parts
                 ? Value::String(context.arena().Copy(std::to_string(*to)))
                 : kGone;
    }
  }
  const auto moved = [&](size_t part) {
    const size_t to = map(part).value_or(0);
    return to < parts ? to : 0;
  };
  for (auto* shown = places.shown; shown != nullptr; shown = shown->outer) {
    if (shown->part) shown->part = moved(*shown->part);
  }
  if (context.part()) context.EnterPart(moved(*context.part()));
}

}  // namespace

Status EditParts(vm::CallContext& context, std::span<const PartEdit> edits,
                 bool redirected) {
  if (edits.empty()) return {};
  std::vector<Move> moves;
  for (const PartEdit& edit : edits) {
    moves.push_back(
        {edit.part, mail::EndOfPart(context.mime().parts(), edit.part), 0});
  }
  TRY(context.TakeMessage(Edited(context, edits), redirected));
  const std::span<const mail::Part> parts = context.mime().parts();
  work::Spend(parts.size() * kPartWork);
  std::ptrdiff_t shift = 0;
  for (Move& move : moves) {
    const auto now =
        static_cast<size_t>(static_cast<std::ptrdiff_t>(move.first) + shift);
    if (now >= parts.size()) break;
    const size_t end = mail::EndOfPart(parts, now);
    move.delta = static_cast<std::ptrdiff_t>(end - now) -
                 static_cast<std::ptrdiff_t>(move.end - move.first);
    shift += move.delta;
  }
  MoveLoops(context, [&](size_t part) { return Moved(moves, part); });
  return {};
}

Status EncloseMessage(vm::CallContext& context, std::string bytes,
                      size_t shift) {
  TRY(context.TakeMessage(std::move(bytes), false));
  MoveLoops(context,
            [&](size_t part) { return std::optional<size_t>(part + shift); });
  return {};
}

void ReplaceWhole(vm::CallContext& context, std::string_view bytes) {
  context.ReplaceMessage(bytes);
  if (context.State<LoopPlaces>().depth == 0) return;
  MoveLoops(context, [](size_t part) { return std::optional<size_t>(part); });
}

std::string HeaderText(vm::CallContext& context) {
  std::string out;
  for (const mail::Field& field : context.headers().fields()) out += field.raw;
  if (!out.empty() && !out.ends_with('\n') && !out.ends_with('\r')) {
    out += context.headers().line_end();
  }
  return out;
}

std::string ContentFields(std::string_view header, bool content) {
  const mail::Message message(header);
  std::string out;
  for (const mail::Field& field : message.fields()) {
    const bool is_content = text::StartsCaseless(field.name, "content-") ||
                            text::EqualsCaseless(field.name, "mime-version");
    if (is_content == content) out += field.raw;
  }
  return out;
}

}  // namespace trommel::stdlib
