// SPDX-License-Identifier: MIT
// Boost.Regex behind a pimpl, with byte traits that need no locale.
#include "interp/text/regex_posix.h"

#include <array>
#include <stdexcept>
#include <string>
#include <utility>

#include "interp/base/limits.h"
#include "interp/base/work.h"
#include "interp/text/ascii.h"

#define BOOST_REGEX_MAX_BLOCKS 4096  // 16 MiB of backtracking states
#include <boost/regex.hpp>

namespace trommel::text {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kBlame = "  The error occurred";

/// Character classes, a bit each.
enum Class : uint32_t {
  kLowerClass = 1,
  kUpperClass = 2,
  kDigitClass = 4,
  kSpaceClass = 8,
  kPunctClass = 16,
  kControlClass = 32,
  kHexClass = 64,
  kBlankClass = 128,
  kUnderscoreClass = 256,
  kVerticalClass = 512,
  kSpaceByteClass = 1024,  // the byte ' ' itself, for [:print:]
  kAlphaClass = kLowerClass | kUpperClass,
  kAlnumClass = kAlphaClass | kDigitClass,
  kWordClass = kAlnumClass | kUnderscoreClass,
  kGraphClass = kAlnumClass | kPunctClass,
  kPrintClass = kGraphClass | kSpaceByteClass,
};

constexpr uint32_t ClassOf(char c) {
  auto byte = static_cast<unsigned char>(c);
  uint32_t bits = 0;
  if (byte < 32 || byte == 127) bits |= kControlClass;
  if (IsSpace(c)) bits |= kSpaceClass;
  if (c >= '\n' && c <= '\r') bits |= kVerticalClass;
  if (IsBlank(c)) bits |= kBlankClass;
  if (c == ' ') bits |= kSpaceByteClass;
  if (c == '_') bits |= kUnderscoreClass;
  if (IsDigit(c)) bits |= kDigitClass | kHexClass;
  if (c >= 'a' && c <= 'z') bits |= kLowerClass;
  if (c >= 'A' && c <= 'Z') bits |= kUpperClass;
  if (Lower(c) >= 'a' && Lower(c) <= 'f') bits |= kHexClass;
  if (byte > 32 && byte < 127 && !IsAlnum(c)) bits |= kPunctClass;
  return bits;
}

constexpr auto kClasses = [] {
  std::array<uint32_t, 256> classes{};
  for (size_t i = 0; i < classes.size(); ++i)
    classes[i] = ClassOf(static_cast<char>(i));
  return classes;
}();

struct ClassName {
  std::string_view name;
  uint32_t mask;
};

constexpr ClassName kClassNames[] = {
    {"alnum", kAlnumClass},   {"alpha", kAlphaClass}, {"blank", kBlankClass},
    {"cntrl", kControlClass}, {"d", kDigitClass},     {"digit", kDigitClass},
    {"graph", kGraphClass},   {"h", kBlankClass},     {"l", kLowerClass},
    {"lower", kLowerClass},   {"print", kPrintClass}, {"punct", kPunctClass},
    {"s", kSpaceClass},       {"space", kSpaceClass}, {"u", kUpperClass},
    {"upper", kUpperClass},   {"v", kVerticalClass},  {"w", kWordClass},
    {"word", kWordClass},     {"xdigit", kHexClass},
};

/// Bytes that one search may look at. Boost counts its states, but not the
/// bytes that an atomic group or a possessive repeat passes over at each start.
constexpr uint64_t kSearchBytes = 32 * uint64_t{limits::kRegexSteps};
constinit thread_local uint64_t bytes_left = UINT64_MAX;

/// A step costs about as much as comparing so many bytes.
constexpr uint64_t kStepWork = 64;

/// Charges a search to the run.
class SearchMeter {
 public:
  SearchMeter() { bytes_left = kSearchBytes; }
  ~SearchMeter() {
    work::Spend(work::kPerCall + (kSearchBytes - bytes_left) * kStepWork);
  }
  SearchMeter(const SearchMeter&) = delete;
  SearchMeter& operator=(const SearchMeter&) = delete;
};

/// Ends the search; Boost has no other way out than the one it uses itself.
[[noreturn, gnu::cold, gnu::noinline]] void StopSearch() {
  throw std::runtime_error("byte limit");
}

void SpendByte() {
  if (--bytes_left == 0) StopSearch();
}

/// Boost's traits concept for bytes: ASCII classes, no collation, no state.
class ByteTraits {
 public:
  using char_type = char;
  using size_type = std::size_t;
  using string_type = std::string;
  using char_class_type = uint32_t;
  struct locale_type {};

  static size_type length(const char* p) { return std::string_view(p).size(); }
  char translate(char c) const {
    SpendByte();
    return c;
  }
  char translate_nocase(char c) const {
    SpendByte();
    return Lower(c);
  }
  string_type transform(const char* first, const char* last) const {
    return {first, last};
  }
  string_type transform_primary(const char* first, const char* last) const {
    return Lowered({first, last});
  }
  char_class_type lookup_classname(const char* first, const char* last) const {
    std::string_view name(first, static_cast<size_t>(last - first));
    for (const ClassName& row : kClassNames) {
      if (EqualsCaseless(row.name, name)) return row.mask;
    }
    return 0;
  }
  string_type lookup_collatename(const char* first, const char* last) const {
    return last - first == 1 ? string_type(first, last) : string_type();
  }
  bool isctype(char c, char_class_type mask) const {
    return (kClasses[static_cast<unsigned char>(c)] & mask) != 0;
  }
  int value(char c, int radix) const {
    int digit = IsDigit(c) ? c - '0' : IsAlpha(c) ? Lower(c) - 'a' + 10 : 36;
    return digit < radix ? digit : -1;
  }
  locale_type imbue(locale_type locale) { return locale; }
  locale_type getloc() const { return {}; }
};

using Machine = boost::basic_regex<char, ByteTraits>;
using MachineMatch = boost::match_results<const char*>;

/// Boost's reason without the copy of the pattern that it adds.
std::string Reason(const boost::regex_error& error) {
  std::string text = error.what();
  text.resize(std::min(text.find(kBlame), text.size()));
  while (!text.empty() && (text.back() == '.' || text.back() == ' '))
    text.pop_back();
  return text + " at offset " + std::to_string(error.position());
}

}  // namespace
}  // namespace trommel::text

namespace boost::BOOST_REGEX_DETAIL_NS {

/// The step limit is ours: Boost's own grows with the square of the pattern.
template <>
inline void
perl_matcher<const char*, trommel::text::MachineMatch::allocator_type,
             trommel::text::ByteTraits>::
    estimate_max_state_count(std::random_access_iterator_tag*) {
  max_state_count = static_cast<std::ptrdiff_t>(trommel::limits::kRegexSteps);
}

}  // namespace boost::BOOST_REGEX_DETAIL_NS

namespace trommel::text {
namespace {

void CopyGroups(const MachineMatch& match, const char* base,
                std::vector<RegexGroup>* groups) {
  groups->assign(match.size(), {});
  for (size_t i = 0; i < match.size(); ++i) {
    const auto& sub = match[static_cast<int>(i)];
    if (!sub.matched) continue;
    (*groups)[i] = {static_cast<size_t>(sub.first - base),
                    static_cast<size_t>(sub.second - sub.first)};
  }
}

/// Whether `a` gives an earlier part of the pattern more of the subject than
/// `b`, which POSIX wants of two ways to the same match. Boost looks at groups
/// only: in ": *(.*)" it leaves the blanks to the group.
bool IsEarlier(const MachineMatch& a, const MachineMatch& b) {
  for (size_t i = 1; i < a.size() && i < b.size(); ++i) {
    const auto& left = a[static_cast<int>(i)];
    const auto& right = b[static_cast<int>(i)];
    if (!left.matched || !right.matched) {
      if (left.matched != right.matched) return false;
    } else if (left.first != right.first) {
      return left.first > right.first;
    } else if (left.second != right.second) {
      return left.second > right.second;
    }
  }
  return false;
}

/// The same match as Perl would come by it, if that is the better way.
void Improve(const Machine& machine, const char* base, const char* end,
             MachineMatch* match) {
  const auto& whole = (*match)[0];
  auto flags = boost::match_default | boost::match_perl | boost::match_all |
               boost::match_continuous;
  if (whole.second != end) flags |= boost::match_not_eol;
  MachineMatch again;
  if (boost::regex_search(whole.first, whole.second, again, machine, flags,
                          base) &&
      again[0].second == whole.second && IsEarlier(again, *match)) {
    *match = again;
  }
}

}  // namespace

struct PosixRegex::Impl {
  Machine machine;
};

PosixRegex::PosixRegex(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
PosixRegex::PosixRegex(PosixRegex&&) noexcept = default;
PosixRegex& PosixRegex::operator=(PosixRegex&&) noexcept = default;
PosixRegex::~PosixRegex() = default;

Result<PosixRegex> PosixRegex::Compile(std::string_view pattern,
                                       bool caseless) {
  using boost::regbase;
  unsigned flags =
      regbase::no_mod_m | regbase::no_perl_ex | regbase::no_escape_in_lists;
  if (caseless) flags |= regbase::icase;
  bytes_left = UINT64_MAX;
  auto impl = std::make_unique<Impl>();
  try {
    impl->machine.assign(pattern.data(), pattern.data() + pattern.size(),
                         flags);
  } catch (const boost::regex_error& error) {
    return Err(Code::kRun, Reason(error));
  }
  return PosixRegex(std::move(impl));
}

size_t PosixRegex::groups() const { return impl_->machine.mark_count(); }

Result<bool> PosixRegex::Search(std::string_view subject,
                                std::vector<RegexGroup>* groups,
                                size_t from) const {
  auto flags = boost::match_default | boost::match_posix;
  if (groups == nullptr) flags |= boost::match_any;
  const char* base = subject.empty() ? "" : subject.data();
  MachineMatch match;
  if (work::Spent()) return Err(Code::kLimit, work::kError);
  SearchMeter meter;
  try {
    if (!boost::regex_search(base + from, base + subject.size(), match,
                             impl_->machine, flags, base))
      return false;
    if (groups != nullptr && match.size() > 1) {
      Improve(impl_->machine, base, base + subject.size(), &match);
    }
  } catch (const std::runtime_error&) {
    return Err(Code::kLimit, "regular expression took too many steps");
  }
  if (groups != nullptr) CopyGroups(match, base, groups);
  return true;
}

}  // namespace trommel::text
