// SPDX-License-Identifier: MIT
// Loops over lists: map, filter, reduce, sort; forany and forall of ${if.
#include <algorithm>
#include <utility>

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

/// In one another. The code of a loop grows with what is around it; a string of
/// a filter, of 1,023 bytes, holds 102 at most.
constexpr size_t kMostLoops = 128;

std::string Quoted(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

/// The source of a loop's items: of forany, and of forany_json, forany_jsons.
std::string_view SourceOf(std::string_view name) {
  name.remove_prefix(std::string_view("forany").size());
  if (name.empty()) return "list";
  return name == "_json" || name == "_jsons" ? "json" : "";
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

/// Counts a loop around what follows; false when there are too many.
bool ExpansionParser::EnterLoop() {
  if (loops_ == kMostLoops) {
    Fail("loops are nested more than " + std::to_string(kMostLoops) + " deep");
    return false;
  }
  ++loops_;
  ++branches_;
  return true;
}

void ExpansionParser::LeaveLoop() {
  --loops_;
  --branches_;
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
    if (made->test->matches) ++groupers_;
    Blanks();
    if (Eat('}')) return;
    Fail(
        "missing } at end of condition or expression inside \"filter\"; "
        "could be an unquoted } in the content");
    return;
  }
  const size_t begin = at_;
  *tail = Sequence(true);
  if (made->text != "sort") {
    if (failed()) *error_ += inside;
  } else if (!failed()) {
    made->yes = Make(Kind::kText, text_.substr(begin, at_ - 1 - begin));
  }
}

/// The comparator of sort, which is not expanded: a condition that puts two
/// strings in order.
Node* ExpansionParser::Comparator() {
  constexpr std::string_view kOrders[] = {
      "<", "<=", ">", ">=", "lt", "lti", "le", "lei", "gt", "gti", "ge", "gei"};
  const Node* text = Pattern();
  if (failed()) return nullptr;
  const std::string_view all = std::exchange(text_, text->text);
  const size_t end = std::exchange(at_, 0);
  const std::string_view name = ConditionName();
  text_ = all;
  at_ = end;
  if (failed()) return nullptr;
  if (std::ranges::find(kOrders, name) != std::end(kOrders)) {
    return Make(Kind::kText, name);
  }
  // Exim has no words for it.
  if (!IsCondition(name)) return Fail({});
  return Fail("comparator not handled for sort");
}

bool ExpansionParser::IsCondition(std::string_view name) const {
  constexpr std::string_view kGroups[] = {
      "and",         "or",           "forall",      "forany",
      "forall_json", "forall_jsons", "forany_json", "forany_jsons"};
  return std::ranges::find(kGroups, name) != std::end(kGroups) ||
         (Find(RowKind::kIfCondition, name) != nullptr && name != "def_header");
}

/// A loop that is broken behind its list is read for the errors in it.
Node* ExpansionParser::Loop(std::string_view name) {
  const LoopItem& item = *std::ranges::find(kLoopItems, name, &LoopItem::name);
  Node* made = Make(Kind::kLoop, item.name);
  if (name == "reduce") ++setters_;
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
      if (!EnterLoop()) return Gather(made->children);
      LoopBody(made, tail);
      LeaveLoop();
    } else {
      *tail = i == 1 && name == "sort" ? Comparator() : Sequence(true);
      if (failed()) return Gather(made->children);
      tail = &(*tail)->next;
    }
  }
  if (!failed()) {
    if (name != "sort") Blanks();
    if (Eat('}')) return made;
    Fail("missing } at end of " + Quoted(name));
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
  if (!failed() && EnterLoop()) {
    made->children = Condition();
    LeaveLoop();
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
