// SPDX-License-Identifier: MIT
// Small files of lines that other programs change, too: Dovecot's
// `subscriptions` and `dovecot-keywords`.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "interp/base/result.h"

namespace trommel::delivery {

/// Changes a file as Dovecot does: PATH.lock is made, filled, synced and put in
/// its place. `change` gets the contents, empty for a file that is missing;
/// when it leaves them alone nothing is written. A lock older than a minute is
/// taken away. kTemporary, also for a lock that stays.
Status UpdateLines(const std::string& path,
                   const std::function<void(std::string*)>& change);

/// Adds a Maildir++ folder ("lists.dev", in modified UTF-7) to the contents of
/// `subscriptions`: names by line, or, after "V\t2", with tabs between their
/// parts. Nothing when it is there.
void AddSubscription(std::string_view folder, std::string* lines);

/// The letter of a keyword in the contents of `dovecot-keywords` ("0 work" is
/// 'a'), caseless; added when missing. '\0' when all 26 are taken.
char KeywordLetter(std::string_view keyword, std::string* lines);

}  // namespace trommel::delivery
