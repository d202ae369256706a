// SPDX-License-Identifier: MIT
// add: arithmetic on the user variables $n0 to $n9.
//
// Exim filter specification, "The add command". The number is in C notation
// (010 is 8, 0x10 is 16), empty is 0, pairs of minus signs cancel out, and all
// counting wraps at 32 bits.
#include "interp/text/ascii.h"
#include "stdlib/shared/exim_action.h"
#include "stdlib/shared/exim_counters.h"
#include "stdlib/shared/exim_number.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_commands_add;

namespace {

using vm::CallContext;

int32_t WrappingSum(int32_t a, int32_t b) {
  return static_cast<int32_t>(static_cast<uint32_t>(a) +
                              static_cast<uint32_t>(b));
}

Result<Value> RunAdd(CallContext& context, std::span<const Value> args) {
  std::string_view number = args[1].text();
  while (number.starts_with("--")) number.remove_prefix(2);
  std::optional<int32_t> addend = exim::ReadAddend(number);
  if (!addend) {
    return Err(Code::kRun, "malformed number " + exim::InQuotes(number) +
                               " in \"add\" command");
  }
  std::string_view target = args[2].text();
  if (target == "n") target = "n0";
  const bool one = target.size() == 2 && target[0] == 'n';
  if (one && !text::IsDigit(target[1])) {
    return Err(Code::kRun, "malformed number " +
                               exim::InQuotes(target.substr(1)) +
                               " in \"add\" command");
  }
  if (!one) {
    return Err(Code::kRun, "unknown variable " + exim::InQuotes(target) +
                               " in \"add\" command");
  }
  auto& n = context.State<exim::Counters>().n;
  auto digit = static_cast<size_t>(target[1] - '0');
  n[digit] = WrappingSum(n[digit], *addend);
  const vm::RunInput& input = context.input();
  if (input.system_filter && input.system != nullptr) {
    input.system->counters[digit] = n[digit];
  }
  std::string note =
      "Add " + std::to_string(*addend) + " to " + std::string(target);
  return exim::AddAction(
      context, exim::StartAction(context, vm::ActionKind::kNote, args[0],
                                 exim::Copied(context, note, false)));
}

constexpr Row kRows[] = {
    {RowKind::kCommand, "add",
     "add <flags: number> <number: string> <target: string>",
     "adds a number to one of $n0 to $n9",
     "add 3 to n1 => note \"Add 3 to n1\"; keep (implicit)", nullptr, RunAdd},
};

}  // namespace

constinit const Feature exim_commands_add = {"commands_add", 1, Language::kExim,
                                             "", kRows};

}  // namespace trommel::stdlib
