// SPDX-License-Identifier: MIT
#include "interp/text/regex_plain.h"

#include "interp/text/ascii.h"

namespace trommel::text {
namespace {

constexpr size_t kPlainBytes = 256;

/// Past the `]` of a set of letters, digits and ranges; 0 when doubtful.
size_t PlainSet(std::string_view pattern, size_t open) {
  size_t at = open + 1;
  if (at < pattern.size() && pattern[at] == '^') ++at;
  size_t first = at;
  for (; at < pattern.size() && pattern[at] != ']'; ++at) {
    char c = pattern[at];
    if (c == '-') {
      bool range = at > first && at + 1 < pattern.size();
      if (!range || pattern[at - 1] > pattern[at + 1]) return 0;
    } else if (c == '[' || c == '\\') {
      return 0;
    }
  }
  if (at == first || at >= pattern.size()) return 0;
  // `[:x:]`, `[.x.]` and `[=x=]` mean something else.
  char mark = pattern[first];
  bool marked = at > first + 1 && pattern[at - 1] == mark &&
                (mark == ':' || mark == '.' || mark == '=');
  return marked ? 0 : at + 1;
}

/// Reads a pattern atom by atom; false at the first doubt.
class PlainReader {
 public:
  explicit PlainReader(std::string_view pattern) : pattern_(pattern) {}
  bool ReadAll() {
    while (at_ < pattern_.size()) {
      if (!ReadOne()) return false;
    }
    return open_ == 0 && filled_;
  }
  size_t groups() const { return groups_; }

 private:
  bool ReadOne() {
    char c = pattern_[at_++];
    switch (c) {
      case '[':
        at_ = PlainSet(pattern_, at_ - 1);
        return Atom(at_ != 0);
      case '(':
        ++open_;
        ++groups_;
        repeatable_ = filled_ = false;
        return true;
      case ')':
        if (open_ == 0 || !filled_) return false;
        --open_;
        return repeatable_ = true;
      case '*':
      case '+':
      case '?':
        if (!repeatable_) return false;
        repeatable_ = false;
        return true;
      case '|':
        if (!filled_) return false;
        repeatable_ = filled_ = false;
        return true;
      case '^':
        return !filled_;
      case '\\':
        return Atom(Escaped());
      case '{':
      case '}':
      case ']':
      case '$':
      case '\0':
        return false;
      default:
        return Atom(true);
    }
  }
  bool Atom(bool sure) {
    repeatable_ = filled_ = true;
    return sure;
  }
  bool Escaped() {
    if (at_ >= pattern_.size()) return false;
    char c = pattern_[at_++];
    return c > ' ' && c < 0x7F && !IsAlnum(c) && c != '<' && c != '>' &&
           c != '`' && c != '\'' && c != '_';
  }

  std::string_view pattern_;
  size_t at_ = 0;
  size_t open_ = 0;
  size_t groups_ = 0;
  bool repeatable_ = false;  // an atom stands right before
  bool filled_ = false;      // this branch has an atom
};

}  // namespace

std::optional<size_t> PlainGroups(std::string_view pattern,
                                  RegexSyntax syntax) {
  if (pattern.empty() || pattern.size() > kPlainBytes) return std::nullopt;
  if (syntax == RegexSyntax::kPerl &&
      (pattern.starts_with("(?s)") || pattern.starts_with("(?i)"))) {
    pattern.remove_prefix(4);
  }
  PlainReader reader(pattern);
  if (!reader.ReadAll()) return std::nullopt;
  return reader.groups();
}

}  // namespace trommel::text
