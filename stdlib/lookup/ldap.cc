// SPDX-License-Identifier: MIT
// ldap, ldapdn, ldapm: entries of LDAP directories, by libldap.
//
// Exim specification, "More about LDAP" to "Format of data returned by LDAP";
// for the condition ldapauth, "Expansion conditions". It logs in with the user
// and the password of a query. As in a lookup, and other than in Exim, what
// comes from the message is to be quoted by quote_ldap or quote_ldap_dn.
#include <ldap.h>

#include <array>
#include <cstdlib>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "interp/base/limits.h"
#include "interp/feature.h"
#include "stdlib/shared/answer_size.h"
#include "stdlib/shared/client_library.h"
#include "stdlib/shared/deadline.h"
#include "stdlib/shared/exim_list.h"
#include "stdlib/shared/exim_lookup.h"
#include "stdlib/shared/exim_lookup_facts.h"
#include "stdlib/shared/ldap_query.h"

namespace trommel::stdlib {

extern const Feature lookup_ldap;

namespace {

// clang-format off
#define LDAP_FUNCTIONS(F) \
  F(ldap_url_parse) F(ldap_free_urldesc) F(ldap_initialize) \
  F(ldap_set_option) F(ldap_unbind_ext_s) F(ldap_start_tls_s) \
  F(ldap_sasl_bind) F(ldap_search_ext) F(ldap_abandon_ext) F(ldap_result) \
  F(ldap_parse_result) F(ldap_err2string) F(ldap_msgfree) F(ldap_msgtype) \
  F(ldap_get_dn) F(ldap_memfree) F(ldap_first_attribute) \
  F(ldap_next_attribute) F(ldap_get_values_len) F(ldap_value_free_len) \
  F(ber_free)
// clang-format on
TROMMEL_CLIENT_LIBRARY(Ldap, "libldap-2.5.so.0", "libldap-2.5-0",
                       LDAP_FUNCTIONS)

enum class Kind : uint8_t { kOneEntry, kName, kAnyEntries, kPassword };

constexpr int kPort = 389;
constexpr int kSecurePort = 636;

struct FreeMessage {
  const Ldap* api;
  void operator()(LDAPMessage* message) const { api->ldap_msgfree(message); }
};
using MessageOwner = std::unique_ptr<LDAPMessage, FreeMessage>;

struct FreeUrl {
  const Ldap* api;
  void operator()(LDAPURLDesc* url) const { api->ldap_free_urldesc(url); }
};
using UrlOwner = std::unique_ptr<LDAPURLDesc, FreeUrl>;

/// Where a server is: for the library, and in messages.
struct Place {
  std::string uri;
  std::string shown;
};

/// What the entries of one search amount to.
class EntryText {
 public:
  EntryText(const Ldap* api, LDAP* link, bool named)
      : api_(api), link_(link), named_(named) {}

  void Add(LDAPMessage* entry) {
    ++entries_;
    if (char* dn = api_->ldap_get_dn(link_, entry)) {
      name_ = dn;
      api_->ldap_memfree(dn);
    }
    if (!text_.empty()) text_ += '\n';
    BerElement* position = nullptr;
    bool first = true;
    for (char* name = api_->ldap_first_attribute(link_, entry, &position);
         name != nullptr && text_.size() <= limits::kValueBytes;
         name = api_->ldap_next_attribute(link_, entry, position)) {
      if (berval** values = api_->ldap_get_values_len(link_, entry, name)) {
        if (!first) text_ += named_ ? ' ' : ',';
        first = false;
        Attribute(name, values);
        api_->ldap_value_free_len(values);
      }
      api_->ldap_memfree(name);
    }
    if (position != nullptr) api_->ber_free(position, 0);
  }

  size_t entries() const { return entries_; }
  bool any_attribute() const { return any_; }
  const std::string& name() const { return name_; }
  std::string& text() { return text_; }

 private:
  void Attribute(std::string_view name, berval** values) {
    any_ = true;
    if (named_) text_.append(name).append("=\"");
    for (size_t i = 0; values[i] != nullptr; ++i) {
      if (i > 0) text_ += ',';
      Append({values[i]->bv_val, values[i]->bv_len});
    }
    if (named_) text_ += '"';
  }

  void Append(std::string_view value) {
    for (const char c : value) {
      if (c == ',') text_ += ',';
      if (named_ && c == '\n') {
        text_ += "\\n";
        continue;
      }
      if (named_ && (c == '"' || c == '\\')) text_ += '\\';
      text_ += c;
    }
  }

  const Ldap* api_;
  LDAP* link_;
  bool named_;
  size_t entries_ = 0;
  bool any_ = false;
  std::string name_;
  std::string text_;
};

class Link {
 public:
  explicit Link(const Ldap* api) : api_(api) {}
  ~Link() {
    if (link_ != nullptr) api_->ldap_unbind_ext_s(link_, nullptr, nullptr);
  }
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;

  /// kPermission: the server does not know the user, or not by this password.
  Status Connect(const Place& place, const LdapQuery& query,
                 const vm::Settings& settings, const Deadline& deadline) {
    shown_ = place.shown;
    const int made = api_->ldap_initialize(
        &link_, place.uri.empty() ? nullptr : place.uri.c_str());
    if (made != LDAP_SUCCESS) {
      return Err(Code::kDefer, "failed to initialize for LDAP server " +
                                   shown_ + ": " + api_->ldap_err2string(made));
    }
    const timeval time = deadline.Time();
    api_->ldap_set_option(link_, LDAP_OPT_NETWORK_TIMEOUT, &time);
    api_->ldap_set_option(link_, LDAP_OPT_TIMEOUT, &time);
    TRY(Secure(settings, place.uri.starts_with("ldap://")));
    return Bind(query, deadline);
  }

  Result<EntryText> Search(const LDAPURLDesc& url, const LdapQuery& query,
                           const Deadline& deadline) {
    size_t attributes = 0;
    while (url.lud_attrs != nullptr && url.lud_attrs[attributes] != nullptr) {
      ++attributes;
    }
    SetSearchOptions(query);
    int id = 0;
    const int sent = api_->ldap_search_ext(
        link_, url.lud_dn, url.lud_scope, url.lud_filter, url.lud_attrs, 0,
        nullptr, nullptr, nullptr, static_cast<int>(query.size_limit), &id);
    if (sent != LDAP_SUCCESS) {
      return Err(sent == LDAP_SERVER_DOWN ? Code::kTemporary : Code::kDefer,
                 "ldap_search failed: " + std::to_string(sent) + ", " +
                     api_->ldap_err2string(sent));
    }
    EntryText entries(api_, link_, attributes != 1);
    while (true) {
      timeval time = deadline.Time();
      LDAPMessage* raw = nullptr;
      const int type = api_->ldap_result(link_, id, LDAP_MSG_ONE, &time, &raw);
      MessageOwner message(raw, FreeMessage{api_});
      if (type <= 0 || deadline.Passed()) {
        api_->ldap_abandon_ext(link_, id, nullptr, nullptr);
        return Err(Code::kTemporary, type == 0 || deadline.Passed()
                                         ? "ldap_result() timed out"
                                         : "ldap_result() failed: " + shown_);
      }
      if (type == LDAP_RES_SEARCH_ENTRY) entries.Add(raw);
      if (type != LDAP_RES_SEARCH_RESULT) continue;
      TRY(Judge(raw));
      return entries;
    }
  }

 private:
  Failure NotBound(const std::string& why, Code code = Code::kTemporary) const {
    return Err(code, "failed to bind the LDAP connection to server " + shown_ +
                         " - " + why);
  }

  Status Secure(const vm::Settings& settings, bool start_tls) {
    const int version =
        settings.ldap_version == "2" ? LDAP_VERSION2 : LDAP_VERSION3;
    api_->ldap_set_option(link_, LDAP_OPT_PROTOCOL_VERSION, &version);
    SetText(LDAP_OPT_X_TLS_CACERTFILE, settings.ldap_ca_cert_file);
    SetText(LDAP_OPT_X_TLS_CACERTDIR, settings.ldap_ca_cert_dir);
    constexpr std::pair<std::string_view, int> kChecks[] = {
        {"hard", LDAP_OPT_X_TLS_HARD},   {"demand", LDAP_OPT_X_TLS_DEMAND},
        {"allow", LDAP_OPT_X_TLS_ALLOW}, {"try", LDAP_OPT_X_TLS_TRY},
        {"never", LDAP_OPT_X_TLS_NEVER},
    };
    for (const auto& [word, check] : kChecks) {
      if (word != settings.ldap_require_cert) continue;
      api_->ldap_set_option(link_, LDAP_OPT_X_TLS_REQUIRE_CERT, &check);
    }
    if (!start_tls || !settings.ldap_start_tls) return {};
    const int done = api_->ldap_start_tls_s(link_, nullptr, nullptr);
    if (done == LDAP_SUCCESS) return {};
    return Err(Code::kTemporary,
               "failed to initiate TLS processing on an LDAP "
               "session to server " +
                   shown_ + " - ldap_start_tls_s() returned " +
                   std::to_string(done) + ": " + api_->ldap_err2string(done));
  }

  void SetText(int option, const std::string& value) {
    if (!value.empty()) api_->ldap_set_option(link_, option, value.c_str());
  }

  Status Bind(const LdapQuery& query, const Deadline& deadline) {
    std::string user = query.user.value_or("");
    std::string password = query.password.value_or("");
    berval secret = {password.size(), password.data()};
    int id = 0;
    const int sent = api_->ldap_sasl_bind(link_, user.c_str(), LDAP_SASL_SIMPLE,
                                          &secret, nullptr, nullptr, &id);
    if (sent != LDAP_SUCCESS) {
      return NotBound("ldap_bind() returned " + std::to_string(sent));
    }
    timeval time = deadline.Time();
    LDAPMessage* raw = nullptr;
    const int type = api_->ldap_result(link_, id, LDAP_MSG_ALL, &time, &raw);
    MessageOwner message(raw, FreeMessage{api_});
    if (type == 0) return NotBound("ldap_bind() timed out");
    if (type < 0) return NotBound("ldap_bind() returned -1");
    int code = 0;
    api_->ldap_parse_result(link_, raw, &code, nullptr, nullptr, nullptr,
                            nullptr, 0);
    if (code == LDAP_SUCCESS) return {};
    return NotBound("LDAP error " + std::to_string(code) + ": " +
                        api_->ldap_err2string(code),
                    code == LDAP_INVALID_CREDENTIALS ? Code::kPermission
                                                     : Code::kTemporary);
  }

  void SetSearchOptions(const LdapQuery& query) {
    const int limit = static_cast<int>(query.time_limit);
    api_->ldap_set_option(link_, LDAP_OPT_TIMELIMIT, &limit);
    // Not LDAP_OPT_ON, which is an object of the library; any but null is on.
    api_->ldap_set_option(link_, LDAP_OPT_REFERRALS,
                          query.follow_referrals ? &limit : LDAP_OPT_OFF);
    if (!query.dereference) return;
    constexpr std::array<int, 4> kHow = {LDAP_DEREF_NEVER, LDAP_DEREF_SEARCHING,
                                         LDAP_DEREF_FINDING, LDAP_DEREF_ALWAYS};
    api_->ldap_set_option(link_, LDAP_OPT_DEREF,
                          &kHow[static_cast<size_t>(*query.dereference)]);
  }

  /// The end of a search: that there is nothing is no failure.
  Status Judge(LDAPMessage* result) {
    int code = 0;
    api_->ldap_parse_result(link_, result, &code, nullptr, nullptr, nullptr,
                            nullptr, 0);
    if (code == LDAP_SUCCESS || code == LDAP_SIZELIMIT_EXCEEDED ||
        LDAP_NAME_ERROR(code)) {
      return {};
    }
    return Err(Code::kDefer, "LDAP search failed - error " +
                                 std::to_string(code) + ": " +
                                 api_->ldap_err2string(code));
  }

  const Ldap* api_;
  LDAP* link_ = nullptr;
  std::string shown_;
};

/// The servers of a query: host:port, or a socket's path.
Result<Place> PlaceOf(const std::string& host, int port,
                      const std::string& scheme) {
  Place place;
  if (host.starts_with('/')) {
    place.shown = host;
    place.uri = "ldapi://";
    for (const char c : host) {
      if (c == '/') {
        place.uri += "%2F";
      } else {
        place.uri += c;
      }
    }
    return place;
  }
  if (scheme == "ldapi" && !host.empty()) {
    return Err(Code::kDefer,
               "ldapi requires an absolute path (\"" + host + "\" given)");
  }
  if (port == 0) port = scheme == "ldaps" ? kSecurePort : kPort;
  place.shown = (host.empty() ? "NULL" : host) + ":" + std::to_string(port);
  if (host.empty()) return place;
  const bool numeric6 = host.find(':') != std::string::npos;
  place.uri = scheme + "://" + (numeric6 ? "[" + host + "]" : host) + ":" +
              std::to_string(port);
  return place;
}

template <Kind kind>
class Source : public vm::LookupSource {
 public:
  explicit Source(const Ldap* api) : api_(api) {}

  Result<vm::LookupAnswer> Find(const vm::LookupRequest& request) override {
    TRY_ASSIGN(const LdapQuery query, ReadLdapQuery(request.key));
    if (kind == Kind::kPassword && !(query.user && query.password)) {
      return Err(Code::kRun,
                 "ldapauth lookups must specify the username and password");
    }
    // To a server no password means nobody, whom it lets in.
    if (kind == Kind::kPassword && query.password->empty()) {
      return vm::LookupAnswer();
    }
    const vm::Settings& settings = request.context->settings();
    LDAPURLDesc* raw = nullptr;
    const std::string text(query.url);
    const int parsed = api_->ldap_url_parse(text.c_str(), &raw);
    UrlOwner url(raw, FreeUrl{api_});
    if (parsed != LDAP_SUCCESS) {
      return Err(Code::kDefer, "ldap_url_parse: (error " +
                                   std::to_string(parsed) + ") parsing \"" +
                                   text + "\"\n");
    }
    const std::vector<Server> servers = Servers(*url, query, settings);
    const int64_t seconds =
        query.net_time > 0 ? std::min(query.net_time, settings.lookup_timeout)
                           : settings.lookup_timeout;
    const Deadline all{std::chrono::seconds(seconds)};
    Error last{Code::kDefer, ""};
    for (size_t i = 0; i < servers.size(); ++i) {
      Result<Place> place =
          PlaceOf(servers[i].host, servers[i].port, url->lud_scheme);
      if (!place) {
        last = place.error();
        continue;
      }
      const Deadline deadline = all.Share(servers.size() - i);
      if (kind == Kind::kPassword) {
        const Status known = LogIn(*place, query, settings, deadline);
        if (known) return vm::LookupAnswer{true, {}, false, false};
        last = known.error();
        if (last.code == Code::kPermission) return vm::LookupAnswer();
        continue;
      }
      Result<EntryText> entries = Ask(*place, *url, query, settings, deadline);
      if (entries) return Answer(std::move(*entries), request);
      last = entries.error();
      if (last.code != Code::kTemporary && last.code != Code::kPermission) {
        break;
      }
    }
    last.code = Code::kDefer;
    return Err(std::move(last));
  }

 private:
  struct Server {
    std::string host;
    int port = 0;
  };

  static std::vector<Server> Servers(const LDAPURLDesc& url,
                                     const LdapQuery& query,
                                     const vm::Settings& settings) {
    if (url.lud_host != nullptr && *url.lud_host != 0) {
      return {{url.lud_host, url.lud_port}};
    }
    // Only `ldap:///` leaves the server open; `ldap://` is that of libldap.
    const std::string_view rest = query.url.substr(query.url.find("://") + 3);
    if (!rest.starts_with('/') ||
        (!query.servers && settings.ldap_default_servers.empty())) {
      return {{}};
    }
    std::vector<Server> servers;
    exim::ListReader list(query.servers ? *query.servers
                                        : settings.ldap_default_servers);
    while (auto item = list.Next()) {
      Server server;
      const size_t colon =
          item->starts_with('/') ? std::string::npos : item->rfind(':');
      server.host = item->substr(0, colon);
      if (colon != std::string::npos) {
        constexpr int kDecimal = 10;
        server.port = static_cast<int>(
            std::strtol(item->c_str() + colon + 1, nullptr, kDecimal));
      }
      servers.push_back(std::move(server));
    }
    return servers;
  }

  /// kPermission when the server says no; nothing stays connected.
  Status LogIn(const Place& place, const LdapQuery& query,
               const vm::Settings& settings, const Deadline& deadline) const {
    return Link(api_).Connect(place, query, settings, deadline);
  }

  /// kTemporary, kPermission: another server may know better.
  Result<EntryText> Ask(const Place& place, const LDAPURLDesc& url,
                        const LdapQuery& query, const vm::Settings& settings,
                        const Deadline& deadline) {
    const std::string name = place.uri + '\n' + query.user.value_or("") + '\n' +
                             query.password.value_or("");
    if (auto open = links_.find(name); open != links_.end()) {
      Result<EntryText> entries = open->second->Search(url, query, deadline);
      if (entries || entries.error().code != Code::kTemporary) return entries;
      links_.erase(open);  // perhaps only this connection has ended
    }
    auto link = std::make_unique<Link>(api_);
    TRY(link->Connect(place, query, settings, deadline));
    Result<EntryText> entries = link->Search(url, query, deadline);
    if (entries) links_.emplace(name, std::move(link));
    return entries;
  }

  static Result<vm::LookupAnswer> Answer(EntryText entries,
                                         const vm::LookupRequest& request) {
    if (kind != Kind::kAnyEntries && entries.entries() > 1) {
      return Err(Code::kDefer,
                 "LDAP search: more than one entry (" +
                     std::to_string(entries.entries()) +
                     ") was returned (filter not specific enough?)");
    }
    if (entries.entries() > 0) {
      request.context->State<exim::LookupFacts>().ldap_dn =
          request.context->arena().Copy(entries.name());
    }
    vm::LookupAnswer answer;
    answer.found =
        kind == Kind::kName ? entries.entries() > 0 : entries.any_attribute();
    answer.value =
        kind == Kind::kName ? entries.name() : std::move(entries.text());
    return answer;
  }

  const Ldap* api_;
  std::map<std::string, std::unique_ptr<Link>> links_;
};

template <Kind kind>
Result<std::unique_ptr<vm::LookupSource>> Open(const vm::LookupRequest&) {
  TRY_ASSIGN(const Ldap* api, Ldap::Get());
  return std::make_unique<Source<kind>>(api);
}

constexpr vm::LookupDriver kOne = {"ldap", vm::LookupStyle::kQuery,
                                   Open<Kind::kOneEntry>, nullptr,
                                   Taint::kQuotedLdap};
constexpr vm::LookupDriver kDn = {"ldapdn", vm::LookupStyle::kQuery,
                                  Open<Kind::kName>, nullptr,
                                  Taint::kQuotedLdap};
constexpr vm::LookupDriver kMany = {"ldapm", vm::LookupStyle::kQuery,
                                    Open<Kind::kAnyEntries>, nullptr,
                                    Taint::kQuotedLdap};

constexpr vm::LookupDriver kLogIn = {"ldapauth", vm::LookupStyle::kQuery,
                                     Open<Kind::kPassword>, nullptr,
                                     Taint::kQuotedLdap};

Result<Value> RunLdapAuth(vm::CallContext& context,
                          std::span<const Value> args) {
  TRY(exim::CheckQuery(args[0], kLogIn));
  vm::LookupRequest request;
  request.key = args[0].text();
  request.taint = args[0].taint();
  request.context = &context;
  TRY_ASSIGN(const vm::LookupAnswer answer,
             context.host().Lookup(kLogIn, request));
  return Value::Bool(answer.found);
}

constexpr Row kRows[] = {
    {RowKind::kIfCondition, "ldapauth", "ldapauth <query: string>",
     "an LDAP server accepts a user and a password",
     "${if ldapauth{user=\"cn=me\" pass=x ldap:///}{y}{n}} => y", nullptr,
     RunLdapAuth},
    {RowKind::kLookupType, "ldap", "ldap <query: string> <how: string>",
     "attributes of one entry of a directory",
     "${lookup ldap{ldap:///o=Garden?sn}} => Moss", nullptr,
     exim::LookupRow<kOne>},
    {RowKind::kLookupType, "ldapdn", "ldapdn <query: string> <how: string>",
     "the name of one entry of a directory",
     "${lookup ldapdn{ldap:///o=Garden}} => o=Garden", nullptr,
     exim::LookupRow<kDn>},
    {RowKind::kLookupType, "ldapm", "ldapm <query: string> <how: string>",
     "attributes of all entries of a directory that match",
     "${lookup ldapm{ldap:///o=Garden?sn}} => Moss", nullptr,
     exim::LookupRow<kMany>},
};

}  // namespace

constinit const Feature lookup_ldap = {"lookup_ldap", 1, Language::kExim, "",
                                       kRows};

}  // namespace trommel::stdlib
