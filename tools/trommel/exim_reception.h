// SPDX-License-Identifier: MIT
// EximReception: a message received as Exim's test modes receive it, with its
// envelope and what is known about its way here.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "interp/base/result.h"
#include "interp/mail/envelope.h"
#include "interp/mail/message.h"
#include "interp/program/value.h"
#include "tools/trommel/exim_host.h"
#include "tools/trommel/exim_input.h"
#include "tools/trommel/exim_options.h"

namespace trommel {

/// Steps in the order in which Exim finds errors: Settle, SettleSender, and,
/// where there is a message, Receive. Errors are whole lines for stderr.
/// `options` and `host` outlive it.
class EximReception {
 public:
  EximReception(EximOptions* options, EximHost* host)
      : options_(*options), host_(*host) {}
  EximReception(const EximReception&) = delete;
  EximReception& operator=(const EximReception&) = delete;

  /// Fills in settings that name this host, and finds who runs the test.
  void Settle();
  /// The sender of the command line, else the user.
  Status SettleSender();
  /// The recipient of -bfl, -bfd and so on: whom a filter runs for.
  void SettleRecipient();
  /// Reads a message, completes its header and tells the host.
  Status Receive(int descriptor, const InputWindow& window);

  /// Tells the host what is known, which rows ask for by names of variables of
  /// the environment; once, for a test without a message.
  void TellHost();

  const std::string& login() const { return login_; }
  /// What Exim prints about the message, whole lines.
  const std::string& notes() const { return notes_; }
  mail::Envelope& envelope() { return envelope_; }
  const mail::Message& message() const { return message_; }
  const mail::Arrival& arrival() const { return text_.arrival; }
  /// What matching a From line left in $0 and $1; empty without one.
  const std::vector<Value>& matches() const { return matches_; }
  /// Replaces the header, as a system filter does.
  void Edit(std::string_view header) { message_.Assemble(header, text_.body); }

 private:
  Status CheckHeader(std::string_view bytes) const;
  std::string Qualified(const BareAddress& address) const;
  void TakeSenderOfFromLine(std::string_view told);
  void Complete();
  std::string FullName() const;
  void TellHosts();

  EximOptions& options_;
  EximHost& host_;
  std::string login_;
  std::string id_;
  std::string notes_;
  mail::Envelope envelope_;
  std::unique_ptr<std::string> bytes_;
  EximMessage text_;
  bool sender_from_line_ = false;
  std::string header_;
  mail::Message message_{""};
  std::vector<Value> matches_;
};

}  // namespace trommel
