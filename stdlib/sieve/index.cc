// SPDX-License-Identifier: MIT
// index (RFC 5260 section 6): the tags :index and :last of the tests header,
// address and date, which read them with ChooseFields. Fields of several names
// are counted one name after the other; with :mime :anychild, of each name the
// parts in document order, as Pigeonhole does. Deviation: none.
#include "interp/feature.h"

namespace trommel::stdlib {
namespace {

void CheckIndex(CheckContext& context) {
  if (context.args[0].number > 0) return;
  context.issues->Error(context.args[0].span, "\":index\" counts from 1");
}

void CheckLast(CheckContext& context) {
  if (context.Lent("index") != nullptr) return;
  context.issues->Error(context.call, "\":last\" stands without \":index\"",
                        "write :index 1 :last");
}

constexpr Row kRows[] = {
    {RowKind::kTag, "index", "index <fieldno: number>",
     "takes only the field of this number, counted from 1",
     "if header :index 2 [\"subject\", \"from\"] "
     "\"Alice <alice@example.org>\" { discard; } => discard",
     CheckIndex, nullptr, "header address date"},
    {RowKind::kTag, "last", "last", "counts for :index from the last field",
     "if header :index 2 :last [\"subject\", \"from\"] \"lunch?\" { discard; } "
     "=> discard",
     CheckLast, nullptr, "header address date"},
};

}  // namespace

extern const Feature sieve_index;
const Feature sieve_index = {"index", 1, Language::kSieve, "index", kRows};

}  // namespace trommel::stdlib
