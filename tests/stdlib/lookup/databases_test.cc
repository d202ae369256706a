// SPDX-License-Identifier: MIT
// cdb, dbm and its kin, lmdb, sqlite: files made by their own tools, and files
// that are damaged at every place.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "tests/stdlib/lookup/lookup_world.h"

namespace trommel::testing {
namespace {

std::string ReadWhole(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Files of `type` with some bytes changed, or cut short: a lookup ends in an
/// answer or a named error.
void Damage(LookupWorld& world, const std::string& type,
            const std::string& file) {
  const std::string sound = ReadWhole(file);
  std::mt19937 random(7);
  for (int i = 0; i < 300; ++i) {
    std::string bytes = sound;
    const size_t changes = 1 + random() % 40;
    const size_t window = i % 2 == 0 ? bytes.size() : 600;
    for (size_t n = 0; n < changes; ++n) {
      bytes[random() % window] =
          static_cast<char>(random() % 4 == 0 ? 0xFF : random());
    }
    if (i % 5 == 0) bytes.resize(random() % bytes.size());
    const std::string broken = world.Write("broken" + std::to_string(i), bytes);
    for (const char* key : {"a", "key77", "big", "none"}) {
      const std::string text =
          "${lookup{" + std::string(key) + "}" + type + "{FILE}{y}{n}}";
      const std::string result = world.Expand(text, broken);
      EXPECT_TRUE(result == "y" || result == "n" ||
                  result.starts_with("Failed: "))
          << result;
    }
    std::filesystem::remove(broken);
  }
}

/// Records for the tools: small ones, many, and a large one.
constexpr int kRecords = 500;
std::string Large() { return std::string(19000, 'L'); }

std::string Pairs() {
  std::string out = "a\none\n*\nstar\n*.b.c\npart\n";
  for (int i = 0; i < kRecords; ++i) {
    out += "key" + std::to_string(i) + "\nvalue" + std::to_string(i) + "\n";
  }
  return out + "big\n" + Large() + "\n";
}

void CheckPairs(LookupWorld& world, const std::string& type,
                const std::string& file) {
  const auto look = [&](const std::string& how, const std::string& key) {
    return world.Expand("${lookup{" + key + "}" + how + "{FILE}{$value}{no}}",
                        file);
  };
  SCOPED_TRACE(type + " " + file);
  EXPECT_EQ(look(type, "a"), "one");
  EXPECT_EQ(look(type, "A"), "no");
  EXPECT_EQ(look(type, "$h_x-key:"), "no");
  EXPECT_EQ(look(type, "key0"), "value0");
  EXPECT_EQ(look(type, "key499"), "value499");
  EXPECT_EQ(look(type, "key500"), "no");
  EXPECT_EQ(look(type, "big"), Large());
  EXPECT_EQ(look(type + "*", "none"), "star");
  EXPECT_EQ(look("partial-" + type, "x.y.b.c"), "part");
  EXPECT_EQ(look(type + ",ret=key", "a"), "a");
  EXPECT_EQ(world.Expand("${lookup{a}" + type + "{$h_x-file:}}", file),
            "Failed: Tainted filename for search: '" + file + "'");
}

TEST(Cdb, ReadsWhatCdbWrites) {
  LookupWorld world;
  std::string input;
  std::string pairs = Pairs();
  for (size_t at = 0; at < pairs.size();) {
    const size_t middle = pairs.find('\n', at);
    const size_t end = pairs.find('\n', middle + 1);
    const std::string key = pairs.substr(at, middle - at);
    const std::string data = pairs.substr(middle + 1, end - middle - 1);
    input += "+" + std::to_string(key.size()) + "," +
             std::to_string(data.size()) + ":" + key + "->" + data + "\n";
    at = end + 1;
  }
  ASSERT_TRUE(world.Run("cdb -c map.cdb", input + "+1,3:a->two\n\n"));
  CheckPairs(world, "cdb", world.Path("map.cdb"));
  Damage(world, "cdb", world.Path("map.cdb"));
}

TEST(Cdb, SaysWhyItCannotRead) {
  LookupWorld world;
  const std::string file = world.Write("short", "a: b\n");
  EXPECT_EQ(
      world.Expand("${lookup{a}cdb{FILE}}", file),
      "Failed: failed to open " + file + " too short for cdb lookup: Success");
  EXPECT_EQ(world.Expand("${lookup{a}cdb{FILE}}", world.folder()),
            "Failed: failed to open cannot read header from " + world.folder() +
                " for cdb lookup: Is a directory");
  EXPECT_EQ(world.Expand("${lookup{a}cdb{FILE}}", world.Path("none")),
            "Failed: failed to open " + world.Path("none") +
                " for cdb lookup: No such file or directory");
  const std::string wild = world.Write("wild", std::string(2048, '\xFF'));
  EXPECT_EQ(world.Expand("${lookup{a}cdb{FILE}}", wild),
            "Failed: lookup of \"a\" gave DEFER: cdb: corrupt cdb file " +
                wild + " (too short)");
}

TEST(Dbm, ReadsWhatEximDbmbuildWrites) {
  LookupWorld world;
  std::string source;
  const std::string pairs = Pairs();
  for (size_t at = 0; at < pairs.size();) {
    const size_t middle = pairs.find('\n', at);
    const size_t end = pairs.find('\n', middle + 1);
    source += pairs.substr(at, middle - at) + ": " +
              pairs.substr(middle + 1, end - middle - 1) + "\n";
    at = end + 1;
  }
  ASSERT_TRUE(world.Run("/usr/sbin/exim_dbmbuild input zero", source));
  ASSERT_TRUE(world.Run("/usr/sbin/exim_dbmbuild -nozero input plain", source));
  CheckPairs(world, "dbm", world.Path("zero"));
  CheckPairs(world, "dbmnz", world.Path("plain"));
  EXPECT_EQ(world.Expand("${lookup{a}dbm{FILE}{y}{n}}", world.Path("plain")),
            "n");
  EXPECT_EQ(world.Expand("${lookup{a}dbmnz{FILE}{y}{n}}", world.Path("zero")),
            "n");
  Damage(world, "dbmnz", world.Path("plain"));
}

TEST(Dbm, ReadsWhatDbLoadWrites) {
  LookupWorld world;
  const std::string pairs = Pairs();
  for (const char* how :
       {"-t hash", "-t btree", "-t hash -c h_ffactor=4 -c db_lorder=4321",
        "-t btree -c db_lorder=4321 -c db_pagesize=512",
        "-t hash -c db_pagesize=512 -c chksum=1",
        "-t btree -c chksum=1 -c duplicates=1", "-t hash -c duplicates=1"}) {
    std::filesystem::remove(world.Path("map.db"));
    ASSERT_TRUE(
        world.Run("db5.3_load -T " + std::string(how) + " map.db", pairs))
        << how;
    SCOPED_TRACE(how);
    CheckPairs(world, "dbmnz", world.Path("map.db"));
  }
  std::filesystem::remove(world.Path("map.db"));
  ASSERT_TRUE(world.Run("db5.3_load -T -t btree map.db", pairs));
  Damage(world, "dbmnz", world.Path("map.db"));
}

TEST(Dbm, KeysOfSeveralParts) {
  LookupWorld world;
  ASSERT_TRUE(world.Run("db5.3_load -T -t hash map.db",
                        "a\\00b\nv2\na\\00b\\00c\nv3\nx\nv1\n"));
  const std::string file = world.Path("map.db");
  EXPECT_EQ(world.Expand("${lookup{a:b}dbmjz{FILE}}", file), "v2");
  EXPECT_EQ(world.Expand("${lookup{a : b : c}dbmjz{FILE}}", file), "v3");
  EXPECT_EQ(world.Expand("${lookup{<;a;b}dbmjz{FILE}}", file), "v2");
  EXPECT_EQ(world.Expand("${lookup{x}dbmjz{FILE}}", file), "v1");
  EXPECT_EQ(world.Expand("${lookup{b:a}dbmjz{FILE}{y}{n}}", file), "n");
}

TEST(Dbm, SaysWhyItCannotRead) {
  LookupWorld world;
  const std::string tail = " as a db (v4.1+) file: No such file or directory";
  for (const std::string& file :
       {world.Path("none"), world.Write("x", "a: b\n"),
        world.Write("zero", std::string(9000, '\0')),
        std::string("/dev/zero")}) {
    EXPECT_EQ(world.Expand("${lookup{a}dbm{FILE}}", file),
              "Failed: failed to open " + file + tail);
  }
  EXPECT_EQ(world.Expand("${lookup{a}dbm{FILE}}", world.folder()),
            "Failed: failed to open " + world.folder() +
                " as a db (v4.1+) file: Is a directory");
}

TEST(Lmdb, ReadsWhatMdbLoadWrites) {
  LookupWorld world;
  std::string input;
  for (const char c : Pairs()) input += c == '\\' ? "\\\\" : std::string(1, c);
  ASSERT_TRUE(world.Run("mdb_load -T -n map.mdb", input));
  CheckPairs(world, "lmdb", world.Path("map.mdb"));
  Damage(world, "lmdb", world.Path("map.mdb"));
  std::filesystem::create_directory(world.Path("folder"));
  ASSERT_TRUE(world.Run("mdb_load -T folder", input));
  CheckPairs(world, "lmdb", world.Path("folder"));
}

TEST(Lmdb, SaysWhyItCannotRead) {
  LookupWorld world;
  EXPECT_EQ(world.Expand("${lookup{a}lmdb{FILE}}", world.Path("none")),
            "Failed: failed to open " + world.Path("none") +
                " for lmdb lookup: No such file or directory");
  const std::string file = world.Write("text", std::string(9000, 'x'));
  EXPECT_EQ(world.Expand("${lookup{a}lmdb{FILE}}", file),
            "Failed: failed to open " + file +
                " for lmdb lookup: it is no LMDB file");
}

TEST(Json, SelectsElements) {
  LookupWorld world;
  const std::string file = world.Write(
      "map.json",
      "{\"a\": \"x\\\"y\\u00e9\\ud83d\\ude00\", \"b\": [1 ,{\"c\":true}, null],"
      " \"e\": {\"1\": -2.5e3}, \"a b\": \"\"}\n");
  const auto look = [&](const std::string& key) {
    return world.Expand("${lookup{" + key + "}json{FILE}{$value}{no}}", file);
  };
  EXPECT_EQ(look("a"), "x\"y\u00e9\U0001F600");
  EXPECT_EQ(look("b:0"), "1");
  EXPECT_EQ(look("b:1:c"), "true");
  EXPECT_EQ(look("b"), "[1, {\"c\": true}, null]");
  EXPECT_EQ(look("<; e;1"), "-2.5e3");
  EXPECT_EQ(look("a b"), "");
  EXPECT_EQ(look("b:7"), "no");
  EXPECT_EQ(look("b:c"), "no");
  EXPECT_EQ(look("a:c"), "no");
  EXPECT_EQ(look(""), "no");
  const std::string deep = world.Write("deep", std::string(1U << 20U, '['));
  for (const std::string& broken :
       {deep, world.Write("cut", "{\"a\": 1"), world.Write("none", ""),
        world.Write("bare", "1"), world.Write("more", "[1] x")}) {
    EXPECT_EQ(world.Expand("${lookup{a}json{FILE}}", broken),
              "Failed: lookup of \"a\" gave DEFER: " + broken + " is no JSON");
  }
}

class Sqlite : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(world_.Run(
        "sqlite3 map.sqlite",
        "create table t(k text, v text, n int);"
        "insert into t values('a','one',1),('b','two',2),('a''b','quote',3),"
        "('e','',4),('null',null,5),('sp','with space',6),"
        "('dq','say \"hi\"',7);"));
    file_ = world_.Path("map.sqlite");
  }
  std::string Ask(const std::string& query) {
    return world_.Expand(
        "${lookup sqlite,file=FILE{" + query + "}{<$value>}{no}}", file_);
  }
  LookupWorld world_;
  std::string file_;
};

TEST_F(Sqlite, RowsAndColumnsAsEximWritesThem) {
  EXPECT_EQ(Ask("select v from t where k='a'"), "<one>");
  EXPECT_EQ(Ask("select * from t where k='a'"), "<k=a v=one n=1 >");
  EXPECT_EQ(Ask("select v from t where n<4"), "<one\ntwo\nquote>");
  EXPECT_EQ(Ask("select v from t where k='e'"), "<>");
  EXPECT_EQ(Ask("select v,k from t where k='e'"), "<v=\"\" k=e >");
  EXPECT_EQ(Ask("select v from t where k='null'"), "<<NULL>>");
  EXPECT_EQ(Ask("select v,n from t where k='sp'"), "<v=\"with space\" n=6 >");
  EXPECT_EQ(Ask("select v,n from t where k='dq'"),
            "<v=\"say \\\"hi\\\"\" n=7 >");
  EXPECT_EQ(Ask("select v from t where k='z'"), "no");
  EXPECT_EQ(Ask("selec"), "no");
  EXPECT_EQ(Ask(""), "no");
}

TEST_F(Sqlite, TheFileStandsInFrontOrInTheSettings) {
  EXPECT_EQ(
      world_.Expand("${lookup sqlite{FILE select v from t where n=1}}", file_),
      "one");
  EXPECT_EQ(world_.Expand("${lookup sqlite{ FILE  select 1}}", file_), "1");
  EXPECT_EQ(world_.Expand("${lookup sqlite{select 1}}"),
            "Failed: absolute file name expected for \"sqlite\" lookup");
  world_.settings.sqlite_dbfile = file_;
  EXPECT_EQ(world_.Expand("${lookup sqlite{select v from t where n=2}}"),
            "two");
}

TEST_F(Sqlite, TaintedTextIsQuotedOrRefused) {
  EXPECT_EQ(Ask("select v from t where k='$h_x-key:'"),
            "Failed: tainted search query is not properly quoted for sqlite: "
            "select v from t where k='b'");
  EXPECT_EQ(Ask("$h_x-key:"),
            "Failed: tainted search query is not properly quoted for sqlite: "
            "b");
  EXPECT_EQ(world_.Expand("${lookup sqlite{$h_x-file: select 1}}", file_),
            "Failed: Tainted filename for search: '" + file_ + "'");
}

TEST_F(Sqlite, WhatChangesAFileIsNotAnsweredFromTheCache) {
  const std::string insert =
      "${lookup sqlite{FILE insert into t values('x','y',9)}{y}{n}}";
  const std::string count = "${lookup sqlite{FILE select count(*) from t}}";
  EXPECT_EQ(world_.Expand(count + insert + insert + count, file_), "7nn9");
}

TEST_F(Sqlite, NeitherMakesFilesNorHangs) {
  EXPECT_EQ(
      world_.Expand("${lookup sqlite{FILE select 1}}", world_.Path("none")),
      "Failed: unable to open database file");
  EXPECT_FALSE(std::filesystem::exists(world_.Path("none")));
  EXPECT_EQ(Ask("with recursive c(x) as (select 1 union all select x+1 from c) "
                "select count(*) from c"),
            "Failed: sqlite: the query took too many steps");
}

TEST(Dsearch, FindsEntries) {
  LookupWorld world;
  const std::string file = world.Write("b", "");
  std::filesystem::create_directory(world.Path("folder"));
  std::filesystem::create_symlink("nowhere", world.Path("link"));
  const auto look = [&](const std::string& key, const std::string& options) {
    return world.Expand(
        "${lookup{" + key + "}dsearch" + options + "{FILE}{$value}{no}}",
        world.folder());
  };
  EXPECT_EQ(look("b", ""), "b");
  EXPECT_EQ(look("$h_x-key:", ",ret=full"), file);
  EXPECT_EQ(look("link", ""), "link");
  EXPECT_EQ(look("none", ""), "no");
  EXPECT_EQ(look("", ""), "no");
  EXPECT_EQ(look("b", ",filter=dir"), "no");
  EXPECT_EQ(look("b", ",filter=file"), "b");
  EXPECT_EQ(look("folder", ",filter=subdir"), "folder");
  EXPECT_EQ(look(".", ",filter=dir"), ".");
  EXPECT_EQ(look("..", ",filter=subdir"), "no");
  EXPECT_EQ(look("folder/b", ""),
            "Failed: lookup of \"folder/b\" gave DEFER: key for dsearch lookup "
            "contains a slash: folder/b");
  EXPECT_EQ(look("folder/b", ",key=path"), "no");
  EXPECT_EQ(look("folder/../b", ",key=path"),
            "Failed: lookup of \"folder/../b\" gave DEFER: key for dsearch "
            "lookup contains \"..\": folder/../b");
  EXPECT_EQ(world.Expand("${lookup{a}dsearch{FILE}}", file),
            "Failed: failed to open " + file +
                " for directory search: Not a directory");
  // What was found is as good as what the script itself says.
  EXPECT_EQ(world.Expand("${lookup{$h_x-key:}dsearch,ret=full{FILE}{"
                         "${lookup{x}lsearch{$value}{y}{n}}}}",
                         world.folder()),
            "n");
}

TEST(Passwd, FindsAccounts) {
  LookupWorld world;
  EXPECT_TRUE(world.Expand("${lookup passwd{root}}").starts_with("*:0:0:"));
  EXPECT_EQ(world.Expand("${lookup passwd{no such user}{y}{n}}"), "n");
  EXPECT_EQ(world.Expand("${lookup passwd*{root}}"),
            "Failed: defaults using \"*\" or \"*@\" are not permitted for "
            "lookup type \"passwd*\"");
}

TEST(Psl, KnowsPublicSuffixes) {
  LookupWorld world;
  EXPECT_EQ(world.Expand("${lookup psl{www.Example.co.uk}}"), "co.uk");
  EXPECT_EQ(world.Expand("${lookup regdom{www.example.co.uk}}"),
            "example.co.uk");
  EXPECT_EQ(world.Expand("${lookup regdom{co.uk}{y}{n}}"), "n");
}

TEST(Others, AreNamedErrors) {
  LookupWorld world;
  EXPECT_EQ(world.Expand("${lookup{a}nis{m}}"),
            "Failed: failed to get default NIS domain");
  EXPECT_EQ(world.Expand("${lookup oracle{q}}"),
            "Failed: unknown lookup type \"oracle\"");
  EXPECT_EQ(world.Expand("${lookup{192.0.2.1}spf{a@b}}"),
            "Failed: spf lookups need an MTA; $spf_result has its answer");
}

}  // namespace
}  // namespace trommel::testing
