// SPDX-License-Identifier: MIT
// spamtest and spamtestplus (RFC 5235): compares how likely the message is spam
// with a value: "0" not tested, "1" clear of spam, up to "10". What the scanner
// said is read from a header field; the settings are Pigeonhole's, with
// sieve_spamtest_ before them:
//
//   status_type      score (a number), strlen (stars) or text
//   status_header    "Name" or "Name: expression", whose first group is taken
//   score_max_value  the score that is certainly spam, or
//   score_max_header where it stands, like status_header
//   text_value/N     the text that means N, 0 to 10
//
// Only the first field of that name counts; a text that does not fit, and a
// scanner that is not set up, mean "not tested". Deviation: :count is 0 for
// what was not tested (RFC 5235 section 3.1; Pigeonhole 0.5.19 says 1), scores
// may have any number of decimal places.
#include <string>

#include "stdlib/shared/flag_set.h"
#include "stdlib/shared/match.h"
#include "stdlib/shared/scan_verdict.h"

namespace trommel::stdlib {
namespace {

/// Slots of the usage line.
enum Slot : uint8_t { kSpec, kKey = 3, kSlots };

constexpr int64_t kSteps = 10;

void Check(CheckContext& context) { CheckMatch(context, kSpec, kKey); }

ScanSettings SettingsOf(const vm::Settings& settings) {
  return {settings.sieve_spamtest_status_type,
          settings.sieve_spamtest_status_header,
          settings.sieve_spamtest_score_max_value,
          settings.sieve_spamtest_score_max_header,
          settings.sieve_spamtest_text_value,
          kSteps};
}

Result<Value> Run(vm::CallContext& context, std::span<const Value> args) {
  TRY_ASSIGN(std::optional<ScanVerdict> verdict,
             ReadVerdict(context, SettingsOf(context.settings())));
  const bool percent = LentTag(args.subspan(kSlots), "percent").boolean();
  int64_t value = 0;
  if (verdict) value = percent ? verdict->Percent() : verdict->Step(kSteps);
  Matcher matcher(context, args.first<kKey>(), args[kKey].list());
  if (verdict || !matcher.counts()) {
    const std::string text = std::to_string(value);
    TRY_ASSIGN(bool matched, matcher.Add(context.arena().Copy(text), false));
    if (matched) return Value::Bool(true);
  }
  TRY_ASSIGN(bool counted, matcher.Finish());
  return Value::Bool(counted);
}

constexpr Row kRows[] = {
    {RowKind::kTest, "spamtest",
     "spamtest [COMPARATOR] [MATCH-TYPE] <value: string>",
     "compares how likely the message is spam, 0 (not tested) to 10",
     "if spamtest :is \"0\" { discard; } => discard", Check, Run},
};

}  // namespace

extern const Feature sieve_spamtest;
const Feature sieve_spamtest = {"spamtest", 1, Language::kSieve,
                                "spamtest spamtestplus", kRows};

}  // namespace trommel::stdlib
