// SPDX-License-Identifier: MIT
// virustest (RFC 5235 section 3.3): compares what a virus scanner said with a
// value: "0" not tested, "1" clean, "2" replaced, "3" cured, "4" perhaps and
// "5" certainly a virus. The settings are those of spamtest, with
// sieve_virustest_ before them; text_value/N has N from 0 to 5. Deviations: as
// for spamtest.
#include <string>

#include "stdlib/shared/match.h"
#include "stdlib/shared/scan_verdict.h"

namespace trommel::stdlib {
namespace {

/// Slots of the usage line.
enum Slot : uint8_t { kSpec, kKey = 3 };

constexpr int64_t kSteps = 5;

void Check(CheckContext& context) { CheckMatch(context, kSpec, kKey); }

ScanSettings SettingsOf(const vm::Settings& settings) {
  return {settings.sieve_virustest_status_type,
          settings.sieve_virustest_status_header,
          settings.sieve_virustest_score_max_value,
          settings.sieve_virustest_score_max_header,
          settings.sieve_virustest_text_value,
          kSteps};
}

Result<Value> Run(vm::CallContext& context, std::span<const Value> args) {
  TRY_ASSIGN(std::optional<ScanVerdict> verdict,
             ReadVerdict(context, SettingsOf(context.settings())));
  Matcher matcher(context, args.first<kKey>(), args[kKey].list());
  if (verdict || !matcher.counts()) {
    const std::string text =
        std::to_string(verdict ? verdict->Step(kSteps) : 0);
    TRY_ASSIGN(bool matched, matcher.Add(context.arena().Copy(text), false));
    if (matched) return Value::Bool(true);
  }
  TRY_ASSIGN(bool counted, matcher.Finish());
  return Value::Bool(counted);
}

constexpr Row kRows[] = {
    {RowKind::kTest, "virustest",
     "virustest [COMPARATOR] [MATCH-TYPE] <value: string>",
     "compares what the virus scanner said, 0 (not tested) to 5",
     "if virustest :is \"0\" { discard; } => discard", Check, Run},
};

}  // namespace

extern const Feature sieve_virustest;
const Feature sieve_virustest = {"virustest", 1, Language::kSieve, "virustest",
                                 kRows};

}  // namespace trommel::stdlib
