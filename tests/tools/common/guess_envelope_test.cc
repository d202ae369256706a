// SPDX-License-Identifier: MIT
// Envelopes from headers: which field wins, and how addresses are found.
#include "tools/common/guess_envelope.h"

#include <gtest/gtest.h>

namespace trommel {
namespace {

struct Row {
  const char* header;
  const char* sender;
  const char* sender_origin;
  const char* recipient;
  const char* recipient_origin;
};

mail::Envelope Guess(std::string_view header, std::string_view line = {}) {
  const mail::Message message(header);
  mail::Envelope envelope;
  GuessEnvelope(message, line, &envelope);
  return envelope;
}

TEST(GuessEnvelope, TakesTheBestField) {
  for (const Row& row :
       {Row{"Return-Path: <r@x>\nFrom: f@x\nDelivered-To: d@y\nTo: t@y\n\n",
            "r@x", "Return-Path", "d@y", "Delivered-To"},
        Row{"From: F <f@x>\nEnvelope-To: e@y\nX-Original-To: o@y\n\n", "f@x",
            "From", "e@y", "Envelope-To"},
        Row{"From: \"A, B\" <f@x>, g@x\nX-Original-To: o@y\n\n", "f@x", "From",
            "o@y", "X-Original-To"},
        Row{"From: f@x (C)\nTo: friends: a@y, b@y;\n\n", "f@x", "From", "a@y",
            "To"},
        Row{"From bounce@x Fri Jan  2 03:04:05 2026\nFrom: f@x\nTo: t@y\n\n",
            "bounce@x", "From_", "t@y", "To"},
        Row{"Subject: no one\n\n", "", "nowhere", "", "nowhere"}}) {
    const mail::Envelope envelope = Guess(row.header);
    EXPECT_EQ(envelope.sender, row.sender) << row.header;
    EXPECT_EQ(envelope.sender_origin, row.sender_origin) << row.header;
    EXPECT_EQ(envelope.recipient, row.recipient) << row.header;
    EXPECT_EQ(envelope.recipient_origin, row.recipient_origin) << row.header;
  }
}

TEST(GuessEnvelope, NullSenderIsASender) {
  const mail::Envelope bounce = Guess("Return-Path: <>\n\n");
  EXPECT_TRUE(bounce.has_sender);
  EXPECT_EQ(bounce.sender, "");
  EXPECT_EQ(bounce.sender_origin, "Return-Path");
  EXPECT_FALSE(Guess("\n").has_sender);
}

TEST(GuessEnvelope, MboxLineCanStandApart) {
  const mail::Envelope envelope =
      Guess("From: f@x\n\n", "From m@x Fri Jan  2 03:04:05 2026\n");
  EXPECT_EQ(envelope.sender, "m@x");
  EXPECT_EQ(envelope.sender_origin, "From_");
}

TEST(GuessEnvelope, OptionsStay) {
  const mail::Message message("Return-Path: <r@x>\nTo: t@y\n\n");
  mail::Envelope envelope;
  envelope.sender = "given@x";
  envelope.sender_origin = "option";
  GuessEnvelope(message, {}, &envelope);
  EXPECT_EQ(envelope.sender, "given@x");
  EXPECT_EQ(envelope.recipient, "t@y");
}

TEST(BareAddress, LosesBrackets) {
  EXPECT_EQ(BareAddress(" <a@b> "), "a@b");
  EXPECT_EQ(BareAddress("a@b"), "a@b");
  EXPECT_EQ(BareAddress("<>"), "");
  EXPECT_EQ(BareAddress("<a@b"), "a@b");
  EXPECT_EQ(BareAddress(""), "");
}

}  // namespace
}  // namespace trommel
