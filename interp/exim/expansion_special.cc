// SPDX-License-Identifier: MIT
// Items and conditions with a syntax of their own: ${prvscheck, ${certextract,
// acl{{…}…}, saslauthd{{…}…} and inbound_srs{…}{…}.
#include <algorithm>

#include "interp/exim/expansion_parser.h"

namespace trommel::exim {
namespace {

std::string Quoted(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

constexpr std::string_view kCertificates[] = {
    "tls_in_ourcert", "tls_in_peercert", "tls_out_ourcert", "tls_out_peercert"};

}  // namespace

/// ${prvscheck{address}{secret}{string}}: the secret and the string count only
/// for an address that is signed, and may ask what it was found to be. Becomes
/// ${if prvscheck_address{address}{result{secret{secret}}{string}}}.
Node* ExpansionParser::PrvsCheck() {
  Node* parts[3] = {};
  size_t count = 0;
  for (Blanks(); count < std::size(parts) && Eat('{'); Blanks()) {
    parts[count] = Sequence(true);
    if (failed()) break;
    ++count;
  }
  Node* made = Make(Kind::kIf, "prvscheck");
  made->test = arena_.Make<Test>();
  made->test->row = Find(RowKind::kIfCondition, "prvscheck address");
  made->test->args = parts[0];
  made->yes = Make(Kind::kText);
  if (parts[1] != nullptr) {
    made->yes = MakeCall(Find(RowKind::kItem, "prvscheck secret"), parts[1]);
  }
  if (!failed() && count < 2) {
    FailBrace("Not enough arguments for 'prvscheck' (min is 1)");
  }
  if (count == 0) return parts[0];
  if (count > 1) {
    Node* string = parts[2] != nullptr ? parts[2] : Make(Kind::kText);
    made->yes->next = string;
    made->yes = MakeCall(Find(RowKind::kItem, "prvscheck result"), made->yes);
  }
  if (failed()) return made;
  if (Peek() == '{') {
    made->yes = Gather(made->yes);
    constexpr std::string_view kMany = "Too many arguments for 'prvscheck' ";
    made->yes->children->next =
        RaiseAfter(Make(Kind::kText), std::string(kMany) + "(max is 1)");
    Fail(std::string(kMany) + "(max is 2)");
  } else if (!Eat('}')) {
    FailBrace("missing '}' after 'prvscheck'");
  }
  return made;
}

bool ExpansionParser::IsCertificate(std::string_view name) {
  if (std::ranges::find(kCertificates, name) != std::end(kCertificates)) {
    return true;
  }
  const bool variable = !name.empty() && name.find(':') == name.npos &&
                        !IsUserVariable(name) && Variable(name) != nullptr;
  if (variable) {
    Fail(Quoted(name) + " is not a certificate");
  } else {
    Fail("no variable named " + Quoted(name));
  }
  return false;
}

/// ${certextract{field}{$variable}{yes}{no}}: the variable is named, not
/// expanded.
Node* ExpansionParser::CertExtract() {
  Blanks();
  if (!Eat('{')) return FailBrace("missing '{' for field arg of certextract");
  Node* made = Make(Kind::kLookup, "certextract");
  made->row = Find(RowKind::kLookup, "certextract");
  made->children = Sequence(true);
  if (!failed()) {
    Blanks();
    if (!Eat('{')) {
      FailBrace("missing '{' for cert variable arg of certextract");
    } else if (!Eat('$')) {
      Fail("second argument of \"certextract\" must be a certificate variable");
    }
  }
  if (!failed()) {
    const size_t end = text_.find('}', at_);
    if (end == std::string_view::npos) {
      Fail("missing } at end of string");
    } else if (IsCertificate(text_.substr(at_, end - at_))) {
      at_ = end + 1;
    }
  }
  if (failed()) return made->children;
  YesNo(made);
  return made;
}

/// acl and saslauthd have one more pair of braces around all; inbound_srs has
/// none, but complains alike.
Test* ExpansionParser::Bracketed(const RowEntry& row) {
  const std::string name(row.row->name);
  const bool inner = name != "inbound_srs";
  const Usage& usage = row.row->usage;
  const auto least =
      static_cast<size_t>(std::ranges::count_if(usage, &Param::required));
  const std::string bracketing =
      "too few arguments or bracketing error for " + name;
  Test* made = arena_.Make<Test>();
  Blanks();
  if (inner && !Eat('{')) Fail("missing { after " + Quoted(name));
  Node** tail = &made->args;
  size_t count = 0;
  if (!failed()) Blanks();
  for (; !failed() && count < usage.size() && Eat('{'); ++count) {
    *tail = Sequence(true);
    if (failed()) break;
    tail = &(*tail)->next;
    if (inner || count + 1 < usage.size()) Blanks();
  }
  if (failed()) return made;
  if (count < least) {
    Fail(bracketing);
  } else if (inner && Peek() == '{') {
    Fail("Too many arguments for '" + name + "' (max is " +
         std::to_string(usage.size()) + ")");
  } else if (inner && !Eat('}')) {
    Fail(bracketing);
  } else {
    made->row = &row;
  }
  return made;
}

}  // namespace trommel::exim
