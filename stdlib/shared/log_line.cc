// SPDX-License-Identifier: MIT
#include "stdlib/shared/log_line.h"

#include <string>

#include "interp/base/limits.h"
#include "interp/text/ascii.h"

namespace trommel::stdlib {

Status AddLogLine(vm::CallContext& context, const Value& text,
                  std::string_view level) {
  std::string line(text.text());
  line.resize(text::Utf8Prefix(line, limits::kLogLineBytes));
  for (char& c : line) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) c = ' ';
  }
  vm::Action note;
  note.kind = vm::ActionKind::kNote;
  note.target = context.arena().Copy(line);
  note.target_tainted = text.tainted();
  std::span<vm::ActionField> fields = context.arena().Array<vm::ActionField>(1);
  fields[0] = {"log", Value::String(level)};
  note.fields = fields;
  note.line = context.line();
  return context.actions().Add(note);
}

}  // namespace trommel::stdlib
