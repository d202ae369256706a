// SPDX-License-Identifier: MIT
// def, exists, isip, isip4, isip6, first_delivery, queue_running inside ${if.
//
// Exim specification, "Expansion conditions".
// - def:h_x: holds for a field that is there, even an empty one; def:x for a
//   variable that is not empty.
// - exists: absolute names only, tainted ones too, as in Exim; the host may
//   forbid the question.
// - first_delivery and queue_running are states of the MTA: never under us, as
//   in Exim's own filter test.
#include "stdlib/shared/exim_headers.h"
#include "stdlib/shared/exim_ip.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_cond_misc;

namespace {

using vm::CallContext;

Result<Value> RunDef(CallContext&, std::span<const Value> args) {
  return Value::Bool(!args[0].text().empty());
}

Result<Value> RunDefHeader(CallContext& context, std::span<const Value> args) {
  return Value::Bool(!exim::FieldsCalled(context, args[0].text()).empty());
}

Result<Value> RunExists(CallContext& context, std::span<const Value> args) {
  if (context.settings().forbid_filter_existstest) {
    return Err(Code::kRun, "File existence tests are not permitted");
  }
  std::string path(args[0].text());
  bool absolute = path.starts_with('/');
  if (!absolute || path.find('\0') != std::string::npos) {
    return Value::Bool(false);
  }
  Result<bool> exists = context.host().FileExists(path);
  if (!exists && exists.error().code == Code::kPermission) {
    return Err(Code::kRun, "File existence tests are not permitted");
  }
  if (!exists) return Err(std::move(exists.error()));
  return Value::Bool(*exists);
}

/// Whether the text is an address of `bytes` bytes (0: of either kind).
template <size_t bytes>
Result<Value> RunIsIp(CallContext&, std::span<const Value> args) {
  std::optional<exim::IpAddress> address = exim::ReadIp(args[0].text());
  return Value::Bool(address && (bytes == 0 || address->size == bytes));
}

Result<Value> RunNever(CallContext&, std::span<const Value>) {
  return Value::Bool(false);
}

constexpr Usage kIp = "isip <text: string>";

constexpr Row kRows[] = {
    {RowKind::kIfCondition, "def", "def <value: string>",
     "a variable is not empty", "${if def:local_part{y}{n}} => y", nullptr,
     RunDef},
    {RowKind::kIfCondition, "def_header", "def_header <name: string>",
     "a header field is there", "${if def:h_subject:{y}{n}} => y", nullptr,
     RunDefHeader},
    {RowKind::kIfCondition, "exists", "exists <file: string>",
     "a file is there", "${if exists{/no/such}{y}{n}} => n", nullptr,
     RunExists},
    {RowKind::kIfCondition, "isip", kIp, "an IP address",
     "${if isip{192.0.2.1}{y}{n}} => y", nullptr, RunIsIp<0>},
    {RowKind::kIfCondition, "isip4", kIp, "an IPv4 address",
     "${if isip4{::1}{y}{n}} => n", nullptr, RunIsIp<4>},
    {RowKind::kIfCondition, "isip6", kIp, "an IPv6 address",
     "${if isip6{::1}{y}{n}} => y", nullptr, RunIsIp<16>},
    {RowKind::kIfCondition, "first_delivery", "first_delivery",
     "the MTA has not tried the message before",
     "${if first_delivery{y}{n}} => n", nullptr, RunNever},
    {RowKind::kIfCondition, "queue_running", "queue_running",
     "the MTA is going through its queue", "${if queue_running{y}{n}} => n",
     nullptr, RunNever},
};

}  // namespace

constinit const Feature exim_cond_misc = {"cond_misc", 1, Language::kExim, "",
                                          kRows};

}  // namespace trommel::stdlib
