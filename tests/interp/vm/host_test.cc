// SPDX-License-Identifier: MIT
#include "interp/vm/host.h"

#include <gtest/gtest.h>

#include <string>

namespace trommel::vm {
namespace {

/// Answers only what every host must.
class PlainHost : public Host {
 public:
  text::DateTime Now() override { return {}; }
  std::string HostName() override { return {}; }
  int64_t ProcessId() override { return 0; }
  std::string Home() override { return {}; }
  std::string LoginName() override { return {}; }
  int64_t UserId() override { return 0; }
  int64_t GroupId() override { return 0; }
  std::optional<std::string> Environment(std::string_view) override {
    return std::nullopt;
  }
  Result<bool> FileExists(const std::string&) override { return false; }
};

TEST(Host, WhatItCannotDoIsNotPermitted) {
  PlainHost host;
  EXPECT_EQ(host.ReadFile("/etc/passwd").error().code, Code::kPermission);
  EXPECT_EQ(host.Lookup({}, {}).error().code, Code::kPermission);
  EXPECT_EQ(host.RunProgram({}).error().code, Code::kPermission);
  EXPECT_EQ(host.AskSocket({}).error().code, Code::kPermission);
}

}  // namespace
}  // namespace trommel::vm
