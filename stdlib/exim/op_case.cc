// SPDX-License-Identifier: MIT
// ${uc:, ${lc:, ${strlen:: letters and length.
//
// Exim specification, "Expansion operators". ASCII letters only; length counts
// bytes.
#include "interp/text/ascii.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_op_case;

namespace {

using vm::CallContext;

Result<Value> RunUpper(CallContext& context, std::span<const Value> args) {
  return exim::Copied(context, text::Uppered(args[0].text()),
                      args[0].tainted());
}

Result<Value> RunLower(CallContext& context, std::span<const Value> args) {
  return exim::Copied(context, text::Lowered(args[0].text()),
                      args[0].tainted());
}

Result<Value> RunLength(CallContext& context, std::span<const Value> args) {
  return exim::Decimal(context, static_cast<int64_t>(args[0].text().size()));
}

constexpr Usage kText = "op <text: string>";

constexpr Row kRows[] = {
    {RowKind::kOperator, "uc", kText, "in capitals", "${uc:abc} => ABC",
     nullptr, RunUpper},
    {RowKind::kOperator, "lc", kText, "in small letters", "${lc:ABC} => abc",
     nullptr, RunLower},
    {RowKind::kOperator, "strlen", kText, "length in bytes",
     "${strlen:abc} => 3", nullptr, RunLength},
};

}  // namespace

constinit const Feature exim_op_case = {"op_case", 1, Language::kExim, "",
                                        kRows};

}  // namespace trommel::stdlib
