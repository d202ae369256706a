// SPDX-License-Identifier: MIT
#include "tools/delivery/plan.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <utility>

#include "interp/text/address.h"
#include "interp/text/ascii.h"
#include "interp/text/charset.h"
#include "tools/delivery/maildir.h"
#include "tools/delivery/mbox.h"
#include "tools/delivery/pipe_command.h"
#include "tools/delivery/program.h"
#include "tools/delivery/save_set.h"

namespace trommel::delivery {
namespace {

using vm::Action;
using vm::ActionKind;

constexpr size_t kNameBytes = 255;

bool IsFolder(const std::string& path) {
  struct stat info {};
  return path.ends_with('/') ||
         (::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode));
}

// Everything of the message but its Return-Path fields, which the next MTA
// would take for its own.
Pieces WithoutReturnPath(const mail::Message& message) {
  std::string_view rest = message.bytes().substr(message.from_line().size());
  Pieces out;
  for (const mail::Field& field : message.fields()) {
    if (!text::EqualsCaseless(field.name, "Return-Path")) continue;
    const auto before = static_cast<size_t>(field.raw.data() - rest.data());
    out.push_back(rest.substr(0, before));
    rest.remove_prefix(before + field.raw.size());
  }
  out.push_back(rest);
  return out;
}

// Recipients of one submission.
struct Batch {
  std::string sender;
  std::vector<std::string> recipients;
};

class Planner {
 public:
  explicit Planner(const PlanInput& input) : in_(input) {}

  Result<Plan> Make() {
    for (const Action& action : in_.actions) TRY(Add(action));
    AddSaves();
    for (std::string_view command : commands_) TRY(AddPipe(command));
    for (Batch& batch : batches_) {
      plan_.steps.push_back(Submit(
          {in_.places.sendmail, batch.sender, std::move(batch.recipients)},
          WithoutReturnPath(in_.message)));
    }
    return std::move(plan_);
  }

 private:
  Status Add(const Action& action) {
    switch (action.kind) {
      case ActionKind::kKeep:
        saves_.Add({Inbox(), FlagLetters(action.flags)});
        return {};
      case ActionKind::kFileInto:
        return AddFile(action);
      case ActionKind::kRedirect:
        AddRedirect(action);
        return {};
      case ActionKind::kPipe:
        if (std::find(commands_.begin(), commands_.end(), action.target) ==
            commands_.end()) {
          commands_.push_back(action.target);
        }
        return {};
      case ActionKind::kFilter:
      case ActionKind::kExecute:
      case ActionKind::kReject:
      case ActionKind::kEreject:
      case ActionKind::kSnooze:
      case ActionKind::kNotify:
      case ActionKind::kReport:
      case ActionKind::kDuplicateMark:
      case ActionKind::kCalendar:
        return Err(Code::kTemporary,
                   "this program knows no " +
                       std::string(vm::ActionWord(action.kind)));
      case ActionKind::kReply:
      case ActionKind::kVacation:
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

  std::string Inbox() const {
    const std::string& inbox = in_.places.inbox;
    if (inbox.ends_with('/') || !IsFolder(inbox)) return inbox;
    return inbox + "/";
  }

  Status AddFile(const Action& action) {
    Save save;
    save.flags = FlagLetters(action.flags);
    if (in_.language == Language::kExim) {
      TRY_ASSIGN(save.path, EximPath(action));
    } else {
      TRY_ASSIGN(save.path, SievePath(action.target));
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

  Result<std::string> SievePath(std::string_view name) const {
    std::string inbox = Inbox();
    if (!inbox.ends_with('/')) {
      if (text::EqualsCaseless(name, "INBOX")) return inbox;
      return MboxPath(in_.places.home, name);
    }
    TRY_ASSIGN(std::string path, FolderPath(inbox, name));
    return path == inbox ? path : path + "/";
  }

  void AddRedirect(const Action& action) {
    if (text::EqualsCaseless(action.target, in_.envelope.recipient)) {
      saves_.Add({Inbox(), {}});
      return;
    }
    const Value errors_to = action.Field("errors_to");
    std::string sender(errors_to.is_nil()
                           ? std::string_view(in_.envelope.sender)
                           : errors_to.text());
    auto batch =
        std::find_if(batches_.begin(), batches_.end(),
                     [&](const Batch& b) { return b.sender == sender; });
    if (batch == batches_.end()) {
      batch = batches_.insert(batches_.end(), {std::move(sender), {}});
    }
    std::vector<std::string>& all = batch->recipients;
    const bool known =
        std::any_of(all.begin(), all.end(), [&](const std::string& old) {
          return text::EqualsCaseless(old, action.target);
        });
    if (!known) all.emplace_back(action.target);
  }

  void AddSaves() {
    Pieces pieces;
    if (!in_.places.headers.empty()) pieces.push_back(in_.places.headers);
    pieces.push_back(in_.message.bytes());
    for (const Save& save : saves_.all()) {
      if (save.path.ends_with('/')) {
        plan_.steps.push_back(
            DeliverToMaildir({save.path, save.flags, save.mode}, pieces));
        continue;
      }
      MboxTarget target;
      target.path = save.path;
      target.sender = in_.envelope.sender;
      target.seconds = in_.host.Now().seconds;
      target.mode = save.mode;
      plan_.steps.push_back(DeliverToMbox(std::move(target), pieces));
    }
  }

  Status AddPipe(std::string_view command) {
    TRY_ASSIGN(ProgramCall call,
               PipeCommand(command, in_.envelope, in_.places.home, in_.host));
    plan_.steps.push_back(
        DeliverToProgram(std::move(call), {in_.message.bytes()}));
    return {};
  }

  const PlanInput& in_;
  Plan plan_;
  SaveSet saves_;
  std::vector<std::string_view> commands_;
  std::vector<Batch> batches_;
};

}  // namespace

Result<Plan> MakePlan(const PlanInput& input) { return Planner(input).Make(); }

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
