// SPDX-License-Identifier: MIT
#include "stdlib/shared/named_program.h"

#include <algorithm>

#include "interp/base/limits.h"
#include "interp/text/ascii.h"
#include "interp/text/charset.h"
#include "interp/text/utf8.h"

namespace trommel::stdlib {
namespace {

using vm::CallContext;

constexpr int kNotThere = 127;
constexpr int kSignal = 256;
constexpr int64_t kDefaultSeconds = 10;

bool IsControl(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F;
}

/// Whether `text` holds one of the characters U+0080 to U+009F, U+2028, U+2029.
bool HasWideControl(std::string_view text) {
  for (size_t i = 0; i + 1 < text.size(); ++i) {
    const auto next = static_cast<unsigned char>(text[i + 1]);
    if (text[i] == '\xC2' && next < 0xA0) return true;
    const std::string_view three = text.substr(i, 3);
    if (three == "\xE2\x80\xA8" || three == "\xE2\x80\xA9") return true;
  }
  return false;
}

size_t Characters(std::string_view text) {
  size_t count = 0;
  for (size_t at = 0; at < text.size(); ++count) {
    at += text::NextUtf8(text, at).length;
  }
  return count;
}

bool IsProgramName(std::string_view name) {
  return !name.empty() && name != "." && name != ".." &&
         name.find('/') == name.npos && text::IsUtf8(name) &&
         Characters(name) <= limits::kProgramNameBytes &&
         std::ranges::none_of(name, IsControl) && !HasWideControl(name);
}

bool IsArgument(std::string_view argument) {
  return argument.size() <= limits::kProgramArgumentBytes &&
         std::ranges::none_of(argument, IsControl);
}

std::string NoArgument(std::string_view argument) {
  return "\"" + std::string(argument.substr(0, 80)) +
         "\" cannot be the argument of a program";
}

std::vector<std::string> EnvironmentOf(CallContext& context) {
  const mail::Envelope& envelope = context.envelope();
  const std::string& original = envelope.original_recipient.empty()
                                    ? envelope.recipient
                                    : envelope.original_recipient;
  vm::Host& host = context.host();
  return {"HOME=" + host.Home(),
          "USER=" + host.LoginName(),
          "HOST=" + host.HostName(),
          "SENDER=" + envelope.sender,
          "RECIPIENT=" + envelope.recipient,
          "ORIG_RECIPIENT=" + original};
}

}  // namespace

void CheckProgram(CheckContext& context, size_t name, size_t arguments) {
  const BoundArg& program = context.args[name];
  if (!program.constant) {
    context.issues->Error(program.span,
                          "the name of a program must be constant",
                          "variables may stand in its arguments");
  } else if (!IsProgramName(program.text)) {
    context.issues->Error(
        program.span,
        "\"" + std::string(program.text) + "\" cannot be the name of a program",
        "a name has no \"/\"; the folder is a setting");
  }
  const BoundArg& words = context.args[arguments];
  if (!words.given || !words.constant) return;
  for (std::string_view word : words.list) {
    if (!IsArgument(word)) context.issues->Error(words.span, NoArgument(word));
  }
}

std::string WithLineEnds(std::string_view text, const ProgramPolicy& policy) {
  const bool crlf = policy.eol != "lf";
  std::string out;
  out.reserve(text.size() + text.size() / 32);
  for (size_t i = 0; i < text.size(); ++i) {
    const bool pair = text[i] == '\r' && text.substr(i + 1, 1) == "\n";
    if (pair) ++i;
    if (text[i] == '\n') {
      out += crlf ? "\r\n" : "\n";
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string CurrentMessage(CallContext& context, const ProgramPolicy& policy) {
  if (const vm::Content* now = context.content()) {
    return WithLineEnds(std::string(now->header) + std::string(now->body),
                        policy);
  }
  const mail::Message& message = context.message();
  return WithLineEnds(message.bytes().substr(message.from_line().size()),
                      policy);
}

int64_t TimeoutOf(const ProgramPolicy& policy) {
  std::string_view text = policy.timeout;
  int64_t seconds = 0;
  while (!text.empty() && text::IsDigit(text[0]) && seconds < 10000000) {
    seconds = seconds * 10 + (text[0] - '0');
    text.remove_prefix(1);
  }
  constexpr std::pair<std::string_view, int64_t> kUnits[] = {
      {"", 1}, {"s", 1}, {"m", 60}, {"h", 3600}, {"d", 86400}};
  for (const auto& [unit, factor] : kUnits) {
    if (text == unit && seconds > 0) return seconds * factor;
  }
  return kDefaultSeconds;
}

Result<std::vector<std::string>> ProgramWords(const ProgramPolicy& policy,
                                              const Value& name,
                                              const Value& arguments) {
  std::vector<std::string> words = {std::string(policy.folder) + "/" +
                                    std::string(name.text())};
  for (const Value& argument : arguments.list()) {
    if (!IsArgument(argument.text())) {
      return Err(Code::kRun, NoArgument(argument.text()));
    }
    words.emplace_back(argument.text());
  }
  return words;
}

Result<ProgramAnswer> RunNamed(CallContext& context,
                               const ProgramPolicy& policy, const Value& name,
                               const Value& arguments, std::string_view input) {
  TRY_ASSIGN(std::vector<std::string> words,
             ProgramWords(policy, name, arguments));
  if (!policy.folder.starts_with('/') || !IsProgramName(name.text())) {
    return ProgramAnswer{ProgramEnd::kMissing, {}};
  }
  const std::vector<std::string> environment = EnvironmentOf(context);
  vm::ProgramRequest request;
  request.words = words;
  request.input = input;
  request.timeout_seconds = TimeoutOf(policy);
  request.environment = &environment;
  request.drop_errors = true;
  TRY_ASSIGN(vm::ProgramResult result, context.host().RunProgram(request));
  ProgramAnswer answer;
  answer.output = std::move(result.output);
  if (result.timed_out || result.status >= kSignal) {
    answer.end = ProgramEnd::kBroken;
  } else if (result.status == kNotThere) {
    answer.end = ProgramEnd::kMissing;
  } else if (result.status != 0) {
    answer.end = ProgramEnd::kFailed;
  }
  return answer;
}

std::optional<Failure> ErrorOf(ProgramEnd end, std::string_view name) {
  const std::string program = "the program \"" + std::string(name) + "\" ";
  switch (end) {
    case ProgramEnd::kDone:
    case ProgramEnd::kFailed:
      return std::nullopt;
    case ProgramEnd::kMissing:
      return Err(Code::kRun, program + "is not there");
    case ProgramEnd::kBroken:
      return Err(Code::kRun, program + "was ended by a signal or a time-out");
  }
  return std::nullopt;
}

}  // namespace trommel::stdlib
