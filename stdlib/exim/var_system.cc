// SPDX-License-Identifier: MIT
// $primary_hostname, $pid, $caller_uid and their like: host and process.
//
// Exim specification, "Expansion variables". $exim_version is the Exim release
// whose filters we follow.
#include "stdlib/shared/exim_identity.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_var_system;

namespace {

using vm::CallContext;

template <std::string (*Name)(CallContext&)>
Result<Value> RunName(CallContext& context, std::span<const Value>) {
  return exim::Copied(context, Name(context), false);
}

Result<Value> RunPid(CallContext& context, std::span<const Value>) {
  return exim::Decimal(context, context.host().ProcessId());
}

Result<Value> RunUid(CallContext& context, std::span<const Value>) {
  return exim::Decimal(context, context.host().UserId());
}

Result<Value> RunGid(CallContext& context, std::span<const Value>) {
  return exim::Decimal(context, context.host().GroupId());
}

Result<Value> RunVersion(CallContext&, std::span<const Value>) {
  return Value::String("4.96");
}

constexpr Row kRows[] = {
    {RowKind::kVariable, "primary_hostname", "primary_hostname",
     "this host's name", "$primary_hostname => mail.example.com", nullptr,
     RunName<exim::PrimaryHostName>},
    {RowKind::kVariable, "qualify_domain", "qualify_domain",
     "domain of unqualified senders", "$qualify_domain => example.com", nullptr,
     RunName<exim::QualifyDomain>},
    {RowKind::kVariable, "qualify_recipient", "qualify_recipient",
     "domain of unqualified recipients", "$qualify_recipient => example.com",
     nullptr, RunName<exim::QualifyRecipient>},
    {RowKind::kVariable, "pid", "pid", "number of this process", "$pid => 4711",
     nullptr, RunPid},
    {RowKind::kVariable, "caller_uid", "caller_uid",
     "user number of who runs the filter", "$caller_uid => 1000", nullptr,
     RunUid},
    {RowKind::kVariable, "caller_gid", "caller_gid",
     "group number of who runs the filter", "$caller_gid => 1000", nullptr,
     RunGid},
    {RowKind::kVariable, "local_user_uid", "local_user_uid",
     "user number of the recipient", "$local_user_uid => 1000", nullptr,
     RunUid},
    {RowKind::kVariable, "local_user_gid", "local_user_gid",
     "group number of the recipient", "$local_user_gid => 1000", nullptr,
     RunGid},
    {RowKind::kVariable, "exim_version", "exim_version",
     "the Exim release that filters follow", "$exim_version => 4.96", nullptr,
     RunVersion},
    {RowKind::kVariable, "version_number", "version_number",
     "the Exim release that filters follow", "$version_number => 4.96", nullptr,
     RunVersion},
};

}  // namespace

constinit const Feature exim_var_system = {"var_system", 1, Language::kExim, "",
                                           kRows};

}  // namespace trommel::stdlib
