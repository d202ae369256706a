// SPDX-License-Identifier: MIT
// Script: a runnable program from a script file or from a compiled one.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "interp/base/limits.h"
#include "interp/base/source.h"
#include "interp/engine.h"
#include "interp/vm/settings.h"
#include "tools/common/script_files.h"

namespace trommel {

/// The file name ending of compiled programs.
inline constexpr std::string_view kProgramSuffix = ".trmlc";

/// How a script file is to be read.
struct ScriptOptions {
  std::optional<Language> language;  ///< else DetectLanguage decides
  bool system_filter = false;
  const exim::LintWorld* lint = nullptr;  ///< as in CompileOptions
  size_t max_bytes = limits::kScriptBytes;
  /// Of included scripts; an empty `personal` is the folder of the script.
  ScriptFolders folders;
  sieve::IncludeOptions include;  ///< its library is made from `folders`
};

/// Takes over where included scripts are, unless options say so, and how many
/// there may be.
void UseSettings(const vm::Settings& settings, ScriptOptions* options);

/// A script as far as it got. Without `program`, `issues` or `error` say why.
struct Script {
  std::optional<SourceText> source;  ///< absent when only bytecode was read
  std::optional<Program> program;
  Language language = Language::kSieve;
  IssueList issues;            ///< of the compilation, warnings included
  std::optional<Error> error;  ///< a file that cannot be read or trusted
  bool from_bytecode = false;  ///< the program stood in the file as it is
};

/// Reads `path` ("-": stdin). A compiled file (file identifier TRML, or the
/// suffix .trmlc) is verified and used as it is, unless it is damaged, foreign
/// or stale and its source is there: then the source is compiled in its place,
/// silently. The source is the file it was compiled from, looked for beside the
/// compiled file and as recorded; for a file too damaged to say, the name
/// without .trmlc. Errors: kNoInput; kBadProgram "x.trmlc: reason".
Script LoadScript(const Engine& engine, const std::string& path,
                  const ScriptOptions& options);

/// Whether a file is a compiled program, by its first bytes or its name.
bool IsCompiled(std::string_view path, std::string_view bytes);

/// Compiles and loads source text called `name` in messages.
void LoadSource(const Engine& engine, const std::string& name,
                std::string bytes, const ScriptOptions& options,
                Script* script);

/// `exim` or `sieve`; kUsage for another word.
Result<Language> ParseLanguage(std::string_view word);
std::string_view LanguageName(Language language);

/// All issues as text with caret lines.
std::string RenderIssues(const Script& script, bool color);

}  // namespace trommel
