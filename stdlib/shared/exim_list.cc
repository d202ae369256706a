// SPDX-License-Identifier: MIT
#include "stdlib/shared/exim_list.h"

#include <algorithm>

#include "interp/base/inline_vector.h"
#include "interp/text/ascii.h"

namespace trommel::stdlib::exim {
namespace {

bool IsPunctuation(char c) {
  auto byte = static_cast<unsigned char>(c);
  return byte > 0x20 && byte < 0x7F && !text::IsAlnum(c);
}

bool IsControl(char c) {
  auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F;
}

std::string_view TrimLeft(std::string_view text) {
  while (!text.empty() && text::IsSpace(text.front())) text.remove_prefix(1);
  return text;
}

/// White space behind a backslash is part of an item.
bool EndsInSpace(std::string_view item) {
  const size_t size = item.size();
  return size > 0 && text::IsSpace(item[size - 1]) &&
         (size == 1 || item[size - 2] != '\\');
}

}  // namespace

ListReader::ListReader(std::string_view list) : rest_(TrimLeft(list)) {
  if (rest_ == "<") rest_ = {};
  if (rest_.empty() || rest_[0] != '<') return;
  if (!IsPunctuation(rest_[1]) && !IsControl(rest_[1])) return;
  separator_ = rest_[1];
  rest_.remove_prefix(2);
}

std::optional<std::string> ListReader::Next() {
  while (!rest_.empty() && rest_.front() != separator_ &&
         text::IsSpace(rest_.front())) {
    rest_.remove_prefix(1);
  }
  if (rest_.empty()) return std::nullopt;
  std::string item;
  const bool can_double = !IsControl(separator_);
  for (;;) {
    const size_t end = std::min(rest_.find(separator_), rest_.size());
    const bool doubled =
        can_double && end + 1 < rest_.size() && rest_[end + 1] == separator_;
    item += rest_.substr(0, doubled ? end + 1 : end);
    rest_.remove_prefix(std::min(end + (doubled ? 2 : 1), rest_.size()));
    if (!doubled) break;
  }
  while (EndsInSpace(item)) item.pop_back();
  return item;
}

std::string ListQuoted(std::string_view item, char separator) {
  std::string out;
  for (char c : item) {
    out += c;
    if (c == separator) out += c;
  }
  return out;
}

Value ListItems(vm::CallContext& context, const Value& list) {
  InlineVector<Value, 16> items;
  ListReader reader(list.text());
  while (auto item = reader.Next()) {
    items.push_back(Value::String(context.arena().Copy(*item), list.tainted()));
  }
  std::span<Value> out = context.arena().Array<Value>(items.size());
  std::ranges::copy(items.all(), out.begin());
  return Value::List(out);
}

Value JoinList(vm::CallContext& context, std::span<const Value> items,
               char separator) {
  std::string out;
  bool tainted = false;
  for (size_t i = 0; i < items.size(); ++i) {
    const std::string item = ListQuoted(items[i].text(), separator);
    if (i != 0) {
      out += separator;
      if (item.starts_with(separator) || item.empty()) out += ' ';
    }
    out += item;
    tainted = tainted || items[i].tainted();
  }
  return Value::String(context.arena().Copy(out), tainted);
}

}  // namespace trommel::stdlib::exim
