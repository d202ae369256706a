// SPDX-License-Identifier: MIT
// relational (RFC 5231): the match types :value and :count with gt, ge, lt, le,
// eq, ne. The relation must be constant. `:count` compares the number of
// values, as digits, by the comparator of the test, so i;ascii-numeric belongs
// with it.
#include <string>

#include "stdlib/shared/match.h"

namespace trommel::stdlib {
namespace {

void Check(CheckContext& context) {
  const BoundArg& relation = context.args[0];
  if (relation.constant && IsRelation(relation.text)) return;
  context.issues->Error(relation.span,
                        "\"" + std::string(relation.text) + "\" is no relation",
                        "the relations are gt, ge, lt, le, eq and ne");
}

constexpr Row kRows[] = {
    {RowKind::kMatchType, "value", "value <relation: string>",
     "the value stands in this relation to the key",
     "if header :value \"gt\" \"subject\" \"k\" { discard; } => discard",
     Check},
    {RowKind::kMatchType, "count", "count <relation: string>",
     "the number of values stands in this relation to the key",
     "if header :count \"eq\" [\"from\", \"to\"] \"2\" { discard; } "
     "=> discard",
     Check},
};

}  // namespace

extern const Feature sieve_relational;
const Feature sieve_relational = {"relational", 1, Language::kSieve,
                                  "relational", kRows};

}  // namespace trommel::stdlib
