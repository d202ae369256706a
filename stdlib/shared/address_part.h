// SPDX-License-Identifier: MIT
// Parts of addresses for the address and envelope tests: :all, :localpart,
// :domain (RFC 5228 section 2.7.4), :user, :detail (RFC 5233).
#pragma once

#include <cstdint>
#include <string_view>

#include "interp/base/arena.h"
#include "interp/text/address.h"

namespace trommel::stdlib {

enum class AddressPart : uint8_t { kAll, kLocalPart, kDomain, kUser, kDetail };

/// From the text in a call's slot; empty and unknown read as ":all".
AddressPart AddressPartOf(std::string_view text);

/// The part of local_part@domain, in views of them. False when there is no such
/// part: `:detail` without a "+". Not for kAll.
/// Example: kDetail of "me+lists", "x.org" is "lists".
bool PartOf(AddressPart part, std::string_view local_part,
            std::string_view domain, std::string_view* out);

/// Whether it has a local part and a domain.
bool IsFull(const text::Address& address);

/// The part of a parsed header address; :all is made in `arena`, its local part
/// quoted where RFC 5322 wants it. An item that is no address has only :all,
/// its bytes as they stand.
bool PartOf(AddressPart part, const text::Address& address, Arena* arena,
            std::string_view* out);

}  // namespace trommel::stdlib
