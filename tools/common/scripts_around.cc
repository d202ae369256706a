// SPDX-License-Identifier: MIT
#include "tools/common/scripts_around.h"

#include <unistd.h>

#include <utility>

namespace trommel {
namespace {

Result<Script> LoadOne(const Engine& engine, std::string_view path,
                       const ScriptOptions& options) {
  const std::string name(path);
  Script script = LoadScript(engine, name, options);
  if (script.error) return Err(std::move(*script.error));
  if (!script.program) {
    return Err(Code::kScript,
               RenderIssues(script, false) + name + " has errors");
  }
  if (script.language == Language::kExim) {
    return Err(Code::kUsage,
               name +
                   " is an Exim filter; only Sieve scripts can stand "
                   "before or after another");
  }
  return script;
}

Result<std::vector<Script>> LoadAll(const Engine& engine,
                                    const std::vector<std::string_view>& paths,
                                    const ScriptOptions& options) {
  std::vector<Script> out;
  for (std::string_view path : paths) {
    TRY_ASSIGN(Script script, LoadOne(engine, path, options));
    out.push_back(std::move(script));
  }
  return out;
}

}  // namespace

vm::Outcome ScriptsAround::Run(const Program* user, const vm::RunInput& input,
                               Sequence* sequence, vm::TraceSink* trace) const {
  sequence->Start();
  std::vector<const Program*> programs;
  for (const Script& script : before) programs.push_back(&*script.program);
  if (user != nullptr) programs.push_back(user);
  for (const Script& script : after) programs.push_back(&*script.program);
  for (const Program* program : programs) {
    if (!sequence->Run(*program, input, trace)) break;
  }
  if (discard) sequence->RunDiscarded(*discard->program, input, trace);
  return sequence->outcome();
}

Result<ScriptsAround> LoadScriptsAround(const Engine& engine,
                                        const Arguments& arguments,
                                        const ScriptOptions& options) {
  ScriptsAround out;
  TRY_ASSIGN(out.before, LoadAll(engine, arguments.All("before"), options));
  TRY_ASSIGN(out.after, LoadAll(engine, arguments.All("after"), options));
  if (auto path = arguments.Get("discard")) {
    TRY_ASSIGN(out.discard, LoadOne(engine, *path, options));
  }
  return out;
}

std::string ScriptPath(const Arguments& arguments, std::string_view path) {
  std::string own(path);
  const auto otherwise = arguments.Get("default");
  if (!otherwise || own == "-" || ::access(own.c_str(), F_OK) == 0) return own;
  return std::string(*otherwise);
}

}  // namespace trommel
