// SPDX-License-Identifier: MIT
#include "tools/delivery/late_effects.h"

#include <fcntl.h>

#include <cerrno>
#include <set>
#include <string>
#include <utility>

#include "interp/text/ascii.h"
#include "stdlib/shared/notify_uri.h"
#include "tools/delivery/duplicate_memory.h"
#include "tools/delivery/files.h"
#include "tools/delivery/interrupt.h"
#include "tools/delivery/maildir.h"
#include "tools/delivery/mbox.h"
#include "tools/delivery/program.h"
#include "tools/delivery/reply.h"
#include "tools/delivery/save_set.h"
#include "tools/delivery/vacation_state.h"

namespace trommel::delivery {
namespace {

using vm::Action;
using vm::ActionKind;

constexpr int64_t kDaySeconds = 86400;
constexpr int64_t kMaxInterval = int64_t{1} << 40U;
constexpr unsigned kPrivate = 0600;
constexpr int kNotifySeconds = 60;

int64_t UnitSeconds(char unit) {
  switch (unit) {
    case 's':
      return 1;
    case 'm':
      return 60;
    case 'h':
      return 3600;
    case 'd':
      return kDaySeconds;
    case 'w':
      return 7 * kDaySeconds;
    default:
      return 0;
  }
}

// What must be remembered so that nobody is answered twice in a period.
struct Claim {
  std::string handle;
  std::string sender;
  int64_t seconds = 0;
};

class LateEffects {
 public:
  explicit LateEffects(const PlanInput& input) : in_(input) {}

  Status CarryOut(const Action& action) {
    TRY(CheckInterrupt());
    if (action.kind == ActionKind::kLogFile) return ChooseLog(action);
    if (action.kind == ActionKind::kLogWrite) return WriteLog(action.target);
    if (action.kind == ActionKind::kDuplicateMark) return Mark(action);
    if (action.kind == ActionKind::kNotify) return Notify(action);
    if (action.kind == ActionKind::kReport) {
      return Send(ComposeReport(InputOf(action)), nullptr);
    }
    if (in_.envelope.sender.empty()) return {};
    if (!action.Field("forbidden").is_nil()) {
      return Err(Code::kPermission, "autoreply forbidden");
    }
    if (action.kind == ActionKind::kVacation) return Vacation(action);
    return EximReply(action);
  }

 private:
  std::string InHome(std::string_view path) const {
    if (path.starts_with('/')) return std::string(path);
    return in_.places.home + "/" + std::string(path);
  }

  Status ChooseLog(const Action& action) {
    log_ = Descriptor();
    const std::string path = InHome(action.target);
    if (action.target_tainted) {
      return Err(Code::kTemporary,
                 "the name of the log file has parts that "
                 "come from the message: not permitted");
    }
    const Value mode = action.Field("mode");
    log_ = Descriptor(::open(
        path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC,
        mode.is_nil() ? kPrivate
                      : static_cast<unsigned>(mode.number()) & 0777));
    if (!log_.open()) return SystemError("open the log " + path, errno);
    return {};
  }

  Status WriteLog(std::string_view text) {
    if (!log_.open()) return {};
    return WritePieces(log_.get(), {text}, "the log");
  }

  ReplyInput InputOf(const Action& action) const {
    return {action, in_.message, in_.envelope, in_.host,
            SettingsOf(in_.places)};
  }

  Status Vacation(const Action& action) {
    const Value seconds = action.Field("seconds");
    const Claim claim = {std::string(action.Field("handle").text()),
                         text::Lowered(action.target),
                         seconds.is_nil()
                             ? action.Field("days").number() * kDaySeconds
                             : seconds.number()};
    ComposedReply reply =
        ComposeVacation(action, in_.message, in_.envelope, in_.host);
    const std::string bytes = reply.bytes;
    sent_ = false;
    TRY(Send(std::move(reply), claim.seconds > 0 ? &claim : nullptr));
    return sent_ ? StoreCopy(action, bytes) : Status();
  }

  Status Notify(const Action& action) {
    const ReplyInput input = InputOf(action);
    if (stdlib::NotifyMethodOf(action.target) !=
        stdlib::NotifyMethod::kMailto) {
      TRY(NotifyByProgram(input));
      return StoreCopy(action, NotifyCopy(input));
    }
    TRY_ASSIGN(ComposedReply reply, ComposeNotification(input));
    LeaveOutTold(&reply.recipients);
    if (reply.recipients.empty()) return {};
    const std::string bytes = reply.bytes;
    TRY(Send(std::move(reply), nullptr));
    return StoreCopy(action, bytes);
  }

  // Who has had a notification of this message (RFC 5436 section 2.7).
  void LeaveOutTold(std::vector<std::string>* recipients) {
    std::erase_if(*recipients, [&](const std::string& to) {
      return !told_.insert(text::Lowered(to)).second;
    });
  }

  static Status NotifyByProgram(const ReplyInput& input) {
    TRY_ASSIGN(NotifyCall notify, ComposeNotifyCall(input));
    ProgramCall call;
    call.argv = std::move(notify.words);
    call.environment = {"PATH=/usr/sbin:/usr/bin:/sbin:/bin"};
    call.timeout_seconds = kNotifySeconds;
    TRY_ASSIGN(const ProgramResult result, RunProgram(call, {notify.input}));
    if (result.status == 0) return {};
    return Err(Code::kTemporary, call.argv[0] + " ended with status " +
                                     std::to_string(result.status));
  }

  // RFC 8580: of what has been sent.
  Status StoreCopy(const Action& action, std::string_view bytes) {
    const Value name = action.Field("fcc");
    if (name.is_nil()) return {};
    TRY_ASSIGN(const std::string path, SievePath(in_.places, name.text()));
    const Value given = action.Field("fcc_flags");
    const std::span<const Value> flags = given.list();
    MboxTarget mbox;
    mbox.path = path;
    mbox.seconds = in_.host.Now().seconds;
    const std::unique_ptr<Step> step =
        path.ends_with('/') ? DeliverToMaildir({path, FlagLetters(flags),
                                                kPrivate, KeywordsOf(flags)},
                                               {bytes})
                            : DeliverToMbox(std::move(mbox), {bytes});
    TRY(step->Prepare());
    return step->Commit();
  }

  Status EximReply(const Action& action) {
    TRY_ASSIGN(ComposedReply reply,
               ComposeEximReply(action, in_.message, in_.envelope, in_.host,
                                in_.places.expand));
    const Value once = action.Field("once");
    if (once.text().empty()) return Send(std::move(reply), nullptr);
    const Value to = action.Field("to");
    Claim claim = {InHome(once.text()),
                   std::string(to.is_nil() ? action.Field("default_to").text()
                                           : to.text()),
                   0};
    if (const Value repeat = action.Field("once_repeat"); !repeat.is_nil()) {
      const std::optional<int64_t> seconds = ParseInterval(repeat.text());
      if (!seconds) {
        return Err(Code::kTemporary, "once_repeat \"" +
                                         std::string(repeat.text()) +
                                         "\" is no time interval");
      }
      claim.seconds = *seconds;
    }
    return Send(std::move(reply), &claim);
  }

  // The claim is made just before, and given back when nothing was sent.
  Status Send(ComposedReply reply, const Claim* claim) {
    if (claim != nullptr) {
      TRY(OpenState());
      TRY_ASSIGN(const bool first,
                 state_->Claim(claim->handle, claim->sender,
                               in_.host.Now().seconds, claim->seconds));
      if (!first) return {};
    }
    const std::unique_ptr<Step> step = Submit({in_.places.sendmail,
                                               std::move(reply.sender),
                                               std::move(reply.recipients),
                                               {},
                                               {},
                                               {}},
                                              {reply.bytes});
    Status sent = step->Prepare();
    if (sent) sent = step->Commit();
    if (!sent && claim != nullptr) {
      state_->Release(claim->handle, claim->sender);
    }
    sent_ = sent.has_value();
    return sent;
  }

  Status OpenState() {
    if (state_) return {};
    TRY_ASSIGN(state_, VacationState::Open(StatePath(in_.places)));
    return {};
  }

  Status Mark(const Action& action) {
    DuplicateMemory memory(StatePath(in_.places));
    const int64_t now = in_.host.Now().seconds;
    return memory.Mark(action.target, now,
                       now + action.Field("seconds").number());
  }

  const PlanInput& in_;
  Descriptor log_;
  std::unique_ptr<VacationState> state_;
  std::set<std::string> told_;
  bool sent_ = false;  // the last reply, not left out as a repetition
};

}  // namespace

void CarryOutLate(std::span<const vm::Action* const> actions,
                  const PlanInput& input) {
  LateEffects effects(input);
  for (const Action* action : actions) {
    const Status status = effects.CarryOut(*action);
    if (status) continue;
    input.places.log(std::string(vm::ActionWord(action->kind)) +
                     " left out: " + status.error().text);
  }
}

std::optional<int64_t> ParseInterval(std::string_view text) {
  int64_t total = 0;
  if (text.empty()) return std::nullopt;
  for (size_t at = 0; at < text.size();) {
    if (!text::IsDigit(text[at])) return std::nullopt;
    int64_t number = 0;
    while (at < text.size() && text::IsDigit(text[at])) {
      number = number * 10 + (text[at++] - '0');
      if (number > kMaxInterval) return std::nullopt;
    }
    const int64_t unit = UnitSeconds(at < text.size() ? text[at] : 's');
    if (unit == 0) return std::nullopt;
    ++at;
    total += number * unit;
    if (total > kMaxInterval) return std::nullopt;
  }
  return total;
}

}  // namespace trommel::delivery
