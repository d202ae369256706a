// SPDX-License-Identifier: MIT
// Operators: ${name:text} and ${name_values:text}.
#include <algorithm>

#include "interp/exim/expansion_parser.h"
#include "interp/text/ascii.h"

namespace trommel::exim {
namespace {

/// Operators that are an item with numbers in the name.
struct CutOperatorRow {
  std::string_view name;
  std::string_view item;
  size_t values;  ///< numbers that it takes
  bool negative;  ///< whether the first may be negative
};
constexpr CutOperatorRow kCutOperators[] = {
    {"substr", "substr", 2, true},  {"s", "substr", 2, true},
    {"length", "length", 1, false}, {"l", "length", 1, false},
    {"hash", "hash", 2, false},     {"h", "hash", 2, false},
    {"nhash", "nhash", 2, false},   {"nh", "nhash", 2, false},
};

/// Lookup types whose keys need no quoting: ${quote_lsearch:…} changes nothing.
constexpr std::string_view kUnquoted[] = {
    "lsearch", "wildlsearch", "nwildlsearch", "iplsearch", "cdb",
    "dbm",     "dbmnz",       "dbmjz",        "dsearch",   "dnsdb",
    "passwd",  "nis",         "nis0",         "readsock",  "spf"};

struct CutValues {
  std::string_view first;
  std::string_view second;
  bool ok = false;
};

std::string_view TakeDigits(std::string_view* rest, size_t from) {
  size_t end = from;
  while (end < rest->size() && text::IsDigit((*rest)[end])) ++end;
  std::string_view digits = rest->substr(0, end);
  rest->remove_prefix(end);
  return digits;
}

/// Reads `1`, `-1`, `1_2`; a missing first number is 0.
CutValues ReadValues(std::string_view rest, const CutOperatorRow& row) {
  CutValues values;
  size_t sign = row.negative && rest.starts_with('-') ? 1 : 0;
  values.first = TakeDigits(&rest, sign);
  const bool given = values.first.size() > sign;
  if (!given) values.first = "0";
  if (given && row.values == 2 && rest.starts_with('_')) {
    rest.remove_prefix(1);
    values.second = TakeDigits(&rest, 0);
    values.ok = rest.empty() && !values.second.empty();
  } else {
    values.ok = rest.empty();
  }
  return values;
}

}  // namespace

/// The text after the colon, and the closing brace.
Node* ExpansionParser::Operator(std::string_view name) {
  Node* text = CertificateName(name.substr(0, name.find('_')));
  if (text == nullptr && !failed()) text = Sequence(true);
  if (failed()) return text;
  if (const RowEntry* row = Find(RowKind::kOperator, name)) {
    if (name == "expand") ++groupers_;
    return Operation(row, text);
  }
  std::string_view stem = name.substr(0, name.find('_'));
  bool bare = stem.size() == name.size();
  std::string_view values = bare ? name : name.substr(stem.size() + 1);
  if (Node* cut = CutOperator(name, stem, values, text)) return cut;
  const RowEntry* row = Find(RowKind::kOperator, stem);
  if (row == nullptr || bare) {
    FailAt(name, "unknown expansion operator \"" + std::string(name) + "\"");
    return text;
  }
  if (stem == "quote") {
    std::string_view type = values.substr(0, values.find('_'));
    const std::string type_operator = "quote_" + std::string(type);
    const bool plain =
        std::ranges::find(kUnquoted, type) != std::end(kUnquoted);
    if (plain && type.size() == values.size()) return Unchanged(text);
    if (!plain && Find(RowKind::kOperator, type_operator) == nullptr) {
      return RaiseAfter(text,
                        "unknown lookup type \"" + std::string(type) + "\"");
    }
    return RaiseAfter(text, "\"" + std::string(values.substr(type.size() + 1)) +
                                "\" unrecognized after \"${" + type_operator +
                                "\"");
  }
  if (row->row->usage.size() == 2) text->next = Make(Kind::kText, values);
  return Operation(row, text);
}

/// The text, which is nothing where the operator is skipped.
Node* ExpansionParser::Unchanged(Node* text) {
  if (branches_ == 0) return text;
  Node* start = Make(Kind::kText, "0");
  start->next = text;
  return Operation(Find(RowKind::kItem, "substr"), start);
}

Node* ExpansionParser::Operation(const RowEntry* row, Node* args) {
  Node* made = MakeCall(row, args);
  made->kind = Kind::kOperator;
  return made;
}

/// Fails with `error` once the operator's text has been expanded.
Node* ExpansionParser::RaiseAfter(Node* text, const std::string& error) {
  Node* made = Operation(nullptr, text);
  made->text = arena_.Copy(error);
  return made;
}

/// The item that `stem` with `values` stands for; null if it is none.
Node* ExpansionParser::CutOperator(std::string_view name, std::string_view stem,
                                   std::string_view values, Node* text) {
  const auto* found =
      std::ranges::find(kCutOperators, stem, &CutOperatorRow::name);
  if (found == std::end(kCutOperators)) return nullptr;
  const RowEntry* row = Find(RowKind::kItem, found->item);
  if (row == nullptr) return nullptr;
  if (stem.size() == name.size()) {
    return RaiseAfter(text, "missing values after " + std::string(name));
  }
  CutValues read = ReadValues(values, *found);
  if (!read.ok) {
    return RaiseAfter(
        text, "non-digit after underscore in \"" + std::string(name) + "\"");
  }
  Node* first = Make(Kind::kText, read.first);
  first->next = text;
  if (!read.second.empty()) {
    first->next = Make(Kind::kText, read.second);
    first->next->next = text;
  }
  return Operation(row, first);
}

}  // namespace trommel::exim
