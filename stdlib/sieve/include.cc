// SPDX-License-Identifier: MIT
// include, return, global and the namespace `global` (RFC 6609). An included
// script is compiled at its place into the including one; where the scripts are
// is told by the tools (settings sieve_script_personal, sieve_global). A saved
// program that includes others is used only where its source is not at hand.
//
// Deviations: a script that is missing, that would include itself or that has
// errors keeps the whole script from running, as in Pigeonhole; `trommel check`
// only warns of the first two (RFC 6609 section 3.1). In a foreverypart an
// included script sees the whole message.
//
// Limits: settings sieve_include_max_nesting_depth, sieve_include_max_includes;
// limits::kSieveIncludeSites, kScriptNameCharacters.
#include <string>

#include "interp/feature.h"
#include "interp/vm/call_context.h"

namespace trommel::stdlib {
namespace {

/// The scripts that have been included, newest first.
struct Included {
  struct Item {
    std::string_view name;
    Item* next;
  };
  Item* first = nullptr;
};

/// Nil: :once says that it was included before. Groups of matches are variables
/// of the script that made them.
Result<Value> RunEnter(vm::CallContext& context, std::span<const Value> args) {
  auto& included = context.State<Included>();
  const std::string_view name = args[0].text();
  auto* known = included.first;
  while (known != nullptr && known->name != name) known = known->next;
  if (known != nullptr && args[1].boolean()) return Value::Nil();
  context.SetMatches({});
  if (known != nullptr) return args[0];
  included.first = context.arena().Make<Included::Item>(name, included.first);
  return args[0];
}

constexpr Row kRows[] = {
    {RowKind::kControl, "include",
     "include [:personal / :global] [:once] [:optional] <script: string>",
     "runs another script of the user's, or of the site's",
     "include :optional \"no-such-script\"; discard; => discard"},
    {RowKind::kControl, "return", "return",
     "ends this script and goes on with the one that includes it",
     "return; discard; => keep (implicit)"},
    {RowKind::kControl, "global", "global <names: string-list>",
     "makes variables those that all included scripts share",
     "global \"a\"; set \"a\" \"dev\"; fileinto \"${a}\"; "
     "=> fileinto \"dev\""},
    {RowKind::kLookup, "include_enter",
     "include_enter <script: string> [:once]",
     "whether an included script is to be run",
     "include :optional :once \"no-such-script\"; keep; => keep", nullptr,
     RunEnter},
};

}  // namespace

extern const Feature sieve_include;
const Feature sieve_include = {"include", 1, Language::kSieve, "include",
                               kRows};

}  // namespace trommel::stdlib
