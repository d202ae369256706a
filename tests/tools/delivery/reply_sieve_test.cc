// SPDX-License-Identifier: MIT
// Refusals, notifications and reports as they leave.
#include <gtest/gtest.h>

#include "interp/vm/memory_host.h"
#include "tools/delivery/reply.h"

namespace trommel::delivery {
namespace {

using vm::ActionField;

constexpr std::string_view kOriginal =
    "From: Ann <ann@example.net>\n"
    "To: me@example.com\n"
    "Subject: Lunch?\n"
    "Message-ID: <2@example.net>\n"
    "\n"
    "Today?\n";

// A message, its envelope and one action on it.
class Scene {
 public:
  explicit Scene(std::string_view target, std::vector<ActionField> fields = {},
                 std::string_view original = kOriginal)
      : original_(original), fields_(std::move(fields)) {
    envelope.sender = "ann@example.net";
    envelope.has_sender = true;
    envelope.recipient = "me@example.com";
    action_.target = target;
    action_.fields = fields_;
  }
  ReplyInput input() { return {action_, original_, envelope, host_, settings}; }

  mail::Envelope envelope;
  vm::Settings settings;

 private:
  mail::Message original_;
  std::vector<ActionField> fields_;
  vm::Action action_;
  vm::MemoryHost host_;
};

bool Has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST(ComposeRejection, IsADispositionNotification) {
  Scene scene("No, thanks");
  const ComposedReply reply = ComposeRejection(scene.input());
  EXPECT_EQ(reply.sender, "");
  EXPECT_EQ(reply.recipients, std::vector<std::string>{"ann@example.net"});
  for (std::string_view part :
       {"From: Postmaster <postmaster@example.com>\nTo: <ann@example.net>\n"
        "Subject: Automatically rejected mail\n",
        "In-Reply-To: <2@example.net>\n",
        "Auto-Submitted: auto-replied (rejected)\nPrecedence: bulk\n",
        "Content-Type: multipart/report; "
        "report-type=disposition-notification;\n boundary=\"",
        "refused by the recipient's mail filter", "\n\nNo, thanks\n",
        "Content-Type: message/disposition-notification\n"
        "Content-Transfer-Encoding: 7bit\n\n"
        "Reporting-UA: mail.example.com; Trommel\n"
        "Final-Recipient: rfc822; me@example.com\n"
        "Original-Message-ID: <2@example.net>\n"
        "Disposition: automatic-action/MDN-sent-automatically; deleted\n",
        "Content-Type: text/rfc822-headers\n"
        "Content-Transfer-Encoding: 7bit\n\nFrom: Ann <ann@example.net>\n"}) {
    EXPECT_TRUE(Has(reply.bytes, part)) << part << "\n---\n" << reply.bytes;
  }
  EXPECT_FALSE(Has(reply.bytes, "Today?"));
  EXPECT_FALSE(Has(reply.bytes, "Disposition-Notification-To"));
}

TEST(ComposeRejection, NamesTheOriginalRecipientOnlyWhenItIsKnown) {
  Scene scene("N\xC3\xB6", {}, "From: ann@example.net\n\n");
  scene.envelope.original_recipient = "old@example.com";
  scene.settings.postmaster_address = "pm@example.org";
  const std::string out = ComposeRejection(scene.input()).bytes;
  EXPECT_TRUE(Has(out, "Original-Recipient: rfc822; old@example.com\n"));
  EXPECT_TRUE(Has(out, "From: Postmaster <pm@example.org>\n"));
  EXPECT_TRUE(Has(out, "Content-Transfer-Encoding: 8bit\n"));
  EXPECT_FALSE(Has(out, "Original-Message-ID"));
}

TEST(RefusalText, IsAnSmtpAnswer) {
  EXPECT_EQ(RefusalText("No"), "550 5.7.1 No");
  EXPECT_EQ(RefusalText("Spam.\r\nBe gone.\n"),
            "550-5.7.1 Spam.\n550 5.7.1 Be gone.");
  for (std::string_view bad : {"", " \n", "n\xC3\xB6", "a\x01"}) {
    EXPECT_EQ(
        RefusalText(bad),
        "550 5.7.1 The message was refused by the recipient's mail filter");
  }
  const std::string all = RefusalText(std::string(1200, 'x'));
  for (size_t at = 0; at < all.size();) {
    const size_t end = std::min(all.find('\n', at), all.size());
    EXPECT_LE(end - at, 510U);
    at = end + 1;
  }
}

TEST(ComposeNotification, WritesMail) {
  Scene scene("mailto:a@example.org,b@example.org?cc=c@example.org&x-foo=1",
              {{"importance", Value::String("1")},
               {"message", Value::String("Boss: now")}});
  const Result<ComposedReply> reply = ComposeNotification(scene.input());
  ASSERT_TRUE(reply) << reply.error().text;
  EXPECT_EQ(reply->sender, "me@example.com");
  EXPECT_EQ(reply->recipients.size(), 3U);
  EXPECT_TRUE(
      Has(reply->bytes,
          "Date: Fri, 02 Jan 2026 03:04:05 +0000\nSubject: Boss: now\n"
          "From: me@example.com\nTo: a@example.org,\n b@example.org\n"
          "Cc: c@example.org\n"
          "Auto-Submitted: auto-notified; owner-email=\"me@example.com\"\n"
          "Precedence: bulk\nX-Priority: 1 (Highest)\nImportance: High\n"
          "X-foo: 1\nMIME-Version: 1.0\n"))
      << reply->bytes;
}

TEST(ComposeNotification, TakesItsSenderFromWhereItShould) {
  Scene from("mailto:a@example.org",
             {{"from", Value::String("Me <other@example.com>")}});
  EXPECT_EQ(ComposeNotification(from.input())->sender, "other@example.com");
  EXPECT_TRUE(Has(ComposeNotification(from.input())->bytes,
                  "\nSubject: Lunch?\nFrom: Me <other@example.com>\n"));
  Scene set("mailto:a@example.org", {{"sender", Value::String("x@y.example")}});
  EXPECT_EQ(ComposeNotification(set.input())->sender, "x@y.example");
  set.envelope.sender.clear();
  EXPECT_EQ(ComposeNotification(set.input())->sender, "");
}

TEST(ComposeNotification, DataBeginsNoHeader) {
  Scene scene("mailto:a@example.org?x-a=b%09Bcc:%20e@x.example&body=A%0ABcc:x",
              {{"message", Value::String("a\r\nBcc: evil@example.org")}});
  const std::string out = ComposeNotification(scene.input())->bytes;
  EXPECT_FALSE(Has(out.substr(0, out.find("\n\n")), "\nBcc:")) << out;
}

TEST(ComposeNotifyCall, HandsAStanzaToTheProgram) {
  Scene scene("xmpp:tim@example.com?message;subject=New%20mail",
              {{"importance", Value::String("3")},
               {"message", Value::String("A & <B>")}});
  scene.settings.sieve_notify_xmpp_command = "/usr/bin/send --quiet";
  const Result<NotifyCall> call = ComposeNotifyCall(scene.input());
  ASSERT_TRUE(call) << call.error().text;
  EXPECT_EQ(call->words,
            (std::vector<std::string>{
                "/usr/bin/send", "--quiet",
                "xmpp:tim@example.com?message;subject=New%20mail"}));
  EXPECT_EQ(call->input,
            "<message to='tim@example.com' type='headline'>"
            "<subject>New mail</subject><body>A &amp; &lt;B&gt;</body>"
            "<headers xmlns='http://jabber.org/protocol/shim'>"
            "<header name='Resent-From'>me@example.com</header>"
            "<header name='Urgency'>low</header></headers></message>\n");
  EXPECT_TRUE(Has(NotifyCopy(scene.input()), "Subject: Fcc: Lunch?\n"));
}

TEST(ComposeNotifyCall, WritesASipRequest) {
  Scene scene("sip:bob@example.com;method=MESSAGE?body=B");
  scene.settings.sieve_notify_sip_command = "/usr/bin/sip";
  EXPECT_EQ(ComposeNotifyCall(scene.input())->input,
            "To: bob@example.com\nPriority: normal\n"
            "Content-Type: text/plain; charset=UTF-8\n\nB\n");
  scene.settings.sieve_notify_sip_command.clear();
  EXPECT_FALSE(ComposeNotifyCall(scene.input()));
}

TEST(ComposeReport, IsAnAbuseReport) {
  Scene scene("fbl@example.org", {{"type", Value::String("abuse")},
                                  {"text", Value::String("Spam")},
                                  {"from", Value::String("pm@example.com")}});
  const ComposedReply reply = ComposeReport(scene.input());
  EXPECT_EQ(reply.recipients, std::vector<std::string>{"fbl@example.org"});
  for (std::string_view part :
       {"From: pm@example.com\nTo: <fbl@example.org>\nSubject: FW: Lunch?\n"
        "Auto-Submitted: auto-generated (report)\n",
        "multipart/report; report-type=feedback-report;\n boundary=",
        "\n\nSpam\n",
        "Content-Type: message/feedback-report\n"
        "Content-Transfer-Encoding: 7bit\n\nVersion: 1\nFeedback-Type: abuse\n",
        "Original-Mail-From: <ann@example.net>\n"
        "Original-Rcpt-To: <me@example.com>\n"
        "Arrival-Date: Fri, 02 Jan 2026 03:04:05 +0000\n"
        "Reporting-MTA: dns; mail.example.com\n",
        "Content-Type: message/rfc822\n", "\n\nToday?\n"}) {
    EXPECT_TRUE(Has(reply.bytes, part)) << part << "\n---\n" << reply.bytes;
  }
}

TEST(ComposeReport, MayLeaveTheBodyOut) {
  Scene scene("fbl@example.org", {{"type", Value::String("not-spam")},
                                  {"text", Value::String("G\xC3\xBCt")},
                                  {"headers_only", Value::Bool(true)},
                                  {"from", Value::String("pm@example.com")}});
  scene.envelope.sender.clear();
  const std::string out = ComposeReport(scene.input()).bytes;
  EXPECT_TRUE(Has(out, "Content-Type: text/rfc822-headers\n"));
  EXPECT_TRUE(Has(out, "Original-Mail-From: <>\n"));
  EXPECT_TRUE(Has(out, "Content-Transfer-Encoding: 8bit\n\nG\xC3\xBCt\n"));
  EXPECT_FALSE(Has(out, "Today?"));
}

}  // namespace
}  // namespace trommel::delivery
