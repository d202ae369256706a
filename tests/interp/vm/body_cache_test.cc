// SPDX-License-Identifier: MIT
#include "interp/vm/body_cache.h"

#include <gtest/gtest.h>

#include "interp/base/limits.h"
#include "interp/mail/message.h"

namespace trommel::vm {
namespace {

std::string Encoded(size_t bytes) {
  return "MIME-Version: 1.0\nContent-Type: text/plain\n"
         "Content-Transfer-Encoding: base64\n\n" +
         std::string(bytes, '\n');
}

TEST(BodyCache, DecodesOnceAndKeeps) {
  mail::Message message(
      "MIME-Version: 1.0\nContent-Type: text/plain; charset=iso-8859-1\n"
      "Content-Transfer-Encoding: quoted-printable\n\n=E9t=E9\n");
  BodyCache cache;
  std::string_view text = cache.Text(message, 0).value();
  EXPECT_EQ(text, "\xC3\xA9t\xC3\xA9\n");
  EXPECT_EQ(cache.Text(message, 0).value().data(), text.data());
  EXPECT_EQ(&cache.Tree(message), &cache.Tree(message));
}

TEST(BodyCache, WhatNeedsNoDecodingIsNotCopied) {
  for (const char* type : {"text/plain", "text/plain; charset=utf-8",
                           "application/octet-stream"}) {
    std::string bytes =
        "MIME-Version: 1.0\nContent-Type: " + std::string(type) +
        "\n\n\xC3\xA9\n";
    mail::Message message(bytes);
    BodyCache cache;
    std::string_view text = cache.Text(message, 0).value();
    EXPECT_EQ(text, "\xC3\xA9\n");
    EXPECT_EQ(text.data(), message.body().data()) << type;
  }
}

TEST(BodyCache, InvalidUtf8TextIsMadeValid) {
  mail::Message message(
      "Subject: x\n\na\xFF"
      "b\n");
  BodyCache cache;
  EXPECT_EQ(cache.Text(message, 0).value(),
            "a\xEF\xBF\xBD"
            "b\n");
}

TEST(BodyCache, ResetForgetsTheMessage) {
  mail::Message one("Subject: x\n\none\n");
  mail::Message two("Subject: x\n\ntwo\n");
  BodyCache cache;
  EXPECT_EQ(cache.Text(one, 0).value(), "one\n");
  cache.Reset();
  EXPECT_EQ(cache.Text(two, 0).value(), "two\n");
}

TEST(BodyCache, DecodedBytesAreLimited) {
  constexpr size_t kLimit = limits::kDecodedBytes;
  for (size_t bytes : {kLimit - 1, kLimit, kLimit + 1}) {
    std::string encoded = Encoded(bytes);
    mail::Message message(encoded);
    BodyCache cache;
    Result<std::string_view> text = cache.Text(message, 0);
    EXPECT_EQ(text.has_value(), bytes <= kLimit);
    if (text) continue;
    EXPECT_EQ(text.error().code, Code::kLimit);
    EXPECT_EQ(text.error().text,
              "more body bytes to decode than " + std::to_string(kLimit));
  }
}

}  // namespace
}  // namespace trommel::vm
