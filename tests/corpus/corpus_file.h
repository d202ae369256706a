// SPDX-License-Identifier: MIT
// Reads corpus files: .case (sections) and .expand (an expectation a line).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/script_runner.h"

namespace trommel::testing {

/// A .case file: free header lines (what, authority), then sections opened by
/// `--- name`. A section's text ends before the next `--- `. `--- content`, if
/// there is one, is what the last action that stores or sends a changed message
/// gives on, to the byte; `(unchanged)` if none does. `--- hints`, if there is
/// one, is what the issues advise: one `line:column: text` each, usage lines
/// left out. `--- tainted`, if there is one, has the quoted targets of actions
/// that the message has a say in; `(none)`.
struct CaseFile {
  std::string about;
  std::map<std::string, std::string, std::less<>> sections;
  std::string_view Get(std::string_view name) const;
};
CaseFile ParseCase(std::string_view bytes);

/// One entry of an .expand file: the text, then `=> result`, `?? error`, or
/// `!! forced failure`. Empty lines and lines that begin with `# ` are skipped.
struct ExpandEntry {
  size_t line = 0;
  std::string text;
  std::string mark;
  std::string expected;
};
std::vector<ExpandEntry> ParseExpand(std::string_view bytes);

/// Applies an `--- env` or `--- host` section: lines `from: a`, `to: b`,
/// `orig: b`, `prefix: p`, `suffix: s`, `system: true`, `home: /h`, `file:
/// /exists`, `env: NAME=value`, `set: setting=value`, `now: seconds`, `var:
/// NAME=value` and `item: NAME=value` (what the host knows), `list:
/// NAME=entry`, `content: FILE=line`, and those of mailbox_facts.h. False for
/// an unknown key.
bool ApplyEnv(std::string_view section, World* world, std::string* problem);

std::string ReadFile(const std::string& path);
/// All files below corpora/`folder` that end in `suffix`, sorted.
std::vector<std::string> CorpusFiles(std::string_view folder,
                                     std::string_view suffix);

}  // namespace trommel::testing
