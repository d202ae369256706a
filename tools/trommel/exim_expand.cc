// SPDX-License-Identifier: MIT
#include "tools/trommel/exim_expand.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>
#include <utility>

#include "interp/engine.h"
#include "interp/string_expander.h"
#include "interp/text/date.h"
#include "interp/vm/machine.h"
#include "stdlib/registry.h"
#include "tools/common/output.h"
#include "tools/trommel/exim_host.h"
#include "tools/trommel/exim_macros.h"
#include "tools/trommel/exim_reception.h"
#include "tools/trommel/line_source.h"

namespace trommel {
namespace {

constexpr int kFailed = 1;
/// Exim takes no longer word of the command line for a recipient, nor for a
/// string.
constexpr size_t kLongestWord = 256;

class ExpandSession {
 public:
  explicit ExpandSession(EximOptions options) : options_(std::move(options)) {
    for (const auto& [name, text] : options_.macros) macros_.Preset(name, text);
  }

  int Run() {
    if (Status status = Receive(); !status) {
      return Refuse(status.error().text);
    }
    out_.Write(reception_.notes());
    for (const Value& match : reception_.matches()) {
      leavings_.matches.push_back({std::string(match.text()), true});
    }
    const bool fine = options_.strings.empty() ? ExpandLines() : ExpandWords();
    const Status printed = out_.Flush();
    std::_Exit(!printed ? ExitCode(printed.error().code) : fine ? 0 : kFailed);
  }

 private:
  Status Receive() {
    host_.HideHome();
    reception_.Settle();
    mail::Envelope& envelope = reception_.envelope();
    envelope.return_path.emplace();
    envelope.recipients.emplace();
    options_.protocol.clear();
    arrival_.received = -1;
    TRY(reception_.SettleSender());
    if (!options_.message_file) {
      reception_.TellHost();
      return {};
    }
    // Exim opens it from its spool folder: only absolute paths can be meant.
    const std::string& path = *options_.message_file;
    errno = ENOENT;
    const int file =
        path.starts_with('/') ? ::open(path.c_str(), O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0) {
      return Err(Code::kNoInput,
                 "exim: failed to open " + path + ": " + std::strerror(errno));
    }
    const Status done = reception_.Receive(file, EximWindow(options_.settings));
    ::close(file);
    arrival_ = reception_.arrival();
    arrival_.lines += arrival_.body_lines;
    return done;
  }

  bool ExpandWords() {
    for (const std::string& word : options_.strings) {
      if (word.size() > kLongestWord) {
        (void)Refuse("exim: length limit exceeded (" +
                     std::to_string(word.size()) + " > " +
                     std::to_string(kLongestWord) + ") for: recipient");
        return false;
      }
      Take(word);
    }
    return true;
  }

  bool ExpandLines() {
    LineSource source(STDIN_FILENO, [this] { (void)out_.Flush(); });
    std::string line;
    out_.Write("> ");
    while (source.Next(&line)) {
      Take(line);
      out_.Write("> ");
    }
    out_.Write("\n");
    return true;
  }

  void Take(std::string_view line) {
    const MacroLine read = macros_.Read(line);
    switch (read.kind) {
      case MacroLine::Kind::kText:
        out_.Write(Expanded(read.text));
        out_.Write("\n");
        break;
      case MacroLine::Kind::kDefined:
        out_.Write("Defined macro '" + std::string(read.text) + "'\n");
        break;
      case MacroLine::Kind::kBad:
        (void)Refuse(Stamp() + " Exim configuration error:\n  " +
                     std::string(read.text));
        break;
    }
  }

  std::string Expanded(std::string_view text) {
    Result<Program> program = engine_.CompileExpansion(text, false);
    if (!program) return "Failed: " + program.error().text;
    if (machine_) machine_->Use(*program);
    if (!machine_) machine_.emplace(*program, host_, options_.settings);
    Result<std::string> value =
        machine_->Evaluate({.message = &reception_.message(),
                            .envelope = &reception_.envelope(),
                            .testing = true,
                            .arrival = &arrival_,
                            .leavings = &leavings_,
                            .expander = &expander_});
    if (!value) return "Failed: " + value.error().text;
    value->resize(std::min(value->find('\0'), value->size()));
    return *std::move(value);
  }

  // The time as in Exim's log.
  std::string Stamp() {
    const text::CivilTime now = text::ToCivil(host_.Now());
    std::array<char, 64> out;
    const int size =
        std::snprintf(out.data(), out.size(), "%04d-%02d-%02d %02d:%02d:%02d",
                      static_cast<int>(now.year), now.month, now.day, now.hour,
                      now.minute, now.second);
    return {out.data(), static_cast<size_t>(size)};
  }

  int Refuse(std::string_view line) {
    (void)out_.Flush();
    Output err(STDERR_FILENO);
    err.Write(std::string(line) + "\n");
    return kFailed;
  }

  PosixHostOptions HostOptions() const {
    PosixHostOptions options;
    options.Use(options_.settings);
    options.variables = options_.facts.variables;
    return options;
  }

  EximOptions options_;
  EximHost host_{HostOptions()};
  EximReception reception_{&options_, &host_};
  EximMacros macros_;
  Engine engine_{stdlib::AllFeatures()};
  StringExpander expander_{stdlib::AllFeatures(), false};
  std::optional<vm::Machine> machine_;
  mail::Arrival arrival_;
  vm::Leavings leavings_;
  Output out_{STDOUT_FILENO};
};

}  // namespace

int RunExpandMode(EximOptions options) {
  return ExpandSession(std::move(options)).Run();
}

}  // namespace trommel
