// SPDX-License-Identifier: MIT
#include "tools/trommel/import_exim.h"

#include <unistd.h>

#include <array>
#include <cstdlib>
#include <utility>

#include "tools/common/config_file.h"
#include "tools/common/output.h"
#include "tools/delivery/program.h"

namespace trommel {
namespace {

constexpr std::array<std::string_view, 2> kNames = {"exim4", "exim"};
constexpr std::string_view kUsual = "/usr/sbin:/usr/exim/bin:";
constexpr int kTimeoutSeconds = 60;
constexpr std::string_view kHidden = "<value not displayable>";
constexpr std::string_view kSeparator = " = ";

std::string FirstLine(std::string_view text) {
  std::string out;
  AppendPrintable(text.substr(0, text.find('\n')), &out);
  return out;
}

Status ReadLine(std::string_view line, vm::Settings* settings) {
  const size_t equals = line.find(kSeparator);
  std::string_view name = line.substr(0, equals);
  std::string_view value = "true";
  if (equals != std::string_view::npos) {
    value = line.substr(equals + kSeparator.size());
  } else if (name.ends_with(" =")) {
    name.remove_suffix(2);
    value = {};
  } else if (name.starts_with("no_")) {
    name.remove_prefix(3);
    value = "false";
  }
  const vm::SettingRow* row = vm::FindSetting(name);
  // Warnings of Exim, and options that it does not know.
  if (row == nullptr) return {};
  if (row->text == nullptr && value.empty()) return {};
  if (value == kHidden) return {};
  return vm::Set(settings, *row, value);
}

}  // namespace

Result<std::string> FindExim() {
  std::string path(kUsual);
  if (const char* more = std::getenv("PATH")) path += more;
  for (std::string_view name : kNames) {
    for (std::string_view rest = path; !rest.empty();) {
      const size_t colon = std::min(rest.find(':'), rest.size());
      const std::string file =
          std::string(rest.substr(0, colon)) + "/" + std::string(name);
      rest.remove_prefix(std::min(colon + 1, rest.size()));
      if (file.starts_with('/') && ::access(file.c_str(), X_OK) == 0) {
        return file;
      }
    }
  }
  return Err(Code::kNoInput,
             "no exim4 or exim is installed; --exim PATH says where it is");
}

Status ReadEximAnswer(std::string_view answer, vm::Settings* settings) {
  while (!answer.empty()) {
    const size_t end = std::min(answer.find('\n'), answer.size());
    Status read = ReadLine(answer.substr(0, end), settings);
    if (!read) {
      return Err(Code::kIo,
                 "Exim's answer is not understood: " + read.error().text);
    }
    answer.remove_prefix(std::min(end + 1, answer.size()));
  }
  return {};
}

Result<vm::Settings> AskExim(const std::string& exim) {
  delivery::ProgramCall call;
  // All options: asked for one that it does not know, such as ours, it fails.
  call.argv = {exim, "-bP"};
  call.environment = {"PATH=/usr/sbin:/usr/bin:/sbin:/bin"};
  call.timeout_seconds = kTimeoutSeconds;
  call.output_limit = size_t{1} << 20U;
  Result<delivery::ProgramResult> ran = delivery::RunProgram(call, {});
  if (!ran) return Err(Code::kIo, std::move(ran.error().text));
  if (ran->timed_out || ran->status != 0) {
    return Err(Code::kIo,
               exim +
                   (ran->timed_out ? " does not end: "
                                   : " failed (status " +
                                         std::to_string(ran->status) + "): ") +
                   FirstLine(ran->output));
  }
  vm::Settings settings;
  TRY(ReadEximAnswer(ran->output, &settings));
  return settings;
}

std::string TomlOf(const vm::Settings& settings, const std::string& exim) {
  std::string out = "# Made by `trommel config import-exim` from ";
  AppendPrintable(exim, &out);
  out += ".\n[exim]\n";
  for (const vm::SettingRow& row : vm::SettingRows()) {
    AppendTomlSetting(settings, row, &out);
    out += '\n';
  }
  return out;
}

}  // namespace trommel
