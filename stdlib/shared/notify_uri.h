// SPDX-License-Identifier: MIT
// URIs of notification methods: mailto (RFC 5436, RFC 6068), xmpp (RFC 5437,
// RFC 5122), sip and sips (RFC 6468, RFC 3261).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "interp/base/result.h"

namespace trommel::stdlib {

enum class NotifyMethod : uint8_t { kMailto, kXmpp, kSip, kOther };

/// The method that a URI begins with (caseless): "mailto:…" is kMailto.
NotifyMethod NotifyMethodOf(std::string_view uri);

/// What a URI says, decoded: bytes are whatever %XX made of them.
struct NotifyUri {
  NotifyMethod method = NotifyMethod::kOther;
  std::vector<std::string> to;  ///< bare addresses; of xmpp and sip one
  std::vector<std::string> cc;
  std::optional<std::string> subject;
  std::optional<std::string> body;
  /// Further header fields of a mailto URI, names as written.
  std::vector<std::pair<std::string, std::string>> fields;
  /// Names of fields that are not taken from a URI, or were there before.
  std::vector<std::string> ignored;
};

/// kRun with a clause for people when `uri` is not valid or of no known method:
/// a byte that must be percent-encoded, a recipient that is no address, a field
/// without "=", a NUL, in a field other than the body a line end, a control
/// character or no UTF-8 (RFC 6068 section 2), more than
/// limits::kNotifyRecipients or kNotifyHeaders of them; sip without
/// method=MESSAGE, xmpp without node or domain.
/// Example: "mailto:a@b.example?subject=Hi&cc=c@d.example".
Result<NotifyUri> ParseNotifyUri(std::string_view uri);

/// Every byte but letters, digits, `-._~` as %XX (RFC 3986).
std::string EncodeUrl(std::string_view text);

}  // namespace trommel::stdlib
