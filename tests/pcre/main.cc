// SPDX-License-Identifier: MIT
// The differential between PCRE2 and interp/text/regex: corners by hand, then
// patterns × subjects by grammar, every difference shrunk.
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "tests/pcre/compare.h"
#include "tests/pcre/corners.h"
#include "tests/pcre/generate.h"
#include "tools/common/options.h"

namespace trommel::pcre {
namespace {

constexpr size_t kSubjectsEach = 5;
constexpr size_t kCorner = SIZE_MAX;  // the number of a pattern made by hand

constexpr Option kOptions[] = {
    {0, "cases", "N", "So many generated pairs; 20000 when not given."},
    {0, "seed", "S", "Other patterns and subjects; 1 when not given."},
    {0, "first", "I", "Begins with the pattern of this number, not 0."},
    {0, "show", "N",
     "Shrinks so many differences of a kind; 40 when not given."},
    {0, "corners", "FILE", "Cases by hand to run first."},
    {0, "trace", "", "Prints each pattern before it runs, to find a crash."},
    {'h', "help", "", "Prints this."},
};

constexpr Manual kManual = {
    .name = "pcre_differential",
    .arguments = "",
    .summary = "Compares our regular expressions with PCRE2's.",
    .text = "The exit status is 1 when a difference was found.",
    .examples = "  pcre_differential --cases 1000000 --seed 7\n",
    .options = kOptions,
    .most = 0,
};

/// Differences that look the same when shrunk.
struct Finding {
  size_t count = 0;
  Case smallest;
  size_t pattern = 0;  // the number of the first
};

/// What the run has seen.
class Report {
 public:
  explicit Report(size_t show) : show_(show) {}

  void Add(const Case& test, const Outcome& peer, const Outcome& ours,
           size_t number) {
    Difference difference = Compare(peer, ours);
    ++counts_[difference];
    if (difference == Difference::kRefusedByName)
      ++refusals_[FindRefusal(ours.text)->name];
    if (peer.answer == Answer::kMatch) ++matches_;
    if (peer.answer == Answer::kError) ++errors_;
    if (!IsAllowed(difference)) AddDifference(test, difference, number);
  }

  void Print() const {
    for (const auto& [key, finding] : findings_) PrintFinding(finding);
    std::printf("PCRE2: %zu matches, %zu patterns in error\n", matches_,
                errors_);
    for (const auto& [name, count] : refusals_) {
      std::printf("refused by name: %-12.*s %zu\n",
                  static_cast<int>(name.size()), name.data(), count);
    }
    for (const auto& [difference, count] : counts_) {
      std::string_view name = NameOf(difference);
      std::printf("%-18.*s %zu\n", static_cast<int>(name.size()), name.data(),
                  count);
    }
  }

  bool Clean() const {
    return std::ranges::all_of(
        counts_, [](const auto& row) { return IsAllowed(row.first); });
  }

 private:
  void AddDifference(const Case& test, Difference difference, size_t number) {
    bool corner = number == kCorner;
    if (!corner && shrunk_[difference]++ >= show_) return;
    Case smallest = corner ? test : Shrink(test, MakePeer, MakeOurs);
    std::string key = std::string(NameOf(difference)) + " " + smallest.pattern;
    Finding& finding = findings_[key];
    if (finding.count++ == 0) {
      finding.smallest = std::move(smallest);
      finding.pattern = number;
    }
  }

  static void PrintFinding(const Finding& finding) {
    Verdict verdict = Judge(finding.smallest, MakePeer, MakeOurs);
    std::string where = finding.pattern == kCorner
                            ? "corner"
                            : "pattern " + std::to_string(finding.pattern);
    std::string_view name = NameOf(verdict.difference);
    std::printf("%.*s (%zu times, %s): %s\n  PCRE2: %s\n  ours:  %s\n",
                static_cast<int>(name.size()), name.data(), finding.count,
                where.c_str(), Printed(finding.smallest).c_str(),
                Printed(verdict.peer).c_str(), Printed(verdict.ours).c_str());
  }

  size_t show_;
  std::map<Difference, size_t> shrunk_;
  size_t matches_ = 0;
  size_t errors_ = 0;
  std::map<Difference, size_t> counts_;
  std::map<std::string_view, size_t> refusals_;
  std::map<std::string, Finding> findings_;
};

size_t Number(const Arguments& arguments, std::string_view name,
              size_t otherwise) {
  auto value = arguments.Get(name);
  return value ? std::strtoull(std::string(*value).c_str(), nullptr, 10)
               : otherwise;
}

/// Searches one pattern with both engines; PCRE2's limit spares ours.
class Pair {
 public:
  explicit Pair(const Case& test)
      : peer_(MakePeer(test.pattern, test.caseless)),
        ours_(MakeOurs(test.pattern, test.caseless)) {}

  void Run(const Case& test, size_t number, Report* report) {
    Outcome peer = peer_->Search(test.subject, test.from);
    Outcome ours;
    if (peer.answer != Answer::kLimit)
      ours = ours_->Search(test.subject, test.from);
    report->Add(test, peer, ours, number);
  }

 private:
  std::unique_ptr<Engine> peer_;
  std::unique_ptr<Engine> ours_;
};

/// Whether all that the table lets us refuse is refused; prints what is not.
bool RefusalsHold() {
  bool hold = true;
  for (const Refusal& row : Refusals()) {
    Case test{.pattern = std::string(row.example)};
    Verdict verdict = Judge(test, MakePeer, MakeOurs);
    if (verdict.difference == Difference::kRefusedByName) continue;
    std::printf("not refused any more: %s\n", Printed(test).c_str());
    hold = false;
  }
  return hold;
}

void RunCorners(const std::vector<Case>& corners, Report* report) {
  for (const Case& test : corners) Pair(test).Run(test, kCorner, report);
}

Style MakeStyle(Random& random) {
  size_t at = random.Below(100);
  return at < 55 ? Style::kMail : at < 70 ? Style::kDense : Style::kExotic;
}

/// One pattern in eight may be one that PCRE2 refuses, where the grammar alone
/// would give one in three.
Piece MakeMostlyGood(Random& random, Style style) {
  bool good = random.Chance(87);
  Piece pattern = MakePattern(random, style);
  for (size_t tries = 0; good && tries < 20; ++tries) {
    Outcome outcome = MakePeer(pattern.pattern, false)->Search("", 0);
    if (outcome.answer != Answer::kError) break;
    pattern = MakePattern(random, style);
  }
  return pattern;
}

void RunGenerated(const Arguments& arguments, Report* report) {
  uint64_t seed = Number(arguments, "seed", 1);
  size_t first = Number(arguments, "first", 0);
  size_t pairs = Number(arguments, "cases", 20000);
  bool trace = arguments.Has("trace");
  for (size_t i = 0; i * kSubjectsEach < pairs; ++i) {
    Random random(seed, first + i);
    Style style = MakeStyle(random);
    Piece pattern = MakeMostlyGood(random, style);
    Case test{.pattern = pattern.pattern,
              .subject = "",
              .caseless = random.Chance(50)};
    if (trace) {
      std::printf("%zu %s\n", first + i, Printed(test).c_str());
      std::fflush(stdout);
    }
    Pair pair(test);
    for (size_t j = 0; j < kSubjectsEach; ++j) {
      test.subject = MakeSubject(random, pattern, style);
      test.from = random.Chance(15) ? random.Below(test.subject.size() + 1) : 0;
      pair.Run(test, first + i, report);
    }
  }
}

/// Puts the file's text into *text.
bool ReadFile(const std::string& path, std::string* text) {
  std::ifstream stream(path, std::ios::binary);
  text->assign(std::istreambuf_iterator<char>(stream), {});
  return !stream.fail();
}

int Main(std::span<const char* const> argv) {
  Result<Arguments> arguments = Arguments::Parse(kManual, argv);
  if (!arguments || arguments->Has("help")) {
    std::fputs(arguments ? HelpText(kManual).c_str()
                         : (arguments.error().text + "\n").c_str(),
               arguments ? stdout : stderr);
    return arguments ? 0 : 64;
  }
  Report report(Number(*arguments, "show", 40));
  if (auto path = arguments->Get("corners")) {
    std::string text;
    if (!ReadFile(std::string(*path), &text)) {
      std::fprintf(stderr, "cannot read %s\n", std::string(*path).c_str());
      return 66;
    }
    std::vector<Case> corners = ParseCorners(text);
    std::printf("%zu corners\n", corners.size());
    RunCorners(corners, &report);
  }
  RunGenerated(*arguments, &report);
  bool hold = RefusalsHold();
  report.Print();
  return hold && report.Clean() ? 0 : 1;
}

}  // namespace
}  // namespace trommel::pcre

int main(int argc, char** argv) {
  return trommel::pcre::Main({argv + 1, static_cast<size_t>(argc - 1)});
}
