// SPDX-License-Identifier: MIT
#include "tools/mailbox/stored_flags.h"

#include <algorithm>

#include "tools/common/file.h"

namespace trommel::mailbox {
namespace {

struct FlagRow {
  char letter;
  std::string_view name;
};

constexpr FlagRow kFlags[] = {{'D', "\\Draft"},
                              {'F', "\\Flagged"},
                              {'R', "\\Answered"},
                              {'S', "\\Seen"},
                              {'T', "\\Deleted"}};

std::string_view NameOf(char letter) {
  for (const FlagRow& row : kFlags) {
    if (row.letter == letter) return row.name;
  }
  return {};
}

bool IsKeyword(char letter) { return letter >= 'a' && letter <= 'z'; }

// The keyword of number `wanted` in the bytes of dovecot-keywords.
std::string_view Keyword(std::string_view lines, int wanted) {
  const std::string number = std::to_string(wanted) + " ";
  while (!lines.empty()) {
    const size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = lines.substr(0, end);
    if (line.starts_with(number)) return line.substr(number.size());
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return {};
}

// Of "a/b/cur/x" the folder "a/b".
std::string FolderOf(std::string_view path) {
  for (int i = 0; i < 2; ++i) {
    const size_t slash = path.rfind('/');
    if (slash == std::string_view::npos) return i == 0 ? ".." : ".";
    path = path.substr(0, slash);
  }
  return std::string(path);
}

}  // namespace

std::string StoredFlags(std::string_view path) {
  constexpr std::string_view kInfo = ":2,";
  const size_t at = path.rfind(kInfo);
  if (at == std::string_view::npos) return {};
  const std::string_view letters = path.substr(at + kInfo.size());
  if (letters.find('/') != std::string_view::npos) return {};
  std::string out;
  auto add = [&out](std::string_view flag) {
    if (flag.empty()) return;
    if (!out.empty()) out += ' ';
    out += flag;
  };
  for (char letter : letters) add(NameOf(letter));
  if (std::none_of(letters.begin(), letters.end(), IsKeyword)) return out;
  const Result<FileBytes> names =
      FileBytes::Read(FolderOf(path) + "/dovecot-keywords");
  if (!names) return out;
  for (char letter : letters) {
    if (IsKeyword(letter)) add(Keyword(names->view(), letter - 'a'));
  }
  return out;
}

}  // namespace trommel::mailbox
