// SPDX-License-Identifier: MIT
#include "tools/delivery/transaction.h"

#include <utility>

#include "tools/delivery/interrupt.h"

namespace trommel::delivery {
namespace {

using Steps = std::vector<std::unique_ptr<Step>>;

// Rolls back unless told not to: also when an exception passes through.
class Undo {
 public:
  explicit Undo(const Steps& steps) : steps_(steps) {}
  ~Undo() {
    while (count_ > 0) steps_[--count_]->Rollback();
  }
  Undo(const Undo&) = delete;
  Undo& operator=(const Undo&) = delete;
  void Include() { ++count_; }
  void Dismiss() { count_ = 0; }

 private:
  const Steps& steps_;
  size_t count_ = 0;
};

Error Named(const Step& step, Error error) {
  error.text = step.Describe() + ": " + error.text;
  return error;
}

}  // namespace

Status CarryOut(Steps& steps) {
  Undo undo(steps);
  for (const std::unique_ptr<Step>& step : steps) {
    undo.Include();
    Status status = CheckInterrupt();
    if (status) status = step->Prepare();
    if (!status) return Err(Named(*step, std::move(status.error())));
  }
  for (const std::unique_ptr<Step>& step : steps) {
    Status status = CheckInterrupt();
    if (status) status = step->Commit();
    if (!status) return Err(Named(*step, std::move(status.error())));
  }
  undo.Dismiss();
  return {};
}

}  // namespace trommel::delivery
