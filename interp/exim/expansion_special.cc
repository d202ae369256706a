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

/// ${prvscheck{address}{secret}{string}}: the secret and the string may ask
/// what the address was found to be. Becomes
/// ${result{${address{address}}}{${secret{secret}}}{string}}.
Node* ExpansionParser::PrvsCheck() {
  constexpr std::string_view kRows[] = {"prvscheck address", "prvscheck secret",
                                        ""};
  Node* first = nullptr;
  Node** tail = &first;
  size_t count = 0;
  for (Blanks(); count < std::size(kRows) && Eat('{'); Blanks()) {
    *tail = Sequence(true);
    if (failed()) return Gather(first);
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

/// A digest of a certificate's variable is one of the certificate, and where
/// there is none, of the name. Null for other texts, of which nothing is read:
/// Exim looks for their end first, so that its absence is the first error.
Node* ExpansionParser::CertificateName(std::string_view name) {
  constexpr std::string_view kOperators[] = {"md5", "sha1", "sha256", "base64"};
  if (Peek() != '$' ||
      std::ranges::find(kOperators, name) == std::end(kOperators)) {
    return nullptr;
  }
  const std::string_view rest = text_.substr(at_ + 1);
  for (std::string_view certificate : kCertificates) {
    if (!rest.starts_with(certificate)) continue;
    if (!rest.substr(certificate.size()).starts_with('}')) continue;
    at_ += certificate.size() + 2;
    return Make(Kind::kText, certificate);
  }
  if (rest.find('}') == std::string_view::npos) {
    const size_t slashes = rest.size() - 1 - rest.find_last_not_of('\\');
    Fail(slashes % 2 != 0 ? "\\ at end of string"
                          : "missing } at end of string");
  }
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
