// SPDX-License-Identifier: MIT
// RunOptions: what `trommel test` and `trommel run` both understand.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "interp/mail/envelope.h"
#include "interp/vm/call_context.h"
#include "tools/common/config.h"
#include "tools/common/options.h"
#include "tools/common/script.h"
#include "tools/host/posix_host.h"

namespace trommel {

/// How to read a script and the world that it sees.
struct RunOptions {
  ScriptOptions script;
  Config config;
  const vm::Settings& settings() const { return config.settings; }
  PosixHostOptions host;
  /// Sides given by option have the origin "option".
  mail::Envelope envelope;
  /// The IMAP event to play; views the arguments.
  std::optional<vm::ImapEvent> imap;
  /// Flags of the messages, in the place of those that files tell.
  std::optional<std::string_view> flags;
};

/// The flags that the message at `path` has for a run.
std::string FlagsOf(const RunOptions& options, std::string_view path);

inline constexpr Option kHelpOption = {'h', "help", "", "show this text"};
inline constexpr Option kLangOption = {
    'l', "lang", "LANGUAGE", "exim or sieve; else found out from the script"};
inline constexpr Option kSystemOption = {
    0, "system", "", "as a system filter (Exim: more commands are allowed)"};
inline constexpr Option kIncludeOption = {
    0, "include", "DIR", "Sieve: scripts to include; else those beside it"};
inline constexpr Option kIncludeGlobalOption = {
    0, "include-global", "DIR", "Sieve: the site's scripts to include"};
inline constexpr Option kSenderOption = {
    'f', "sender", "ADDRESS", "envelope sender; <> is the null sender"};
inline constexpr Option kRecipientOption = {'r', "recipient", "ADDRESS",
                                            "envelope recipient"};
inline constexpr Option kPrefixOption = {
    0, "prefix", "TEXT", "local part prefix, Exim's $local_part_prefix"};
inline constexpr Option kSuffixOption = {
    0, "suffix", "TEXT", "local part suffix, Exim's $local_part_suffix"};
inline constexpr Option kEnvOption = {
    0, "env", "NAME", "let the script see this environment variable"};
inline constexpr Option kStoreOption = {
    0, "store", "PATH", "Maildir of the user, for mailboxexists and its kin"};
inline constexpr Option kImapOption = {
    0, "imap", "ITEM=VALUE",
    "IMAP event: cause, mailbox, user, email, changedflags"};
inline constexpr Option kFlagsOption = {0, "flags", "FLAGS",
                                        "IMAP flags that the message has"};
inline constexpr Option kJsonOption = {0, "json", "",
                                       "write JSON, for machines"};

/// What the script's language is and whether it is a system filter.
Result<ScriptOptions> ReadScriptOptions(const Arguments& arguments);
/// All of them. kUsage for a wrong value.
Result<RunOptions> ReadRunOptions(const Arguments& arguments);

/// HOME, where the user's configuration is looked for; empty if unset.
std::string HomeFolder();

/// Prints the script's issues on stderr (colour on a terminal only) and its
/// error; nothing when it can run. The exit status, 0 when it can.
int ReportScript(const Script& script, const std::string& path);

/// Whether to write colours to `descriptor`: a terminal, and no NO_COLOR.
bool WantsColor(int descriptor);

}  // namespace trommel
