// SPDX-License-Identifier: MIT
// trommel test: what one script does with one message, and why.
#include <array>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

#include "interp/string_expander.h"
#include "stdlib/registry.h"
#include "tools/common/file.h"
#include "tools/common/guess_envelope.h"
#include "tools/common/header_limits.h"
#include "tools/common/output.h"
#include "tools/common/report.h"
#include "tools/common/scripts_around.h"
#include "tools/common/trace_printer.h"
#include "tools/host/handed_options.h"
#include "tools/mailbox/from_line.h"
#include "tools/trommel/commands.h"
#include "tools/trommel/filter_trace.h"
#include "tools/trommel/run_options.h"

namespace trommel {
namespace {

constexpr std::array kOptions = {
    kSenderOption,
    kRecipientOption,
    Option{'t', "trace", "", "show every test with its operands and result"},
    kJsonOption,
    kBeforeOption,
    kAfterOption,
    kDefaultOption,
    kDiscardOption,
    kIncludeOption,
    kIncludeGlobalOption,
    kLangOption,
    kConfigOption,
    kSetOption,
    kProfileOption,
    kVarOption,
    kSpoolHeaderOption,
    kSystemOption,
    kPrefixOption,
    kSuffixOption,
    kEnvOption,
    kStoreOption,
    kImapOption,
    kFlagsOption,
    kHelpOption};

constexpr Manual kManual = {
    .name = "trommel test",
    .arguments = "SCRIPT [MESSAGE]",
    .summary = "Show what a script would do with a message; do none of it.",
    .text =
        "SCRIPT is an Exim filter, a Sieve script or a compiled program.\n"
        "MESSAGE is a file with one message; standard input without it.\n"
        "\n"
        "The envelope is what -f and -r say. Without -f the sender is taken\n"
        "from Return-Path, the mbox From line or From; without -r the\n"
        "recipient from Delivered-To, Envelope-To, X-Original-To or To. The\n"
        "answer says which it was.\n"
        "\n"
        "hasflag sees the flags in a Maildir file's name, or those of "
        "--flags.\n"
        "With --imap the script runs as an IMAP server would run it (RFC\n"
        "6785).\n"
        "\n"
        "Exit status: 0, also when the mail would be discarded; 65 when the\n"
        "script has errors; 66 when a file cannot be read; 75 when the script\n"
        "failed while running.\n",
    .examples =
        "  trommel test filter.sieve mail.eml\n"
        "  trommel test --trace ~/.forward < mail.eml    why did it do that?\n"
        "  trommel test -f '<>' -r me+lists@example.org filter.exim mail.eml\n"
        "  trommel test --set message_body_visible=2K filter.exim mail.eml\n"
        "  trommel test --imap cause=COPY --imap mailbox=Spam learn.sieve "
        "mail\n"
        "  trommel test --json filter.sieve mail.eml | jq .destinations\n",
    .options = kOptions,
    .least = 1,
    .most = 2};

struct DefectRow {
  mail::Defect defect;
  std::string_view text;
};

constexpr std::array kDefects = {
#define DEFECT(name, text) DefectRow{mail::Defect::name, text},
#include "interp/mail/defects.def"
#undef DEFECT
};

// Everything that is reported about one run.
struct Report {
  const std::string& script_name;
  const std::string& message_name;
  Language language;
  const mail::Message& message;
  const mail::Envelope& envelope;
  const TracePrinter* trace;  // or null
  const vm::Outcome& outcome;
};

std::string_view OriginWords(std::string_view origin) {
  if (origin == "option") return "the command line";
  return origin == "From_" ? "the mbox From line" : origin;
}

std::string AddressLine(std::string_view label, std::string_view address,
                        std::string_view origin) {
  std::string out(label);
  if (origin == "nowhere") return out + "unknown\n";
  out += '<';
  AppendPrintable(address, &out);
  out += "> (from ";
  out += OriginWords(origin);
  return out + ")\n";
}

// Whether an mbox of more than one message stands where one message should.
bool IsMailbox(std::string_view bytes) {
  constexpr std::string_view kNext = "\nFrom ";
  if (!mailbox::StartsWithFromLine(bytes)) return false;
  size_t at = bytes.find(kNext);
  while (at != std::string_view::npos &&
         !mailbox::StartsWithFromLine(bytes.substr(at + 1))) {
    at = bytes.find(kNext, at + 1);
  }
  return at != std::string_view::npos;
}

std::string Heading(const Report& report) {
  std::string subject;
  ReadSubject(report.message, &subject);
  std::string out = "Script:    " + report.script_name + " (" +
                    std::string(LanguageName(report.language)) + ")\n";
  out += "Message:   " + report.message_name + ", " +
         std::to_string(report.message.size()) + " bytes\n";
  out += "Subject:   " + (subject.empty() ? "none" : subject) + "\n";
  const mail::Envelope& envelope = report.envelope;
  out += AddressLine("Sender:    ", envelope.sender, envelope.sender_origin);
  out +=
      AddressLine("Recipient: ", envelope.recipient, envelope.recipient_origin);
  for (const DefectRow& row : kDefects) {
    if (!report.message.defects().Has(row.defect)) continue;
    out += "Note:      " + std::string(row.text) + "\n";
  }
  if (IsMailbox(report.message.bytes())) {
    out +=
        "Note:      this is an mbox of several messages, taken as one; see "
        "trommel run\n";
  }
  return out;
}

std::string TextReport(const Report& report) {
  std::string out = Heading(report);
  if (report.trace != nullptr) out += "\nTrace:\n" + report.trace->text();
  out += report.outcome.ok
             ? "\nActions:\n"
             : "\nActions (only the implicit one would be carried out):\n";
  for (const vm::Action& action : report.outcome.actions) {
    AppendAction(action, &out);
  }
  if (report.outcome.actions.empty()) out += "  none\n";
  if (!report.outcome.ok) {
    out += "\nError:     ";
    AppendPrintable(report.outcome.error.text, &out);
    out += "\n";
  }
  Destinations destinations;
  destinations.Set(report.outcome);
  out += "\nResult:    ";
  const char* separator = "";
  for (const std::string& place : destinations.all()) {
    out += separator;
    AppendPrintable(place, &out);
    separator = ", ";
  }
  if (destinations.all().empty()) out += "nothing is delivered";
  return out + "\n";
}

void WriteEnvelope(const mail::Envelope& envelope, JsonWriter* json) {
  json->Open("envelope", '{');
  json->Text("sender", envelope.sender);
  json->Text("sender_origin", envelope.sender_origin);
  json->Text("recipient", envelope.recipient);
  json->Text("recipient_origin", envelope.recipient_origin);
  json->Close('}');
}

std::string JsonReport(const Report& report) {
  std::string out;
  std::string subject;
  ReadSubject(report.message, &subject);
  Destinations destinations;
  destinations.Set(report.outcome);
  JsonWriter json(&out);
  json.Open('{');
  json.Number("number", 1);
  json.Text("name", report.message_name);
  json.Text("script", report.script_name);
  json.Text("language", LanguageName(report.language));
  json.Text("subject", subject);
  WriteEnvelope(report.envelope, &json);
  WriteOutcome(destinations, report.outcome, &json);
  if (report.trace != nullptr) {
    json.Open("trace", '[');
    out += report.trace->text();
    json.Close(']');
  }
  json.Close('}');
  return out + "\n";
}

int Test(const Script& script, const std::string& script_name,
         const ScriptsAround& around, const RunOptions& options,
         const Arguments& arguments) {
  const std::string path(
      arguments.positionals().size() > 1 ? arguments.positionals()[1] : "-");
  Result<FileBytes> bytes = FileBytes::Read(path);
  if (!bytes) return Fail(bytes.error());
  const mail::Message message(bytes->view());
  mail::Envelope envelope = options.envelope;
  GuessEnvelope(message, {}, &envelope);
  if (script.language == Language::kExim) {
    SetTimeZone(options.settings().timezone);
    if (auto excess = FindHeaderExcess(message, options.settings())) {
      return Fail(excess->AsError());
    }
  }
  PosixHost host(options.host);
  StringExpander expander(stdlib::AllFeatures());
  vm::Machine machine(*script.program, host, options.settings());
  const bool json = arguments.Has("json");
  TracePrinter trace(json);
  const bool traced = arguments.Has("trace");
  std::optional<EximOutline> outline;
  std::optional<FilterTrace> filter_trace;
  if (traced && script.source && script.language == Language::kExim) {
    outline.emplace(*script.source, options.script.system_filter);
    filter_trace.emplace(*outline, &trace);
  }
  vm::TraceSink* sink = traced ? &trace : nullptr;
  if (filter_trace) sink = &*filter_trace;
  const std::string flags =
      script.language == Language::kSieve ? FlagsOf(options, path) : "";
  const vm::RunInput input = {.message = &message,
                              .envelope = &envelope,
                              .system_filter = options.script.system_filter,
                              .testing = true,
                              .expander = &expander,
                              .imap = options.imap ? &*options.imap : nullptr,
                              .flags = flags};
  Sequence sequence(host, options.settings());
  const vm::Outcome outcome =
      around.empty() ? machine.Run(input, sink)
                     : around.Run(&*script.program, input, &sequence, sink);
  const Report report = {script_name,     path == "-" ? "standard input" : path,
                         script.language, message,
                         envelope,        traced ? &trace : nullptr,
                         outcome};
  const int printed = Print(json ? JsonReport(report) : TextReport(report));
  // Leaves without tidying up: the kernel takes the memory back at once.
  std::_Exit(outcome.ok ? printed : ExitCode(outcome.error.code));
}

int Run(const Arguments& arguments) {
  Result<RunOptions> options = ReadRunOptions(arguments);
  if (!options) return Fail(options.error());
  const std::string path = ScriptPath(arguments, arguments.positionals()[0]);
  if (path == "-" && arguments.positionals().size() == 1) {
    return Fail(
        {Code::kUsage, "script and message cannot both be standard input"});
  }
  const Engine engine(stdlib::AllFeatures());
  const Script script = LoadScript(engine, path, options->script);
  if (int status = ReportScript(script, path); status != 0) return status;
  Result<ScriptsAround> around =
      LoadScriptsAround(engine, arguments, options->script);
  if (!around) return Fail(around.error());
  if (!around->empty() && script.language == Language::kExim) {
    return Fail({Code::kUsage, path + " is an Exim filter: no script can stand "
                                      "before or after it"});
  }
  return Test(script, path, *around, *options, arguments);
}

}  // namespace

const Command kTestCommand = {&kManual, Run};

}  // namespace trommel
