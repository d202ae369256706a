// SPDX-License-Identifier: MIT
// The test ihave (RFC 5463): it is decided here, and what it leaves out is not
// checked.
#include <algorithm>

#include "interp/sieve/compiler.h"
#include "interp/sieve/parser.h"
#include "interp/text/ascii.h"

namespace trommel::sieve {
namespace {

using text::EqualsCaseless;

constexpr std::string_view kWord = "ihave";
/// Those that change how a script is read (RFC 5463 section 4).
constexpr std::string_view kNotHere[] = {"encoded-character", "variables"};

/// The capabilities that an ihave asks for; empty when it is malformed.
std::span<const std::string_view> Asked(const Node& test) {
  if (test.args.size() != 1 || test.broken) return {};
  return test.args[0].items;
}

bool AllAvailable(const Capabilities& capabilities,
                  std::span<const std::string_view> names) {
  return std::ranges::all_of(names, [&](std::string_view name) {
    if (capabilities.Has(name)) return true;
    return std::ranges::find(kNotHere, name) == std::end(kNotHere) &&
           capabilities.Available(name);
  });
}

bool IsEnd(const Node& node) {
  return EqualsCaseless(node.name, "stop") ||
         EqualsCaseless(node.name, "return") ||
         EqualsCaseless(node.name, "error");
}

}  // namespace

std::optional<bool> Compiler::Known(const Node& test) const {
  if (!capabilities_.Has(kWord)) return std::nullopt;
  if (EqualsCaseless(test.name, kWord)) {
    std::span<const std::string_view> names = Asked(test);
    if (names.empty()) return std::nullopt;
    return AllAvailable(capabilities_, names);
  }
  if (EqualsCaseless(test.name, "not") && test.tests != nullptr) {
    std::optional<bool> inner = Known(*test.tests);
    if (inner) *inner = !*inner;
    return inner;
  }
  if (!TakesTests(test.name)) return std::nullopt;
  const bool leave_on = !EqualsCaseless(test.name, "allof");
  bool all_known = test.tests != nullptr;
  for (const Node* child = test.tests; child != nullptr; child = child->next) {
    const std::optional<bool> known = Known(*child);
    if (known == leave_on) return leave_on;
    all_known = all_known && known;
  }
  if (!all_known) return std::nullopt;
  return !leave_on;
}

/// Whether these commands, as far as ihave tells, never come to their end.
bool Compiler::Ends(const Node* block) const {
  for (const Node* node = block; node != nullptr; node = node->next) {
    if (IsEnd(*node)) return true;
    const bool taken = EqualsCaseless(node->name, "if") &&
                       node->tests != nullptr && Known(*node->tests) == true;
    if (taken && Ends(node->block)) return true;
  }
  return false;
}

/// False when `test` is no ihave.
bool Compiler::Ihave(const Node& test, bool when, Jumps* target) {
  const RowEntry* entry = nullptr;
  if (EqualsCaseless(test.name, kWord)) {
    entry = rows_.Find(Language::kSieve, RowKind::kTest, kWord);
  }
  if (entry == nullptr) return false;
  Plain(test, "test");
  capabilities_.Demand(*entry, test.span, "");
  if (test.broken || !binder_.Bind(test, *entry)) return true;
  if (binder_.dynamic()) {
    issues_->Error(test.args[0].span,
                   "\"ihave\" takes constant strings, without variables");
    return true;
  }
  const bool value = Known(test).value_or(false);
  if (value) {
    const Arg& names = test.args[0];
    for (size_t i = 0; i < names.items.size(); ++i) {
      capabilities_.RequireOne(names.items[i], names.spans[i]);
    }
    binder_.Refresh();
  }
  // The call is for the trace: its answer is known.
  std::vector<Builder::Constant> args(binder_.values().begin(),
                                      binder_.values().end());
  args.push_back({.type = Type::kString, .text = "known"});
  args.push_back({.type = Type::kBool, .boolean = value});
  At(test.span);
  builder_->CallConst(*entry, args);
  Add(target, when ? Op::kJumpTrue : Op::kJumpFalse);
  return true;
}

}  // namespace trommel::sieve
