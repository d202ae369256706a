// SPDX-License-Identifier: MIT
#include "stdlib/shared/calendar_object.h"

#include <gtest/gtest.h>

namespace trommel::stdlib {
namespace {

std::string Wrapped(std::string_view inside, std::string_view method = {}) {
  std::string out = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n";
  if (!method.empty()) out += "METHOD:" + std::string(method) + "\n";
  return out + std::string(inside) + "END:VCALENDAR\n";
}

std::string Event(std::string_view more) {
  return "BEGIN:VEVENT\nUID:1@x\nDTSTAMP:20260101T000000Z\n"
         "DTSTART:20260201T100000Z\n" +
         std::string(more) + "END:VEVENT\n";
}

CalendarObject Parsed(const std::string& text) {
  return CalendarObject::Parse(text).value();
}

bool Has(const CalendarObject& object, std::string_view text) {
  return object.Text().find(text) != std::string::npos;
}

TEST(Parse, WhatIsNone) {
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "BEGIN:VEVENT\n";
  for (const std::string& text :
       {std::string(), std::string("x"), Wrapped(""), Event(""), deep,
        std::string(2000000, 'x'), Wrapped(Event("")) + '\0'}) {
    const Result<CalendarObject> object = CalendarObject::Parse(text);
    ASSERT_FALSE(object) << text.substr(0, 50);
    EXPECT_EQ(object.error().code, Code::kRun);
  }
}

TEST(Items, Describe) {
  const CalendarObject object = Parsed(Wrapped(
      Event("SEQUENCE:3\nORGANIZER:MAILTO:Boss@x\nATTENDEE;CN=Me:mailto:Me@y\n"
            "ATTENDEE:http://z\n"),
      "request"));
  EXPECT_EQ(object.Method(), "REQUEST");
  const std::vector<CalendarItem> items = object.Items();
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(items[0].uid, "1@x");
  EXPECT_EQ(items[0].sequence, 3);
  EXPECT_EQ(items[0].organizer, "boss@x");
  EXPECT_EQ(items[0].attendees, std::vector<std::string>{"me@y"});
  EXPECT_EQ(items[0].recurrence, "");
}

TEST(PrepareToStore, TakesMethodAndAlarms) {
  CalendarObject object =
      Parsed(Wrapped(Event("BEGIN:VALARM\nACTION:DISPLAY\nDESCRIPTION:hi\n"
                           "TRIGGER:-PT15M\nEND:VALARM\n"),
                     "REQUEST"));
  object.PrepareToStore();
  EXPECT_FALSE(Has(object, "METHOD"));
  EXPECT_FALSE(Has(object, "VALARM"));
  EXPECT_TRUE(Has(object, "UID:1@x"));
}

TEST(Canonical, IsOfTheMeaning) {
  const CalendarObject one =
      Parsed(Wrapped(Event("SUMMARY:a\nLOCATION:b\n"), "REQUEST"));
  const CalendarObject same =
      Parsed(Wrapped(Event("LOCATION:b\nX-MORE:1\nSUMMARY:a\n"), "REQUEST"));
  const CalendarObject other =
      Parsed(Wrapped(Event("SUMMARY:b\nLOCATION:b\n"), "REQUEST"));
  EXPECT_EQ(one.Canonical(), same.Canonical());
  EXPECT_NE(one.Canonical(), other.Canonical());
}

TEST(Update, OfTheSeriesAndOfOneTime) {
  CalendarObject object =
      Parsed(Wrapped(Event("SUMMARY:old\n") +
                     Event("RECURRENCE-ID:20260208T100000Z\nSUMMARY:odd\n")));
  object.Update(Parsed(
      Wrapped(Event("RECURRENCE-ID:20260208T100000Z\nSUMMARY:newer\n"))));
  EXPECT_TRUE(Has(object, "SUMMARY:old"));
  EXPECT_FALSE(Has(object, "SUMMARY:odd"));
  EXPECT_TRUE(Has(object, "SUMMARY:newer"));
  object.Update(Parsed(Wrapped(Event("SUMMARY:all\n"))));
  EXPECT_EQ(object.Items().size(), 1U);
  EXPECT_TRUE(Has(object, "SUMMARY:all"));
}

TEST(KeepParticipation, OfTheUserOnly) {
  const CalendarObject old =
      Parsed(Wrapped(Event("ATTENDEE;PARTSTAT=ACCEPTED:mailto:me@x\n"
                           "ATTENDEE;PARTSTAT=ACCEPTED:mailto:you@x\n")));
  CalendarObject object =
      Parsed(Wrapped(Event("ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:ME@x\n"
                           "ATTENDEE;PARTSTAT=DECLINED:mailto:you@x\n")));
  const std::string me[] = {"me@x"};
  object.KeepParticipation(old, me);
  EXPECT_TRUE(Has(object, "ACCEPTED"));
  EXPECT_TRUE(Has(object, "DECLINED"));
  EXPECT_FALSE(Has(object, "NEEDS-ACTION"));
}

TEST(Cancel, StatusOrRemoval) {
  const std::string series = Wrapped(Event("STATUS:CONFIRMED\n"));
  CalendarObject object = Parsed(series);
  EXPECT_TRUE(object.Cancel(Parsed(series), false));
  EXPECT_TRUE(Has(object, "STATUS:CANCELLED"));
  EXPECT_FALSE(Has(object, "CONFIRMED"));
  EXPECT_FALSE(object.Cancel(Parsed(series), true));
  const std::string once = Wrapped(Event("RECURRENCE-ID:20260208T100000Z\n"));
  CalendarObject another = Parsed(series);
  EXPECT_TRUE(another.Cancel(Parsed(once), true));
  EXPECT_TRUE(Has(another, "EXDATE:20260208T100000Z"));
  EXPECT_TRUE(Has(another, "STATUS:CONFIRMED"));
  CalendarObject third = Parsed(series);
  EXPECT_TRUE(third.Cancel(Parsed(once), false));
  EXPECT_EQ(third.Items().size(), 2U);
}

TEST(TakeReply, OfTheInvited) {
  CalendarObject object =
      Parsed(Wrapped(Event("ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:a@x\n")));
  EXPECT_TRUE(object.TakeReply(
      Parsed(Wrapped(Event("ATTENDEE;PARTSTAT=DECLINED:mailto:A@x\n")))));
  EXPECT_TRUE(Has(object, "DECLINED"));
  EXPECT_FALSE(object.TakeReply(
      Parsed(Wrapped(Event("ATTENDEE;PARTSTAT=DECLINED:mailto:b@x\n")))));
}

}  // namespace
}  // namespace trommel::stdlib
