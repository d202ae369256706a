// SPDX-License-Identifier: MIT
// StdinMessage: the one buffer that holds the message.
#pragma once

#include <cstdlib>
#include <memory>
#include <string_view>

#include "interp/base/result.h"

namespace trommel::lda {

/// The bytes of standard input. Grows by realloc, which moves pages and not
/// bytes, so that the peak is one message.
class StdinMessage {
 public:
  /// kTemporary when reading fails, when memory runs out, and for no bytes at
  /// all, which no MTA sends.
  Status Read();
  /// The message without a leading mbox `From ` line; lives as this object.
  std::string_view bytes() const;

 private:
  struct Free {
    void operator()(char* bytes) const { std::free(bytes); }
  };
  Status Grow();
  std::unique_ptr<char, Free> bytes_;
  size_t size_ = 0;
  size_t capacity_ = 0;
};

}  // namespace trommel::lda
