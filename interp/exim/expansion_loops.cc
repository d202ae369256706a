// SPDX-License-Identifier: MIT
// Loops over lists: map, filter, reduce, sort; forany and forall of ${if.
#include <algorithm>

#include "interp/base/limits.h"
#include "interp/exim/expansion_parser.h"

namespace trommel::exim {
namespace {

struct LoopItem {
  std::string_view name;
  /// How a missing argument is called; the last one is the body.
  std::string_view arguments[3];
};
constexpr LoopItem kLoopItems[] = {
    {"map", {"first", "last"}},
    {"filter", {"first", "last"}},
    {"reduce", {"first", "second", "last"}},
    {"sort", {"list", "comparator", "extractor"}},
};

std::string Quoted(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

/// The source of a loop's items: forany, forany_json, forany_jsons.
std::string_view SourceOf(std::string_view name) {
  const size_t underscore = name.find('_');
  if (underscore == std::string_view::npos) return "list";
  return name.substr(underscore + 1);
}

}  // namespace

bool ExpansionParser::IsLoop(std::string_view name) {
  return std::ranges::find(kLoopItems, name, &LoopItem::name) !=
         std::end(kLoopItems);
}

/// forany, forall, and those with _json or _jsons.
bool ExpansionParser::IsLoopTest(std::string_view name) {
  constexpr size_t kStem = std::string_view("forany").size();
  const std::string_view stem = name.substr(0, kStem);
  const std::string_view rest = name.substr(stem.size());
  return (stem == "forany" || stem == "forall") &&
         (rest.empty() || rest == "_json" || rest == "_jsons");
}

/// What a loop does with each item: a condition for filter, else a string.
void ExpansionParser::LoopBody(Node* made, Node** tail) {
  const std::string inside = " inside " + Quoted(made->text) + " item";
  if (made->text == "filter") {
    made->test = Condition();
    if (failed()) {
      *error_ += inside;
      return;
    }
    Blanks();
    if (Eat('}')) return;
    Fail(
        "missing } at end of condition or expression inside \"filter\"; "
        "could be an unquoted } in the content");
    return;
  }
  *tail = Sequence(true);
  if (failed() && made->text != "sort") *error_ += inside;
}

/// A loop that is broken behind its list is read for the errors in it.
Node* ExpansionParser::Loop(std::string_view name) {
  const LoopItem& item = *std::ranges::find(kLoopItems, name, &LoopItem::name);
  Node* made = Make(Kind::kLoop, item.name);
  Node** tail = &made->children;
  const size_t count = item.arguments[2].empty() ? 2 : 3;
  for (size_t i = 0; i < count; ++i) {
    Blanks();
    if (!Eat('{')) {
      FailBrace("missing '{' for " + std::string(item.arguments[i]) +
                " arg of " + std::string(name));
      made->broken = i + 1 == count;
      return made->broken ? made : Gather(made->children);
    }
    if (i + 1 == count) {
      ++branches_;
      LoopBody(made, tail);
      --branches_;
    } else {
      *tail = Sequence(true);
      if (failed()) return Gather(made->children);
      tail = &(*tail)->next;
    }
  }
  if (!failed()) {
    Blanks();
    if (Eat('}')) return made;
    FailBrace("missing } at end of " + Quoted(name));
  }
  made->broken = true;
  return made;
}

/// forany{list}{condition} and its kin.
Test* ExpansionParser::LoopTest(std::string_view name) {
  Test* made = arena_.Make<Test>();
  made->row = Find(RowKind::kSource, SourceOf(name));
  if (made->row == nullptr) {
    Fail("unknown condition " + Quoted(name));
    return nullptr;
  }
  made->kind = name.starts_with("forany") ? Test::Kind::kAny : Test::Kind::kAll;
  const std::string missing = "missing { after " + Quoted(name);
  Blanks();
  if (!Eat('{')) Fail(missing);
  if (failed()) return nullptr;
  made->args = Sequence(true);
  if (!failed()) {
    Blanks();
    if (!Eat('{')) Fail(missing);
  }
  if (!failed() && depth_ == limits::kEximNesting) {
    Fail("the expansion is nested more than " +
         std::to_string(limits::kEximNesting) + " deep");
  }
  if (!failed()) {
    ++depth_;
    ++branches_;
    made->children = Condition();
    --branches_;
    --depth_;
    if (failed()) *error_ += " inside " + Quoted(name) + " condition";
  }
  if (!failed()) {
    Blanks();
    if (!Eat('}')) {
      Fail("missing } at end of condition inside " + Quoted(name));
    }
  }
  made->name = name;
  if (made->children != nullptr) {
    made->matches = made->children->matches;
    made->finds = made->children->finds;
  }
  made->broken = failed();
  return made;
}

}  // namespace trommel::exim
