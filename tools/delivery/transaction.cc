// SPDX-License-Identifier: MIT
#include "tools/delivery/transaction.h"

#include "tools/delivery/interrupt.h"

namespace trommel::delivery {
namespace {

using Steps = std::vector<std::unique_ptr<Step>>;

void RollBack(const Steps& steps, size_t count) noexcept {
  while (count > 0) steps[--count]->Rollback();
}

Error Named(const Step& step, Error error) {
  error.text = step.Describe() + ": " + error.text;
  return error;
}

}  // namespace

Status CarryOut(Steps& steps) {
  size_t prepared = 0;
  for (const std::unique_ptr<Step>& step : steps) {
    Status status = CheckInterrupt();
    if (status) status = step->Prepare();
    if (!status) {
      RollBack(steps, prepared);
      return Err(Named(*step, std::move(status.error())));
    }
    ++prepared;
  }
  for (const std::unique_ptr<Step>& step : steps) {
    Status status = CheckInterrupt();
    if (status) status = step->Commit();
    if (!status) {
      RollBack(steps, prepared);
      return Err(Named(*step, std::move(status.error())));
    }
  }
  return {};
}

}  // namespace trommel::delivery
