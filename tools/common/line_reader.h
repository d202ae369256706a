// SPDX-License-Identifier: MIT
// LineReader: lines typed at a prompt, with a history.
#pragma once

#include <optional>
#include <string>

namespace trommel {

/// Asks for lines at a terminal. libedit edits them and remembers them when it
/// is installed; it is loaded by the first LineReader, so that nothing else
/// pays for it. Without it the terminal's own editing has to do.
class LineReader {
 public:
  LineReader();
  LineReader(const LineReader&) = delete;
  LineReader& operator=(const LineReader&) = delete;

  /// A line without its end; absent at the end of the input.
  std::optional<std::string> Read(const char* prompt);

 private:
  // As <editline/readline.h> declares them.
  char* (*readline_)(const char* prompt) = nullptr;
  int (*add_history_)(const char* line) = nullptr;
};

}  // namespace trommel
