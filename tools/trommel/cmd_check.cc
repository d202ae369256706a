// SPDX-License-Identifier: MIT
// trommel check: all errors and warnings of scripts.
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "interp/exim/lint.h"
#include "stdlib/registry.h"
#include "tools/common/apply_fixes.h"
#include "tools/common/file.h"
#include "tools/common/json.h"
#include "tools/common/output.h"
#include "tools/host/handed_over.h"
#include "tools/host/posix_host.h"
#include "tools/trommel/commands.h"
#include "tools/trommel/run_options.h"

namespace trommel {
namespace {

constexpr size_t kMostRounds = 20;

constexpr std::array kOptions = {
    Option{0, "fix", "", "Sieve: mend what is mechanical in SCRIPT itself"},
    Option{0, "capabilities", "",
           "list what require accepts, and nothing else"},
    kJsonOption,
    kIncludeOption,
    kIncludeGlobalOption,
    kLangOption,
    kSystemOption,
    kHelpOption};

constexpr Manual kManual = {
    .name = "trommel check",
    .arguments = "SCRIPT...",
    .summary = "Show every error and warning of scripts, with its place.",
    .text =
        "Reads each SCRIPT (- is standard input) as an Exim filter or as "
        "Sieve\n"
        "and reports all that is wrong with it, not only the first. A "
        "compiled\n"
        "program is verified. An unknown word is reported once.\n"
        "\n"
        "Exit status: 0 when no script has errors; warnings do not count. 65\n"
        "when one has. 66 when one cannot be read.\n",
    .examples =
        "  trommel check filter.sieve\n"
        "  trommel check --system /etc/exim4/system.filter\n"
        "  trommel check --json *.sieve    one JSON object a script\n"
        "  trommel check --fix filter.sieve\n"
        "  trommel check --capabilities\n",
    .options = kOptions};

std::string Counted(size_t count, std::string_view what) {
  std::string out = std::to_string(count) + " " + std::string(what);
  if (count != 1) out += 's';
  return out;
}

std::string TextReport(const std::string& path, const Script& script,
                       bool color) {
  std::string out = RenderIssues(script, color);
  const size_t errors = script.issues.errors();
  const size_t warnings =
      script.issues.all().size() - std::min(errors, script.issues.all().size());
  out += path + ": ";
  if (script.from_bytecode) {
    out += "a compiled program, in order";
  } else {
    out += errors == 0 ? "no errors" : Counted(errors, "error");
  }
  if (warnings > 0) out += ", " + Counted(warnings, "warning");
  return out + "\n";
}

void WriteIssue(const SourceText& source, const Issue& issue,
                JsonWriter* json) {
  const LineColumn at = source.Locate(issue.span.begin);
  json->Open('{');
  json->Text("severity",
             issue.severity == Severity::kError ? "error" : "warning");
  json->Number("line", at.line);
  json->Number("column", at.column);
  json->Text("text", issue.text);
  json->Text("hint", issue.hint);
  json->Close('}');
}

std::string JsonReport(const std::string& path, const Script& script) {
  std::string out;
  JsonWriter json(&out);
  json.Open('{');
  json.Text("script", path);
  json.Text("language", LanguageName(script.language));
  json.Flag("ok", script.program.has_value());
  json.Open("issues", '[');
  if (script.source) {
    for (const Issue& issue : script.issues.all()) {
      WriteIssue(*script.source, issue, &json);
    }
  }
  json.Close(']');
  if (script.error) {
    json.Open("error", '{');
    json.Text("code", CodeName(script.error->code));
    json.Text("text", script.error->text);
    json.Close('}');
  } else {
    json.Null("error");
  }
  json.Close('}');
  return out + "\n";
}

int StatusOf(const Script& script) {
  if (script.error) return ExitCode(script.error->code);
  return script.program ? 0 : ExitCode(Code::kScript);
}

/// The file system that warnings ask.
class World : public exim::LintWorld {
 public:
  bool IsDirectory(const std::string& path) const override {
    struct stat info {};
    return ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
  }
  std::string Home() const override { return PosixHost().Home(); }
  std::string OnlyMta(std::string_view name) const override {
    return std::string(WhatOnlyMtasSet(name));
  }
};

/// Comparators that are always there may be required, too (RFC 5228 6.1).
void AddComparators(const Feature& feature, std::vector<std::string>* out) {
  if (!feature.capability.empty()) return;
  for (const Row& row : feature.rows) {
    if (row.kind != RowKind::kComparator) continue;
    out->push_back("comparator-" + std::string(row.name));
  }
}

std::vector<std::string> AllCapabilities() {
  std::vector<std::string> out;
  for (const Feature* feature : stdlib::AllFeatures()) {
    if (feature->language != Language::kSieve) continue;
    std::string_view rest = feature->capability;
    while (!rest.empty()) {
      const std::string_view word = rest.substr(0, rest.find(' '));
      out.emplace_back(word);
      rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    }
    AddComparators(*feature, &out);
  }
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

int ListCapabilities(bool as_json) {
  std::string out;
  if (!as_json) {
    for (const std::string& name : AllCapabilities()) out += name + "\n";
    return Print(out);
  }
  JsonWriter json(&out);
  json.Open('{');
  json.Open("capabilities", '[');
  for (const std::string& name : AllCapabilities()) json.Text(name);
  json.Close(']');
  json.Close('}');
  return Print(out + "\n");
}

/// Writes the changes that its issues bring into the file; how many there were.
Result<size_t> FixFile(const Engine& engine, const std::string& path,
                       const ScriptOptions& options) {
  size_t total = 0;
  for (size_t round = 0; round < kMostRounds; ++round) {
    const Script script = LoadScript(engine, path, options);
    if (!script.source) return total;
    size_t made = 0;
    const std::string fixed =
        ApplyFixes(script.source->bytes(), script.issues, &made);
    if (made == 0) return total;
    TRY(WriteFile(path, fixed));
    total += made;
  }
  return total;
}

int Run(const Arguments& arguments) {
  if (arguments.Has("capabilities")) {
    return ListCapabilities(arguments.Has("json"));
  }
  if (arguments.positionals().empty()) {
    return Fail({Code::kUsage,
                 "an argument is missing; usage: trommel check "
                 "SCRIPT..."});
  }
  Result<ScriptOptions> options = ReadScriptOptions(arguments);
  if (!options) return Fail(options.error());
  const World world;
  options->lint = &world;
  options->include.upload = true;
  options->include.warn = true;
  const Engine engine(stdlib::AllFeatures());
  const bool json = arguments.Has("json");
  const bool color = WantsColor(STDOUT_FILENO);
  Output out(STDOUT_FILENO);
  int status = 0;
  for (std::string_view word : arguments.positionals()) {
    const std::string path(word);
    if (arguments.Has("fix") && path != "-") {
      const Result<size_t> made = FixFile(engine, path, *options);
      if (!made) return Fail(made.error());
      if (*made > 0 && !json) {
        out.Write(path + ": " + Counted(*made, "change") + " made\n");
      }
    }
    const Script script = LoadScript(engine, path, *options);
    status = std::max(status, StatusOf(script));
    if (json) {
      out.Write(JsonReport(path, script));
    } else if (script.error) {
      // A failure to write stays in `out` until the end.
      static_cast<void>(out.Flush());
      Complain("trommel", script.error->text);
    } else {
      out.Write(TextReport(path, script, color));
    }
  }
  Status written = out.Flush();
  return written ? status : Fail(written.error());
}

}  // namespace

const Command kCheckCommand = {&kManual, Run};

}  // namespace trommel
