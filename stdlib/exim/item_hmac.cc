// SPDX-License-Identifier: MIT
// ${hmac{…}{…}{…}}: a text signed with a secret.
//
// Exim specification, "Expansion items"; RFC 2104. The hash is md5 or sha1.
#include "stdlib/shared/digest.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_item_hmac;

namespace {

Result<Value> RunHmac(vm::CallContext& context, std::span<const Value> args) {
  const std::string_view name = args[0].text();
  if (name != "md5" && name != "sha1") {
    return Err(Code::kRun,
               "hmac algorithm " + exim::InQuotes(name) + " is not recognised");
  }
  auto* digest = name == "md5" ? Md5 : Sha1;
  return exim::Copied(context,
                      Hex(Hmac(digest, args[1].text(), args[2].text())), false);
}

constexpr Row kRows[] = {
    {RowKind::kItem, "hmac",
     "hmac <hash: string> <secret: string> <text: string>",
     "the message authentication code of a text",
     "${hmac{md5}{key}{text}} => d0ca6177c61c975fd2f8c07d8c6528c6", nullptr,
     RunHmac},
};

}  // namespace

constinit const Feature exim_item_hmac = {"item_hmac", 1, Language::kExim, "",
                                          kRows};

}  // namespace trommel::stdlib
