// SPDX-License-Identifier: MIT
#include "tools/trommel/exim_macros.h"

#include <utility>

#include "interp/text/ascii.h"

namespace trommel {
namespace {

bool IsUpper(std::string_view line) {
  return !line.empty() && line[0] >= 'A' && line[0] <= 'Z';
}

/// What a macro may be called, at the beginning of `line`.
std::string_view NameOf(std::string_view line) {
  size_t size = 0;
  while (size < line.size() && (text::IsAlnum(line[size]) || line[size] == '_'))
    ++size;
  return line.substr(0, size);
}

std::string_view SkipBlanks(std::string_view line) {
  while (!line.empty() && text::IsSpace(line[0])) line.remove_prefix(1);
  return line;
}

}  // namespace

void EximMacros::Preset(std::string_view name, std::string_view text) {
  macros_.push_back({std::string(name), std::string(text), true});
}

/// In a definition only what is defined is replaced.
MacroLine EximMacros::Read(std::string_view line) {
  if (macros_.empty() && !IsUpper(line)) return {MacroLine::Kind::kText, line};
  std::string replaced(line);
  size_t from = 0;
  if (IsUpper(line)) {
    const std::string_view rest = SkipBlanks(line.substr(NameOf(line).size()));
    if (rest.starts_with('=')) from = line.size() - rest.size();
  }
  Replace(from, &replaced);
  if (IsUpper(replaced)) return Define(replaced);
  made_ = std::move(replaced);
  return {MacroLine::Kind::kText, made_};
}

MacroLine EximMacros::Bad(std::string text) {
  made_ = std::move(text);
  return {MacroLine::Kind::kBad, made_};
}

void EximMacros::Replace(size_t from, std::string* line) const {
  for (const Macro& macro : macros_) {
    size_t at = line->find(macro.name, from);
    while (at != std::string::npos) {
      line->replace(at, macro.name.size(), macro.text);
      at = line->find(macro.name, at + macro.text.size());
    }
  }
}

MacroLine EximMacros::Define(std::string_view line) {
  const std::string name(NameOf(line));
  std::string_view text = SkipBlanks(line.substr(name.size()));
  if (!text.starts_with('=')) return Bad("malformed macro definition");
  const bool again = text.starts_with("==");
  text = SkipBlanks(text.substr(again ? 2 : 1));
  Macro* known = nullptr;
  for (Macro& macro : macros_) {
    if (macro.name == name) {
      known = &macro;
      break;
    }
    if (name.find(macro.name) != std::string::npos) {
      return Bad("\"" + name +
                 "\" cannot be defined as a macro because previously defined "
                 "macro \"" +
                 macro.name + "\" is a substring");
    }
  }
  if (known == nullptr && again) {
    return Bad("can't redefine an undefined macro \"" + name + "\"");
  }
  if (known != nullptr && !again && !known->preset) {
    return Bad("macro \"" + name +
               "\" is already defined (use \"==\" if you want to redefine it)");
  }
  if (known == nullptr) {
    macros_.push_back({name, std::string(text)});
  } else if (!known->preset) {
    known->text = text;
  }
  return {MacroLine::Kind::kDefined, macros_.back().name};
}

}  // namespace trommel
