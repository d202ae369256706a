// SPDX-License-Identifier: MIT
// Changing parts of the message at hand, for replace, enclose and convert.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "interp/vm/call_context.h"
#include "stdlib/shared/text_entity.h"

namespace trommel::stdlib {

/// A part's new form; part 0 is the whole message.
struct PartEdit {
  size_t part = 0;
  std::string header;  ///< all its fields, without the empty line
  std::string body;
};

/// Makes the message one in which these parts, in ascending order and none
/// inside another, are replaced, and keeps foreverypart in step: parts that are
/// gone are not visited, new ones inside of a replaced one neither.
/// `redirected` and errors as for CallContext::TakeMessage. All other bytes
/// stay.
Status EditParts(vm::CallContext& context, std::span<const PartEdit> edits,
                 bool redirected);

/// Makes `bytes` the message, the one before being its part number `shift` now.
Status EncloseMessage(vm::CallContext& context, std::string bytes,
                      size_t shift);

/// Makes `bytes` (in the arena) the message, parts being known by their
/// numbers: those that it has no more are gone.
void ReplaceWhole(vm::CallContext& context, std::string_view bytes);

/// The message's fields as they are now, without the empty line.
std::string HeaderText(vm::CallContext& context);

/// Fields of a header block (without the empty line) whose names are, or are
/// not, `Content-…`; MIME-Version counts as one of them.
std::string ContentFields(std::string_view header, bool content);

}  // namespace trommel::stdlib
