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
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "interp/engine.h"
#include "interp/string_expander.h"
#include "interp/text/ascii.h"
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

/// So many strings are compiled together, at most.
constexpr size_t kBatch = 128;

/// `set acl_m_x = value` (Exim 4.97): a variable that ACLs could set; `set,t`
/// (4.98) taints it. Views into the line.
struct Setting {
  std::string_view name;
  std::string_view value;
  bool tainted = false;
};

std::optional<Setting> ReadSetting(std::string_view line) {
  Setting out;
  if (!line.starts_with("set")) return std::nullopt;
  line.remove_prefix(3);
  out.tainted = line.starts_with(",t");
  if (out.tainted) line.remove_prefix(2);
  if (line.empty() || !text::IsSpace(line[0])) return std::nullopt;
  const size_t equals = line.find('=');
  if (equals == std::string_view::npos) return std::nullopt;
  out.name = text::Trim(line.substr(0, equals));
  out.value = text::Trim(line.substr(equals + 1));
  const bool known =
      (out.name.starts_with("acl_m") || out.name.starts_with("acl_c")) &&
      std::ranges::all_of(out.name,
                          [](char c) { return text::IsAlnum(c) || c == '_'; });
  return known ? std::optional(out) : std::nullopt;
}

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
      Answer();
    }
    return true;
  }

  /// Strings wait until there are kBatch, or nothing is left but what a read
  /// may wait for.
  bool ExpandLines() {
    LineSource source(STDIN_FILENO, [this] {
      Answer();
      (void)out_.Flush();
    });
    after_ = "\n> ";
    out_.Write("> ");
    while (const std::optional<std::string_view> line = source.Next()) {
      Take(*line);
      if (ends_.size() == kBatch) Answer();
    }
    Answer();
    out_.Write("\n");
    return true;
  }

  void Take(std::string_view line) {
    const MacroLine read = macros_.Read(line);
    if (read.kind == MacroLine::Kind::kText) {
      const std::optional<Setting> setting = ReadSetting(read.text);
      if (setting) return Set(*setting);
      bytes_ += read.text;
      ends_.push_back(bytes_.size());
      return;
    }
    Answer();
    if (read.kind == MacroLine::Kind::kDefined) {
      Print("Defined macro '" + std::string(read.text) + "'");
    } else {
      (void)Refuse(Stamp() + " Exim configuration error:\n  " +
                   std::string(read.text));
      out_.Write(after_.substr(1));
    }
  }

  void Set(const Setting& setting) {
    Answer();
    const std::string name(setting.name);
    const std::string_view texts[] = {setting.value};
    const Status compiled = Compile(texts);
    const Result<std::string_view> value =
        compiled ? Expanded(0) : Err(compiled.error());
    if (!value) return PrintValue(value);
    leavings_.kept[name] = {std::string(*value), setting.tainted};
    Print("variable " + name + " set");
  }

  /// Expands the strings that wait.
  void Answer() {
    std::array<std::string_view, kBatch> texts;
    size_t count = 0;
    size_t begin = 0;
    for (size_t end : ends_) {
      texts[count++] = std::string_view(bytes_).substr(begin, end - begin);
      begin = end;
    }
    Answer(std::span(texts).first(count));
    bytes_.clear();
    ends_.clear();
  }

  /// What does not fit into one program does so, or fails, by itself.
  void Answer(std::span<const std::string_view> texts) {
    if (texts.empty()) return;
    const Status compiled = Compile(texts);
    if (!compiled && texts.size() == 1)
      return PrintValue(Err(compiled.error()));
    for (size_t i = 0; i < texts.size(); ++i) {
      compiled ? PrintValue(Expanded(i)) : Answer(texts.subspan(i, 1));
    }
  }

  Status Compile(std::span<const std::string_view> texts) {
    program_.reset();  // its memory serves the next one
    TRY_ASSIGN(Program program, engine_.CompileExpansions(texts, false));
    program_.emplace(std::move(program));
    if (machine_) machine_->Use(*program_);
    if (!machine_) machine_.emplace(*program_, host_, options_.settings);
    return {};
  }

  Result<std::string_view> Expanded(size_t entry) {
    Result<std::string_view> value =
        entry > 0 ? machine_->EvaluateNext(entry)
                  : machine_->Evaluate({.message = &reception_.message(),
                                        .envelope = &reception_.envelope(),
                                        .testing = true,
                                        .arrival = &arrival_,
                                        .leavings = &leavings_,
                                        .expander = &expander_});
    if (value) *value = value->substr(0, value->find('\0'));
    return value;
  }

  void PrintValue(const Result<std::string_view>& value) {
    if (!value) out_.Write("Failed: ");
    Print(value ? *value : value.error().text);
  }

  void Print(std::string_view text) {
    out_.Write(text);
    out_.Write(after_);
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
  std::optional<Program> program_;
  std::optional<vm::Machine> machine_;
  std::string bytes_;              // of the strings that wait
  std::vector<size_t> ends_;       // of each of them there
  std::string_view after_ = "\n";  // an answer
  mail::Arrival arrival_;
  vm::Leavings leavings_;
  Output out_{STDOUT_FILENO};
};

}  // namespace

int RunExpandMode(EximOptions options) {
  return ExpandSession(std::move(options)).Run();
}

}  // namespace trommel
