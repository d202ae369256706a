// SPDX-License-Identifier: MIT
// Options of trommel-lda: command line, then Exim's and Postfix's environment.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "interp/mail/envelope.h"
#include "tools/common/config.h"

namespace trommel::lda {

extern const Manual kManual;

/// Everything that one delivery is told.
struct Options {
  mail::Envelope envelope;
  Config config;
  std::optional<std::string> script;  ///< --script
  std::string inbox;                  ///< as Places::inbox
  std::string home;
  std::string sendmail;  ///< empty: the usual one
  std::string state;     ///< empty: the usual one
  /// What the MTA handed over, for PosixHostOptions.
  std::map<std::string, std::string, std::less<>> variables;
  Arguments arguments;  ///< for --before, --after, --default and --discard
  bool system_filter = false;
  bool verbose = false;
};

/// Sender and recipient come from -f and -r, else from SENDER and RECIPIENT (or
/// LOCAL_PART with its affixes and DOMAIN) as Exim's pipe transport sets them;
/// the home from --home, else HOME, else the password entry. Relative paths
/// start at the home. kUsage for a wrong command line, kTemporary without a
/// home.
Result<Options> ReadOptions(const Arguments& arguments);

}  // namespace trommel::lda
