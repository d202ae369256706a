// SPDX-License-Identifier: MIT
// Addresses: what Exim 4.96 accepts and how it refuses the rest.
#include "interp/exim/address.h"

#include <gtest/gtest.h>

namespace trommel::exim {
namespace {

struct OneRow {
  std::string_view text;
  std::string_view address;  ///< or, when it begins with '?', the reason
};

constexpr std::string_view kNoLocal =
    "?missing or malformed local part (expected word or \"<\")";

constexpr OneRow kOne[] = {
    {"Bob <b@c>", "b@c"},
    {"b@c (Bob)", "b@c"},
    {"\"a b\"@c", "\"a b\"@c"},
    {"a (c) @ (d) b", "a@b"},
    {"a . b@c", "a.b@c"},
    {"a..b@c", "a..b@c"},
    {".a@c", ".a@c"},
    {"bob", "bob"},
    {"Bob. X <a@b>", "a@b"},
    {"<@r1,@r2:a@b>", "a@b"},
    {"@r:a@b", "a@b"},
    {"a@[1.2.3.4]", "a@[1.2.3.4]"},
    {"a(x", "a"},
    {"\xC3\xA9@b", "\xC3\xA9@b"},
    {"", "?empty address"},
    {"(c)", "?empty address"},
    {"a b c", kNoLocal},
    {"a:b;", kNoLocal},
    {"Bob, X <a@b>", kNoLocal},
    {"\"ab\"c@d", kNoLocal},
    {"a@", "?domain missing or malformed"},
    {"a@b..c", "?domain missing or malformed"},
    {"a@b.", "?domain missing or malformed"},
    {"@b", "?no local part"},
    {"<>", "?missing or malformed local part"},
    {"<@r,a@b>", "?colon expected after route list"},
    {"Bob <b@c", "?'>' missing at end of address"},
    {"<a b@c>", "?\"@\" or \".\" expected after \"a\""},
    {"a@[x", "?malformed domain literal"},
    {"\"a b@c", "?unmatched doublequote in local part"},
    {"a@b c", "?malformed address: c may not follow a@b "},
    {"a@b,c@d", "?malformed address: ,c@d may not follow a@b"},
    {"<a@b> x", "?malformed address: x may not follow <a@b> "},
    {" (c) a@b c", "?malformed address: c may not follow  (c) a@b "},
    {"a@b 1234567890123456789012345678901234",
     "?malformed address: 12345678901234567890123456789012 may not follow "
     "a@b "},
    {"a;b", "?malformed address: ;b may not follow a"},
    {"<a@b;>", "?malformed address: ;> may not follow <a@b"},
    {";a", "?empty address"},
    {"x\\, y \"a\".b <a@b>", "a@b"},
    {"a)b", kNoLocal},
    {"x \"y", "?unmatched doublequote in local part (expected word or \"<\")"},
    {"x < <a@b>", "?missing or malformed local part"},
    {"@r:a", "?domain missing in source-routed address"},
    {"<@r:a>", "?domain missing in source-routed address"},
    {"<@r:a", "?\"@\" or \".\" expected after \"a\""},
    {"@r:", "?missing or malformed local part"},
    {"@r, @s:a@b", "a@b"},
    {"@r,s:a@b", "?colon expected after route list"},
    {"@[1]:a@b", "?domain literals not allowed"},
    {"a@[1(,2]", "a@[1(,2]"},
    {"a@[1 2]", "?malformed domain literal"},
    {"a@[1\\2]", "?malformed domain literal"},
    {"a@[\xC3\xA9]", "?malformed domain literal"},
    {"<a@[1]>", "?domain literals not allowed"},
    {"@-", "?domain missing or malformed"},
    {"@r@s:a@b", "?no local part"},
};

TEST(EximAddress, ReadsOne) {
  for (const OneRow& row : kOne) {
    Result<BareAddress> read = ReadAddress(row.text);
    std::string got = read ? read->Text() : "?" + read.error().text;
    EXPECT_EQ(got, row.address) << row.text;
  }
}

TEST(EximAddress, IsAtMost256Bytes) {
  const std::string local(254, 'x');
  EXPECT_TRUE(ReadAddress(local + "@b").has_value());
  EXPECT_EQ(ReadAddress("<" + local + "x@b>").error().text,
            "address is ridiculously long: " + std::string(64, 'x') + "...");
}

TEST(EximAddress, FindsTheDomainAsTheProgramDoes) {
  constexpr std::string_view kWith[] = {"a@b",     "\"a\"@b",  "\\@b",
                                        "a\\\\@b", "\\\\\\@b", "a\\@b@c"};
  constexpr std::string_view kWithout[] = {"",           "a",        "\"a@b\"",
                                           "b.\"a@\"",   "a\\@b",    "\\\\@b",
                                           "\"q\".\\@y", "\"a@b\".c"};
  for (std::string_view text : kWith) EXPECT_TRUE(HasDomain(text)) << text;
  for (std::string_view text : kWithout) EXPECT_FALSE(HasDomain(text)) << text;
}

struct ListRow {
  std::string_view text;
  bool groups;
  std::string_view addresses;
};

constexpr ListRow kLists[] = {
    {"a@b, Bob <c@d>", true, "a@b c@d "},
    {"g: a@b, c@d;, e@f", true, "a@b c@d e@f "},
    {"g: a@b; lost, e@f", true, "a@b e@f "},
    {"g: a@b;, e@f", false, "- e@f "},
    {"a@b; c@d, e@f", true, "- e@f "},
    {"\"q, q\"@x, , bad one", true, "\"q, q\"@x - - "},
    {",,a@b, , ,c@d,", true, "- a@b - c@d "},
    {"g:, a@b,; x", true, "- a@b - "},
    {" ", false, "- "},
    {"i@j (k, l), z@y", true, "i@j z@y "},
    {"a@b, ", true, "a@b - "},
    {"a@b,", true, "a@b "},
    {"a@b,,", true, "a@b - "},
    {"g:a@b,;", true, "a@b - "},
    {"g:a@b;,", true, "a@b "},
    {"g:", true, "- "},
    {"@x,y:a, b", true, "- b "},
    {"@x, a, b", true, "- "},
    {"a, @x, b", true, "a - b "},
    {"<@x, a>, b", true, "- "},
    {"g:@x, a;, b", true, "- a b "},
    {"g:<a;>, b;, c", true, "- - c "},
    {"a)g:b, c;d, e", true, "- - e "},
    {"a.b \"c\" (d) :e", true, "e "},
    {"", true, ""},
};

TEST(EximAddress, ReadsLists) {
  for (const ListRow& row : kLists) {
    std::string got;
    auto items = ReadAddressList(row.text, row.groups);
    ASSERT_TRUE(items.has_value());
    for (const ListedAddress& item : *items) {
      got += (item.address ? item.address->Text() : "-") + " ";
    }
    EXPECT_EQ(got, row.addresses) << row.text;
  }
}

// Seen on exim4 4.96, with ${address:…} behind ${addresses:g:a}.
TEST(EximAddress, GroupsGoOnFromOneAddressToTheNext) {
  struct StateRow {
    std::string_view text;
    GroupState before;
    std::string_view address;
    GroupState after;
  };
  constexpr GroupState kNone;
  constexpr GroupState kAllowed = {.allowed = true};
  constexpr GroupState kInside = {.inside = true};
  constexpr GroupState kBoth = {.allowed = true, .inside = true};
  for (const StateRow& row : {StateRow{"g: a", kNone, "-", kNone},
                              {"g: a", kAllowed, "a", kInside},
                              {"g: a;", kAllowed, "a", kAllowed},
                              {"g: a", kInside, "-", kInside},
                              {"g: a; b", kBoth, "a", kAllowed},
                              {"a; b", kNone, "-", kNone},
                              {"a; b", kInside, "a", kAllowed},
                              {"<a>; b", kInside, "a", kAllowed},
                              {"<a> b; c", kInside, "-", kInside},
                              {"a@; b", kInside, "-", kAllowed},
                              {";", kInside, "-", kAllowed},
                              {"", kInside, "-", kInside},
                              {"(;) a", kInside, "a", kInside}}) {
    GroupState state = row.before;
    const auto address = ReadAddress(row.text, {}, &state);
    EXPECT_EQ(address ? address->Text() : "-", row.address) << row.text;
    EXPECT_TRUE(state == row.after) << row.text;
  }
}

// Seen on exim4 4.96, with ${address:…}.
TEST(EximAddress, SettingsAllowMore) {
  struct RuleRow {
    std::string_view text;
    bool AddressRules::*rule;
    std::string_view address;
  };
  constexpr auto kBrackets = &AddressRules::excess_brackets;
  constexpr auto kDot = &AddressRules::trailing_dot;
  constexpr auto kUtf8 = &AddressRules::utf8_domains;
  constexpr auto kLiteral = &AddressRules::domain_literals;
  for (const RuleRow& row :
       {RuleRow{"<<a@b>>", kBrackets, "a@b"},
        {"<<a@b>", kBrackets, "-"},
        {"<a@b>>", kBrackets, "-"},
        {"x <<<a@b >>>", kBrackets, "a@b"},
        {"< <a@b>>", kBrackets, "-"},
        {"<<a@b> >", kBrackets, "-"},
        {"<<@r:a@b>>", kBrackets, "a@b"},
        {"a@b.", kDot, "a@b"},
        {"a@b..", kDot, "-"},
        {"<a@[1.2.3.4]>", kLiteral, "a@[1.2.3.4]"},
        {"@[1.2.3.4]:a@b", kLiteral, "a@b"},
        {"<a@b.>", kDot, "a@b"},
        {"a@b. (c)", kDot, "a@b"},
        {"a@.", kDot, "-"},
        {"a@[1.2.3.4].", kDot, "-"},
        {"a@\xC3\xA9.org", kUtf8, "a@\xC3\xA9.org"},
        {"a@\xFF.org", kUtf8, "-"},
        {"a@\xC3.org", kUtf8, "-"},
        {"a@x\xC3", kUtf8, "-"},
        {"a@-\xC3\xA9", kUtf8, "-"},
        {"a@\xC0\x80", kUtf8, "a@\xC0\x80"},
        {"a@\xE2\x82", kUtf8, "-"},
        {"a@\xFC\x80\x80\x80\x80\x80", kUtf8, "a@\xFC\x80\x80\x80\x80\x80"}}) {
    AddressRules rules;
    EXPECT_FALSE(ReadAddress(row.text, rules)) << row.text;
    rules.*row.rule = true;
    auto address = ReadAddress(row.text, rules);
    EXPECT_EQ(address ? address->Text() : "-", row.address) << row.text;
  }
}

// Seen on exim4 4.96, in lists and with -f.
TEST(EximAddress, BrokenUtf8IsNamedWhereADomainMayHoldUtf8) {
  AddressRules rules;
  rules.utf8_domains = true;
  auto error = [&rules](std::string_view text) {
    auto address = ReadAddress(text, rules);
    return address ? "-" : address.error().text;
  };
  const std::string broken = "invalid UTF-8 byte sequence";
  for (const char* text : {"x@\xE9", "<x@a\xE9>", "x@a-\xC3.b", "@\xFE:q@r"}) {
    EXPECT_EQ(error(text), broken) << text;
  }
  EXPECT_EQ(error("x@\x80"), "domain missing or malformed");
  EXPECT_EQ(error("x@a.-\xE9"), "domain missing or malformed");
  EXPECT_EQ(error("x@a \xE9"), "malformed address: \xE9 may not follow x@a ");
  rules.trailing_dot = true;
  EXPECT_EQ(error("x@a.\xE9"), broken);
}

TEST(EximAddress, TheNullPathIsAnAddressWhereAsked) {
  const AddressRules rules = {.null_path = true};
  for (const char* text : {"<>", "(c)< > (d)", "x <>"}) {
    EXPECT_FALSE(ReadAddress(text)) << text;
    auto address = ReadAddress(text, rules);
    ASSERT_TRUE(address) << text;
    EXPECT_EQ(address->Text(), "");
  }
  EXPECT_EQ(ReadAddress("<> x", rules).error().text,
            "malformed address: x may not follow <> ");
}

TEST(EximAddress, LocalPartsAreQuotedWhenTheyMust) {
  EXPECT_EQ(QuoteLocalPart("a.b"), "a.b");
  EXPECT_EQ(QuoteLocalPart("a."), "\"a.\"");
  EXPECT_EQ(QuoteLocalPart(""), "\"\"");
  EXPECT_EQ(QuoteLocalPart("a\"\\\n"), "\"a\\\"\\\\\\n\"");
}

TEST(EximAddress, HostileNestingIsFlat) {
  std::string deep(1 << 18, '(');
  EXPECT_FALSE(ReadAddress(deep).has_value());
  EXPECT_EQ(ReadAddressList(std::string(1 << 18, ','), true)->size(), 1U);
}

}  // namespace
}  // namespace trommel::exim
