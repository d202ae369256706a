// SPDX-License-Identifier: MIT
// EximMacros: macros of Exim's configuration language, as -be understands them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace trommel {

/// A line after its macros were seen to.
struct MacroLine {
  enum class Kind : uint8_t {
    kText,     ///< `text` is the line, macros replaced
    kDefined,  ///< `text` is the name that Exim tells: of its last macro
    kBad,      ///< `text` is Exim's error
  };
  Kind kind = Kind::kText;
  /// Views the line or the EximMacros, until the next Read.
  std::string_view text;
};

/// Macros in the order of their definition, in which they are replaced (Exim
/// specification, "Macros in the configuration file"). A line that begins with
/// an upper-case letter is a definition and nothing else.
///
/// Example: after Read("NAME = x"), Read("<NAME>") is the text "<x>".
class EximMacros {
 public:
  /// A macro of the command line: definitions of that name are ignored.
  void Preset(std::string_view name, std::string_view text);
  MacroLine Read(std::string_view line);

 private:
  struct Macro {
    std::string name;
    std::string text;
    bool preset = false;
  };

  void Replace(size_t from, std::string* line) const;
  MacroLine Define(std::string_view line);
  MacroLine Bad(std::string text);

  std::vector<Macro> macros_;
  std::string made_;  // what was read last, if it is not the line
};

}  // namespace trommel
