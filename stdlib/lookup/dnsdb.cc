// SPDX-License-Identifier: MIT
// dnsdb: records of the domain name system.
//
// Exim specification, "More about dnsdb". The type caa is ours. As in Exim 4.96
// `>x;` cuts SRV, TLSA and SOA records short, csa asks for one domain only, a
// name that can be no host's is asked for by txt and ptr alone, and nobody is
// asked for the address of an address.
#include <utility>

#include "interp/base/limits.h"
#include "interp/feature.h"
#include "interp/text/ascii.h"
#include "stdlib/shared/answer_size.h"
#include "stdlib/shared/dnsdb_query.h"
#include "stdlib/shared/exim_dns.h"
#include "stdlib/shared/exim_ip.h"
#include "stdlib/shared/exim_list.h"
#include "stdlib/shared/exim_lookup.h"
#include "stdlib/shared/exim_lookup_facts.h"

namespace trommel::stdlib {

extern const Feature lookup_dnsdb;

namespace {

/// 192.0.2.1 becomes 1.2.0.192.in-addr.arpa.
std::string Reversed(const exim::IpAddress& address) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (size_t i = address.size; i-- > 0;) {
    const uint8_t byte = address.bytes[i];
    if (address.size == 4) {
      out += std::to_string(byte) + '.';
    } else {
      out += {kHex[byte & 0xFU], '.', kHex[byte >> 4U], '.'};
    }
  }
  return out + (address.size == 4 ? "in-addr.arpa" : "ip6.arpa");
}

std::string Hex(std::string_view data) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (const char c : data) {
    const auto byte = static_cast<unsigned char>(c);
    out += kDigits[byte >> 4U];
    out += kDigits[byte & 0xFU];
  }
  return out;
}

/// Writes the records of an answer as the query wants them.
class RecordText {
 public:
  RecordText(const DnsdbQuery& query, DnsType type)
      : query_(query), type_(type) {}

  void Append(const DnsMessage& message, std::string* out) {
    for (const DnsRecord& record : message.answers()) {
      if (record.type != type_ || out->size() > limits::kValueBytes) continue;
      std::string text;
      if (!Format(message, record, &text)) continue;
      if (!out->empty()) *out += query_.between_records;
      *out += text;
    }
  }

 private:
  std::string_view Between() const {
    return query_.between_fields.value_or(" ");
  }
  /// Fields after the first stay away when nothing is to separate them.
  bool Cut() const { return Between().empty(); }

  bool Format(const DnsMessage& message, const DnsRecord& record,
              std::string* out) const {
    switch (record.type) {
      case DnsType::kA:
      case DnsType::kAaaa:
        *out = DnsAddressText(message.Data(record));
        return !out->empty();
      case DnsType::kTxt:
      case DnsType::kSpf:
        return Strings(message.Data(record), out);
      case DnsType::kMx:
        return Mx(message, record, out);
      case DnsType::kSrv:
        return query_.style == DnsdbStyle::kAuthority
                   ? Csa(message, record, out)
                   : Srv(message, record, out);
      case DnsType::kTlsa:
        return Tlsa(message, record, out);
      case DnsType::kSoa:
        return Soa(message, record, out);
      case DnsType::kCaa:
        return Caa(message, record, out);
      case DnsType::kNs:
      case DnsType::kCname:
      case DnsType::kPtr:
        return NameAt(0, message, record, out);
    }
    return false;
  }

  static bool NameAt(size_t offset, const DnsMessage& message,
                     const DnsRecord& record, std::string* out) {
    auto name = message.Name(record, &offset);
    if (name) *out += *name;
    return name.has_value();
  }

  bool Strings(std::string_view data, std::string* out) const {
    const bool first_only =
        record_type() == DnsType::kTxt && !query_.between_fields;
    const std::string_view between = query_.between_fields.value_or("");
    for (bool first = true; !data.empty(); first = false) {
      const size_t size = static_cast<unsigned char>(data[0]);
      if (!first) *out += between;
      *out += data.substr(1, size);
      if (first_only) return true;
      data.remove_prefix(std::min(size + 1, data.size()));
    }
    return true;
  }
  DnsType record_type() const { return type_; }

  bool Mx(const DnsMessage& message, const DnsRecord& record,
          std::string* out) const {
    if (query_.style != DnsdbStyle::kMxHosts) {
      *out += std::to_string(message.Number(record, 0, 2));
      *out += Between();
    }
    return NameAt(2, message, record, out);
  }

  bool Srv(const DnsMessage& message, const DnsRecord& record,
           std::string* out) const {
    Numbers(message, record, {{0, 2}, {2, 2}, {4, 2}}, out);
    *out += Between();
    constexpr size_t kTarget = 6;
    return NameAt(kTarget, message, record, out);
  }

  /// Version 1 only: the weight says whether the client is authorized.
  static bool Csa(const DnsMessage& message, const DnsRecord& record,
                  std::string* out) {
    constexpr std::string_view kVerdicts = "NNY?";
    const uint32_t weight = message.Number(record, 2, 2);
    if (message.Number(record, 0, 2) != 1 || weight >= kVerdicts.size()) {
      return false;
    }
    *out += {kVerdicts[weight], ' '};
    constexpr size_t kTarget = 6;
    return NameAt(kTarget, message, record, out);
  }

  bool Tlsa(const DnsMessage& message, const DnsRecord& record,
            std::string* out) const {
    constexpr size_t kFixed = 3;
    if (record.size < kFixed) return false;
    Numbers(message, record, {{0, 1}, {1, 1}, {2, 1}}, out);
    if (Cut()) return true;
    *out += Between();
    *out += Hex(message.Data(record).substr(kFixed));
    return true;
  }

  bool Soa(const DnsMessage& message, const DnsRecord& record,
           std::string* out) const {
    size_t offset = 0;
    auto primary = message.Name(record, &offset);
    if (!primary) return false;
    *out += *primary;
    if (!query_.between_fields || Cut()) return true;
    auto mailbox = message.Name(record, &offset);
    if (!mailbox) return false;
    *out += Between();
    *out += *mailbox;
    constexpr size_t kNumbers = 5;
    for (size_t i = 0; i < kNumbers; ++i) {
      *out += Between();
      *out += std::to_string(message.Number(record, offset + 4 * i, 4));
    }
    return true;
  }

  bool Caa(const DnsMessage& message, const DnsRecord& record,
           std::string* out) const {
    const std::string_view data = message.Data(record);
    const size_t tag = message.Number(record, 1, 1);
    if (data.size() < 2 + tag) return false;
    *out += std::to_string(message.Number(record, 0, 1));
    *out += Between();
    *out += data.substr(2, tag);
    *out += Between();
    *out += data.substr(2 + tag);
    return true;
  }

  struct Place {
    size_t offset;
    size_t bytes;
  };
  void Numbers(const DnsMessage& message, const DnsRecord& record,
               std::initializer_list<Place> places, std::string* out) const {
    bool first = true;
    for (const Place& place : places) {
      if (!first && Cut()) return;
      if (!first) *out += Between();
      first = false;
      *out += std::to_string(message.Number(record, place.offset, place.bytes));
    }
  }

  const DnsdbQuery& query_;
  DnsType type_;
};

class Questions {
 public:
  Questions(const DnsdbQuery& query, vm::CallContext& context)
      : query_(query),
        context_(context),
        settings_(context.settings()),
        deadline_(std::chrono::seconds(settings_.lookup_timeout)),
        options_(exim::DnsOptionsOf(settings_)) {
    options_.dnssec = query.dnssec != DnsdbCare::kNever;
    if (query.wait) options_.wait = *query.wait;
    if (query.tries) options_.tries = *query.tries;
  }

  Result<vm::LookupAnswer> AskAll() {
    bool deferred = false;
    vm::LookupAnswer answer;
    for (const std::string& name : Names()) {
      for (const DnsType type : Types()) {
        TRY_ASSIGN(const DnsAnswer dns, AskFor(name, type));
        TRY_ASSIGN(const bool uncertain, Uncertain(dns));
        if (uncertain) {
          if (query_.defer == DnsdbCare::kStrict) return Err(Code::kDefer, "");
          deferred = deferred || query_.defer == DnsdbCare::kLax;
          continue;
        }
        if (dns.status != DnsStatus::kFound) continue;
        RecordText(query_, type).Append(dns.message, &answer.value);
      }
    }
    TRY(CheckAnswerSize(answer.value));
    answer.found = !answer.value.empty();
    answer.tainted = true;
    if (!answer.found && deferred) return Err(Code::kDefer, "");
    return answer;
  }

  /// "yes", "no", or empty when it was not asked for.
  std::string_view authenticated() const { return authenticated_; }

 private:
  std::vector<std::string> Names() const {
    if (query_.type == DnsType::kPtr && exim::ReadIp(query_.names)) {
      return {std::string(query_.names)};
    }
    std::vector<std::string> names;
    exim::ListReader list(query_.names);
    while (auto name = list.Next()) names.push_back(std::move(*name));
    return names;
  }

  std::vector<DnsType> Types() const {
    if (query_.style != DnsdbStyle::kBoth) return {query_.type};
    return {DnsType::kAaaa, DnsType::kA};
  }

  /// The name to ask for.
  std::string Target(const std::string& name) const {
    const bool csa = query_.style == DnsdbStyle::kAuthority;
    const bool reverse =
        csa ? settings_.dns_csa_use_reverse : query_.type == DnsType::kPtr;
    const auto address = exim::ReadIp(name);
    std::string target = reverse && address ? Reversed(*address) : name;
    return csa ? "_client._smtp." + target : target;
  }

  Result<DnsAnswer> AskFor(const std::string& name, DnsType type) {
    std::string_view target = name;
    const std::string made = Target(name);
    target = made;
    const bool upwards =
        query_.style == DnsdbStyle::kZone || type == DnsType::kSoa;
    while (true) {
      TRY_ASSIGN(DnsAnswer answer, AskOnce(std::string(target), type));
      const size_t dot = target.find('.');
      if (!upwards || answer.status == DnsStatus::kAgain ||
          Holds(answer, type) || dot == std::string_view::npos) {
        return answer;
      }
      target.remove_prefix(dot + 1);
    }
  }

  static bool Holds(const DnsAnswer& answer, DnsType type) {
    for (const DnsRecord& record : answer.message.answers()) {
      if (record.type == type) return answer.status == DnsStatus::kFound;
    }
    return false;
  }

  /// Follows aliases that the resolver has left.
  Result<DnsAnswer> AskOnce(std::string name, DnsType type) {
    for (int64_t loops = settings_.dns_cname_loops;; --loops) {
      TRY_ASSIGN(DnsAnswer answer,
                 exim::AskForName(context_, name, type, options_, deadline_));
      if (loops <= 0 || answer.status != DnsStatus::kFound ||
          Holds(answer, type)) {
        return answer;
      }
      std::optional<std::string> alias;
      for (const DnsRecord& record : answer.message.answers()) {
        size_t offset = 0;
        if (record.type == DnsType::kCname) {
          alias = answer.message.Name(record, &offset);
        }
      }
      if (!alias) return answer;
      name = std::move(*alias);
    }
  }

  /// Whether an answer has to count as a temporary error.
  Result<bool> Uncertain(const DnsAnswer& answer) {
    if (query_.dnssec == DnsdbCare::kNever) {
      return answer.status == DnsStatus::kAgain;
    }
    TRY_ASSIGN(const bool secure, exim::IsSecure(context_, answer.message));
    authenticated_ = secure ? "yes" : "no";
    if (answer.status != DnsStatus::kFound) {
      return answer.status == DnsStatus::kAgain;
    }
    return !secure && query_.dnssec == DnsdbCare::kStrict;
  }

  const DnsdbQuery& query_;
  vm::CallContext& context_;
  const vm::Settings& settings_;
  Deadline deadline_;
  DnsOptions options_;
  std::string_view authenticated_;
};

class Source : public vm::LookupSource {
 public:
  Result<vm::LookupAnswer> Find(const vm::LookupRequest& request) override {
    TRY_ASSIGN(const DnsdbQuery query, ReadDnsdbQuery(request.key));
    Questions questions(query, *request.context);
    Result<vm::LookupAnswer> answer = questions.AskAll();
    request.context->State<exim::LookupFacts>().dnssec =
        questions.authenticated();
    return answer;
  }
};

Result<std::unique_ptr<vm::LookupSource>> Open(const vm::LookupRequest&) {
  TRY(DnsReady());
  return std::make_unique<Source>();
}

constexpr vm::LookupDriver kDriver = {"dnsdb", vm::LookupStyle::kQuery, Open};

constexpr Row kRows[] = {
    {RowKind::kLookupType, "dnsdb", "dnsdb <query: string> <how: string>",
     "records of the domain name system",
     "${lookup dnsdb{a=www.example.com}} => 192.0.2.1", nullptr,
     exim::LookupRow<kDriver>},
};

}  // namespace

constinit const Feature lookup_dnsdb = {"lookup_dnsdb", 1, Language::kExim, "",
                                        kRows};

}  // namespace trommel::stdlib
