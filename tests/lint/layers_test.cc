// SPDX-License-Identifier: MIT
// No file of the project includes what its layer may not.
#include "tests/lint/layers.h"

#include <gtest/gtest.h>

namespace trommel::lint {
namespace {

TEST(Layers, HoldInEveryFile) {
  const auto files = ReadSources({".cc", ".h", ".def"});
  EXPECT_GT(files.size(), 10U);
  for (const SourceFile& file : files) {
    const Findings findings = CheckLayers(file);
    EXPECT_TRUE(findings.empty()) << Join(findings);
  }
}

struct LayerCase {
  const char* path;
  const char* include;
  bool fine;
};

constexpr LayerCase kCases[] = {
    {"interp/base/x.cc", "\"interp/base/y.h\"", true},
    {"interp/base/x.cc", "\"interp/text/y.h\"", false},
    {"interp/text/x.cc", "\"interp/mail/y.h\"", false},
    {"interp/mail/x.h", "\"interp/text/y.h\"", true},
    {"interp/program/x.cc", "\"interp/text/y.h\"", false},
    {"interp/sieve/x.cc", "\"interp/exim/y.h\"", false},
    {"interp/sieve/x.cc", "\"interp/feature.h\"", true},
    {"interp/exim/x.cc", "\"interp/engine.h\"", false},
    {"interp/exim/x.cc", "\"interp/vm/y.h\"", false},
    {"interp/vm/x.cc", "\"interp/sieve/y.h\"", false},
    {"interp/engine.cc", "\"interp/sieve/y.h\"", true},
    {"interp/engine.cc", "\"stdlib/y.h\"", false},
    {"stdlib/sieve/date.cc", "\"stdlib/sieve/body.h\"", false},
    {"stdlib/sieve/date.cc", "\"stdlib/sieve/date.h\"", true},
    {"stdlib/sieve/date.cc", "\"stdlib/shared/y.h\"", true},
    {"stdlib/exim/x.cc", "\"tools/host/y.h\"", false},
    {"stdlib/features.cc", "\"stdlib/features.def\"", true},
    {"tools/host/x.cc", "\"tests/y.h\"", false},
    {"tools/host/x.cc", "\"y.h\"", false},
    {"tests/lint/x.cc", "\"tools/host/y.h\"", true},
    {"interp/text/regex_posix.cc", "<boost/regex.hpp>", true},
    {"interp/text/glob.cc", "<boost/regex.hpp>", false},
    {"interp/text/charset.cc", "<unicode/uchar.h>", true},
    {"interp/mail/x.cc", "<iconv.h>", false},
    {"interp/program/x.cc", "<flatbuffers/flatbuffers.h>", true},
    {"interp/program/x.h", "<flatbuffers/flatbuffers.h>", false},
    {"interp/vm/x.cc", "\"program_generated.h\"", false},
    {"interp/vm/x.cc", "<tl/expected.hpp>", false},
    {"interp/vm/x.cc", "<iostream>", false},
    {"tools/host/x.cc", "<locale>", false},
    {"stdlib/exim/x.cc", "<regex>", false},
    {"tools/trommel/x.cc", "<CLI/CLI.hpp>", false},
    {"tools/delivery/x.cc", "<sqlite3.h>", true},
    {"interp/vm/x.cc", "<string_view>", true},
};

TEST(Layers, SeeABadInclude) {
  for (const LayerCase& c : kCases) {
    const SourceFile file = MakeSourceFile(
        c.path, "// x\n#include " + std::string(c.include) + "\n");
    EXPECT_EQ(CheckLayers(file).empty(), c.fine) << c.path << " " << c.include;
  }
}

TEST(Layers, NameTheLine) {
  const SourceFile file =
      MakeSourceFile("interp/base/x.cc", "\n#include \"interp/vm/y.h\"\n");
  EXPECT_EQ(CheckLayers(file),
            Findings{"interp/base/x.cc:2: may not include interp/vm/y.h"});
}

}  // namespace
}  // namespace trommel::lint
