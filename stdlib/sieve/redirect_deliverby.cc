// SPDX-License-Identifier: MIT
// redirect-deliverby (RFC 6009 section 5, RFC 2852): by when a redirected
// message must be delivered, and what is to be done if it is not. Reports go to
// the user, see redirect-dsn. :bytimeabsolute takes RFC 3339, also with a zone
// such as +0200. A time that is over fails the run when the mail would have to
// be returned (the default :bymode).
#include "stdlib/shared/iso_time.h"
#include "stdlib/shared/redirect_options.h"

namespace trommel::stdlib {
namespace {

void NeedTime(CheckContext& context) {
  if (context.Lent("bytimerelative") != nullptr ||
      context.Lent("bytimeabsolute") != nullptr) {
    return;
  }
  context.issues->Error(context.call, "there is no time that this is about",
                        "add :bytimerelative or :bytimeabsolute");
}

void CheckAbsolute(CheckContext& context) {
  const BoundArg& time = context.args[0];
  if (time.constant && !ParseIsoTime(time.text)) {
    context.issues->Error(time.span,
                          "\"" + std::string(time.text) + "\" is no time",
                          "write it like \"2026-03-01T11:02:00+01:00\"");
  }
  if (context.Lent("bytimerelative") != nullptr) {
    context.issues->Error(time.span,
                          "\":bytimerelative\" and \":bytimeabsolute\" exclude "
                          "each other",
                          "keep one of the two");
  }
}

void CheckMode(CheckContext& context) {
  NeedTime(context);
  const BoundArg& mode = context.args[0];
  if (!mode.constant || IsByMode(mode.text)) return;
  context.issues->Error(mode.span,
                        "\"" + std::string(mode.text) + "\" is no mode",
                        "it is \"notify\" or \"return\"");
}

constexpr Row kRows[] = {
    {RowKind::kTag, "bytimerelative", "bytimerelative <seconds: number>",
     "the message must be delivered in so many seconds",
     "redirect :bytimerelative 600 \"b@example.net\"; => redirect "
     "\"b@example.net\" by=\"600;R\" sender=\"me@example.com\"",
     nullptr, nullptr, "redirect"},
    {RowKind::kTag, "bytimeabsolute", "bytimeabsolute <time: string>",
     "the message must be delivered by then",
     "redirect :bytimeabsolute \"2026-01-02T04:04:05+01:00\" :bymode "
     "\"notify\" \"b@example.net\"; => redirect \"b@example.net\" by=\"0;N\" "
     "sender=\"me@example.com\"",
     CheckAbsolute, nullptr, "redirect"},
    {RowKind::kTag, "bymode", "bymode <mode: string>",
     "what is done when time is over: \"return\" or \"notify\"",
     "redirect :bytimerelative 9 :bymode \"notify\" \"b@example.net\"; => "
     "redirect \"b@example.net\" by=\"9;N\" sender=\"me@example.com\"",
     CheckMode, nullptr, "redirect"},
    {RowKind::kTag, "bytrace", "bytrace", "asks for reports on the way",
     "redirect :bytimerelative 9 :bytrace \"b@example.net\"; => redirect "
     "\"b@example.net\" by=\"9;RT\" sender=\"me@example.com\"",
     NeedTime, nullptr, "redirect"},
};

}  // namespace

extern const Feature sieve_redirect_deliverby;
const Feature sieve_redirect_deliverby = {
    "redirect-deliverby", 1, Language::kSieve, "redirect-deliverby", kRows};

}  // namespace trommel::stdlib
