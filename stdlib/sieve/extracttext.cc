// SPDX-License-Identifier: MIT
// extracttext (RFC 5703 section 7): puts the text of the part that foreverypart
// is at into a variable: decoded, in UTF-8, of HTML what a reader sees, cut to
// :first characters, then changed by the modifiers of `set` and cut to
// limits::kVariableBytes between characters. A multipart with parts and
// message/rfc822 have no text of their own; of any other part that is no text,
// the bytes, made valid UTF-8, as in Pigeonhole. A charset that nobody knows
// leaves the bytes. The front end refuses it outside of foreverypart; in a
// script that is included from outside of one, it gives the empty string.
#include <string>

#include "interp/text/charset.h"
#include "interp/vm/call_context.h"
#include "stdlib/shared/characters.h"
#include "stdlib/shared/html_plain.h"
#include "stdlib/shared/set_modifiers.h"

namespace trommel::stdlib {
namespace {

/// Slots of the usage line, after the modifiers.
enum Slot : uint8_t { kFirst = kModifiers, kName };

void Check(CheckContext& context) {
  CheckModifiers(context);
  if (context.looped) return;
  context.issues->Error(context.call,
                        "\"extracttext\" stands outside of \"foreverypart\"",
                        "only there a part is at hand");
}

Result<std::string> TextOf(vm::CallContext& context) {
  if (!context.part()) return std::string();
  const std::span<const mail::Part> parts = context.mime().parts();
  const mail::Part& part = parts[*context.part()];
  const bool parted =
      mail::EndOfPart(parts, *context.part()) > *context.part() + 1;
  if (part.is_message() || parted) return std::string();
  TRY_ASSIGN(std::string_view text, context.PartText(*context.part()));
  if (part.type == "text/html") return HtmlPlain(text);
  std::string clean;
  if (!text::ToUtf8(text, "utf-8", &clean)) clean = text;
  return clean;
}

Result<Value> Run(vm::CallContext& context, std::span<const Value> args) {
  TRY_ASSIGN(std::string text, TextOf(context));
  if (!args[kFirst].is_nil()) {
    const auto count = static_cast<size_t>(args[kFirst].number());
    text.resize(FirstCharacters(text, count));
  }
  TRY_ASSIGN(std::string value,
             Modified(std::move(text), args, args.subspan(kName + 1),
                      VariableBytes(context.settings())));
  return context.TaintedCopy(value);
}

constexpr Row kRows[] = {
    {RowKind::kItem, "extracttext",
     "extracttext [:lower] [:upper] [:lowerfirst] [:upperfirst] "
     "[:quotewildcard] [:length] [:first <number: number>] "
     "<variable: string>",
     "puts the text of a MIME part into a variable",
     "foreverypart { extracttext :upper :first 5 \"a\"; fileinto \"${a}\"; } "
     "=> fileinto \"HELLO\"",
     Check, Run},
};

}  // namespace

extern const Feature sieve_extracttext;
const Feature sieve_extracttext = {"extracttext", 1, Language::kSieve,
                                   "extracttext", kRows};

}  // namespace trommel::stdlib
