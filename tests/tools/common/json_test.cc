// SPDX-License-Identifier: MIT
// JSON: always valid, whatever the bytes.
#include "tools/common/json.h"

#include <gtest/gtest.h>

#include <array>
#include <nlohmann/json.hpp>

namespace trommel {
namespace {

std::string Quoted(std::string_view text) {
  std::string out;
  AppendJsonString(text, &out);
  return out;
}

TEST(Json, EscapesWhatMustBe) {
  EXPECT_EQ(Quoted("plain"), "\"plain\"");
  EXPECT_EQ(Quoted("a\"b\\c\n\r\t"), "\"a\\\"b\\\\c\\n\\r\\t\"");
  EXPECT_EQ(Quoted(std::string_view("\0\x1F\x7F", 3)),
            "\"\\u0000\\u001f\x7F\"");
  EXPECT_EQ(Quoted("caf\xC3\xA9"), "\"caf\xC3\xA9\"");
}

TEST(Json, InvalidBytesBecomeTheReplacement) {
  for (const char* bad : {"\xE9", "\xC0\xAF", "\xED\xA0\x80", "\xF5", "\x80"}) {
    const std::string text = Quoted(bad);
    EXPECT_NE(text.find("\xEF\xBF\xBD"), std::string::npos);
    EXPECT_TRUE(nlohmann::json::accept(text));
  }
  EXPECT_EQ(Quoted("a\xE9z"), "\"a\xEF\xBF\xBDz\"");
}

TEST(Json, EverySingleByteGivesValidText) {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string text(3, static_cast<char>(byte));
    EXPECT_TRUE(nlohmann::json::accept(Quoted(text))) << byte;
  }
}

TEST(Json, WriterPutsTheCommas) {
  std::string out;
  JsonWriter json(&out);
  json.Open('{');
  json.Text("a", "x");
  json.Open("b", '[');
  json.Text("1");
  json.Text("2");
  json.Close(']');
  json.Open("c", '{');
  json.Close('}');
  json.Number("d", -4);
  json.Flag("e", true);
  json.Null("f");
  json.Close('}');
  EXPECT_EQ(out, R"({"a":"x","b":["1","2"],"c":{},"d":-4,"e":true,"f":null})");
}

TEST(Json, ValuesOfEveryType) {
  const std::array<Value, 4> items = {Value::String("s"), Value::Int(7),
                                      Value::Nil(), Value::Bool(false)};
  std::string out;
  JsonWriter json(&out);
  json.Open('{');
  json.Any("list", Value::List(items));
  json.Any("empty", Value::List({}));
  json.Any("text", Value::String("t"));
  json.Close('}');
  EXPECT_EQ(out, R"({"list":["s",7,null,false],"empty":[],"text":"t"})");
}

}  // namespace
}  // namespace trommel
