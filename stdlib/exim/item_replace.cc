// SPDX-License-Identifier: MIT
// ${sg…}, ${tr…}: replacing.
//
// Exim specification, "Expansion items".
// - sg replaces every match, behind an empty one first a longer one at the same
//   place; the replacement is expanded for each match, so that \$1 in a script
//   is the group of that match. A tainted replacement is refused at the first
//   match when it has a $ or a backslash in it.
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

/// Appends what the escape at the start of `text` stands for; its size.
size_t AppendEscape(std::string_view text, std::string* out) {
  if (text[1] != 'N') {
    size_t size = 0;
    *out += trommel::exim::ReadEscape(text, &size);
    return size;
  }
  const size_t end = std::min(text.find("\\N", 2), text.size());
  *out += text.substr(2, end - 2);
  return std::min(end + 2, text.size());
}

/// Appends the replacement for one match; a NUL ends it. False when it takes an
/// expansion to tell what it is: then nothing is appended.
bool AppendReplacement(std::string_view replacement, std::string_view subject,
                       const Groups& groups, std::string* out) {
  const size_t begin = out->size();
  while (!replacement.empty()) {
    size_t size = 1;
    if (replacement.front() == '$') {
      size_t group = 0;
      size = ReadReference(replacement, &group);
      if (size != 0) AppendGroup(subject, groups, group, out);
    } else if (replacement.front() == '\\') {
      size = replacement.size() == 1 ? 0 : AppendEscape(replacement, out);
    } else {
      *out += replacement.front();
    }
    if (size == 0) {
      out->resize(begin);
      return false;
    }
    replacement.remove_prefix(size);
  }
  out->resize(std::min(out->find('\0', begin), out->size()));
  return true;
}

std::vector<Value> Matches(const CallContext& context) {
  std::vector<Value> out(limits::kMatchVariables);
  for (size_t i = 0; i < out.size(); ++i) out[i] = context.Match(i);
  return out;
}

/// Expands the replacement with the groups of the match in $0, $1 …, where a
/// failure leaves them.
Result<Value> ExpandReplacement(CallContext& context, const Value& replacement,
                                const Value& subject, const Groups& groups) {
  const std::vector<Value> before = Matches(context);
  std::vector<Value> now;
  for (const text::RegexGroup& group : groups) {
    const bool set = group.begin != std::string_view::npos;
    now.push_back(Value::String(
        set ? subject.text().substr(group.begin, group.length) : "",
        subject.tainted()));
  }
  context.SetMatches(now);
  TRY_ASSIGN(const Value value, context.Expand(replacement));
  context.SetMatches(before);
  return value;
}

Status CheckSize(const std::string& out) {
  if (out.size() <= limits::kValueBytes) return {};
  return Err(Code::kLimit, "a string grew past " +
                               std::to_string(limits::kValueBytes) + " bytes");
}

Result<const text::Regex*> Compiled(CallContext& context,
                                    std::string_view pattern) {
  Result<const text::Regex*> regex =
      context.CompiledRegex(pattern, {text::RegexSyntax::kPerl, false});
  if (regex || regex.error().code != Code::kRun) return regex;
  return Err(Code::kRun, "regular expression error in " +
                             exim::InQuotes(pattern) + ": " +
                             regex.error().text);
}

Result<Value> RunSubstitute(CallContext& context, std::span<const Value> args) {
  const Value& subject = args[0];
  const Value& replacement = args[2];
  TRY_ASSIGN(const text::Regex* regex, Compiled(context, args[1].text()));
  const std::string_view all = subject.text();
  bool tainted = subject.tainted();
  const bool plain =
      replacement.text().find_first_of("\\$") == std::string_view::npos;
  std::string out;
  Groups groups;
  size_t at = 0;
  bool again = false;
  for (;;) {
    TRY_ASSIGN(const bool found, again ? regex->MatchHere(all, &groups, at)
                                       : regex->Search(all, &groups, at));
    if (!found && !again) break;
    if (!found) {
      out += all[at++];
      again = false;
      continue;
    }
    const size_t begin = groups[0].begin;
    out += all.substr(at, begin - at);
    tainted |= replacement.tainted() && !replacement.text().empty();
    if ((replacement.tainted() && !plain) ||
        !AppendReplacement(replacement.text(), all, groups, &out)) {
      TRY_ASSIGN(const Value value,
                 ExpandReplacement(context, replacement, subject, groups));
      tainted |= value.tainted();
      out += value.text();
      TRY_ASSIGN(regex, Compiled(context, args[1].text()));
    }
    at = begin + groups[0].length;
    again = groups[0].length == 0;
    TRY(CheckSize(out));
    if (again && at == all.size()) break;
  }
  out += all.substr(at);
  TRY(CheckSize(out));
  return exim::Copied(context, out, tainted);
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
