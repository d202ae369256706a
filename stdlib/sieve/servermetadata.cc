// SPDX-License-Identifier: MIT
// servermetadata (RFC 5490 section 4): tests of the server's annotations (RFC
// 5464); what stands in mboxmetadata.cc holds here, too.
#include "stdlib/shared/match.h"
#include "stdlib/shared/metadata_test.h"

namespace trommel::stdlib {
namespace {

/// Slots of servermetadata.
enum Slot : uint8_t { kEntry = 3, kKeys };

void CheckTest(CheckContext& context) {
  CheckMatch(context, 0, kKeys);
  CheckEntries(context.args[kEntry], context.issues);
}

Result<Value> Run(vm::CallContext& context, std::span<const Value> args) {
  return MatchEntry(context, args.first<3>(), std::nullopt, args[kEntry].text(),
                    args[kKeys].list());
}

void CheckExists(CheckContext& context) {
  CheckEntries(context.args[0], context.issues);
}

Result<Value> RunExists(vm::CallContext& context, std::span<const Value> args) {
  return HasEntries(context, std::nullopt, args[0].list());
}

constexpr Row kRows[] = {
    {RowKind::kTest, "servermetadata",
     "servermetadata [COMPARATOR] [MATCH-TYPE] <annotation-name: string> "
     "<key-list: string-list>",
     "compares an annotation of the server with keys",
     "if servermetadata \"/shared/admin\" \"x\" { discard; } => "
     "keep (implicit)",
     CheckTest, Run},
    {RowKind::kTest, "servermetadataexists",
     "servermetadataexists <annotation-names: string-list>",
     "whether the server has all these annotations",
     "if servermetadataexists \"/shared/admin\" { discard; } => "
     "keep (implicit)",
     CheckExists, RunExists},
};

}  // namespace

extern const Feature sieve_servermetadata;
const Feature sieve_servermetadata = {"servermetadata", 1, Language::kSieve,
                                      "servermetadata", kRows};

}  // namespace trommel::stdlib
