// SPDX-License-Identifier: MIT
// trommel dump: a program as a listing, and a listing as a program.
#include <array>
#include <string>
#include <utility>

#include "interp/program/listing.h"
#include "stdlib/registry.h"
#include "tools/common/file.h"
#include "tools/common/seal.h"
#include "tools/trommel/commands.h"
#include "tools/trommel/run_options.h"

namespace trommel {
namespace {

constexpr std::array kOptions = {
    Option{'a', "assemble", "", "the argument is a listing; write its program"},
    Option{'o', "output", "FILE", "write there, not to standard output"},
    kLangOption, kSystemOption, kHelpOption};

constexpr Manual kManual = {
    .name = "trommel dump",
    .arguments = "FILE",
    .summary = "List a compiled program or script; assemble a listing.",
    .text =
        "FILE is a compiled program, or a script, which is compiled first. "
        "The\n"
        "listing is complete: assembled again it is the same program to the\n"
        "byte. A damaged or foreign program is refused with the reason.\n",
    .examples =
        "  trommel dump filter.sieve\n"
        "  trommel dump filter.sieve.trmlc -o filter.lst\n"
        "  trommel dump --assemble filter.lst -o filter.trmlc\n",
    .options = kOptions,
    .least = 1,
    .most = 1};

int AssembleTo(const Engine& engine, const std::string& path,
               const std::string& target) {
  if (target.empty()) {
    return Fail({Code::kUsage, "--assemble needs -o FILE"});
  }
  Result<FileBytes> listing = FileBytes::Read(path);
  if (!listing) return Fail(listing.error());
  Result<std::string> bytes = Assemble(listing->view());
  if (!bytes) {
    return Fail({bytes.error().code, path + ": " + bytes.error().text});
  }
  Result<Program> program = engine.Load(std::move(*bytes));
  if (!program) {
    return Fail({program.error().code, path + ": " + program.error().text});
  }
  Status saved = SaveProgram(Sealed(program->bytes()), target);
  return saved ? 0 : Fail(saved.error());
}

// Refuses what LoadScript would replace by its source: the file itself is of
// interest here.
int LoadExactly(const Engine& engine, const std::string& path,
                const ScriptOptions& options, Script* script) {
  Result<FileBytes> bytes = FileBytes::Read(path);
  if (!bytes) return Fail(bytes.error());
  if (IsCompiled(path, bytes->view())) {
    Result<Program> program = LoadSealed(engine, bytes->view());
    if (!program) {
      return Fail({program.error().code, path + ": " + program.error().text});
    }
    script->program.emplace(std::move(*program));
    return 0;
  }
  LoadSource(engine, path, std::move(*bytes).Take(), options, script);
  return ReportScript(*script, path);
}

int Run(const Arguments& arguments) {
  Result<ScriptOptions> options = ReadScriptOptions(arguments);
  if (!options) return Fail(options.error());
  const std::string path(arguments.positionals()[0]);
  const std::string target(arguments.Get("output").value_or(""));
  const Engine engine(stdlib::AllFeatures());
  if (arguments.Has("assemble")) return AssembleTo(engine, path, target);
  Script script;
  int status = LoadExactly(engine, path, *options, &script);
  if (status != 0) return status;
  const std::string listing = Disassemble(*script.program);
  if (target.empty()) return Print(listing);
  Status written = WriteFile(target, listing);
  return written ? 0 : Fail(written.error());
}

}  // namespace

const Command kDumpCommand = {&kManual, Run};

}  // namespace trommel
