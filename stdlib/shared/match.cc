// SPDX-License-Identifier: MIT
#include "stdlib/shared/match.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "interp/base/work.h"
#include "interp/text/ascii.h"
#include "interp/text/casefold.h"
#include "interp/text/glob.h"
#include "interp/text/regex.h"
#include "interp/text/regex_plain.h"
#include "stdlib/shared/ext_list.h"

namespace trommel::stdlib {
namespace {

struct RelationName {
  std::string_view name;
  Relation relation;
};
constexpr RelationName kRelations[] = {
    {"gt", Relation::kGt}, {"ge", Relation::kGe}, {"lt", Relation::kLt},
    {"le", Relation::kLe}, {"eq", Relation::kEq}, {"ne", Relation::kNe},
};

const RelationName* FindRelation(std::string_view text) {
  for (const RelationName& known : kRelations) {
    if (text::EqualsCaseless(text, known.name)) return &known;
  }
  return nullptr;
}

/// The leading digits without leading zeros; false if there are none.
bool LeadingNumber(std::string_view text, std::string_view* digits) {
  size_t size = 0;
  while (size < text.size() && text::IsDigit(text[size])) ++size;
  *digits = text.substr(0, size);
  while (digits->size() > 1 && digits->front() == '0') digits->remove_prefix(1);
  return size > 0;
}

int CompareNumbers(std::string_view a, std::string_view b) {
  std::string_view left;
  std::string_view right;
  bool finite_a = LeadingNumber(a, &left);
  bool finite_b = LeadingNumber(b, &right);
  if (!finite_a || !finite_b) return static_cast<int>(finite_b) - finite_a;
  if (left.size() != right.size()) return left.size() < right.size() ? -1 : 1;
  return left.compare(right);
}

text::Regex::Options RegexOptions(Comparator comparator) {
  return {.syntax = text::RegexSyntax::kPosixExtended,
          .caseless = comparator == Comparator::kCasemap ||
                      comparator == Comparator::kUnicode};
}

bool Equal(Comparator comparator, std::string_view a, std::string_view b) {
  switch (comparator) {
    case Comparator::kCasemap:
      return text::EqualsCaseless(a, b);
    case Comparator::kOctet:
      return a == b;
    case Comparator::kNumeric:
      return CompareNumbers(a, b) == 0;
    case Comparator::kUnicode:
      return text::UnicodeCasemap(a) == text::UnicodeCasemap(b);
  }
  return false;
}

bool Contains(Comparator comparator, std::string_view text,
              std::string_view part) {
  if (comparator == Comparator::kOctet) return text.find(part) != text.npos;
  if (comparator == Comparator::kUnicode) {
    return text::UnicodeCasemap(text).find(text::UnicodeCasemap(part)) !=
           std::string::npos;
  }
  return text::FindCaseless(text, part) != text.npos;
}

}  // namespace

MatchType MatchTypeOf(std::string_view text) {
  // The second letters of is, contains, matches, regex, value, count differ
  // but for contains and count.
  if (text.size() < 3) return MatchType::kIs;
  switch (text[1]) {
    case 'c':
      return text == ":count" ? MatchType::kCount : MatchType::kContains;
    case 'l':
      return MatchType::kList;
    case 'm':
      return MatchType::kMatches;
    case 'r':
      return MatchType::kRegex;
    case 'v':
      return MatchType::kValue;
    default:
      return MatchType::kIs;
  }
}

Comparator ComparatorOf(std::string_view text) {
  if (text.empty()) return Comparator::kCasemap;
  if (text == "i;octet") return Comparator::kOctet;
  if (text == "i;ascii-numeric") return Comparator::kNumeric;
  if (text == "i;unicode-casemap") return Comparator::kUnicode;
  return Comparator::kCasemap;
}

Relation RelationOf(std::string_view text) {
  if (text.empty()) return Relation::kEq;
  const RelationName* found = FindRelation(text);
  return found == nullptr ? Relation::kEq : found->relation;
}

bool IsRelation(std::string_view text) { return FindRelation(text) != nullptr; }

int Compare(Comparator comparator, std::string_view a, std::string_view b) {
  switch (comparator) {
    case Comparator::kCasemap:
      return text::CompareCaseless(a, b);
    case Comparator::kOctet:
      return a.compare(b);
    case Comparator::kNumeric:
      return CompareNumbers(a, b);
    case Comparator::kUnicode:
      return text::UnicodeCasemap(a).compare(text::UnicodeCasemap(b));
  }
  return 0;
}

Matcher::Matcher(vm::CallContext& context, MatchSpec spec,
                 std::span<const Value> keys)
    : context_(context),
      keys_(keys),
      type_(MatchTypeOf(spec[1].text())),
      comparator_(ComparatorOf(spec[0].text())),
      relation_(RelationOf(spec[2].text())),
      set_matches_(context.matches_wanted()) {}

Result<bool> Matcher::Add(std::string_view value, bool tainted) {
  if (type_ == MatchType::kCount) {
    ++count_;
    return false;
  }
  tainted_ = tainted;
  return AnyKey(value);
}

Result<bool> Matcher::Finish() {
  if (type_ != MatchType::kCount) return false;
  char digits[24];
  auto end = std::to_chars(digits, digits + sizeof digits, count_).ptr;
  return AnyKey({digits, static_cast<size_t>(end - digits)});
}

Result<bool> Matcher::AnyKey(std::string_view value) {
  for (const Value& key : keys_) {
    Result<bool> matched = One(value, key.text());
    if (!matched) return matched;
    work::Spend(work::kPerCall + value.size());
    if (work::Spent()) return Err(Code::kLimit, work::kError);
    if (context_.trace() != nullptr) {
      context_.trace()->OnCompare(value, key.text(), *matched);
    }
    if (*matched) return true;
  }
  return false;
}

Result<bool> Matcher::One(std::string_view value, std::string_view key) {
  switch (type_) {
    case MatchType::kIs:
      return Equal(comparator_, value, key);
    case MatchType::kContains:
      return Contains(comparator_, value, key);
    case MatchType::kMatches:
      return Glob(value, key);
    case MatchType::kRegex:
      return Regex(value, key);
    case MatchType::kList:
      return List(value, key);
    case MatchType::kValue:
    case MatchType::kCount:
      return Related(value, key);
  }
  return false;
}

bool Matcher::Related(std::string_view value, std::string_view key) const {
  int order = Compare(comparator_, value, key);
  switch (relation_) {
    case Relation::kGt:
      return order > 0;
    case Relation::kGe:
      return order >= 0;
    case Relation::kLt:
      return order < 0;
    case Relation::kLe:
      return order <= 0;
    case Relation::kEq:
      return order == 0;
    case Relation::kNe:
      return order != 0;
  }
  return false;
}

Result<bool> Matcher::Glob(std::string_view value, std::string_view pattern) {
  if (comparator_ == Comparator::kUnicode) return UnicodeGlob(value, pattern);
  bool caseless = comparator_ != Comparator::kOctet;
  if (!set_matches_) return text::GlobMatch(pattern, value, caseless, nullptr);
  text::GlobCaptures captures;
  Result<bool> matched = text::GlobMatch(pattern, value, caseless, &captures);
  if (!matched || !*matched) return matched;
  SetGroups(value, captures);
  return true;
}

Result<bool> Matcher::UnicodeGlob(std::string_view value,
                                  std::string_view pattern) {
  const text::Casemapped mapped(value);
  text::GlobCaptures captures;
  Result<bool> matched =
      text::GlobMatch(text::UnicodeCasemapGlob(pattern), mapped.text,
                      mapped.lengths, &captures);
  if (!matched || !*matched || !set_matches_) return matched;
  for (std::string_view& capture : captures) {
    const auto at = static_cast<size_t>(capture.data() - mapped.text.data());
    const size_t begin = mapped.SourceOf(at);
    capture = value.substr(begin, mapped.SourceOf(at + capture.size()) - begin);
  }
  SetGroups(value, captures);
  return true;
}

void Matcher::SetGroups(std::string_view value,
                        std::span<const std::string_view> captures) {
  std::vector<Value> groups{Value::String(value, tainted_)};
  for (std::string_view capture : captures) {
    groups.push_back(Value::String(capture, tainted_));
  }
  context_.SetMatches(groups);
}

Result<bool> Matcher::List(std::string_view value, std::string_view list) {
  TRY_ASSIGN(std::optional<Value> entry, FindOnList(context_, list, value));
  if (entry && set_matches_) context_.SetMatches({&*entry, 1});
  return entry.has_value();
}

Result<bool> Matcher::Regex(std::string_view value, std::string_view pattern) {
  TRY_ASSIGN(const text::Regex* regex,
             context_.CompiledRegex(pattern, RegexOptions(comparator_)));
  Result<bool> matched = regex->Search(value, nullptr);
  if (!matched || !*matched || !set_matches_) return matched;
  std::vector<text::RegexGroup> found;
  TRY(regex->Search(value, &found));
  std::vector<Value> groups;
  for (const text::RegexGroup& group : found) {
    bool set = group.begin != std::string_view::npos;
    groups.push_back(Value::String(
        set ? value.substr(group.begin, group.length) : std::string_view(),
        tainted_));
  }
  context_.SetMatches(groups);
  return true;
}

namespace {

void CheckLists(CheckContext& context, size_t spec, const BoundArg& lists) {
  if (context.args[spec].given) {
    context.issues->Error(context.args[spec].span,
                          "a comparator cannot go with \":list\"",
                          "leave it out: the list compares by itself");
  }
  if (!lists.constant) return;
  for (std::string_view name : lists.list) {
    if (!ListName(name).empty()) continue;
    context.issues->Warning(lists.span, "\"" + std::string(name) +
                                            "\" cannot be the name of a list");
  }
}

}  // namespace

void CheckMatch(CheckContext& context, size_t spec, size_t keys) {
  const BoundArg& type = context.args[spec + 1];
  MatchType match = MatchTypeOf(type.text);
  Comparator comparator = ComparatorOf(context.args[spec].text);
  bool substring = match == MatchType::kContains ||
                   match == MatchType::kMatches || match == MatchType::kRegex;
  if (comparator == Comparator::kNumeric && substring) {
    context.issues->Error(context.args[spec].span,
                          "i;ascii-numeric compares numbers and cannot go with "
                          "\"" +
                              std::string(type.text) + "\"",
                          "use :is, :value or :count");
  }
  const BoundArg& patterns = context.args[keys];
  if (match == MatchType::kList) CheckLists(context, spec, patterns);
  if (match != MatchType::kRegex || !patterns.constant) return;
  for (std::string_view pattern : patterns.list) {
    const text::Regex::Options options = RegexOptions(comparator);
    if (text::PlainGroups(pattern, options.syntax)) continue;
    Result<text::Regex> status = text::Regex::Compile(pattern, options);
    if (!status) {
      context.issues->Error(patterns.span, "bad regular expression \"" +
                                               std::string(pattern) +
                                               "\": " + status.error().text);
    }
  }
}

}  // namespace trommel::stdlib
