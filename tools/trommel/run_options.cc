// SPDX-License-Identifier: MIT
#include "tools/trommel/run_options.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>

#include "tools/common/guess_envelope.h"
#include "tools/common/output.h"
#include "tools/host/handed_options.h"
#include "tools/mailbox/stored_flags.h"
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

struct ItemRow {
  std::string_view name;
  std::string_view vm::ImapEvent::*value;
};

constexpr ItemRow kItems[] = {
    {"cause", &vm::ImapEvent::cause},
    {"mailbox", &vm::ImapEvent::mailbox},
    {"user", &vm::ImapEvent::user},
    {"email", &vm::ImapEvent::email},
    {"changedflags", &vm::ImapEvent::changed_flags},
};

constexpr std::string_view kCauses[] = {"APPEND", "COPY", "FLAG"};

// One ITEM=VALUE of --imap.
Status ReadImapItem(std::string_view word, vm::ImapEvent* event) {
  const size_t equals = word.find('=');
  for (const ItemRow& row : kItems) {
    if (equals == std::string_view::npos) break;
    if (row.name != word.substr(0, equals)) continue;
    event->*row.value = word.substr(equals + 1);
    return {};
  }
  return Err(Code::kUsage,
             "--imap needs cause=, mailbox=, user=, email= or changedflags=, "
             "not \"" +
                 std::string(word) + "\"");
}

Result<std::optional<vm::ImapEvent>> ReadImap(const Arguments& arguments) {
  if (!arguments.Has("imap")) return std::optional<vm::ImapEvent>();
  vm::ImapEvent event;
  event.mailbox = "INBOX";
  for (std::string_view word : arguments.All("imap")) {
    TRY(ReadImapItem(word, &event));
  }
  if (std::ranges::find(kCauses, event.cause) == std::end(kCauses)) {
    return Err(Code::kUsage,
               "--imap needs cause=APPEND, cause=COPY or cause=FLAG");
  }
  return std::optional(event);
}

}  // namespace

std::string FlagsOf(const RunOptions& options, std::string_view path) {
  if (options.flags) return std::string(*options.flags);
  return mailbox::StoredFlags(path);
}

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
  TRY_ASSIGN(out.imap, ReadImap(arguments));
  out.flags = arguments.Get("flags");
  out.host.inbox = arguments.Get("store").value_or("");
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
