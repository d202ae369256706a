// SPDX-License-Identifier: MIT
#include "tools/delivery/executor.h"

#include <utility>

#include "tools/delivery/late_effects.h"
#include "tools/delivery/local_store.h"
#include "tools/delivery/plan.h"
#include "tools/delivery/transaction.h"

namespace trommel::delivery {
namespace {

// All that is left of a Sieve script that asks for what cannot be.
constexpr vm::Action ImplicitKeep() {
  vm::Action keep;
  keep.implicit = true;
  return keep;
}

// Why a script sends nothing.
void LogNotes(std::span<const vm::Action> actions, const Places& places) {
  for (const vm::Action& action : actions) {
    if (action.kind == vm::ActionKind::kNote) places.log(action.target);
  }
}

Result<Plan> MakeSafePlan(PlanInput* input) {
  Result<Plan> plan = MakePlan(*input);
  if (plan || input->language == Language::kExim) return plan;
  input->places.log("kept in the default mailbox: " + plan.error().text);
  static constexpr vm::Action keep = ImplicitKeep();
  input->actions = {&keep, 1};
  return MakePlan(*input);
}

bool MayPass(const Error& error) {
  return error.code == Code::kTemporary || error.code == Code::kDefer;
}

// The message is in its mailbox: what fails here is only told.
void Announce(const NewMailbox& made, const Places& places) {
  LocalStore store(places.inbox, places.home);
  Status status = store.Subscribe(made.name);
  if (!status) places.log(status.error().text);
  if (made.use.empty()) return;
  status = store.SetUse(made.name, made.use);
  if (!status) places.log(status.error().text);
}

}  // namespace

const vm::Settings& SettingsOf(const Places& places) {
  static const vm::Settings defaults;
  return places.settings != nullptr ? *places.settings : defaults;
}

std::string StatePath(const Places& places) {
  return places.state.empty() ? places.home + "/.trommel.sqlite" : places.state;
}

Status Execute(const vm::Outcome& outcome, Language language,
               const mail::Message& message, const mail::Envelope& envelope,
               const Places& places, vm::Host& host) {
  if (!outcome.ok && (language == Language::kExim || MayPass(outcome.error))) {
    return Err(Code::kTemporary, outcome.error.text);
  }
  PlanInput input = {outcome.actions, language, message,
                     envelope,        places,   host};
  Result<Plan> plan = MakeSafePlan(&input);
  if (!plan) return Err(Code::kTemporary, std::move(plan.error().text));
  if (plan->verdict && plan->verdict->code == Code::kDefer) {
    return Err(std::move(*plan->verdict));
  }
  TRY(CarryOut(plan->steps));
  for (const NewMailbox& made : plan->made) Announce(made, places);
  if (language == Language::kSieve) LogNotes(outcome.actions, places);
  CarryOutLate(plan->late, input);
  if (plan->verdict) return Err(std::move(*plan->verdict));
  return {};
}

}  // namespace trommel::delivery
