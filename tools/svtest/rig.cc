// SPDX-License-Identifier: MIT
#include "tools/svtest/rig.h"

#include <unistd.h>

#include <algorithm>
#include <utility>

#include "interp/base/work.h"
#include "interp/string_expander.h"
#include "interp/text/address.h"
#include "interp/text/ascii.h"
#include "stdlib/registry.h"
#include "stdlib/shared/envelope_parts.h"
#include "stdlib/shared/flag_set.h"
#include "tools/common/file.h"
#include "tools/common/guess_envelope.h"
#include "tools/common/script.h"
#include "tools/svtest/copy_action.h"
#include "tools/svtest/settings.h"

namespace trommel::svtest {

constinit const std::string_view kDefaultMessage =
    "From: sender@example.com\n"
    "To: recipient@example.org\n"
    "Subject: Frop!\n"
    "\n"
    "Friep!\n";

namespace {

PosixHostOptions HostOptions(const vm::Settings& settings) {
  PosixHostOptions options;
  options.Use(settings);
  return options;
}

/// The first address of a field; empty if there is none.
std::string AddressIn(const mail::Message& message, std::string_view name) {
  const mail::Field* field = message.Find(name);
  if (field == nullptr) return {};
  const std::string_view raw = field->raw;
  const std::string_view value = raw.substr(raw.find(':') + 1);
  if (text::Trim(value) == "<>") return {};
  const std::vector<text::Address> all = text::ParseAddresses(value);
  return all.empty() || !all[0].valid ? std::string() : all[0].Spec();
}

/// Parameters of SMTP, and the variables that tell of them.
struct Parameter {
  std::string_view keyword;
  std::string_view variable;
};
constexpr Parameter kParameters[] = {{" NOTIFY=", "dsn_notify"},
                                     {" ORCPT=", "dsn_orcpt"},
                                     {" RET=", "dsn_ret"},
                                     {" ENVID=", "dsn_envid"},
                                     {" BY=", "deliver_by"}};

std::string ValueIn(std::string_view parameters, std::string_view keyword) {
  const size_t at = parameters.find(keyword);
  if (at == std::string_view::npos) return {};
  const std::string_view value = parameters.substr(at + keyword.size());
  return std::string(value.substr(0, value.find(' ')));
}

std::string FirstAddress(const mail::Message& message,
                         std::initializer_list<std::string_view> names,
                         std::string_view otherwise) {
  for (std::string_view name : names) {
    std::string address = AddressIn(message, name);
    if (!address.empty()) return address;
  }
  return std::string(otherwise);
}

}  // namespace

Rig::Rig(const Engine& engine, std::string folder, const vm::Settings& settings,
         Listener* listener)
    : PosixHost(HostOptions(settings)),
      engine_(engine),
      folder_(std::move(folder)),
      original_(settings),
      listener_(listener),
      settings_(settings) {
  message_.Reparse(kDefaultMessage);
  GuessEnvelope();
  mail.Create("INBOX");
  auth_ = LoginName();
}

std::optional<std::string> Rig::Variable(std::string_view name) {
  const auto told = told_.find(name);
  if (told != told_.end()) return told->second;
  if (name == "authenticated_id") return auth_;
  return PosixHost::Variable(name);
}

void Rig::Begin(std::string_view name) {
  test_ = Test{std::string(name), {}};
  listener_->OnBegin(name);
}

void Rig::Fail(std::string_view reason) {
  if (test_) {
    test_->reason = reason.empty() ? "(no reason)" : reason;
  } else {
    fault = reason.empty() ? "(no reason)" : reason;
  }
}

void Rig::End() {
  if (!test_) return;
  listener_->OnEnd(test_->name, test_->reason);
  test_.reset();
}

void Rig::GuessEnvelope() {
  envelope_ = {};
  envelope_.has_sender = true;
  envelope_.sender = FirstAddress(message_, {"Return-Path", "Sender", "From"},
                                  "sender@example.com");
  envelope_.recipient =
      FirstAddress(message_, {"Envelope-To", "To"}, "recipient@example.com");
  envelope_.original_recipient = envelope_.recipient;
  auth_ = LoginName();
}

void Rig::SetMessage(vm::CallContext& context, std::string_view bytes,
                     std::string_view flags) {
  const std::string& text = texts_.emplace_back(bytes);
  message_.Reparse(text);
  flags_ = flags;
  GuessEnvelope();
  context.ReplaceMessage(text);
  stdlib::FlagSet set;
  set.Add(flags_, true);
  context.State<stdlib::InternalFlags>() = {set.ToValues(&context.arena()),
                                            true};
}

bool Rig::SetEnvelope(std::string_view member, std::string_view value) {
  const std::string address(BareAddress(value));
  text::Address parsed;
  const std::string_view bare = stdlib::WithoutRoute(address);
  const bool known = text::ParseAddress(bare, &parsed) ||
                     bare.find_first_of(" <>@,;") == std::string::npos;
  if (!known) Say("invalid address '" + address + "' for the envelope");
  const std::string& kept = known ? address : std::string();
  if (text::EqualsCaseless(member, "from")) {
    envelope_.sender = kept;
  } else if (text::EqualsCaseless(member, "to")) {
    envelope_.recipient = envelope_.original_recipient = kept;
  } else if (text::EqualsCaseless(member, "orig_to")) {
    envelope_.original_recipient = kept;
  } else if (text::EqualsCaseless(member, "auth")) {
    auth_ = value;
  } else {
    return false;
  }
  return true;
}

void Rig::SetFact(std::string_view object, std::string_view member,
                  std::string_view value) {
  if (object == "imap") {
    imap_[text::Lowered(member)] = value;
  } else if (object == "variable") {
    told_[std::string(member)] = value;
  } else if (member.empty()) {
    marks_.insert(":" + std::string(value));
  } else {
    marks_.insert(std::to_string(member.size()) + ":" + std::string(member) +
                  ":" + std::string(value));
  }
}

vm::ImapEvent Rig::Event() const {
  const auto member = [&](std::string_view name) {
    const auto found = imap_.find(name);
    return found == imap_.end() ? std::string_view() : found->second;
  };
  return {member("cause"), member("mailbox"), member("user"), member("email"),
          member("changedflags")};
}

bool Rig::TakeSent(vm::CallContext& context, size_t index) {
  if (index >= mail.outbox.size()) return false;
  const Sent sent = mail.outbox[index];
  SetMessage(context, sent.bytes);
  envelope_.sender = sent.from;
  envelope_.recipient = envelope_.original_recipient = sent.to;
  for (const Parameter& known : kParameters) {
    const std::string value = ValueIn(sent.parameters, known.keyword);
    if (value.empty()) {
      told_.erase(std::string(known.variable));
    } else {
      told_[std::string(known.variable)] = value;
    }
  }
  return true;
}

bool Rig::TakeStored(vm::CallContext& context, std::string_view mailbox,
                     size_t index) {
  if (!mail.Exists(mailbox)) {
    SetMessage(context, kDefaultMessage);
    return false;
  }
  const Stored* stored = mail.Find(mailbox, index);
  if (stored == nullptr) return false;
  SetMessage(context, stored->bytes, stored->flags);
  return true;
}

void Rig::SayIssues(const IssueList& issues) {
  const bool syntax = std::ranges::any_of(issues.all(), &Issue::syntax);
  for (const Issue& issue : issues.all()) {
    const bool counts = issue.severity == Severity::kError;
    if (counts && issue.syntax == syntax) Say(issue.text);
  }
  Say(syntax ? "parse failed" : "validation failed");
}

std::shared_ptr<const Program> Rig::CompileFile(std::string_view path) {
  std::string file(path);
  if (!file.starts_with('/')) file = folder_ + "/" + file;
  Result<FileBytes> bytes = FileBytes::Read(file);
  if (!bytes) {
    Say(bytes.error().text);
    return nullptr;
  }
  ScriptOptions options;
  options.folders = {folder_ + "/included", folder_ + "/included-global"};
  UseSettings(settings_, &options);
  Script script;
  LoadSource(engine_, file, std::move(*bytes).Take(), options, &script);
  if (script.program) {
    return std::make_shared<const Program>(std::move(*script.program));
  }
  SayIssues(script.issues);
  return nullptr;
}

bool Rig::Compile(std::string_view path) {
  log_.clear();
  std::shared_ptr<const Program> made = CompileFile(path);
  if (made == nullptr) return false;
  script_ = std::move(made);
  return true;
}

void Rig::TakeOver(vm::CallContext& context, const vm::Outcome& outcome) {
  std::vector<vm::Action> copies;
  const vm::Action* keep = nullptr;
  for (const vm::Action& action : outcome.actions) {
    if (action.implicit) {
      keep = &action;
    } else {
      copies.push_back(CopyAction(action, &context.arena()));
    }
  }
  context.actions().Drop();
  context.actions().Resume(copies);
  if (!outcome.implicit_keep) context.actions().MarkDelivered();
  if (keep == nullptr) return;
  keep_ = CopyAction(*keep, &context.arena());
  context.actions().SetKeepFlags(keep_->flags);
}

Result<bool> Rig::RunScript(vm::CallContext& context, bool append) {
  log_.clear();
  if (script_ == nullptr) {
    return Err(Code::kRun, "trying to run script, but no script compiled yet");
  }
  if (!append) ResetResult(context);
  const std::vector<vm::Action> before(context.actions().all().begin(),
                                       context.actions().all().end());
  StringExpander expander(stdlib::AllFeatures());
  const std::shared_ptr<const Program> script = script_;
  vm::Machine machine(*script, *this, settings_);
  const uint64_t left = work::Left();
  failed_inside_ = false;
  inside_ = true;
  vm::RunInput input;
  input.message = &message_;
  input.envelope = &envelope_;
  input.expander = &expander;
  input.flags = flags_;
  input.before = before;
  const vm::ImapEvent event = Event();
  if (!event.cause.empty()) input.imap = &event;
  const vm::Outcome outcome = machine.Run(input);
  inside_ = false;
  work::Resume(left);
  if (!outcome.ok) {
    Say(outcome.error.text);
    return false;
  }
  TakeOver(context, outcome);
  return !failed_inside_;
}

bool Rig::RunSeveral(vm::CallContext& context, std::span<const Value> paths) {
  log_.clear();
  ResetResult(context);
  std::vector<std::shared_ptr<const Program>> programs;
  for (const Value& path : paths) {
    programs.push_back(CompileFile(path.text()));
    if (programs.back() == nullptr) return false;
  }
  Sequence sequence(*this, settings_);
  sequence.Start();
  const uint64_t left = work::Left();
  vm::RunInput input;
  input.message = &message_;
  input.envelope = &envelope_;
  input.flags = flags_;
  for (const auto& program : programs) {
    if (!sequence.Run(*program, input)) break;
  }
  work::Resume(left);
  const vm::Outcome& outcome = sequence.outcome();
  if (!outcome.ok) Say(outcome.error.text);
  TakeOver(context, outcome);
  return Execute(context) && outcome.ok;
}

Status Rig::SaveBinary(std::string_view name) {
  if (script_ == nullptr) return Err(Code::kRun, "no script is compiled yet");
  binaries_[std::string(name)] = std::string(script_->bytes());
  return {};
}

Status Rig::LoadBinary(std::string_view name) {
  const auto found = binaries_.find(name);
  if (found == binaries_.end()) {
    return Err(Code::kRun,
               "no binary was saved as \"" + std::string(name) + "\"");
  }
  TRY_ASSIGN(Program program, engine_.Load(found->second));
  script_ = std::make_shared<const Program>(std::move(program));
  return {};
}

void Rig::ResetResult(vm::CallContext& context) {
  context.actions().Drop();
  executed_ = 0;
  kept_ = false;
  filled_.clear();
  keep_.reset();
}

void Rig::Configure(std::string_view name, std::optional<std::string> value) {
  if (value) {
    overrides_[std::string(name)] = std::move(*value);
  } else {
    const auto found = overrides_.find(name);
    if (found != overrides_.end()) overrides_.erase(found);
  }
}

Status Rig::Reload() {
  settings_ = original_;
  for (const auto& [name, value] : overrides_) {
    TRY(ApplySetting(name, value, &settings_));
  }
  return {};
}

}  // namespace trommel::svtest
