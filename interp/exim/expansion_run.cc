// SPDX-License-Identifier: MIT
// ${run,preexpand{command}{yes}{no}}, ${readsocket{…}…{fail}}, and which items
// an administrator may lock.
#include <algorithm>
#include <utility>

#include "interp/exim/expansion_parser.h"
#include "interp/text/ascii.h"

namespace trommel::exim {
namespace {

/// Items that settings forbid_filter_… lock.
constexpr std::string_view kLocked[] = {"dlfunc",   "lookup",     "perl",
                                        "readfile", "readsocket", "run"};

std::string Quoted(std::string_view text) {
  return "'" + std::string(text) + "'";
}

}  // namespace

/// Exim asks whether the item is permitted before it looks at its arguments,
/// in branches that are not taken, too.
Node* ExpansionParser::Locked(std::string_view name, Node* item) {
  if (std::ranges::find(kLocked, name) == std::end(kLocked)) return item;
  if (item == nullptr) item = Make(Kind::kSequence);
  if (const RowEntry* row = Find(RowKind::kStep, "permit")) {
    item->permit = MakeCall(row, Make(Kind::kText, name));
  }
  return item;
}

/// The options between `run` and the command; false after Fail().
bool ExpansionParser::RunOptions(bool* preexpand) {
  constexpr std::string_view kPreexpand = "preexpand";
  while (Eat(',')) {
    const std::string_view rest = text_.substr(at_);
    if (!rest.starts_with(kPreexpand)) {
      size_t end = std::min<size_t>(rest.size(), 1);
      while (end < rest.size() && text::IsAlpha(rest[end])) ++end;
      Fail("bad option " + Quoted(rest.substr(0, end)) + " for run");
      return false;
    }
    at_ += kPreexpand.size();
    *preexpand = true;
  }
  Blanks();
  if (Eat('{')) return true;
  FailBrace("missing '{' for command arg of run");
  return false;
}

/// A command that is expanded word by word when it runs: the text up to its
/// brace. What is wrong inside is told then, unless it hides the brace.
Node* ExpansionParser::RawCommand() {
  const size_t begin = at_;
  const size_t branches = branches_;
  const size_t computed = computed_;
  ++branches_;
  const bool skims = std::exchange(skims_, true);
  Sequence(true);
  skims_ = skims;
  branches_ = branches;
  size_t end = at_ - 1;
  if (failed()) {
    error_.reset();
    literal_.Clear();
    dollars_ = true;
    computed_ = computed;
    end = at_;
    // ${extract may not tell where it ends.
    if (at_ < begin || !Eat('}')) {
      return FailBrace("missing '}' closing command arg of run");
    }
  }
  return Make(Kind::kText, text_.substr(begin, end - begin));
}

Node* ExpansionParser::Run() {
  Node* made = Make(Kind::kRun, "run");
  made->row = Find(RowKind::kLookup, "run");
  ++setters_;
  ++groupers_;
  bool preexpand = false;
  if (!RunOptions(&preexpand)) return nullptr;
  made->children = preexpand ? Sequence(true) : RawCommand();
  if (failed()) return Gather(made->children);
  made->children->next = Make(Kind::kText, preexpand ? "expanded" : "words");
  const size_t setters = setters_;
  YesNo(made);
  made->sets = setters_ != setters;
  return made;
}

/// ${readsocket{where}{request}{options}{line end}{what to give on failure}}
Node* ExpansionParser::ReadSocket() {
  constexpr size_t kLeast = 2;
  constexpr size_t kStrings = 4;
  Node* made = Make(Kind::kLookup, "readsocket");
  made->row = Find(RowKind::kLookup, "readsocket");
  Node** tail = &made->children;
  size_t count = 0;
  const size_t begin = at_;
  for (Blanks(); count < kStrings && Eat('{'); Blanks(), ++count) {
    *tail = Sequence(true);
    if (failed()) return Skimmed(begin, Gather(made->children));
    tail = &(*tail)->next;
  }
  if (count < kLeast) {
    FailBrace("Not enough arguments for 'readsocket' (min is 2)");
    return Skimmed(begin, Gather(made->children));
  }
  for (; count < kStrings; ++count) {
    *tail = Make(Kind::kText);
    if (count == 3) (*tail)->text = "\n";
    tail = &(*tail)->next;
  }
  const bool may_fail = Eat('{');
  *tail = Make(Kind::kText, may_fail ? "may fail" : "must answer");
  if (may_fail) {
    ++branches_;
    made->no = Sequence(true);
    --branches_;
    if (failed()) return made;
  }
  Blanks();
  if (!Eat('}')) FailBrace("missing '}' closing readsocket");
  return made;
}

}  // namespace trommel::exim
