// SPDX-License-Identifier: MIT
// Settings: the Exim options that change what a filter means, under Exim's
// names. Defaults are Debian's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "interp/base/result.h"

namespace trommel::vm {

/// Values for one engine or run; owns its strings. An empty primary_hostname or
/// qualify_domain means: ask Host::HostName() (qualify_domain defaults to
/// primary_hostname, qualify_recipient to qualify_domain).
struct Settings {
#define SETTING_TEXT(name, value, meaning) std::string name = value;
#define SETTING_NUMBER(name, value, meaning) int64_t name = value;
#define SETTING_FLAG(name, value, meaning) bool name = value;
#include "interp/vm/settings.def"
#undef SETTING_TEXT
#undef SETTING_NUMBER
#undef SETTING_FLAG
};

/// Sets one by its Exim name: Set(&s, "message_body_visible", "2000"). Numbers
/// take K and M; flags take true, false, yes, no. kUsage for an unknown name or
/// a value of the wrong kind.
Status Set(Settings* settings, std::string_view name, std::string_view value);

}  // namespace trommel::vm
