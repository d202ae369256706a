// SPDX-License-Identifier: MIT
// What SMTP said of a message: the parts that the envelope test knows (RFC
// 5228 section 5.4, RFC 6009).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "interp/vm/call_context.h"

namespace trommel::stdlib {

/// A part: its values, and the capability that it comes with.
struct EnvelopePart {
  std::string_view name;
  std::string_view capability;  ///< "envelope" for the addresses
  /// Adds all values, none when SMTP did not say. `zone`: of the times, in
  /// minutes east of UTC.
  void (*values)(vm::CallContext& context, int32_t zone,
                 std::vector<std::string>* out);
  bool is_address() const { return capability == "envelope"; }
};

/// The address without the source route before it (RFC 5321 section 4.1.1.3).
/// Example: WithoutRoute("@a.example,@b.example:c@d.example") is "c@d.example".
std::string_view WithoutRoute(std::string_view address);

/// The part of that name (caseless), or null.
const EnvelopePart* FindEnvelopePart(std::string_view name);

}  // namespace trommel::stdlib
