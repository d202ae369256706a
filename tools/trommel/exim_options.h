// SPDX-License-Identifier: MIT
// EximOptions: the command line of `trommel -bf FILE`, which is Exim's own.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "interp/base/result.h"
#include "interp/vm/settings.h"
#include "stdlib/shared/exim_address.h"
#include "tools/host/handed_over.h"
#include "tools/trommel/commands.h"
#include "tools/trommel/exim_origin.h"

namespace trommel {

using stdlib::exim::BareAddress;

/// Exim specification, "Exim command line": what concerns filter tests. Owns
/// its strings.
struct EximOptions {
  std::optional<std::string> user_file;     ///< -bf
  std::optional<std::string> system_file;   ///< -bF
  std::optional<std::string> domain;        ///< -bfd
  std::optional<std::string> local_part;    ///< -bfl
  std::optional<std::string> prefix;        ///< -bfp
  std::optional<std::string> suffix;        ///< -bfs
  std::optional<BareAddress> sender;        ///< -f, -r; all empty: <>
  std::optional<std::string> full_name;     ///< -F
  OriginTexts origin;                       ///< -oM*
  std::string protocol = "local";           ///< $received_protocol, not -oMr
  bool sender_dot = false;                  ///< a dot ended some -f or -r
  bool dot_ends = true;                     ///< not -i, -oi
  bool qualify = true;                      ///< not -bnq
  bool verbose = false;                     ///< -v, -d
  bool expand = false;                      ///< -be
  std::optional<std::string> message_file;  ///< -bem
  bool header_recipients = false;           ///< -t
  std::vector<std::string> strings;         ///< behind -be or -bem
  std::vector<std::pair<std::string, std::string>> macros;  ///< -D
  vm::Settings settings;  ///< trommel.toml, --config, --set
  HandedOver facts;       ///< --spool-header, --var

  /// Whether strings are expanded and no filter is tested.
  bool Expands() const { return expand || message_file; }
  const std::optional<std::string>& Of(Origin what) const {
    return origin[static_cast<size_t>(what)];
  }
};

/// Reads the words behind the program's name, as Exim reads them: a later
/// option replaces an earlier one, errors are found from left to right. The
/// Error's text is a whole line for stderr, in Exim's words where Exim has an
/// error of that kind; flags that need an MTA are refused by name.
Result<EximOptions> ReadEximOptions(Words words);

/// The line that refuses a flag, or a name of the program, that needs an MTA.
std::string NeedsMta(std::string_view word);

}  // namespace trommel
