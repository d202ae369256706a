// SPDX-License-Identifier: MIT
// What a script has made of the message.
#include <cstring>

#include "interp/vm/machine_state.h"

namespace trommel::vm {
namespace {

/// As the message has them.
std::string_view LineEnd(const mail::Message& message) {
  const std::string_view header = message.header();
  const size_t at = header.find('\n');
  return at != std::string_view::npos && at > 0 && header[at - 1] == '\r'
             ? "\r\n"
             : "\n";
}

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
      Joined(headers.fields(), LineEnd(message), &arena), message.body());
  content_edits = headers.edits();
  return content;
}

void MachineState::ReplaceMessage(std::string_view bytes) {
  replacement.Reparse(bytes);
  input.message = &replacement;
  headers.Reset(replacement);
  bodies.Reset();
  content = nullptr;
}

}  // namespace trommel::vm
