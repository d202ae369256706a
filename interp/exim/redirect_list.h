// SPDX-License-Identifier: MIT
// Redirection lists: what a `.forward` or an alias is when it is no filter.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "interp/base/result.h"
#include "interp/exim/address.h"

namespace trommel::exim {

/// What an item of a list is. A directory is a path that ends in '/'.
enum class RedirectKind : uint8_t { kAddress, kFile, kDirectory, kPipe };

/// One destination.
struct RedirectItem {
  RedirectKind kind = RedirectKind::kAddress;
  /// The address with its domain, the path, or the command behind its `|`.
  std::string target;
};

/// How a list ends before its last byte, or that it does not.
enum class RedirectEnd : uint8_t {
  kDone,
  kBlackhole,  ///< `:blackhole:`: nothing is delivered, items or not
  kFail,       ///< `:fail:`, with `text`: the recipient is refused
  kDefer,      ///< `:defer:`, with `text`: try again later
  kNoInclude,  ///< an included file cannot be opened, for the reason in `text`
};

/// A list that was read. Without items and kDone, the recipient is delivered to
/// as if there were no list.
struct RedirectList {
  std::vector<RedirectItem> items;  ///< in Exim's order: the last comes first
  RedirectEnd end = RedirectEnd::kDone;
  std::string text;
  std::vector<std::string> skipped;  ///< errors, with skip_syntax_errors
};

/// Exim's options of a redirect router, under their names and with their
/// defaults (Exim specification, "The redirect router").
struct RedirectOptions {
  std::string qualify_recipient;         ///< domain of `ada`
  std::string recipient_domain;          ///< domain of `\ada`
  std::string include_directory;         ///< only files below; empty: any
  AddressRules rules = {};               ///< what an address may be
  bool qualify_preserve_domain = false;  ///< `ada` gets recipient_domain too
  bool skip_syntax_errors = false;       ///< leave out what is no address
  bool allow_fail = false;
  bool allow_defer = false;
  bool forbid_blackhole = false;
  bool forbid_file = false;
  bool forbid_include = false;
  bool forbid_pipe = false;
};

/// Reads the files that lists name by `:include:`.
class IncludeSource {
 public:
  virtual ~IncludeSource() = default;
  /// The bytes of the file at the absolute `path`, which lies in `directory`
  /// unless that is empty. kNoInput when it cannot be opened; another code, and
  /// Exim's text, when it can but is not to be used.
  virtual Result<std::string> Read(const std::string& path,
                                   const std::string& directory) = 0;
};

/// Reads a list: items between commas and newlines; `#` at the start of an item
/// makes a comment; quotes around a whole item are taken off. It ends at the
/// first NUL.
///
/// kScript with Exim's text for what Exim refuses; kLimit past
/// limits::kRedirectItems, kRedirectBytes (of all files), kIncludes and
/// kIncludeDepth (so that a file may include itself, in vain).
///
/// Exim specification, "Items in a non-filter redirection list"; "exim.md" g.
/// Example: ReadRedirectList("a@b, |cat", {}, files) gives kPipe "cat", then
/// kAddress "a@b".
Result<RedirectList> ReadRedirectList(std::string_view bytes,
                                      const RedirectOptions& options,
                                      IncludeSource& files);

}  // namespace trommel::exim
