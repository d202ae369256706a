// SPDX-License-Identifier: MIT
// ${readfile{file}{line end}} and ${stat:file}.
//
// Exim specification, "Expansion items", "Expansion operators".
// - A tainted name is refused by readfile; stat takes it, as Exim does.
// - What is read is not tainted: the owner of the script chose the file. The
//   host may confine it (setting allow_path).
// - A file past limits::kReadFileBytes is an error; Exim has no limit.
#include <array>

#include "interp/base/limits.h"
#include "stdlib/shared/exim_text.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_item_readfile;

namespace {

using vm::CallContext;

Failure CannotOpen(const std::string& path, std::string_view why) {
  return Err(Code::kRun, "failed to open " + path + ": " + std::string(why));
}

Failure TaintedName(CallContext& context, const std::string& path) {
  return CannotOpen(
      path,
      "Permission denied (euid=" + std::to_string(context.host().UserId()) +
          " egid=" + std::to_string(context.host().GroupId()) + ")");
}

Result<Value> RunReadFile(CallContext& context, std::span<const Value> args) {
  const std::string path(args[0].text().substr(0, args[0].text().find('\0')));
  if (args[0].tainted() && !path.empty()) return TaintedName(context, path);
  Result<std::string> bytes = context.host().ReadFile(path);
  if (!bytes && bytes.error().code == Code::kRun) {
    return CannotOpen(path, bytes.error().text);
  }
  if (!bytes) return Err(std::move(bytes.error()));
  const bool given = !args[1].is_nil();
  return exim::TextOf(context, *bytes, given ? args[1].text() : "\n",
                      given && !args[1].text().empty() && args[1].tainted());
}

constexpr uint32_t kTypeMask = 0170000;

/// The first letter of `ls -l`.
char TypeLetter(uint32_t mode) {
  struct Type {
    uint32_t bits;
    char letter;
  };
  constexpr Type kTypes[] = {{0040000, 'd'}, {0020000, 'c'}, {0060000, 'b'},
                             {0010000, 'p'}, {0120000, 'l'}, {0140000, 's'}};
  for (const Type& type : kTypes) {
    if ((mode & kTypeMask) == type.bits) return type.letter;
  }
  return '-';
}

std::string Symbolic(uint32_t mode) {
  std::string out(1, TypeLetter(mode));
  constexpr std::string_view kLetters = "rwxrwxrwx";
  for (size_t i = 0; i < kLetters.size(); ++i) {
    const bool set = (mode >> (kLetters.size() - 1 - i) & 1U) != 0;
    out += set ? kLetters[i] : '-';
  }
  struct Special {
    uint32_t bit;
    size_t place;
    std::string_view letters;  // without and with the right to execute
  };
  constexpr Special kSpecials[] = {
      {04000, 3, "Ss"}, {02000, 6, "Ss"}, {01000, 9, "Tt"}};
  for (const Special& special : kSpecials) {
    if ((mode & special.bit) == 0) continue;
    out[special.place] = special.letters[out[special.place] == 'x' ? 1 : 0];
  }
  return out;
}

std::string Octal(uint32_t mode) {
  std::string out;
  for (uint32_t rest = mode; rest != 0; rest >>= 3U) {
    out.insert(out.begin(), static_cast<char>('0' + (rest & 7U)));
  }
  return std::string(out.size() < 4 ? 4 - out.size() : 0, '0') + out;
}

Result<Value> RunStat(CallContext& context, std::span<const Value> args) {
  if (context.settings().forbid_filter_existstest) {
    return Err(Code::kRun, "Use of the stat() expansion is not permitted");
  }
  const std::string path(args[0].text().substr(0, args[0].text().find('\0')));
  Result<vm::FileStatus> status = context.host().StatFile(path);
  if (!status) {
    if (status.error().code != Code::kRun) return Err(status.error());
    return Err(Code::kRun, "stat(" + path + ") failed: " + status.error().text);
  }
  constexpr uint32_t kShownBits = 077777;
  std::string out = "mode=" + Octal(status->mode & kShownBits) +
                    " smode=" + Symbolic(status->mode);
  const std::pair<std::string_view, int64_t> numbers[] = {
      {" inode=", status->inode},    {" device=", status->device},
      {" links=", status->links},    {" uid=", status->user},
      {" gid=", status->group},      {" size=", status->size},
      {" atime=", status->accessed}, {" mtime=", status->modified},
      {" ctime=", status->changed}};
  for (const auto& [name, number] : numbers) {
    out += name;
    out += std::to_string(number);
  }
  return exim::Copied(context, out, false);
}

constexpr Row kRows[] = {
    {RowKind::kItem, "readfile", "readfile <file: string> [<line_end: string>]",
     "what is in a file", "${readfile{/etc/note}{;}} => hi;", nullptr,
     RunReadFile},
    {RowKind::kOperator, "stat", "stat <file: string>",
     "size, owner, mode, times of a file",
     "${extract{size}{${stat:/etc/note}}} => 3", nullptr, RunStat},
};

}  // namespace

constinit const Feature exim_item_readfile = {"item_readfile", 1,
                                              Language::kExim, "", kRows};

}  // namespace trommel::stdlib
