// SPDX-License-Identifier: MIT
#include "tools/trommel/examiner.h"

#include <algorithm>
#include <utility>

#include "stdlib/registry.h"
#include "tools/common/guess_envelope.h"
#include "tools/common/header_limits.h"
#include "tools/common/json.h"
#include "tools/common/output.h"
#include "tools/common/width.h"

namespace trommel {
namespace {

constexpr size_t kNumberColumn = 7;
constexpr size_t kSubjectColumn = 50;

}  // namespace

Examiner::Examiner(const Program& program, const ScriptsAround& around,
                   const RunOptions& options, LineFormat format)
    : program_(program),
      around_(around),
      options_(options),
      format_(format),
      language_(program.language()),
      host_(options.host),
      expander_(stdlib::AllFeatures()),
      machine_(program, host_, options.settings()),
      sequence_(host_, options.settings()),
      envelope_(options.envelope) {}

std::optional<Error> Examiner::ErrorOf(const mailbox::Item& item) const {
  if (item.failed) return item.error;
  if (language_ != Language::kExim) return std::nullopt;
  auto excess = FindHeaderExcess(message_, options_.settings());
  if (!excess) return std::nullopt;
  return excess->AsError();
}

void Examiner::Examine(const mailbox::Item& item, uint64_t number,
                       std::string* out, Summary* summary) {
  vm::Outcome outcome;
  message_.Reparse(item.failed ? std::string_view() : item.bytes);
  if (std::optional<Error> error = ErrorOf(item)) {
    outcome.ok = false;
    outcome.error = std::move(*error);
    outcome.implicit_keep = false;
  } else {
    envelope_.sender_origin = options_.envelope.sender_origin;
    envelope_.recipient_origin = options_.envelope.recipient_origin;
    GuessEnvelope(message_, item.from_line, &envelope_);
    if (language_ == Language::kSieve) flags_ = FlagsOf(options_, item.name);
    const vm::RunInput input = {
        .message = &message_,
        .envelope = &envelope_,
        .system_filter = options_.script.system_filter,
        .testing = true,
        .expander = &expander_,
        .imap = options_.imap ? &*options_.imap : nullptr,
        .flags = flags_};
    outcome = around_.empty() ? machine_.Run(input)
                              : around_.Run(&program_, input, &sequence_);
  }
  destinations_.Set(outcome);
  std::string_view error;
  if (!outcome.ok) error = outcome.error.text;
  summary->Add(destinations_.all(), error);
  switch (format_) {
    case LineFormat::kNone:
      return;
    case LineFormat::kText:
      AppendLine(number, error, out);
      return;
    case LineFormat::kJson:
      AppendJson(item, number, outcome, out);
      return;
  }
}

void Examiner::AppendLine(uint64_t number, std::string_view error,
                          std::string* out) {
  const std::string digits = std::to_string(number);
  out->append(kNumberColumn - std::min(kNumberColumn, digits.size()), ' ');
  *out += digits + "  ";
  ReadSubject(message_, &subject_);
  const std::string_view shown = FirstColumns(subject_, kSubjectColumn);
  *out += shown;
  out->append(kSubjectColumn - ColumnsOf(shown) + 2, ' ');
  const char* separator = "";
  for (const std::string& place : destinations_.all()) {
    *out += separator;
    AppendPrintable(place, out);
    separator = ", ";
  }
  if (!error.empty()) {
    *out += destinations_.all().empty() ? "error: " : " (error: ";
    AppendPrintable(error, out);
    if (!destinations_.all().empty()) *out += ')';
  }
  *out += '\n';
}

void Examiner::AppendJson(const mailbox::Item& item, uint64_t number,
                          const vm::Outcome& outcome, std::string* out) {
  ReadSubject(message_, &subject_);
  JsonWriter json(out);
  json.Open('{');
  json.Number("number", static_cast<int64_t>(number));
  json.Text("name", item.name);
  json.Text("subject", subject_);
  WriteOutcome(destinations_, outcome, &json);
  json.Close('}');
  *out += '\n';
}

}  // namespace trommel
