// SPDX-License-Identifier: MIT
// PosixHost: facts of this process, and what stays hidden.
#include "tools/host/posix_host.h"

#include <gtest/gtest.h>
#include <pwd.h>
#include <unistd.h>

#include <cstdlib>
#include <ctime>

namespace trommel {
namespace {

// Sets a variable for the life of a test.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) {
    if (const char* before = std::getenv(name)) before_ = before;
    ::setenv(name, value, 1);
  }
  ~Variable() {
    if (before_) {
      ::setenv(name_, before_->c_str(), 1);
    } else {
      ::unsetenv(name_);
    }
  }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* name_;
  std::optional<std::string> before_;
};

TEST(PosixHost, ClockHasTheLocalZone) {
  const Variable zone("TZ", "XYZ-5:30");
  ::tzset();
  PosixHost host;
  const std::time_t before = std::time(nullptr);
  const text::DateTime now = host.Now();
  EXPECT_GE(now.seconds, before);
  EXPECT_LE(now.seconds, std::time(nullptr));
  EXPECT_EQ(now.zone_minutes, 330);
}

TEST(PosixHost, NamesItsUser) {
  PosixHost host;
  EXPECT_EQ(host.ProcessId(), ::getpid());
  EXPECT_EQ(host.UserId(), ::getuid());
  EXPECT_EQ(host.GroupId(), ::getgid());
  EXPECT_FALSE(host.HostName().empty());
  if (const passwd* entry = ::getpwuid(::getuid())) {
    EXPECT_EQ(host.LoginName(), entry->pw_name);
  }
}

TEST(PosixHost, UnknownUserHasNumberAndNoHome) {
  const Variable login("LOGNAME", "");
  PosixHostOptions options;
  options.user = 4000000;
  if (::getpwuid(*options.user) != nullptr) GTEST_SKIP() << "user exists";
  PosixHost host(options);
  EXPECT_EQ(host.LoginName(), "4000000");
  EXPECT_EQ(host.Home(), "");
}

TEST(PosixHost, HomeIsGivenOrFromTheEnvironment) {
  const Variable home("HOME", "/somewhere");
  EXPECT_EQ(PosixHost().Home(), "/somewhere");
  PosixHostOptions options;
  options.home = "/given";
  EXPECT_EQ(PosixHost(options).Home(), "/given");
}

TEST(PosixHost, EnvironmentIsHiddenUnlessAllowed) {
  const Variable secret("TROMMEL_SECRET", "s");
  const Variable open("TROMMEL_OPEN", "o");
  PosixHostOptions options;
  options.environment = {"TROMMEL_OPEN", "TROMMEL_UNSET"};
  PosixHost host(options);
  EXPECT_EQ(host.Environment("TROMMEL_OPEN"), "o");
  EXPECT_EQ(host.Environment("TROMMEL_SECRET"), std::nullopt);
  EXPECT_EQ(host.Environment("TROMMEL_UNSET"), std::nullopt);
}

TEST(PosixHost, FilesExistByAbsolutePathOnly) {
  PosixHost host;
  EXPECT_TRUE(*host.FileExists("/"));
  EXPECT_FALSE(*host.FileExists("/no/such/file"));
  for (const std::string& path :
       {std::string("relative"), std::string(""), std::string("/\0x", 3)}) {
    Result<bool> result = host.FileExists(path);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, Code::kPermission);
  }
}

}  // namespace
}  // namespace trommel
