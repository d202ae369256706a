// SPDX-License-Identifier: MIT
// Items: ${name{…}{…}}, ${name}, and the yes and no strings of lookups.
#include <algorithm>

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

/// ${extract reads a key that is a number as a field number.
bool IsNumber(std::string_view key) {
  key = text::Trim(key);
  if (key.starts_with('-')) key.remove_prefix(1);
  return !key.empty() && std::ranges::all_of(key, text::IsDigit);
}

/// Nested ${extract items with computed keys: each doubles the code.
constexpr size_t kMostComputed = 2;

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
  Node* item = Item(name, &found);
  if (found) return item;
  if (Eat(':')) return Operator(name);
  if (!Eat('}')) {
    return Fail("\"${" + std::string(name) +
                "\" is not a known operator (or a } is missing in a variable "
                "reference)");
  }
  if (Node* variable = Variable(name)) return variable;
  return Fail("unknown variable in \"${" + std::string(name) + "}\"" +
              std::string(UserVariableHint(name)));
}

Node* ExpansionParser::Item(std::string_view name, bool* found) {
  if (name == "if") return If();
  if (name == "extract") return Extract();
  const auto* cut = std::ranges::find(kCutItems, name, &CutItem::name);
  if (cut != std::end(kCutItems)) return Cut(name, cut->most);
  if (const RowEntry* row = Find(RowKind::kItem, name)) {
    const Usage& usage = row->row->usage;
    auto least =
        static_cast<size_t>(std::ranges::count_if(usage, &Param::required));
    size_t count = 0;
    Node* args = Args(name, least, usage.size(), &count);
    return failed() ? Gather(args) : MakeCall(row, args);
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
  *count = 0;
  for (Blanks(); *count < most && Eat('{'); Blanks()) {
    *tail = Sequence(true);
    if (failed()) return first;
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
  return first;
}

/// ${substr{start}{length}{text}} and its kin; the row takes the text before
/// the second number, which may be absent.
Node* ExpansionParser::Cut(std::string_view name, size_t most) {
  size_t count = 0;
  Node* first = Args(name, 2, most, &count);
  if (failed()) return Gather(first);
  if (count == 3) {
    Node* second = first->next;
    first->next = second->next;
    first->next->next = second;
    second->next = nullptr;
  }
  const RowEntry* row = Find(RowKind::kItem, name);
  if (row != nullptr) return MakeCall(row, first);
  return Fail(Quoted("${" + std::string(name)) + " is not a known operator");
}

Node* ExpansionParser::LookupArgs(std::string_view name, size_t from,
                                  size_t most) {
  Node* first = nullptr;
  Node** tail = &first;
  for (size_t i = from; i <= most; ++i) {
    Blanks();
    if (!Eat('{')) {
      FailBrace("missing '{' for arg " + std::to_string(i) + " of " +
                std::string(name));
      break;
    }
    *tail = Sequence(true);
    if (failed()) break;
    tail = &(*tail)->next;
  }
  return first;
}

Node* ExpansionParser::Lookup(const RowEntry& row) {
  Node* made = Make(Kind::kLookup, row.row->name);
  made->row = &row;
  made->children = LookupArgs(row.row->name, 1, row.row->usage.size());
  if (failed()) return Gather(made->children);
  YesNo(made);
  return made;
}

/// ${extract{key}{text}…} or ${extract{number}{separators}{text}…}.
Node* ExpansionParser::Extract() {
  Node* key = LookupArgs("extract", 1, 1);
  if (failed()) return key;
  if (key->kind != Kind::kText) return ComputedExtract(key);
  if (IsNumber(key->text)) return ExtractForm("extract_number", key, 3);
  Node* made = ExtractForm("extract", key, 2);
  if (failed() || !text::Trim(key->text).empty()) return made;
  return Make(Kind::kRaise, "first argument of \"extract\" must not be empty");
}

Node* ExpansionParser::ExtractForm(std::string_view row, Node* key,
                                   size_t args) {
  Node* made = Make(Kind::kLookup, "extract");
  made->row = Find(RowKind::kLookup, row);
  if (made->row == nullptr) {
    return Fail("\"${extract\" is not a known operator");
  }
  key->next = LookupArgs("extract", 2, args);
  made->children = key;
  if (failed()) return Gather(key);
  YesNo(made);
  return made;
}

/// The key decides at run time: both forms are parsed; one of them may be
/// wrong, and then raises when the key asks for it.
Node* ExpansionParser::ComputedExtract(Node* key) {
  if (computed_ == kMostComputed) {
    return Fail("\"extract\" with computed keys is nested too deep");
  }
  size_t level = ++computed_;
  Node* made = Make(Kind::kExtract);
  made->children = key;
  Node** tail = &key->next;
  size_t begin = at_;
  size_t end = at_;
  bool swallowed = swallowed_;
  std::string first_error;
  for (bool numbered : {false, true}) {
    at_ = begin;
    swallowed_ = swallowed;
    computed_ = level;
    literal_.clear();
    *tail = ExtractForm(numbered ? "extract_number" : "extract",
                        Make(Kind::kSlot, "extract key"), numbered ? 3 : 2);
    if (failed()) {
      *tail = Make(Kind::kRaise, arena_.Copy(error_));
      if (numbered && !first_error.empty()) break;
      first_error = std::move(error_);
      error_.clear();
    } else {
      end = at_;
    }
    tail = &(*tail)->next;
  }
  --computed_;
  if (failed()) {
    Fail(std::move(first_error));
    key->next = nullptr;
    return key;
  }
  at_ = end;
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
  node->yes = Sequence(true);
  if (!failed()) Otherwise(node);
  if (failed()) return;
  Blanks();
  if (Eat('}')) return;
  FailYesNo(node->fail ? "did not close with '}' after forcedfail"
                       : "did not close with '}'");
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
