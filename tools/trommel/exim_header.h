// SPDX-License-Identifier: MIT
// The header of a message made complete, as Exim does with one that comes in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "interp/vm/settings.h"

namespace trommel {

/// Who hands a message in, and what Exim writes into the fields that it adds.
struct Originator {
  std::string login;
  std::string address;       ///< login@qualify_domain
  std::string name;          ///< a display name, ready for use; may be empty
  std::string sender;        ///< of the envelope
  bool sender_told = false;  ///< by -f or a From line, not by default
  bool trusted = false;      ///< may have a Sender: of another
  bool check_from = false;   ///< local_from_check
  bool keep_sender = true;   ///< local_sender_retain
  std::string from_prefix;  ///< local_from_prefix: `x-`, or `*-` for any `…-`
  std::string from_suffix;  ///< local_from_suffix: `-x`, or `-*`
  bool remote = false;      ///< -oMa: nothing is missing then
  std::string message_id;   ///< without angle brackets
  std::string date;
};

/// Takes out what only delivery may add (Return-path:, Delivery-date:,
/// Envelope-to:), each unless its setting …_remove is off; the values of
/// Return-path:, without angle brackets.
std::vector<std::string> TakeTraceFields(const vm::Settings& settings,
                                         std::vector<std::string>* fields);

/// The addresses of To:, Cc: and Bcc:, or of their Resent- forms when there is
/// any; those without a domain get `domain`. Bcc: is taken out.
std::vector<std::string> TakeRecipients(std::string_view domain,
                                        std::vector<std::string>* fields);

/// Completes a header (Exim specification, "Header lines"): Message-Id:, From:
/// and Date: where they are missing, or their Resent- forms when there is any
/// Resent- field; a From: that is only the login name becomes a full address;
/// a user whose name is not in From: is named in Sender:. With `domains` (else
/// null) addresses without a domain get one.
struct QualifyDomains {
  std::string_view sender;     ///< for From:, Sender:, Reply-To:
  std::string_view recipient;  ///< for To:, Cc:, Bcc:
};
void CompleteHeader(const Originator& originator, const QualifyDomains* domains,
                    std::vector<std::string>* fields);

/// `field` with `domain` added to the addresses that have none. What is no
/// address stays as it is; a line grown long is folded after the comma.
/// Example: "To: a, B <b>\n" gives "To: a@x, B <b@x>\n".
std::string QualifiedField(std::string_view field, std::string_view domain);

}  // namespace trommel
