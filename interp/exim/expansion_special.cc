// SPDX-License-Identifier: MIT
// Items and conditions with a syntax of their own: ${prvscheck, ${certextract,
// acl{{…}…}, saslauthd{{…}…} and inbound_srs{…}{…}.
#include <algorithm>

#include "interp/exim/expansion_parser.h"
#include "interp/exim/lexer.h"

namespace trommel::exim {
namespace {

std::string Quoted(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

constexpr std::string_view kCertificates[] = {
    "tls_in_ourcert", "tls_in_peercert", "tls_out_ourcert", "tls_out_peercert"};

}  // namespace

/// ${prvscheck{address}{secret}{string}}: the secret and the string may ask
/// what the address was found to be. Becomes
/// ${result{${address{address}}}{${secret{secret}}}{string}}.
Node* ExpansionParser::PrvsCheck() {
  ++groupers_;
  constexpr std::string_view kRows[] = {"prvscheck address", "prvscheck secret",
                                        ""};
  Node* first = nullptr;
  Node** tail = &first;
  const size_t begin = at_;
  size_t count = 0;
  for (Blanks(); count < std::size(kRows) && Eat('{'); Blanks()) {
    *tail = Sequence(true);
    if (failed()) return Skimmed(begin, Gather(first));
    const std::string_view row = kRows[count++];
    if (!row.empty()) *tail = MakeCall(Find(RowKind::kItem, row), *tail);
    tail = &(*tail)->next;
  }
  if (count < 2) {
    FailBrace("Not enough arguments for 'prvscheck' (min is 1)");
  } else if (Peek() == '{') {
    *tail = MakeCall(Find(RowKind::kItem, "prvscheck excess"), nullptr);
    Fail("Too many arguments for 'prvscheck'");
  } else if (!Eat('}')) {
    FailBrace("missing '}' after 'prvscheck'");
  }
  if (failed()) return Gather(first);
  return MakeCall(Find(RowKind::kItem, "prvscheck result"), first);
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

/// The text up to the brace, dollars being nothing special.
std::string_view ExpansionParser::RawName() {
  std::string name;
  while (!AtEnd() && Peek() != '}') {
    if (Peek() != '\\') {
      name += text_[at_++];
    } else if (at_ + 1 == text_.size()) {
      Fail("\\ at end of string");
      return {};
    } else if (text_[at_ + 1] == 'N') {
      const size_t end = std::min(text_.find("\\N", at_ + 2), text_.size());
      name += text_.substr(at_ + 2, end - at_ - 2);
      at_ = std::min(end + 2, text_.size());
    } else {
      name += ReadEscape(text_, &at_);
    }
  }
  if (AtEnd()) Fail("missing } at end of string");
  return arena_.Copy(name);
}

/// After an error about the name: it counts only where the item is reached.
Node* ExpansionParser::NoCertificate(Node* item) {
  const std::string_view error = *TakeError();
  ++at_;
  YesNo(item);
  Node* made = Make(Kind::kOperator, error);
  made->children = item->children;
  return made;
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
    const std::string_view name = RawName();
    if (!failed() && !IsCertificate(name)) return NoCertificate(made);
    ++at_;
  }
  if (failed()) return made->children;
  YesNo(made);
  return made;
}

/// A digest of a certificate's variable is one of the certificate, and where
/// there is none, of the name. Null for other texts, of which nothing is read.
Node* ExpansionParser::CertificateName(std::string_view name) {
  constexpr std::string_view kOperators[] = {"md5", "sha1", "sha256", "base64"};
  if (Peek() != '$' ||
      std::ranges::find(kOperators, name) == std::end(kOperators)) {
    return nullptr;
  }
  const size_t begin = at_++;
  const std::string_view variable = RawName();
  if (failed()) return Make(Kind::kText);
  if (std::ranges::find(kCertificates, variable) != std::end(kCertificates)) {
    ++at_;
    return Make(Kind::kText, variable);
  }
  at_ = begin;
  return nullptr;
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
