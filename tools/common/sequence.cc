// SPDX-License-Identifier: MIT
#include "tools/common/sequence.h"

#include <algorithm>
#include <utility>

namespace trommel {
namespace {

bool IsKeep(const vm::Action& action) {
  return action.kind == vm::ActionKind::kKeep;
}

void AddFlags(const vm::Action& keep, std::string* flags) {
  for (const Value& flag : keep.flags) {
    if (!flags->empty()) *flags += ' ';
    *flags += flag.text();
  }
}

}  // namespace

void Sequence::Start() {
  machines_.clear();
  actions_.clear();
  all_.clear();
  flags_.clear();
  vm::Action keep;
  keep.implicit = true;
  all_ = {keep};
  outcome_ = {};
  outcome_.actions = all_;
}

bool Sequence::Run(const Program& program, vm::RunInput input,
                   vm::TraceSink* trace) {
  actions_.clear();
  std::string flags;
  for (const vm::Action& action : all_) {
    if (IsKeep(action)) {
      AddFlags(action, &flags);
    } else if (action.kind != vm::ActionKind::kDiscard) {
      actions_.push_back(action);
    }
  }
  if (!flags.empty()) flags_ = std::move(flags);
  input.before = actions_;
  input.carried = flags_;
  machines_.push_back(std::make_unique<vm::Machine>(program, host_, settings_));
  outcome_ = machines_.back()->Run(input, trace);
  if (!outcome_.ok) {  // its actions are the implicit keep alone
    all_ = actions_;
    all_.insert(all_.end(), outcome_.actions.begin(), outcome_.actions.end());
  } else {
    all_.assign(outcome_.actions.begin(), outcome_.actions.end());
  }
  outcome_.actions = all_;
  return outcome_.ok && std::ranges::any_of(all_, IsKeep);
}

void Sequence::RunDiscarded(const Program& program, const vm::RunInput& input,
                            vm::TraceSink* trace) {
  if (!WouldDiscard()) return;
  Run(program, input, trace);
  if (!outcome_.ok || !outcome_.implicit_keep) return;
  all_.pop_back();
  vm::Action discard;
  discard.kind = vm::ActionKind::kDiscard;
  discard.implicit = true;
  all_.push_back(discard);
  outcome_.implicit_keep = false;
  outcome_.actions = all_;
}

bool Sequence::WouldDiscard() const {
  return outcome_.ok &&
         std::ranges::none_of(all_, [](const vm::Action& action) {
           return vm::Delivers(action.kind) &&
                  action.kind != vm::ActionKind::kDiscard;
         });
}

}  // namespace trommel
