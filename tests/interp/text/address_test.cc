// SPDX-License-Identifier: MIT
// Tests of interp/text/address.h.
#include "interp/text/address.h"

#include <gtest/gtest.h>

#include "interp/base/limits.h"

namespace trommel::text {
namespace {

/// Each address as `display{local@domain}group`, or `!raw` for an invalid one.
std::string Shown(std::string_view value) {
  std::string out;
  for (const Address& a : ParseAddresses(value)) {
    if (!out.empty()) out += " | ";
    if (!a.valid)
      out.append("!").append(a.raw);
    else
      out +=
          a.display_name + "{" + a.local_part + "@" + a.domain + "}" +
          std::string(a.group);
  }
  return out;
}

struct Case {
  std::string_view value, expected;
};

TEST(ParseAddresses, ReadsWhatIsWellFormed) {
  const Case cases[] = {
      {"", ""},
      {"a@b", "{a@b}"},
      {" Bob <b@x>, team: c@y, D <d@z>;", "Bob{b@x} | {c@y}team | D{d@z}team"},
      {"\"Doe, \\\"J\\\"\" <j@x.y>", "Doe, \"J\"{j@x.y}"},
      {"\"a b\"@x", "{a b@x}"},
      {"(c (d) \\) e) a (f) @ (g) b . c (h)", "{a@b.c}"},
      {"John Q. Public <j@x>", "John Q. Public{j@x}"},
      {"<@a,@b:c@d>", "{c@d}"},
      {"<@a:c@d>, e@f", "{c@d} | {e@f}"},
      {"a@[127.0.0.1]", "{a@[127.0.0.1]}"},
      {"José <josé@exämple.org>", "José{josé@exämple.org}"},
      {"=?utf-8?q?J=C3=B6?= X <j@x>", "=?utf-8?q?J=C3=B6?= X{j@x}"},
      {"undisclosed-recipients:;", ""},
      {"A Group: b@c; d@e", "{b@c}A Group | {d@e}"},
      {"g:;, h: i@j;, k@l", "{i@j}h | {k@l}"},
      {"a.b.c@d", "{a.b.c@d}"},
      {"\"a\r\n b\" <c@d>", "a b{c@d}"},
      {"Foo\r\n Bar <c@d>", "Foo Bar{c@d}"},
      {"root", "{root@}"},
  };
  for (const Case& c : cases) EXPECT_EQ(Shown(c.value), c.expected) << c.value;
}

TEST(ParseAddresses, ForgivesMuch) {
  const Case cases[] = {
      {",, a@b,,", "{a@b}"},
      {"Bob <b@x", "Bob{b@x}"},
      {"Bob <b@x, c@d", "Bob{b@x} | {c@d}"},
      {"a@b; c@d;", "{a@b} | {c@d}"},
      {"Bob <b@x> Al <c@d>", "Bob{b@x} | Al{c@d}"},
      {"<b@x> Bob", "{b@x}"},
      {"<<b@x>>", "{b@x}"},
      {"b@x>", "{b@x}"},
      {"a@b <c@d>", "a@b{c@d}"},
      {"a..b.@c", "{a..b.@c}"},
      {"O\"Brien <o@b>", "O\"Brien{o@b}"},
      {"a@b (open, c@d", "{a@b}"},
      {"g: h: a@b;", "{a@b}h"},
      {"g: a@b", "{a@b}g"},
      {"<>", "!<>"},
      {"<none:;@b>, c@d", "!<none:;@b> | {c@d}"},
      {"a@", "!a@"},
      {"@b", "!@b"},
      {"a@b@c", "!a@b@c"},
      {"Foo Bar", "!Foo Bar"},
      {"Foo Bar, a@b", "!Foo Bar | {a@b}"},
      {"a@b c", "!a@b c"},
      {"a@\"b\"", "!a@\"b\""},
      {"a@b:c", "!a@b:c"},
      {"a@[b@c]", "!a@[b@c]"},
      {"a@b\\@c", "!a@b\\@c"},
      {"<@a:>", "!<@a:>"},
  };
  for (const Case& c : cases) EXPECT_EQ(Shown(c.value), c.expected) << c.value;
}

TEST(ParseAddresses, StaysLinearAndLimited) {
  std::string value;
  for (size_t i = 0; i <= limits::kAddresses; ++i) value += "a@b,";
  bool truncated = false;
  EXPECT_EQ(ParseAddresses(value, &truncated).size(), limits::kAddresses);
  EXPECT_TRUE(truncated);
  value.resize(value.size() - 4);
  EXPECT_EQ(ParseAddresses(value, &truncated).size(), limits::kAddresses);
  EXPECT_FALSE(truncated);
  for (std::string_view unit : {"(", "\"", "[", "<", ">", ":", "\\", "a@", ".",
                                "<@a:", "<@a,", "\"\\\"", "<a>", "()", "a "}) {
    std::string hostile;
    while (hostile.size() < 500000) hostile += unit;
    EXPECT_LE(ParseAddresses(hostile).size(), limits::kAddresses) << unit;
  }
}

TEST(ParseAddress, TakesExactlyOne) {
  Address address;
  EXPECT_TRUE(ParseAddress(" Bob <b@x.org> ", &address));
  EXPECT_EQ(address.local_part, "b");
  EXPECT_EQ(address.domain, "x.org");
  EXPECT_TRUE(ParseAddress("\"a b\"@[1.2.3.4]", &address));
  EXPECT_EQ(address.Spec(), "\"a b\"@[1.2.3.4]");
  for (std::string_view bad :
       {"", "a", "a@", "@b", "a@b, c@d", "<a@b", "a@b>", "g: a@b;", "a@b;",
        "a..b@c", "a@b..c", "a@.b", "a@b c", "a\n@b", "a@b (x", "<a@b> c",
        "a@b\r\nBcc: c@d"})
    EXPECT_FALSE(ParseAddress(bad, &address)) << bad;
}

TEST(Address, WritesItsSpec) {
  struct SpecCase {
    std::string_view local, domain, expected;
  };
  const SpecCase cases[] = {
      {"a.b", "c", "a.b@c"},
      {"a b", "c", "\"a b\"@c"},
      {"a\"\\", "c", "\"a\\\"\\\\\"@c"},
      {"", "c", "\"\"@c"},
      {".a", "c", "\".a\"@c"},
      {"a..b", "c", "\"a..b\"@c"},
      {"é+x", "c", "é+x@c"},
      {"root", "", "root"},
  };
  for (const SpecCase& c : cases) {
    Address address;
    address.local_part = c.local;
    address.domain = c.domain;
    EXPECT_EQ(address.Spec(), c.expected);
  }
}

TEST(SplitAddress, SplitsAtTheLastSign) {
  struct SplitCase {
    std::string_view spec, local, domain;
  };
  const SplitCase cases[] = {
      {"a@b", "a", "b"},
      {"a@b@c", "a@b", "c"},
      {"\"a@b\"@c", "\"a@b\"", "c"},
      {"\"a\\\"@\"", "\"a\\\"@\"", ""},
      {"a", "a", ""},
      {"a@", "a", ""},
      {"", "", ""},
  };
  for (const SplitCase& c : cases) {
    EXPECT_EQ(SplitAddress(c.spec).local_part, c.local) << c.spec;
    EXPECT_EQ(SplitAddress(c.spec).domain, c.domain) << c.spec;
  }
}

}  // namespace
}  // namespace trommel::text
