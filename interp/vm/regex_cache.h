// SPDX-License-Identifier: MIT
// RegexCache: patterns compiled once a machine, not once a message.
#pragma once

#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "interp/text/regex.h"

namespace trommel::vm {

/// Keyed by pattern bytes and options. Holds at most kEntries patterns; when
/// full (patterns made of message data) it starts afresh. Not thread-safe.
class RegexCache {
 public:
  static constexpr size_t kEntries = 8192;

  /// The pointer is good until the next Get.
  Result<const text::Regex*> Get(std::string_view pattern,
                                 text::Regex::Options options);

 private:
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  using Table =
      std::unordered_map<std::string, text::Regex, Hash, std::equal_to<>>;
  std::array<Table, 4> tables_;  // by syntax and caselessness
};

}  // namespace trommel::vm
