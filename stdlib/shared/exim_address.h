// SPDX-License-Identifier: MIT
// The address reader of the Exim front end, among the other helpers of
// features.
#pragma once

#include "interp/exim/address.h"

namespace trommel::stdlib::exim {

using trommel::exim::BareAddress;
using trommel::exim::HasDomain;
using trommel::exim::ListedAddress;
using trommel::exim::ReadAddress;
using trommel::exim::ReadAddressList;

}  // namespace trommel::stdlib::exim
