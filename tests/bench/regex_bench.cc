// SPDX-License-Identifier: MIT
// Our Perl regular expressions on what filters ask: compiled, and searched with
// groups, in subjects that match and in a body that does not.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "interp/text/regex.h"

namespace trommel::text {
namespace {

struct Case {
  const char* name;
  const char* pattern;
  const char* subject;
};

constexpr Case kCases[] = {
    {"tag", R"(^\[(list-\d+)\]\s*(.*)$)", "[list-42] Minutes of the meeting"},
    {"score", R"(^yes, score=(-?\d+\.\d)\b)", "Yes, score=12.4 required=5.0"},
    {"words", R"(\b(?:invoice|receipt|order)\b.*?#(\w+))",
     "Your order of 12 May, invoice follows: #A4711"},
    {"address", R"(<([^@<>\s]+)@((?:[\w-]+\.)+[a-z]{2,})>)",
     "Jane Doe <jane.doe@mail.example.org>"},
    {"back", R"((\w+) \1)", "it says so on on the tin"},
    {"ahead", R"(^(?!re:|fwd:).*\?$)", "Sunday lunch, at ours?"},
};

Regex Compiled(const Case& tried) {
  Result<Regex> regex =
      Regex::Compile(tried.pattern, {.caseless = true, .eager = true});
  if (!regex) std::abort();
  return std::move(*regex);
}

void BM_RegexCompileEager(benchmark::State& state, Case tried) {
  for (auto _ : state) benchmark::DoNotOptimize(Compiled(tried));
}

void BM_RegexSearch(benchmark::State& state, Case tried) {
  const Regex regex = Compiled(tried);
  std::vector<RegexGroup> groups;
  if (!regex.Search(tried.subject, &groups).value()) std::abort();
  for (auto _ : state) {
    benchmark::DoNotOptimize(regex.Search(tried.subject, &groups));
  }
}

/// Lines without what any of the patterns asks for.
void BM_RegexBody(benchmark::State& state, Case tried) {
  const Regex regex = Compiled(tried);
  std::string body = "Subject: x\n";
  while (body.size() < 64 << 10) body += "What hills, what hills are those.\n";
  if (regex.Search(body, nullptr).value()) std::abort();
  for (auto _ : state) {
    benchmark::DoNotOptimize(regex.Search(body, nullptr));
  }
  state.SetBytesProcessed(static_cast<int64_t>(
      static_cast<size_t>(state.iterations()) * body.size()));
}

const bool kRegistered = [] {
  for (const Case& tried : kCases) {
    const std::string name = tried.name;
    benchmark::RegisterBenchmark(("BM_RegexCompileEager/" + name).c_str(),
                                 BM_RegexCompileEager, tried);
    benchmark::RegisterBenchmark(("BM_RegexSearch/" + name).c_str(),
                                 BM_RegexSearch, tried);
  }
  for (size_t i : {size_t{2}, size_t{3}}) {
    benchmark::RegisterBenchmark(
        (std::string("BM_RegexBody/") + kCases[i].name).c_str(), BM_RegexBody,
        kCases[i]);
  }
  return true;
}();

}  // namespace
}  // namespace trommel::text
