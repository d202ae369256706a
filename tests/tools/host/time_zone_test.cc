// SPDX-License-Identifier: MIT
#include "tools/host/time_zone.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>

namespace trommel {
namespace {

constexpr int64_t kJanuary = 1767225600;   // 2026-01-01T00:00:00Z
constexpr int64_t kJuly = 1782864000;      // 2026-07-01T00:00:00Z
constexpr int64_t kJuly2060 = 2855865600;  // 2060-07-01T00:00:00Z

TEST(Rule, SaysTheOffset) {
  constexpr std::string_view kBerlin = "CET-1CEST,M3.5.0,M10.5.0/3";
  EXPECT_EQ(OffsetByRule(kBerlin, kJanuary), 3600);
  EXPECT_EQ(OffsetByRule(kBerlin, kJuly), 7200);
  EXPECT_EQ(OffsetByRule(kBerlin, 1774745999), 3600);  // 2026-03-29T00:59:59Z
  EXPECT_EQ(OffsetByRule(kBerlin, 1774746000), 7200);
  EXPECT_EQ(OffsetByRule(kBerlin, 1792889999), 7200);  // 2026-10-25T00:59:59Z
  EXPECT_EQ(OffsetByRule(kBerlin, 1792890000), 3600);
}

TEST(Rule, OtherForms) {
  EXPECT_EQ(OffsetByRule("UTC0", kJuly), 0);
  EXPECT_EQ(OffsetByRule("<+0530>-5:30", kJuly), 19800);
  EXPECT_EQ(OffsetByRule("AEST-10AEDT,M10.1.0,M4.1.0/3", kJanuary), 39600);
  EXPECT_EQ(OffsetByRule("AEST-10AEDT,M10.1.0,M4.1.0/3", kJuly), 36000);
  EXPECT_EQ(OffsetByRule("EST5EDT,J60/2,J300/2", kJuly), -14400);
  EXPECT_EQ(OffsetByRule("EST5EDT,59,300", kJanuary), -18000);
}

TEST(Rule, WhatIsNone) {
  for (std::string_view rule : {"", "5", "CET", "CET-1CEST", "CET-1CEST,M3.5.0",
                                "CET-1CEST,M13.5.0,M10.5.0/3", "<+05-5",
                                "CET-1CEST,M3.5.0,M10.5.0/3x"}) {
    EXPECT_EQ(OffsetByRule(rule, kJuly), std::nullopt) << rule;
  }
}

// Against the C library, over two centuries, where the zones are installed.
TEST(Zone, AgreesWithTheLibrary) {
  for (const char* name : {"Europe/Berlin", "America/New_York",
                           "Australia/Lord_Howe", "Asia/Kolkata", "Etc/UTC"}) {
    const std::string path = std::string("/usr/share/zoneinfo/") + name;
    if (!std::filesystem::exists(path)) continue;
    ::setenv("TZ", name, 1);
    ::tzset();
    const TimeZone zone = TimeZone::Load(name);
    for (int64_t at = -2000000000; at < 4500000000; at += 1234567) {
      const std::time_t then = at;
      std::tm local{};
      ::localtime_r(&then, &local);
      ASSERT_EQ(zone.Minutes(at), local.tm_gmtoff / 60) << name << " " << at;
    }
  }
  ::unsetenv("TZ");
  ::tzset();
}

TEST(Zone, UnknownOnes) {
  for (const char* name : {"", "/etc/localtime", "../zoneinfo/UTC", ".", "a/..",
                           "Mars/Olympus", "Europe"}) {
    EXPECT_EQ(TimeZone::Load(name).Minutes(kJuly), std::nullopt) << name;
  }
  EXPECT_EQ(TimeZone::Load("UTC", "/none").Minutes(kJuly2060), 0);
}

TEST(Zone, BrokenFilesAreUnknown) {
  const std::string root =
      (std::filesystem::temp_directory_path() / "trommel_zones").string();
  std::filesystem::create_directories(root);
  const std::string header(39, '\0');
  for (const std::string& bytes :
       {std::string("TZif"), "TZif2" + header, "TZif2" + header + "\xFF",
        std::string(100, 'x'), "TZif2" + std::string(39, '\x7F')}) {
    std::ofstream(root + "/X", std::ios::binary) << bytes;
    EXPECT_EQ(TimeZone::Load("X", root).Minutes(kJuly), std::nullopt);
  }
  std::filesystem::remove_all(root);
}

}  // namespace
}  // namespace trommel
