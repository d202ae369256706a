// SPDX-License-Identifier: MIT
#include "stdlib/shared/exim_lookup.h"

#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib::exim {

std::string_view LookupOption(std::string_view options, std::string_view name) {
  while (!options.empty()) {
    const size_t end = std::min(options.find(','), options.size());
    std::string_view option = options.substr(0, end);
    options.remove_prefix(std::min(end + 1, options.size()));
    if (!option.starts_with(name)) continue;
    option.remove_prefix(name.size());
    if (option.starts_with('=')) return option.substr(1);
  }
  return {};
}

Result<Value> RunLookup(vm::CallContext& context, std::span<const Value> args,
                        const vm::LookupDriver& driver) {
  const bool single = args.size() == 3;
  const std::string_view word = args.back().text();
  const size_t comma = std::min(word.find(','), word.size());
  vm::LookupRequest request;
  request.key = args[0].text();
  if (single) request.file = args[1].text();
  request.options = word.substr(std::min(comma + 1, word.size()));
  request.context = &context;
  if (single && args[1].tainted()) {
    return Err(Code::kRun, "Tainted filename for search: '" +
                               std::string(request.file) + "'");
  }
  Result<vm::LookupAnswer> answer = context.host().Lookup(driver, request);
  if (!answer) return Err(std::move(answer.error()));
  if (!answer->found) return Value::Nil();
  return Copied(context, answer->value, answer->tainted);
}

}  // namespace trommel::stdlib::exim
