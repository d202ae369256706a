// SPDX-License-Identifier: MIT
// What map, filter, reduce, sort, forany and forall are made of: the items of a
// list, and a list being gathered.
//
// Exim specification, "Expansion items", "List construction". The front end
// writes the loop; nested loops gather into lists of their own.
#include <algorithm>
#include <vector>

#include "stdlib/shared/exim_list.h"
#include "stdlib/shared/exim_number.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_loops;

namespace {

using vm::CallContext;

/// A value that was gathered, in a chain with the last one first.
struct Gathered {
  Value value;
  const Gathered* before = nullptr;
};

/// A list being gathered; `outer` waits until it is closed.
struct OpenList {
  const Gathered* last = nullptr;
  size_t count = 0;
  char separator = ':';
  OpenList* outer = nullptr;
};

struct OpenLists {
  OpenList* innermost = nullptr;
};

Result<Value> RunItems(CallContext& context, std::span<const Value> args) {
  return exim::ListItems(context, args[0]);
}

Result<Value> RunOpen(CallContext& context, std::span<const Value> args) {
  OpenLists& lists = context.State<OpenLists>();
  OpenList* made = context.arena().Make<OpenList>();
  made->separator = exim::ListReader(args[0].text()).separator();
  made->outer = lists.innermost;
  lists.innermost = made;
  return Value::String({});
}

constexpr std::string_view kNoneOpen = "no list has been started";

Result<Value> RunAdd(CallContext& context, std::span<const Value> args) {
  OpenList* open = context.State<OpenLists>().innermost;
  if (open == nullptr) return Err(Code::kRun, std::string(kNoneOpen));
  OpenList& list = *open;
  Gathered* made = context.arena().Make<Gathered>();
  made->value = args[0];
  made->before = list.last;
  list.last = made;
  ++list.count;
  return Value::String({});
}

/// Ends the innermost list; its values, first to last.
std::vector<Value> Close(CallContext& context) {
  OpenLists& lists = context.State<OpenLists>();
  const OpenList& list = *lists.innermost;
  lists.innermost = list.outer;
  std::vector<Value> values(list.count);
  size_t at = list.count;
  for (const Gathered* g = list.last; g; g = g->before) values[--at] = g->value;
  return values;
}

Result<Value> RunClose(CallContext& context, std::span<const Value>) {
  const OpenList* open = context.State<OpenLists>().innermost;
  if (open == nullptr) return Err(Code::kRun, std::string(kNoneOpen));
  const char separator = open->separator;
  return exim::JoinList(context, Close(context), separator);
}

constexpr Row kRows[] = {
    {RowKind::kSource, "list", "list <list: string>", "the items of a list",
     "testprint ${map{a:b}{<$item>}} => testprint \"<a>:<b>\"; keep (implicit)",
     nullptr, RunItems},
    {RowKind::kStep, "list_open", "list_open <like: string>",
     "starts a list with the separator of another",
     "${map{<;a;b}{$item$item}} => aa;bb", nullptr, RunOpen},
    {RowKind::kStep, "list_add", "list_add <item: string>",
     "adds an item to the list just started",
     "${filter{a:b:c}{!eq{$item}{b}}} => a:c", nullptr, RunAdd},
    {RowKind::kStep, "list_close", "list_close", "the list just gathered",
     "${map{a:b}{$item:}} => a:::b::", nullptr, RunClose},
};

}  // namespace

constinit const Feature exim_loops = {"loops", 1, Language::kExim, "", kRows};

}  // namespace trommel::stdlib
