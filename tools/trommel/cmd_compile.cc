// SPDX-License-Identifier: MIT
// trommel compile: a script as verified bytecode in a file.
#include <array>
#include <string>
#include <utility>

#include "stdlib/registry.h"
#include "tools/common/seal.h"
#include "tools/trommel/commands.h"
#include "tools/trommel/run_options.h"

namespace trommel {
namespace {

constexpr std::array kOptions = {
    Option{'o', "output", "FILE", "write there instead of to SCRIPT.trmlc"},
    kIncludeOption,
    kIncludeGlobalOption,
    kLangOption,
    kSystemOption,
    kHelpOption};

constexpr Manual kManual = {
    .name = "trommel compile",
    .arguments = "SCRIPT",
    .summary = "Compile a script to a file that loads without parsing.",
    .text =
        "Compiled programs can stand wherever a script can. They are verified\n"
        "at every load, and compiled afresh from SCRIPT, silently, when "
        "SCRIPT\n"
        "has changed, or when the file is damaged or of another version.\n"
        "\n"
        "The file is written completely or not at all.\n",
    .examples =
        "  trommel compile filter.sieve               makes "
        "filter.sieve.trmlc\n"
        "  trommel compile filter.exim -o /tmp/filter.trmlc\n"
        "  trommel test /tmp/filter.trmlc mail.eml\n",
    .options = kOptions,
    .least = 1,
    .most = 1};

int Run(const Arguments& arguments) {
  Result<ScriptOptions> options = ReadScriptOptions(arguments);
  if (!options) return Fail(options.error());
  const std::string path(arguments.positionals()[0]);
  std::string target(arguments.Get("output").value_or(""));
  if (target.empty() && path == "-") {
    return Fail({Code::kUsage, "a script on standard input needs -o FILE"});
  }
  if (target.empty()) target = path + std::string(kProgramSuffix);
  const Engine engine(stdlib::AllFeatures());
  const Script script = LoadScript(engine, path, *options);
  if (int status = ReportScript(script, path); status != 0) return status;
  if (script.from_bytecode) {
    return Fail({Code::kUsage, path + " is a compiled program already"});
  }
  Status saved = SaveProgram(Sealed(script.program->bytes()), target);
  return saved ? 0 : Fail(saved.error());
}

}  // namespace

const Command kCompileCommand = {&kManual, Run};

}  // namespace trommel
