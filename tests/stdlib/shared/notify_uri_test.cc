// SPDX-License-Identifier: MIT
#include "stdlib/shared/notify_uri.h"

#include <gtest/gtest.h>

namespace trommel::stdlib {
namespace {

using Texts = std::vector<std::string>;

TEST(ParseNotifyUri, ReadsAllOfMailto) {
  const Result<NotifyUri> uri = ParseNotifyUri(
      "MailTo:a%2Bb@example.com,c@example.com?to=d@example.com&cc=e@example."
      "com&Subject=New%20mail&body=A%0AB&subject=again&from=x@y.z&X-Foo=%C3%"
      "BC");
  ASSERT_TRUE(uri) << uri.error().text;
  EXPECT_EQ(uri->method, NotifyMethod::kMailto);
  EXPECT_EQ(uri->to,
            (Texts{"a+b@example.com", "c@example.com", "d@example.com"}));
  EXPECT_EQ(uri->cc, Texts{"e@example.com"});
  EXPECT_EQ(uri->subject, "New mail");
  EXPECT_EQ(uri->body, "A\nB");
  EXPECT_EQ(uri->ignored, (Texts{"subject", "from"}));
  ASSERT_EQ(uri->fields.size(), 1U);
  EXPECT_EQ(uri->fields[0].first, "X-Foo");
  EXPECT_EQ(uri->fields[0].second, "\xC3\xBC");
}

TEST(ParseNotifyUri, ReadsXmppAndSip) {
  const Result<NotifyUri> xmpp = ParseNotifyUri(
      "xmpp:tim@example.com/phone?message;subject=SIEVE;body=You%20got%20it");
  ASSERT_TRUE(xmpp) << xmpp.error().text;
  EXPECT_EQ(xmpp->to, Texts{"tim@example.com/phone"});
  EXPECT_EQ(xmpp->subject, "SIEVE");
  EXPECT_EQ(xmpp->body, "You got it");
  const Result<NotifyUri> sip =
      ParseNotifyUri("sips:bob@example.com:5061;x=1;method=message?body=B");
  ASSERT_TRUE(sip) << sip.error().text;
  EXPECT_EQ(sip->method, NotifyMethod::kSip);
  EXPECT_EQ(sip->to, Texts{"bob@example.com:5061"});
  EXPECT_EQ(sip->body, "B");
}

TEST(ParseNotifyUri, RefusesWhatIsNone) {
  for (std::string_view text : {"",
                                ":",
                                "mailto",
                                "tel:+1",
                                "http://example.com/",
                                "mailto:nobody",
                                "mailto:a@b@c",
                                "mailto:a@example.com?",
                                "mailto:a@example.com?=x",
                                "mailto:a@example.com?cc=x",
                                "mailto:%",
                                "mailto:%4",
                                "mailto:%zz",
                                "mailto:a b@example.com",
                                "mailto:a@example.com?x=\xC3\xBC",
                                "mailto:a@example.com#x",
                                "mailto:a@example.com?a%20b=x",
                                "xmpp:",
                                "xmpp:example.com",
                                "xmpp:@example.com",
                                "xmpp:a@",
                                "xmpp://a@example.com",
                                "sip:a@example.com",
                                "sip:;method=MESSAGE",
                                "sip:a@example.com;method=INVITE",
                                "sip:@x;method=MESSAGE"}) {
    EXPECT_FALSE(ParseNotifyUri(text)) << text;
  }
}

TEST(ParseNotifyUri, ABodyMayHaveLineEndsAndAnyBytes) {
  const Result<NotifyUri> uri =
      ParseNotifyUri("mailto:a@example.com?body=%FF%0D%0Ax&subject=%09");
  ASSERT_TRUE(uri) << uri.error().text;
  EXPECT_EQ(*uri->body, "\xFF\r\nx");
  EXPECT_EQ(*uri->subject, "\t");
}

TEST(ParseNotifyUri, FieldsFollowTheirGrammar) {
  for (std::string_view query :
       {"body", "to", "a=b&", "a=b&&c=d", "&a=b", "a=b&c", "a=/", "a=?", "a=[",
        "a/b=c", "a=%0A", "a=%0D%0A%20b", "a=%7F", "a=%FF", "a=%00",
        "body=%00"}) {
    const std::string uri = "mailto:a@example.com?" + std::string(query);
    EXPECT_FALSE(ParseNotifyUri(uri)) << uri;
  }
}

TEST(EncodeUrl, KeepsWhatIsUnreserved) {
  EXPECT_EQ(EncodeUrl("aZ0-._~"), "aZ0-._~");
  EXPECT_EQ(EncodeUrl("\xC3\xA4 b/%"), "%C3%A4%20b%2F%25");
}

}  // namespace
}  // namespace trommel::stdlib
