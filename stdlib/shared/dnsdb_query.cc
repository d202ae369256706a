// SPDX-License-Identifier: MIT
#include "stdlib/shared/dnsdb_query.h"

#include <algorithm>

#include "interp/text/ascii.h"
#include "stdlib/shared/exim_number.h"

namespace trommel::stdlib {
namespace {

struct TypeName {
  std::string_view name;
  DnsType type;
  DnsdbStyle style = DnsdbStyle::kPlain;
};

constexpr TypeName kTypes[] = {
    {"a", DnsType::kA},
    {"aaaa", DnsType::kAaaa},
    {"a+", DnsType::kA, DnsdbStyle::kBoth},
    {"caa", DnsType::kCaa},  // ours
    {"cname", DnsType::kCname},
    {"csa", DnsType::kSrv, DnsdbStyle::kAuthority},
    {"mx", DnsType::kMx},
    {"mxh", DnsType::kMx, DnsdbStyle::kMxHosts},
    {"ns", DnsType::kNs},
    {"ptr", DnsType::kPtr},
    {"soa", DnsType::kSoa},
    {"spf", DnsType::kSpf},
    {"srv", DnsType::kSrv},
    {"tlsa", DnsType::kTlsa},
    {"txt", DnsType::kTxt},
    {"zns", DnsType::kNs, DnsdbStyle::kZone},
};

void SkipBlanks(std::string_view* text) {
  while (!text->empty() && text::IsSpace(text->front())) {
    text->remove_prefix(1);
  }
}

bool TakeWord(std::string_view word, std::string_view* text) {
  if (!text::EqualsCaseless(text->substr(0, word.size()), word)) return false;
  text->remove_prefix(word.size());
  return true;
}

void ReadSeparators(std::string_view* text, DnsdbQuery* query) {
  SkipBlanks(text);
  if (!text->starts_with('>') || text->size() < 2) {
    if (text->starts_with('>')) text->remove_prefix(1);
    return;
  }
  query->between_records = text->substr(1, 1);
  text->remove_prefix(2);
  if (text->starts_with(';')) {
    query->between_fields = std::string_view();
    text->remove_prefix(1);
  } else if (text->starts_with(',') && text->size() > 1) {
    query->between_fields = text->substr(1, 1);
    text->remove_prefix(2);
  }
  SkipBlanks(text);
}

Result<DnsdbCare> TakeCare(std::string_view* text, std::string_view what) {
  if (TakeWord("strict", text)) return DnsdbCare::kStrict;
  if (TakeWord("lax", text)) return DnsdbCare::kLax;
  if (TakeWord("never", text)) return DnsdbCare::kNever;
  return Err(Code::kDefer,
             "unsupported dnsdb " + std::string(what) + " behaviour");
}

Status TakeWait(std::string_view* text, DnsdbQuery* query) {
  const size_t end = std::min(text->find(','), text->size());
  const auto seconds = exim::ReadInterval(text->substr(0, end));
  if (!seconds || *seconds <= 0) {
    return Err(Code::kDefer, "unsupported dnsdb timeout value");
  }
  query->wait = std::chrono::seconds(*seconds);
  text->remove_prefix(end);
  return {};
}

void TakeTries(std::string_view* text, DnsdbQuery* query) {
  constexpr int kMost = 1000;
  constexpr int kTen = 10;
  int tries = 0;
  while (!text->empty() && text::IsDigit(text->front())) {
    tries = std::min(kMost, tries * kTen + (text->front() - '0'));
    text->remove_prefix(1);
  }
  query->tries = tries;
}

/// `defer_lax,`. False when no modifier is next.
Result<bool> TakeModifier(std::string_view* text, DnsdbQuery* query) {
  if (TakeWord("defer_", text)) {
    TRY_ASSIGN(query->defer, TakeCare(text, "defer"));
  } else if (TakeWord("dnssec_", text)) {
    TRY_ASSIGN(query->dnssec, TakeCare(text, "dnssec"));
  } else if (TakeWord("retrans_", text)) {
    TRY(TakeWait(text, query));
  } else if (TakeWord("retry_", text)) {
    TakeTries(text, query);
  } else {
    return false;
  }
  SkipBlanks(text);
  if (!text->starts_with(',')) {
    return Err(Code::kDefer, "dnsdb modifier syntax error");
  }
  text->remove_prefix(1);
  SkipBlanks(text);
  return true;
}

}  // namespace

Result<DnsdbQuery> ReadDnsdbQuery(std::string_view text) {
  DnsdbQuery query;
  ReadSeparators(&text, &query);
  bool more = true;
  while (more) {
    TRY_ASSIGN(more, TakeModifier(&text, &query));
  }
  const size_t equals = text.find('=');
  if (equals != std::string_view::npos) {
    const std::string_view name = text::Trim(text.substr(0, equals));
    const auto* type = std::ranges::find_if(kTypes, [&](const TypeName& t) {
      return text::EqualsCaseless(t.name, name);
    });
    if (type == std::end(kTypes)) {
      return Err(Code::kDefer, "unsupported DNS record type");
    }
    query.type = type->type;
    query.style = type->style;
    text.remove_prefix(equals + 1);
  }
  query.names = text::Trim(text);
  return query;
}

}  // namespace trommel::stdlib
