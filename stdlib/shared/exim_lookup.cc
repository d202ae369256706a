// SPDX-License-Identifier: MIT
#include "stdlib/shared/exim_lookup.h"

#include "interp/text/ascii.h"
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

namespace {

/// A query with somebody else's text in it must have that text quoted.
Status CheckQuery(const Value& query, const vm::LookupDriver& driver) {
  if (driver.quoting == Taint::kClean || !query.tainted() ||
      query.taint() == driver.quoting) {
    return {};
  }
  return Err(Code::kRun, "tainted search query is not properly quoted for " +
                             std::string(driver.name) + ": " +
                             Printable(query.text(), true));
}

/// As Exim shows a key: on one line, tabs included.
std::string Shown(std::string_view key, bool keep_high) {
  std::string out;
  for (const char c : Printable(key, keep_high)) {
    if (c == '\t') {
      out += "\\t";
    } else {
      out += c;
    }
  }
  return out;
}

Error Deferred(const vm::LookupRequest& request, Error error) {
  if (error.code != Code::kDefer) return error;
  error.text = "lookup of " +
               InQuotes(Shown(request.key,
                              request.context->settings().print_topbitchars)) +
               " gave DEFER: " + error.text;
  return error;
}

}  // namespace

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
  request.taint = args[0].taint();
  if (single && args[1].tainted()) {
    return Err(Code::kRun, "Tainted filename for search: '" +
                               std::string(request.file) + "'");
  }
  if (!single) {
    while (!request.key.empty() && text::IsSpace(request.key[0])) {
      request.key.remove_prefix(1);
    }
    if (request.key.empty()) return Value::Nil();
    TRY(CheckQuery(args[0], driver));
  }
  Result<vm::LookupAnswer> answer = context.host().Lookup(driver, request);
  if (!answer) return Err(Deferred(request, std::move(answer.error())));
  if (!answer->found) return Value::Nil();
  return Copied(context, answer->value, answer->tainted);
}

}  // namespace trommel::stdlib::exim
