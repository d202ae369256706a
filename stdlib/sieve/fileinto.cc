// SPDX-License-Identifier: MIT
// fileinto (RFC 5228 section 4.1): stores the message in a named folder. The
// name is UTF-8 and is given to the executor as it stands; what it means on
// disk is the executor's business. Deviation: an empty name and one that is not
// UTF-8 are refused (Pigeonhole fails when it stores).
#include <string>

#include "interp/text/charset.h"
#include "stdlib/shared/flag_set.h"

namespace trommel::stdlib {
namespace {

constexpr std::string_view kEmpty = "the name of a folder must not be empty";

void Check(CheckContext& context) {
  const BoundArg& folder = context.args[0];
  if (!folder.constant) return;
  if (folder.text.empty()) {
    context.issues->Error(folder.span, std::string(kEmpty));
  } else if (!text::IsUtf8(folder.text)) {
    context.issues->Error(folder.span, "the name of the folder is not UTF-8");
  }
}

std::string_view CleanName(vm::CallContext& context, std::string_view folder) {
  std::string clean;
  if (text::IsUtf8(folder) || !text::ToUtf8(folder, "utf-8", &clean)) {
    return folder;
  }
  return context.arena().Copy(clean);
}

Result<Value> Run(vm::CallContext& context, std::span<const Value> args) {
  if (args[0].text().empty()) return Err(Code::kRun, std::string(kEmpty));
  std::span<const Value> lent = args.subspan(1);
  vm::Action store;
  store.kind = vm::ActionKind::kFileInto;
  store.target = CleanName(context, args[0].text());
  store.target_tainted = args[0].tainted();
  store.copy = LentTag(lent, "copy").boolean();
  store.flags = FlagsFor(context, lent);
  store.line = context.line();
  TRY(context.actions().Add(store));
  return Value::Nil();
}

constexpr Row kRows[] = {
    {RowKind::kCommand, "fileinto", "fileinto <mailbox: string>",
     "stores the message in a folder",
     "fileinto \"lists/dev\"; => fileinto \"lists/dev\"", Check, Run},
};

}  // namespace

extern const Feature sieve_fileinto;
const Feature sieve_fileinto = {"fileinto", 1, Language::kSieve, "fileinto",
                                kRows};

}  // namespace trommel::stdlib
