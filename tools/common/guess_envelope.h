// SPDX-License-Identifier: MIT
// GuessEnvelope: who sent a stored message and whose it is, from its header.
#pragma once

#include <string_view>

#include "interp/mail/envelope.h"
#include "interp/mail/message.h"

namespace trommel {

/// Fills the sides of `envelope` that nobody set (sender_origin or
/// recipient_origin empty) from `message` and says in those members from where:
///
/// - sender: Return-Path, the mbox `From ` line, the first address of From;
/// - recipient: Delivered-To, Envelope-To, X-Original-To, the first address of
///   To.
///
/// `from_line` is the mbox line if the caller kept it apart from the message,
/// else empty. A side without any of them stays empty, with origin "nowhere".
/// Reads only the fields named here; strings keep their memory.
void GuessEnvelope(const mail::Message& message, std::string_view from_line,
                   mail::Envelope* envelope);

/// The address of a command line or a Return-Path: white space and angle
/// brackets removed, so that `<>` is the empty null sender.
std::string_view BareAddress(std::string_view text);

}  // namespace trommel
