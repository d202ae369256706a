// SPDX-License-Identifier: MIT
// $h_subject without its colon, $h_reply_to.
#include "interp/exim/lint.h"
#include "interp/exim/lint_tokens.h"
#include "interp/text/ascii.h"

namespace trommel::exim {
namespace {

constexpr std::string_view kPrefixes[] = {
    "header_", "rheader_", "bheader_", "lheader_", "h_", "rh_", "bh_", "lh_"};

/// A reference to a header: `$h_name` up to where Exim ends the name.
struct Reference {
  std::string_view prefix;  ///< "h_"
  std::string_view name;    ///< all that Exim takes for the name
  bool braces = false;
  bool colon = false;
};

bool IsNameByte(char c) { return text::IsAlnum(c) || c == '-' || c == '_'; }

bool EndsName(std::string_view text, size_t at, bool quoted) {
  auto byte = static_cast<unsigned char>(text[at]);
  if (byte <= 0x20 || byte >= 0x7F || byte == ':') return true;
  constexpr std::string_view kBlanks = "nrtvfb\n";
  return quoted && byte == '\\' && at + 1 < text.size() &&
         kBlanks.find(text[at + 1]) != std::string_view::npos;
}

/// The reference whose `$` stands at `at`; false when there is none.
bool Read(const RawToken& token, size_t at, Reference* out) {
  std::string_view text = token.text;
  size_t begin = at + 1;
  out->braces = begin < text.size() && text[begin] == '{';
  begin += out->braces ? 1 : 0;
  out->prefix = {};
  for (std::string_view prefix : kPrefixes) {
    if (text.substr(begin).starts_with(prefix)) out->prefix = prefix;
  }
  if (out->prefix.empty()) return false;
  begin += out->prefix.size();
  size_t end = begin;
  while (end < text.size() && !EndsName(text, end, token.quoted)) ++end;
  out->name = text.substr(begin, end - begin);
  out->colon = end < text.size() && text[end] == ':';
  return true;
}

std::string Quote(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

/// How the reference should be written.
std::string Right(const Reference& reference, std::string name) {
  for (char& c : name) {
    if (c == '_') c = '-';
  }
  std::string inner = std::string(reference.prefix) + name + ":";
  return reference.braces ? "${" + inner + "}" : "$" + inner;
}

void Judge(const Reference& reference, Span span, IssueList* issues) {
  std::string_view name = reference.name;
  size_t good = 0;
  while (good < name.size() && IsNameByte(name[good])) ++good;
  std::string hint =
      "write " + Right(reference, std::string(name.substr(0, good)));
  if (good < name.size()) {
    return issues->Warning(
        span,
        "the header name goes on up to a colon or white space: it is taken to "
        "be " +
            Quote(name),
        hint);
  }
  if (name.find('_') != std::string_view::npos) {
    return issues->Warning(span,
                           "the header name " + Quote(name) +
                               " has an underscore, which names have not",
                           hint);
  }
  if (reference.colon || name.empty()) return;
  issues->Warning(span,
                  "no colon ends the header name " + Quote(name) +
                      "; what follows without a blank would be part of it",
                  hint);
}

}  // namespace

void LintHeaderNames(const LintInput& input, IssueList* issues) {
  RawTokens tokens(input.source);
  RawToken token;
  while (tokens.Next(&token)) {
    size_t backslashes = 0;
    for (size_t at = 0; at < token.text.size(); ++at) {
      if (token.text[at] == '\\') {
        ++backslashes;
        continue;
      }
      bool active = AfterReading(backslashes, token.quoted) % 2 == 0;
      backslashes = 0;
      Reference reference;
      if (token.text[at] != '$' || !active) continue;
      if (!Read(token, at, &reference)) continue;
      uint32_t begin = token.at + static_cast<uint32_t>(at);
      size_t end = static_cast<size_t>(
          reference.name.data() + reference.name.size() - token.text.data());
      Judge(reference, {begin, token.at + static_cast<uint32_t>(end)}, issues);
      at = end - 1;
    }
  }
}

}  // namespace trommel::exim
