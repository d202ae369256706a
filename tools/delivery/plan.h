// SPDX-License-Identifier: MIT
// Plan: what the actions of a run mean for this user's places.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tools/delivery/executor.h"
#include "tools/delivery/transaction.h"

namespace trommel::delivery {

/// A mailbox that a save of the plan makes.
struct NewMailbox {
  std::string name;  ///< as the script says
  std::string use;   ///< special use that it gets, or empty
};

/// A run's actions as steps, in the order of their phases.
struct Plan {
  std::vector<std::unique_ptr<Step>> steps;  ///< saves, pipes, redirects
  std::vector<const vm::Action*> late;       ///< log lines and replies
  std::vector<NewMailbox> made;  ///< to be announced when all is in its place
  std::optional<Error> verdict;  ///< of fail, ereject, freeze or defer
  std::vector<std::unique_ptr<std::string>> texts;  ///< that the steps send
};

/// Everything a plan is made from; it outlives the plan.
struct PlanInput {
  std::span<const vm::Action> actions;
  Language language;
  const mail::Message& message;
  const mail::Envelope& envelope;
  const Places& places;
  vm::Host& host;
};

/// Touches nothing. kTemporary for what cannot be carried out: a file name
/// taken from the message, a pipe command that needs expansion. kPermission
/// "failed to store into mailbox ..." for a mailbox that cannot be, or that
/// does not exist and is not to be made.
Result<Plan> MakePlan(const PlanInput& input);

/// Where Sieve's mailbox `name` is: a folder ends in '/', else it is an mbox.
/// kPermission for a name that could leave the user's places.
Result<std::string> SievePath(const Places& places, std::string_view name);

/// Sieve's `fileinto` when the inbox is an mbox: home/mail/NAME. kPermission
/// for a name that could leave that folder.
Result<std::string> MboxPath(const std::string& home, std::string_view name);

}  // namespace trommel::delivery
