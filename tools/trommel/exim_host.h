// SPDX-License-Identifier: MIT
// EximHost: the world as a filter sees it in Exim's filter test.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tools/host/posix_host.h"

namespace trommel {

/// The posix host with facts about the message's way here, which rows ask for
/// by the name of an environment variable.
class EximHost : public PosixHost {
 public:
  explicit EximHost(const PosixHostOptions& options) : PosixHost(options) {}

  void Tell(std::string_view name, std::string value) {
    facts_.emplace_back(name, std::move(value));
  }

  /// For tests that concern no user.
  void HideHome() { home_hidden_ = true; }
  std::string Home() override {
    return home_hidden_ ? std::string() : PosixHost::Home();
  }

  std::optional<std::string> Environment(std::string_view name) override {
    for (const auto& [known, value] : facts_) {
      if (known == name) return value;
    }
    return PosixHost::Environment(name);
  }

 private:
  std::vector<std::pair<std::string_view, std::string>> facts_;
  bool home_hidden_ = false;
};

}  // namespace trommel
