// SPDX-License-Identifier: MIT
// ComposeRejection and RefusalText: what the sender hears of reject and ereject
// (RFC 5429).
#include <algorithm>

#include "interp/text/ascii.h"
#include "stdlib/shared/sender_policy.h"
#include "tools/delivery/reply.h"
#include "tools/delivery/reply_header.h"

namespace trommel::delivery {
namespace {

// RFC 5321 section 4.5.3.1.5, the code and the line end left out.
constexpr size_t kLineBytes = 490;
constexpr size_t kLines = 20;

std::string Explanation(const ReplyInput& in) {
  return "Your message to <" + OneLine(in.envelope.recipient) +
         "> was refused by the recipient's mail filter. The reason given "
         "was:\n\n" +
         WithLineFeeds(in.action.target);
}

std::string AddressOf(std::string_view address) {
  std::string out = OneLine(address);
  // These fields are ASCII (RFC 8098 section 3.1).
  std::replace_if(
      out.begin(), out.end(), [](char c) { return (c & 0x80) != 0; }, '?');
  return "rfc822; " + out;
}

// RFC 8098 section 3.1.
std::string Disposition(const ReplyInput& in) {
  std::string out;
  AppendField("Reporting-UA", OneLine(in.host.HostName()) + "; Trommel", &out);
  const std::string& original = in.envelope.original_recipient;
  if (!original.empty()) {
    AppendField("Original-Recipient", AddressOf(original), &out);
  }
  AppendField("Final-Recipient", AddressOf(in.envelope.recipient), &out);
  std::string id = ValueOf(in.original, "Message-ID");
  if (HasHighBytes(id)) id.clear();
  AppendField("Original-Message-ID", id, &out);
  AppendField("Disposition", "automatic-action/MDN-sent-automatically; deleted",
              &out);
  return out;
}

bool IsPrintable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x7F && (byte >= 0x20 || c == '\n' || c == '\r' || c == '\t');
  });
}

std::vector<std::string> LinesOf(std::string_view text) {
  std::vector<std::string> lines;
  text = text::Trim(text);
  while (!text.empty() && lines.size() < kLines) {
    const size_t end = std::min({text.find('\n'), text.size(), kLineBytes});
    lines.push_back(OneLine(text.substr(0, end)));
    text.remove_prefix(end);
    if (text.starts_with('\n')) text.remove_prefix(1);
  }
  return lines;
}

}  // namespace

ComposedReply ComposeRejection(const ReplyInput& in) {
  ComposedReply reply;
  std::string& out = reply.bytes;
  AppendStart(in.host, &out);
  AppendField("From",
              "Postmaster <" +
                  OneLine(stdlib::Postmaster(in.settings, in.envelope)) + ">",
              &out);
  AppendField("To", "<" + OneLine(in.envelope.sender) + ">", &out);
  AppendField("Subject", "Automatically rejected mail", &out);
  AppendThread(in.original, &out);
  AppendField("Auto-Submitted", "auto-replied (rejected)", &out);
  AppendField("Precedence", "bulk", &out);
  MultipartReport report(in.host, "disposition-notification", &out);
  report.Part("text/plain; charset=utf-8", Explanation(in));
  report.Part("message/disposition-notification", Disposition(in));
  report.Part("text/rfc822-headers", WithLineFeeds(in.original.header()));
  report.End();
  reply.recipients.push_back(in.envelope.sender);
  return reply;
}

std::string RefusalText(std::string_view reason) {
  if (!IsPrintable(reason) || text::Trim(reason).empty()) {
    reason = "The message was refused by the recipient's mail filter";
  }
  const std::vector<std::string> lines = LinesOf(reason);
  std::string out;
  for (size_t i = 0; i < lines.size(); ++i) {
    const bool last = i + 1 == lines.size();
    out += (last ? "550 5.7.1 " : "550-5.7.1 ") + lines[i];
    if (!last) out += '\n';
  }
  return out;
}

}  // namespace trommel::delivery
