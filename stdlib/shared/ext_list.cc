// SPDX-License-Identifier: MIT
#include "stdlib/shared/ext_list.h"

#include <algorithm>
#include <vector>

#include "interp/text/address.h"
#include "interp/text/ascii.h"

namespace trommel::stdlib {
namespace {

using vm::CallContext;
using Entries = std::optional<std::span<const Value>>;

constexpr std::string_view kUrn = "urn:ietf:params:sieve:";
constexpr std::string_view kBooks = "urn:ietf:params:sieve:addrbook:";

/// The lists of one run that have been asked for, linked in the arena.
struct KnownList {
  std::string_view name;
  Entries entries;
  KnownList* next = nullptr;
};
struct KnownLists {
  KnownList* first = nullptr;
};

bool IsUri(std::string_view name) {
  const size_t colon = name.find(':');
  if (colon == 0 || colon == name.npos || colon + 1 == name.size())
    return false;
  const std::string_view scheme = name.substr(0, colon);
  return text::IsAlpha(scheme[0]) &&
         std::ranges::all_of(scheme,
                             [](char c) {
                               return text::IsAlnum(c) || c == '+' ||
                                      c == '-' || c == '.';
                             }) &&
         std::ranges::all_of(name, [](char c) { return c > 0x20 && c < 0x7F; });
}

std::string Unescaped(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const int byte = text[i] == '%' ? text::HexByte(text, i + 1) : -1;
    if (byte > 0) {
      out += static_cast<char>(byte);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

/// Takes the lines of a file into the arena.
std::span<const Value> EntriesOf(CallContext& context, std::string_view bytes) {
  std::vector<Value> found;
  bytes = context.arena().Copy(bytes);
  while (!bytes.empty()) {
    const std::string_view line = bytes.substr(0, bytes.find('\n'));
    bytes.remove_prefix(std::min(line.size() + 1, bytes.size()));
    const std::string_view entry = text::Trim(line);
    if (entry.empty() || entry[0] == '#') continue;
    found.push_back(Value::Tainted(entry));
  }
  auto entries = context.arena().Array<Value>(found.size());
  std::ranges::copy(found, entries.begin());
  return entries;
}

/// The file that the settings name for the list; empty if none.
std::string FileOf(const vm::Settings& settings, std::string_view name) {
  std::string file;
  vm::EachMapEntry(settings.sieve_extlists_list,
                   [&](std::string_view key, std::string_view value) {
                     if (ListName(key) == name) file = value;
                   });
  return file;
}

Result<Entries> Load(CallContext& context, std::string_view name) {
  TRY_ASSIGN(auto told, context.host().ListEntries(name));
  std::string bytes;
  if (told) {
    for (const std::string& entry : *told) bytes += entry + "\n";
    return Entries(EntriesOf(context, bytes));
  }
  const std::string file = FileOf(context.settings(), name);
  if (!file.empty()) {
    TRY_ASSIGN(bytes, context.host().ReadFile(file));
    return Entries(EntriesOf(context, bytes));
  }
  if (name == std::string(kBooks) + "default") return Entries(std::in_place);
  return Entries();
}

bool IsBook(std::string_view name) { return name.starts_with(kBooks); }

const Value* Find(std::span<const Value> entries, std::string_view value) {
  for (const Value& entry : entries) {
    if (text::EqualsCaseless(entry.text(), value)) return &entry;
  }
  return nullptr;
}

}  // namespace

std::string ListName(std::string_view name) {
  std::string full(name);
  if (name.starts_with(':')) full = std::string(kUrn) + full.substr(1);
  if (!IsUri(full)) return {};
  if (!text::StartsCaseless(full, kUrn)) return full;
  full.replace(0, kUrn.size(), kUrn);
  constexpr std::string_view kBare = kBooks.substr(0, kBooks.size() - 1);
  if (text::EqualsCaseless(full, kBare)) return {};
  if (!text::StartsCaseless(full, kBooks)) return full;
  std::string book = Unescaped(std::string_view(full).substr(kBooks.size()));
  if (book.empty()) return {};
  if (text::EqualsCaseless(book, "default")) book = "default";
  return std::string(kBooks) + book;
}

Result<Entries> ListEntries(CallContext& context, std::string_view name) {
  const std::string full = ListName(name);
  if (full.empty()) return Entries();
  KnownLists& known = context.State<KnownLists>();
  for (KnownList* list = known.first; list != nullptr; list = list->next) {
    if (list->name == full) return list->entries;
  }
  TRY_ASSIGN(Entries entries, Load(context, full));
  known.first = context.arena().Make<KnownList>(context.arena().Copy(full),
                                                entries, known.first);
  return entries;
}

Result<std::optional<Value>> FindOnList(CallContext& context,
                                        std::string_view list,
                                        std::string_view value) {
  TRY_ASSIGN(Entries entries, ListEntries(context, list));
  if (!entries) {
    return Err(Code::kRun, "there is no list \"" + std::string(list) + "\"");
  }
  value = text::Trim(value);
  const Value* found = Find(*entries, value);
  if (found == nullptr && IsBook(ListName(list)) &&
      value.find('@') != value.npos) {
    for (const text::Address& address : text::ParseAddresses(value)) {
      if (found == nullptr && address.valid) {
        found = Find(*entries, address.Spec());
      }
    }
  }
  if (found == nullptr) return std::optional<Value>();
  return std::optional(*found);
}

}  // namespace trommel::stdlib
