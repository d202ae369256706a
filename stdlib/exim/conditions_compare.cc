// SPDX-License-Identifier: MIT
// is, begins, ends, contains, above, below: comparisons of a filter.
//
// Exim filter specification, "String tests", "Numeric tests". Lower-case words
// ignore the case of ASCII letters, upper-case words do not. Numbers are in C
// notation with k and m, and wrap at 32 bits. A quirk: every
// subject CONTAINS the empty string, but none `contains` it.
#include "interp/text/ascii.h"
#include "stdlib/shared/exim_number.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_conditions_compare;

namespace {

using vm::CallContext;

/// A comparison of subject and key that cannot fail.
using Test = bool (*)(std::string_view subject, std::string_view key);

bool Is(std::string_view subject, std::string_view key) {
  return subject == key;
}
bool Begins(std::string_view subject, std::string_view key) {
  return subject.starts_with(key);
}
bool Ends(std::string_view subject, std::string_view key) {
  return subject.ends_with(key);
}
bool Contains(std::string_view subject, std::string_view key) {
  return subject.find(key) != std::string_view::npos;
}
bool ContainsCaseless(std::string_view subject, std::string_view key) {
  return !key.empty() &&
         text::FindCaseless(subject, key) != std::string_view::npos;
}

template <Test test>
Result<Value> RunTest(CallContext& context, std::span<const Value> args) {
  bool matched = test(args[0].text(), args[1].text());
  if (context.trace() != nullptr) {
    context.trace()->OnCompare(args[0].text(), args[1].text(), matched);
  }
  return Value::Bool(matched);
}

Result<int32_t> Number(std::string_view text) {
  std::optional<int32_t> number = exim::ReadFilterNumber(text);
  if (number) return *number;
  return Err(Code::kRun, "malformed numerical string " + exim::InQuotes(text));
}

Result<Value> RunAbove(CallContext&, std::span<const Value> args) {
  TRY_ASSIGN(int32_t left, Number(args[0].text()));
  TRY_ASSIGN(int32_t right, Number(args[1].text()));
  return Value::Bool(left > right);
}

Result<Value> RunBelow(CallContext&, std::span<const Value> args) {
  TRY_ASSIGN(int32_t left, Number(args[0].text()));
  TRY_ASSIGN(int32_t right, Number(args[1].text()));
  return Value::Bool(left < right);
}

constexpr Row kRows[] = {
    {RowKind::kCondition, "is", "is <left: string> <right: string>",
     "equal, whatever the case",
     "if $h_subject: is lunch? then finish endif => finish; keep (implicit)",
     nullptr, RunTest<text::EqualsCaseless>},
    {RowKind::kCondition, "IS", "IS <left: string> <right: string>",
     "equal byte for byte",
     "if $h_subject: IS lunch? then finish endif => keep (implicit)", nullptr,
     RunTest<Is>},
    {RowKind::kCondition, "begins", "begins <left: string> <right: string>",
     "has this at its start, whatever the case",
     "if $h_subject: begins LUN then finish endif => finish; keep (implicit)",
     nullptr, RunTest<text::StartsCaseless>},
    {RowKind::kCondition, "BEGINS", "BEGINS <left: string> <right: string>",
     "has exactly this at its start",
     "if $h_subject: BEGINS Lun then finish endif => finish; keep (implicit)",
     nullptr, RunTest<Begins>},
    {RowKind::kCondition, "ends", "ends <left: string> <right: string>",
     "has this at its end, whatever the case",
     "if $h_subject: ends CH? then finish endif => finish; keep (implicit)",
     nullptr, RunTest<text::EndsCaseless>},
    {RowKind::kCondition, "ENDS", "ENDS <left: string> <right: string>",
     "has exactly this at its end",
     "if $h_subject: ENDS CH? then finish endif => keep (implicit)", nullptr,
     RunTest<Ends>},
    {RowKind::kCondition, "contains", "contains <left: string> <right: string>",
     "has this somewhere, whatever the case",
     "if $h_subject: contains UNC then finish endif => finish; keep (implicit)",
     nullptr, RunTest<ContainsCaseless>},
    {RowKind::kCondition, "CONTAINS", "CONTAINS <left: string> <right: string>",
     "has exactly this somewhere",
     "if $h_subject: CONTAINS unc then finish endif => finish; keep (implicit)",
     nullptr, RunTest<Contains>},
    {RowKind::kCondition, "above", "above <left: string> <right: string>",
     "is a greater number",
     "if 1k is above 1023 then finish endif => finish; keep (implicit)",
     nullptr, RunAbove},
    {RowKind::kCondition, "below", "below <left: string> <right: string>",
     "is a smaller number",
     "if $message_size is below 10 then finish endif => keep (implicit)",
     nullptr, RunBelow},
};

}  // namespace

constinit const Feature exim_conditions_compare = {"conditions_compare", 1,
                                                   Language::kExim, "", kRows};

}  // namespace trommel::stdlib
