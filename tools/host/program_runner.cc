// SPDX-License-Identifier: MIT
#include "tools/host/program_runner.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "interp/base/limits.h"
#include "tools/delivery/program.h"

namespace trommel {
namespace {

constexpr int kNotThere = 127;
constexpr int kSignal = 256;

bool MayStart(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) &&
         ::access(path.c_str(), X_OK) == 0;
}

}  // namespace

Result<vm::ProgramResult> RunForFilter(const vm::ProgramRequest& request,
                                       std::vector<std::string> environment) {
  if (request.words.empty() || !MayStart(request.words[0])) {
    return vm::ProgramResult{kNotThere, {}, false};
  }
  delivery::ProgramCall call;
  call.argv.assign(request.words.begin(), request.words.end());
  call.environment = request.environment != nullptr ? *request.environment
                                                    : std::move(environment);
  call.drop_errors = request.drop_errors;
  call.timeout_seconds = static_cast<int>(
      std::clamp<int64_t>(request.timeout_seconds, 1, INT32_MAX));
  call.output_limit = limits::kReadFileBytes;
  call.whole_output = true;
  Result<delivery::ProgramResult> done =
      delivery::RunProgram(call, {request.input});
  // No such interpreter, no such format: as for a program that is not there.
  if (!done && done.error().code == Code::kTemporary) {
    return vm::ProgramResult{kNotThere, {}, false};
  }
  if (!done) return Err(std::move(done.error()));
  if (done->cut) {
    return Err(Code::kLimit, request.words[0] + " writes more than " +
                                 std::to_string(limits::kReadFileBytes) +
                                 " bytes");
  }
  const int status = done->signal != 0 ? kSignal + done->signal : done->status;
  return vm::ProgramResult{status, std::move(done->output), done->timed_out};
}

}  // namespace trommel
