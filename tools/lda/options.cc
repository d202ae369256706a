// SPDX-License-Identifier: MIT
#include "tools/lda/options.h"

#include <pwd.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "tools/common/guess_envelope.h"
#include "tools/common/scripts_around.h"
#include "tools/host/handed_options.h"

namespace trommel::lda {
namespace {

constexpr std::array kOptions = {
    Option{'f', "sender", "ADDRESS", "envelope sender; <> is the null sender"},
    Option{'r', "recipient", "ADDRESS", "envelope recipient"},
    Option{0, "script", "FILE", "the filter to run"},
    kBeforeOption,
    kAfterOption,
    kDefaultOption,
    kDiscardOption,
    Option{0, "maildir", "DIR", "default mailbox: a Maildir (~/Maildir)"},
    Option{0, "mbox", "FILE", "default mailbox: an mbox file"},
    Option{0, "sendmail", "PROGRAM", "submits mail (/usr/sbin/sendmail)"},
    Option{0, "state", "FILE", "vacation memory (~/.trommel.sqlite)"},
    Option{0, "home", "DIR", "the user's home, instead of HOME"},
    kConfigOption,
    kSetOption,
    kProfileOption,
    kVarOption,
    kSpoolHeaderOption,
    Option{0, "system", "",
           "as a system filter: fail, freeze and defer are allowed"},
    Option{'v', "verbose", "", "say on standard error what was done"},
    Option{'h', "help", "", "show this text"},
    Option{'V', "version", "", "show the version"}};

std::string Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

std::string InHome(const std::string& home, std::string_view path) {
  if (path.starts_with('/')) return std::string(path);
  return home + "/" + std::string(path);
}

void ReadSender(const Arguments& arguments, mail::Envelope* envelope) {
  const char* variable = std::getenv("SENDER");
  if (auto given = arguments.Get("sender")) {
    envelope->sender = BareAddress(*given);
    envelope->sender_origin = "option";
  } else if (variable != nullptr) {
    envelope->sender = BareAddress(variable);
    envelope->sender_origin = "environment";
  } else {
    return;
  }
  envelope->has_sender = true;
}

void ReadRecipient(const Arguments& arguments, mail::Envelope* envelope) {
  envelope->local_part_prefix = Variable("LOCAL_PART_PREFIX");
  envelope->local_part_suffix = Variable("LOCAL_PART_SUFFIX");
  envelope->original_recipient = BareAddress(Variable("ORIGINAL_RECIPIENT"));
  if (auto given = arguments.Get("recipient")) {
    envelope->recipient = BareAddress(*given);
    envelope->recipient_origin = "option";
    return;
  }
  envelope->recipient = BareAddress(Variable("RECIPIENT"));
  const std::string local = Variable("LOCAL_PART");
  if (envelope->recipient.empty() && !local.empty()) {
    envelope->recipient = envelope->local_part_prefix + local +
                          envelope->local_part_suffix + "@" +
                          Variable("DOMAIN");
  }
  if (!envelope->recipient.empty()) {
    envelope->recipient_origin = "environment";
  }
}

Result<std::string> ReadHome(const Arguments& arguments) {
  std::string home(arguments.Get("home").value_or(""));
  if (home.empty()) home = Variable("HOME");
  if (home.empty()) {
    if (const passwd* entry = ::getpwuid(::getuid())) home = entry->pw_dir;
  }
  if (home.starts_with('/')) return home;
  return Err(Code::kTemporary,
             home.empty()
                 ? "the user's home directory is not known"
                 : "the home directory \"" + home + "\" is no absolute path");
}

Result<std::string> ReadInbox(const Arguments& arguments,
                              const std::string& home) {
  const auto maildir = arguments.Get("maildir");
  const auto mbox = arguments.Get("mbox");
  if (maildir && mbox) {
    return Err(Code::kUsage, "--maildir and --mbox exclude each other");
  }
  if (mbox) return InHome(home, *mbox);
  std::string path = InHome(home, maildir.value_or("Maildir"));
  if (!path.ends_with('/')) path += '/';
  return path;
}

}  // namespace

const Manual kManual = {
    .name = "trommel-lda",
    .arguments = "< MESSAGE",
    .summary = "Run a user's filter over one message and deliver it.",
    .text =
        "The message is read from standard input and stored as it is. The\n"
        "filter is --script, else ~/.forward, else ~/.dovecot.sieve; without\n"
        "any of them the message goes to the default mailbox. A ~/.forward\n"
        "that is no filter is a list of addresses, files and |commands, as\n"
        "Exim reads it. The envelope is\n"
        "what -f and -r say, else SENDER and RECIPIENT of the environment, as\n"
        "Exim's pipe transport sets them, else the header's.\n"
        "\n"
        "Saves come first, replies last. Whatever fails before them is "
        "undone,\n"
        "and the MTA keeps the message.\n"
        "\n"
        "Exit status: 0, the message is where the filter wants it; 75, try\n"
        "again later; 77, the filter refuses it with the text on standard\n"
        "output. Nothing else, whatever happens.\n",
    .examples =
        "  trommel-lda -f a@example.org -r me@example.net < mail.eml\n"
        "  trommel-lda --script ~/mail.sieve --mbox /var/mail/me < mail.eml\n",
    .options = kOptions,
    .least = 0,
    .most = 0};

Result<Options> ReadOptions(const Arguments& arguments) {
  Options out;
  TRY_ASSIGN(out.home, ReadHome(arguments));
  TRY_ASSIGN(out.config, ReadConfig(arguments, out.home));
  TRY_ASSIGN(out.inbox, ReadInbox(arguments, out.home));
  ReadSender(arguments, &out.envelope);
  ReadRecipient(arguments, &out.envelope);
  TRY_ASSIGN(HandedOver facts, ReadHandedOver(arguments, &out.envelope));
  out.variables = std::move(facts.variables);
  if (auto script = arguments.Get("script")) {
    out.script = InHome(out.home, *script);
  }
  out.sendmail = arguments.Get("sendmail").value_or("");
  if (auto state = arguments.Get("state")) {
    out.state = InHome(out.home, *state);
  }
  out.arguments = arguments;
  out.system_filter = arguments.Has("system");
  out.verbose = arguments.Has("verbose");
  return out;
}

}  // namespace trommel::lda
