// SPDX-License-Identifier: MIT
#include "tools/delivery/plan.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "interp/text/address.h"
#include "interp/text/ascii.h"
#include "interp/text/charset.h"
#include "tools/delivery/mailbox_path.h"
#include "tools/delivery/maildir.h"
#include "tools/delivery/mbox.h"
#include "tools/delivery/pipe_command.h"
#include "tools/delivery/program.h"
#include "tools/delivery/redirect.h"
#include "tools/delivery/reply.h"
#include "tools/delivery/save_set.h"
#include "tools/delivery/sieve_pipe.h"
#include "tools/delivery/vdir.h"

namespace trommel::delivery {
namespace {

using vm::Action;
using vm::ActionKind;

constexpr size_t kNameBytes = 255;

// The message, or what a script made of it.
Pieces PiecesOf(const mail::Message& message, const vm::Content* content) {
  if (content == nullptr) return {message.bytes()};
  return {content->header, content->body};
}

// Everything of `bytes`, whose fields these are, but its Return-Path fields,
// which the next MTA would take for its own.
Pieces WithoutReturnPath(std::string_view rest,
                         std::span<const mail::Field> fields) {
  Pieces out;
  for (const mail::Field& field : fields) {
    if (!text::EqualsCaseless(field.name, "Return-Path")) continue;
    const auto before = static_cast<size_t>(field.raw.data() - rest.data());
    out.push_back(rest.substr(0, before));
    rest.remove_prefix(before + field.raw.size());
  }
  out.push_back(rest);
  return out;
}

Pieces ForRedirect(const mail::Message& message, const vm::Content* content) {
  if (content == nullptr) {
    return WithoutReturnPath(message.bytes().substr(message.from_line().size()),
                             message.fields());
  }
  const mail::Message header(content->header);
  Pieces out = WithoutReturnPath(
      content->header.substr(header.from_line().size()), header.fields());
  out.push_back(content->body);
  return out;
}

Failure CannotStore(std::string_view mailbox, std::string_view why) {
  return Err(Code::kPermission, "failed to store into mailbox \"" +
                                    std::string(mailbox) +
                                    "\": " + std::string(why));
}

// Recipients of one submission.
struct Mail {
  Submission submission;
  const vm::Content* content = nullptr;
};

// Whether both go out in one submission, but for the recipients.
bool SameMail(const Mail& one, const Mail& other) {
  const Submission& a = one.submission;
  const Submission& b = other.submission;
  return one.content == other.content && a.sender == b.sender &&
         a.dsn_notify == b.dsn_notify && a.dsn_ret == b.dsn_ret && a.by == b.by;
}

// One program to run.
struct Command {
  std::string_view text;
  const vm::Content* content = nullptr;
};

class Planner {
 public:
  explicit Planner(const PlanInput& input) : in_(input) {}

  Result<Plan> Make() {
    for (const Action& action : in_.actions) TRY(Add(action));
    AddSaves();
    for (const Action* action : calendar_) AddCalendar(*action);
    for (const Command& command : commands_) TRY(AddPipe(command));
    std::ranges::move(pipes_, std::back_inserter(plan_.steps));
    AddMail();
    return std::move(plan_);
  }

 private:
  Status Add(const Action& action) {
    switch (action.kind) {
      case ActionKind::kKeep:
        return AddKeep(action);
      case ActionKind::kFileInto:
        return AddFile(action);
      case ActionKind::kRedirect:
        AddRedirect(action);
        return {};
      case ActionKind::kPipe:
        if (in_.language == Language::kSieve) {
          AddSievePipe(action);
        } else {
          AddCommand(action);
        }
        return {};
      case ActionKind::kReject:
        AddRejection(action);
        return {};
      case ActionKind::kEreject:
        plan_.verdict = Error{Code::kPermission, RefusalText(action.target)};
        return {};
      case ActionKind::kFilter:
      case ActionKind::kExecute:
        return Err(Code::kTemporary,
                   "this program knows no " +
                       std::string(vm::ActionWord(action.kind)));
      case ActionKind::kSnooze:
        return AddSnooze(action);
      case ActionKind::kCalendar:
        calendar_.push_back(&action);
        return {};
      case ActionKind::kDuplicateMark:
      case ActionKind::kReply:
      case ActionKind::kVacation:
      case ActionKind::kNotify:
      case ActionKind::kReport:
      case ActionKind::kLogFile:
      case ActionKind::kLogWrite:
        plan_.late.push_back(&action);
        return {};
      case ActionKind::kAddHeader:
      case ActionKind::kRemoveHeader:
        return Err(Code::kTemporary,
                   "this program does not change the header of a message");
      case ActionKind::kFail:
        plan_.verdict = Error{Code::kPermission, std::string(action.target)};
        return {};
      case ActionKind::kFreeze:
      case ActionKind::kDefer:
        plan_.verdict = Error{Code::kDefer, std::string(action.target)};
        return {};
      case ActionKind::kDiscard:
      case ActionKind::kExpire:
      case ActionKind::kTestPrint:
      case ActionKind::kNote:
      case ActionKind::kFinish:
        return {};
    }
    return {};
  }

  std::string Inbox() const { return InboxPath(in_.places.inbox); }

  static Save SaveOf(std::string path, const Action& action) {
    Save save;
    save.path = std::move(path);
    save.flags = FlagLetters(action.flags);
    save.keywords = KeywordsOf(action.flags);
    save.content = action.content;
    return save;
  }

  void SaveInInbox(const Action& action, std::string_view why) {
    in_.places.log("kept in the default mailbox: " + std::string(why));
    saves_.Add(SaveOf(Inbox(), action));
  }

  // An implicit keep may be told a mailbox; if that is gone, it is the inbox.
  Status AddKeep(const Action& action) {
    if (action.target.empty()) {
      saves_.Add(SaveOf(Inbox(), action));
      return {};
    }
    Result<std::string> path = SievePath(action);
    if (path) {
      saves_.Add(SaveOf(std::move(*path), action));
    } else if (path.error().code == Code::kPermission) {
      SaveInInbox(action, path.error().text);
    } else {
      return Err(std::move(path.error()));
    }
    return {};
  }

  // Nobody here wakes a message up: that is the mail server's business.
  Status AddSnooze(const Action& action) {
    vm::MailStore* store = in_.host.Mailboxes();
    std::optional<std::string> name;
    if (store != nullptr) {
      TRY_ASSIGN(name, store->ForUse("\\Snoozed"));
    }
    if (!name) {
      SaveInInbox(action, "no mailbox has the special use \\Snoozed");
      return {};
    }
    TRY_ASSIGN(std::string path, MailboxPath(Inbox(), in_.places.home, *name));
    in_.places.log("snoozed in \"" + *name + "\" until " +
                   std::string(action.Field("until").text()) +
                   "; no agent of ours wakes it up");
    saves_.Add(SaveOf(std::move(path), action));
    return {};
  }

  void AddCalendar(const Action& action) {
    const Value data = action.Field("data");
    plan_.steps.push_back(ChangeCalendar(
        in_.places.calendars, action.Field("calendar").text(), action.target,
        data.is_nil() ? std::nullopt : std::optional(data.text())));
  }

  void AddCommand(const Action& action) {
    const bool known = std::any_of(
        commands_.begin(), commands_.end(), [&](const Command& old) {
          return old.text == action.target && old.content == action.content;
        });
    if (!known) commands_.push_back({action.target, action.content});
  }

  Status AddFile(const Action& action) {
    Save save = SaveOf({}, action);
    if (in_.language == Language::kExim) {
      TRY_ASSIGN(save.path, EximPath(action));
    } else {
      TRY_ASSIGN(save.path, SievePath(action));
    }
    const Value mode = action.Field("mode");
    if (!mode.is_nil()) save.mode = static_cast<unsigned>(mode.number()) & 0777;
    saves_.Add(std::move(save));
    return {};
  }

  Result<std::string> EximPath(const Action& action) const {
    std::string path(action.target);
    if (action.target_tainted) {
      return Err(Code::kTemporary, "the file name \"" + path +
                                       "\" has parts that come from the "
                                       "message: not permitted");
    }
    if (path.empty() || path.find('\0') != std::string::npos) {
      return Err(Code::kTemporary, "\"" + path + "\" is no file name");
    }
    if (!path.starts_with('/')) path = in_.places.home + "/" + path;
    return path;
  }

  // kPermission for a mailbox that nothing can be stored in.
  Result<std::string> SievePath(const Action& action) {
    const std::string_view name = action.target;
    Result<std::string> path = MailboxPath(Inbox(), in_.places.home, name);
    if (!path) return CannotStore(name, path.error().text);
    if (*path == Inbox()) return path;
    TRY_ASSIGN(const bool exists, MailboxIsAt(*path));
    if (exists) return path;
    if (!action.Field("create").boolean() && !in_.places.autocreate) {
      return CannotStore(name, "the mailbox does not exist");
    }
    plan_.made.push_back(
        {std::string(name), std::string(action.Field("use").text())});
    return path;
  }

  void AddRedirect(const Action& action) {
    if (text::EqualsCaseless(action.target, in_.envelope.recipient)) {
      saves_.Add(SaveOf(Inbox(), action));
      return;
    }
    Submission submission = {
        in_.places.sendmail, in_.envelope.sender, {}, {}, {}, {}};
    for (std::string_view field : {"errors_to", "sender"}) {
      const Value sender = action.Field(field);
      if (!sender.is_nil()) submission.sender = sender.text();
    }
    submission.dsn_notify = action.Field("dsn_notify").text();
    submission.dsn_ret = action.Field("dsn_ret").text();
    submission.by = action.Field("by").text();
    const Mail mail = {std::move(submission), action.content};
    auto batch =
        std::find_if(mail_.begin(), mail_.end(),
                     [&](const Mail& other) { return SameMail(other, mail); });
    if (batch == mail_.end()) batch = mail_.insert(mail_.end(), mail);
    std::vector<std::string>& all = batch->submission.recipients;
    const bool known =
        std::any_of(all.begin(), all.end(), [&](const std::string& old) {
          return text::EqualsCaseless(old, action.target);
        });
    if (!known) all.emplace_back(action.target);
  }

  // A text that lives as long as the plan.
  std::string_view Keep(std::string text) {
    plan_.texts.push_back(std::make_unique<std::string>(std::move(text)));
    return *plan_.texts.back();
  }

  void AddMail() {
    for (Mail& mail : mail_) {
      Pieces pieces = ForRedirect(in_.message, mail.content);
      Submission submission = std::move(mail.submission);
      if (in_.language == Language::kExim) {
        plan_.steps.push_back(Submit(std::move(submission), std::move(pieces)));
        continue;
      }
      pieces.insert(pieces.begin(), Keep(RedirectHeader(in_)));
      plan_.steps.push_back(
          Redirect(in_, std::move(submission), std::move(pieces)));
    }
  }

  // The null sender hears nothing.
  void AddRejection(const Action& action) {
    if (in_.envelope.sender.empty()) return;
    ComposedReply reply = ComposeRejection(
        {action, in_.message, in_.envelope, in_.host, SettingsOf(in_.places)});
    plan_.steps.push_back(Submit(
        {in_.places.sendmail, {}, std::move(reply.recipients), {}, {}, {}},
        {Keep(std::move(reply.bytes))}));
  }

  void AddSaves() {
    for (const Save& save : saves_.all()) {
      Pieces pieces = PiecesOf(in_.message, save.content);
      if (!in_.places.headers.empty()) {
        pieces.insert(pieces.begin(), in_.places.headers);
      }
      if (save.path.ends_with('/')) {
        plan_.steps.push_back(
            DeliverToMaildir({save.path, save.flags, save.mode, save.keywords},
                             std::move(pieces)));
        continue;
      }
      MboxTarget target;
      target.path = save.path;
      target.sender = in_.envelope.sender;
      target.seconds = in_.host.Now().seconds;
      target.mode = save.mode;
      plan_.steps.push_back(
          DeliverToMbox(std::move(target), std::move(pieces)));
    }
  }

  Status AddPipe(const Command& command) {
    TRY_ASSIGN(ProgramCall call, PipeCommand(command.text, in_.envelope,
                                             in_.places.home, in_.host));
    plan_.steps.push_back(DeliverToProgram(
        std::move(call), PiecesOf(in_.message, command.content)));
    return {};
  }

  // With :try it may fail where the message goes somewhere else, too.
  void AddSievePipe(const Action& action) {
    const bool elsewhere =
        std::ranges::any_of(in_.actions, [&](const Action& other) {
          return &other != &action && vm::Delivers(other.kind) && !other.copy;
        });
    std::string message(
        in_.message.bytes().substr(in_.message.from_line().size()));
    if (action.content != nullptr) {
      message = std::string(action.content->header) +
                std::string(action.content->body);
    }
    pipes_.push_back(SievePipe(action, in_.envelope, in_.places.home, in_.host,
                               message,
                               elsewhere && action.Field("try").boolean()));
  }

  const PlanInput& in_;
  Plan plan_;
  std::vector<std::unique_ptr<Step>> pipes_;
  SaveSet saves_;
  std::vector<Command> commands_;
  std::vector<const Action*> calendar_;
  std::vector<Mail> mail_;
};

}  // namespace

Result<Plan> MakePlan(const PlanInput& input) { return Planner(input).Make(); }

Result<std::string> SievePath(const Places& places, std::string_view name) {
  return MailboxPath(InboxPath(places.inbox), places.home, name);
}

Result<std::string> MboxPath(const std::string& home, std::string_view name) {
  auto refused = [](std::string_view why) {
    return Err(Code::kPermission, "the name of the folder " + std::string(why));
  };
  if (!text::IsUtf8(name)) return refused("is not UTF-8");
  for (size_t at = 0; at <= name.size();) {
    const size_t end = std::min(name.find('/', at), name.size());
    const std::string_view part = name.substr(at, end - at);
    if (part.empty() || part.starts_with('.')) {
      return refused("has an empty part or one that begins with a dot");
    }
    if (part.size() > kNameBytes) return refused("is too long");
    for (char c : part) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte < 0x20 || byte == 0x7F) {
        return refused("holds a control character");
      }
    }
    at = end + 1;
  }
  return home + "/mail/" + std::string(name);
}

}  // namespace trommel::delivery
