// SPDX-License-Identifier: MIT
#include "interp/engine.h"

#include <string>

#include "interp/base/limits.h"
#include "interp/exim/compile.h"
#include "interp/sieve/compile.h"
#include "interp/text/ascii.h"

namespace trommel {
namespace {

/// Exim's rule for a filter's first line: `#`, the two words, blanks optional.
bool HasTag(std::string_view text, std::string_view language) {
  auto skip = [&text](auto is_skipped) {
    while (!text.empty() && is_skipped(text.front())) text.remove_prefix(1);
  };
  skip(text::IsSpace);
  for (std::string_view word :
       {std::string_view("#"), language, std::string_view("filter")}) {
    if (!text::StartsCaseless(text, word)) return false;
    text.remove_prefix(word.size());
    skip(text::IsBlank);
  }
  return true;
}

}  // namespace

std::optional<Language> FilterLanguage(std::string_view bytes) {
  if (HasTag(bytes, "exim")) return Language::kExim;
  if (HasTag(bytes, "sieve")) return Language::kSieve;
  return std::nullopt;
}

Language DetectLanguage(std::string_view name, std::string_view bytes) {
  // Exim sees no filter behind a byte order mark; its author meant one.
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (bytes.starts_with(kMark)) bytes.remove_prefix(kMark.size());
  return FilterLanguage(bytes).value_or(
      name.ends_with(".exim") ? Language::kExim : Language::kSieve);
}

bool Engine::CompileInto(const SourceText& source, Language language,
                         const CompileOptions& options, IssueList* issues,
                         Builder* builder) const {
  bool sound = false;
  if (source.bytes().size() > options.max_bytes) {
    issues->Error({}, "the script is larger than " +
                          std::to_string(options.max_bytes) + " bytes");
  } else if (language == Language::kSieve) {
    sound = sieve::Compile(source, index_, options.include, issues, builder);
  } else {
    sound = exim::Compile(source, index_, {options.system_filter, options.lint},
                          issues, builder);
  }
  issues->Sort();
  return sound;
}

Result<Program> Engine::CompileExpansion(std::string_view text,
                                         bool in_filter) const {
  return CompileExpansions({&text, 1}, in_filter);
}

Result<Program> Engine::CompileExpansions(
    std::span<const std::string_view> texts, bool in_filter) const {
  std::string all;
  size_t size = 0;
  for (std::string_view text : texts) size += text.size() + 1;
  all.reserve(size);
  for (std::string_view text : texts) all.append(text).push_back('\n');
  if (!all.empty()) all.pop_back();
  const SourceText source("expansion", std::move(all));
  Builder builder(Language::kExim, source, Constants::kAsTheyCome);
  exim::CompileExpansions(texts, index_, in_filter, &builder);
  return builder.Build();
}

Compiled Engine::Compile(const SourceText& source, Language language,
                         const CompileOptions& options) const {
  Compiled out;
  Builder builder(language, source);
  if (!CompileInto(source, language, options, &out.issues, &builder))
    return out;
  Result<std::string> bytes = builder.Finish();
  if (bytes)
    out.bytes = std::move(*bytes);
  else
    out.issues.Error({}, std::move(bytes.error().text));
  return out;
}

CompiledProgram Engine::CompileProgram(const SourceText& source,
                                       Language language,
                                       const CompileOptions& options) const {
  CompiledProgram out;
  Builder builder(language, source);
  if (!CompileInto(source, language, options, &out.issues, &builder))
    return out;
  Result<Program> program = builder.Build();
  if (program)
    out.program.emplace(std::move(*program));
  else if (program.error().code == Code::kLimit)
    out.issues.Error({}, std::move(program.error().text));
  else
    out.refused = std::move(program.error());
  return out;
}

}  // namespace trommel
