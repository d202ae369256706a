// SPDX-License-Identifier: MIT
// What the MTA hands over: --var and spool headers.
#include "tools/host/handed_over.h"

#include <gtest/gtest.h>

namespace trommel {
namespace {

std::string ErrorOf(std::string_view word) {
  HandedOver facts;
  const Status status = HandOver(word, &facts);
  return status ? "" : status.error().text;
}

TEST(HandOver, TakesWhatMtasKnow) {
  HandedOver facts;
  for (std::string_view word :
       {"spam_score=3.1", "dkim_domain=example.org", "acl_m_x=a=b",
        "r_y=", "sender_helo_name=h", "message_id=1", "spam_score=4"}) {
    EXPECT_TRUE(HandOver(word, &facts)) << word;
  }
  EXPECT_EQ(facts.variables["spam_score"], "4");
  EXPECT_EQ(facts.variables["acl_m_x"], "a=b");
  EXPECT_EQ(facts.variables["r_y"], "");
}

TEST(HandOver, RefusesTheRest) {
  EXPECT_EQ(ErrorOf("spam_score"),
            "--var needs NAME=VALUE, not \"spam_score\"");
  EXPECT_EQ(ErrorOf("nosuch=1"), "unknown variable \"nosuch\"");
  EXPECT_EQ(ErrorOf("home=/x"),
            "$home is found out from the message and its envelope, and cannot "
            "be set");
}

TEST(WhatOnlyMtasSet, TellsThemApart) {
  EXPECT_EQ(WhatOnlyMtasSet("acl_narg"), "of an ACL");
  EXPECT_EQ(WhatOnlyMtasSet("tls_out_sni"), "of a TLS session");
  for (std::string_view name : {"local_part", "spam_bar", "dkim_selector",
                                "tls_in_sni", "received_for", "nosuch"}) {
    EXPECT_EQ(WhatOnlyMtasSet(name), "") << name;
  }
}

// Written by exim4 4.96; one tainted item quoted for a lookup added.
constexpr std::string_view kSpool =
    "1xXcM0-0000fu-34-H\n"
    "root 0 0\n"
    "<x@y.z>\n"
    "1795948916 0\n"
    "-received_time_usec .951239\n"
    "--host_address [192.0.2.7]:1234\n"
    "--host_name host.example\n"
    "--host_auth PLAIN\n"
    "--interface_address [192.0.2.1]:25\n"
    "--ident idd\n"
    "--(mysql)received_protocol esmtp\n"
    "-host_lookup_failed\n"
    "-aclc 0 11\n"
    "line1\n"
    "line2\n"
    "-aclm _x 5\n"
    "hello\n"
    "-acl 12 1\n"
    "o\n"
    "--aclm 5 0\n"
    "\n"
    "-body_linecount 1\n"
    "YN a@b\n"
    "NN c@d\n"
    "2\n"
    "user@vm\n"
    "other@vm x@y 3,0#1\n"
    "\n"
    "012F From: a@b.c\n"
    "025  X-Spam-Score: acl_m_evil\n";

TEST(ParseSpoolHeader, ReadsWhatEximWrites) {
  HandedOver facts;
  const Status status = ParseSpoolHeader(kSpool, &facts);
  ASSERT_TRUE(status) << status.error().text;
  EXPECT_EQ(facts.sender, "x@y.z");
  EXPECT_EQ(facts.recipients,
            (std::vector<std::string>{"user@vm", "other@vm"}));
  const std::map<std::string, std::string, std::less<>> expected = {
      {"message_id", "1xXcM0-0000fu-34"},
      {"received_time", "1795948916"},
      {"sender_host_address", "192.0.2.7"},
      {"sender_host_port", "1234"},
      {"sender_host_name", "host.example"},
      {"sender_host_authenticated", "PLAIN"},
      {"interface_address", "192.0.2.1"},
      {"received_ip_address", "192.0.2.1"},
      {"interface_port", "25"},
      {"sender_ident", "idd"},
      {"received_protocol", "esmtp"},
      {"host_lookup_failed", "1"},
      {"acl_c0", "line1\nline2"},
      {"acl_m_x", "hello"},
      {"acl_m2", "o"},
      {"acl_m5", ""},
      {"sender_fullhost", "host.example [192.0.2.7]"},
      {"sender_rcvhost", "host.example ([192.0.2.7] ident=idd)"},
  };
  EXPECT_EQ(facts.variables, expected);
}

// By exim4 4.96, too, from NOTIFY=SUCCESS,FAILURE and so on.
TEST(ParseSpoolHeader, ReadsWhatIsAskedForInReports) {
  struct Row {
    std::string_view recipient;
    std::string_view orcpt;
    std::string_view notify;
  };
  constexpr Row kRows[] = {
      {"me@y.example rfc822;me+2Bold@y.example 25,12  0,-1#3",
       "rfc822;me+2Bold@y.example", "SUCCESS,FAILURE"},
      {"b@y.example  0,2  0,-1#3", "", "NEVER"},
      {"d@y.example  0,16  0,-1#3", "", "DELAY"},
      {"d@y.example  0,16 x@y 3,-1#3", "", "DELAY"},
  };
  for (const Row& row : kRows) {
    HandedOver facts;
    const Status status = ParseSpoolHeader(
        "1xXeNh-0004xD-0C-H\nroot 0 0\n<s@x.example>\n1795956709 0\n"
        "-dsn_envid QQ+2B1\n-dsn_ret 2\nXX\n1\n" +
            std::string(row.recipient) + "\n\n",
        &facts);
    ASSERT_TRUE(status) << status.error().text;
    EXPECT_EQ(facts.variables["dsn_orcpt"], row.orcpt) << row.recipient;
    EXPECT_EQ(facts.variables["dsn_notify"], row.notify) << row.recipient;
    EXPECT_EQ(facts.variables["dsn_envid"], "QQ+2B1");
    EXPECT_EQ(facts.variables["dsn_ret"], "HDRS");
  }
  for (std::string_view bad : {"a@b #3", "a@b 9,9#3", "a@b x 99,2  0,-1#3",
                               "a@b  0,-1#3", "a@b ,#3"}) {
    HandedOver facts;
    (void)ParseSpoolHeader(
        "x-H\nr 0 0\n<>\n1 0\nXX\n1\n" + std::string(bad) + "\n\n", &facts);
  }
}

TEST(HandOver, TakesWhatSmtpSaid) {
  HandedOver facts;
  for (std::string_view word :
       {"dsn_notify=NEVER", "dsn_orcpt=rfc822;a@b", "dsn_ret=FULL",
        "dsn_envid=x", "deliver_by=120;RT"}) {
    EXPECT_TRUE(HandOver(word, &facts)) << word;
  }
  EXPECT_EQ(facts.variables["deliver_by"], "120;RT");
}

// Whatever is cut off: an error or less, never anything else.
TEST(ParseSpoolHeader, EveryBeginningEnds) {
  for (size_t size = 0; size < kSpool.size(); ++size) {
    HandedOver facts;
    (void)ParseSpoolHeader(kSpool.substr(0, size), &facts);
  }
}

TEST(ParseSpoolHeader, NamesTheLine) {
  HandedOver facts;
  EXPECT_EQ(ParseSpoolHeader("x-H\nr 0 0\nx@y\n", &facts).error().text,
            "line 3: no sender in angle brackets");
  EXPECT_EQ(
      ParseSpoolHeader("x-H\nr 0 0\n<>\n1 0\n-aclm x 99999999\na\n", &facts)
          .error()
          .text,
      "line 5: an ACL variable of another length");
  EXPECT_EQ(ParseSpoolHeader("x-H\nr 0 0\n<>\n1 0\nXX\n999999999\na\n", &facts)
                .error()
                .text,
            "line 8: a recipient is missing");
}

}  // namespace
}  // namespace trommel
