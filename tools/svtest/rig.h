// SPDX-License-Identifier: MIT
// Rig: all that a test suite's commands act on.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "interp/engine.h"
#include "interp/mail/envelope.h"
#include "interp/mail/message.h"
#include "interp/vm/call_context.h"
#include "tools/common/sequence.h"
#include "tools/delivery/vdir.h"
#include "tools/host/posix_host.h"
#include "tools/svtest/mail_rig.h"

namespace trommel::svtest {

/// Hears of each test as it ends.
class Listener {
 public:
  virtual ~Listener() = default;
  virtual void OnBegin(std::string_view name) = 0;
  /// An empty reason is success.
  virtual void OnEnd(std::string_view name, std::string_view reason) = 0;
  virtual void OnPrint(std::string_view text) = 0;
};

/// One a suite file. It is the Host of every machine of the suite, so that the
/// rows of the test language reach it.
class Rig : public PosixHost {
 public:
  /// `folder`: of the suite, absolute. All outlive the rig.
  Rig(const Engine& engine, std::string folder, const vm::Settings& settings,
      Listener* listener);
  ~Rig() override;

  vm::MailStore* Mailboxes() override { return &mail.store; }
  Result<bool> WasMarked(std::string_view id) override {
    return marks_.contains(id);
  }
  /// Those of the setting calendar_folder, a folder that the rig makes.
  vm::Calendars* UserCalendars() override;
  std::optional<std::string> Variable(std::string_view name) override;

  // Tests.
  void Begin(std::string_view name);
  /// The current test has failed; without one the suite is given up.
  void Fail(std::string_view reason);
  void End();
  void Print(std::string_view text) { listener_->OnPrint(text); }

  // The message and its envelope.
  /// The message of `context` becomes `bytes`, with its envelope.
  void SetMessage(vm::CallContext& context, std::string_view bytes,
                  std::string_view flags = {});
  /// "from", "to", "orig_to" or "auth"; false for another.
  bool SetEnvelope(std::string_view member, std::string_view value);
  /// "imap" and a member of the event that scripts run for from now on, none
  /// with an empty cause; "variable" and what the MTA tells under that name;
  /// "duplicate", perhaps a handle, and an id that came before.
  void SetFact(std::string_view object, std::string_view member,
               std::string_view value);
  /// Makes a message that was sent or stored the current one; false: there is
  /// none.
  bool TakeSent(vm::CallContext& context, size_t index);
  bool TakeStored(vm::CallContext& context, std::string_view mailbox,
                  size_t index);

  // Scripts. The texts of errors go to log().
  bool Compile(std::string_view path);
  Result<bool> RunScript(vm::CallContext& context, bool append);
  bool RunSeveral(vm::CallContext& context, std::span<const Value> paths);
  Status SaveBinary(std::string_view name);
  Status LoadBinary(std::string_view name);

  // The result: context's action list.
  bool Execute(vm::CallContext& context);
  void ResetResult(vm::CallContext& context);

  // Settings.
  void Configure(std::string_view name, std::optional<std::string> value);
  Status Reload();

  const std::string& folder() const { return folder_; }
  std::vector<std::string>& log() { return log_; }
  mail::Envelope& envelope() { return envelope_; }
  const mail::Message& message() const { return message_; }
  const vm::Settings& settings() const { return settings_; }
  /// Whether a script that is being tested runs.
  bool inside() const { return inside_; }
  /// test_fail in such a script.
  void FailInside() { failed_inside_ = true; }

  MailRig mail;
  bool sends = true;  ///< false: what is sent goes nowhere
  std::string fault;  ///< why the suite was given up; empty: it was not

 private:
  std::shared_ptr<const Program> CompileFile(std::string_view path);
  void TakeOver(vm::CallContext& context, const vm::Outcome& outcome);
  void Say(std::string text) { log_.push_back(std::move(text)); }
  void SayIssues(const IssueList& issues);
  void GuessEnvelope();
  bool StoreAll(std::span<const vm::Action> actions);
  void StoreOne(std::string_view mailbox, const vm::Action& action);
  bool SendAll(std::span<const vm::Action> actions);
  Status MakeFolder();
  std::string CalendarFolder() const;
  vm::ImapEvent Event() const;
  void TakeCopies();

  const Engine& engine_;
  std::string folder_;
  const vm::Settings& original_;
  Listener* listener_;
  vm::Settings settings_;
  std::map<std::string, std::string, std::less<>> overrides_;
  std::vector<std::string> log_;
  std::deque<std::string> texts_;  // of messages, to the end
  mail::Message message_;
  mail::Envelope envelope_;
  std::string flags_;  // of the message
  std::string auth_;
  std::map<std::string, std::string, std::less<>> told_;  // by the MTA
  std::map<std::string, std::string, std::less<>> imap_;  // the event's members
  std::set<std::string, std::less<>> marks_;  // ids that came before
  std::unique_ptr<delivery::Vdir> calendars_;
  std::optional<vm::Action> keep_;  // the implicit one, of the script that ran
  std::string work_folder_;         // made when something is sent
  std::string sendmail_;
  std::shared_ptr<const Program> script_;
  std::map<std::string, std::string, std::less<>> binaries_;
  size_t executed_ = 0;              // actions of the result
  bool kept_ = false;                // the implicit keep was carried out
  std::vector<std::string> filled_;  // mailboxes that the result stored in
  struct Test {
    std::string name;
    std::string reason;
  };
  std::optional<Test> test_;
  bool inside_ = false;
  bool failed_inside_ = false;
};

/// A message that suites begin with.
extern const std::string_view kDefaultMessage;

}  // namespace trommel::svtest
