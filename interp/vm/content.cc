// SPDX-License-Identifier: MIT
// What a script has made of the message.
#include <algorithm>
#include <cstring>
#include <functional>
#include <utility>

#include "interp/base/work.h"
#include "interp/vm/machine_state.h"

namespace trommel::vm {
namespace {

// To copy a message and to walk its parts costs as much as comparing this many
// bytes for each of its own.
constexpr size_t kEditWork = 8;

std::string_view Joined(std::span<const mail::Field> fields,
                        std::string_view end, Arena* arena) {
  size_t size = end.size();
  for (const mail::Field& field : fields) size += field.raw.size();
  char* bytes = arena->Allocate(size);
  char* at = bytes;
  for (const mail::Field& field : fields) {
    if (field.raw.empty()) continue;
    std::memcpy(at, field.raw.data(), field.raw.size());
    at += field.raw.size();
  }
  std::memcpy(at, end.data(), end.size());
  return {bytes, size};
}

}  // namespace

const Content* MachineState::Current() {
  const bool replaced = input.message == &replacement;
  if (!replaced && !headers.edited()) return nullptr;
  if (content != nullptr && content_edits == headers.edits()) return content;
  const mail::Message& message = *input.message;
  content = arena.Make<Content>(
      Joined(headers.fields(), headers.line_end(), &arena), message.body());
  content_edits = headers.edits();
  return content;
}

const Content* MachineState::Redirected() {
  return enclosed ? redirect_content : Current();
}

bool MachineState::IsNeeded(const std::string& bytes) const {
  const std::less<const char*> before;
  const auto views = [&](const Content* content_of) {
    if (content_of == nullptr) return false;
    const char* body = content_of->body.data();
    return !before(body, bytes.data()) &&
           !before(bytes.data() + bytes.size(), body);
  };
  const std::span<const Action> all = actions.all();
  return views(redirect_content) ||
         std::any_of(all.begin(), all.end(), [&](const Action& action) {
           return views(action.content);
         });
}

Status MachineState::TakeMessage(std::string bytes, bool redirected) {
  work::Spend(kEditWork * bytes.size());
  size_t size = bytes.size();
  for (const std::string& kept : messages) size += kept.size();
  if (size > 2 * original_size + limits::kEditedBytes) {
    return Err(Code::kLimit,
               "the edited message grew past " +
                   std::to_string(2 * original_size + limits::kEditedBytes) +
                   " bytes");
  }
  messages.push_back(std::move(bytes));
  ReplaceMessage(messages.back(), redirected);
  const std::string* newest = &messages.back();
  std::erase_if(messages, [&](const std::string& kept) {
    return &kept != newest && !IsNeeded(kept);
  });
  return {};
}

void MachineState::ReplaceMessage(std::string_view bytes, bool redirected) {
  if (!redirected && !enclosed) {
    redirect_content = Current();
    enclosed = true;
  }
  ++context.replaced_;
  replacement.Reparse(bytes);
  input.message = &replacement;
  headers.Reset(replacement);
  bodies.Reset();
  content = nullptr;
}

}  // namespace trommel::vm
