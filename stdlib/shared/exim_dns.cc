// SPDX-License-Identifier: MIT
#include "stdlib/shared/exim_dns.h"

#include <array>

#include "interp/base/limits.h"
#include "interp/text/ascii.h"
#include "stdlib/shared/exim_ip.h"
#include "stdlib/shared/exim_match.h"
#include "stdlib/shared/exim_number.h"

namespace trommel::stdlib::exim {
namespace {

/// Whether each label has letters, digits, `_`, `-` and `/`, the last two
/// inside only.
bool CanBeHost(std::string_view name) {
  if (name.ends_with('.')) name.remove_suffix(1);
  if (name.empty()) return false;
  const auto edge = [](char c) { return text::IsAlnum(c) || c == '_'; };
  for (size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (c == '.' || c == '-' || c == '/') {
      const bool between = i > 0 && i + 1 < name.size();
      if (!between || (c == '.' && (!edge(name[i - 1]) || !edge(name[i + 1]))))
        return false;
    } else if (!edge(c)) {
      return false;
    }
  }
  return true;
}

bool CanBeAsked(const std::string& name, DnsType type) {
  if (type == DnsType::kTxt || type == DnsType::kPtr) return !name.empty();
  const bool address = type == DnsType::kA || type == DnsType::kAaaa;
  return CanBeHost(name) && !(address && exim::ReadIp(name));
}

/// Whether a setting's list of domains has `name`; $0, $1 … stay.
Result<bool> Listed(vm::CallContext& context, const std::string& name,
                    const std::string& list) {
  if (list.empty()) return false;
  std::array<Value, limits::kMatchVariables> kept;
  for (size_t i = 0; i < kept.size(); ++i) kept[i] = context.Match(i);
  const Value subject =
      Value::String(context.arena().Copy(name), Taint::kTainted);
  auto found = ListMatcher(context, ListKind::kDomain, subject).Match(list);
  context.SetMatches(kept);
  return found;
}

}  // namespace

DnsOptions DnsOptionsOf(const vm::Settings& settings) {
  DnsOptions options;
  options.servers = settings.dns_servers;
  options.wait =
      std::chrono::seconds(ReadInterval(settings.dns_retrans).value_or(0));
  options.tries = static_cast<int>(settings.dns_retry);
  return options;
}

Result<DnsAnswer> AskForName(vm::CallContext& context, const std::string& name,
                             DnsType type, const DnsOptions& options,
                             const Deadline& deadline) {
  if (!CanBeAsked(name, type)) return DnsAnswer();
  // Not one packet more, however long the list.
  if (deadline.Passed()) return DnsAnswer{DnsStatus::kAgain, {}};
  TRY_ASSIGN(DnsAnswer answer, AskDns(name, type, options, deadline));
  if (answer.status != DnsStatus::kAgain || type == DnsType::kTlsa) {
    return answer;
  }
  TRY_ASSIGN(
      const bool nonexistent,
      Listed(context, name, context.settings().dns_again_means_nonexist));
  if (nonexistent) answer.status = DnsStatus::kNone;
  return answer;
}

Result<bool> IsSecure(vm::CallContext& context, const DnsMessage& message) {
  if (message.authenticated()) return true;
  const std::string& trusted = context.settings().dns_trust_aa;
  if (trusted.empty() || !message.authoritative()) return false;
  const auto zone = message.AuthorityOwner(
      message.answers().empty() ? DnsType::kSoa : DnsType::kNs);
  if (!zone) return false;
  return Listed(context, *zone, trusted);
}

}  // namespace trommel::stdlib::exim
