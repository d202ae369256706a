// SPDX-License-Identifier: MIT
// redirect-dsn (RFC 6009 section 4): what redirect asks for in delivery status
// notifications. As these go to the owner of the script, the envelope sender is
// then the user's address, unless it is the null sender. Where the mail system
// knows no such parameters they are left out.
#include "stdlib/shared/redirect_options.h"

namespace trommel::stdlib {
namespace {

template <bool (*kGood)(std::string_view)>
void Check(CheckContext& context) {
  const BoundArg& value = context.args[0];
  if (!value.constant || kGood(value.text)) return;
  context.issues->Error(
      value.span,
      "\"" + std::string(value.text) + "\" says nothing of notifications",
      ":notify takes \"NEVER\" or \"SUCCESS,FAILURE,DELAY\", :ret \"FULL\" or "
      "\"HDRS\"");
}

constexpr Row kRows[] = {
    {RowKind::kTag, "notify", "notify <conditions: string>",
     "asks for reports of SUCCESS, FAILURE, DELAY, or NEVER",
     "redirect :notify \"NEVER\" \"b@example.net\"; => redirect "
     "\"b@example.net\" dsn_notify=\"NEVER\" sender=\"me@example.com\"",
     Check<IsDsnNotify>, nullptr, "redirect"},
    {RowKind::kTag, "ret", "ret <what: string>",
     "asks for the whole message (FULL) or its header (HDRS) in reports",
     "redirect :ret \"hdrs\" \"b@example.net\"; => redirect "
     "\"b@example.net\" dsn_ret=\"HDRS\" sender=\"me@example.com\"",
     Check<IsDsnReturn>, nullptr, "redirect"},
};

}  // namespace

extern const Feature sieve_redirect_dsn;
const Feature sieve_redirect_dsn = {"redirect-dsn", 1, Language::kSieve,
                                    "redirect-dsn", kRows};

}  // namespace trommel::stdlib
