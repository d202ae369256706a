// SPDX-License-Identifier: MIT
#include "stdlib/shared/text_entity.h"

#include <gtest/gtest.h>

#include "interp/mail/mime_tree.h"

namespace trommel::stdlib {
namespace {

std::string Decoded(const Entity& entity) {
  const std::string bytes = entity.fields + "\n" + entity.body;
  const mail::Message message(bytes);
  const mail::MimeTree tree(message);
  std::string out;
  mail::DecodePart(tree.parts()[0], &out);
  return out;
}

TEST(TextEntity, EncodesNoMoreThanItMust) {
  struct Case {
    std::string text;
    std::string_view encoding;
  };
  const Case kCases[] = {
      {"plain\n", "7bit"},
      {"gr\xC3\xBCn\n", "8bit"},
      {"--x\n", "quoted-printable"},
      {"a\rb", "quoted-printable"},
      {std::string(998, 'x'), "7bit"},
      {std::string(999, 'x') + " =\t\n- \n", "quoted-printable"},
      {std::string(200, '\0'), "base64"},
      {"a\n" + std::string(1000, '\xC3'), "base64"},
  };
  for (const Case& c : kCases) {
    const Entity entity = TextEntity({.text = c.text});
    EXPECT_NE(entity.fields.find(c.encoding), std::string::npos)
        << entity.fields;
    for (size_t at = 0; at < entity.body.size();) {
      const size_t end =
          std::min(entity.body.find('\n', at), entity.body.size());
      EXPECT_LE(end - at, 998U);
      EXPECT_NE(entity.body.substr(at, 2), "--");
      at = end + 1;
    }
    if (c.encoding != "base64" || c.text[0] != 'a') {
      EXPECT_EQ(Decoded(entity), c.text);
    }
  }
}

TEST(TextEntity, LineEndsAreTheMessages) {
  EXPECT_EQ(WithLineEnds("a\r\nb\nc", "\n"), "a\nb\nc");
  EXPECT_EQ(WithLineEnds("a\r\nb\nc\r", "\r\n"), "a\r\nb\r\nc\r");
  const Entity entity = TextEntity({.text = "--\na", .line_end = "\r\n"});
  EXPECT_EQ(entity.body, "=2D-\r\na");
  EXPECT_EQ(entity.fields,
            "Content-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: quoted-printable\r\n");
}

}  // namespace
}  // namespace trommel::stdlib
