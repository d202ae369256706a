// SPDX-License-Identifier: MIT
// HandedOver: what the MTA knows of a message and no filter can find out.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "interp/base/result.h"

namespace trommel {

/// Owns its strings. All of it counts as tainted. Nothing is ever taken from
/// fields of the message (X-Spam-Score:, Authentication-Results: …): whoever
/// sent it may have written them.
struct HandedOver {
  /// Values by the names of Exim's variables, e.g. "dkim_domain", "acl_m_x".
  std::map<std::string, std::string, std::less<>> variables;
  std::optional<std::string> sender;    ///< of a spool header; "": null sender
  std::vector<std::string> recipients;  ///< of a spool header
};

/// Takes NAME=VALUE. kUsage for a word without `=`, for what is no variable,
/// and for one that is found out from the message and its envelope.
///
/// Example: HandOver("spam_score=3.1", &facts)
Status HandOver(std::string_view word, HandedOver* out);

/// What a variable is of that an MTA sets, and not where filters run: "of an
/// ACL" for acl_narg. Empty for those that an MTA could hand over to a filter
/// (dkim_…, spam_…, tls_in_…), and for all others.
std::string_view WhatOnlyMtasSet(std::string_view name);

/// Takes what an Exim spool file ending in -H says (Exim specification, "Format
/// of spool files"); what it does not say, stays. kNoInput for a file that
/// cannot be read, kUsage "FILE: line N: reason" for another format.
Status ReadSpoolHeader(const std::string& path, HandedOver* out);

/// The same from its bytes; the reason alone.
Status ParseSpoolHeader(std::string_view bytes, HandedOver* out);

}  // namespace trommel
