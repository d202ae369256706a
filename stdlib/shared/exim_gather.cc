// SPDX-License-Identifier: MIT
#include "stdlib/shared/exim_gather.h"

#include "stdlib/shared/exim_list.h"

namespace trommel::stdlib::exim {
namespace {

/// A value that was gathered, in a chain with the last one first.
struct Gathered {
  Value value;
  const Gathered* before = nullptr;
};

/// A list being gathered; `outer` waits until it is closed.
struct Open {
  const Gathered* last = nullptr;
  size_t count = 0;
  char separator = ':';
  Open* outer = nullptr;
};

struct OpenLists {
  Open* innermost = nullptr;
};

constexpr const char* kNoneOpen = "no list has been started";

}  // namespace

void OpenList(vm::CallContext& context, std::string_view like) {
  OpenLists& lists = context.State<OpenLists>();
  Open* made = context.arena().Make<Open>();
  made->separator = ListReader(like).separator();
  made->outer = lists.innermost;
  lists.innermost = made;
}

Status AddToList(vm::CallContext& context, const Value& value) {
  Open* list = context.State<OpenLists>().innermost;
  if (list == nullptr) return Err(Code::kRun, kNoneOpen);
  Gathered* made = context.arena().Make<Gathered>();
  made->value = value;
  made->before = list->last;
  list->last = made;
  ++list->count;
  return {};
}

Result<GatheredList> CloseList(vm::CallContext& context) {
  OpenLists& lists = context.State<OpenLists>();
  if (lists.innermost == nullptr) return Err(Code::kRun, kNoneOpen);
  const Open& list = *lists.innermost;
  lists.innermost = list.outer;
  GatheredList out;
  out.separator = list.separator;
  out.values.resize(list.count);
  size_t at = list.count;
  for (const Gathered* g = list.last; g; g = g->before) {
    out.values[--at] = g->value;
  }
  return out;
}

}  // namespace trommel::stdlib::exim
