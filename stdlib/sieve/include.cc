// SPDX-License-Identifier: MIT
// include, return, global and the namespace `global` (RFC 6609). An included
// script is compiled at its place into the including one; where the scripts are
// is told by the tools (settings sieve_script_personal, sieve_global). A saved
// program that includes others is used only where its source is not at hand.
//
// Deviations: a script that is missing, that would include itself or that has
// errors keeps the whole script from running, as in Pigeonhole; `trommel check`
// only warns of the first two (RFC 6609 section 3.1).
//
// From inside a foreverypart an included script sees the part as the message
// (RFC 6609 section 3.5): header, address, exists, date, body and size are
// about it, a foreverypart begins with it. What else asks about the message
// (envelope, duplicate, spamtest …) and all actions, edits of the header among
// them, are about the message itself; replace and convert change the part.
//
// Limits: settings sieve_include_max_nesting_depth, sieve_include_max_includes;
// limits::kSieveIncludeSites, kScriptNameCharacters.
#include <string>

#include "interp/feature.h"
#include "interp/vm/call_context.h"
#include "stdlib/shared/loop_places.h"

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

Result<Value> RunBegin(vm::CallContext& context, std::span<const Value>) {
  auto& places = context.State<LoopPlaces>();
  places.shown = context.arena().Make<LoopPlaces::Shown>(
      context.part(), places.depth, places.shown);
  return Value::String({});
}

Result<Value> RunEnd(vm::CallContext& context, std::span<const Value>) {
  auto& places = context.State<LoopPlaces>();
  if (places.shown != nullptr) places.shown = places.shown->outer;
  return Value::String({});
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
    {RowKind::kStep, "include_begin", "include_begin",
     "shows an included script the part that a loop is at",
     "include :optional \"no-such-script\"; keep; => keep", nullptr, RunBegin},
    {RowKind::kStep, "include_end", "include_end",
     "ends what include_begin began",
     "include :optional \"no-such-script\"; keep; => keep", nullptr, RunEnd},
};

}  // namespace

extern const Feature sieve_include;
const Feature sieve_include = {"include", 1, Language::kSieve, "include",
                               kRows};

}  // namespace trommel::stdlib
