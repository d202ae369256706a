// SPDX-License-Identifier: MIT
// What trommel-lda sends for a Sieve script: through a stand-in for sendmail.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "tests/programs/process.h"

namespace trommel {
namespace {

constexpr std::string_view kMessage =
    "From: Ann <a@x>\nTo: me@y\nSubject: hi\nMessage-ID: <1@x>\n\nbody\n";

// Writes down its arguments and what it reads, once a call; as `-bs` it speaks
// SMTP and offers what stands in the file "offers".
constexpr std::string_view kSendmail =
    "#!/bin/sh\n"
    "cd \"${0%/*}\" || exit 1\n"
    "echo \"$@\" >> called\n"
    "if [ \"$1\" != -bs ]; then cat > read; exit 0; fi\n"
    "echo '220 x'\n"
    "while read -r line; do\n"
    "  case $line in\n"
    "    EHLO*) echo '250-x'; cat offers; echo '250 HELP' ;;\n"
    "    DATA*) echo '354 go'; while read -r line; do\n"
    "      [ \"${line%?}\" = . ] && break; echo \"$line\" >> read; done\n"
    "      echo '250 ok' ;;\n"
    "    QUIT*) echo '221 bye'; exit 0 ;;\n"
    "    *) echo \"$line\" >> said; echo '250 ok' ;;\n"
    "  esac\n"
    "done\n";

class LdaReply : public ::testing::Test {
 protected:
  LdaReply() {
    sendmail_ = scratch_.Write("sendmail", kSendmail);
    scratch_.Write("offers", "");
    std::filesystem::permissions(sendmail_, std::filesystem::perms::owner_all);
  }
  Finished Run(std::string_view script, Words words = {},
               std::string_view message = kMessage) {
    scratch_.Write(".dovecot.sieve", script);
    words.insert(words.begin(), {"--home", scratch_.folder(), "-f", "a@x", "-r",
                                 "me@y", "--sendmail", sendmail_});
    return RunProgram(scratch_, "trommel-lda", words, message);
  }
  size_t Stored(std::string_view folder = "Maildir/new") {
    const std::filesystem::path path = scratch_.Path(folder);
    if (!std::filesystem::exists(path)) return 0;
    return static_cast<size_t>(
        std::distance(std::filesystem::directory_iterator(path), {}));
  }
  std::string Read(const std::string& name) {
    return std::filesystem::exists(scratch_.Path(name)) ? scratch_.Read(name)
                                                        : std::string();
  }
  void Forget() {
    for (const char* name : {"called", "read", "said"}) {
      std::filesystem::remove(scratch_.Path(name));
    }
  }
  void ExpectIn(const std::string& file, std::string_view part) {
    EXPECT_NE(Read(file).find(part), std::string::npos) << part << "\n---\n"
                                                        << Read(file);
  }

  Scratch scratch_;
  std::string sendmail_;
};

TEST_F(LdaReply, ErejectIsRefusedInTheProtocol) {
  const Finished run = Run("require \"ereject\"; ereject \"Spam.\nBe gone.\";");
  EXPECT_EQ(run.status, 77) << run.err;
  EXPECT_EQ(run.out, "550-5.7.1 Spam.\n550 5.7.1 Be gone.\n");
  EXPECT_EQ(Stored(), 0U);
  EXPECT_EQ(Read("called"), "");
}

TEST_F(LdaReply, RejectIsToldToTheSender) {
  const Finished run = Run("require \"reject\"; reject \"No, thanks\";");
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(Stored(), 0U);
  EXPECT_EQ(Read("called"), "-oi -f <> -- a@x\n");
  ExpectIn("read", "Auto-Submitted: auto-replied (rejected)\n");
  ExpectIn("read", "\nNo, thanks\n");
}

TEST_F(LdaReply, NobodyIsToldThatThereIsNobody) {
  const Finished run = Run("require \"reject\"; reject \"No\";", {"-f", "<>"});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(Stored(), 0U);
  EXPECT_EQ(Read("called"), "");
  EXPECT_NE(run.err.find("nobody is told"), std::string::npos) << run.err;
}

TEST_F(LdaReply, ARejectThatCannotLeaveIsTriedAgain) {
  const Finished run =
      Run("require \"reject\"; reject \"No\";", {"--sendmail", "/bin/false"});
  EXPECT_EQ(run.status, 75) << run.err;
  EXPECT_EQ(Stored(), 0U);
}

TEST_F(LdaReply, RedirectIsMarkedAndLeavesOnce) {
  EXPECT_EQ(Run("redirect \"b@z\";").status, 0);
  EXPECT_EQ(Read("called"), "-oi -f a@x -- b@z\n");
  EXPECT_EQ(Read("read"), "X-Sieve: Trommel\nX-Sieve-Redirected-From: me@y\n" +
                              std::string(kMessage));
  Forget();
  const Finished again = Run("redirect \"b@z\"; redirect \"c@z\";");
  EXPECT_EQ(again.status, 0) << again.err;
  EXPECT_EQ(Read("called"), "-oi -f a@x -- c@z\n");
  EXPECT_NE(again.err.find("no redirect to b@z"), std::string::npos);
  EXPECT_EQ(Stored(), 0U);
}

TEST_F(LdaReply, ARedirectThatFailedIsNoDuplicate) {
  EXPECT_EQ(Run("redirect \"b@z\";", {"--sendmail", "/bin/false"}).status, 75);
  EXPECT_EQ(Run("redirect \"b@z\";").status, 0);
  EXPECT_EQ(Read("called"), "-oi -f a@x -- b@z\n");
}

TEST_F(LdaReply, ARedirectedMessageGetsAnIdentifier) {
  constexpr std::string_view kBare = "Subject: hi\n\nbody\n";
  EXPECT_EQ(Run("redirect \"b@z\";", {}, kBare).status, 0);
  ExpectIn("read", "X-Sieve-Redirected-From: me@y\nMessage-ID: <trommel.");
  EXPECT_EQ(Run("redirect \"b@z\";", {}, kBare).status, 0);
  EXPECT_EQ(Read("called"), "-oi -f a@x -- b@z\n-oi -f a@x -- b@z\n");
}

TEST_F(LdaReply, ALoopIsKept) {
  const Finished run =
      Run("redirect \"b@z\";", {},
          "X-Sieve-Redirected-From: me@y\n" + std::string(kMessage));
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(Read("called"), "");
  EXPECT_EQ(Stored(), 1U);
  EXPECT_NE(run.err.find("has been here before"), std::string::npos);
}

TEST_F(LdaReply, ThePolicyNamesTheSender) {
  const Finished run =
      Run("redirect \"b@z\";",
          {"--set", "sieve_redirect_envelope_from=<bounce@y>"});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(Read("called"), "-oi -f bounce@y -- b@z\n");
}

constexpr std::string_view kDsn =
    "require [\"redirect-dsn\", \"redirect-deliverby\"];\n"
    "redirect :notify \"success\" :ret \"HDRS\" :bytimerelative 600 :bymode "
    "\"notify\" \"b@z\";";

TEST_F(LdaReply, ParametersGoBySmtp) {
  scratch_.Write("offers", "250-DSN\n250-DELIVERBY 60\n");
  const Finished run = Run(kDsn, {}, std::string(kMessage) + ".dot\n");
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(Read("said"),
            "MAIL FROM:<me@y> RET=HDRS BY=600;N\r\n"
            "RCPT TO:<b@z> NOTIFY=SUCCESS\r\n");
  ExpectIn("read", "body\r\n..dot\r\n");
}

TEST_F(LdaReply, ParametersThatAreNotOfferedAreLeftOut) {
  const Finished run = Run(kDsn);
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(Read("said"), "MAIL FROM:<me@y>\r\nRCPT TO:<b@z>\r\n");
}

TEST_F(LdaReply, WhatCannotBeInTimeComesBack) {
  scratch_.Write("offers", "250-DSN\n");
  const Finished run =
      Run("require \"redirect-deliverby\";\n"
          "redirect :bytimerelative 600 \"b@z\";");
  EXPECT_EQ(run.status, 77) << run.err;
  EXPECT_EQ(Read("said"), "");
}

TEST_F(LdaReply, VacationSaysWhyItDoesNotReply) {
  const Finished run = Run("require \"vacation\"; vacation \"Away\";", {},
                           "Precedence: bulk\n" + std::string(kMessage));
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(Read("called"), "");
  EXPECT_NE(run.err.find("no vacation reply: the message is bulk mail"),
            std::string::npos)
      << run.err;
}

TEST_F(LdaReply, ACopyOfTheReplyIsStoredOnce) {
  constexpr std::string_view kScript =
      "require [\"vacation\", \"fcc\", \"imap4flags\"];\n"
      "vacation :fcc \"Sent\" :flags \"\\\\Seen\" \"Away\";";
  for (int i = 0; i < 2; ++i) {
    const Finished run = Run(kScript);
    EXPECT_EQ(run.status, 0) << run.err;
    EXPECT_EQ(Stored("Maildir/.Sent/cur"), 1U) << run.err;
  }
  EXPECT_EQ(Read("called"), "-oi -f <> -- a@x\n");
  EXPECT_EQ(Stored(), 2U);
}

TEST_F(LdaReply, VacationMayNameItsSender) {
  const Finished run = Run("require \"vacation\"; vacation \"Away\";",
                           {"--set", "sieve_vacation_send_from_recipient=yes"});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(Read("called"), "-oi -f me@y -- a@x\n");
}

TEST_F(LdaReply, NotificationsAndReportsLeave) {
  const Finished run =
      Run("require [\"enotify\", \"vnd.dovecot.report\"];\n"
          "notify :message \"Mail\" \"mailto:b@z?cc=c@z\";\n"
          "report \"abuse\" \"Spam\" \"fbl@z\";");
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(Read("called"), "-oi -f me@y -- b@z c@z\n-oi -f <> -- fbl@z\n");
  ExpectIn("read", "Feedback-Type: abuse\n");
  EXPECT_EQ(Stored(), 1U);
}

TEST_F(LdaReply, NobodyIsNotifiedTwice) {
  const Finished run =
      Run("require \"enotify\"; notify \"mailto:b@z\";\n"
          "notify :message \"again\" \"mailto:B@z,c@z\";");
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(Read("called"), "-oi -f me@y -- b@z\n-oi -f me@y -- c@z\n");
}

TEST_F(LdaReply, ANotificationOfTheNullSenderHasNone) {
  const Finished run =
      Run("require \"enotify\"; notify \"mailto:b@z\";", {"-f", "<>"});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(Read("called"), "-oi -f <> -- b@z\n");
}

TEST_F(LdaReply, XmppGoesToAProgram) {
  const std::string set = "sieve_notify_xmpp_command=" + sendmail_ + " -x";
  const Finished run =
      Run("require [\"enotify\", \"fcc\"];\n"
          "notify :fcc \"Log\" :message \"A<B\" \"xmpp:b@z\";",
          {"--set", set});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(Read("called"), "-x xmpp:b@z\n");
  ExpectIn("read", "<body>A&lt;B</body>");
  EXPECT_EQ(Stored("Maildir/.Log/new"), 1U);
}

}  // namespace
}  // namespace trommel
