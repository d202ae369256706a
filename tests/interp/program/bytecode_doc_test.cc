// SPDX-License-Identifier: MIT
// docs/BYTECODE.md shows the instructions of ops.def. UPDATE_GOLDEN=1 in the
// environment rewrites the table.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "interp/program/op.h"

namespace trommel {
namespace {

constexpr const char* kPath = TROMMEL_SOURCE_DIR "/docs/BYTECODE.md";
constexpr std::string_view kBegin = "<!-- ops -->\n";
constexpr std::string_view kEnd = "<!-- /ops -->\n";
constexpr std::string_view kOperands[] = {"",
                                          "flag `a`",
                                          "count `b`",
                                          "slot `b`",
                                          "group `b`",
                                          "string `c`",
                                          "list `c`",
                                          "int `c`",
                                          "target `c`",
                                          "import `b`, count `c`",
                                          "import `b`, block `c`"};
constexpr std::string_view kPushes[] = {"",       "nil",  "bool",      "int",
                                        "string", "list", "by the row"};

std::string Table() {
  std::string out =
      "| # | Name | Operand | Pops | Pushes | Meaning |\n"
      "|--:|------|---------|-----:|--------|---------|\n";
  for (size_t i = 0; i < kOps.size(); ++i) {
    const OpInfo& op = kOps[i];
    auto cell = [&out](std::string_view text) {
      out += text.empty() ? " " : " " + std::string(text) + " ";
      out += '|';
    };
    out += '|';
    cell(std::to_string(i));
    cell("`" + std::string(op.name) + "`");
    cell(kOperands[static_cast<size_t>(op.operand)]);
    cell(op.pops == kPopsCount ? "count" : std::to_string(op.pops));
    cell(kPushes[static_cast<size_t>(op.push)]);
    cell(op.meaning);
    out += '\n';
  }
  return out;
}

std::string ReadPage() {
  std::ifstream file(kPath);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(BytecodeDoc, ShowsTheInstructions) {
  std::string page = ReadPage();
  size_t begin = page.find(kBegin);
  size_t end = page.find(kEnd);
  ASSERT_NE(begin, std::string::npos);
  ASSERT_NE(end, std::string::npos);
  begin += kBegin.size();
  ASSERT_LE(begin, end);
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    page.replace(begin, end - begin, Table());
    std::ofstream(kPath) << page;
    return;
  }
  EXPECT_EQ(page.substr(begin, end - begin), Table());
}

}  // namespace
}  // namespace trommel
