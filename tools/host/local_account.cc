// SPDX-License-Identifier: MIT
#include "tools/host/local_account.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "interp/text/ascii.h"

namespace trommel {
namespace {

constexpr size_t kLargest = size_t{64} << 10U;

/// The whole file; empty when it is absent or larger.
std::string ReadSmall(const std::string& path) {
  std::string out;
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return out;
  std::array<char, 4096> block;
  ssize_t n = 0;
  while (out.size() <= kLargest &&
         (n = ::read(file, block.data(), block.size())) > 0) {
    out.append(block.data(), static_cast<size_t>(n));
  }
  ::close(file);
  if (n < 0 || out.size() > kLargest) out.clear();
  return out;
}

std::string_view TakeUntil(char end, std::string_view* rest) {
  const std::string_view taken = rest->substr(0, rest->find(end));
  rest->remove_prefix(std::min(taken.size() + 1, rest->size()));
  return taken;
}

/// Whether the one line "passwd:" names "files" first, with no [action] behind.
bool FilesComeFirst(std::string_view services) {
  size_t lines = 0;
  bool first = false;
  while (!services.empty()) {
    std::string_view line = text::Trim(TakeUntil('\n', &services));
    if (!line.starts_with("passwd:")) continue;
    ++lines;
    line.remove_prefix(sizeof "passwd:" - 1);
    line = text::Trim(line.substr(0, line.find('#')));
    const std::string_view service = TakeUntil(' ', &line);
    first = service == "files" && !text::Trim(line).starts_with('[');
  }
  return first && lines == 1;
}

bool IsNumber(std::string_view text, unsigned* number) {
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, *number);
  return error == std::errc() && at == end && !text.empty();
}

/// name:password:uid:gid:comment:home:shell; nothing for other lines, which
/// the name service may read in a way of its own.
std::optional<Account> EntryOf(std::string_view line, uid_t user) {
  std::array<std::string_view, 6> fields;
  for (std::string_view& field : fields) field = TakeUntil(':', &line);
  unsigned id = 0;
  unsigned group = 0;
  if (!IsNumber(fields[2], &id) || id != user) return std::nullopt;
  if (!IsNumber(fields[3], &group) || fields[0].empty()) return std::nullopt;
  return Account{std::string(fields[0]), std::string(fields[5]), group};
}

}  // namespace

std::optional<Account> LocalAccount(uid_t user, const AccountFiles& files) {
  if (!FilesComeFirst(ReadSmall(files.services))) return std::nullopt;
  const std::string accounts = ReadSmall(files.accounts);
  std::string_view rest = accounts;
  while (!rest.empty()) {
    const std::string_view line = TakeUntil('\n', &rest);
    if (line.find_first_of("+- \t") == 0) return std::nullopt;
    if (auto entry = EntryOf(line, user)) return entry;
  }
  return std::nullopt;
}

}  // namespace trommel
