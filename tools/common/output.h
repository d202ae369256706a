// SPDX-License-Identifier: MIT
// Output: buffered writing to a descriptor; and text fit for a terminal.
#pragma once

#include <string>
#include <string_view>

#include "interp/base/result.h"

namespace trommel {

/// Collects text and writes it in blocks. The first failure is kept, later text
/// is dropped. Not thread-safe. A destroyed Output flushes, and then nobody
/// learns of a failure: call Flush.
class Output {
 public:
  explicit Output(int descriptor) : descriptor_(descriptor) {}
  ~Output();
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  void Write(std::string_view text);
  /// kIo with the reason, now or at an earlier block. A reader that went away
  /// (EPIPE) is no failure: see closed().
  Status Flush();
  /// Nobody reads any more; writing on is pointless.
  bool closed() const { return error_ != 0; }

 private:
  void Drain();
  int descriptor_;
  int error_ = 0;
  std::string buffer_;
};

/// Writes `text` to stderr at once, after "trommel: " or another prefix.
void Complain(std::string_view program, std::string_view text);

/// Appends `text` as one line of valid UTF-8 without control characters (C0,
/// DEL, C1) and without marks that turn the direction of text, so that a
/// message cannot steer a terminal or hide: they become '?', white space
/// becomes a blank, invalid bytes become U+FFFD.
void AppendPrintable(std::string_view text, std::string* out);

/// The first `count` characters of UTF-8 `text`; views it.
std::string_view FirstCharacters(std::string_view text, size_t count);

}  // namespace trommel
