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

Compiled Engine::Compile(const SourceText& source, Language language,
                         const CompileOptions& options) const {
  Compiled out;
  if (source.bytes().size() > limits::kScriptBytes) {
    out.issues.Error({}, "the script is larger than " +
                             std::to_string(limits::kScriptBytes) + " bytes");
    return out;
  }
  switch (language) {
    case Language::kSieve:
      out.bytes = sieve::Compile(source, index_, &out.issues);
      break;
    case Language::kExim:
      out.bytes = exim::Compile(
          source, index_, {options.system_filter, options.lint}, &out.issues);
      break;
  }
  out.issues.Sort();
  return out;
}

}  // namespace trommel
