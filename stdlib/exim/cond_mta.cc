// SPDX-License-Identifier: MIT
// acl, radius, pwcheck inside ${if: questions that only an MTA puts, to its
// ACLs and to servers that know passwords.
//
// Exim specification, "Expansion conditions". There are no ACLs; radius and
// pwcheck fail as in Debian's Exim, which is built without them.
#include "stdlib/shared/exim_acl.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_cond_mta;

namespace {

using vm::CallContext;

Result<Value> RunAcl(CallContext&, std::span<const Value> args) {
  TRY_ASSIGN(const bool accepts, exim::AclAccepts(args[0].text()));
  return Value::Bool(accepts);
}

constexpr char kRadius[] = "radius";
constexpr char kPwcheck[] = "pwcheck";

template <const char* name>
Result<Value> RunMissing(CallContext&, std::span<const Value>) {
  return Err(Code::kRun,
             "support for " + exim::InQuotes(name) + " not compiled");
}

constexpr Row kRows[] = {
    {RowKind::kIfCondition, "acl",
     "acl <name: string> [<arg1: string>] [<arg2: string>] [<arg3: string>] "
     "[<arg4: string>] [<arg5: string>] [<arg6: string>] [<arg7: string>] "
     "[<arg8: string>] [<arg9: string>]",
     "an ACL accepts; there are none", "${if acl{{}}{y}{n}} => n", nullptr,
     RunAcl},
    {RowKind::kIfCondition, "radius", "radius <user_and_password: string>",
     "a RADIUS server knows the password; always an error",
     "${if and{{eq{1}{2}}{radius{me:x}}}{y}{n}} => n", nullptr,
     RunMissing<kRadius>},
    {RowKind::kIfCondition, "pwcheck", "pwcheck <user_and_password: string>",
     "the pwcheck daemon knows the password; always an error",
     "${if and{{eq{1}{2}}{pwcheck{me:x}}}{y}{n}} => n", nullptr,
     RunMissing<kPwcheck>},
};

}  // namespace

constinit const Feature exim_cond_mta = {"cond_mta", 1, Language::kExim, "",
                                         kRows};

}  // namespace trommel::stdlib
