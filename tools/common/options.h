// SPDX-License-Identifier: MIT
// Options: a command line read by a table, and the help text the table makes.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "interp/base/result.h"

namespace trommel {

/// One option of a program. Names stand without dashes.
struct Option {
  char letter = 0;         ///< 'f' for -f; 0 for none
  std::string_view name;   ///< "sender" for --sender
  std::string_view value;  ///< "ADDRESS"; empty: a flag without a value
  std::string_view help;   ///< one sentence for the help text
};

/// Everything that a person should know about one program or command.
struct Manual {
  std::string_view name;       ///< "trommel test"
  std::string_view arguments;  ///< "SCRIPT [MESSAGE]"
  std::string_view summary;    ///< one sentence
  std::string_view text;       ///< paragraphs, wrapped by hand at 78 columns
  std::string_view examples;   ///< indented command lines with their reason
  std::span<const Option> options;
  size_t least = 0;        ///< fewest positional arguments
  size_t most = SIZE_MAX;  ///< and most
};

/// A command line, read. Views live as long as argv and the option table.
///
/// Understands `--name VALUE`, `--name=VALUE`, `-fVALUE`, `-f VALUE`, `-tl`
/// (two flags), `--` (only positionals follow) and `-` (a positional). Options
/// and positionals mix. An option given again replaces the earlier one, except
/// for All. We do not use CLI11 for this: it costs 230,000 instructions a
/// start, a quarter of what a whole `trommel test` may cost.
class Arguments {
 public:
  /// kUsage for an unknown option (with the nearest known one), a missing or
  /// needless value, or too few or too many positionals. With `--help` among
  /// the options the rest is not judged.
  static Result<Arguments> Parse(const Manual& manual,
                                 std::span<const char* const> argv);

  bool Has(std::string_view name) const { return Get(name).has_value(); }
  std::optional<std::string_view> Get(std::string_view name) const;
  std::vector<std::string_view> All(std::string_view name) const;
  std::span<const std::string_view> positionals() const { return positionals_; }

 private:
  struct Given {
    std::string_view name;
    std::string_view value;
  };
  Status AddLong(const Manual& manual, std::string_view word,
                 std::span<const char* const> argv, size_t* at);
  Status AddShort(const Manual& manual, std::string_view word,
                  std::span<const char* const> argv, size_t* at);
  Status AddNext(const Option& option, std::string_view word,
                 std::span<const char* const> argv, size_t* at);
  std::vector<Given> given_;
  std::vector<std::string_view> positionals_;
};

/// The text that `--help` prints.
std::string HelpText(const Manual& manual);

/// Reads a count of at most `most`: digits only. kUsage names `what`.
Result<size_t> ParseCount(std::string_view what, std::string_view text,
                          size_t most);

}  // namespace trommel
