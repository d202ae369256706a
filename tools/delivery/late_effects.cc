// SPDX-License-Identifier: MIT
#include "tools/delivery/late_effects.h"

#include <fcntl.h>

#include <cerrno>
#include <string>
#include <utility>

#include "interp/text/ascii.h"
#include "tools/delivery/duplicate_memory.h"
#include "tools/delivery/files.h"
#include "tools/delivery/interrupt.h"
#include "tools/delivery/program.h"
#include "tools/delivery/reply.h"
#include "tools/delivery/vacation_state.h"

namespace trommel::delivery {
namespace {

using vm::Action;
using vm::ActionKind;

constexpr int64_t kDaySeconds = 86400;
constexpr int64_t kMaxInterval = int64_t{1} << 40U;
constexpr unsigned kPrivate = 0600;

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

  Status Vacation(const Action& action) {
    const Claim claim = {std::string(action.Field("handle").text()),
                         text::Lowered(action.target),
                         action.Field("days").number() * kDaySeconds};
    ComposedReply reply =
        ComposeVacation(action, in_.message, in_.envelope, in_.host);
    return Send(std::move(reply), claim.seconds > 0 ? &claim : nullptr);
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
    const std::unique_ptr<Step> step = Submit(
        {in_.places.sendmail, {}, std::move(reply.recipients)}, {reply.bytes});
    Status sent = step->Prepare();
    if (sent) sent = step->Commit();
    if (!sent && claim != nullptr) {
      state_->Release(claim->handle, claim->sender);
    }
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
