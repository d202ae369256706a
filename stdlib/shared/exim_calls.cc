// SPDX-License-Identifier: MIT
#include "stdlib/shared/exim_calls.h"

#include <string>

namespace trommel::stdlib::exim {
namespace {

/// What one run has made so far.
struct Calls {
  int64_t programs = 0;
  int64_t connections = 0;
};

}  // namespace

Status CountProgram(vm::CallContext& context) {
  const int64_t most = context.settings().run_programs;
  if (++context.State<Calls>().programs <= most) return {};
  return Err(Code::kLimit, "a run may start no more than " +
                               std::to_string(most) +
                               " programs (setting run_programs)");
}

Status CountConnection(vm::CallContext& context) {
  const int64_t most = context.settings().socket_connections;
  if (++context.State<Calls>().connections <= most) return {};
  return Err(Code::kLimit, "a run may make no more than " +
                               std::to_string(most) +
                               " connections (setting socket_connections)");
}

}  // namespace trommel::stdlib::exim
