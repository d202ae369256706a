// SPDX-License-Identifier: MIT
// Engine: the public door. Compile a script, load a program, run it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "interp/base/diagnostic.h"
#include "interp/base/limits.h"
#include "interp/base/source.h"
#include "interp/program/program.h"
#include "interp/program/row_index.h"
#include "interp/sieve/script_library.h"

namespace trommel {

class Builder;
namespace exim {
class LintWorld;
}

/// What a compilation came to: the container's bytes, or issues with errors.
/// Warnings may stand beside a program.
struct Compiled {
  std::optional<std::string> bytes;
  IssueList issues;
};

/// The same, ready to run. `refused`: the verifier does not like what the
/// compiler made, which is a fault of ours.
struct CompiledProgram {
  std::optional<Program> program;
  std::optional<Error> refused;
  IssueList issues;
};

/// How a script may be used beyond what its language always allows.
struct CompileOptions {
  bool system_filter =
      false;  ///< Exim: headers add/remove, fail, freeze, defer
  /// Exim: asked for warnings of what is seldom meant; null: no warnings.
  const exim::LintWorld* lint = nullptr;
  size_t max_bytes = limits::kScriptBytes;  ///< a longer script is refused
  sieve::IncludeOptions include = {};       ///< Sieve: included scripts
};

/// The language that the first line names, `# Exim filter` or `# Sieve filter`
/// (Exim's rule: leading white space, any case, blanks optional, anything may
/// follow). Absent for what Exim takes for a redirection list
/// (interp/exim/redirect_list.h).
std::optional<Language> FilterLanguage(std::string_view bytes);

/// FilterLanguage, also behind a byte order mark; without one, by `name`: Exim
/// for .exim, else Sieve.
Language DetectLanguage(std::string_view name, std::string_view bytes);

/// Immutable after construction; thread-safe. `features` outlives it.
///
/// Example:
///     Engine engine(stdlib::AllFeatures());
///     CompiledProgram c = engine.CompileProgram(source, DetectLanguage(...));
///     vm::Machine(*c.program, host, settings).Run({&message, &envelope});
class Engine {
 public:
  explicit Engine(FeatureList features) : index_(features) {}

  Compiled Compile(const SourceText& source, Language language,
                   const CompileOptions& options = {}) const;
  /// Compile and Load in one, without writing the container.
  CompiledProgram CompileProgram(const SourceText& source, Language language,
                                 const CompileOptions& options = {}) const;
  /// One string as ${expand: takes it: a program that leaves what it expands to
  /// in the variable vm::kExpandedSlot. A text that cannot be expanded becomes
  /// a program that fails when run. Outside of a filter $n0 and its like are
  /// unknown.
  Result<Program> CompileExpansion(std::string_view text,
                                   bool in_filter = true) const;
  /// Several strings as one program, which costs less than one for each. Every
  /// string has an entry: vm::Machine::EvaluateNext(i) runs texts[i].
  Result<Program> CompileExpansions(std::span<const std::string_view> texts,
                                    bool in_filter = true) const;
  Result<Program> Load(std::string bytes) const {
    return Program::Load(std::move(bytes), index_);
  }
  const RowIndex& rows() const { return index_; }

 private:
  bool CompileInto(const SourceText& source, Language language,
                   const CompileOptions& options, IssueList* issues,
                   Builder* builder) const;

  RowIndex index_;
};

}  // namespace trommel
