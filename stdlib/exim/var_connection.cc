// SPDX-License-Identifier: MIT
// $sender_host_address, $received_protocol and their like: how the message came
// to the MTA.
//
// Exim specification, "Expansion variables". A delivery agent knows them only
// when the MTA says so: by --var, a spool header, or the environment variable
// of the name in capitals (SENDER_HOST_ADDRESS …); they are empty without. They
// are tainted: who sent the message chose much of them.
#include <algorithm>

#include "interp/text/ascii.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_var_connection;

namespace {

template <const char* name>
Result<Value> RunPassed(vm::CallContext& context, std::span<const Value>) {
  return context.TaintedCopy(exim::HandedOver(context, name).value_or(""));
}

/// A number is nobody's text.
template <const char* name>
Result<Value> RunPort(vm::CallContext& context, std::span<const Value> args) {
  TRY_ASSIGN(const Value passed, RunPassed<name>(context, args));
  const auto other = [](char c) { return c != '-' && !text::IsDigit(c); };
  if (std::ranges::any_of(passed.text(), other)) return passed;
  return Value::String(passed.text());
}

#define PASSED(name) constexpr char k_##name[] = #name;
#define PASSED_ROW(name, summary)                                       \
  {                                                                     \
    RowKind::kVariable, k_##name, #name, summary, "<$" #name "> => <>", \
        nullptr, RunPassed<k_##name>                                    \
  }

PASSED(sender_host_address)
PASSED(sender_host_name)
PASSED(sender_host_port)
PASSED(sender_fullhost)
PASSED(sender_rcvhost)
PASSED(sender_helo_name)
PASSED(sender_ident)
PASSED(sender_host_authenticated)
PASSED(authenticated_id)
PASSED(authenticated_sender)
PASSED(interface_address)
PASSED(interface_port)
PASSED(received_protocol)
PASSED(received_for)
PASSED(router_name)
PASSED(transport_name)
PASSED(address_data)
PASSED(local_part_prefix_v)
PASSED(local_part_suffix_v)
PASSED(address_file)
PASSED(address_pipe)
PASSED(received_ip_address)
PASSED(tls_in_cipher)
PASSED(spam_score)
PASSED(malware_name)
PASSED(dkim_domain)
PASSED(spf_result)
PASSED(dnslist_domain)
PASSED(sender_data)
PASSED(recipient_data)
PASSED(parent_domain)
PASSED(parent_local_part)
PASSED(sender_address_data)
PASSED(queue_name)

/// acl_m…, acl_c…, r_…
Result<Value> RunUserVariable(vm::CallContext& context,
                              std::span<const Value> args) {
  const Value kept = context.Kept(args[0].text());
  if (!kept.is_nil()) return kept;
  return context.TaintedCopy(
      context.host().Variable(args[0].text()).value_or(""));
}

/// A message under test has just come.
Result<Value> RunReceivedTime(vm::CallContext& context,
                              std::span<const Value>) {
  if (auto passed = exim::HandedOver(context, "received_time")) {
    return context.TaintedCopy(*passed);
  }
  if (!context.input().testing) return Value::String({});
  return exim::Decimal(context, context.host().Now().seconds);
}

constexpr Row kRows[] = {
    PASSED_ROW(sender_host_address, "IP address of the sending host"),
    PASSED_ROW(sender_host_name, "name of the sending host"),
    {RowKind::kVariable, "sender_host_port", "sender_host_port",
     "port of the sending host", "<$sender_host_port> => <>", nullptr,
     RunPort<k_sender_host_port>},
    PASSED_ROW(sender_fullhost, "name and address of the sending host"),
    PASSED_ROW(sender_rcvhost, "the sending host as in Received fields"),
    PASSED_ROW(sender_helo_name, "what the sending host called itself"),
    PASSED_ROW(sender_ident, "user name on the sending host"),
    PASSED_ROW(sender_host_authenticated, "how the sending host proved itself"),
    PASSED_ROW(authenticated_id, "who the sending host proved to be"),
    PASSED_ROW(authenticated_sender, "sender that the client vouched for"),
    PASSED_ROW(interface_address, "IP address that the message came in on"),
    {RowKind::kVariable, "interface_port", "interface_port",
     "port that the message came in on", "<$interface_port> => <>", nullptr,
     RunPort<k_interface_port>},
    PASSED_ROW(received_protocol, "protocol that the message came by"),
    PASSED_ROW(received_for, "the one recipient, as in Received fields"),
    {RowKind::kVariable, "received_time", "received_time",
     "when the message came, seconds since 1970",
     "$received_time => 1767323045", nullptr, RunReceivedTime},
    PASSED_ROW(router_name, "the router that runs the filter"),
    PASSED_ROW(transport_name, "the transport that delivers"),
    PASSED_ROW(address_data, "what routers noted about the address"),
    PASSED_ROW(local_part_prefix_v, "the variable part of the prefix"),
    PASSED_ROW(local_part_suffix_v, "the variable part of the suffix"),
    PASSED_ROW(address_file, "the file that is delivered to"),
    PASSED_ROW(address_pipe, "the command that is delivered to"),
    PASSED_ROW(received_ip_address, "IP address that the message came in on"),
    {RowKind::kVariable, "received_port", "received_port",
     "port that the message came in on", "<$received_port> => <>", nullptr,
     RunPort<k_interface_port>},
    PASSED_ROW(tls_in_cipher, "cipher of the connection"),
    PASSED_ROW(spam_score, "score of a spam check"),
    PASSED_ROW(malware_name, "what a virus check found"),
    PASSED_ROW(dkim_domain, "domain of a DKIM signature"),
    PASSED_ROW(spf_result, "result of an SPF check"),
    PASSED_ROW(dnslist_domain, "DNS list that lists the host"),
    PASSED_ROW(sender_data, "what an ACL looked up for the sender"),
    PASSED_ROW(recipient_data, "what an ACL looked up for the recipient"),
    PASSED_ROW(parent_domain, "domain that this address came from"),
    PASSED_ROW(parent_local_part, "local part that this address came from"),
    PASSED_ROW(sender_address_data, "what routers noted about the sender"),
    PASSED_ROW(queue_name, "name of the queue"),
    {RowKind::kVariable, "user variable", "user_variable <name: string>",
     "what ACLs and routers have set", "<$acl_m_x$r_y> => <>", nullptr,
     RunUserVariable},
};

#undef PASSED
#undef PASSED_ROW

}  // namespace

constinit const Feature exim_var_connection = {"var_connection", 1,
                                               Language::kExim, "", kRows};

}  // namespace trommel::stdlib
