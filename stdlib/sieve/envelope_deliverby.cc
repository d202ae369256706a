// SPDX-License-Identifier: MIT
// envelope-deliverby (RFC 6009 section 3): by when SMTP wants a message
// delivered (RFC 2852), as parts of the envelope test: "bytimeabsolute" (RFC
// 3339, in the zone of :zone, else the local one), "bytimerelative" (seconds
// that are left), "bymode" (notify or return) and "bytrace" (trace or empty).
// What was not said has no value. Where from: --var "deliver_by=120;RT".
#include <string>

#include "interp/feature.h"
#include "stdlib/shared/iso_time.h"

namespace trommel::stdlib {
namespace {

void CheckZone(CheckContext& context) {
  const BoundArg& zone = context.args[0];
  if (!zone.constant || ParseOffset(zone.text)) return;
  context.issues->Error(zone.span,
                        "\"" + std::string(zone.text) + "\" is no zone",
                        "write it like \"+0100\"");
}

constexpr Row kRows[] = {
    {RowKind::kTag, "zone", "zone <zone: string>",
     "the zone of \"bytimeabsolute\"",
     "if not envelope :zone \"+0100\" \"bytimeabsolute\" \"x\" { discard; } "
     "=> discard",
     CheckZone, nullptr, "envelope"},
};

}  // namespace

extern const Feature sieve_envelope_deliverby;
const Feature sieve_envelope_deliverby = {
    "envelope-deliverby", 1, Language::kSieve, "envelope-deliverby", kRows};

}  // namespace trommel::stdlib
