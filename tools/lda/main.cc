// SPDX-License-Identifier: MIT
// trommel-lda: one message from standard input into its places.
#include <unistd.h>

#include <algorithm>
#include <exception>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "interp/engine.h"
#include "interp/mail/message.h"
#include "interp/string_expander.h"
#include "interp/text/ascii.h"
#include "interp/vm/machine.h"
#include "stdlib/registry.h"
#include "tools/common/guess_envelope.h"
#include "tools/common/output.h"
#include "tools/common/scripts_around.h"
#include "tools/delivery/executor.h"
#include "tools/delivery/interrupt.h"
#include "tools/host/posix_host.h"
#include "tools/lda/forward_list.h"
#include "tools/lda/options.h"
#include "tools/lda/stdin_message.h"
#include "tools/lda/user_script.h"

namespace trommel::lda {
namespace {

constexpr std::string_view kProgram = "trommel-lda";

// All that an MTA ever sees: other codes would bounce the message.
enum Exit : int { kDelivered = 0, kTryAgain = 75, kRefused = 77 };

void Say(std::string_view text) { Complain(kProgram, text); }

int Print(std::string_view text) {
  Output out(STDOUT_FILENO);
  out.Write(text);
  return out.Flush() ? kDelivered : kTryAgain;
}

int Fail(const Error& error) {
  Say(error.text);
  return kTryAgain;
}

delivery::Places PlacesOf(const Options& options) {
  delivery::Places places;
  places.inbox = options.inbox;
  places.home = options.home;
  if (!options.sendmail.empty()) places.sendmail = options.sendmail;
  places.state = options.state;
  places.calendars = options.config.settings.calendar_folder;
  if (!places.calendars.empty() && !places.calendars.starts_with('/')) {
    places.calendars = options.home + "/" + places.calendars;
  }
  places.autocreate = options.config.settings.lda_mailbox_autocreate;
  places.settings = &options.config.settings;
  places.log = Say;
  return places;
}

// What no script and a script with errors ask for.
vm::Outcome KeepOutcome() {
  static constexpr vm::Action keep = [] {
    vm::Action action;
    action.implicit = true;
    return action;
  }();
  vm::Outcome outcome;
  outcome.actions = {&keep, 1};
  return outcome;
}

int Refuse(std::string_view reason) {
  return Print(std::string(reason) + "\n") == kDelivered ? kRefused : kTryAgain;
}

// Counting hops is the MTA's business, unless received_headers_max was set.
bool IsLooping(const mail::Message& message, const Config& config) {
  constexpr std::string_view kName = "received_headers_max";
  if (config.OriginOf(kName) == SettingOrigin::kDefault) return false;
  const auto received =
      std::ranges::count_if(message.fields(), [](const mail::Field& field) {
        return text::EqualsCaseless(field.name, "Received");
      });
  return received > config.settings.received_headers_max;
}

void Explain(const vm::Outcome& outcome) {
  for (const vm::Action& action : outcome.actions) {
    std::string line(vm::ActionWord(action.kind));
    if (!action.target.empty()) line += ' ';
    AppendPrintable(action.target, &line);
    if (action.implicit) line += " (implicit)";
    Say(line);
  }
}

int Conclude(const vm::Outcome& outcome, Language language,
             const Status& status, bool verbose) {
  if (!outcome.ok && language == Language::kSieve) Say(outcome.error.text);
  if (verbose) Explain(outcome);
  if (status) return kDelivered;
  if (status.error().code != Code::kPermission) return Fail(status.error());
  return Refuse(status.error().text);
}

int Forward(const UserScript& found, const Options& options,
            const mail::Message& message, mail::Envelope envelope,
            const delivery::Places& places, vm::Host& host) {
  NameOwner(options.config.settings, host, &envelope);
  const Result<exim::RedirectList> list =
      ReadForward(*found.forward, options.config.settings, envelope);
  if (!list) {
    return Fail({list.error().code,
                 "error in " + found.forward_name + ": " + list.error().text});
  }
  const std::vector<vm::Action> actions = ForwardActions(*list, envelope);
  vm::Outcome outcome;
  outcome.actions = actions;
  delivery::DeferSignals();
  const Status status = delivery::Execute(outcome, Language::kExim, message,
                                          envelope, places, host);
  return Conclude(outcome, Language::kExim, status, options.verbose);
}

int Deliver(const Options& options, const mail::Message& message) {
  mail::Envelope envelope = options.envelope;
  GuessEnvelope(message, {}, &envelope);
  PosixHostOptions host_options;
  host_options.home = options.home;
  host_options.Use(options.config.settings);
  host_options.variables = options.variables;
  delivery::Places places = PlacesOf(options);
  host_options.inbox = places.inbox;
  host_options.state = delivery::StatePath(places);
  PosixHost host(std::move(host_options));
  if (IsLooping(message, options.config)) {
    return Refuse("Too many \"Received\" headers - suspected mail loop");
  }

  const Engine engine(stdlib::AllFeatures());
  Result<UserScript> found = LoadUserScript(engine, options);
  if (!found) return Fail(found.error());
  if (found->forward) {
    return Forward(*found, options, message, envelope, places, host);
  }
  const std::optional<Script>& script = found->script;
  StringExpander expander(stdlib::AllFeatures());
  std::optional<vm::Machine> machine;
  vm::Outcome outcome = KeepOutcome();
  Language language = Language::kSieve;
  if (script && !script->issues.all().empty()) {
    Output(STDERR_FILENO).Write(RenderIssues(*script, false));
  }
  Result<ScriptsAround> around =
      LoadScriptsAround(engine, options.arguments, HowToLoad(options));
  if (!around) return Fail(around.error());
  Sequence sequence(host, options.config.settings);
  const bool sieve =
      !script || (script->program && script->language == Language::kSieve);
  if (!around->empty() && sieve) {
    const Program* own =
        script && script->program ? &*script->program : nullptr;
    outcome = around->Run(own, {.message = &message, .envelope = &envelope},
                          &sequence);
  } else if (script && script->program) {
    const Script& ready = *script;
    language = ready.language;
    if (language == Language::kExim) {
      SetTimeZone(options.config.settings.timezone);
    }
    machine.emplace(*ready.program, host, options.config.settings);
    outcome = machine->Run({.message = &message,
                            .envelope = &envelope,
                            .system_filter = options.system_filter,
                            .expander = &expander});
  }
  delivery::DeferSignals();
  // Only the lines of files need it: after the run, as in Exim, where the
  // counters $n0 … are gone.
  StringExpander line_expander(stdlib::AllFeatures(), /*in_filter=*/false);
  places.expand = [&](std::string_view line) -> Result<std::string> {
    TRY_ASSIGN(const Program* program, line_expander.Compile(line));
    vm::Machine lines(*program, host, options.config.settings);
    TRY_ASSIGN(std::string_view value,
               lines.Evaluate({.message = &message,
                               .envelope = &envelope,
                               .system_filter = options.system_filter,
                               .expander = &line_expander}));
    return std::string(value);
  };
  const Status status =
      delivery::Execute(outcome, language, message, envelope, places, host);
  return Conclude(outcome, language, status, options.verbose);
}

int Main(std::span<const char* const> words) {
  delivery::CatchSignals();
  Result<Arguments> arguments = Arguments::Parse(kManual, words);
  if (!arguments) return Fail(arguments.error());
  if (arguments->Has("help")) return Print(HelpText(kManual));
  if (arguments->Has("version")) {
    return Print("trommel-lda " TROMMEL_VERSION "\n");
  }
  Result<Options> options = ReadOptions(*arguments);
  if (!options) return Fail(options.error());
  StdinMessage bytes;
  if (Status read = bytes.Read(); !read) return Fail(read.error());
  return Deliver(*options, mail::Message(bytes.bytes()));
}

}  // namespace
}  // namespace trommel::lda

int main(int argc, char** argv) {
  try {
    return trommel::lda::Main({argv + 1, argv + argc});
  } catch (const std::exception& failure) {
    trommel::Complain("trommel-lda", failure.what());
  } catch (...) {
    trommel::Complain("trommel-lda", "an unknown exception");
  }
  return 75;
}
