// SPDX-License-Identifier: MIT
// ${sg…}, ${tr…}: replacing.
//
// Exim specification, "Expansion items".
// - sg replaces every match; the replacement is expanded for each match, so
// that
//   \$1 in a script is the group of that match. Inside the replacement we
//   expand $0 … $31 and ${0} … ${31}; anything else that begins with $ is an
//   error (Exim expands all). A tainted replacement is not expanded: with a $
//   or a backslash in it, a match is an error.
// - tr replaces characters one by one; a short third string lends its last
//   character, an empty one changes nothing.
#include <algorithm>
#include <array>
#include <vector>

#include "interp/base/limits.h"
#include "interp/exim/lexer.h"
#include "interp/text/ascii.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_item_replace;

namespace {

using vm::CallContext;
using Groups = std::vector<text::RegexGroup>;

void AppendGroup(std::string_view subject, const Groups& groups, size_t index,
                 std::string* out) {
  bool set =
      index < groups.size() && groups[index].begin != std::string_view::npos;
  if (set) *out += subject.substr(groups[index].begin, groups[index].length);
}

/// Reads `$1` or `${1}` at the start of `text`; the number of bytes it takes, 0
/// when it is none.
size_t ReadReference(std::string_view text, size_t* group) {
  bool braces = text.size() > 1 && text[1] == '{';
  size_t at = braces ? 2 : 1;
  size_t begin = at;
  *group = 0;
  while (at < text.size() && text::IsDigit(text[at])) {
    *group = std::min(*group * 10 + static_cast<size_t>(text[at++] - '0'),
                      limits::kMatchVariables);
  }
  if (at == begin) return 0;
  if (!braces) return at;
  return at < text.size() && text[at] == '}' ? at + 1 : 0;
}

Error BadReference(std::string_view text) {
  size_t size = 1;
  while (size < text.size() &&
         (text::IsAlnum(text[size]) || text[size] == '_')) {
    ++size;
  }
  if (text.starts_with("${")) {
    bool closed = text.find('}') != std::string_view::npos;
    return {Code::kRun,
            closed ? "only $0 to $31 can be expanded in a replacement of \"sg\""
                   : "missing } at end of string",
            {}};
  }
  if (size == 1) {
    return {Code::kRun, "$ not followed by letter, digit, or {", {}};
  }
  return {Code::kRun,
          "unknown variable name " + exim::InQuotes(text.substr(1, size - 1)),
          {}};
}

/// Appends what the escape at the start of `text` stands for; its size.
Result<size_t> AppendEscape(std::string_view text, std::string* out) {
  if (text.size() == 1) return Err(Code::kRun, "\\ at end of string");
  if (text[1] != 'N') {
    size_t size = 0;
    *out += trommel::exim::ReadEscape(text, &size);
    return size;
  }
  const size_t end = std::min(text.find("\\N", 2), text.size());
  *out += text.substr(2, end - 2);
  return std::min(end + 2, text.size());
}

/// The replacement for one match; a NUL ends it.
Status AppendReplacement(std::string_view replacement, std::string_view subject,
                         const Groups& groups, std::string* out) {
  const size_t begin = out->size();
  while (!replacement.empty()) {
    size_t size = 1;
    if (replacement.front() == '$') {
      size_t group = 0;
      size = ReadReference(replacement, &group);
      if (size == 0) return Err(BadReference(replacement));
      AppendGroup(subject, groups, group, out);
    } else if (replacement.front() == '\\') {
      TRY_ASSIGN(size, AppendEscape(replacement, out));
    } else {
      *out += replacement.front();
    }
    replacement.remove_prefix(size);
  }
  out->resize(std::min(out->find('\0', begin), out->size()));
  return {};
}

Status CheckSize(const std::string& out) {
  if (out.size() <= limits::kValueBytes) return {};
  return Err(Code::kLimit, "a string grew past " +
                               std::to_string(limits::kValueBytes) + " bytes");
}

Status ReplaceAll(const text::Regex& regex, std::string_view subject,
                  const Value& wanted, std::string* out) {
  std::string_view replacement = wanted.text();
  bool unsafe = wanted.tainted() &&
                replacement.find_first_of("\\$") != std::string_view::npos;
  Groups groups;
  size_t at = 0;
  while (at <= subject.size()) {
    TRY_ASSIGN(bool found, regex.Search(subject, &groups, at));
    if (!found) break;
    if (unsafe) {
      return Err(Code::kRun, "attempt to expand tainted string '" +
                                 std::string(replacement) + "'");
    }
    size_t begin = groups[0].begin;
    size_t end = begin + groups[0].length;
    *out += subject.substr(at, begin - at);
    TRY(AppendReplacement(replacement, subject, groups, out));
    if (groups[0].length == 0) {
      if (end < subject.size()) *out += subject[end];
      ++end;
    }
    at = end;
    TRY(CheckSize(*out));
  }
  if (at < subject.size()) *out += subject.substr(at);
  return CheckSize(*out);
}

Result<Value> RunSubstitute(CallContext& context, std::span<const Value> args) {
  Result<const text::Regex*> regex =
      context.CompiledRegex(args[1].text(), {text::RegexSyntax::kPerl, false});
  if (!regex && regex.error().code == Code::kRun) {
    return Err(Code::kRun, "regular expression error in " +
                               exim::InQuotes(args[1].text()) + ": " +
                               regex.error().text);
  }
  if (!regex) return Err(std::move(regex.error()));
  std::string out;
  TRY(ReplaceAll(**regex, args[0].text(), args[2], &out));
  return exim::Copied(context, out, args[0].tainted() || args[2].tainted());
}

Result<Value> RunTranslate(CallContext& context, std::span<const Value> args) {
  std::string_view from = args[1].text();
  std::string_view to = args[2].text();
  if (from.empty() || to.empty()) return args[0];
  std::array<char, 256> table;
  for (size_t i = 0; i < table.size(); ++i) table[i] = static_cast<char>(i);
  for (size_t i = 0; i < from.size(); ++i) {
    table[static_cast<unsigned char>(from[i])] = to[std::min(i, to.size() - 1)];
  }
  std::string out(args[0].text());
  for (char& c : out) c = table[static_cast<unsigned char>(c)];
  return exim::Copied(context, out, args[0].tainted());
}

constexpr Row kRows[] = {
    {RowKind::kItem,
     "sg",
     "sg <subject: string> <pattern: string> <replacement: string>",
     "replaces each match of a regular expression",
     "${sg{abcabc}{(b)}{[\\$1]}} => a[b]ca[b]c",
     nullptr,
     RunSubstitute,
     {},
     true},
    {RowKind::kItem,
     "tr",
     "tr <subject: string> <from: string> <to: string>",
     "replaces single characters",
     "${tr{abcdea}{aceb}{+-*}} => +*-d*+",
     nullptr,
     RunTranslate,
     {},
     true},
};

}  // namespace

constinit const Feature exim_item_replace = {"item_replace", 1, Language::kExim,
                                             "", kRows};

}  // namespace trommel::stdlib
