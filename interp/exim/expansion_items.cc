// SPDX-License-Identifier: MIT
// Items: ${name{…}{…}}, ${name}, and the yes and no strings of lookups.
#include <algorithm>
#include <array>
#include <utility>

#include "interp/exim/expansion_parser.h"
#include "interp/text/ascii.h"

namespace trommel::exim {
namespace {

std::string Quoted(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

/// Items whose arguments may leave one out: ${length{n}{text}} and so on.
struct CutItem {
  std::string_view name;
  size_t most;
};
constexpr CutItem kCutItems[] = {
    {"substr", 3}, {"hash", 3}, {"nhash", 3}, {"length", 2}};

/// Whether strtol() takes all of it, and makes a number of it that may be used.
bool IsNumber(std::string_view text, bool may_be_negative) {
  if (text.empty()) return true;
  while (!text.empty() && text::IsSpace(text[0])) text.remove_prefix(1);
  const bool minus = text.starts_with('-');
  if (minus || text.starts_with('+')) text.remove_prefix(1);
  const bool negative =
      minus && text.find_first_not_of('0') != std::string_view::npos;
  return !text.empty() && std::ranges::all_of(text, text::IsDigit) &&
         (may_be_negative || !negative);
}

/// Whether ${listextract takes it for a number where Exim skims.
bool IsListNumber(std::string_view text) {
  text = text::Trim(text);
  if (text.starts_with('-')) text.remove_prefix(1);
  return std::ranges::all_of(text, text::IsDigit);
}

/// Behind these $0, $1 … are what they were in front.
constexpr std::array<std::string_view, 6> kRegrouping = {
    "if", "extract", "listextract", "lookup", "certextract", "sg"};

}  // namespace

/// What follows ${ up to and with its closing brace.
Node* ExpansionParser::Braced() {
  if (text::IsDigit(Peek())) {
    Node* group = Digits();
    return Eat('}') ? group : Fail("} expected after number");
  }
  if (!text::IsAlpha(Peek())) return Fail("letter or digit expected after ${");
  std::string_view name = NameHere(true);
  bool found = true;
  const size_t setters = setters_;
  const size_t groupers = groupers_;
  Node* item = Item(name, &found);
  const bool restores = item != nullptr && (item->kind == Kind::kIf ||
                                            item->kind == Kind::kLookup ||
                                            item->kind == Kind::kExtract);
  if (restores) item->sets = setters_ != setters;
  if (groupers_ != groupers && item != nullptr) {
    item->groups = std::ranges::find(kRegrouping, name) != kRegrouping.end();
  }
  if (found) return Locked(name, item);
  if (Eat(':')) return Operator(name);
  if (!Eat('}')) {
    if (!AtEnd()) ++at_;  // what ${run goes on behind
    return FailAt(name, "\"${" + std::string(name) +
                            "\" is not a known operator (or a } is missing in "
                            "a variable reference)");
  }
  if (Node* variable = Variable(name)) return variable;
  const std::string error = "unknown variable in \"${" + std::string(name) +
                            "}\"" + std::string(UserVariableHint(name));
  return IsCounter(name) ? RaiseAfter(Make(Kind::kText), error)
                         : FailAt(name, error);
}

Node* ExpansionParser::Item(std::string_view name, bool* found) {
  if (name == "if") return If();
  if (name == "extract") return Extract();
  if (IsLoop(name)) return Loop(name);
  if (name == "lookup") return LookupItem();
  if (name == "prvscheck") return PrvsCheck();
  if (name == "certextract") return CertExtract();
  if (name == "run") return Run();
  if (name == "readsocket") return ReadSocket();
  const auto* cut = std::ranges::find(kCutItems, name, &CutItem::name);
  if (cut != std::end(kCutItems)) return Cut(name, cut->most);
  if (const RowEntry* row = Find(RowKind::kItem, name)) {
    const Usage& usage = row->row->usage;
    auto least =
        static_cast<size_t>(std::ranges::count_if(usage, &Param::required));
    size_t count = 0;
    Node* args = Args(name, least, usage.size(), &count);
    if (failed()) return Gather(args);
    if (name == "imapfolder" && count > 1) FolderSeparator(args);
    return MakeCall(row, args);
  }
  if (const RowEntry* row = Find(RowKind::kLookup, name)) return Lookup(*row);
  *found = false;
  return nullptr;
}

/// Arguments in braces and the item's closing brace.
Node* ExpansionParser::Args(std::string_view name, size_t least, size_t most,
                            size_t* count) {
  Node* first = nullptr;
  Node** tail = &first;
  const size_t begin = at_;
  *count = 0;
  for (Blanks(); *count < most && Eat('{'); Blanks()) {
    *tail = Sequence(true);
    if (failed()) return Skimmed(begin, first);
    tail = &(*tail)->next;
    ++*count;
  }
  if (*count < least) {
    FailBrace("Not enough arguments for '" + std::string(name) + "' (min is " +
              std::to_string(least) + ")");
  } else if (Peek() == '{') {
    Fail("Too many arguments for '" + std::string(name) + "' (max is " +
         std::to_string(most) + ")");
  } else if (!Eat('}')) {
    FailBrace("missing '}' after '" + std::string(name) + "'");
  }
  return Skimmed(begin, first);
}

/// ${substr{start}{length}{text}} and its kin; the second number may be absent.
Node* ExpansionParser::Cut(std::string_view name, size_t most) {
  size_t count = 0;
  Node* first = Args(name, 2, most, &count);
  if (failed()) return Gather(first);
  if (skims_) CheckNumbers(first, count - 1, name == "substr");
  if (failed()) return Gather(first);
  const RowEntry* row = Find(RowKind::kItem, name);
  if (row != nullptr) return MakeCall(row, first);
  return Fail(Quoted("${" + std::string(name)) + " is not a known operator");
}

/// Where Exim skims, it looks at the numbers all the same, and goes on behind
/// the item when one is none.
void ExpansionParser::CheckNumbers(const Node* arg, size_t count,
                                   bool may_be_negative) {
  for (; count > 0; --count, arg = arg->next) {
    if (arg->kind == Kind::kText && !IsNumber(arg->text, may_be_negative)) {
      Fail("no number");
    }
    may_be_negative = false;
  }
}

Node* ExpansionParser::Skimmed(size_t begin, Node* args) {
  GoBack(begin);
  return args;
}

Node* ExpansionParser::LookupArgs(std::string_view name, size_t from,
                                  size_t most) {
  Node* first = nullptr;
  Node** tail = &first;
  for (size_t i = from; i <= most; ++i) {
    Blanks();
    if (!Eat('{')) {
      // Exim says nothing of ${env.
      name == "env" ? Fail("")
                    : FailBrace("missing '{' for arg " + std::to_string(i) +
                                " of " + std::string(name));
      break;
    }
    *tail = Sequence(true);
    if (failed()) break;
    if (i == 1 && name == "listextract") *tail = ListIndex(*tail);
    if (failed()) break;
    tail = &(*tail)->next;
  }
  return first;
}

/// Checks the strings behind `name`, when both are known; they become one.
void ExpansionParser::FolderSeparator(Node* name) {
  name->next =
      MakeCall(Find(RowKind::kItem, "imapfolder separator"), name->next);
}

/// Exim checks the number of ${listextract before it reads the list, and that
/// it is one even where it skips.
Node* ExpansionParser::ListIndex(Node* text) {
  const bool plain = text->kind == Kind::kText && !text->text.empty() &&
                     std::ranges::all_of(text->text, text::IsDigit);
  if (plain) return text;
  if (skims_ && text->kind == Kind::kText && !IsListNumber(text->text)) {
    Fail("no number");
    return text;
  }
  return MakeCall(Find(RowKind::kItem, "listextract index"),
                  MakeCall(Find(RowKind::kItem, "listextract number"), text));
}

Node* ExpansionParser::Lookup(const RowEntry& row) {
  Node* made = Make(Kind::kLookup, row.row->name);
  made->row = &row;
  made->children = LookupArgs(row.row->name, 1, row.row->usage.size());
  if (failed()) return Gather(made->children);
  YesNo(made);
  return made;
}

Node* ExpansionParser::FailYesNo(std::string_view what) {
  return FailBrace("curly-bracket problem in conditional yes/no parsing: " +
                   std::string(what) + "\n remaining string is '" +
                   std::string(text_.substr(at_)) + "'");
}

/// The optional yes and no strings, and the closing brace.
void ExpansionParser::YesNo(Node* node) {
  Blanks();
  if (Eat('}')) return;
  if (!Eat('{')) {
    FailYesNo("'yes' part did not start with '{'");
    return;
  }
  ++branches_;
  node->yes = Sequence(true);
  node->torn = failed();
  if (!failed()) Otherwise(node);
  --branches_;
  if (failed()) return;
  Blanks();
  if (Eat('}')) return;
  if (node->fail) {
    FailYesNo("did not close with '}' after forcedfail");
    node->no = RaiseAfter(Make(Kind::kText), *error_);
  }
  FailYesNo("did not close with '}'");
  node->fail = false;
}

/// The no string, `fail`, or nothing.
void ExpansionParser::Otherwise(Node* node) {
  Blanks();
  if (Peek() == '}') return;
  if (Eat('{')) {
    node->no = Sequence(true);
    return;
  }
  node->fail = NameHere(false) == "fail";
  if (node->fail) return;
  Fail("syntax error in " + Quoted(node->text) + " item - \"fail\" expected");
}

}  // namespace trommel::exim
