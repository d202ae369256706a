// SPDX-License-Identifier: MIT
#include "stdlib/shared/flag_set.h"

#include <algorithm>

#include "interp/text/ascii.h"

namespace trommel::stdlib {
namespace {

constexpr std::string_view kSystemFlags[] = {
    "\\Seen", "\\Answered", "\\Flagged", "\\Deleted", "\\Draft"};

/// Bytes that an IMAP atom may not have (RFC 3501 section 9).
bool IsAtomByte(char c) {
  auto byte = static_cast<unsigned char>(c);
  return byte > 0x20 && byte < 0x7F &&
         std::string_view("(){%*\"\\]").find(c) == std::string_view::npos;
}

/// Calls visit(word) for the words of `text`, which spaces separate, nothing
/// else (RFC 5232 section 2).
template <class Visit>
void EachWord(std::string_view text, const Visit& visit) {
  size_t at = 0;
  while (at < text.size()) {
    size_t begin = at;
    while (at < text.size() && text[at] != ' ') ++at;
    if (at > begin) visit(text.substr(begin, at - begin));
    ++at;
  }
}

}  // namespace

bool IsFlag(std::string_view flag) {
  if (flag.starts_with('\\')) {
    return std::any_of(
        std::begin(kSystemFlags), std::end(kSystemFlags),
        [&](std::string_view s) { return text::EqualsCaseless(s, flag); });
  }
  return !flag.empty() && std::all_of(flag.begin(), flag.end(), IsAtomByte);
}

size_t FlagSet::Find(std::string_view flag) const {
  auto found = std::find_if(flags_.begin(), flags_.end(), [&](const Value& v) {
    return text::EqualsCaseless(v.text(), flag);
  });
  return static_cast<size_t>(found - flags_.begin());
}

void FlagSet::Add(std::string_view text, bool tainted) {
  EachWord(text, [&](std::string_view flag) {
    if (flags_.size() < kMost && IsFlag(flag) && Find(flag) == flags_.size()) {
      flags_.push_back(Value::String(flag, tainted));
    }
  });
}

void FlagSet::AddAll(std::span<const Value> texts) {
  for (const Value& text : texts) Add(text.text(), text.tainted());
}

void FlagSet::Remove(std::string_view text) {
  EachWord(text, [&](std::string_view flag) {
    size_t at = Find(flag);
    if (at < flags_.size()) {
      flags_.erase(flags_.begin() + static_cast<ptrdiff_t>(at));
    }
  });
}

std::span<const Value> FlagSet::ToValues(Arena* arena) const {
  std::span<Value> out = arena->Array<Value>(flags_.size());
  for (size_t i = 0; i < flags_.size(); ++i) {
    out[i] = Value::String(arena->Copy(flags_[i].text()), flags_[i].tainted());
  }
  return out;
}

Value FlagSet::ToText(Arena* arena) const {
  size_t size = 0;
  bool tainted = false;
  for (const Value& flag : flags_) {
    size += flag.text().size() + 1;
    tainted = tainted || flag.tainted();
  }
  if (size == 0) return Value::String({});
  char* text = arena->Allocate(size);
  char* at = text;
  for (const Value& flag : flags_) {
    at = std::copy(flag.text().begin(), flag.text().end(), at);
    *at++ = ' ';
  }
  return Value::String({text, size - 1}, tainted);
}

Value LentTag(std::span<const Value> lent, std::string_view name) {
  for (size_t i = 0; i + 1 < lent.size(); i += 2) {
    if (lent[i].text() == name) return lent[i + 1];
  }
  return Value::Nil();
}

std::span<const Value> SeenFlags(vm::CallContext& context) {
  const InternalFlags& internal = context.State<InternalFlags>();
  if (internal.changed) return internal.flags;
  FlagSet stored;
  stored.Add(context.input().flags, true);
  stored.AddAll(context.actions().keep_flags());
  return stored.ToValues(&context.arena());
}

std::span<const Value> FlagsFor(vm::CallContext& context,
                                std::span<const Value> lent) {
  Value given = LentTag(lent, "flags");
  if (given.is_nil()) return context.actions().keep_flags();
  FlagSet set;
  set.AddAll(given.list());
  return set.ToValues(&context.arena());
}

}  // namespace trommel::stdlib
