// SPDX-License-Identifier: MIT
// SievePipe: the action "pipe" of vnd.dovecot.pipe, whose fields name the
// program.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "interp/mail/envelope.h"
#include "interp/vm/actions.h"
#include "interp/vm/host.h"
#include "tools/delivery/program.h"

namespace trommel::delivery {

/// A step that gives `message` to the program, its line ends as the action
/// wants them. Its environment is HOME, USER, HOST, SENDER, RECIPIENT and
/// ORIG_RECIPIENT. A program that fails is kTemporary, unless `may_fail`.
std::unique_ptr<Step> SievePipe(const vm::Action& action,
                                const mail::Envelope& envelope,
                                const std::string& home, vm::Host& host,
                                std::string_view message, bool may_fail);

}  // namespace trommel::delivery
