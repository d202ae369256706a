// SPDX-License-Identifier: MIT
#include "tools/delivery/interrupt.h"

#include <signal.h>
#include <unistd.h>

#include <string>

namespace trommel::delivery {
namespace {

constexpr int kTemporaryStatus = 75;

volatile sig_atomic_t deferring = 0;
volatile sig_atomic_t received = 0;

void OnSignal(int number) {
  if (deferring == 0) ::_exit(kTemporaryStatus);
  received = number;
}

}  // namespace

void CatchSignals() {
  struct sigaction action {};
  action.sa_handler = OnSignal;
  for (int number : {SIGTERM, SIGINT, SIGHUP}) {
    ::sigaction(number, &action, nullptr);
  }
  action.sa_handler = SIG_IGN;
  ::sigaction(SIGPIPE, &action, nullptr);
}

void DeferSignals() { deferring = 1; }

Status CheckInterrupt() {
  if (received == 0) return {};
  return Err(Code::kTemporary,
             "interrupted by signal " + std::to_string(received));
}

void ForgetSignals() { received = 0; }

}  // namespace trommel::delivery
