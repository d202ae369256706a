// SPDX-License-Identifier: MIT
#include "interp/vm/call_context.h"

#include <algorithm>
#include <utility>

#include "interp/vm/expander.h"
#include "interp/vm/machine_state.h"

namespace trommel::vm {

uint32_t CallContext::line() const {
  return machine_->program->PlaceOf(machine_->pc).line;
}

void CallContext::ReplaceMessage(std::string_view bytes, bool redirected) {
  machine_->ReplaceMessage(bytes, redirected);
}

Status CallContext::TakeMessage(std::string bytes, bool redirected) {
  return machine_->TakeMessage(std::move(bytes), redirected);
}

const Content* CallContext::content() { return machine_->Current(); }

const mail::MimeTree& CallContext::mime() { return bodies_->Tree(message()); }

Result<std::string_view> CallContext::PartText(size_t index) {
  return bodies_->Text(message(), index);
}

Result<const text::Regex*> CallContext::CompiledRegex(
    std::string_view pattern, text::Regex::Options options) {
  return regexes_->Get(pattern, options);
}

void CallContext::SetMatches(std::span<const Value> groups) {
  size_t count = std::min(groups.size(), size_t{limits::kMatchVariables});
  std::span<Value> kept = arena_->Array<Value>(count);
  for (size_t i = 0; i < count; ++i) {
    kept[i] =
        Value::String(arena_->Copy(groups[i].text()), groups[i].tainted());
  }
  matches_ = kept;
}

void CallContext::Keep(std::string_view name, const Value& value) {
  if (input_->leavings == nullptr) return;
  input_->leavings->kept[std::string(name)] = {std::string(value.text()),
                                               value.tainted()};
}

Value CallContext::Kept(std::string_view name) {
  if (input_->leavings == nullptr) return Value::Nil();
  const auto found = input_->leavings->kept.find(name);
  if (found == input_->leavings->kept.end()) return Value::Nil();
  return Value::String(arena_->Copy(found->second.text), found->second.tainted);
}

Result<Value> CallContext::Expand(const Value& text) {
  if (text.tainted() && !text.text().empty()) {
    return Err(Code::kRun, "attempt to expand tainted string '" +
                               std::string(text.text()) + "'");
  }
  if (input_->expander == nullptr) {
    return Err(Code::kRun, "strings cannot be expanded here");
  }
  TRY_ASSIGN(const Program* program, input_->expander->Compile(text.text()));
  return machine_->RunNested(*program);
}

Value CallContext::Match(size_t group) const {
  return group < matches_.size() ? matches_[group] : Value::String({});
}

Value CallContext::TaintedCopy(std::string_view text) {
  return Value::Tainted(arena_->Copy(text));
}

Value& CallContext::variable(size_t slot) { return machine_->variables[slot]; }

size_t CallContext::variables() const { return machine_->variables.size(); }

void* CallContext::FindState(const void* key) const {
  for (const StateEntry& entry : states_) {
    if (entry.key == key) return entry.state;
  }
  return nullptr;
}

void CallContext::AddState(const void* key, void* state) {
  states_.push_back({key, state});
}

}  // namespace trommel::vm
