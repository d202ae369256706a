// SPDX-License-Identifier: MIT
// Compiles a script and runs it over one message, in three ways that must
// agree: from memory, saved and mapped, listed and assembled.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "interp/base/limits.h"
#include "interp/engine.h"
#include "interp/mail/envelope.h"
#include "interp/vm/memory_host.h"
#include "interp/vm/settings.h"

namespace trommel::testing {

/// What a test fixes about the world.
struct World {
  std::string message;
  mail::Envelope envelope;
  vm::MemoryHost host;
  vm::Settings settings;
  bool system_filter = false;
  size_t max_script_bytes = limits::kScriptBytes;
  /// The IMAP event of the run, if any: cause, mailbox, user, email and changed
  /// flags by the names of their items ("cause").
  std::map<std::string, std::string, std::less<>> imap;
  std::string flags;  ///< that the message is stored with
  /// Sieve scripts that can be included, by name; those of the site behind
  /// "global ".
  std::map<std::string, std::string, std::less<>> scripts;
};

/// A message from alice@example.org to me@example.com with a Subject "Lunch?",
/// a List-Id and a two-line body, in its envelope.
World SampleWorld();

/// What a script came to, in printed form.
struct Report {
  std::string issues;   ///< one `line:column: text` an issue; empty if none
  std::string hints;    ///< likewise, what they advise, but for usage lines
  std::string actions;  ///< Printed, one line each
  std::string tainted;  ///< targets that a stranger has a say in, a line each
  std::string error;    ///< text of a failed run
  /// The message as the last action that has content stores or sends it.
  std::string content;
  Code error_code = Code::kInternal;
  bool ok = false;  ///< compiled and ran without error
  bool operator==(const Report&) const = default;
};

/// The engine with the whole standard library.
const Engine& TestEngine();

/// Runs in one way.
enum class Mode : uint8_t { kMemory, kSaved, kListed };
Report RunScript(std::string_view script, Language language, World& world,
                 Mode mode = Mode::kMemory);

/// `${…}` expanded by a testprint command; the error text has the frame taken
/// off. `ok` false on errors.
Report Expand(std::string_view text, World& world, Mode mode = Mode::kMemory);

}  // namespace trommel::testing
