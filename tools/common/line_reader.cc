// SPDX-License-Identifier: MIT
#include "tools/common/line_reader.h"

#include <dlfcn.h>
#include <unistd.h>

#include <cerrno>
#include <clocale>
#include <cstdlib>
#include <string_view>

namespace trommel {
namespace {

constexpr const char* kLibrary = "libedit.so.2";

/// Bytes up to a line end or the end of the input, one at a time: what follows
/// may be for others.
std::optional<std::string> ReadPlain(std::string_view prompt) {
  if (::write(STDOUT_FILENO, prompt.data(), prompt.size()) < 0) return {};
  std::string line;
  for (;;) {
    char c = 0;
    const ssize_t n = ::read(STDIN_FILENO, &c, 1);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0 && line.empty()) return {};
    if (n <= 0 || c == '\n') return line;
    line += c;
  }
}

}  // namespace

LineReader::LineReader() {
  void* library = ::dlopen(kLibrary, RTLD_NOW);
  if (library == nullptr) return;
  // In the C locale libedit takes no character beyond ASCII.
  (void)std::setlocale(LC_CTYPE, "C.UTF-8");
  readline_ =
      reinterpret_cast<decltype(readline_)>(::dlsym(library, "readline"));
  add_history_ =
      reinterpret_cast<decltype(add_history_)>(::dlsym(library, "add_history"));
  if (add_history_ == nullptr) readline_ = nullptr;
}

std::optional<std::string> LineReader::Read(const char* prompt) {
  if (readline_ == nullptr) return ReadPlain(prompt);
  char* typed = readline_(prompt);
  if (typed == nullptr) return {};
  std::string line(typed);
  std::free(typed);
  if (!line.empty()) add_history_(line.c_str());
  return line;
}

}  // namespace trommel
