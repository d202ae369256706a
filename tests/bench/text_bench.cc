// SPDX-License-Identifier: MIT
// Parts of the text floor.
#include <benchmark/benchmark.h>

#include <string>

#include "interp/text/address.h"
#include "interp/text/ascii.h"
#include "interp/text/encoded_word.h"
#include "interp/text/glob.h"
#include "interp/text/regex.h"

namespace trommel::text {
namespace {

const std::string& Prose() {
  static const std::string prose = [] {
    std::string out;
    while (out.size() < 64 << 10) {
      out += "The quick brown fox jumps over the lazy dog, again and again.\n";
    }
    return out;
  }();
  return prose;
}

void BM_FindCaseless(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(FindCaseless(Prose(), "confidential"));
  }
  state.SetBytesProcessed(static_cast<int64_t>(
      static_cast<size_t>(state.iterations()) * Prose().size()));
}
BENCHMARK(BM_FindCaseless);

void BM_RegexNoMatch(benchmark::State& state) {
  Regex regex = *Regex::Compile("invoice +(number|no[.]) *[0-9][0-9]",
                                {RegexSyntax::kPerl, true});
  for (auto _ : state) {
    benchmark::DoNotOptimize(regex.Search(Prose(), nullptr));
  }
  state.SetBytesProcessed(static_cast<int64_t>(
      static_cast<size_t>(state.iterations()) * Prose().size()));
}
BENCHMARK(BM_RegexNoMatch);

void BM_RegexCompile(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        Regex::Compile("^yes, score=[0-9]+", {RegexSyntax::kPerl, true}));
  }
}
BENCHMARK(BM_RegexCompile);

void BM_Glob(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(GlobMatch(
        "*order*shipped*", "Your order #4711 has been shipped", true, nullptr));
  }
}
BENCHMARK(BM_Glob);

void BM_DecodeWords(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(DecodeWords(
        "=?utf-8?B?w5xiZXIgZGllIFJlY2hudW5n?= =?iso-8859-1?Q?caf=E9?= x"));
  }
}
BENCHMARK(BM_DecodeWords);

void BM_ParseAddresses(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(ParseAddresses(
        "\"Doe, Jane\" <jane@example.org>, team: bob@x.test, c@y.test;"));
  }
}
BENCHMARK(BM_ParseAddresses);

}  // namespace
}  // namespace trommel::text
