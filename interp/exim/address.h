// SPDX-License-Identifier: MIT
// Addresses as Exim reads them (RFC 822 with Exim's liberties): what `deliver`,
// ${address:, ${addresses: and foranyaddress accept, and why they refuse.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "interp/base/result.h"

namespace trommel::exim {

/// A bare address; the domain is empty for a local part alone.
struct BareAddress {
  std::string local_part;  ///< as written: quotes kept, comments dropped
  std::string domain;
  /// Where the text that was read holds an address without a domain, comments
  /// in angle brackets included: what Exim puts a full address in place of.
  size_t begin = 0;
  size_t end = 0;
  /// local_part@domain, or the local part alone.
  std::string Text() const;
};

/// What the settings of the same names allow besides (Exim specification,
/// "Main configuration").
struct AddressRules {
  bool excess_brackets = false;  ///< strip_excess_angle_brackets: <<a@b>>
  bool trailing_dot = false;     ///< strip_trailing_dot: a@b.
  bool utf8_domains = false;     ///< allow_utf8_domains
  bool domain_literals = false;  ///< allow_domain_literals: <a@[1.2.3.4]>
  /// No setting: in the header itself a route may begin behind white space;
  /// elsewhere its `@` stands where its item begins.
  bool spaced_routes = false;
  bool null_path = false;  ///< <> is an address, as for envelope senders
};

/// The reason when there is none, but no mistake either: a comment alone, say.
inline constexpr std::string_view kEmptyAddress = "empty address";

/// Where reading stands in the groups (`name: a, b;`) of address lists. Exim
/// keeps this from one address to the next, whatever they belong to: a group's
/// name forbids further ones up to its `;`, which allows them.
struct GroupState {
  bool allowed = false;  ///< a name and a colon begin a group
  bool inside = false;   ///< no `;` has ended the last group yet
  bool operator==(const GroupState&) const = default;
};

/// Reads one address, with display name, comments, route and angle brackets,
/// and a group's name before or its `;` and what follows behind it when
/// `groups` says so, which is brought up to date.
/// The Error's text is Exim's reason. Unlike RFC 5322, local parts may begin
/// with or repeat dots and hold any byte above 127.
/// Example: ReadAddress("Bob <b@c> (x)") gives b@c.
Result<BareAddress> ReadAddress(std::string_view text,
                                const AddressRules& rules = {},
                                GroupState* groups = nullptr);

/// A local part in quotes, its `"` and `\` escaped, when it must be
/// (Exim specification, ${quote_local_part:).
/// Example: QuoteLocalPart("a b") gives "a b" with the quotes.
std::string QuoteLocalPart(std::string_view local);

/// Whether an address as Text() gives it has an `@` before a domain. Exim asks
/// this before it adds a domain, and sees no `@` behind an odd number of
/// backslashes (one at the very front does not count) and none in quotes.
bool HasDomain(std::string_view address);

/// The items of an address list as written, without the white space in front.
/// Of several empty ones in a row there is one; nothing behind a last comma is
/// no item. kLimit past limits::kAddresses.
/// Example: SplitAddressList("a@b, g: c, <d>;") gives a@b, g: c and <d>;.
Result<std::vector<std::string_view>> SplitAddressList(
    std::string_view list, const AddressRules& rules = {});

/// One item of an address list.
struct ListedAddress {
  std::string_view raw;  ///< as SplitAddressList gives it
  Result<BareAddress> address;
};

/// The addresses of a list, groups flattened when `groups` is set; otherwise
/// group syntax makes an item that is no address. What stands between the `;`
/// of a group and the next comma is dropped, as Exim does. Empty items are no
/// addresses. kLimit as for SplitAddressList.
Result<std::vector<ListedAddress>> ReadAddressList(
    std::string_view list, bool groups, const AddressRules& rules = {});

}  // namespace trommel::exim
