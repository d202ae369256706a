// SPDX-License-Identifier: MIT
// passwd: the account of a user of this system.
//
// Exim specification, "Query-style lookup types". The value is an entry of
// /etc/passwd without the name, and with * for the password.
#include <pwd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "stdlib/shared/exim_lookup.h"

namespace trommel::stdlib {

extern const Feature lookup_passwd;

namespace {

constexpr size_t kLeastRoom = 1024;
constexpr size_t kMostRoom = size_t{1} << 20U;

std::string Text(const passwd& entry) {
  return "*:" + std::to_string(entry.pw_uid) + ":" +
         std::to_string(entry.pw_gid) + ":" + entry.pw_gecos + ":" +
         entry.pw_dir + ":" + entry.pw_shell;
}

class Source : public vm::LookupSource {
 public:
  Result<vm::LookupAnswer> Find(const vm::LookupRequest& request) override {
    vm::LookupAnswer answer;
    const std::string name(request.key);
    if (name.find('\0') != std::string::npos) return answer;
    passwd entry{};
    passwd* found = nullptr;
    std::string room(kLeastRoom, '\0');
    int error = ERANGE;
    while (error == ERANGE && room.size() <= kMostRoom) {
      error =
          ::getpwnam_r(name.c_str(), &entry, room.data(), room.size(), &found);
      if (error == ERANGE) room.resize(room.size() * 2);
    }
    answer.found = error == 0 && found != nullptr;
    if (answer.found) answer.value = Text(*found);
    return answer;
  }
};

Result<std::unique_ptr<vm::LookupSource>> Open(const vm::LookupRequest&) {
  return std::make_unique<Source>();
}

constexpr vm::LookupDriver kDriver = {"passwd", vm::LookupStyle::kQuery, Open};

constexpr Row kRows[] = {
    {RowKind::kLookupType, "passwd", "passwd <query: string> <how: string>",
     "the account of a user",
     "${lookup passwd{me}} => *:1000:1000:Me:/home/me:", nullptr,
     exim::LookupRow<kDriver>},
};

}  // namespace

constinit const Feature lookup_passwd = {"lookup_passwd", 1, Language::kExim,
                                         "", kRows};

}  // namespace trommel::stdlib
