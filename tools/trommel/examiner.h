// SPDX-License-Identifier: MIT
// Examiner: runs one program over message after message and reports each.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "interp/mail/envelope.h"
#include "interp/mail/message.h"
#include "interp/string_expander.h"
#include "interp/vm/machine.h"
#include "tools/common/report.h"
#include "tools/common/scripts_around.h"
#include "tools/common/summary.h"
#include "tools/host/posix_host.h"
#include "tools/mailbox/mailbox.h"
#include "tools/trommel/run_options.h"

namespace trommel {

/// What is written for each message.
enum class LineFormat : uint8_t { kNone, kText, kJson };

/// A machine with all the memory that it needs again and again. One a thread;
/// program and options outlive it.
class Examiner {
 public:
  Examiner(const Program& program, const ScriptsAround& around,
           const RunOptions& options, LineFormat format);

  /// Runs the program on `item` and counts the result in `summary`; appends the
  /// line of message `number` to `out`. A failed item is counted as an error.
  void Examine(const mailbox::Item& item, uint64_t number, std::string* out,
               Summary* summary);

 private:
  /// Why the message now in message_ cannot be examined.
  std::optional<Error> ErrorOf(const mailbox::Item& item) const;
  void AppendLine(uint64_t number, std::string_view error, std::string* out);
  void AppendJson(const mailbox::Item& item, uint64_t number,
                  const vm::Outcome& outcome, std::string* out);

  const Program& program_;
  const ScriptsAround& around_;
  const RunOptions& options_;
  LineFormat format_;
  Language language_;
  PosixHost host_;
  StringExpander expander_;
  vm::Machine machine_;
  Sequence sequence_;
  mail::Message message_;
  mail::Envelope envelope_;
  Destinations destinations_;
  std::string subject_;
  std::string flags_;
};

}  // namespace trommel
