// SPDX-License-Identifier: MIT
// $tod_log, $tod_full … : the time of day.
//
// Exim specification, "Expansion variables". The clock is the host's; it counts
// whole seconds, so $tod_epoch_l ends in 000000.
#include <cstdio>

#include "interp/text/date.h"
#include "stdlib/shared/exim_values.h"

namespace trommel::stdlib {

extern const Feature exim_var_clock;

namespace {

using vm::CallContext;

Result<Value> RunBsdInbox(CallContext& context, std::span<const Value>) {
  return exim::Copied(context, text::FormatAsctime(context.host().Now()),
                      false);
}

Result<Value> RunFull(CallContext& context, std::span<const Value>) {
  return exim::Copied(context, text::FormatRfc5322(context.host().Now()),
                      false);
}

Result<Value> RunEpoch(CallContext& context, std::span<const Value>) {
  return exim::Decimal(context, context.host().Now().seconds);
}

Result<Value> RunEpochLong(CallContext& context, std::span<const Value>) {
  return exim::Decimal(context, context.host().Now().seconds * 1000000);
}

/// `format` takes year, month, day, hour, minute, second in this order.
Value Formatted(CallContext& context, const text::DateTime& time,
                const char* format) {
  text::CivilTime civil = text::ToCivil(time);
  char buffer[96];
  int size = std::snprintf(buffer, sizeof buffer, format,
                           static_cast<long long>(civil.year), civil.month,
                           civil.day, civil.hour, civil.minute, civil.second);
  return exim::Copied(context, {buffer, static_cast<size_t>(size)}, false);
}

Result<Value> RunLog(CallContext& context, std::span<const Value>) {
  return Formatted(context, context.host().Now(),
                   "%04lld-%02d-%02d %02d:%02d:%02d");
}

Result<Value> RunLogFile(CallContext& context, std::span<const Value>) {
  text::CivilTime civil = text::ToCivil(context.host().Now());
  char buffer[64];
  int size =
      std::snprintf(buffer, sizeof buffer, "%04lld%02d%02d",
                    static_cast<long long>(civil.year), civil.month, civil.day);
  return exim::Copied(context, {buffer, static_cast<size_t>(size)}, false);
}

Result<Value> RunZulu(CallContext& context, std::span<const Value>) {
  return Formatted(context, {context.host().Now().seconds, 0},
                   "%04lld%02d%02d%02d%02d%02dZ");
}

Result<Value> RunZone(CallContext& context, std::span<const Value>) {
  int minutes = context.host().Now().zone_minutes;
  int ahead = minutes < 0 ? -minutes : minutes;
  char buffer[32];
  int size = std::snprintf(buffer, sizeof buffer, "%c%02d%02d",
                           minutes < 0 ? '-' : '+', ahead / 60, ahead % 60);
  return exim::Copied(context, {buffer, static_cast<size_t>(size)}, false);
}

constexpr Row kRows[] = {
    {RowKind::kVariable, "tod_bsdinbox", "tod_bsdinbox",
     "the time for an mbox From line",
     "$tod_bsdinbox => Fri Jan  2 03:04:05 2026", nullptr, RunBsdInbox},
    {RowKind::kVariable, "tod_epoch", "tod_epoch", "seconds since 1970",
     "$tod_epoch => 1767323045", nullptr, RunEpoch},
    {RowKind::kVariable, "tod_epoch_l", "tod_epoch_l",
     "microseconds since 1970", "$tod_epoch_l => 1767323045000000", nullptr,
     RunEpochLong},
    {RowKind::kVariable, "tod_full", "tod_full", "the time as in a Date field",
     "$tod_full => Fri, 02 Jan 2026 03:04:05 +0000", nullptr, RunFull},
    {RowKind::kVariable, "tod_log", "tod_log", "the time for log lines",
     "$tod_log => 2026-01-02 03:04:05", nullptr, RunLog},
    {RowKind::kVariable, "tod_logfile", "tod_logfile",
     "the date for names of log files", "$tod_logfile => 20260102", nullptr,
     RunLogFile},
    {RowKind::kVariable, "tod_zone", "tod_zone", "the local zone",
     "$tod_zone => +0000", nullptr, RunZone},
    {RowKind::kVariable, "tod_zulu", "tod_zulu", "the time in UTC, digits only",
     "$tod_zulu => 20260102030405Z", nullptr, RunZulu},
};

}  // namespace

constinit const Feature exim_var_clock = {"var_clock", 1, Language::kExim, "",
                                          kRows};

}  // namespace trommel::stdlib
