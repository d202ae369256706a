// SPDX-License-Identifier: MIT
// The way of a message through the engine, in parts.
#include <benchmark/benchmark.h>

#include <string>

#include "interp/engine.h"
#include "interp/mail/message.h"
#include "interp/vm/machine.h"
#include "interp/vm/memory_host.h"
#include "stdlib/registry.h"

namespace trommel {
namespace {

std::string SieveRules(int64_t count) {
  std::string out = "require \"fileinto\";\n";
  for (int64_t i = 0; i < count; ++i) {
    out += "if header :contains \"subject\" \"word" + std::to_string(i) +
           "\" {\n  fileinto \"f" + std::to_string(i % 50) +
           "\";\n  stop;\n}\n";
  }
  return out;
}

std::string EximRules(int64_t count) {
  std::string out = "# Exim filter\n";
  for (int64_t i = 0; i < count; ++i) {
    out += "if $h_subject: contains \"word" + std::to_string(i) +
           "\"\nthen\n  save $home/mail/f" + std::to_string(i % 50) +
           "/\n  finish\nendif\n";
  }
  return out;
}

std::string Script(Language language, int64_t count) {
  return language == Language::kSieve ? SieveRules(count) : EximRules(count);
}

std::string SampleMessage() {
  std::string out = "From: Alice <alice@example.org>\nTo: me@example.com\n";
  for (int i = 0; i < 24; ++i) {
    out += "X-Header-" + std::to_string(i) + ": some value, not very long\n";
  }
  out += "Subject: a subject of common length, about lunch\n\n";
  for (int i = 0; i < 100; ++i) out += "A line of the body of the message.\n";
  return out;
}

void BM_ParseMessage(benchmark::State& state) {
  std::string bytes = SampleMessage();
  mail::Message message;
  for (auto _ : state) {
    message.Reparse(bytes);
    benchmark::DoNotOptimize(message.fields().size());
  }
}
BENCHMARK(BM_ParseMessage);

template <Language kLanguage>
void BM_Compile(benchmark::State& state) {
  Engine engine(stdlib::AllFeatures());
  SourceText source("bench", Script(kLanguage, state.range(0)));
  for (auto _ : state) {
    Compiled compiled = engine.Compile(source, kLanguage);
    benchmark::DoNotOptimize(compiled.bytes->size());
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(BM_Compile<Language::kSieve>)->Arg(10)->Arg(5000);
BENCHMARK(BM_Compile<Language::kExim>)->Arg(10)->Arg(5000);

template <Language kLanguage>
void BM_Load(benchmark::State& state) {
  Engine engine(stdlib::AllFeatures());
  SourceText source("bench", Script(kLanguage, state.range(0)));
  std::string bytes = *engine.Compile(source, kLanguage).bytes;
  for (auto _ : state) {
    Result<Program> program = engine.Load(bytes);
    benchmark::DoNotOptimize(program->code().size());
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(BM_Load<Language::kSieve>)->Arg(5000);
BENCHMARK(BM_Load<Language::kExim>)->Arg(5000);

template <Language kLanguage>
void BM_Run(benchmark::State& state) {
  Engine engine(stdlib::AllFeatures());
  SourceText source("bench", Script(kLanguage, state.range(0)));
  Program program = *engine.Load(*engine.Compile(source, kLanguage).bytes);
  vm::MemoryHost host;
  vm::Settings settings;
  vm::Machine machine(program, host, settings);
  std::string bytes = SampleMessage();
  mail::Message message(bytes);
  mail::Envelope envelope;
  for (auto _ : state) {
    vm::Outcome outcome = machine.Run({&message, &envelope});
    benchmark::DoNotOptimize(outcome.actions.size());
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(BM_Run<Language::kSieve>)->Arg(10)->Arg(5000);
BENCHMARK(BM_Run<Language::kExim>)->Arg(10)->Arg(5000);

}  // namespace
}  // namespace trommel
