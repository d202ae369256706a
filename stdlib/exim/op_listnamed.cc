// SPDX-License-Identifier: MIT
// ${listnamed:, ${listnamed_d:: named lists of the configuration.
//
// Exim specification, "Expansion operators". There is no configuration, so that
// no name is known.
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_op_listnamed;

namespace {

/// The kind of list by the first letter of the suffix; none for a wrong one.
std::string_view KindOf(std::string_view suffix) {
  constexpr std::string_view kKinds[] = {"address ", "domain ", "host ",
                                         "localpart "};
  for (std::string_view kind : kKinds) {
    if (suffix.starts_with(kind[0])) return kind;
  }
  return {};
}

Result<Value> RunList(vm::CallContext&, std::span<const Value> args) {
  std::string_view name = args[0].text();
  if (name.starts_with('+')) name.remove_prefix(1);
  std::string_view kind;
  if (!args[1].is_nil()) {
    kind = KindOf(args[1].text());
    if (kind.empty()) {
      return Err(Code::kRun, "bad suffix on \"list\" operator");
    }
  }
  return Err(Code::kRun, exim::InQuotes(name) + " is not a " +
                             std::string(kind) + "named list");
}

constexpr Row kRows[] = {
    {RowKind::kOperator, "listnamed",
     "listnamed <name: string> [<kind: string>]",
     "a named list of the configuration; there is none",
     "${if eq{1}{2}{${listnamed:x}}{no}} => no", nullptr, RunList},
};

}  // namespace

constinit const Feature exim_op_listnamed = {"op_listnamed", 1, Language::kExim,
                                             "", kRows};

}  // namespace trommel::stdlib
