// SPDX-License-Identifier: MIT
#include "tests/support/script_runner.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "interp/mail/message.h"
#include "interp/program/listing.h"
#include "interp/string_expander.h"
#include "interp/vm/machine.h"
#include "stdlib/registry.h"
#include "tests/support/printed.h"

namespace trommel::testing {
namespace {

Result<Program> LoadSaved(const std::string& bytes) {
  std::string folder =
      (std::filesystem::temp_directory_path() / "trommel-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) return Err(Code::kIo, "mkdtemp");
  std::string path = folder + "/program.trmlc";
  Status saved = SaveProgram(bytes, path);
  Result<Program> loaded = Program::LoadFile(path, TestEngine().rows());
  std::filesystem::remove_all(folder);
  if (!saved) return Err(std::move(saved.error()));
  return loaded;
}

Result<Program> LoadListed(const std::string& bytes) {
  TRY_ASSIGN(Program program, TestEngine().Load(bytes));
  std::string listing = Disassemble(program);
  TRY_ASSIGN(std::string assembled, Assemble(listing));
  if (assembled != program.bytes()) {
    return Err(Code::kBadProgram,
               "the listing assembles to other bytes:\n" + listing);
  }
  return TestEngine().Load(std::move(assembled));
}

Result<Program> LoadBy(Mode mode, Program program) {
  switch (mode) {
    case Mode::kMemory:
      return program;
    case Mode::kSaved:
      return LoadSaved(std::string(program.bytes()));
    case Mode::kListed:
      return LoadListed(std::string(program.bytes()));
  }
  return Err(Code::kInternal, "mode");
}

/// Hints that are usage lines: docs/reference has those.
constexpr std::string_view kUsage = "usage: ";

void PrintIssues(const SourceText& source, const IssueList& issues,
                 Report* report) {
  for (const Issue& issue : issues.all()) {
    LineColumn at = source.Locate(issue.span.begin);
    const std::string where =
        std::to_string(at.line) + ":" + std::to_string(at.column) + ": ";
    report->issues +=
        where + (issue.severity == Severity::kWarning ? "warning: " : "") +
        issue.text + "\n";
    if (issue.hint.empty() || issue.hint.starts_with(kUsage)) continue;
    report->hints += where + issue.hint + "\n";
  }
}

std::string TaintedTargets(std::span<const vm::Action> actions) {
  std::string out;
  for (const vm::Action& action : actions) {
    if (action.target_tainted) out += Quoted(action.target) + "\n";
  }
  return out;
}

/// The line of a Sieve script is told with every action that it asks for.
void CheckLines(Language language, std::span<const vm::Action> actions,
                Report* report) {
  for (const vm::Action& action : actions) {
    if (language == Language::kExim || action.implicit || action.line > 0) {
      continue;
    }
    report->error = Printed(action) + " has no line";
  }
}

std::string FilterQuoted(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '\\' || c == '"') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out + "\"";
}

/// World::scripts.
class Library : public sieve::ScriptLibrary {
 public:
  explicit Library(const World& world) : world_(world) {}
  Result<SourceText> Find(bool global, std::string_view name) override {
    const std::string key = (global ? "global " : "") + std::string(name);
    const auto found = world_.scripts.find(key);
    if (found == world_.scripts.end()) return Err(Code::kNoInput, "");
    return SourceText(key, found->second);
  }

 private:
  const World& world_;
};

}  // namespace

const Engine& TestEngine() {
  static const Engine engine(stdlib::AllFeatures());
  return engine;
}

World SampleWorld() {
  World world;
  world.message =
      "From: Alice <alice@example.org>\nTo: me@example.com\n"
      "Subject: Lunch?\nDate: Thu, 01 Jan 2026 10:00:00 +0000\n"
      "Message-ID: <1@example.org>\nList-Id: <dev.lists.example.org>\n\n"
      "Hello,\nsee you at noon.\n";
  world.envelope.sender = "alice@example.org";
  world.envelope.has_sender = true;
  world.envelope.recipient = "me@example.com";
  world.settings.qualify_domain = "example.com";
  world.host.environment = {{"EXPAND_X", "env $1"}};
  return world;
}

Report RunScript(std::string_view script, Language language, World& world,
                 Mode mode) {
  Report report;
  SourceText source("script", std::string(script));
  Library library(world);
  CompileOptions options;
  options.max_bytes = world.max_script_bytes;
  options.system_filter = world.system_filter;
  options.include.library = &library;
  options.include.max_depth =
      static_cast<size_t>(world.settings.sieve_include_max_nesting_depth);
  options.include.max_scripts =
      static_cast<size_t>(world.settings.sieve_include_max_includes);
  CompiledProgram compiled =
      TestEngine().CompileProgram(source, language, options);
  PrintIssues(source, compiled.issues, &report);
  if (compiled.refused) report.error = "refused: " + compiled.refused->text;
  if (!compiled.program) return report;
  Result<Program> program = LoadBy(mode, std::move(*compiled.program));
  if (!program) {
    report.error = "not loaded: " + program.error().text;
    report.error_code = program.error().code;
    return report;
  }
  vm::Machine machine(*program, world.host, world.settings);
  mail::Message message(world.message);
  vm::RunInput input;
  input.message = &message;
  input.envelope = &world.envelope;
  input.system_filter = world.system_filter;
  input.testing = true;
  const vm::ImapEvent event = {world.imap["cause"], world.imap["mailbox"],
                               world.imap["user"], world.imap["email"],
                               world.imap["changedflags"]};
  if (!event.cause.empty()) input.imap = &event;
  input.flags = world.flags;
  StringExpander expander(stdlib::AllFeatures());
  input.expander = &expander;
  vm::Outcome outcome = machine.Run(input);
  report.ok = outcome.ok;
  if (!outcome.ok) {
    report.error = outcome.error.text;
    report.error_code = outcome.error.code;
  }
  report.actions = Printed(outcome.actions);
  report.tainted = TaintedTargets(outcome.actions);
  CheckLines(language, outcome.actions, &report);
  for (const vm::Action& action : outcome.actions) {
    if (action.content == nullptr) continue;
    report.content = action.content->header;
    report.content += action.content->body;
  }
  return report;
}

Report Expand(std::string_view text, World& world, Mode mode) {
  std::string script = "# Exim filter\ntestprint " + FilterQuoted(text) + "\n";
  Report report = RunScript(script, Language::kExim, world, mode);
  constexpr std::string_view kFrame = "\" in testprint command: ";
  if (size_t at = report.error.find(kFrame); at != std::string::npos) {
    report.error = report.error.substr(at + kFrame.size());
  }
  return report;
}

}  // namespace trommel::testing
