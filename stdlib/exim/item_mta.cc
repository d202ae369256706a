// SPDX-License-Identifier: MIT
// ${acl{…}…}, ${certextract{…}{…}…}, ${perl{…}…}, ${dlfunc{…}{…}…}: what needs
// the MTA itself.
//
// Exim specification, "Expansion items". There are no ACLs, no Perl and no
// functions to load, and no certificates: the same as an Exim without a setting
// for them says.
#include "stdlib/shared/exim_acl.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_item_mta;

namespace {

using vm::CallContext;

Result<Value> RunAcl(CallContext&, std::span<const Value> args) {
  TRY(exim::AclAccepts(args[0].text()));
  return Value::String({});
}

Result<Value> RunCertificate(CallContext&, std::span<const Value>) {
  return Value::Nil();
}

Result<Value> RunPerl(CallContext&, std::span<const Value>) {
  return Err(
      Code::kRun,
      "A setting of perl_startup is needed when using the Perl interpreter");
}

Result<Value> RunFunction(CallContext&, std::span<const Value> args) {
  return Err(Code::kRun, "dlopen " + exim::InQuotes(args[0].text()) +
                             " failed: functions are not loaded");
}

constexpr Row kRows[] = {
    {RowKind::kItem, "acl",
     "acl <name: string> [<arg1: string>] [<arg2: string>] [<arg3: string>] "
     "[<arg4: string>] [<arg5: string>] [<arg6: string>] [<arg7: string>] "
     "[<arg8: string>] [<arg9: string>]",
     "what an ACL says; there are none", "<${acl{}}> => <>", nullptr, RunAcl},
    {RowKind::kLookup, "certextract", "certextract <field: string>",
     "a field of a certificate of the connection; there is none",
     "${certextract{issuer}{$tls_in_peercert}{$value}{none}} => none", nullptr,
     RunCertificate},
    {RowKind::kItem, "perl",
     "perl <name: string> [<arg1: string>] [<arg2: string>] [<arg3: string>] "
     "[<arg4: string>] [<arg5: string>] [<arg6: string>] [<arg7: string>] "
     "[<arg8: string>]",
     "the value of a Perl subroutine; always an error",
     "${if eq{1}{2}{${perl{f}}}{no}} => no", nullptr, RunPerl},
    {RowKind::kItem, "dlfunc",
     "dlfunc <file: string> <name: string> [<arg1: string>] [<arg2: string>] "
     "[<arg3: string>] [<arg4: string>] [<arg5: string>] [<arg6: string>] "
     "[<arg7: string>] [<arg8: string>]",
     "the value of a function of a shared object; always an error",
     "${if eq{1}{2}{${dlfunc{/x}{f}}}{no}} => no", nullptr, RunFunction},
};

}  // namespace

constinit const Feature exim_item_mta = {"item_mta", 1, Language::kExim, "",
                                         kRows};

}  // namespace trommel::stdlib
