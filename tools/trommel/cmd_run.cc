// SPDX-License-Identifier: MIT
// trommel run: what one script would do with whole mailboxes.
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string>
#include <thread>

#include "stdlib/registry.h"
#include "tools/common/output.h"
#include "tools/common/scripts_around.h"
#include "tools/host/handed_options.h"
#include "tools/trommel/commands.h"
#include "tools/trommel/run_loop.h"
#include "tools/trommel/run_options.h"

namespace trommel {
namespace {

constexpr size_t kMostThreads = 64;
constexpr int kInterruptedStatus = 130;

constexpr std::array kOptions = {
    Option{0, "summary", "", "write the summary only"},
    kJsonOption,
    Option{'j', "jobs", "N", "run in N threads; 0: one a processor"},
    kSenderOption,
    kRecipientOption,
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
    .name = "trommel run",
    .arguments = "SCRIPT MAILBOX...",
    .summary = "Show what a script would do with all mail of mailboxes.",
    .text =
        "MAILBOX is an mbox, a Maildir, a folder of such, or one message; "
        "what\n"
        "it is, is found out. For every message a line with its number, its\n"
        "subject and where it would go; then a summary by destination and by\n"
        "error. Nothing is delivered, sent or changed.\n"
        "\n"
        "With --json an object a line: number, name, subject, destinations,\n"
        "actions, error; with --summary as well only the summary.\n"
        "\n"
        "Envelopes come from the messages' headers, see trommel test --help.\n"
        "Ctrl-C stops with the summary so far and status 130. Memory stays\n"
        "under 24 MB, however large the mailbox; a message that is larger is\n"
        "held whole.\n"
        "\n"
        "Exit status: 0 when all messages were examined (errors of single\n"
        "messages are in the summary); 65 when the script has errors; 66 when\n"
        "a mailbox cannot be read, after doing the others.\n",
    .examples =
        "  trommel run filter.sieve ~/Maildir\n"
        "  trommel run --summary -j0 ~/.forward archive-2019.mbox inbox.mbox\n"
        "  trommel run --json filter.exim mbox | grep '\"error\":{'\n",
    .options = kOptions,
    .least = 2};

LineFormat FormatOf(const Arguments& arguments) {
  if (arguments.Has("summary")) return LineFormat::kNone;
  return arguments.Has("json") ? LineFormat::kJson : LineFormat::kText;
}

Result<size_t> ReadThreads(const Arguments& arguments) {
  const auto word = arguments.Get("jobs");
  if (!word) return 1;
  TRY_ASSIGN(size_t count, ParseCount("--jobs", *word, kMostThreads));
  if (count > 0) return count;
  return std::clamp<size_t>(std::thread::hardware_concurrency(), 1,
                            kMostThreads);
}

std::string SummaryText(const Arguments& arguments, const Summary& summary) {
  if (!arguments.Has("json")) return summary.Text();
  return arguments.Has("summary") ? summary.Json() : "";
}

int RunAll(const Script& script, const ScriptsAround& around,
           const RunOptions& options, size_t threads,
           const Arguments& arguments) {
  const RunPlan plan = {&*script.program, &around, &options,
                        FormatOf(arguments)};
  MailboxList mailboxes(arguments.positionals().subspan(1));
  Output out(STDOUT_FILENO);
  Summary summary;
  CatchInterrupts();
  {
    RunReport report(plan.format, &out);
    if (threads > 1) {
      RunParallel(plan, threads, &mailboxes, &report);
    } else {
      RunSerial(plan, &mailboxes, &report);
    }
    summary = std::move(report.summary);
  }
  if (plan.format == LineFormat::kText) out.Write("\n");
  out.Write(SummaryText(arguments, summary));
  Status written = out.Flush();
  if (!written) return Fail(written.error());
  if (Interrupted()) {
    Complain("trommel", "interrupted after " +
                            std::to_string(summary.messages) +
                            (summary.messages == 1 ? " message" : " messages"));
    return kInterruptedStatus;
  }
  return mailboxes.error() ? ExitCode(mailboxes.error()->code) : 0;
}

int Run(const Arguments& arguments) {
  Result<RunOptions> options = ReadRunOptions(arguments);
  if (!options) return Fail(options.error());
  Result<size_t> threads = ReadThreads(arguments);
  if (!threads) return Fail(threads.error());
  const std::string path = ScriptPath(arguments, arguments.positionals()[0]);
  const auto from_stdin = std::count(arguments.positionals().begin(),
                                     arguments.positionals().end(), "-");
  if (from_stdin > 1) {
    return Fail({Code::kUsage, "standard input can be given only once"});
  }
  const Engine engine(stdlib::AllFeatures());
  const Script script = LoadScript(engine, path, options->script);
  if (int status = ReportScript(script, path); status != 0) return status;
  if (script.language == Language::kExim) {
    SetTimeZone(options->settings().timezone);
  }
  Result<ScriptsAround> around =
      LoadScriptsAround(engine, arguments, options->script);
  if (!around) return Fail(around.error());
  if (!around->empty() && script.language == Language::kExim) {
    return Fail({Code::kUsage, path + " is an Exim filter: no script can stand "
                                      "before or after it"});
  }
  return RunAll(script, *around, *options, *threads, arguments);
}

}  // namespace

const Command kRunCommand = {&kManual, Run};

}  // namespace trommel
