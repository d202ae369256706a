// SPDX-License-Identifier: MIT
#include "tools/lda/user_script.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "interp/text/ascii.h"
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

Result<std::optional<Script>> LoadForward(const Engine& engine,
                                          const Options& options,
                                          const std::string& path) {
  Result<FileBytes> bytes = FileBytes::Read(path);
  if (!bytes) return Err(Code::kTemporary, std::move(bytes.error().text));
  if (text::Trim(bytes->view()).empty()) return std::optional<Script>();
  if (!FilterLanguage(bytes->view())) {
    return Err(Code::kTemporary,
               path +
                   " is no filter: its first line is neither \"# Exim filter\" "
                   "nor \"# Sieve filter\"; lists of addresses are not "
                   "supported");
  }
  std::optional<Script> script(std::in_place);
  LoadSource(engine, path, std::move(*bytes).Take(),
             {.language = {}, .system_filter = options.system_filter},
             &*script);
  return script;
}

Result<std::optional<Script>> Find(const Engine& engine,
                                   const Options& options) {
  const ScriptOptions how = {.language = {},
                             .system_filter = options.system_filter};
  if (options.script) return LoadScript(engine, *options.script, how);
  const std::string forward = options.home + "/.forward";
  TRY_ASSIGN(const bool has_forward, IsThere(forward));
  if (has_forward) return LoadForward(engine, options, forward);
  const std::string sieve = options.home + "/.dovecot.sieve";
  TRY_ASSIGN(const bool has_sieve, IsThere(sieve));
  if (has_sieve) {
    return LoadScript(engine, sieve, {.language = Language::kSieve});
  }
  return std::optional<Script>();
}

}  // namespace

Result<std::optional<Script>> LoadUserScript(const Engine& engine,
                                             const Options& options) {
  TRY_ASSIGN(std::optional<Script> script, Find(engine, options));
  if (!script || script->program) return script;
  if (script->error) {
    return Err(Code::kTemporary, std::move(script->error->text));
  }
  if (script->language == Language::kSieve) return script;
  return Err(Code::kTemporary,
             RenderIssues(*script, false) + "the Exim filter has errors");
}

}  // namespace trommel::lda
