// SPDX-License-Identifier: MIT
// BodyCache: the MIME tree and decoded parts of one message, made when asked.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "interp/base/result.h"
#include "interp/mail/mime_tree.h"

namespace trommel::vm {

/// Bound to one message between two Resets.
class BodyCache {
 public:
  void Reset();
  const mail::MimeTree& Tree(const mail::Message& message);
  /// Decoded text of a part, the message's own bytes if they need no decoding;
  /// kLimit past limits::kDecodedBytes in all of those that do.
  Result<std::string_view> Text(const mail::Message& message, size_t part);

 private:
  Status Charge(size_t bytes);

  std::optional<mail::MimeTree> tree_;
  struct PartText {
    bool made = false;
    std::string_view text;  // of the message or of `decoded`
    std::string decoded;
  };

  std::vector<PartText> texts_;
  size_t decoded_bytes_ = 0;
};

}  // namespace trommel::vm
