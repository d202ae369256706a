// SPDX-License-Identifier: MIT
// lsearch, wildlsearch, nwildlsearch, iplsearch. Seen on Exim 4.96.
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/stdlib/lookup/lookup_world.h"

namespace trommel::testing {
namespace {

struct Case {
  std::string text;
  std::string result;
};

void Check(LookupWorld& world, const std::string& file,
           std::initializer_list<Case> cases) {
  for (const Case& c : cases) {
    EXPECT_EQ(world.Expand(c.text, file), c.result) << c.text;
  }
}

using std::string_view_literals::operator""sv;

constexpr std::string_view kMap =
    "# comment\n"
    "a: one\n"
    "b two\n"
    "\"q k\": quoted\n"
    "\"t\\tx\"  tabbed\n"
    "c   :  three\n"
    "d::x\n"
    "e\n"
    "f: first\n  second \n\n third\n"
    "*: star\n"
    "*@ex.org: atstar\n"
    "*.b.c: part\n"
    "b.c: plain\n"
    "\"open: end\n"
    "nul: x\0y\nz\n"
    "cr: v\r\n"
    "last: end"sv;

TEST(Lsearch, FindsKeysAsEximDoes) {
  LookupWorld world;
  Check(world, world.Write("map", {kMap.data(), kMap.size()}),
        {{"${lookup{a}lsearch{FILE}}", "one"},
         {"${lookup{A}lsearch{FILE}}", "one"},
         {"${lookup{b}lsearch{FILE}}", "two"},
         {"${lookup{q k}lsearch{FILE}}", "quoted"},
         {"${lookup{t\\tx}lsearch,ret=full{FILE}}", "t\tx  tabbed"},
         {"${lookup{c}lsearch{FILE}}", "three"},
         {"${lookup{d}lsearch{FILE}}", ":x"},
         {"${lookup{e}lsearch{FILE}{yes$value}{no}}", "yes"},
         {"${lookup{f}lsearch{FILE}}", "first second"},
         {"${lookup{f}lsearch,ret=full{FILE}}", "f: first second"},
         {"${lookup{open: end}lsearch{FILE}{yes}{no}}", "yes"},
         {"${lookup{cr}lsearch{FILE}}", "v"},
         {"${lookup{last}lsearch{FILE}}", "end"},
         {"${lookup{none}lsearch{FILE}{yes}{no}}", "no"},
         {"${lookup{}lsearch{FILE}{yes}{no}}", "no"},
         {"${lookup{A}lsearch,ret=key{FILE}}", "A"},
         {"${lookup{none}lsearch{FILE}{yes}fail}",
          "Failed: \"lookup\" failed and \"fail\" requested"}});
}

TEST(Lsearch, NulHidesTheRestOfALine) {
  LookupWorld world;
  const std::string file = world.Write("map", {"a: x\0y\nz\nb: w\n", 14});
  EXPECT_EQ(world.Expand("${lookup{a}lsearch{FILE}}", file), "xz");
  EXPECT_EQ(world.Expand("${lookup{b}lsearch{FILE}}", file), "w");
}

TEST(Lsearch, TheLastLineKeepsItsBlanks) {
  LookupWorld world;
  const std::string file = world.Write("map", "a: x \nb: y\n z \nc: w ");
  EXPECT_EQ(world.Expand("<${lookup{a}lsearch{FILE}}>", file), "<x>");
  EXPECT_EQ(world.Expand("<${lookup{b}lsearch{FILE}}>", file), "<y z>");
  EXPECT_EQ(world.Expand("<${lookup{c}lsearch{FILE}}>", file), "<w >");
}

TEST(Lists, ItemsOfAllKinds) {
  LookupWorld world;
  const std::string map =
      world.Write("map",
                  "a: one\nex.org: joe : !bad : *x : >more\nmore: q\n"
                  "loop: >loop\n10.0.0.0/24: net\n*.b.c: part\n");
  const std::string list = world.Write(
      "list", "d.com  # c\n*.e.com\n!no.f.com\n*.f.com\nlsearch;" + map + "\n");
  Check(
      world, list,
      {{"${if match_domain{D.com}{FILE}{$value}}", "d.com"},
       {"${if match_domain{x.e.com}{FILE}{$value|$0|$1}}", "*.e.com|x.e.com|x"},
       {"${if match_domain{no.f.com}{FILE}{y}{n}}", "n"},
       {"${if match_domain{no.f.com}{! FILE}{y}{n}}", "y"},
       {"${if match_domain{zz}{! FILE}{y}{n}}", "y"},
       {"${if match_domain{a}{FILE}{$value}}", "lsearch;" + map},
       {"${if match_domain{x}{/none}{y}{n}}",
        "Failed: failed to open /none when checking \"/none\": No such file "
        "or directory"}});
  Check(world, map,
        {{"${if match_domain{A}{lsearch;FILE}{$value|$0}}", "one|a"},
         {"${if match_domain{x.b.c}{partial-lsearch;FILE}{$value|$1|$2}}",
          "part|x|b.c"},
         {"${if match_domain{a}{!lsearch;FILE}{y}{n $value}}", "n one"},
         {"${if match_domain{a}{+named}{y}{n}}",
          "Failed: unable to complete match against \"+named\": NULL"},
         {"${if match_address{joe@ex.org}{@@lsearch;FILE}{$value}}", "joe"},
         {"${if match_address{bad@ex.org}{@@lsearch;FILE}{y}{n}}", "n"},
         {"${if match_address{q@ex.org}{@@lsearch;FILE}{$value}}", "q"},
         {"${if match_address{q@loop}{@@lsearch;FILE}{y}{n}}",
          "Failed: Loop detected in lookup of local part of q@loop in "
          "@@lsearch;" +
              map},
         {"${if match_address{foo@a.b}{*@a.b}{$value}}", "*@a@a.b"},
         {"${if match_ip{10.0.0.9}{net24-lsearch;FILE}{$value}}", "net"},
         {"${if match_ip{::ffff:10.0.0.9}{net24-lsearch;FILE}{y}{n}}", "n"},
         {"${if match_ip{10.0.0.9}{host.name : 10.0.0.9}{y}{n}}", "n"},
         {"${if match_ip{10.0.0.9}{+include_unknown : !host.name}{y}{n}}", "y"},
         {"${if match_ip{10.0.0.9}{+ignore_unknown : a.b : 10.0.0.9}{y}{n}}",
          "y"},
         {"${if match_ip{::1}{@[]}{y}{n}}", "y"},
         {"${if match_local_part{X}{!y : +caseful}{y}{n}}", "y"}});
}

TEST(Lsearch, PartialAndDefaults) {
  LookupWorld world;
  Check(
      world, world.Write("map", {kMap.data(), kMap.size()}),
      {{"${lookup{x}lsearch*{FILE}{$1|$2|$value}}", "x||star"},
       {"${lookup{x@ex.org}lsearch*@{FILE}{$1|$2|$value}}", "x||atstar"},
       {"${lookup{x@ex.com}lsearch*@{FILE}}", "star"},
       {"${lookup{@ex.org}lsearch*@{FILE}}", "star"},
       {"${lookup{$sender_address}lsearch*@{FILE}}", "star"},
       {"${lookup{x.y.b.c}partial-lsearch{FILE}{$1|$2|$value}}",
        "x.y|b.c|part"},
       {"${lookup{b.c}partial-lsearch{FILE}{$1|$2|$value}}", "|b.c|plain"},
       {"${lookup{x.b.c}partial3-lsearch{FILE}{yes}{no}}", "no"},
       {"${lookup{x.b.c}partial()lsearch{FILE}{$1|$2|$value}}", "x|b.c|plain"},
       {"${lookup{x.y.zoo}partial0-lsearch{FILE}{$1|$2|$value}}",
        "x.y.zo||star"},
       {"${lookup{x.b.c}partial-lsearch,ret=key{FILE}}", "x.b.c"}});
}

TEST(Lsearch, ErrorsAreEximsOwn) {
  LookupWorld world;
  Check(world, world.Path("none"),
        {{"${lookup{a}lsearch{FILE}}",
          "Failed: failed to open " + world.Path("none") +
              " for linear search: No such file or directory"},
         {"${lookup{a}lsearch{}}",
          "Failed: failed to open  for linear search: No such file or "
          "directory"},
         {"${lookup{a}lsearch{/dev/zero}}",
          "Failed: /dev/zero is not a regular file (lsearch lookup)"},
         {"${lookup{a}lsearch{" + world.folder() + "}}",
          "Failed: " + world.folder() +
              " is not a regular file (lsearch lookup)"}});
}

TEST(Lsearch, TaintedFileIsRefusedAndKeysAreFree) {
  LookupWorld world;
  Check(world, world.Write("map", "b: $sender_address\n"),
        {{"${lookup{b}lsearch{$h_x-file:}}",
          "Failed: Tainted filename for search: '" + world.Path("map") + "'"},
         {"${lookup{$h_x-key:}lsearch{FILE}}", "$sender_address"},
         // Neither the data nor a key that was found is tainted.
         {"${expand:${lookup{$h_x-key:}lsearch{FILE}}}", "ada@example.org"},
         {"${expand:${lookup{$h_x-key:}lsearch,ret=key{FILE}}}", "b"}});
}

TEST(Lsearch, SeesAChangedFile) {
  LookupWorld world;
  const std::string file = world.Write("map", "a: 1\n");
  EXPECT_EQ(world.Expand("${lookup{a}lsearch{FILE}}", file), "1");
  world.Write("map", "a: 22\n");
  EXPECT_EQ(world.Expand("${lookup{a}lsearch{FILE}}", file), "22");
  world.Write("new", "a: 3\n");
  std::filesystem::rename(world.Path("new"), file);
  EXPECT_EQ(world.Expand("${lookup{a}lsearch{FILE}}", file), "3");
  std::filesystem::remove(file);
  EXPECT_TRUE(world.Expand("${lookup{a}lsearch{FILE}}", file)
                  .starts_with("Failed: failed to open"));
}

TEST(Lsearch, HugeLinesAndFilesEndInANamedError) {
  LookupWorld world;
  const std::string file =
      world.Write("map", std::string(3U << 20U, 'x') + "\na: 1\n");
  EXPECT_EQ(world.Expand("${lookup{a}lsearch{FILE}}", file),
            "Failed: " + file + " has a line of over 1048576 bytes");
  EXPECT_EQ(world.code(), Code::kLimit);
  // A file that is a terabyte of nothing.
  const std::string sparse = world.Write("sparse", "a: 1\n");
  std::filesystem::resize_file(sparse, uint64_t{1} << 40U);
  EXPECT_EQ(world.Expand("${lookup{b}lsearch{FILE}}", sparse),
            "Failed: " + sparse + " has over 1073741824 bytes");
}

TEST(Wildlsearch, KeysArePatterns) {
  LookupWorld world;
  const std::string map = world.Write("map", "inner: 1\n");
  Check(world,
        world.Write("wild",
                    "*.a.b data\n*fish: swims\n^(cap)t.*: group\n"
                    "lsearch;" +
                        map + ": nested\n!no\\x: not\n"),
        {{"${lookup{X.A.B}nwildlsearch{FILE}}", "data"},
         {"${lookup{goldfish}nwildlsearch{FILE}{$value$0$1}}", "swims"},
         {"${if match{xy}{(y)}{${lookup{capt}nwildlsearch{FILE}{$value$0$1}}"
          "$1}}",
          "groupy"},
         {"${lookup{INNER}nwildlsearch{FILE}}", "nested"},
         {"${lookup{x}nwildlsearch{FILE}}", "not"},
         {"${lookup{no\\\\x}nwildlsearch{FILE}{yes}{no}}", "no"}});
}

TEST(Wildlsearch, ExpandsItsKeys) {
  LookupWorld world;
  Check(world,
        world.Write("wild",
                    "\"${lc:UP}\": low\n^\\N\\d+\\N: digits\n"
                    "\"${if eq{a}{b}{}fail}\": forced\n${bad}: bad\n"),
        {{"${lookup{up}wildlsearch{FILE}}", "low"},
         {"${lookup{17}wildlsearch{FILE}}", "digits"},
         {"${lookup{x}wildlsearch{FILE}}",
          "Failed: lookup of \"x\" gave DEFER: failed to expand \"${bad}\" "
          "while checking a list: unknown variable in \"${bad}\""}});
  EXPECT_EQ(world.code(), Code::kDefer);
}

TEST(Wildlsearch, LoopsOfLookupsEnd) {
  LookupWorld world;
  const std::string file = world.Path("wild");
  world.Write("wild", "nwildlsearch;" + file + ": again\n");
  EXPECT_EQ(world.Expand("${lookup{x}nwildlsearch{FILE}}", file),
            "Failed: lookups are nested more than 20 deep");
}

TEST(Iplsearch, KeysAreNetworks) {
  LookupWorld world;
  Check(
      world,
      world.Write("ip",
                  "192.0.2.7: host\n192.0.2.0/24: lan\n\"::1\": lo\n"
                  "\"2001:db8::/32\" six\nfoo: bar\n*: star\n"),
      {{"${lookup{192.0.2.7}iplsearch{FILE}}", "host"},
       {"${lookup{192.0.2.8}iplsearch{FILE}}", "lan"},
       {"${lookup{::ffff:192.0.2.8}iplsearch{FILE}}", "lan"},
       {"${lookup{0::1}iplsearch{FILE}}", "lo"},
       {"${lookup{2001:db8::5}iplsearch,ret=full{FILE}}", "2001:db8::/32 six"},
       {"${lookup{10.0.0.1}iplsearch{FILE}{yes}{no}}", "no"},
       {"${lookup{10.0.0.1}iplsearch*{FILE}}", "star"},
       {"${lookup{foo}iplsearch{FILE}}",
        "Failed: lookup of \"foo\" gave DEFER: \"foo\" is not a valid "
        "iplsearch key (an IP address, with optional CIDR mask, is wanted): "
        "in a host list, use net-iplsearch as the search type"}});
}

}  // namespace
}  // namespace trommel::testing
