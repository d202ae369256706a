// SPDX-License-Identifier: MIT
// ComposeReport: the abuse report of Sieve's report (RFC 5965).
#include "tools/delivery/reply.h"
#include "tools/delivery/reply_header.h"

namespace trommel::delivery {
namespace {

std::string InBrackets(std::string_view address) {
  return "<" + OneLine(address) + ">";
}

// The part for programs.
std::string Feedback(const ReplyInput& in) {
  std::string out;
  AppendField("Version", "1", &out);
  AppendField("Feedback-Type", OneLine(in.action.Field("type").text()), &out);
  AppendField("User-Agent", "Trommel/0.1", &out);
  AppendField("Original-Mail-From", InBrackets(in.envelope.sender), &out);
  if (!in.envelope.recipient.empty()) {
    AppendField("Original-Rcpt-To", InBrackets(in.envelope.recipient), &out);
  }
  AppendField("Arrival-Date", text::FormatRfc5322(in.host.Now()), &out);
  AppendField("Reporting-MTA", "dns; " + OneLine(in.host.HostName()), &out);
  return out;
}

}  // namespace

ComposedReply ComposeReport(const ReplyInput& in) {
  ComposedReply reply;
  std::string& out = reply.bytes;
  AppendStart(in.host, &out);
  AppendField("From", EncodeAddresses(in.action.Field("from").text()), &out);
  AppendField("To", InBrackets(in.action.target), &out);
  AppendField("Subject", "FW: " + EncodeText(ValueOf(in.original, "Subject")),
              &out);
  AppendField("Auto-Submitted", "auto-generated (report)", &out);
  MultipartReport report(in.host, "feedback-report", &out);
  report.Part("text/plain; charset=utf-8",
              WithLineFeeds(in.action.Field("text").text()));
  report.Part("message/feedback-report", Feedback(in));
  if (in.action.Field("headers_only").boolean()) {
    report.Part("text/rfc822-headers", WithLineFeeds(in.original.header()));
  } else {
    report.Part("message/rfc822", WithLineFeeds(in.original.bytes().substr(
                                      in.original.from_line().size())));
  }
  report.End();
  reply.recipients.emplace_back(in.action.target);
  return reply;
}

}  // namespace trommel::delivery
