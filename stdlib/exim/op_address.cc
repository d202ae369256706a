// SPDX-License-Identifier: MIT
// ${address:, ${local_part:, ${domain:, ${addresses:, ${quote_local_part:.
//
// Exim specification, "Expansion operators". What is no address gives the empty
// string. ${addresses:>c text} makes a list with separator c (a colon
// otherwise) of a field's addresses, groups flattened, and leaves out what is
// no address.
#include "interp/text/ascii.h"
#include "stdlib/shared/exim_address.h"
#include "stdlib/shared/exim_list.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_op_address;

namespace {

using vm::CallContext;

exim::BareAddress AddressOf(CallContext& context, const Value& value) {
  return exim::ReadAddressOf(context, value.text())
      .value_or(exim::BareAddress());
}

Result<Value> RunAddress(CallContext& context, std::span<const Value> args) {
  return exim::Copied(context, AddressOf(context, args[0]).Text(),
                      args[0].tainted());
}

Result<Value> RunLocalPart(CallContext& context, std::span<const Value> args) {
  return exim::Copied(context, AddressOf(context, args[0]).local_part,
                      args[0].tainted());
}

Result<Value> RunDomain(CallContext& context, std::span<const Value> args) {
  return exim::Copied(context, AddressOf(context, args[0]).domain,
                      args[0].tainted());
}

Result<Value> RunAddresses(CallContext& context, std::span<const Value> args) {
  std::string_view list = args[0].text();
  while (!list.empty() && text::IsSpace(list.front())) list.remove_prefix(1);
  char separator = ':';
  if (list == ">") {
    return Err(Code::kRun,
               "output separator missing in expanding ${addresses:>}");
  }
  if (list.starts_with('>')) {
    separator = list[1];
    list.remove_prefix(2);
  }
  std::string out;
  bool first = true;
  TRY_ASSIGN(auto items,
             exim::SplitAddressList(list, exim::RulesOf(context.settings())));
  exim::AllowGroups(context, true);
  for (std::string_view item : items) {
    const auto address = exim::ReadAddressOf(context, item);
    if (!address) continue;
    if (!first) out += separator;
    first = false;
    out += exim::ListQuoted(address->Text(), separator);
  }
  exim::AllowGroups(context, false);
  return exim::Copied(context, out, args[0].tainted());
}

Result<Value> RunQuote(CallContext& context, std::span<const Value> args) {
  return exim::Copied(context, exim::QuoteLocalPart(args[0].text()),
                      args[0].tainted());
}

constexpr Usage kText = "op <text: string>";

constexpr Row kRows[] = {
    {RowKind::kOperator, "address", kText, "the address of a field value",
     "${address:Bob <b@c>} => b@c", nullptr, RunAddress},
    {RowKind::kOperator, "local_part", kText, "the local part of an address",
     "${local_part:Bob <b@c>} => b", nullptr, RunLocalPart},
    {RowKind::kOperator, "domain", kText, "the domain of an address",
     "${domain:Bob <b@c>} => c", nullptr, RunDomain},
    {RowKind::kOperator, "addresses", kText, "the addresses of a field value",
     "${addresses:>& Bob <b@c>, d@e} => b@c&d@e", nullptr, RunAddresses},
    {RowKind::kOperator, "quote_local_part", kText,
     "a string as a local part, quoted if it must be",
     "${quote_local_part:a b} => \"a b\"", nullptr, RunQuote},
};

}  // namespace

constinit const Feature exim_op_address = {"op_address", 1, Language::kExim, "",
                                           kRows};

}  // namespace trommel::stdlib
