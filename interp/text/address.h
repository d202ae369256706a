// SPDX-License-Identifier: MIT
// Address lists of RFC 5322 and RFC 6531: groups, comments, routes, obsolete
// syntax. Never fails: an item that is no address is kept with valid == false.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace trommel::text {

/// One mailbox. local_part is unquoted ("a b" for "\"a b\"@d"), domain without
/// route and comments, lower case kept as written.
struct Address {
  std::string display_name;  ///< phrase, unquoted, comments removed
  std::string local_part;
  std::string domain;    ///< empty for a bare local part
  std::string_view group;  ///< name of its group as written, or empty; views
  std::string_view raw;    ///< the item as written, trimmed; views the input
  bool valid = true;

  /// local_part@domain with the local part quoted where it must be.
  std::string Spec() const;
};

/// All mailboxes of a header value, groups flattened. At most
/// limits::kAddresses; `truncated` (may be null) tells when there were more. An
/// item of more than limits::kAddressTokens words is no address.
/// Example: ParseAddresses("Bob <b@x>, team: c@y, d@z;") gives b@x, c@y, d@z.
std::vector<Address> ParseAddresses(std::string_view value,
                                    bool* truncated = nullptr);

/// A single address as in an envelope or a `redirect` argument; false when
/// `text` is not exactly one address with a local part and a domain.
bool ParseAddress(std::string_view text, Address* out);

/// Splits `local@domain` at the last '@' outside quotes: views of `spec`.
struct AddressParts {
  std::string_view local_part;
  std::string_view domain;
};
AddressParts SplitAddress(std::string_view spec);

}  // namespace trommel::text
