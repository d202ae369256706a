// SPDX-License-Identifier: MIT
// A pattern, its hint, and the engine that serves its syntax.
#include "interp/text/regex.h"

#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "interp/base/limits.h"
#include "interp/base/work.h"
#include "interp/text/ascii.h"
#include "interp/text/regex_matcher.h"
#include "interp/text/regex_parser.h"
#include "interp/text/regex_pattern.h"
#include "interp/text/regex_plain.h"
#include "interp/text/regex_posix.h"

namespace trommel::text {
namespace {

constexpr size_t kNpos = std::string_view::npos;

Result<RegexProgram> CompilePerl(std::string_view pattern, bool caseless,
                                 bool dot_all) {
  TRY_ASSIGN(RegexTree tree, ParseRegex(pattern, caseless, dot_all));
  return CompileRegex(std::move(tree));
}

void CopyGroups(const std::vector<size_t>& slots,
                std::vector<RegexGroup>* groups) {
  groups->assign(slots.size() / 2, {});
  for (size_t i = 0; i < groups->size(); ++i) {
    size_t begin = slots[2 * i];
    size_t end = slots[2 * i + 1];
    if (begin != kNpos && end != kNpos) (*groups)[i] = {begin, end - begin};
  }
}

}  // namespace

struct Regex::Impl {
  Options options;
  std::string pattern;
  PatternHint hint;
  size_t groups = 0;
  bool plain = false;  ///< see PlainGroups
  std::once_flag once;
  Status built;  ///< of the program that Search() takes
  std::optional<RegexProgram> perl;
  std::optional<PosixRegex> posix;
  std::once_flag longest_once;
  Status longest_built;  ///< of `posix`, where `perl` was built first

  /// Compiles at the first call; the same answer ever after. `longest`: the
  /// groups of a POSIX pattern are asked for.
  const Status& Ready(bool longest);
  Status Build();
  Status BuildPosix();
  bool MayMatch(std::string_view subject, size_t from) const;
};

const Status& Regex::Impl::Ready(bool longest) {
  std::call_once(once, [this] { built = Build(); });
  bool posix_too =
      longest && plain && options.syntax == RegexSyntax::kPosixExtended;
  if (!posix_too) return built;
  std::call_once(longest_once, [this] { longest_built = BuildPosix(); });
  return longest_built;
}

/// Whether a plain pattern matches at all does not depend on the syntax, but
/// for what a dot takes.
Status Regex::Impl::Build() {
  bool posix_syntax = options.syntax == RegexSyntax::kPosixExtended;
  if (posix_syntax && !plain) return BuildPosix();
  TRY_ASSIGN(perl, CompilePerl(pattern, options.caseless, posix_syntax));
  if (!plain) groups = perl->groups;
  return {};
}

Status Regex::Impl::BuildPosix() {
  TRY_ASSIGN(posix, PosixRegex::Compile(pattern, options.caseless));
  if (!plain) groups = posix->groups();
  return {};
}

bool Regex::Impl::MayMatch(std::string_view subject, size_t from) const {
  if (hint.anchored && from > 0) return false;
  auto has = [this, subject, from](std::string_view literal) {
    return (hint.caseless ? FindCaseless(subject, literal, from)
                          : Find(subject, literal, from)) != kNpos;
  };
  auto starts = [this, subject](std::string_view prefix) {
    return hint.caseless ? StartsCaseless(subject, prefix)
                         : subject.starts_with(prefix);
  };
  return starts(hint.prefix) && (hint.literal.empty() || has(hint.literal));
}

Result<Regex> Regex::Compile(std::string_view pattern, Options options) {
  // Boost's POSIX syntax has no empty pattern.
  if (pattern.empty()) options.syntax = RegexSyntax::kPerl;
  std::optional<size_t> groups = PlainGroups(pattern, options.syntax);
  bool posix = options.syntax == RegexSyntax::kPosixExtended;
  if (!groups && posix) TRY(CheckPattern(pattern));
  auto impl = std::make_unique<Impl>();
  impl->options = options;
  impl->pattern = pattern;
  impl->hint = FindHint(pattern, options);
  impl->plain = groups.has_value();
  if (groups) impl->groups = *groups;
  if (!groups || options.eager) {
    if (const Status& built = impl->Ready(false); !built)
      return Err(Error(built.error()));
  }
  return Regex(std::move(impl));
}

Regex::Regex(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;
Regex::~Regex() = default;

Result<bool> Regex::Search(std::string_view subject,
                           std::vector<RegexGroup>* groups, size_t from) const {
  work::Spend(subject.size());
  if (from > subject.size() || !impl_->MayMatch(subject, from)) return false;
  if (const Status& built = impl_->Ready(groups != nullptr); !built)
    return Err(Error(built.error()));
  if (work::Spent()) return Err(Code::kLimit, work::kError);
  bool posix = impl_->options.syntax == RegexSyntax::kPosixExtended;
  if (posix && (groups != nullptr || !impl_->plain))
    return impl_->posix->Search(subject, groups, from);
  std::vector<size_t> slots;
  RegexOutcome outcome = MatchRegex(*impl_->perl, subject, from,
                                    groups != nullptr ? &slots : nullptr);
  if (outcome == RegexOutcome::kTooManySteps)
    return Err(Code::kLimit, "regular expression took too many steps");
  if (outcome == RegexOutcome::kNoMatch) return false;
  if (groups != nullptr) CopyGroups(slots, groups);
  return true;
}

Result<bool> Regex::MatchHere(std::string_view subject,
                              std::vector<RegexGroup>* groups,
                              size_t from) const {
  if (impl_->options.syntax != RegexSyntax::kPerl) return false;
  if (from >= subject.size() || !impl_->MayMatch(subject, from)) return false;
  if (const Status& built = impl_->Ready(true); !built)
    return Err(Error(built.error()));
  if (work::Spent()) return Err(Code::kLimit, work::kError);
  std::vector<size_t> slots;
  const RegexOutcome outcome =
      MatchRegex(*impl_->perl, subject, from, &slots, RegexAim::kHere);
  if (outcome == RegexOutcome::kTooManySteps)
    return Err(Code::kLimit, "regular expression took too many steps");
  if (outcome == RegexOutcome::kNoMatch) return false;
  CopyGroups(slots, groups);
  return true;
}

size_t Regex::groups() const { return impl_->groups; }

}  // namespace trommel::text
