// SPDX-License-Identifier: MIT
#include "tools/common/script.h"

#include <algorithm>
#include <utility>

#include "tools/common/file.h"
#include "tools/common/heap.h"
#include "tools/common/seal.h"

namespace trommel {
namespace {

constexpr std::string_view kIdentifier = "TRML";
constexpr size_t kLargeScript = 64 << 10;
constexpr size_t kIdentifierOffset = 4;  // of a FlatBuffers file identifier

std::string BaseName(std::string_view path) {
  const size_t slash = path.rfind('/');
  return std::string(slash == std::string_view::npos ? path
                                                     : path.substr(slash + 1));
}

// Where the source of a compiled file is; empty when it cannot be found.
std::string FindSource(const std::string& path, const Program* program) {
  std::string candidates[2];
  if (program != nullptr) {
    candidates[0] = FolderOf(path) + BaseName(program->source_name());
    candidates[1] = program->source_name();
  } else if (path.ends_with(kProgramSuffix)) {
    candidates[0] = path.substr(0, path.size() - kProgramSuffix.size());
  }
  for (const std::string& candidate : candidates) {
    if (candidate != path && IsReadableFile(candidate)) return candidate;
  }
  return {};
}

// Whether scripts were included, which may have changed.
bool Includes(const Program& program) {
  return std::ranges::any_of(program.imports(), [](const RowEntry& entry) {
    return entry.row->name == "include_enter";
  });
}

void LoadCompiled(const Engine& engine, const std::string& path,
                  std::string_view bytes, const ScriptOptions& options,
                  Script* script) {
  const Unsealed unsealed = TakeSeal(bytes);
  Result<Program> program = engine.Load(std::string(unsealed.program));
  const std::string name = FindSource(path, program ? &*program : nullptr);
  if (!name.empty()) {
    Result<FileBytes> source = FileBytes::Read(name);
    const bool current = unsealed.intact && program && !Includes(*program) &&
                         program->MatchesSource(source ? source->view() : "");
    if (source && !current) {
      ScriptOptions again = options;
      if (unsealed.intact && program && !again.language)
        again.language = program->language();
      LoadSource(engine, name, std::move(*source).Take(), again, script);
      return;
    }
  }
  if (!unsealed.intact) program = LoadSealed(engine, bytes);
  if (!program) {
    script->error =
        Error{program.error().code, path + ": " + program.error().text};
    return;
  }
  script->language = program->language();
  script->from_bytecode = true;
  script->program.emplace(std::move(*program));
}

}  // namespace

void UseSettings(const vm::Settings& settings, ScriptOptions* options) {
  ScriptFolders& folders = options->folders;
  if (folders.personal.empty()) {
    folders.personal = settings.sieve_script_personal;
  }
  if (folders.global.empty()) folders.global = settings.sieve_global;
  options->include.max_depth =
      static_cast<size_t>(settings.sieve_include_max_nesting_depth);
  options->include.max_scripts =
      static_cast<size_t>(settings.sieve_include_max_includes);
}

Script LoadScript(const Engine& engine, const std::string& path,
                  const ScriptOptions& options) {
  Script script;
  Result<FileBytes> bytes = FileBytes::Read(path);
  if (!bytes) {
    script.error = std::move(bytes.error());
  } else if (IsCompiled(path, bytes->view())) {
    LoadCompiled(engine, path, bytes->view(), options, &script);
  } else {
    LoadSource(engine, path, std::move(*bytes).Take(), options, &script);
  }
  return script;
}

bool IsCompiled(std::string_view path, std::string_view bytes) {
  const bool identified =
      bytes.size() >= kIdentifierOffset + kIdentifier.size() &&
      bytes.substr(kIdentifierOffset).starts_with(kIdentifier);
  return identified || path.ends_with(kProgramSuffix);
}

void LoadSource(const Engine& engine, const std::string& name,
                std::string bytes, const ScriptOptions& options,
                Script* script) {
  const SourceText& source = script->source.emplace(name, std::move(bytes));
  script->language =
      options.language.value_or(DetectLanguage(source.name(), source.bytes()));
  if (source.bytes().size() >= kLargeScript) PrepareHeap();
  ScriptFolders folders = options.folders;
  if (folders.personal.empty()) {
    folders.personal = FolderOf(name);
    if (folders.personal.empty()) folders.personal = ".";
  }
  ScriptFiles files(std::move(folders));
  sieve::IncludeOptions include = options.include;
  include.library = &files;
  CompiledProgram compiled =
      engine.CompileProgram(source, script->language,
                            {.system_filter = options.system_filter,
                             .lint = options.lint,
                             .max_bytes = options.max_bytes,
                             .include = include});
  script->issues = std::move(compiled.issues);
  if (compiled.refused) {
    script->error = Error{Code::kInternal, name + ": the compiler made a " +
                                               "program that is refused: " +
                                               compiled.refused->text};
  }
  if (compiled.program) script->program.emplace(std::move(*compiled.program));
}

Result<Language> ParseLanguage(std::string_view word) {
  if (word == "exim") return Language::kExim;
  if (word == "sieve") return Language::kSieve;
  return Err(Code::kUsage, "the language is exim or sieve, not \"" +
                               std::string(word) + "\"");
}

std::string_view LanguageName(Language language) {
  return language == Language::kExim ? "exim" : "sieve";
}

std::string RenderIssues(const Script& script, bool color) {
  std::string out;
  if (!script.source) return out;
  for (const Issue& issue : script.issues.all()) {
    out += Render(*script.source, issue, color);
  }
  return out;
}

}  // namespace trommel
