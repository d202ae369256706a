// SPDX-License-Identifier: MIT
// trommel check: all errors and warnings of scripts.
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string>

#include "interp/exim/lint.h"
#include "stdlib/registry.h"
#include "tools/common/json.h"
#include "tools/common/output.h"
#include "tools/host/handed_over.h"
#include "tools/host/posix_host.h"
#include "tools/trommel/commands.h"
#include "tools/trommel/run_options.h"

namespace trommel {
namespace {

constexpr std::array kOptions = {kJsonOption, kLangOption, kSystemOption,
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
        "program is verified.\n"
        "\n"
        "Exit status: 0 when no script has errors; warnings do not count. 65\n"
        "when one has. 66 when one cannot be read.\n",
    .examples =
        "  trommel check filter.sieve\n"
        "  trommel check --system /etc/exim4/system.filter\n"
        "  trommel check --json *.sieve    one JSON object a script\n",
    .options = kOptions,
    .least = 1};

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

int Run(const Arguments& arguments) {
  Result<ScriptOptions> options = ReadScriptOptions(arguments);
  if (!options) return Fail(options.error());
  const World world;
  options->lint = &world;
  const Engine engine(stdlib::AllFeatures());
  const bool json = arguments.Has("json");
  const bool color = WantsColor(STDOUT_FILENO);
  Output out(STDOUT_FILENO);
  int status = 0;
  for (std::string_view word : arguments.positionals()) {
    const std::string path(word);
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
