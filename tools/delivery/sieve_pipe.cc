// SPDX-License-Identifier: MIT
#include "tools/delivery/sieve_pipe.h"

#include <utility>

namespace trommel::delivery {
namespace {

std::string WithLineEnds(std::string_view text, std::string_view end) {
  std::string out;
  out.reserve(text.size() + text.size() / 32);
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && text.substr(i + 1, 1) == "\n") ++i;
    if (text[i] == '\n') {
      out += end;
    } else {
      out += text[i];
    }
  }
  return out;
}

ProgramCall CallOf(const vm::Action& action, const mail::Envelope& envelope,
                   const std::string& home, vm::Host& host) {
  const std::string& original = envelope.original_recipient.empty()
                                    ? envelope.recipient
                                    : envelope.original_recipient;
  ProgramCall call;
  call.argv.emplace_back(action.Field("program").text());
  for (const Value& word : action.Field("arguments").list()) {
    call.argv.emplace_back(word.text());
  }
  call.environment = {"HOME=" + home,
                      "USER=" + host.LoginName(),
                      "HOST=" + host.HostName(),
                      "SENDER=" + envelope.sender,
                      "RECIPIENT=" + envelope.recipient,
                      "ORIG_RECIPIENT=" + original};
  if (!home.empty()) call.directory = home;
  call.timeout_seconds = static_cast<int>(action.Field("timeout").number());
  return call;
}

/// Owns the bytes that its program reads.
class PipeStep : public Step {
 public:
  PipeStep(ProgramCall call, std::string input, bool may_fail)
      : input_(std::move(input)),
        program_(DeliverToProgram(std::move(call), {input_})),
        may_fail_(may_fail) {}

  Status Prepare() override {
    Status status = program_->Prepare();
    failed_ = !status;
    return may_fail_ ? Status() : status;
  }
  Status Commit() override {
    if (failed_) return {};
    Status status = program_->Commit();
    return may_fail_ ? Status() : status;
  }
  void Rollback() noexcept override {}
  std::string Describe() const override { return program_->Describe(); }

 private:
  std::string input_;
  std::unique_ptr<Step> program_;
  bool may_fail_;
  bool failed_ = false;
};

}  // namespace

std::unique_ptr<Step> SievePipe(const vm::Action& action,
                                const mail::Envelope& envelope,
                                const std::string& home, vm::Host& host,
                                std::string_view message, bool may_fail) {
  const std::string_view end =
      action.Field("eol").text() == "lf" ? "\n" : "\r\n";
  return std::make_unique<PipeStep>(CallOf(action, envelope, home, host),
                                    WithLineEnds(message, end), may_fail);
}

}  // namespace trommel::delivery
