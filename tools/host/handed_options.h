// SPDX-License-Identifier: MIT
// The options by which programs are told what the MTA knows.
#pragma once

#include "interp/mail/envelope.h"
#include "tools/common/options.h"
#include "tools/host/handed_over.h"

namespace trommel {

inline constexpr Option kVarOption = {
    0, "var", "NAME=VALUE", "what the MTA knows, e.g. spam_score=3.1"};
inline constexpr Option kSpoolHeaderOption = {
    0, "spool-header", "FILE",
    "an Exim spool file (-H): envelope and variables"};

/// Reads --spool-header, then --var from left to right. The sender of a spool
/// header goes to `envelope` unless it has one, and so does its recipient if
/// there is but one; a system filter (--system) gets all of them.
Result<HandedOver> ReadHandedOver(const Arguments& arguments,
                                  mail::Envelope* envelope);

/// The second half of that.
void UseEnvelope(const HandedOver& facts, mail::Envelope* envelope);

}  // namespace trommel
