// SPDX-License-Identifier: MIT
#include "tools/delivery/redirect.h"

#include <algorithm>
#include <utility>

#include "interp/text/ascii.h"
#include "stdlib/shared/duration.h"
#include "tools/delivery/reply_header.h"
#include "tools/delivery/vacation_state.h"

namespace trommel::delivery {
namespace {

constexpr int64_t kHalfDay = 43200;
constexpr std::string_view kHandle = "redirect";

class RedirectStep : public Step {
 public:
  RedirectStep(const PlanInput& input, Submission submission, Pieces pieces)
      : in_(input),
        submission_(std::move(submission)),
        pieces_(std::move(pieces)) {
    period_ = stdlib::DurationOr(
        SettingsOf(in_.places).sieve_redirect_duplicate_period, kHalfDay);
    if (!ValueOf(in_.message, "Message-ID").empty() && period_ > 0) return;
    period_ = 0;
  }

  Status Prepare() override {
    if (period_ > 0) TRY(ClaimAll());
    if (submission_.recipients.empty()) return {};
    what_ = "mail to";
    for (const std::string& to : submission_.recipients) what_ += " " + to;
    const bool plain = submission_.dsn_notify.empty() &&
                       submission_.dsn_ret.empty() && submission_.by.empty();
    step_ = plain ? Submit(submission_, pieces_)
                  : SubmitBySmtp(submission_, pieces_, in_.host.HostName());
    return step_->Prepare();
  }

  Status Commit() override {
    if (step_ == nullptr) return {};
    const Status status = step_->Commit();
    if (status) claimed_.clear();
    return status;
  }

  void Rollback() noexcept override {
    for (const std::string& id : claimed_) memory_->Release(kHandle, id);
    claimed_.clear();
  }

  std::string Describe() const override { return what_; }

 private:
  Status ClaimAll() {
    Result<std::unique_ptr<VacationState>> memory =
        VacationState::Open(StatePath(in_.places));
    if (!memory) {
      in_.places.log("redirect cannot look for duplicates: " +
                     memory.error().text);
      return {};
    }
    memory_ = std::move(*memory);
    std::vector<std::string> fresh;
    for (std::string& to : submission_.recipients) {
      std::string id = IdOf(to);
      TRY_ASSIGN(const bool first,
                 memory_->Claim(kHandle, id, in_.host.Now().seconds, period_));
      if (first) {
        claimed_.push_back(std::move(id));
        fresh.push_back(std::move(to));
      } else {
        in_.places.log("no redirect to " + to +
                       ": the message has gone there before");
      }
    }
    submission_.recipients = std::move(fresh);
    return {};
  }

  std::string IdOf(std::string_view to) const {
    std::string id = ValueOf(in_.message, "Message-ID");
    for (const std::string& part :
         {text::Lowered(in_.envelope.recipient), text::Lowered(to),
          ValueOf(in_.message, "Resent-Message-ID"),
          ValueOf(in_.message, "List-Id")}) {
      id += '\n' + part;
    }
    return id;
  }

  const PlanInput& in_;
  Submission submission_;
  Pieces pieces_;
  int64_t period_ = 0;
  std::string what_ = "mail to nobody";
  std::unique_ptr<VacationState> memory_;
  std::vector<std::string> claimed_;
  std::unique_ptr<Step> step_;
};

}  // namespace

std::string RedirectHeader(const PlanInput& input) {
  std::string out;
  AppendField("X-Sieve", "Trommel", &out);
  AppendField("X-Sieve-Redirected-From", OneLine(input.envelope.recipient),
              &out);
  if (input.message.Find("Message-ID") == nullptr) {
    AppendField("Message-ID", NewMessageId(input.host), &out);
  }
  return out;
}

std::unique_ptr<Step> Redirect(const PlanInput& input, Submission submission,
                               Pieces pieces) {
  return std::make_unique<RedirectStep>(input, std::move(submission),
                                        std::move(pieces));
}

}  // namespace trommel::delivery
