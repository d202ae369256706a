// SPDX-License-Identifier: MIT
#include "tools/svtest/suite.h"

#include <climits>
#include <cstdlib>
#include <utility>

#include "interp/string_expander.h"
#include "stdlib/registry.h"
#include "tools/common/file.h"
#include "tools/common/script.h"
#include "tools/svtest/rig.h"

namespace trommel::svtest {
namespace {

class Teller : public Listener {
 public:
  explicit Teller(SuiteSink* sink) : sink_(sink) {}
  void OnBegin(std::string_view name) override { sink_->OnBegin(name); }
  void OnEnd(std::string_view name, std::string_view reason) override {
    sink_->OnResult({std::string(name), std::string(reason)});
  }
  void OnPrint(std::string_view text) override { sink_->OnPrint(text); }

 private:
  SuiteSink* sink_;
};

std::string AbsoluteFolder(const std::string& path) {
  char real[PATH_MAX];
  const std::string folder = FolderOf(path);
  if (::realpath(folder.empty() ? "." : folder.c_str(), real) == nullptr) {
    return ".";
  }
  return real;
}

}  // namespace

std::string RunSuite(const Engine& engine, const std::string& path,
                     const SuiteOptions& options, SuiteSink* sink) {
  Result<FileBytes> bytes = FileBytes::Read(path);
  if (!bytes) return bytes.error().text;
  return RunSuiteText(engine, path, std::move(*bytes).Take(), options, sink);
}

std::string RunSuiteText(const Engine& engine, const std::string& path,
                         std::string bytes, const SuiteOptions& options,
                         SuiteSink* sink) {
  ScriptOptions how;
  how.language = Language::kSieve;
  const std::string folder = AbsoluteFolder(path);
  how.folders = {folder + "/included", folder + "/included-global"};
  UseSettings(options.settings, &how);
  Script script;
  LoadSource(engine, path, std::move(bytes), how, &script);
  if (script.error) return script.error->text;
  if (!script.program) {
    return "it does not compile:\n" + RenderIssues(script, false);
  }
  Teller teller(sink);
  Rig rig(engine, folder, options.settings, &teller);
  rig.sends = options.sends;
  vm::Machine machine(*script.program, rig, rig.settings());
  StringExpander expander(stdlib::AllFeatures());
  const mail::Message message(kDefaultMessage);
  vm::RunInput input;
  input.message = &message;
  input.envelope = &rig.envelope();
  input.expander = &expander;
  const vm::Outcome outcome = machine.Run(input);
  if (!outcome.ok) return outcome.error.text;
  return rig.fault;
}

}  // namespace trommel::svtest
