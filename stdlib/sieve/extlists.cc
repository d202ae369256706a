// SPDX-License-Identifier: MIT
// extlists (RFC 6134): lists that are kept outside of the script. The match
// type :list of every test says whether a value is on a list, the tag :list of
// redirect sends to all on it, valid_ext_list asks for a list. Names are
// absolute URIs; ":" stands for "urn:ietf:params:sieve:". A list is a file that
// the setting sieve_extlists_list/NAME names, an entry a line; the case of A to
// Z is ignored. ${0} is the entry as the list has it. The address book
// "default" is always there, if only empty. Of an address book the addresses in
// a value are looked for, too, so that `header :list "from"` works.
//
// A list that is not there fails the run (the mail is kept), one that cannot be
// read as well. A name that is no URI is a warning. redirect counts every
// address for sieve_max_redirects; that to an empty list is nothing. Limits:
// limits::kReadFileBytes a list.
#include <string>

#include "stdlib/shared/ext_list.h"

namespace trommel::stdlib {
namespace {

Result<Value> RunValid(vm::CallContext& context, std::span<const Value> args) {
  for (const Value& name : args[0].list()) {
    TRY_ASSIGN(auto entries, ListEntries(context, name.text()));
    if (!entries) return Value::Bool(false);
  }
  return Value::Bool(true);
}

constexpr Row kRows[] = {
    {RowKind::kMatchType, "list", "list",
     "the value is on one of the lists that the keys name",
     "if address :list \"from\" \"tag:example.com,2026:friends\" { discard; } "
     "=> discard"},
    {RowKind::kTag, "list", "list",
     "the address is the name of a list: sends to all on it",
     "redirect :list \"tag:example.com,2026:friends\"; => "
     "redirect \"Alice@example.org\"; redirect \"carol@x.example\"",
     nullptr, nullptr, "redirect"},
    {RowKind::kTest, "valid_ext_list", "valid_ext_list <names: string-list>",
     "is true if there are lists of all these names",
     "if valid_ext_list \":addrbook:default\" { discard; } => discard", nullptr,
     RunValid},
};

}  // namespace

extern const Feature sieve_extlists;
const Feature sieve_extlists = {"extlists", 1, Language::kSieve, "extlists",
                                kRows};

}  // namespace trommel::stdlib
