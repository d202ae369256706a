// SPDX-License-Identifier: MIT
// MemoryHost: a world made of fixed facts, so that runs are exact.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "interp/vm/host.h"
#include "interp/vm/memory_store.h"

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
  /// A zone of each name, in minutes before and from a moment on.
  struct Zone {
    int64_t change = 0;
    int32_t before = 0;
    int32_t after = 0;
  };
  std::map<std::string, Zone, std::less<>> zones = {
      {"Europe/Berlin", {1774746000, 60, 120}},        // 2026-03-29
      {"America/New_York", {1772953200, -300, -240}},  // 2026-03-08
      {"Europe/Lisbon", {1792890000, 60, 0}},          // 2026-10-25
      {"Asia/Kolkata", {0, 330, 330}}};
  std::optional<int32_t> ZoneMinutes(std::string_view zone,
                                     int64_t seconds) override {
    auto found = zones.find(zone);
    if (found == zones.end()) return Host::ZoneMinutes(zone, seconds);
    const Zone& it = found->second;
    return seconds < it.change ? it.before : it.after;
  }
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
      {"ldapauth user=\"cn=me\" pass=x ldap:///", ""},
      {"mysql select 'b'", "b"},
      {"pgsql select 'b'", "b"},
      {"readsock /run/s b", "2"},
      {"redis get b", "2"},
      {"cdb /etc/map.cdb b", "2"},
      {"dbm /etc/map.db b", "2"},
      {"dbmjz /etc/map.db b", "2"},
      {"dbmnz /etc/map.db b", "2"},
      {"dsearch /home ada", "ada"},
      {"iplsearch /etc/networks 192.0.2.7", "lan"},
      {"json /etc/map.json b:1", "2"},
      {"lmdb /etc/map.mdb b", "2"},
      {"nwildlsearch /etc/wild goldfish", "swims"},
      {"passwd me", "*:1000:1000:Me:/home/me:"},
      {"psl www.example.co.uk", "co.uk"},
      {"regdom www.example.co.uk", "example.co.uk"},
      {"sqlite /etc/map.sqlite select v from t where k='b'", "2"},
      {"wildlsearch /etc/wild goldfish", "swims"}};

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
  /// Users whom PAM accepts, with their passwords.
  std::map<std::string, std::string, std::less<>> passwords = {
      {"ada", "secret"}};
  Result<bool> CheckPam(const std::string&,
                        std::span<const std::string> words) override {
    auto found = passwords.find(words[0]);
    return found != passwords.end() && words.size() > 1 &&
           found->second == words[1];
  }
  Result<bool> FileExists(const std::string& path) override {
    return files.contains(path);
  }

  /// Contents by name.
  std::map<std::string, std::string, std::less<>> contents = {
      {"/etc/note", "hi\n"}};
  Result<std::string> ReadFile(const std::string& path) override {
    auto found = contents.find(path);
    if (found != contents.end()) return found->second;
    return Err(Code::kRun, "No such file or directory");
  }
  Result<FileStatus> StatFile(const std::string& path) override {
    auto found = contents.find(path);
    if (found == contents.end()) {
      return Err(Code::kRun, "No such file or directory");
    }
    FileStatus status;
    status.mode = 0100644;
    status.size = static_cast<int64_t>(found->second.size());
    return status;
  }

  /// Results by the words of a command, a blank between them.
  std::map<std::string, ProgramResult, std::less<>> programs = {
      {"/bin/greet you", {0, "hi you", false}},
      {"/srv/sieve/greet you", {0, "hi you", false}},
      {"/srv/sieve/fail", {3, "out", false}},
      {"/srv/sieve/empty", {0, "", false}},
      {"/srv/sieve/slow", {0, "out", true}},
      {"/srv/sieve/killed", {256 + 9, "", false}},
      {"/srv/sieve/subject", {0, "Subject: new\n\nbody\n", false}}};
  /// What the last of them was given.
  std::string program_input;
  Result<ProgramResult> RunProgram(const ProgramRequest& request) override {
    std::string words;
    for (const std::string& word : request.words) {
      words += (words.empty() ? "" : " ") + word;
    }
    program_input = request.input;
    if (words == "/srv/sieve/cat")
      return ProgramResult{0, program_input, false};
    auto found = programs.find(words);
    if (found != programs.end()) return found->second;
    return ProgramResult{127, {}, false};
  }

  /// Sockets that send a line back, and those that always say the same.
  std::set<std::string, std::less<>> echoes = {"/run/echo"};
  std::map<std::string, std::string, std::less<>> answers;
  Result<std::string> AskSocket(const SocketRequest& request) override {
    auto answer = answers.find(request.where);
    if (answer != answers.end()) return answer->second;
    if (!echoes.contains(request.where)) {
      return Err(Code::kRun, "failed to connect to socket " +
                                 std::string(request.where) +
                                 ": No such file or directory");
    }
    return std::string(request.input) + "\n";
  }

  MemoryStore mailboxes;
  bool no_mailboxes = false;
  MailStore* Mailboxes() override {
    return no_mailboxes ? nullptr : &mailboxes;
  }

  MemoryCalendars calendars;
  bool no_calendars = true;
  Calendars* UserCalendars() override {
    return no_calendars ? nullptr : &calendars;
  }

  /// Ids of messages that were here before.
  std::set<std::string, std::less<>> marks;
  Result<bool> WasMarked(std::string_view id) override {
    return marks.contains(id);
  }

  /// What is on the user's lists, by their names.
  std::map<std::string, std::vector<std::string>, std::less<>> lists = {
      {"tag:example.com,2026:friends",
       {"Alice@example.org", "carol@x.example"}}};
  Result<std::optional<std::vector<std::string>>> ListEntries(
      std::string_view list) override {
    auto found = lists.find(list);
    if (found == lists.end()) return std::optional<std::vector<std::string>>();
    return std::optional(found->second);
  }

  /// Items of Sieve's environment test.
  std::map<std::string, std::string, std::less<>> items;
  std::optional<std::string> EnvironmentItem(std::string_view name) override {
    auto found = items.find(name);
    if (found == items.end()) return std::nullopt;
    return found->second;
  }

  std::map<std::string, std::string, std::less<>> variables;
  std::optional<std::string> Variable(std::string_view name) override {
    auto found = variables.find(name);
    if (found == variables.end()) return std::nullopt;
    return found->second;
  }
};

}  // namespace trommel::vm
