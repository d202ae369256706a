// SPDX-License-Identifier: MIT
#include "stdlib/shared/exim_match.h"

#include <array>
#include <cstring>
#include <utility>

#include "interp/base/limits.h"
#include "interp/text/ascii.h"
#include "stdlib/shared/exim_identity.h"
#include "stdlib/shared/exim_list.h"
#include "stdlib/shared/exim_lookup.h"
#include "stdlib/shared/exim_regex.h"
#include "stdlib/shared/exim_values.h"
#include "stdlib/shared/line_reader.h"

namespace trommel::stdlib::exim {
namespace {

/// What Exim says of a list that holds an unknown +name.
constexpr std::string_view kUnknownList = "NULL";

/// A line of a file without its comment: a # anywhere, or only behind white
/// space where local parts may have one.
std::string_view WithoutComment(std::string_view line, bool anywhere) {
  size_t at = line.find('#');
  while (!anywhere && at != std::string_view::npos && at > 0 &&
         !text::IsSpace(line[at - 1])) {
    at = line.find('#', at + 1);
  }
  return text::Trim(line.substr(0, at));
}

/// Takes a `!` and the white space behind it off an item.
bool TakeNot(std::string_view* item) {
  if (!item->starts_with('!')) return false;
  item->remove_prefix(1);
  while (!item->empty() && text::IsSpace(item->front())) item->remove_prefix(1);
  return true;
}

}  // namespace

ListMatcher::ListMatcher(vm::CallContext& context, ListKind kind,
                         const Value& subject)
    : context_(context),
      kind_(kind),
      subject_(subject),
      groups_(kind == ListKind::kDomain || kind == ListKind::kLocalPart) {
  if (groups_) value_ = Value::String({});
}

void ListMatcher::Set(std::string_view text) {
  value_ = Copied(context_, text, false);
}

bool ListMatcher::Same(std::string_view a, std::string_view b) const {
  return caseless_ ? text::EqualsCaseless(a, b) : a == b;
}

bool ListMatcher::Ends(std::string_view a, std::string_view end) const {
  return caseless_ ? text::EndsCaseless(a, end) : a.ends_with(end);
}

/// A part of the subject as lookups get it.
Value ListMatcher::Key(std::string_view text) const {
  return Value::String(context_.arena().Copy(caseless_ ? text::Lowered(text)
                                                       : std::string(text)),
                       subject_.taint());
}

Result<bool> ListMatcher::Match(std::string_view list) {
  ListReader items(list);
  bool otherwise = false;
  while (auto item = items.Next()) {
    Result<std::optional<bool>> decided = Entry(*item, &otherwise);
    if (!decided) {
      Error& error = decided.error();
      if (error.code == Code::kDefer || error.text == kUnknownList) {
        error.text = "unable to complete match against " + InQuotes(list) +
                     ": " + error.text;
      }
      return Err(std::move(error));
    }
    if (*decided) return **decided;
  }
  return otherwise;
}

Result<bool> ListMatcher::MatchOne(std::string_view item) {
  bool otherwise = false;
  TRY_ASSIGN(auto decided, Entry(text::Trim(item), &otherwise));
  return decided.value_or(otherwise);
}

bool ListMatcher::Option(std::string_view item) {
  if (kind_ == ListKind::kIp) {
    if (item == "+include_unknown") host_names_ = HostNames::kAccept;
    if (item == "+ignore_unknown") host_names_ = HostNames::kIgnore;
    return item == "+include_unknown" || item == "+ignore_unknown" ||
           item == "+include_defer" || item == "+ignore_defer";
  }
  if (item != "+caseful" || kind_ == ListKind::kDomain) return false;
  caseless_ = false;
  return true;
}

Result<std::optional<bool>> ListMatcher::Entry(std::string_view item,
                                               bool* otherwise) {
  const bool negated = TakeNot(&item);
  if (item.starts_with('+') && kind_ != ListKind::kPlain) {
    if (!negated && Option(item)) return std::nullopt;
    return Err(Code::kRun, std::string(kUnknownList));
  }
  *otherwise = negated;
  if (item.starts_with('/')) return File(item, negated, otherwise);
  TRY_ASSIGN(const bool matched, Pattern(item));
  if (ended_) return matched;
  if (!matched) return std::nullopt;
  return !negated;
}

Result<std::optional<bool>> ListMatcher::File(std::string_view path,
                                              bool negated, bool* otherwise) {
  int error = 0;
  const LookupFile file = LookupFile::Open(path, &error);
  if (error != 0) {
    const std::string name(path);
    return Err(Code::kRun, "failed to open " + name + " when checking " +
                               InQuotes(name) + ": " + std::strerror(error));
  }
  const bool anywhere = kind_ == ListKind::kDomain || kind_ == ListKind::kIp;
  LineReader lines(file);
  std::string line;
  while (true) {
    TRY_ASSIGN(const bool more, lines.Next(&line));
    if (!more) return std::nullopt;
    std::string_view item = WithoutComment(line, anywhere);
    if (item.empty()) continue;
    const bool inverted = TakeNot(&item);
    *otherwise = negated != inverted;
    TRY_ASSIGN(const bool matched, Pattern(item));
    if (ended_) return matched;
    if (!matched) continue;
    Set(item);
    return negated == inverted;
  }
}

Result<bool> ListMatcher::Pattern(std::string_view pattern) {
  switch (kind_) {
    case ListKind::kDomain:
      return Domain(pattern);
    case ListKind::kAddress:
      return Address(pattern);
    case ListKind::kIp:
      return Ip(pattern);
    case ListKind::kLocalPart:
    case ListKind::kPlain:
      break;
  }
  return Text(pattern);
}

/// $0 is the subject, $1 the part of it that a * stands for.
bool ListMatcher::Found(std::string_view pattern, bool star, size_t rest) {
  Set(pattern);
  if (!groups_) return true;
  const Value whole = Key(subject_.text());
  const Value groups[] = {
      whole, Value::String(whole.text().substr(0, rest), subject_.taint())};
  context_.SetMatches({groups, star ? size_t{2} : size_t{1}});
  return true;
}

Result<bool> ListMatcher::Regex(std::string_view pattern) {
  TRY_ASSIGN(const bool found,
             MatchAndSet(context_, subject_, pattern, caseless_));
  if (!found) return false;
  if (kind_ != ListKind::kAddress) Set(pattern);
  if (!groups_) {
    Forget();
    return true;
  }
  std::array<Value, limits::kMatchVariables> groups = {subject_};
  for (size_t i = 1; i < groups.size(); ++i) groups[i] = context_.Match(i);
  context_.SetMatches(groups);
  return true;
}

Result<bool> ListMatcher::Lookup(std::string_view item) {
  const Value key = Key(subject_.text());
  if (groups_) context_.SetMatches({&key, 1});
  TRY_ASSIGN(const Value found, RunListLookup(context_, item, key));
  if (!groups_ || found.is_nil()) Forget();
  if (found.is_nil()) return false;
  value_ = found;
  return true;
}

Result<bool> ListMatcher::Text(std::string_view pattern) {
  if (kind_ != ListKind::kPlain) Forget();
  const std::string_view subject = subject_.text();
  if (pattern.starts_with('^')) return Regex(pattern);
  if (pattern.starts_with('*')) {
    const std::string_view end = pattern.substr(1);
    return Ends(subject, end) &&
           Found(pattern, true, subject.size() - end.size());
  }
  if (pattern.find(';') != std::string_view::npos) return Lookup(pattern);
  return Same(subject, pattern) && Found(pattern, false, 0);
}

bool ListMatcher::IsOwnLiteral() const {
  std::string_view text = subject_.text();
  if (!text.starts_with('[') || !text.ends_with(']')) return false;
  const auto address = ReadIp(text.substr(1, text.size() - 2));
  return address && IsOwnAddress(context_, *address);
}

Result<bool> ListMatcher::Domain(std::string_view pattern) {
  if (!pattern.starts_with('@')) return Text(pattern);
  Forget();
  if (pattern == "@") {
    const std::string host = PrimaryHostName(context_);
    return text::EqualsCaseless(subject_.text(), host) && Found(host, false, 0);
  }
  if (pattern == "@[]") return IsOwnLiteral() && Found(pattern, false, 0);
  if (IsMailHostItem(pattern)) return MailHost(pattern);
  return Text(pattern);
}

}  // namespace trommel::stdlib::exim
