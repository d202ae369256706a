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

Status AppendFile(const vm::Action& action, vm::Host& host, std::string* out) {
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
  const bool expand = action.Field("expand").boolean();
  if (expand && bytes->view().find_first_of("$\\") != std::string_view::npos) {
    return Err(Code::kTemporary,
               path + " holds expansions, which are not supported in files");
  }
  AppendEnded(bytes->view(), out);
  return {};
}

}  // namespace

Result<ComposedReply> ComposeEximReply(const vm::Action& action,
                                       const mail::Message& original,
                                       const mail::Envelope& envelope,
                                       vm::Host& host) {
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
  TRY(AppendFile(action, host, &reply.bytes));
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
