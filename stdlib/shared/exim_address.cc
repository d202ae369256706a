// SPDX-License-Identifier: MIT
#include "stdlib/shared/exim_address.h"

#include "interp/base/work.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib::exim {
namespace {

struct Item {
  std::string_view text;
  GroupState after;  ///< it was read
};

/// A foranyaddress that runs.
struct Loop {
  std::span<Item> items;
  std::span<Value> addresses;
  size_t next = 0;
  bool tainted = false;
  Loop* outer = nullptr;
};

struct Addresses {
  GroupState now;
  Loop* innermost = nullptr;
};

/// Reads what the loop has not come to yet.
void ReadAhead(vm::CallContext& context, Loop& loop, GroupState state) {
  const AddressRules rules = RulesOf(context.settings());
  for (size_t i = loop.next; i < loop.items.size(); ++i) {
    Item& item = loop.items[i];
    work::Spend(item.text.size());
    const auto address = ReadAddress(item.text, rules, &state);
    item.after = state;
    loop.addresses[i] =
        address ? Copied(context, address->Text(), loop.tainted) : Value::Nil();
  }
}

/// Tells the innermost loop if the state is other than it left it.
void Settle(vm::CallContext& context, const Addresses& addresses) {
  Loop* loop = addresses.innermost;
  if (loop == nullptr || loop->next == 0) return;
  GroupState& left = loop->items[loop->next - 1].after;
  if (left == addresses.now) return;
  left = addresses.now;
  ReadAhead(context, *loop, addresses.now);
}

}  // namespace

Result<BareAddress> ReadAddressOf(vm::CallContext& context,
                                  std::string_view text) {
  auto& addresses = context.State<Addresses>();
  auto address = ReadAddress(text, RulesOf(context.settings()), &addresses.now);
  Settle(context, addresses);
  return address;
}

void AllowGroups(vm::CallContext& context, bool allowed) {
  auto& addresses = context.State<Addresses>();
  addresses.now.allowed = allowed;
  Settle(context, addresses);
}

Result<std::span<Value>> BeginAddresses(vm::CallContext& context,
                                        const Value& list) {
  TRY_ASSIGN(auto items,
             SplitAddressList(list.text(), RulesOf(context.settings())));
  auto& addresses = context.State<Addresses>();
  Arena& arena = context.arena();
  Loop* loop = arena.Make<Loop>();
  loop->items = arena.Array<Item>(items.size());
  loop->addresses = arena.Array<Value>(items.size());
  loop->tainted = list.tainted();
  loop->outer = addresses.innermost;
  for (size_t i = 0; i < items.size(); ++i) loop->items[i].text = items[i];
  // It will leave this to the loop around it.
  GroupState inner = addresses.now;
  addresses.now = {};
  Settle(context, addresses);
  inner.allowed = true;
  addresses = {inner, loop};
  ReadAhead(context, *loop, inner);
  return loop->addresses;
}

void NextAddress(vm::CallContext& context) {
  auto& addresses = context.State<Addresses>();
  Loop* loop = addresses.innermost;
  if (loop == nullptr || loop->next == loop->items.size()) return;
  addresses.now = loop->items[loop->next++].after;
}

void EndAddresses(vm::CallContext& context) {
  auto& addresses = context.State<Addresses>();
  addresses.now = {};
  if (addresses.innermost != nullptr) {
    addresses.innermost = addresses.innermost->outer;
  }
}

}  // namespace trommel::stdlib::exim
