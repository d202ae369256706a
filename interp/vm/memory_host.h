// SPDX-License-Identifier: MIT
// MemoryHost: a world made of fixed facts, so that runs are exact.
#pragma once

#include <map>
#include <set>
#include <string>

#include "interp/vm/host.h"

namespace trommel::vm {

/// Facts are public: set what a test needs. Defaults: 2026-01-02T03:04:05Z,
/// host mail.example.com, pid 4711, user "me" (1000:1000), home /home/me.
class MemoryHost : public Host {
 public:
  text::DateTime now{1767323045, 0};
  std::string host_name = "mail.example.com";
  int64_t process_id = 4711;
  std::string home = "/home/me";
  std::string login_name = "me";
  std::string start_folder = "/srv";
  int64_t user_id = 1000;
  int64_t group_id = 1000;
  std::map<std::string, std::string, std::less<>> environment;
  std::set<std::string, std::less<>> files;

  text::DateTime Now() override { return now; }
  std::string HostName() override { return host_name; }
  int64_t ProcessId() override { return process_id; }
  std::string Home() override { return home; }
  std::string LoginName() override { return login_name; }
  std::string StartFolder() override { return start_folder; }
  int64_t UserId() override { return user_id; }
  int64_t GroupId() override { return group_id; }
  std::optional<std::string> Environment(std::string_view name) override {
    auto found = environment.find(name);
    if (found == environment.end()) return std::nullopt;
    return found->second;
  }
  /// Answers by "type file key" (file-query types: "type query").
  std::map<std::string, std::string, std::less<>> lookups = {
      {"lsearch /etc/map b", "2"},
      {"dnsdb a=www.example.com", "192.0.2.1"},
      {"ldap ldap:///o=Garden?sn", "Moss"},
      {"ldapdn ldap:///o=Garden", "o=Garden"},
      {"ldapm ldap:///o=Garden?sn", "Moss"},
      {"mysql select 'b'", "b"},
      {"pgsql select 'b'", "b"},
      {"readsock /run/s b", "2"},
      {"redis get b", "2"}};

  Result<LookupAnswer> Lookup(const LookupDriver& driver,
                              const LookupRequest& request) override {
    std::string name(driver.name);
    if (!request.file.empty()) name += " " + std::string(request.file);
    auto found = lookups.find(name + " " + std::string(request.key));
    LookupAnswer answer;
    answer.found = found != lookups.end();
    if (answer.found) answer.value = found->second;
    return answer;
  }
  Result<bool> FileExists(const std::string& path) override {
    return files.contains(path);
  }
};

}  // namespace trommel::vm
