// SPDX-License-Identifier: MIT
#include "stdlib/shared/environment_items.h"

#include <string>

#include "stdlib/shared/imap_event.h"

namespace trommel::stdlib {
namespace {

using vm::CallContext;

constexpr std::string_view kConfig = "vnd.dovecot.config.";

std::string HostName(CallContext& context) {
  const std::string& given = context.settings().primary_hostname;
  return given.empty() ? context.host().HostName() : given;
}

/// What is behind the first dot of the host's name; a name without one is all
/// there is.
std::string Domain(CallContext& context) {
  std::string host = HostName(context);
  const size_t dot = host.find('.');
  return dot == std::string::npos ? host : host.substr(dot + 1);
}

/// What the MTA told of the client; absent without one.
std::optional<Value> Remote(CallContext& context, std::string_view variable) {
  std::optional<std::string> value = context.host().Variable(variable);
  if (!value) return std::nullopt;
  return context.TaintedCopy(*value);
}

Value Made(CallContext& context, std::string_view text) {
  return Value::String(context.arena().Copy(text));
}

struct Item {
  std::string_view name;
  std::optional<Value> (*make)(CallContext& context);
};
using Answer = std::optional<Value>;
constexpr Item kItems[] = {
    {"domain", [](CallContext& c) -> Answer { return Made(c, Domain(c)); }},
    {"host", [](CallContext& c) -> Answer { return Made(c, HostName(c)); }},
    {"location", [](CallContext&) -> Answer { return Value::String("MDA"); }},
    {"name", [](CallContext&) -> Answer { return Value::String("Trommel"); }},
    {"phase", [](CallContext&) -> Answer { return Value::String("during"); }},
    {"remote-host",
     [](CallContext& c) { return Remote(c, "sender_host_name"); }},
    {"remote-ip",
     [](CallContext& c) { return Remote(c, "sender_host_address"); }},
    {"version",
     [](CallContext&) -> Answer { return Value::String(TROMMEL_VERSION); }},
    {"vnd.dovecot.default-mailbox",
     [](CallContext&) -> Answer { return Value::String("INBOX"); }},
    {"vnd.dovecot.username",
     [](CallContext& c) -> Answer { return Made(c, c.host().LoginName()); }},
};

}  // namespace

std::optional<Value> EnvironmentItem(CallContext& context,
                                     std::string_view name) {
  const std::string& map = context.settings().sieve_environment;
  if (auto set = vm::MapEntry(map, name)) return Made(context, *set);
  if (name.starts_with(kConfig)) {
    auto set = vm::MapEntry(map, name.substr(kConfig.size()));
    if (set) return Made(context, *set);
  }
  if (auto told = context.host().EnvironmentItem(name)) {
    return Made(context, *told);
  }
  if (auto imap = ImapItem(context, name)) return Value::Tainted(*imap);
  for (const Item& item : kItems) {
    if (item.name == name) return item.make(context);
  }
  return std::nullopt;
}

}  // namespace trommel::stdlib
