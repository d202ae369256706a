// SPDX-License-Identifier: MIT
// What map, filter, reduce, forany and forall are made of: the items of a
// list, and a list being gathered.
//
// Exim specification, "Expansion items", "List construction". The front end
// writes the loop; nested loops gather into lists of their own.
#include "stdlib/shared/exim_gather.h"
#include "stdlib/shared/exim_list.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_loops;

namespace {

using vm::CallContext;

Result<Value> RunItems(CallContext& context, std::span<const Value> args) {
  return exim::ListItems(context, args[0]);
}

Result<Value> RunOpen(CallContext& context, std::span<const Value> args) {
  exim::OpenList(context, args[0].text());
  return Value::String({});
}

Result<Value> RunAdd(CallContext& context, std::span<const Value> args) {
  TRY(exim::AddToList(context, args[0]));
  return Value::String({});
}

Result<Value> RunClose(CallContext& context, std::span<const Value>) {
  TRY_ASSIGN(exim::GatheredList list, exim::CloseList(context));
  return exim::JoinList(context, list.values, list.separator);
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
