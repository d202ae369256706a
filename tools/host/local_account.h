// SPDX-License-Identifier: MIT
// LocalAccount: a user of /etc/passwd, without the name service.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

namespace trommel {

/// Where accounts are looked up; tests have files of their own.
struct AccountFiles {
  std::string services = "/etc/nsswitch.conf";
  std::string accounts = "/etc/passwd";
};

/// What this process asks about a user.
struct Account {
  std::string name;
  std::string home;
  gid_t group = 0;
};

/// The account of `user` when the name service (nsswitch.conf) would look into
/// the file first and be content with what it finds there: what getpwuid()
/// gives, for a tenth of its time. Nothing in every other case, and when the
/// file is larger than 64 KiB: ask getpwuid() then.
/// Example: LocalAccount(0)->home == "/root".
std::optional<Account> LocalAccount(uid_t user, const AccountFiles& files = {});

}  // namespace trommel
