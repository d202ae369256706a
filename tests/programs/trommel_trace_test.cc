// SPDX-License-Identifier: MIT
// trommel -v -bf: the lines on stderr, as exim4 4.96 prints them.
#include <gtest/gtest.h>

#include <string>

#include "tests/programs/process.h"

namespace trommel {
namespace {

constexpr std::string_view kMessage =
    "From: Ann <ann@example.com>\n"
    "To: me@example.com, Bob <bob@example.com>\n"
    "Subject: An offer\n"
    "\n"
    "text\n";

class EximTraceTest : public ::testing::Test {
 protected:
  Finished Run(std::string_view filter, std::string_view head = "Exim") {
    scratch_.Write("f", "# " + std::string(head) + " filter\n" +
                            std::string(filter) + "\n");
    return RunProgram(scratch_, "trommel",
                      {"-v", "-oi", "-f", "ann@example.com", "-bfl", "me",
                       "-bfd", "example.com", "-bf", "f"},
                      kMessage);
  }
  std::string Trace(std::string_view filter, std::string_view head = "Exim") {
    return Run(filter, head).err;
  }

  Scratch scratch_;
};

constexpr std::string_view kFirst = "read_message_body 103\n";

TEST_F(EximTraceTest, ConditionsAndTheirParts) {
  EXPECT_EQ(
      Trace("if not ($h_subject: does contain offer and not a iS b)\n"
            "  or x matches \"(x)\" or delivered and personal alias q\n"
            "then finish endif"),
      std::string(kFirst) +
          " Sub-condition is true: $h_subject: contains offer \n"
          " Sub-condition is true: a is not b \n"
          " Sub-condition is false: not ($h_subject: contains offer and a "
          "is not b) \n"
          " Match expanded arguments:\n"
          "   Subject = x\n"
          "   Pattern = (x)\n"
          " Sub-condition is true: x matches (x) \n"
          " Sub-condition is true: not ($h_subject: contains offer and a "
          "is not b) or x matches (x) \n"
          " Condition is true: (not ($h_subject: contains offer and a is "
          "not b) or x matches (x)) or delivered and personal \n");
}

TEST_F(EximTraceTest, AddressesDepthAndBlanksOfCommands) {
  EXPECT_EQ(Trace("if a is b then finish\n"
                  "elif foranyaddress $h_to: ($thisaddress contains bob) then\n"
                  "  unseen save /x\n"
                  "  if b is b then endif\n"
                  "endif"),
            std::string(kFirst) +
                " Condition is false: a is b \n"
                "   Extracted address me@example.com\n"
                "   Sub-condition is false: $thisaddress contains bob \n"
                "   Extracted address bob@example.com\n"
                "   Sub-condition is true: $thisaddress contains bob \n"
                "   Condition is true: foranyaddress $h_to: ($thisaddress "
                "contains bob) \n"
                "         Condition is true: b is b \n");
}

TEST_F(EximTraceTest, LinesAfterANewlineAndAfterAnError) {
  EXPECT_EQ(Trace("if \"a\\nb\" is c or ($n1 is \"\" and x above 3 or b is b)\n"
                  "  then finish endif"),
            std::string(kFirst) +
                " Sub-condition is false: a\n"
                " Sb is c \n"
                " Sub-condition is false: $n1 is  \n"
                " Sub-condition is false: $n1 is  and x above 3 \n"
                " Sub-condition is true: b is b \n"
                " Sub-condition is true: $n1 is  and x above 3 or b is b \n"
                " Condition is true: a\n"
                " Cb is c or ($n1 is  and x above 3 or b is b) \n");
  EXPECT_EQ(Trace("if (x above 3 or a is a) and b is b then finish endif"),
            std::string(kFirst) +
                " Sub-condition is false: x above 3 or a is a \n"
                " Condition is false: (x above 3 or a is a) and b is b \n");
}

TEST_F(EximTraceTest, LabelsOfMailAreAsWideAsItIsDeep) {
  EXPECT_NE(
      Run("if a is a then mail subject s endif").out.find("\n  subject: s\n"),
      std::string::npos);
}

TEST_F(EximTraceTest, SieveFilters) {
  EXPECT_EQ(Trace("if true { keep; keep; }\n"
                  "if not header :comparator \"i;octet\" \"subject\" \"x\" {\n"
                  "  redirect \"a@b.example\"; }\n"
                  "elsif true { stop; }",
                  "Sieve"),
            std::string(kFirst) +
                "if true\n"
                "fileinto `inbox'\n"
                "Repeated fileinto `inbox' ignored.\n"
                "String comparison (match :is, comparison \"i;octet\"):\n"
                "  Search = x (1 chars)\n"
                "  Inside = An offer (8 chars)\n"
                "  Result false\n"
                "if true\n"
                "redirect `a@b.example'\n");
}

TEST_F(EximTraceTest, WithoutVNothingIsSaid) {
  scratch_.Write("f", "# Exim filter\nif a is a then finish endif\n");
  EXPECT_EQ(RunProgram(scratch_, "trommel", {"-bf", "f"}, kMessage).err, "");
}

}  // namespace
}  // namespace trommel
