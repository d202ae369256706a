// SPDX-License-Identifier: MIT
#include "tools/delivery/locked_lines.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <ctime>
#include <utility>

#include "interp/text/ascii.h"
#include "tools/delivery/files.h"
#include "tools/delivery/interrupt.h"

namespace trommel::delivery {
namespace {

constexpr int kTries = 500;
constexpr int kPauseMs = 20;
constexpr int64_t kStaleSeconds = 60;
constexpr unsigned kPrivate = 0600;
constexpr size_t kLetters = 26;
constexpr size_t kMostBytes = size_t{1} << 20U;
constexpr std::string_view kVersion2 = "V\t2\n";

Result<std::string> ReadAll(const std::string& path) {
  const Descriptor file(
      ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
  if (!file.open()) {
    if (errno == ENOENT) return std::string();
    return SystemError("open " + path, errno);
  }
  std::string out;
  std::array<char, 8192> buffer;
  while (out.size() < kMostBytes) {
    const ssize_t got = ::read(file.get(), buffer.data(), buffer.size());
    if (got < 0) return SystemError("read " + path, errno);
    if (got == 0) return out;
    out.append(buffer.data(), static_cast<size_t>(got));
  }
  return Err(Code::kTemporary, path + " is too large");
}

void DropStale(const std::string& lock) {
  struct stat info {};
  if (::stat(lock.c_str(), &info) != 0) return;
  if (::time(nullptr) - info.st_mtime > kStaleSeconds) ::unlink(lock.c_str());
}

Result<Descriptor> TakeLock(const std::string& lock) {
  for (int i = 0; i < kTries; ++i) {
    Descriptor file(::open(lock.c_str(),
                           O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kPrivate));
    if (file.open()) return file;
    if (errno != EEXIST) return SystemError("make " + lock, errno);
    TRY(CheckInterrupt());
    DropStale(lock);
    ::poll(nullptr, 0, kPauseMs);
  }
  return Err(Code::kTemporary, lock + " stays locked");
}

Status Replace(const std::string& path, const std::string& lock,
               const Descriptor& file, const std::string& lines) {
  struct stat info {};
  if (::stat(path.c_str(), &info) == 0 &&
      ::fchmod(file.get(), info.st_mode & 0777) != 0) {
    return SystemError("set the mode of " + lock, errno);
  }
  TRY(WritePieces(file.get(), {lines}, lock));
  TRY(Sync(file.get(), lock));
  if (::rename(lock.c_str(), path.c_str()) != 0) {
    return SystemError("rename " + lock, errno);
  }
  return SyncFolder(ParentOf(path));
}

bool HasLine(std::string_view lines, std::string_view wanted) {
  while (!lines.empty()) {
    const size_t end = std::min(lines.find('\n'), lines.size());
    if (lines.substr(0, end) == wanted) return true;
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return false;
}

void AddLine(std::string_view line, std::string* lines) {
  if (!lines->empty() && !lines->ends_with('\n')) *lines += '\n';
  *lines += line;
  *lines += '\n';
}

}  // namespace

Status UpdateLines(const std::string& path,
                   const std::function<void(std::string*)>& change) {
  TRY_ASSIGN(std::string seen, ReadAll(path));
  std::string wanted = seen;
  change(&wanted);
  if (wanted == seen) return {};
  const std::string lock = path + ".lock";
  TRY_ASSIGN(const Descriptor file, TakeLock(lock));
  Result<std::string> now = ReadAll(path);
  Status written;
  if (now) {
    change(&*now);
    written = Replace(path, lock, file, *now);
  } else {
    written = Err(std::move(now.error()));
  }
  if (!written) ::unlink(lock.c_str());
  return written;
}

void AddSubscription(std::string_view folder, std::string* lines) {
  std::string line(folder);
  if (lines->starts_with(kVersion2)) {
    std::replace(line.begin(), line.end(), '.', '\t');
  }
  if (!HasLine(*lines, line)) AddLine(line, lines);
}

char KeywordLetter(std::string_view keyword, std::string* lines) {
  std::array<bool, kLetters> taken{};
  for (std::string_view rest = *lines; !rest.empty();) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const size_t blank = line.find(' ');
    size_t number = 0;
    for (char c : line.substr(0, std::min(blank, size_t{4}))) {
      number = text::IsDigit(c) ? number * 10 + static_cast<size_t>(c - '0')
                                : kLetters;
    }
    if (blank == std::string_view::npos || number >= kLetters) continue;
    taken[number] = true;
    if (text::EqualsCaseless(line.substr(blank + 1), keyword)) {
      return static_cast<char>('a' + number);
    }
  }
  const auto* unused = std::find(taken.begin(), taken.end(), false);
  if (unused == taken.end()) return '\0';
  const auto number = static_cast<size_t>(unused - taken.begin());
  AddLine(std::to_string(number) + " " + std::string(keyword), lines);
  return static_cast<char>('a' + number);
}

}  // namespace trommel::delivery
