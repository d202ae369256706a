// SPDX-License-Identifier: MIT
// mboxmetadata (RFC 5490 sections 3.3 and 3.4): tests of a mailbox's
// annotations (RFC 5464). An annotation that does not exist matches nothing,
// not even :count "eq" "0". As in Pigeonhole a name that can be none is warned
// of, and does not exist. A mail store that cannot be asked now ends the run:
// the message is tried again later.
#include "stdlib/shared/match.h"
#include "stdlib/shared/metadata_test.h"

namespace trommel::stdlib {
namespace {

/// Slots of metadata.
enum Slot : uint8_t { kMailbox = 3, kEntry, kKeys };

void CheckTest(CheckContext& context) {
  CheckMatch(context, 0, kKeys);
  CheckEntries(context.args[kEntry], context.issues);
}

Result<Value> Run(vm::CallContext& context, std::span<const Value> args) {
  return MatchEntry(context, args.first<3>(), args[kMailbox].text(),
                    args[kEntry].text(), args[kKeys].list());
}

void CheckExists(CheckContext& context) {
  CheckEntries(context.args[1], context.issues);
}

Result<Value> RunExists(vm::CallContext& context, std::span<const Value> args) {
  return HasEntries(context, args[0].text(), args[1].list());
}

constexpr Row kRows[] = {
    {RowKind::kTest, "metadata",
     "metadata [COMPARATOR] [MATCH-TYPE] <mailbox: string> <annotation-name: "
     "string> <key-list: string-list>",
     "compares an annotation of a mailbox with keys",
     "if metadata \"INBOX\" \"/private/comment\" \"mine\" { discard; } => "
     "keep (implicit)",
     CheckTest, Run},
    {RowKind::kTest, "metadataexists",
     "metadataexists <mailbox: string> <annotation-names: string-list>",
     "whether a mailbox has all these annotations",
     "if metadataexists \"INBOX\" \"/private/comment\" { discard; } => "
     "keep (implicit)",
     CheckExists, RunExists},
};

}  // namespace

extern const Feature sieve_mboxmetadata;
const Feature sieve_mboxmetadata = {"mboxmetadata", 1, Language::kSieve,
                                    "mboxmetadata", kRows};

}  // namespace trommel::stdlib
