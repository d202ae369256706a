// SPDX-License-Identifier: MIT
#include "tools/lda/user_script.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "tools/common/file.h"
#include "tools/common/scripts_around.h"

namespace trommel::lda {
namespace {

// An Error where nobody can tell: better late than unfiltered.
Result<bool> IsThere(const std::string& path) {
  if (::access(path.c_str(), F_OK) == 0) return true;
  if (errno == ENOENT || errno == ENOTDIR) return false;
  return Err(Code::kTemporary,
             "cannot examine " + path + ": " + std::strerror(errno));
}

}  // namespace

ScriptOptions HowToLoad(const Options& options) {
  ScriptOptions how;
  how.system_filter = options.system_filter;
  UseSettings(options.config.settings, &how);
  return how;
}

namespace {

Result<UserScript> LoadForward(const Engine& engine, const Options& options,
                               const std::string& path) {
  Result<FileBytes> bytes = FileBytes::Read(path);
  if (!bytes) return Err(Code::kTemporary, std::move(bytes.error().text));
  UserScript out;
  if (!FilterLanguage(bytes->view())) {
    out.forward = std::move(*bytes).Take();
    out.forward_name = path;
    return out;
  }
  out.script.emplace();
  LoadSource(engine, path, std::move(*bytes).Take(), HowToLoad(options),
             &*out.script);
  return out;
}

Result<UserScript> Find(const Engine& engine, const Options& options) {
  const ScriptOptions how = HowToLoad(options);
  UserScript out;
  if (options.script) {
    out.script =
        LoadScript(engine, ScriptPath(options.arguments, *options.script), how);
    return out;
  }
  const std::string forward = options.home + "/.forward";
  TRY_ASSIGN(const bool has_forward, IsThere(forward));
  if (has_forward) return LoadForward(engine, options, forward);
  const std::string sieve = options.home + "/.dovecot.sieve";
  TRY_ASSIGN(const bool has_sieve, IsThere(sieve));
  const auto otherwise = options.arguments.Get("default");
  if (has_sieve || otherwise) {
    ScriptOptions as_sieve = how;
    as_sieve.language = Language::kSieve;
    out.script = LoadScript(engine, has_sieve ? sieve : std::string(*otherwise),
                            as_sieve);
  }
  return out;
}

}  // namespace

Result<UserScript> LoadUserScript(const Engine& engine,
                                  const Options& options) {
  TRY_ASSIGN(UserScript out, Find(engine, options));
  if (!out.script || out.script->program) return out;
  Script& script = *out.script;
  if (script.error) {
    return Err(Code::kTemporary, std::move(script.error->text));
  }
  if (script.language == Language::kSieve) return out;
  return Err(Code::kTemporary,
             RenderIssues(script, false) + "the Exim filter has errors");
}

}  // namespace trommel::lda
