// SPDX-License-Identifier: MIT
#include "interp/sieve/binder.h"

#include <gtest/gtest.h>

#include "interp/sieve/parser.h"
#include "stdlib/registry.h"
#include "tests/interp/sieve/issue_text.h"

namespace trommel::sieve {
namespace {

std::string Shown(const Builder::Constant& value, const Arg* dynamic) {
  if (dynamic != nullptr) return "$" + std::string(dynamic->items[0]);
  switch (value.type) {
    case Type::kNil:
      return "-";
    case Type::kBool:
      return value.boolean ? "true" : "false";
    case Type::kInt:
      return std::to_string(value.number);
    case Type::kString:
      return std::string(value.text);
    case Type::kList:
      break;
  }
  std::string out = "[";
  for (std::string_view item : value.list) out += std::string(item) + ".";
  return out + "]";
}

/// The values that a command is bound to, blanks between; or its issues.
std::string Bound(const std::string& command, RowKind kind) {
  static const RowIndex rows(stdlib::AllFeatures());
  const std::string require =
      "require [\"fileinto\", \"copy\", \"variables\", \"relational\", "
      "\"imap4flags\"];\n";
  SourceText source("t", require + command);
  Arena arena;
  IssueList issues;
  Builder builder(Language::kSieve, source);
  Node* first = Parse(source, rows, &arena, &issues);
  Capabilities capabilities(rows, &issues);
  capabilities.Require(*first);
  Scope scope(&builder, {});
  Binder binder(rows, &capabilities, &scope, &arena, &issues);
  binder.Refresh();
  const Node& node = *first->next;
  const RowEntry* row = rows.Find(Language::kSieve, kind, node.name);
  if (!binder.Bind(node, *row)) return IssueText(source, issues);
  std::string out;
  for (size_t i = 0; i < binder.values().size(); ++i) {
    if (i > 0) out += ' ';
    out += Shown(binder.values()[i], binder.Dynamic(i));
  }
  return out;
}

struct Case {
  std::string_view command;
  RowKind kind;
  std::string_view values;
};

TEST(Binder, FillsTheSlots) {
  const Case kCases[] = {
      {"fileinto \"x\";", RowKind::kCommand, "x"},
      {"fileinto :copy \"x\";", RowKind::kCommand, "x copy true"},
      {"fileinto :flags [\"a\", \"b\"] :COPY \"${x}\";", RowKind::kCommand,
       "$${x} flags [a.b.] copy true"},
      {"header \"a\" [\"b\"];", RowKind::kTest, "- - - a [b.]"},
      {"header :Contains :comparator \"I;Octet\" \"a\" \"b\";", RowKind::kTest,
       "i;octet :contains - a b"},
      {"header :count \"gt\" \"a\" \"1\";", RowKind::kTest, "- :count gt a 1"},
      {"address :domain \"from\" \"b\";", RowKind::kTest,
       ":domain - - - from b"},
      {"size :UNDER 2K;", RowKind::kTest, "under 2048"},
      {"set :lower \"V\" \"x\";", RowKind::kItem, "true - - - - - V x"},
      {"addflag \"x\";", RowKind::kCommand, "- x"},
      {"addflag \"V\" \"x\";", RowKind::kCommand, "V x slot 0"},
      {"hasflag [\"v\", \"w\", \"V\"] \"x\";", RowKind::kTest,
       "- - - [v.w.V.] x slot 0 slot 1 slot 0"},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(Bound(std::string(c.command), c.kind), c.values) << c.command;
  }
}

TEST(Binder, SaysWhatIsWrong) {
  const Case kCases[] = {
      {"fileinto;", RowKind::kCommand,
       "2:1-8 \"fileinto\" lacks \"mailbox\", a string | usage: fileinto "
       "<mailbox: string>\n"},
      {"fileinto :flags \"x\";", RowKind::kCommand,
       "2:1-8 \"fileinto\" lacks \"mailbox\", a string | usage: fileinto "
       "<mailbox: string>\n"},
      {"fileinto :flags;", RowKind::kCommand,
       "2:10-6 \":flags\" must be followed by a string or string list | usage: "
       ":flags <flags: string-list>\n"},
      {"header :count \"a\" \"b\";", RowKind::kTest,
       "2:1-6 \"header\" lacks \"key-list\", a string or string list | usage: "
       "header [COMPARATOR] [MATCH-TYPE] <header-names: string-list> "
       "<key-list: "
       "string-list>\n"},
      {"addflag \"1\" \"x\";", RowKind::kCommand,
       "2:9-3 \"1\" cannot be set: it is no variable's name | match variables "
       "are set by :matches and :regex\n"},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(Bound(std::string(c.command), c.kind), c.values) << c.command;
  }
}

}  // namespace
}  // namespace trommel::sieve
