// SPDX-License-Identifier: MIT
// eq, eqi, ge, gei, gt, gti, le, lei, lt, lti: strings compared inside ${if.
//
// Exim specification, "Expansion conditions". Order is by byte; the i forms
// first lower the ASCII letters, and put a string after the longer ones that it
// begins (release 4.96 does, whatever the specification says).
#include "interp/text/ascii.h"
#include "interp/vm/call_context.h"

namespace trommel::stdlib {

extern const Feature exim_cond_compare;

namespace {

/// What the sign of a three-way comparison must be.
enum class Wanted : uint8_t { kEqual, kLess, kGreater, kAtMost, kAtLeast };

bool Holds(int order, Wanted wanted) {
  switch (wanted) {
    case Wanted::kEqual:
      return order == 0;
    case Wanted::kLess:
      return order < 0;
    case Wanted::kGreater:
      return order > 0;
    case Wanted::kAtMost:
      return order <= 0;
    case Wanted::kAtLeast:
      return order >= 0;
  }
  return false;
}

template <Wanted wanted>
Result<Value> RunExact(vm::CallContext&, std::span<const Value> args) {
  return Value::Bool(Holds(args[0].text().compare(args[1].text()), wanted));
}

int CaselessOrder(std::string_view left, std::string_view right) {
  bool begins = left.size() < right.size() && text::StartsCaseless(right, left);
  return begins ? 1 : text::CompareCaseless(left, right);
}

template <Wanted wanted>
Result<Value> RunCaseless(vm::CallContext&, std::span<const Value> args) {
  return Value::Bool(
      Holds(CaselessOrder(args[0].text(), args[1].text()), wanted));
}

constexpr Usage kTwo = "compare <left: string> <right: string>";

constexpr Row kRows[] = {
    {RowKind::kIfCondition, "eq", kTwo, "equal byte for byte",
     "${if eq{a}{A}{y}{n}} => n", nullptr, RunExact<Wanted::kEqual>},
    {RowKind::kIfCondition, "eqi", kTwo, "equal, whatever the case",
     "${if eqi{a}{A}{y}{n}} => y", nullptr, RunCaseless<Wanted::kEqual>},
    {RowKind::kIfCondition, "ge", kTwo, "the first comes after, or equal",
     "${if ge{a}{a}{y}{n}} => y", nullptr, RunExact<Wanted::kAtLeast>},
    {RowKind::kIfCondition, "gei", kTwo,
     "the first comes after, or equal, whatever the case",
     "${if gei{A}{a}{y}{n}} => y", nullptr, RunCaseless<Wanted::kAtLeast>},
    {RowKind::kIfCondition, "gt", kTwo, "the first comes after",
     "${if gt{B}{a}{y}{n}} => n", nullptr, RunExact<Wanted::kGreater>},
    {RowKind::kIfCondition, "gti", kTwo,
     "the first comes after, whatever the case", "${if gti{B}{a}{y}{n}} => y",
     nullptr, RunCaseless<Wanted::kGreater>},
    {RowKind::kIfCondition, "le", kTwo, "the first comes before, or equal",
     "${if le{a}{b}{y}{n}} => y", nullptr, RunExact<Wanted::kAtMost>},
    {RowKind::kIfCondition, "lei", kTwo,
     "the first comes before, or equal, whatever the case",
     "${if lei{B}{a}{y}{n}} => n", nullptr, RunCaseless<Wanted::kAtMost>},
    {RowKind::kIfCondition, "lt", kTwo, "the first comes before",
     "${if lt{10}{9}{y}{n}} => y", nullptr, RunExact<Wanted::kLess>},
    {RowKind::kIfCondition, "lti", kTwo,
     "the first comes before, whatever the case", "${if lti{A}{b}{y}{n}} => y",
     nullptr, RunCaseless<Wanted::kLess>},
};

}  // namespace

constinit const Feature exim_cond_compare = {"cond_compare", 1, Language::kExim,
                                             "", kRows};

}  // namespace trommel::stdlib
