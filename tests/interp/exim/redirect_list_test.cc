// SPDX-License-Identifier: MIT
// Redirection lists: what Exim 4.96 was seen to make of them.
#include "interp/exim/redirect_list.h"

#include <gtest/gtest.h>

#include <functional>
#include <map>

#include "interp/base/limits.h"
#include "interp/engine.h"

namespace trommel::exim {
namespace {

// Files that are not there are not to be opened.
class MemoryFiles : public IncludeSource {
 public:
  Result<std::string> Read(const std::string& path,
                           const std::string& directory) override {
    if (path == "/shut") return Err(Code::kTemporary, "cannot read");
    const auto file = files.find(directory + path);
    if (file != files.end()) return file->second;
    return Err(Code::kNoInput, "no " + directory + path);
  }
  std::map<std::string, std::string> files = {
      {"/two", "x\n# c\ny@z"},
      {"/inner", "q, :include:/two\nr"},
      {"/bad", "x y"},
      {"/fail", ":fail: no, way\nmore\n"},
      {"/nul", {"x\0y", 3}},
      {"/self", "x\n:include:/self"},
      {"/d/two", "inside"},
      {"/some", "x, :include:/none, y"},
      {"/hole", "x, :include:/two, :blackhole:"}};
};

std::string Word(const RedirectItem& item) {
  constexpr std::string_view kMarks[] = {"", "file ", "dir ", "pipe "};
  return std::string(kMarks[static_cast<size_t>(item.kind)]) + item.target;
}

// "item; item; END text", or "?error".
std::string Printed(const Result<RedirectList>& list) {
  if (!list) return "?" + list.error().text;
  constexpr std::string_view kEnds[] = {"", "BLACKHOLE ", "FAIL ", "DEFER ",
                                        "NOFILE "};
  std::string out;
  for (const RedirectItem& item : list->items) out += Word(item) + "; ";
  out += std::string(kEnds[static_cast<size_t>(list->end)]) + list->text;
  for (const std::string& error : list->skipped) out += "skipped " + error;
  return out;
}

std::string Read(std::string_view bytes, RedirectOptions options = {}) {
  options.qualify_recipient = "q";
  options.recipient_domain = "own";
  MemoryFiles files;
  return Printed(ReadRedirectList(bytes, options, files));
}

struct Row {
  std::string_view list;
  std::string_view printed;
};

constexpr std::string_view kNoLocal =
    "?missing or malformed local part (expected word or \"<\") in ";

constexpr Row kItems[] = {
    {"", ""},
    {"a@b, c", "c@q; a@b; "},
    {"a,,b,\n,\n c\r\n", "c@q; b@q; a@q; "},
    {"# c, d\n a, # e\n#f", "a@q; "},
    {"a@b\0,c", "a@b; "},
    {"\\a, \\<b>, \\c@d", "\\c@d; b@own; a@own; "},
    {"\\", "\\@q; "},
    {"\\\\@b", "\\@b@own; "},
    {"a\\@b", "a\\@b@q; "},
    {"\\a\\", "a\\@own@q; "},
    {"(c) \"a@b\"", "\"a@b\"@q; "},
    {"\"a@b\", \"c\"", "c@q; a@b; "},
    {"\"\", (x), ;z", ""},
    {"\"\na@b", "a@b; a@b; "},
    {"/f, /d/, //", "dir //; dir /d/; file /f; "},
    {"/f@b.c, /f <d@e>", "d@e; /f@b.c; "},
    {"|p q, | r", "pipe  r; pipe p q; "},
    {"\"|p \\\"a, b\\\" \\\\\", |x (b, c) \"d, e\"",
     "pipe x (b, c) \"d, e\"; pipe p \"a, b\" \\; "},
    {"|a \\\n b", "pipe a \\\n b; "},
    {"Bob <a@b>, <@r,@s:c@d>, @r,@s:e@f", "e@f; c@d; a@b; "},
    {":, :u, \":unknown\", :unknown:, a", "a@q; "},
    {"a, :blackhole: x, c d", "a@q; BLACKHOLE "},
    {":include:/two, a", "a@q; y@z; x@q; "},
    {"a, \":include: /inner\"", "r@q; y@z; x@q; q@q; a@q; "},
    {":include:/nul, a", "a@q; x@q; "},
    {"a, :include:/none, b c", "a@q; NOFILE no /none"},
    {"a, :include:/some, b", "a@q; NOFILE no /none"},
    {"a, :include:/hole, b", "a@q; BLACKHOLE "},
};

constexpr Row kErrors[] = {
    {":fail: a, b", "?\":fail: a\" is not permitted"},
    {"\":defer: a, b\" ", "?\":defer: a, b\" is not permitted"},
    {":include:", "?file name missing after :include:"},
    {":include:x y", "?included file \"x y\" is not an absolute path"},
    {":include:/shut", "?cannot read"},
    {"a@b@c", "?malformed address: @c may not follow a@b in \"a@b@c\""},
    {"<a, b", "?\"@\" or \".\" expected after \"a\" in \"<a, b\""},
    {"@a<b:c:d,e", "?no local part in \"@a<b:c:d,e\""},
    {"@a:b:c,d", "?\"@\" or \".\" expected after \"b\" in \"@a:b:c\""},
};

constexpr std::string_view kNoLocals[] = {
    "a b", ":unknownx", ":unk x", ":Fail: x", "::", "\"a\" \"b\"", "c)"};

TEST(RedirectList, IsWhatNamesNoLanguage) {
  for (std::string_view head :
       {"# Exim filter", " \r\n\f#exim \t FILTERS", "#eximfilter x"}) {
    EXPECT_EQ(FilterLanguage(head), Language::kExim) << head;
  }
  EXPECT_EQ(FilterLanguage("\n# sieve filter"), Language::kSieve);
  for (std::string_view head :
       {"", "#", "# Exim\nfilter", "# Exim-filter", "#\n# Exim filter",
        "\xEF\xBB\xBF# Exim filter", "## Exim filter", "#\vexim filter"}) {
    EXPECT_EQ(FilterLanguage(head), std::nullopt) << head;
  }
}

TEST(RedirectList, Items) {
  for (const Row& row : kItems) {
    EXPECT_EQ(Read(row.list), row.printed) << row.list;
  }
  EXPECT_EQ(Read({"a\0b", 3}), "a@q; ");
}

TEST(RedirectList, Errors) {
  for (const Row& row : kErrors) {
    EXPECT_EQ(Read(row.list), row.printed) << row.list;
  }
  for (std::string_view item : kNoLocals) {
    const std::string_view inner = item == "\"a\" \"b\"" ? "a\" \"b" : item;
    EXPECT_EQ(Read("x," + std::string(item) + ",y"),
              std::string(kNoLocal) + "\"" + std::string(inner) + "\"");
  }
  const std::string name = "/" + std::string(255, 'x');
  EXPECT_EQ(Read(":include:" + name + ", a\nb"),
            "?included file name \"" + name + ", a\nb\" is too long");
  const std::string local(257, 'x');
  EXPECT_EQ(Read(local), "?address is ridiculously long: " +
                             std::string(64, 'x') + "... in \"" + local + "\"");
}

TEST(RedirectList, Options) {
  RedirectOptions allowed;
  allowed.allow_fail = allowed.allow_defer = true;
  EXPECT_EQ(Read("a, :fail: no, way\nb", allowed), "a@q; FAIL no, way\nb");
  EXPECT_EQ(Read("\":defer: \\\"x\", y", allowed), "DEFER \\\"x\", y");
  EXPECT_EQ(Read(":include:/fail, y", allowed), "FAIL no, way\nmore\n");
  RedirectOptions skipping;
  skipping.skip_syntax_errors = true;
  EXPECT_EQ(Read("a, b c, d", skipping),
            "d@q; a@q; skipped " + std::string(kNoLocal.substr(1)) + "\"b c\"");
  EXPECT_EQ(Read(":include:x, d", skipping),
            "?included file \"x\" is not an absolute path");
  RedirectOptions locked;
  locked.forbid_blackhole = locked.forbid_include = true;
  locked.forbid_file = locked.forbid_pipe = true;
  EXPECT_EQ(Read(":blackhole: x", locked),
            "?\":blackhole: x\" is not permitted");
  EXPECT_EQ(Read(":include:/two", locked), "?included files not permitted");
  EXPECT_EQ(Read("/x", locked), "?\"/x\" is not permitted");
  EXPECT_EQ(Read("|x", locked), "?\"|x\" is not permitted");
  EXPECT_EQ(Read("/x@y, |x@y", locked), "|x@y; /x@y; ");
  RedirectOptions other;
  other.qualify_preserve_domain = true;
  other.include_directory = "/d";
  EXPECT_EQ(Read("a, :include:/two", other), "inside@own; a@own; ");
}

std::string Times(size_t count, std::string_view text) {
  std::string out;
  for (size_t i = 0; i < count; ++i) out += text;
  return out;
}

TEST(RedirectList, Budgets) {
  MemoryFiles files;
  files.files["/big"] = Times(limits::kScriptBytes, "#");
  files.files["/deep"] = "a";
  auto error = [&files](const std::string& list) {
    const auto read = ReadRedirectList(list, {}, files);
    if (read) return std::string();
    EXPECT_EQ(read.error().code, Code::kLimit);
    return read.error().text;
  };
  for (size_t i = 1; i < limits::kIncludeDepth; ++i) {
    const std::string last = i == 1 ? "/deep" : "/deep" + std::to_string(i - 1);
    files.files["/deep" + std::to_string(i)] = ":include:" + last;
  }
  const std::string deepest =
      "/deep" + std::to_string(limits::kIncludeDepth - 1);
  EXPECT_EQ(error(":include:" + deepest), "");
  files.files["/over"] = ":include:" + deepest;
  EXPECT_NE(error(":include:/over").find("50 files included in one another"),
            std::string::npos);
  EXPECT_NE(error(":include:/self"), "");
  EXPECT_EQ(error(Times(limits::kIncludes, ":include:/two\n")), "");
  EXPECT_NE(error(Times(limits::kIncludes + 1, ":include:/two\n")), "");
  EXPECT_EQ(error(Times(16, ":include:/big\n")), "");
  EXPECT_NE(error(Times(16, ":include:/big\n") + ":include:/two"), "");
  EXPECT_EQ(error(Times(limits::kRedirectItems, "a\n")), "");
  EXPECT_NE(error(Times(limits::kRedirectItems + 1, "a\n")), "");
  EXPECT_NE(error(Times(1 << 18, "\"\n(\n")), "");
}

}  // namespace
}  // namespace trommel::exim
