// SPDX-License-Identifier: MIT
// Report: what a run came to, as destinations, JSON and text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "interp/mail/message.h"
#include "interp/vm/machine.h"
#include "tools/common/json.h"

namespace trommel {

/// Where one message goes, each place once, in the order of the script. Reused
/// from message to message: clear() keeps the strings' memory.
class Destinations {
 public:
  /// Only actions that move mail count:
  ///   keep (explicit or implicit)  INBOX, or the mailbox that it was told
  ///   fileinto, save               the folder or file as given
  ///   redirect, deliver            redirect:ADDRESS
  ///   pipe                         pipe:COMMAND
  ///   discard                      discard, when nothing else moves the mail
  ///   fail, freeze, defer          that word
  /// After a run error only what the engine adds itself counts (the implicit
  /// keep of Sieve): nothing else would be carried out.
  void Set(const vm::Outcome& outcome);
  std::span<const std::string> all() const { return {places_.data(), count_}; }

 private:
  void Add(std::string_view prefix, std::string_view target);
  std::vector<std::string> places_;
  size_t count_ = 0;
};

/// The subject as one printable line: unfolded, RFC 2047 decoded, without
/// control characters. Replaces *out; empty when there is none.
void ReadSubject(const mail::Message& message, std::string* out);

/// Writes members "destinations", "actions" and "error" of an open object.
void WriteOutcome(const Destinations& destinations, const vm::Outcome& outcome,
                  JsonWriter* json);

/// One action as lines for people, indented by two: `fileinto "Lists" (line 4)`
/// and its flags and fields below.
void AppendAction(const vm::Action& action, std::string* out);

/// A value as a script would write it, cut after 200 characters.
void AppendValue(const Value& value, std::string* out);

}  // namespace trommel
