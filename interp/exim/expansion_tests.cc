// SPDX-License-Identifier: MIT
// ${if and its conditions.
#include <algorithm>

#include "interp/base/limits.h"
#include "interp/exim/expansion_parser.h"
#include "interp/text/ascii.h"

namespace trommel::exim {
namespace {

std::string Quoted(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

/// Conditions whose strings are in braces of their own, or end with them.
bool IsBracketed(std::string_view name) {
  return name == "acl" || name == "saslauthd" || name == "inbound_srs";
}

bool IsOrder(char c) { return c == '<' || c == '=' || c == '>'; }

}  // namespace

Node* ExpansionParser::If() {
  Node* made = Make(Kind::kIf, "if");
  made->test = Condition();
  if (made->test == nullptr) return nullptr;
  if (!failed()) YesNo(made);
  if (made->yes == nullptr) made->yes = Make(Kind::kText, "true");
  return made;
}

/// One condition with the ! before it.
Test* ExpansionParser::Condition() {
  Blanks();
  const size_t begin = at_;
  bool negated = false;
  for (; Eat('!'); Blanks()) negated = !negated;
  std::string_view name = ConditionName();
  Test* made = failed() ? nullptr : ConditionOf(name);
  if (made != nullptr) {
    made->negated = negated;
    made->at = static_cast<uint32_t>(name.data() - text_.data());
  }
  GoBack(begin);
  return made;
}

Test* ExpansionParser::ConditionOf(std::string_view name) {
  Test* made = nullptr;
  if (name == "def") {
    made = Def();
  } else if (name == "and" || name == "or") {
    made = Group(name);
  } else if (IsLoopTest(name)) {
    made = LoopTest(name);
  } else if (const RowEntry* row = Find(RowKind::kIfCondition, name);
             row != nullptr && name != "def_header") {
    made = IsBracketed(name) ? Bracketed(*row) : Simple(*row);
  } else {
    FailAt(name, "unknown condition " + Quoted(name));
  }
  return made;
}

std::string_view ExpansionParser::ConditionName() {
  size_t begin = at_;
  if (IsOrder(Peek())) {
    ++at_;
    Eat('=');
    return text_.substr(begin, at_ - begin);
  }
  std::string_view name = NameHere(false);
  if (name.empty()) {
    constexpr size_t kShown = 16;
    Fail("condition name expected, but found " +
         Quoted(text_.substr(at_, kShown)));
  }
  return name;
}

/// A row with its strings in braces.
Test* ExpansionParser::Simple(const RowEntry& row) {
  Test* made = arena_.Make<Test>();
  made->row = &row;
  made->matches = row.row->name.starts_with("match");
  const bool item = row.row->name.starts_with("inlist");
  made->finds = item || row.row->name.starts_with("match_");
  Node** tail = &made->args;
  for (size_t i = 0; i < row.row->usage.size(); ++i) {
    Blanks();
    if (!Eat('{')) {
      Fail((i == 0 ? "missing { after " : "missing 2nd string in {} after ") +
           Quoted(row.row->name));
      break;
    }
    bool pattern = i == 1 && row.row->name.starts_with("match_");
    *tail = pattern ? Pattern() : Sequence(true);
    if (failed()) break;
    if (i == 0 && IsOrder(row.row->name.front())) *tail = Numeric(*tail);
    tail = &(*tail)->next;
  }
  if (item) {
    made->kind = Test::Kind::kFind;
    made->row = Find(RowKind::kLookup, std::string(row.row->name) + " item");
  }
  if (failed()) made->row = nullptr;
  return made;
}

/// Exim checks the first number before it reads the second.
Node* ExpansionParser::Numeric(Node* text) {
  const RowEntry* row = Find(RowKind::kItem, "number of");
  const bool plain = text->kind == Kind::kText && text->text.size() < 10 &&
                     std::ranges::all_of(text->text, text::IsDigit);
  return plain || row == nullptr ? text : MakeCall(row, text);
}

/// The second string of match_domain and its kin: escapes, but no expansion.
Node* ExpansionParser::Pattern() {
  dollars_ = false;
  Node* made = Sequence(true);
  dollars_ = true;
  return made;
}

/// and{{…}{…}} or or{{…}{…}}.
Test* ExpansionParser::Group(std::string_view name) {
  std::string group(name);
  Blanks();
  if (!Eat('{')) Fail("missing { after " + Quoted(name));
  if (!failed() && depth_ == limits::kEximNesting) {
    Fail("the expansion is nested more than " +
         std::to_string(limits::kEximNesting) + " deep");
  }
  if (failed()) return nullptr;
  ++depth_;
  Test* made = arena_.Make<Test>();
  made->kind = name == "and" ? Test::Kind::kAnd : Test::Kind::kOr;
  Test** tail = &made->children;
  for (Blanks(); !failed() && !Eat('}'); Blanks()) {
    if (!Eat('{')) {
      Fail("each subcondition inside an \"" + group +
           "{...}\" condition must be in its own {}");
      break;
    }
    ++branches_;
    *tail = Condition();
    --branches_;
    if (failed()) {
      *error_ += " inside \"" + group + "{...}\" condition";
      break;
    }
    made->matches |= (*tail)->matches;
    made->finds |= (*tail)->finds;
    tail = &(*tail)->next;
    Blanks();
    if (!Eat('}')) {
      Fail("missing } at end of condition inside \"" + group + "\" group");
    }
  }
  --depth_;
  return made;
}

/// def:name or def:h_name:
Test* ExpansionParser::Def() {
  if (!Eat(':')) Fail("\":\" expected after \"def\"");
  if (failed()) return nullptr;
  size_t begin = at_;
  std::string_view name = NameHere(false);
  Test* made = arena_.Make<Test>();
  if (Node* header = Header(name, begin)) {
    made->row = Find(RowKind::kIfCondition, "def_header");
    made->args = header->children;
  } else {
    made->row = Find(RowKind::kIfCondition, "def");
    made->args = Variable(name);
  }
  const std::string unknown = "unknown variable " + Quoted(name) +
                              " after \"def:\"" +
                              std::string(UserVariableHint(name));
  if (made->args == nullptr && IsCounter(name)) {
    made->args = RaiseAfter(Make(Kind::kText), unknown);
  }
  if (name.empty()) {
    Fail("variable name omitted after \"def:\"");
  } else if (made->args == nullptr) {
    FailAt(name, unknown);
  } else if (made->row == nullptr) {
    Fail("unknown condition \"def\"");
  }
  return failed() ? nullptr : made;
}

}  // namespace trommel::exim
