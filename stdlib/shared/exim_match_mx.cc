// SPDX-License-Identifier: MIT
// @mx_any, @mx_primary and @mx_secondary in lists of domains (Exim
// specification, "Domain lists"): this host is among those that take a domain's
// mail.
#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "interp/base/limits.h"
#include "interp/text/ascii.h"
#include "stdlib/shared/exim_dns.h"
#include "stdlib/shared/exim_match.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib::exim {
namespace {

/// This host's places among those of a domain: with the preferred ones, behind
/// them.
enum class Places : uint8_t { kNone, kAny, kPrimary, kSecondary };

constexpr std::string_view kIgnore = "/ignore=";

Places PlacesOf(std::string_view name) {
  constexpr std::pair<std::string_view, Places> kNames[] = {
      {"@mx_any", Places::kAny},
      {"@mx_primary", Places::kPrimary},
      {"@mx_secondary", Places::kSecondary},
  };
  for (const auto& [known, places] : kNames) {
    if (text::EqualsCaseless(name, known)) return places;
  }
  return Places::kNone;
}

/// The lists of settings may ask for mail hosts, too.
struct Nesting {
  int64_t depth = 0;
};

struct Exchange {
  uint32_t preference = 0;
  std::string host;
};

/// The hosts of an answer, the preferred ones first.
std::vector<Exchange> ExchangesOf(const DnsMessage& message) {
  std::vector<Exchange> out;
  for (const DnsRecord& record : message.answers()) {
    size_t offset = 2;
    if (record.type != DnsType::kMx) continue;
    auto host = message.Name(record, &offset);
    if (host && !host->empty()) {
      out.push_back({message.Number(record, 0, 2), std::move(*host)});
    }
  }
  std::ranges::stable_sort(out, {}, &Exchange::preference);
  return out;
}

/// Looks for this host among those of a domain.
class MailHosts {
 public:
  MailHosts(vm::CallContext& context, std::string_view domain,
            std::string_view ignored)
      : context_(context),
        domain_(domain),
        ignored_(ignored),
        options_(DnsOptionsOf(context.settings())),
        deadline_(std::chrono::seconds(context.settings().lookup_timeout)) {}

  /// A host all of whose addresses are ignored is not among them; what cannot
  /// be asked now counts only as long as no host has been found.
  Result<Places> Find() {
    TRY_ASSIGN(const DnsAnswer answer, Ask(domain_, DnsType::kMx));
    std::optional<uint32_t> preferred;
    bool any = false;
    for (const Exchange& exchange : ExchangesOf(answer.message)) {
      bool ignored = false;
      auto found = AddressesOf(exchange.host, &ignored);
      if (!found && found.error().code == Code::kDefer && any) continue;
      TRY_ASSIGN(const std::vector<IpAddress> addresses, found);
      any = any || !addresses.empty();
      if (addresses.empty() && ignored) continue;
      if (!preferred) preferred = exchange.preference;
      if (addresses.empty()) continue;
      TRY_ASSIGN(const bool here, IsHere(exchange.host, addresses));
      if (!here) continue;
      return exchange.preference == *preferred ? Places::kPrimary
                                               : Places::kSecondary;
    }
    return Places::kNone;
  }

  /// The host that hosts_treat_as_local was asked for last; nil: none.
  const Value& asked() const { return asked_; }

 private:
  /// What defers, defers all of the domain.
  Result<DnsAnswer> Ask(const std::string& name, DnsType type) {
    TRY_ASSIGN(DnsAnswer answer,
               AskForName(context_, name, type, options_, deadline_));
    if (answer.status != DnsStatus::kAgain) return answer;
    return Err(Code::kDefer,
               "DNS lookup of " + InQuotes(domain_) + " deferred");
  }

  Result<std::vector<IpAddress>> AddressesOf(const std::string& host,
                                             bool* ignored) {
    std::vector<IpAddress> out;
    for (const DnsType type : {DnsType::kAaaa, DnsType::kA}) {
      TRY_ASSIGN(const DnsAnswer answer, Ask(host, type));
      for (const DnsRecord& record : answer.message.answers()) {
        if (record.type != type) continue;
        const std::string text = DnsAddressText(answer.message.Data(record));
        const auto address = ReadIp(text);
        if (!address) continue;
        TRY_ASSIGN(const bool left_out, IsIgnored(text));
        *ignored = *ignored || left_out;
        if (!left_out) out.push_back(*address);
      }
    }
    return out;
  }

  Result<bool> IsHere(const std::string& host,
                      const std::vector<IpAddress>& addresses) {
    const std::string& local = context_.settings().hosts_treat_as_local;
    if (!local.empty()) {
      asked_ = Value::String(context_.arena().Copy(host), Taint::kTainted);
      TRY_ASSIGN(const bool listed,
                 ListMatcher(context_, ListKind::kDomain, asked_).Match(local));
      if (listed) return true;
    }
    return std::ranges::any_of(addresses, [&](const IpAddress& address) {
      return IsOwnAddress(context_, address);
    });
  }

  Result<bool> IsIgnored(const std::string& address) {
    if (ignored_.empty()) return false;
    const Value text =
        Value::String(context_.arena().Copy(address), Taint::kTainted);
    return ListMatcher(context_, ListKind::kIp, text).Match(ignored_);
  }

  vm::CallContext& context_;
  std::string domain_;
  std::string_view ignored_;
  DnsOptions options_;
  Deadline deadline_;
  Value asked_;
};

}  // namespace

bool IsMailHostItem(std::string_view item) {
  const size_t slash = std::min(item.find('/'), item.size());
  return PlacesOf(item.substr(0, slash)) != Places::kNone &&
         (slash == item.size() ||
          text::StartsCaseless(item.substr(slash), kIgnore));
}

Result<bool> ListMatcher::MailHost(std::string_view item) {
  const size_t slash = std::min(item.find('/'), item.size());
  std::string_view ignored = item.substr(slash);
  ignored.remove_prefix(std::min(kIgnore.size(), ignored.size()));
  int64_t& depth = context_.State<Nesting>().depth;
  if (depth == limits::kExpandNesting) {
    return Err(Code::kLimit, "lists of mail hosts are nested more than " +
                                 std::to_string(limits::kExpandNesting) +
                                 " deep");
  }
  MailHosts hosts(context_, subject_.text(), ignored);
  ++depth;
  const Result<Places> found = hosts.Find();
  --depth;
  TRY_ASSIGN(const Places place, found);
  if (place == Places::kNone) return false;
  const Places wanted = PlacesOf(item.substr(0, slash));
  if (wanted != Places::kAny && wanted != place) return false;
  if (hosts.asked().is_nil()) return Found(item, false, 0);
  // As in Exim, $0 is what the last list was held against.
  Set(item);
  context_.SetMatches({&hosts.asked(), 1});
  return true;
}

}  // namespace trommel::stdlib::exim
