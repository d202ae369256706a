// SPDX-License-Identifier: MIT
// The steps that run programs.
#include "tools/delivery/program.h"

#include <unistd.h>

#include <cerrno>
#include <utility>

#include "tools/common/output.h"
#include "tools/delivery/files.h"

namespace trommel::delivery {
namespace {

std::string FirstLine(std::string_view output) {
  std::string out;
  AppendPrintable(output.substr(0, output.find('\n')), &out);
  return out;
}

// Runs the program; any end but status 0 is kTemporary.
Status RunWell(const ProgramCall& call, const Pieces& pieces) {
  TRY_ASSIGN(const ProgramResult result, RunProgram(call, pieces));
  if (result.status == 0) return {};
  std::string text = call.argv[0];
  if (result.timed_out) {
    text += " took longer than " + std::to_string(call.timeout_seconds) +
            " s and was killed";
  } else {
    text += " ended with status " + std::to_string(result.status);
  }
  const std::string line = FirstLine(result.output);
  if (!line.empty()) text += ": " + line;
  return Err(Code::kTemporary, std::move(text));
}

class ProgramStep : public Step {
 public:
  ProgramStep(std::string what, ProgramCall call, Pieces pieces)
      : what_(std::move(what)),
        call_(std::move(call)),
        pieces_(std::move(pieces)) {}

  Status Prepare() override {
    const std::string& path = call_.argv[0];
    if (::access(path.c_str(), X_OK) == 0) return {};
    return SystemError("run " + path, errno);
  }
  Status Commit() override { return RunWell(call_, pieces_); }
  void Rollback() noexcept override {}
  std::string Describe() const override { return what_; }

 private:
  std::string what_;
  ProgramCall call_;
  Pieces pieces_;
};

}  // namespace

std::unique_ptr<Step> DeliverToProgram(ProgramCall call, Pieces pieces) {
  std::string what = "pipe to " + call.argv[0];
  return std::make_unique<ProgramStep>(std::move(what), std::move(call),
                                       std::move(pieces));
}

std::unique_ptr<Step> Submit(Submission submission, Pieces pieces) {
  ProgramCall call;
  const std::string sender =
      submission.sender.empty() ? "<>" : submission.sender;
  call.argv = {std::move(submission.sendmail), "-oi", "-f", sender, "--"};
  std::string what = "mail to";
  for (std::string& recipient : submission.recipients) {
    what += " " + recipient;
    call.argv.push_back(std::move(recipient));
  }
  call.environment = {"PATH=/usr/sbin:/usr/bin:/sbin:/bin"};
  return std::make_unique<ProgramStep>(std::move(what), std::move(call),
                                       std::move(pieces));
}

}  // namespace trommel::delivery
