// SPDX-License-Identifier: MIT
#include "tools/delivery/vdir.h"

#include <gtest/gtest.h>

#include "tests/tools/delivery/scratch.h"

namespace trommel::delivery {
namespace {

std::string Object(std::string_view uid) {
  return "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:" + std::string(uid) +
         "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
}

class Calendar : public testing::Test {
 protected:
  Calendar() {
    std::filesystem::create_directories(scratch_.Path("c/work"));
    folder_ = scratch_.Path("c");
  }
  Status Change(std::string_view calendar, std::string_view uid,
                std::optional<std::string_view> data) {
    std::vector<std::unique_ptr<Step>> steps;
    steps.push_back(ChangeCalendar(folder_, calendar, uid, data));
    return CarryOut(steps);
  }
  const Scratch scratch_;
  std::string folder_;
};

TEST_F(Calendar, FindsByUidWhateverTheFileIsCalled) {
  scratch_.Write("c/work/a.ics", Object("1@x"));
  scratch_.Write("c/b.ics", Object("2@x"));
  scratch_.Write("c/c.txt", Object("3@x"));
  scratch_.Write("c/d.ics", "BEGIN:VCALENDAR\nUID:long\n er\nEND:X\n");
  Vdir vdir(folder_);
  EXPECT_EQ(vdir.Find("1@x").value()->calendar, "work");
  EXPECT_EQ(vdir.Find("2@x").value()->bytes, Object("2@x"));
  EXPECT_FALSE(vdir.Find("3@x").value());
  EXPECT_FALSE(vdir.Find("@x").value());
  EXPECT_TRUE(vdir.Find("longer").value());
  EXPECT_FALSE(vdir.Find("long").value());
}

TEST_F(Calendar, Has) {
  Vdir vdir(folder_);
  EXPECT_TRUE(vdir.Has("").value());
  EXPECT_TRUE(vdir.Has("work").value());
  for (const char* id : {"home", "..", "../c", "work/", ".work"}) {
    EXPECT_FALSE(vdir.Has(id).value()) << id;
  }
}

TEST_F(Calendar, WritesAndReplacesAndRemoves) {
  ASSERT_TRUE(Change("work", "1@x", "one"));
  EXPECT_EQ(scratch_.Read("c/work/1@x.ics"), "one");
  ASSERT_TRUE(Change("", "1@x", Object("1@x")));
  EXPECT_EQ(scratch_.Read("c/1@x.ics"), Object("1@x"));
  ASSERT_TRUE(Change("work", "1@x", Object("1@x") + "new"));
  EXPECT_EQ(scratch_.Read("c/1@x.ics"), Object("1@x") + "new");
  ASSERT_TRUE(Change("", "1@x", std::nullopt));
  ASSERT_TRUE(Change("", "1@x", std::nullopt));
  EXPECT_EQ(scratch_.Files("c"), std::vector<std::string>{"c/work/1@x.ics"});
}

TEST_F(Calendar, NamesStayInTheFolder) {
  ASSERT_TRUE(Change("", "../../x", "one"));
  ASSERT_TRUE(Change("", ".hidden", "two"));
  const std::vector<std::string> files = scratch_.Files();
  ASSERT_EQ(files.size(), 2U);
  for (const std::string& file : files) {
    EXPECT_TRUE(file.starts_with("c/trommel-")) << file;
  }
}

TEST_F(Calendar, RollbackPutsBack) {
  scratch_.Write("c/1.ics", Object("1"));
  const auto change = ChangeCalendar(folder_, "", "1", "new");
  const auto remove = ChangeCalendar(folder_, "", "1", std::nullopt);
  const auto add = ChangeCalendar(folder_, "", "2", "new");
  for (const auto* step : {&change, &remove, &add}) {
    ASSERT_TRUE((*step)->Prepare());
    ASSERT_TRUE((*step)->Commit());
    (*step)->Rollback();
    EXPECT_EQ(scratch_.Read("c/1.ics"), Object("1"));
    EXPECT_EQ(scratch_.Files(), std::vector<std::string>{"c/1.ics"});
  }
}

TEST_F(Calendar, AMissingFolderIsAnErrorThatMayPass) {
  const Status status = Change("gone", "1", "new");
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, Code::kTemporary);
}

}  // namespace
}  // namespace trommel::delivery
