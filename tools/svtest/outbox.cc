// SPDX-License-Identifier: MIT
#include "tools/svtest/outbox.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <span>
#include <utility>

#include "interp/text/ascii.h"
#include "tools/common/file.h"
#include "tools/common/script_files.h"

namespace trommel::svtest {
namespace {

constexpr size_t kMostMessages = 10000;
constexpr int kFailed = 75;

std::string NameOf(const std::string& folder, size_t number) {
  return folder + "/" + std::to_string(number) + ".sent";
}

std::string BareOf(std::string_view path) {
  const size_t open = path.find('<');
  const size_t close = path.find('>', open);
  if (open == std::string_view::npos || close == std::string_view::npos) {
    return std::string(text::Trim(path));
  }
  return std::string(path.substr(open + 1, close - open - 1));
}

/// What stands behind the path of a MAIL or RCPT command.
std::string ParametersOf(std::string_view line) {
  const size_t close = std::min(line.rfind('>'), line.size() - 1);
  return " " + std::string(text::Trim(line.substr(close + 1)));
}

/// A file of an envelope line each (an address, perhaps a tab and
/// parameters), an empty line, and the message.
int Keep(const std::string& folder, std::string_view from,
         std::span<const std::string> to, std::string_view message) {
  size_t number = 0;
  while (number < kMostMessages &&
         ::access(NameOf(folder, number).c_str(), F_OK) == 0) {
    ++number;
  }
  std::string bytes(from.starts_with("<>") ? from.substr(2) : from);
  for (const std::string& recipient : to) bytes += "\n" + recipient;
  bytes += "\n\n";
  bytes += message;
  return WriteFile(NameOf(folder, number), bytes) ? 0 : kFailed;
}

/// Lines of standard input, without their ends.
class Lines {
 public:
  bool Next(std::string* line) {
    line->clear();
    for (int c = std::getchar(); c != EOF; c = std::getchar()) {
      if (c == '\n') {
        if (line->ends_with('\r')) line->pop_back();
        return true;
      }
      *line += static_cast<char>(c);
    }
    return !line->empty();
  }
};

void Answer(std::string_view text) {
  std::printf("%.*s\r\n", static_cast<int>(text.size()), text.data());
  std::fflush(stdout);
}

std::string ReadData(Lines* lines) {
  std::string message;
  std::string line;
  while (lines->Next(&line) && line != ".") {
    message += line.starts_with('.') ? line.substr(1) : line;
    message += '\n';
  }
  return message;
}

int Talk(const std::string& folder) {
  Lines lines;
  std::string line;
  std::string from;
  std::vector<std::string> to;
  int status = 0;
  Answer("220 svtest");
  while (lines.Next(&line)) {
    if (text::StartsCaseless(line, "EHLO")) {
      Answer("250-svtest\r\n250-DSN\r\n250 DELIVERBY");
    } else if (text::StartsCaseless(line, "MAIL FROM:")) {
      from = BareOf(line) + "\t" + ParametersOf(line);
      to.clear();
      Answer("250 ok");
    } else if (text::StartsCaseless(line, "RCPT TO:")) {
      to.push_back(BareOf(line) + "\t" + ParametersOf(line));
      Answer("250 ok");
    } else if (text::StartsCaseless(line, "DATA")) {
      Answer("354 go on");
      status = Keep(folder, from, to, ReadData(&lines));
      Answer(status == 0 ? "250 kept" : "451 cannot write");
    } else if (text::StartsCaseless(line, "QUIT")) {
      Answer("221 bye");
      break;
    } else {
      Answer("250 ok");
    }
  }
  return status;
}

}  // namespace

Result<std::string> MakeOutbox(const std::string& folder) {
  std::string path = folder + "/" + std::string(kOutboxName);
  char self[4096];
  const ssize_t size = ::readlink("/proc/self/exe", self, sizeof self - 1);
  if (size <= 0) return Err(Code::kIo, "the program does not find itself");
  self[size] = '\0';
  if (::symlink(self, path.c_str()) == 0) return path;
  return Err(Code::kIo, "cannot make " + path + ": " + std::strerror(errno));
}

int RunOutbox(std::string_view path, std::vector<std::string_view> words) {
  std::string folder = FolderOf(std::string(path));
  if (folder.size() > 1) folder.pop_back();
  if (std::ranges::find(words, "-bs") != words.end()) return Talk(folder);
  std::string from;
  std::vector<std::string> to;
  bool recipients = false;
  for (size_t i = 0; i < words.size(); ++i) {
    if (recipients) {
      to.emplace_back(words[i]);
    } else if (words[i] == "-f" && i + 1 < words.size()) {
      from = words[++i];
    } else if (words[i] == "--") {
      recipients = true;
    }
  }
  Result<FileBytes> message = FileBytes::Read("-");
  return message ? Keep(folder, from, to, message->view()) : kFailed;
}

std::vector<Sent> TakeOutbox(const std::string& folder) {
  std::vector<Sent> out;
  for (size_t number = 0; number < kMostMessages; ++number) {
    const std::string name = NameOf(folder, number);
    Result<FileBytes> file = FileBytes::Read(name);
    if (!file) break;
    std::string_view bytes = file->view();
    auto next_line = [&bytes] {
      const size_t end = std::min(bytes.find('\n'), bytes.size());
      const std::string_view line = bytes.substr(0, end);
      bytes.remove_prefix(std::min(end + 1, bytes.size()));
      return std::string(line);
    };
    const std::string from = next_line();
    const size_t blank = std::min(from.find('\t'), from.size());
    std::vector<std::string> to;
    for (std::string line = next_line(); !line.empty(); line = next_line()) {
      to.push_back(std::move(line));
    }
    for (const std::string& line : to) {
      const size_t end = std::min(line.find('\t'), line.size());
      out.push_back({from.substr(0, blank), line.substr(0, end),
                     std::string(bytes),
                     from.substr(std::min(blank + 1, from.size())) +
                         line.substr(std::min(end + 1, line.size()))});
    }
    ::unlink(name.c_str());
  }
  return out;
}

}  // namespace trommel::svtest
