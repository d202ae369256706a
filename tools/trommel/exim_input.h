// SPDX-License-Identifier: MIT
// EximInput: standard input of a filter test, the middle of a large body left
// out, so that memory does not grow with the message.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "interp/base/result.h"
#include "interp/vm/settings.h"
#include "tools/trommel/exim_message.h"

namespace trommel {

/// Counts a body that comes in pieces, and keeps its last bytes.
class BodyCounter {
 public:
  /// `keep`: so many bytes of the end, at least, are kept.
  BodyCounter(const EximReading& how, size_t keep)
      : dot_ends_(how.dot_ends), keep_(keep) {}

  /// The next piece; pieces behind the dot that ended the body are ignored.
  void Feed(std::string_view piece);
  /// There are no more pieces.
  void End();

  bool ended() const { return ended_; }
  int64_t size() const { return size_; }
  int64_t lines() const { return lines_; }
  int64_t zeros() const { return zeros_; }
  std::string_view tail() const { return tail_; }

 private:
  void Take(std::string_view bytes);
  void Untake(size_t bytes);
  void EndLine();
  bool LineIsDot() const { return dot_ends_ && line_ == 1 && first_ == '.'; }

  bool dot_ends_;
  size_t keep_;
  bool ended_ = false;
  int64_t size_ = 0;
  int64_t lines_ = 0;
  int64_t zeros_ = 0;
  size_t line_ = 0;  ///< bytes of the present line so far
  char first_ = 0;   ///< its first byte
  std::string tail_;
};

/// What a filter can see of a message. `message` views
/// `bytes`.
struct EximInput {
  std::unique_ptr<std::string> bytes = std::make_unique<std::string>();
  EximMessage message;
};

/// How much of a message is kept whole, and how much of the end of a longer
/// one. A filter sees no more of a body than message_body_visible bytes of
/// either end.
struct InputWindow {
  size_t head = 0;
  size_t tail = 0;
};

/// What a filter or an expansion can see under these settings.
InputWindow EximWindow(const vm::Settings& settings);

/// Reads a descriptor to its end. kNoInput with the reason when it cannot.
Result<EximInput> ReadEximInput(int descriptor, const EximReading& how,
                                const InputWindow& window);

}  // namespace trommel
