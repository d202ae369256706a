// SPDX-License-Identifier: MIT
#include "tools/delivery/pipe_command.h"

#include <unistd.h>

#include <algorithm>
#include <array>

#include "interp/text/address.h"

namespace trommel::delivery {
namespace {

constexpr std::array<std::string_view, 2> kHome = {"$home", "${home}"};
constexpr std::array<std::string_view, 4> kOutside = {
    "$local_part", "${local_part}", "$domain", "${domain}"};

Status ExpandWord(const std::string& home, std::string* word) {
  for (std::string_view name : kHome) {
    const bool whole =
        word->starts_with(name) &&
        (word->size() == name.size() || (*word)[name.size()] == '/');
    if (!whole) continue;
    *word = home + word->substr(name.size());
    break;
  }
  const std::string quoted = "\"" + *word + "\" of the pipe command";
  if (std::find(kOutside.begin(), kOutside.end(), *word) != kOutside.end()) {
    return Err(Code::kTemporary,
               quoted + " comes from outside: not permitted as an argument");
  }
  if (word->find_first_of("$\\") == std::string::npos) return {};
  return Err(Code::kTemporary, quoted +
                                   " needs expansion; only $home is supported "
                                   "there");
}

std::string FindProgram(const std::string& name) {
  if (name.find('/') != std::string::npos) return name;
  for (std::string_view folder : {"/bin/", "/usr/bin/"}) {
    std::string path = std::string(folder) + name;
    if (::access(path.c_str(), X_OK) == 0) return path;
  }
  return "/bin/" + name;
}

std::vector<std::string> Environment(const mail::Envelope& envelope,
                                     const std::string& home, vm::Host& host) {
  const text::AddressParts parts = text::SplitAddress(envelope.recipient);
  const std::string login = host.LoginName();
  std::vector<std::string> out = {"HOME=" + home,
                                  "LOGNAME=" + login,
                                  "USER=" + login,
                                  "LOCAL_PART=" + std::string(parts.local_part),
                                  "DOMAIN=" + std::string(parts.domain),
                                  "SENDER=" + envelope.sender,
                                  "RECIPIENT=" + envelope.recipient,
                                  "PATH=/bin:/usr/bin",
                                  "SHELL=/bin/sh"};
  return out;
}

}  // namespace

Result<ProgramCall> PipeCommand(std::string_view command,
                                const mail::Envelope& envelope,
                                const std::string& home, vm::Host& host) {
  ProgramCall call;
  TRY_ASSIGN(call.argv, SplitCommand(command));
  for (std::string& word : call.argv) TRY(ExpandWord(home, &word));
  call.argv[0] = FindProgram(call.argv[0]);
  if (!call.argv[0].starts_with('/')) {
    return Err(Code::kTemporary,
               "the pipe command \"" + call.argv[0] + "\" is no absolute path");
  }
  call.environment = Environment(envelope, home, host);
  if (!home.empty()) call.directory = home;
  return call;
}

}  // namespace trommel::delivery
