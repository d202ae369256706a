// SPDX-License-Identifier: MIT
#include "tools/trommel/exim_header.h"

#include <gtest/gtest.h>

namespace trommel {
namespace {

using Fields = std::vector<std::string>;

Originator Ada() {
  Originator ada;
  ada.login = "ada";
  ada.address = ada.sender = "ada@x";
  ada.name = "Ada L";
  ada.trusted = true;
  ada.message_id = "I";
  ada.date = "D";
  return ada;
}

Fields Completed(const Originator& originator, Fields fields) {
  CompleteHeader(originator, nullptr, &fields);
  return fields;
}

TEST(EximHeader, WhatIsMissingIsAppended) {
  const std::string from = "From: Ada L <ada@x>\n";
  EXPECT_EQ(Completed(Ada(), {"A: b\n"}),
            (Fields{"A: b\n", "Message-Id: <I>\n", from, "Date: D\n"}));
  EXPECT_EQ(Completed(Ada(), {"Date:\n", "from : b\n", "MESSAGE-ID: c\n"}),
            (Fields{"Date:\n", "from : b\n", "MESSAGE-ID: c\n"}));
  EXPECT_EQ(Completed(Ada(), {"Resent-To: b\n"}),
            (Fields{"Resent-Date: D\n", "Resent-Message-Id: <I>\n",
                    "Resent-To: b\n", "Resent-From: Ada L <ada@x>\n"}));
  Originator remote = Ada();
  remote.remote = true;
  EXPECT_EQ(Completed(remote, {"A: b\n"}), Fields{"A: b\n"});
}

TEST(EximHeader, ALoginNameInFromBecomesAnAddress) {
  EXPECT_EQ(Completed(Ada(), {"From:  ADA\n", "A: b\n"}),
            (Fields{"A: b\n", "From: Ada L <ada@x>\n", "Message-Id: <I>\n",
                    "Date: D\n"}));
}

TEST(EximHeader, AnUntrustedUserIsNamedInSender) {
  Originator user = Ada();
  user.trusted = false;
  user.check_from = true;
  user.keep_sender = false;
  EXPECT_EQ(Completed(user, {"Sender: q\n", "From: z@y\n", "Date: D\n"}),
            (Fields{"From: z@y\n", "Date: D\n", "Message-Id: <I>\n",
                    "Sender: Ada L <ada@x>\n"}));
  EXPECT_EQ(Completed(user, {"Sender: q\n", "From: B <ADA@X>\n", "Date: D\n"}),
            (Fields{"From: B <ADA@X>\n", "Date: D\n", "Message-Id: <I>\n"}));
}

TEST(EximHeader, TraceFieldsAreTakenOut) {
  Fields fields = {"Return-path: <a@b>\n", "A: b\n", "Envelope-to: c\n",
                   "return-path: d\n", "Delivery-date: e\n"};
  EXPECT_EQ(TakeTraceFields({}, &fields), (Fields{"a@b", "d"}));
  EXPECT_EQ(fields, Fields{"A: b\n"});
}

TEST(EximHeader, AddressesGetADomain) {
  struct Row {
    const char* before;
    const char* after;
  };
  for (const Row& row : {
           Row{"To: a, B <b>, c@d\n", "To: a@x, B <b@x>, c@d\n"},
           Row{"To: g: a; , b (c)\n", "To: g: a@x; , b@x (c)\n"},
           Row{"To: a b, \"q r\", <>\n", "To: a b, \"q r\"@x, <>\n"},
           Row{"To: x < (c) b >\n", "To: x <b@x >\n"},
           Row{"To: a . b,,c\\,d\n", "To: a.b@x,,c\\,d@x\n"},
           Row{"To: "
               "abcdefghijklmnopqrstuvwxyzabcdefghij"
               ", b\n",
               "To: "
               "abcdefghijklmnopqrstuvwxyzabcdefghij"
               "@x, \n\tb@x\n"},
       }) {
    EXPECT_EQ(QualifiedField(row.before, "x"), row.after);
  }
}

}  // namespace
}  // namespace trommel
