// SPDX-License-Identifier: MIT
// saslauthd inside ${if: a password checked by Cyrus's daemon saslauthd.
//
// Exim specification, "Expansion conditions"; the protocol as seen on
// Exim 4.96: each string behind its size in two bytes. Exim knows the socket
// since it was compiled: here it is the setting saslauthd_socket. What is no
// answer has a text of ours, where Exim says "(null)", and Exim waits for one
// for ever.
#include "interp/vm/host.h"
#include "stdlib/shared/exim_calls.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_cond_saslauthd;

namespace {

constexpr size_t kLongest = 0xFFFF;
constexpr size_t kLongestAnswer = 1024;
constexpr size_t kStrings = 4;

/// Up to a NUL, as every string of Exim's.
Status Append(std::string_view text, std::string* out) {
  text = text.substr(0, text.find('\0'));
  if (text.size() > kLongest) {
    return Err(Code::kRun, "a string is too long for saslauthd");
  }
  *out += static_cast<char>(text.size() >> 8U);
  *out += static_cast<char>(text.size() & 0xFFU);
  *out += text;
  return {};
}

/// The string of an answer, or nothing when it is none.
std::string_view AnswerOf(std::string_view bytes) {
  if (bytes.size() < 2) return {};
  const size_t size = size_t{static_cast<unsigned char>(bytes[0])} << 8U |
                      static_cast<unsigned char>(bytes[1]);
  return size > kLongestAnswer ? std::string_view() : bytes.substr(2, size);
}

/// Exim's words for a socket that nobody listens on.
Failure NotThere(const std::string& path, Error error) {
  const std::string socket = "failed to connect to socket " + path + ": ";
  if (error.text.starts_with(socket)) {
    error.text.replace(0, socket.size(),
                       "cannot connect to saslauthd daemon at " + path + ": ");
  }
  return Err(std::move(error));
}

Result<Value> RunSaslauthd(vm::CallContext& context,
                           std::span<const Value> args) {
  std::string input;
  for (size_t i = 0; i < kStrings; ++i) {
    const bool given = i < args.size() && !args[i].is_nil();
    TRY(Append(given ? args[i].text() : std::string_view(), &input));
  }
  const std::string& path = context.settings().saslauthd_socket;
  vm::SocketRequest request;
  request.where = path;
  request.input = input;
  request.timeout_seconds = context.settings().lookup_timeout;
  request.shutdown = false;
  TRY(exim::CountConnection(context));
  Result<std::string> bytes = context.host().AskSocket(request);
  if (!bytes) return NotThere(path, std::move(bytes.error()));
  const std::string_view answer = AnswerOf(*bytes);
  if (answer.starts_with("OK")) return Value::Bool(true);
  if (answer.starts_with("NO")) return Value::Bool(false);
  if (answer.size() < 2) {
    return Err(Code::kRun, "no answer from saslauthd daemon at " + path);
  }
  return Err(Code::kRun, exim::Printable(answer, true));
}

constexpr Row kRows[] = {
    {RowKind::kIfCondition, "saslauthd",
     "saslauthd <user: string> <password: string> [<service: string>] "
     "[<realm: string>]",
     "the saslauthd daemon knows the password",
     "${if and{{eq{1}{2}}{saslauthd{{me}{x}}}}{y}{n}} => n", nullptr,
     RunSaslauthd},
};

}  // namespace

constinit const Feature exim_cond_saslauthd = {"cond_saslauthd", 1,
                                               Language::kExim, "", kRows};

}  // namespace trommel::stdlib
