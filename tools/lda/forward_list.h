// SPDX-License-Identifier: MIT
// ForwardList: a `.forward` that is no filter, as deliveries.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "interp/exim/redirect_list.h"
#include "interp/mail/envelope.h"
#include "interp/vm/actions.h"
#include "interp/vm/host.h"
#include "interp/vm/settings.h"

namespace trommel::lda {

/// Gives `envelope` the recipient that a list means by "me", when neither an
/// option nor the environment said whose mail this is: the header may name
/// somebody else, so it is the login name with a domain.
void NameOwner(const vm::Settings& settings, vm::Host& host,
               mail::Envelope* envelope);

/// Reads the list `bytes`. A local part alone gets the recipient's domain,
/// unless qualify_recipient is set and no `\` stands before it. kTemporary for
/// whatever is wrong with it, a file to include that cannot be opened included.
Result<exim::RedirectList> ReadForward(std::string_view bytes,
                                       const vm::Settings& settings,
                                       const mail::Envelope& envelope);

/// What `list` asks for; the actions view it. An address that is the
/// recipient's own, with or without the affixes of the local part, and a list
/// without items mean the default mailbox. `:blackhole:` discards, whatever
/// else stands there; `:fail:` and `:defer:` come alone too.
std::vector<vm::Action> ForwardActions(const exim::RedirectList& list,
                                       const mail::Envelope& envelope);

}  // namespace trommel::lda
