// SPDX-License-Identifier: MIT
// ComposeEximReply: the message of Exim's mail and vacation commands, as its
// autoreply transport writes it (Exim specification, "The autoreply
// transport").
#include <algorithm>

#include "interp/text/address.h"
#include "interp/text/ascii.h"
#include "tools/common/file.h"
#include "tools/delivery/reply.h"
#include "tools/delivery/reply_header.h"

namespace trommel::delivery {
namespace {

constexpr std::string_view kRubric =
    "------ This is a copy of the message, including all the headers. ------\n";

void AppendEnded(std::string_view text, std::string* out) {
  *out += text;
  if (!text.empty() && !text.ends_with('\n')) *out += '\n';
}

void AddRecipients(std::string_view list,
                   std::vector<std::string>* recipients) {
  for (const text::Address& address : text::ParseAddresses(list)) {
    if (!address.valid || address.local_part.empty()) continue;
    std::string spec = OneLine(address.Spec());
    if (std::find(recipients->begin(), recipients->end(), spec) ==
        recipients->end()) {
      recipients->push_back(std::move(spec));
    }
  }
}

std::string_view Recipient(const vm::Action& action) {
  const Value to = action.Field("to");
  return to.is_nil() ? action.Field("default_to").text() : to.text();
}

void AppendHeader(const vm::Action& action, const mail::Message& original,
                  const mail::Envelope& envelope, std::string* out) {
  std::string_view from = action.Field("from").text();
  if (from.empty()) from = envelope.recipient;
  AppendField("From", text::Trim(from), out);
  AppendField("Reply-To", text::Trim(action.Field("reply_to").text()), out);
  AppendField("To", text::Trim(Recipient(action)), out);
  AppendField("Cc", text::Trim(action.Field("cc").text()), out);
  AppendField("Subject", text::Trim(action.Field("subject").text()), out);
  AppendThread(original, out);
  AppendField("Auto-Submitted", "auto-replied", out);
  AppendEnded(action.Field("extra_headers").text(), out);
}

/// Line by line with its newline, as Exim does it.
void AppendExpanded(std::string_view bytes, const ExpandLine& expand_line,
                    std::string* out) {
  const size_t begin = out->size();
  while (!bytes.empty()) {
    const size_t end = std::min(bytes.find('\n'), bytes.size() - 1) + 1;
    const std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(end);
    const Result<std::string> expanded = expand_line(line);
    *out += expanded ? *expanded : line;
  }
  if (out->size() > begin && !out->ends_with('\n')) *out += '\n';
}

Status AppendFile(const vm::Action& action, vm::Host& host,
                  const ExpandLine& expand_line, std::string* out) {
  const Value file = action.Field("file");
  if (file.text().empty()) return {};
  if (file.tainted()) {
    return Err(Code::kTemporary,
               "the name of the file to send comes from the message");
  }
  std::string path(file.text());
  if (!path.starts_with('/')) path = host.Home() + "/" + path;
  Result<FileBytes> bytes = FileBytes::Read(path);
  if (!bytes) return Err(Code::kTemporary, bytes.error().text);
  if (!action.Field("expand").boolean()) {
    AppendEnded(bytes->view(), out);
    return {};
  }
  if (!expand_line) {
    return Err(Code::kTemporary, path + " cannot be expanded here");
  }
  AppendExpanded(bytes->view(), expand_line, out);
  return {};
}

}  // namespace

Result<ComposedReply> ComposeEximReply(const vm::Action& action,
                                       const mail::Message& original,
                                       const mail::Envelope& envelope,
                                       vm::Host& host,
                                       const ExpandLine& expand_line) {
  ComposedReply reply;
  AddRecipients(Recipient(action), &reply.recipients);
  AddRecipients(action.Field("cc").text(), &reply.recipients);
  AddRecipients(action.Field("bcc").text(), &reply.recipients);
  if (reply.recipients.empty()) {
    return Err(Code::kTemporary, "there is no address to send it to");
  }
  AppendHeader(action, original, envelope, &reply.bytes);
  reply.bytes += '\n';
  AppendEnded(action.Field("text").text(), &reply.bytes);
  TRY(AppendFile(action, host, expand_line, &reply.bytes));
  if (action.Field("return_message").boolean()) {
    reply.bytes += '\n';
    reply.bytes += kRubric;
    reply.bytes += '\n';
    AppendEnded(original.bytes().substr(original.from_line().size()),
                &reply.bytes);
  }
  return reply;
}

}  // namespace trommel::delivery
