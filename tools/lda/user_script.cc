// SPDX-License-Identifier: MIT
#include "tools/lda/user_script.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "tools/common/file.h"

namespace trommel::lda {
namespace {

// An Error where nobody can tell: better late than unfiltered.
Result<bool> IsThere(const std::string& path) {
  if (::access(path.c_str(), F_OK) == 0) return true;
  if (errno == ENOENT || errno == ENOTDIR) return false;
  return Err(Code::kTemporary,
             "cannot examine " + path + ": " + std::strerror(errno));
}

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
  LoadSource(engine, path, std::move(*bytes).Take(),
             {.language = {}, .system_filter = options.system_filter},
             &*out.script);
  return out;
}

Result<UserScript> Find(const Engine& engine, const Options& options) {
  const ScriptOptions how = {.language = {},
                             .system_filter = options.system_filter};
  UserScript out;
  if (options.script) {
    out.script = LoadScript(engine, *options.script, how);
    return out;
  }
  const std::string forward = options.home + "/.forward";
  TRY_ASSIGN(const bool has_forward, IsThere(forward));
  if (has_forward) return LoadForward(engine, options, forward);
  const std::string sieve = options.home + "/.dovecot.sieve";
  TRY_ASSIGN(const bool has_sieve, IsThere(sieve));
  if (has_sieve) {
    out.script = LoadScript(engine, sieve, {.language = Language::kSieve});
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
