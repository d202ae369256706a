// SPDX-License-Identifier: MIT
// Header references ($h_, $bh_, $rh_, $lh_): joined and decoded values, each
// made once a run.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "interp/base/result.h"
#include "interp/program/value.h"
#include "interp/vm/call_context.h"

namespace trommel::stdlib::exim {

/// The four ways to refer to header fields (Exim spec, "Header lines in
/// expansions").
enum class HeaderForm : uint8_t {
  kDecoded,      ///< $h_: trimmed, decoded, in headers_charset
  kUnconverted,  ///< $bh_: trimmed, decoded, no charset conversion
  kRaw,          ///< $rh_: as they stand, line ends included
  kList,         ///< $lh_: a colon list of the fields, else raw
};

/// The fields that a look-up by name finds: those whose name is directly
/// followed by the colon, as Exim looks. Valid until the next header edit.
std::span<const mail::HeaderValue> FieldsCalled(vm::CallContext& context,
                                                std::string_view name);

/// The value of all fields called `name` in this form; empty when there are
/// none. Joined to no more than 64 KiB, before it is decoded. Thousands of
/// requests for the same name cost one join: the answer is found by the address
/// of the name's bytes, then by its letters.
Value HeaderText(vm::CallContext& context, std::string_view name,
                 HeaderForm form);

/// Whether a field of that name holds bytes of a message or envelope.
bool FieldsTaint(vm::CallContext& context, std::string_view name);

/// Decodes the encoded words of `text` to `charset` (empty: no conversion)
/// under the run's settings. *unknown receives the first charset of a word that
/// cannot be converted, if there is one: a view of `text`.
std::string DecodeHeader(vm::CallContext& context, std::string_view text,
                         std::string_view charset,
                         std::string_view* unknown = nullptr);

/// Forgets what was made: after header edits or a change of charset.
void ForgetHeaders(vm::CallContext& context);

/// The target charset of $h_: what SetHeadersCharset() said, else the setting
/// headers_charset. Valid until the next SetHeadersCharset().
std::string_view HeadersCharset(vm::CallContext& context);

/// Makes `charset` the target of $h_ for the rest of the run.
void SetHeadersCharset(vm::CallContext& context, std::string_view charset);

/// All fields for $message_headers: without trailing white space, one line end
/// between two, no more than 64 KiB, decoded without conversion.
std::string AllHeaders(vm::CallContext& context);
/// The first 64 KiB of all fields for $message_headers_raw, line ends as LF.
std::string AllHeadersRaw(vm::CallContext& context);

}  // namespace trommel::stdlib::exim
