// SPDX-License-Identifier: MIT
#include "tools/trommel/run_options.h"

#include <unistd.h>

#include <cstdlib>
#include <string>
#include <utility>

#include "tools/common/guess_envelope.h"
#include "tools/common/output.h"
#include "tools/host/handed_options.h"
#include "tools/trommel/commands.h"

namespace trommel {
namespace {

constexpr std::string_view kFromOption = "option";

void ReadEnvelope(const Arguments& arguments, mail::Envelope* envelope) {
  if (auto sender = arguments.Get("sender")) {
    envelope->sender = BareAddress(*sender);
    envelope->has_sender = true;
    envelope->sender_origin = kFromOption;
  }
  if (auto recipient = arguments.Get("recipient")) {
    envelope->recipient = BareAddress(*recipient);
    envelope->recipient_origin = kFromOption;
  }
  envelope->local_part_prefix = arguments.Get("prefix").value_or("");
  envelope->local_part_suffix = arguments.Get("suffix").value_or("");
}

}  // namespace

Result<ScriptOptions> ReadScriptOptions(const Arguments& arguments) {
  ScriptOptions out;
  if (auto word = arguments.Get("lang")) {
    TRY_ASSIGN(out.language, ParseLanguage(*word));
  }
  out.system_filter = arguments.Has("system");
  out.folders.personal = arguments.Get("include").value_or("");
  out.folders.global = arguments.Get("include-global").value_or("");
  return out;
}

Result<RunOptions> ReadRunOptions(const Arguments& arguments) {
  RunOptions out;
  TRY_ASSIGN(out.script, ReadScriptOptions(arguments));
  TRY_ASSIGN(out.config, ReadConfig(arguments, HomeFolder()));
  UseSettings(out.settings(), &out.script);
  out.host.Use(out.settings());
  ReadEnvelope(arguments, &out.envelope);
  TRY_ASSIGN(HandedOver facts, ReadHandedOver(arguments, &out.envelope));
  out.host.variables = std::move(facts.variables);
  for (std::string_view name : arguments.All("env")) {
    out.host.environment.emplace_back(name);
  }
  return out;
}

std::string HomeFolder() {
  const char* home = std::getenv("HOME");
  return home == nullptr ? std::string() : home;
}

bool WantsColor(int descriptor) {
  return ::isatty(descriptor) == 1 && std::getenv("NO_COLOR") == nullptr;
}

int ReportScript(const Script& script, const std::string& path) {
  if (!script.issues.all().empty()) {
    const std::string text = RenderIssues(script, WantsColor(STDERR_FILENO));
    Output err(STDERR_FILENO);
    err.Write(text);
  }
  if (script.error) return Fail(*script.error);
  if (script.program) return 0;
  const size_t errors = script.issues.errors();
  return Fail({Code::kScript, path + ": " + std::to_string(errors) +
                                  (errors == 1 ? " error" : " errors") +
                                  "; nothing was run"});
}

}  // namespace trommel
