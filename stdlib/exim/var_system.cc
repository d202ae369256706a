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

Result<Value> RunFolder(CallContext& context, std::span<const Value>) {
  return exim::Copied(context, context.host().StartFolder(), false);
}

Result<Value> RunUid(CallContext& context, std::span<const Value>) {
  return exim::Decimal(context, context.host().UserId());
}

Result<Value> RunGid(CallContext& context, std::span<const Value>) {
  return exim::Decimal(context, context.host().GroupId());
}

Result<Value> RunReturnLimit(CallContext& context, std::span<const Value>) {
  return exim::Decimal(context, context.settings().bounce_return_size_limit);
}

Result<Value> RunHostNumber(CallContext& context, std::span<const Value>) {
  const std::string& set = context.settings().localhost_number;
  return exim::Copied(context, set.empty() ? "0" : set, false);
}

constexpr char kSpool[] = "/var/spool/exim4";

Result<Value> RunSpool(CallContext& context, std::span<const Value>) {
  const std::string& set = context.settings().spool_directory;
  return exim::Copied(context, set.empty() ? kSpool : set, false);
}

Result<Value> RunLoad(CallContext& context, std::span<const Value>) {
  return exim::Decimal(context, context.host().LoadAverage());
}

/// Of the spool's file system; Exim's log is mostly in it.
template <int64_t vm::FreeSpace::*part>
Result<Value> RunSpace(CallContext& context, std::span<const Value>) {
  const std::string& set = context.settings().spool_directory;
  const vm::FreeSpace space =
      context.host().SpaceAt(set.empty() ? kSpool : set);
  return exim::Decimal(context, space.*part);
}

// Exim's filter test knows no recipient's account.
constexpr std::string_view kNobody = "4294967295";

Result<Value> RunLocalUid(CallContext& context, std::span<const Value> args) {
  if (context.input().arrival != nullptr) return Value::String(kNobody);
  return RunUid(context, args);
}

Result<Value> RunLocalGid(CallContext& context, std::span<const Value> args) {
  if (context.input().arrival != nullptr) return Value::String(kNobody);
  return RunGid(context, args);
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
    {RowKind::kVariable, "smtp_active_hostname", "smtp_active_hostname",
     "this host's name as SMTP says it",
     "$smtp_active_hostname => mail.example.com", nullptr,
     RunName<exim::ActiveHostName>},
    {RowKind::kVariable, "bounce_return_size_limit", "bounce_return_size_limit",
     "how much of a message bounces return",
     "$bounce_return_size_limit => 102400", nullptr, RunReturnLimit},
    {RowKind::kVariable, "localhost_number", "localhost_number",
     "number of this host in a cluster", "$localhost_number => 0", nullptr,
     RunHostNumber},
    {RowKind::kVariable, "spool_directory", "spool_directory",
     "where Exim keeps its queue", "$spool_directory => /var/spool/exim4",
     nullptr, RunSpool},
    {RowKind::kVariable, "load_average", "load_average",
     "load of the host in the last minute, in thousandths",
     "$load_average => -1", nullptr, RunLoad},
    {RowKind::kVariable, "log_space", "log_space",
     "kilobytes free where the spool is", "$log_space => -1", nullptr,
     RunSpace<&vm::FreeSpace::kilobytes>},
    {RowKind::kVariable, "log_inodes", "log_inodes",
     "inodes free where the spool is", "$log_inodes => -1", nullptr,
     RunSpace<&vm::FreeSpace::inodes>},
    {RowKind::kVariable, "spool_space", "spool_space",
     "kilobytes free where the spool is", "$spool_space => -1", nullptr,
     RunSpace<&vm::FreeSpace::kilobytes>},
    {RowKind::kVariable, "spool_inodes", "spool_inodes",
     "inodes free where the spool is", "$spool_inodes => -1", nullptr,
     RunSpace<&vm::FreeSpace::inodes>},
    {RowKind::kVariable, "pid", "pid", "number of this process", "$pid => 4711",
     nullptr, RunPid},
    {RowKind::kVariable, "initial_cwd", "initial_cwd",
     "the folder that the program was started in", "$initial_cwd => /srv",
     nullptr, RunFolder},
    {RowKind::kVariable, "caller_uid", "caller_uid",
     "user number of who runs the filter", "$caller_uid => 1000", nullptr,
     RunUid},
    {RowKind::kVariable, "caller_gid", "caller_gid",
     "group number of who runs the filter", "$caller_gid => 1000", nullptr,
     RunGid},
    {RowKind::kVariable, "originator_uid", "originator_uid",
     "user number of who sent the message", "$originator_uid => 1000", nullptr,
     RunUid},
    {RowKind::kVariable, "originator_gid", "originator_gid",
     "group number of who sent the message", "$originator_gid => 1000", nullptr,
     RunGid},
    {RowKind::kVariable, "return_size_limit", "return_size_limit",
     "how much of a message bounces return", "$return_size_limit => 102400",
     nullptr, RunReturnLimit},
    {RowKind::kVariable, "local_user_uid", "local_user_uid",
     "user number of the recipient", "$local_user_uid => 1000", nullptr,
     RunLocalUid},
    {RowKind::kVariable, "local_user_gid", "local_user_gid",
     "group number of the recipient", "$local_user_gid => 1000", nullptr,
     RunLocalGid},
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
