// SPDX-License-Identifier: MIT
// Header fields of messages that we compose ourselves.
#pragma once

#include <string>
#include <string_view>

#include "interp/mail/message.h"
#include "interp/vm/host.h"

namespace trommel::delivery {

/// `text` as one line: line ends and control characters become blanks, so that
/// no data can begin a header field of its own; trimmed.
std::string OneLine(std::string_view text);

/// `text` (UTF-8) as the value of an unstructured field: as it is when it is
/// ASCII, else RFC 2047 encoded words of at most 75 characters, folded.
std::string EncodeText(std::string_view text);

/// An address list with its display names encoded; what is no address is left
/// out.
std::string EncodeAddresses(std::string_view list);

/// `name: value` and a line end; nothing for an empty value.
void AppendField(std::string_view name, std::string_view value,
                 std::string* out);

/// X-Sieve, a new Message-ID and Date: what all that we send begins with.
void AppendStart(vm::Host& host, std::string* out);

/// `<trommel.SECONDS.PID.NUMBER@HOST>`.
std::string NewMessageId(vm::Host& host);

/// The value of the first field of that name, on one line; empty if none.
std::string ValueOf(const mail::Message& message, std::string_view name);

/// `text` with LF line ends, one at its end.
std::string WithLineFeeds(std::string_view text);

/// MIME-Version, Content-Type text/plain and a transfer encoding that fits,
/// the empty line and `text`.
void AppendTextBody(std::string_view text, std::string* out);

bool HasHighBytes(std::string_view text);

/// Writes a multipart/report (RFC 6522).
/// Example: MultipartReport report(host, "feedback-report", &out);
///     report.Part("text/plain; charset=utf-8", text); …; report.End();
class MultipartReport {
 public:
  /// Writes the MIME header fields.
  MultipartReport(vm::Host& host, std::string_view type, std::string* out);
  /// One part; its transfer encoding is 8bit where it has to be.
  void Part(std::string_view content_type, std::string_view body);
  void End();

 private:
  std::string* out_;
  std::string boundary_;
};

/// In-Reply-To and References (RFC 5322 section 3.6.4) for an answer to
/// `original`; nothing when that has no Message-ID. At most 20 references, the
/// first and the latest, so that threads cannot grow without end.
void AppendThread(const mail::Message& original, std::string* out);

}  // namespace trommel::delivery
