// SPDX-License-Identifier: MIT
// Passwords encrypted by crypt(3), whose library is loaded at first use.
#pragma once

#include <string>

#include "interp/base/result.h"

namespace trommel::stdlib {

/// `password` encrypted as `setting` (a salt, or an encrypted password) says;
/// empty when crypt(3) refuses the setting. kDefer when libcrypt1 is missing.
Result<std::string> CryptText(const std::string& password,
                              const std::string& setting);

/// crypt(3) of the first eight bytes, and of what follows, if anything does,
/// with the first bytes of the former for its salt.
Result<std::string> Crypt16Text(const std::string& password,
                                const std::string& setting);

}  // namespace trommel::stdlib
