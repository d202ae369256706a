// SPDX-License-Identifier: MIT
// Patterns of address lists (Exim specification, "Address lists").
#include <algorithm>

#include "interp/exim/lookup_word.h"
#include "interp/text/ascii.h"
#include "stdlib/shared/exim_list.h"
#include "stdlib/shared/exim_lookup.h"
#include "stdlib/shared/exim_match.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib::exim {

/// Whether the pattern is a lookup of the whole address. Partial matching does
/// not apply then and is taken off.
bool ListMatcher::IsWholeLookup(std::string_view* pattern) {
  const size_t semicolon = pattern->find(';');
  if (semicolon == std::string_view::npos) return false;
  const auto word =
      trommel::exim::ReadLookupWord(pattern->substr(0, semicolon));
  if (!word.error.empty() || !IsLookupItem(context_, *pattern)) return false;
  if (word.partial) {
    pattern->remove_prefix(semicolon - word.tail.size());
  }
  return true;
}

Result<bool> ListMatcher::Address(std::string_view pattern) {
  const std::string_view subject = subject_.text();
  const bool has_domain = subject.find('@') != std::string_view::npos;
  if (!subject.empty() && !has_domain) return false;
  if (pattern.starts_with('^')) {
    Forget();
    if (caseless_ || !has_domain) return Regex(pattern);
    const size_t split = subject.rfind('@');
    ListMatcher lowered(
        context_, kind_,
        Value::String(
            context_.arena().Copy(std::string(subject.substr(0, split)) +
                                  text::Lowered(subject.substr(split))),
            subject_.taint()));
    lowered.caseless_ = false;
    return lowered.Regex(pattern);
  }
  std::string_view lookup = pattern;
  if (IsWholeLookup(&lookup)) {
    Forget();
    return Lookup(lookup);
  }
  if (!has_domain) return pattern.empty();
  if (pattern.empty()) return false;
  if (pattern.starts_with("@@")) {
    if (pattern.find(';') == std::string_view::npos) return false;
    return LocalParts(pattern.substr(2));
  }
  return AddressParts(pattern, pattern);
}

/// `local@domain`, or a domain. $value is as much of the pattern as the local
/// part of the subject is long, and what the domain matched.
Result<bool> ListMatcher::AddressParts(std::string_view pattern,
                                       std::string_view whole) {
  const std::string_view subject = subject_.text();
  const size_t split = subject.rfind('@');
  const std::string_view local = subject.substr(0, split);
  size_t at = pattern.rfind('@', pattern.find(';'));
  const bool parts = at != std::string_view::npos;
  std::string matched;
  if (parts) {
    if (pattern.ends_with("@@")) --at;
    const std::string_view wanted = pattern.substr(0, at);
    const bool same = wanted.starts_with('*') ? Ends(local, wanted.substr(1))
                                              : Same(local, wanted);
    if (!same || at + 1 == pattern.size()) return false;
    matched = pattern.substr(0, local.size());
    pattern = pattern.substr(at + 1);
  }
  ListMatcher domain(
      context_, ListKind::kDomain,
      Value::String(
          context_.arena().Copy(text::Lowered(subject.substr(split + 1))),
          subject_.taint()));
  domain.groups_ = false;
  domain.caseless_ = caseless_;
  Result<bool> found = domain.MatchOne(pattern);
  if (!found && pattern.starts_with('+')) {
    return Err(Code::kDefer, "DNS lookup of " + InQuotes(whole) + " deferred");
  }
  if (!found) return found;
  if (*found || parts) {
    Set(matched + "@" + std::string(domain.value().text()));
  }
  return found;
}

/// The domain is looked up for a list of local parts; a last item of `>key`
/// goes on with what that key finds.
Result<bool> ListMatcher::LocalParts(std::string_view lookup) {
  constexpr int kMostLinks = 50;
  const std::string_view subject = subject_.text();
  const size_t split = subject.rfind('@');
  ListMatcher local(context_, ListKind::kLocalPart,
                    Value::String(subject.substr(0, split), subject_.taint()));
  local.groups_ = false;
  local.caseless_ = caseless_;
  std::string key = text::Lowered(subject.substr(split + 1));
  for (int link = 0; link < kMostLinks; ++link) {
    TRY_ASSIGN(const Value found,
               RunListLookup(context_, lookup,
                             Value::String(context_.arena().Copy(key),
                                           subject_.taint())));
    if (found.is_nil()) return false;
    ListReader items(found.text());
    key.clear();
    while (auto item = items.Next()) {
      key.clear();
      const bool negated = item->starts_with('!');
      const std::string_view pattern =
          text::Trim(std::string_view(*item).substr(negated ? 1 : 0));
      if (!negated && pattern.starts_with('>')) {
        key = text::Trim(pattern.substr(1));
        continue;
      }
      TRY_ASSIGN(const bool matched, local.Text(pattern));
      if (!matched) continue;
      value_ = local.value();
      return !negated;
    }
    if (key.empty()) return false;
  }
  return Err(Code::kRun, "Loop detected in lookup of local part of " +
                             std::string(subject) + " in @@" +
                             std::string(lookup));
}

}  // namespace trommel::stdlib::exim
