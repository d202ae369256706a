// SPDX-License-Identifier: MIT
// The words of the pattern grammar; each with a text that it may match.
// For generate.cc alone.
#pragma once

#include <string_view>

namespace trommel::pcre {

using namespace std::string_view_literals;

/// Of a table, the first kPlain... words are right in every pattern.
struct Word {
  std::string_view pattern;
  std::string_view sample;
};

inline constexpr Word kLetters[] = {
    {"a"sv, "a"sv},
    {"b"sv, "b"sv},
    {"c"sv, "c"sv},
    {"A"sv, "A"sv},
    {"B"sv, "B"sv},
    {"x"sv, "x"sv},
    {"1"sv, "1"sv},
    {"0"sv, "0"sv},
    {"_"sv, "_"sv},
    {"-"sv, "-"sv},
    {"@"sv, "@"sv},
    {" "sv, " "sv},
    {":"sv, ":"sv},
    {"<"sv, "<"sv},
    {">"sv, ">"sv},
    {","sv, ","sv},
    {"ab"sv, "ab"sv},
    {"ba"sv, "ba"sv},
    {"."sv, "a"sv},
    {"."sv, "b"sv},
    {"list"sv, "list"sv},
    {"Re: "sv, "re: "sv},
    {"spam"sv, "SPAM"sv},
    {"user@"sv, "user@"sv},
    {"example\\.org"sv, "example.org"sv},
};

inline constexpr Word kDenseLetters[] = {
    {"a"sv, "a"sv},
    {"b"sv, "b"sv},
    {"ab"sv, "ab"sv},
    {"."sv, "a"sv},
};

inline constexpr Word kOddBytes[] = {
    {"\0"sv, "\0"sv},     {"\n"sv, "\n"sv},     {"\r"sv, "\r"sv},
    {"\t"sv, "\t"sv},     {"\xe4"sv, "\xe4"sv}, {"\xc4"sv, "\xe4"sv},
    {"\xa0"sv, "\xa0"sv}, {"\xff"sv, "\xff"sv}, {"\xc3\xa4"sv, "\xc3\xa4"sv},
    {"\x85"sv, "\x85"sv}, {"]"sv, "]"sv},       {"}"sv, "}"sv},
    {"{"sv, "{"sv},       {"#"sv, "#"sv},       {"\v"sv, "\v"sv},
    {"\f"sv, "\f"sv},     {"&"sv, "&"sv},       {"~"sv, "~"sv},
};

inline constexpr Word kEscapes[] = {
    {"\\d"sv, "7"sv},   {"\\d"sv, "1"sv}, {"\\D"sv, "x"sv},   {"\\w"sv, "a"sv},
    {"\\w"sv, "_"sv},   {"\\W"sv, "-"sv}, {"\\s"sv, " "sv},   {"\\s"sv, "\t"sv},
    {"\\S"sv, "b"sv},   {"\\."sv, "."sv}, {"\\@"sv, "@"sv},   {"\\t"sv, "\t"sv},
    {"\\n"sv, "\n"sv},  {"\\["sv, "["sv}, {"\\]"sv, "]"sv},   {"\\("sv, "("sv},
    {"\\)"sv, ")"sv},   {"\\*"sv, "*"sv}, {"\\+"sv, "+"sv},   {"\\?"sv, "?"sv},
    {"\\$"sv, "$"sv},   {"\\^"sv, "^"sv}, {"\\\\"sv, "\\"sv}, {"\\-"sv, "-"sv},
    {"\\/"sv, "/"sv},   {"\\:"sv, ":"sv}, {"\\<"sv, "<"sv},   {"\\>"sv, ">"sv},
    {"\\\""sv, "\""sv}, {"\\'"sv, "'"sv}, {"\\`"sv, "`"sv},   {"\\{"sv, "{"sv},
    {"\\}"sv, "}"sv},   {"\\|"sv, "|"sv}, {"\\_"sv, "_"sv},   {"\\r"sv, "\r"sv},
};

inline constexpr Word kOddEscapes[] = {
    {"\\h"sv, " "sv},
    {"\\h"sv, "\xa0"sv},
    {"\\H"sv, "a"sv},
    {"\\v"sv, "\n"sv},
    {"\\v"sv, "\x85"sv},
    {"\\V"sv, "b"sv},
    {"\\N"sv, "a"sv},
    {"\\R"sv, "\r\n"sv},
    {"\\R"sv, "\n"sv},
    {"\\R"sv, "\x85"sv},
    {"\\x41"sv, "A"sv},
    {"\\x{62}"sv, "b"sv},
    {"\\xe4"sv, "\xe4"sv},
    {"\\x"sv, "\0"sv},
    {"\\x{}"sv, ""sv},
    {"\\x{100}"sv, "a"sv},
    {"\\xag"sv, "\ng"sv},
    {"\\x{g}"sv, "a"sv},
    {"\\o{101}"sv, "A"sv},
    {"\\o{8}"sv, "a"sv},
    {"\\o{400}"sv, "a"sv},
    {"\\o"sv, "a"sv},
    {"\\101"sv, "A"sv},
    {"\\0"sv, "\0"sv},
    {"\\012"sv, "\n"sv},
    {"\\0101"sv,
     "\x08"
     "1"sv},
    {"\\81"sv, "81"sv},
    {"\\377"sv, "\xff"sv},
    {"\\400"sv, "a"sv},
    {"\\18"sv,
     "\x01"
     "8"sv},
    {"\\40"sv, " "sv},
    {"\\cA"sv, "\x01"sv},
    {"\\c["sv, "\x1b"sv},
    {"\\cj"sv, "\n"sv},
    {"\\c\xe4"sv, "a"sv},
    {"\\e"sv, "\x1b"sv},
    {"\\a"sv, "\a"sv},
    {"\\f"sv, "\f"sv},
    {"\\Qa.b\\E"sv, "a.b"sv},
    {"\\Q\\E"sv, ""sv},
    {"\\E"sv, ""sv},
    {"\\Qa|b"sv, "a|b"sv},
    {"\\Q(\\E"sv, "("sv},
    {"\\X"sv, "a"sv},
    {"\\C"sv, "a"sv},
    {"\\pL"sv, "a"sv},
    {"\\p{Lu}"sv, "A"sv},
    {"\\PL"sv, "1"sv},
    {"\\p{^Nd}"sv, "a"sv},
    {"\\p{Foo}"sv, "a"sv},
    {"\\u0041"sv, "A"sv},
    {"\\Ua"sv, "A"sv},
    {"\\l"sv, "a"sv},
    {"\\L"sv, "a"sv},
    {"\\N{U+41}"sv, "A"sv},
    {"\\N{2}"sv, "ab"sv},
    {"\\i"sv, "i"sv},
    {"\\y"sv, "y"sv},
    {"\\j"sv, "j"sv},
    {"\\M"sv, "M"sv},
    {"\\T"sv, "T"sv},
    {"\\K"sv, ""sv},
    {"\\\n"sv, "\n"sv},
    {"\\\xe4"sv, "\xe4"sv},
    {"\\ "sv, " "sv},
    {"\\#"sv, "#"sv},
    {"\\\0"sv, "\0"sv},
};

inline constexpr Word kAnchors[] = {
    {"^"sv, ""sv},   {"^"sv, ""sv},   {"$"sv, ""sv},   {"$"sv, ""sv},
    {"\\b"sv, ""sv}, {"\\b"sv, ""sv}, {"\\B"sv, ""sv},
};

inline constexpr Word kOddAnchors[] = {
    {"\\A"sv, ""sv}, {"\\z"sv, ""sv},     {"\\Z"sv, "\n"sv},   {"\\G"sv, ""sv},
    {"\\K"sv, ""sv}, {"[[:<:]]"sv, ""sv}, {"[[:>:]]"sv, ""sv},
};

inline constexpr Word kSetItems[] = {
    {"a-z"sv, "b"sv}, {"A-Z"sv, "B"sv}, {"0-9"sv, "1"sv}, {"a"sv, "a"sv},
    {"b"sv, "b"sv},   {"_"sv, "_"sv},   {"."sv, "."sv},   {"@"sv, "@"sv},
    {"\\d"sv, "1"sv}, {"\\w"sv, "a"sv}, {"\\s"sv, " "sv}, {"^"sv, "^"sv},
    {" "sv, " "sv},   {"a-c"sv, "c"sv}, {"%+"sv, "+"sv},  {"\\."sv, "."sv},
    {"<>"sv, ">"sv},  {"\\]"sv, "]"sv}, {"\\-"sv, "-"sv}, {"\\["sv, "["sv},
};

/// Of kOddSetItems, those that mail filters use.
inline constexpr size_t kPlainSetItems = 13;
inline constexpr Word kOddSetItems[] = {
    {"[:alpha:]"sv, "a"sv},
    {"[:alnum:]"sv, "1"sv},
    {"[:digit:]"sv, "1"sv},
    {"[:upper:]"sv, "A"sv},
    {"[:lower:]"sv, "a"sv},
    {"[:space:]"sv, "\v"sv},
    {"[:blank:]"sv, "\t"sv},
    {"[:punct:]"sv, "-"sv},
    {"[:print:]"sv, " "sv},
    {"[:graph:]"sv, "a"sv},
    {"[:cntrl:]"sv, "\n"sv},
    {"[:xdigit:]"sv, "b"sv},
    {"[:word:]"sv, "_"sv},
    {"[:ascii:]"sv, "a"sv},
    {"[:^digit:]"sv, "a"sv},
    {"[:^alpha:]"sv, "1"sv},
    {"[:foo:]"sv, "f"sv},
    {"[:Alpha:]"sv, "a"sv},
    {"[.a.]"sv, "a"sv},
    {"[=a=]"sv, "a"sv},
    {"[:alpha:"sv, "a"sv},
    {"\\b"sv, "\b"sv},
    {"\\n"sv, "\n"sv},
    {"\\x41"sv, "A"sv},
    {"\\xe4"sv, "\xe4"sv},
    {"\\101"sv, "A"sv},
    {"\\1"sv, "\x01"sv},
    {"\\8"sv, "8"sv},
    {"\\D"sv, "a"sv},
    {"\\W"sv, "-"sv},
    {"\\S"sv, "a"sv},
    {"\\h"sv, "\xa0"sv},
    {"\\H"sv, "a"sv},
    {"\\v"sv, "\n"sv},
    {"\\V"sv, "a"sv},
    {"\\N"sv, "a"sv},
    {"\\R"sv, "\n"sv},
    {"\\B"sv, "B"sv},
    {"\\X"sv, "X"sv},
    {"\\K"sv, "K"sv},
    {"\\pL"sv, "a"sv},
    {"\\Qa]\\E"sv, "]"sv},
    {"\\E"sv, ""sv},
    {"\\cA"sv, "\x01"sv},
    {"\\e"sv, "\x1b"sv},
    {"\\o{101}"sv, "A"sv},
    {"\\x{41}"sv, "A"sv},
    {"\\x{141}"sv, "A"sv},
    {"\\y"sv, "y"sv},
    {"\\g"sv, "g"sv},
    {"\\A"sv, "A"sv},
    {"z-a"sv, "a"sv},
    {"a-\\d"sv, "-"sv},
    {"\\d-z"sv, "-"sv},
    {"a-\\x66"sv, "c"sv},
    {"\\x20-\\x7e"sv, "a"sv},
    {"!--"sv, "+"sv},
    {"a-a"sv, "a"sv},
    {"a-b-c"sv, "-"sv},
    {"--a"sv, "A"sv},
    {"[:digit:]-z"sv, "-"sv},
    {"a-[:digit:]"sv, "-"sv},
    {"&&"sv, "&"sv},
    {"["sv, "["sv},
    {"[:"sv, ":"sv},
    {":]"sv, ":"sv},
    {"\xe4"sv, "\xe4"sv},
    {"\xc0-\xff"sv, "\xe4"sv},
    {"\0"sv, "\0"sv},
    {"\n"sv, "\n"sv},
    {"#"sv, "#"sv},
    {"|"sv, "|"sv},
    {"("sv, "("sv},
    {"$"sv, "$"sv},
    {"{2}"sv, "{"sv},
    {"W-c"sv, "^"sv},
    {"X-\\]"sv, "Z"sv},
    {"\\Q^\\E"sv, "^"sv},
    {"\\Qa\\E-\\Qc\\E"sv, "b"sv},
    {"\\w-"sv, "-"sv},
    {"-\\w"sv, "-"sv},
};

/// Repeats; the sample is how often the sample of the atom stands there.
inline constexpr Word kRepeats[] = {
    {"*"sv, ""sv},     {"*"sv, "11"sv},     {"+"sv, "1"sv},
    {"+"sv, "11"sv},   {"?"sv, ""sv},       {"?"sv, "1"sv},
    {"{2}"sv, "11"sv}, {"{1,3}"sv, "11"sv}, {"{2,}"sv, "111"sv},
    {"*?"sv, "1"sv},   {"+?"sv, "11"sv},    {"{0,2}"sv, "1"sv},
};

inline constexpr size_t kPlainRepeats = 7;
inline constexpr Word kOddRepeats[] = {
    {"*+"sv, "11"sv},       {"++"sv, "1"sv},        {"?+"sv, "1"sv},
    {"{1,2}+"sv, "1"sv},    {"??"sv, "1"sv},        {"{1,2}?"sv, "11"sv},
    {"{0}"sv, ""sv},        {"{2}?"sv, "11"sv},     {"{,2}"sv, "1{,2}"sv},
    {"{}"sv, "1{}"sv},      {"{"sv, "1{"sv},        {"{a}"sv, "1{a}"sv},
    {"{1"sv, "1{1"sv},      {"{1,"sv, "1{1,"sv},    {"{ 1}"sv, "1{ 1}"sv},
    {"{1, 2}"sv, "1"sv},    {"{0,0}"sv, ""sv},      {"{2,1}"sv, "1"sv},
    {"{65536}"sv, "1"sv},   {"{0,65535}"sv, "1"sv}, {"**"sv, "1"sv},
    {"+*"sv, "1"sv},        {"*?+"sv, "1"sv},       {"{2}{3}"sv, "111111"sv},
    {"{1}*"sv, "1"sv},      {"{1,1}"sv, "1"sv},     {"{2}+"sv, "11"sv},
    {"{000002}"sv, "11"sv}, {"{-1}"sv, "1{-1}"sv},  {"{1,2"sv, "1{1,2"sv},
};

inline constexpr size_t kPlainOpens = 5;
inline constexpr std::string_view kOddOpens[] = {
    "(?>"sv,       "(?="sv,      "(?!"sv,
    "(?<="sv,      "(?<!"sv,     "(?i:"sv,
    "(?-i:"sv,     "(?s:"sv,     "(?m-i:"sv,
    "(?x:"sv,      "(?|"sv,      "(?^:"sv,
    "(?^i:"sv,     "(?n:"sv,     "(?U:"sv,
    "(*atomic:"sv, "(*pla:"sv,   "(*nla:"sv,
    "(*plb:"sv,    "(*nlb:"sv,   "(?*"sv,
    "(*sr:"sv,     "(*napla:"sv, "(?<*"sv,
    "(?J:"sv,      "(?z:"sv,     "(?i-:"sv,
    "(?"sv,        "(?<"sv,      "(?P"sv,
    "(?i-s:"sv,    "(?-:"sv,     "(*positive_lookahead:"sv,
    "(?ims:"sv,    "(*asr:"sv,   "(?xx:"sv,
    "(*foo:"sv,    "(?-i-s:"sv,  "(?^-i:"sv,
};

inline constexpr Word kOptions[] = {
    {"(?i)"sv, ""sv},    {"(?-i)"sv, ""sv},  {"(?s)"sv, ""sv},
    {"(?m)"sv, ""sv},    {"(?x)"sv, ""sv},   {"(?xx)"sv, ""sv},
    {"(?n)"sv, ""sv},    {"(?J)"sv, ""sv},   {"(?U)"sv, ""sv},
    {"(?^)"sv, ""sv},    {"(?i-s)"sv, ""sv}, {"(?sm)"sv, ""sv},
    {"(?-x)"sv, ""sv},   {"(?)"sv, ""sv},    {"(?z)"sv, ""sv},
    {"(?is-m)"sv, ""sv}, {"(?-)"sv, ""sv},   {"(?^m)"sv, ""sv},
    {"(?-U)"sv, ""sv},   {"(?i"sv, ""sv},    {"(?a)"sv, ""sv},
};

inline constexpr Word kVerbs[] = {
    {"(*ACCEPT)"sv, ""sv}, {"(*FAIL)"sv, ""sv},     {"(*F)"sv, ""sv},
    {"(*COMMIT)"sv, ""sv}, {"(*PRUNE)"sv, ""sv},    {"(*SKIP)"sv, ""sv},
    {"(*THEN)"sv, ""sv},   {"(*MARK:a)"sv, ""sv},   {"(*:a)"sv, ""sv},
    {"(*SKIP:a)"sv, ""sv}, {"(*PRUNE:a)"sv, ""sv},  {"(*THEN:a)"sv, ""sv},
    {"(*FOO)"sv, ""sv},    {"(*COMMIT:a)"sv, ""sv}, {"(*FAIL:a)"sv, ""sv},
    {"(*MARK)"sv, ""sv},   {"(*F:)"sv, ""sv},       {"(*ACCEPT:b)"sv, ""sv},
};

/// Of kStarts, those that mail filters use.
inline constexpr size_t kPlainStarts = 3;
inline constexpr std::string_view kStarts[] = {
    "(?i)"sv,
    "(?s)"sv,
    "(?m)"sv,
    "(?x) "sv,
    "(?n)"sv,
    "(?J)"sv,
    "(?U)"sv,
    "(?is)"sv,
    "(?im)"sv,
    "(*UTF)"sv,
    "(*UCP)"sv,
    "(*CR)"sv,
    "(*LF)"sv,
    "(*CRLF)"sv,
    "(*ANYCRLF)"sv,
    "(*ANY)"sv,
    "(*NUL)"sv,
    "(*BSR_ANYCRLF)"sv,
    "(*BSR_UNICODE)"sv,
    "(*NO_AUTO_POSSESS)"sv,
    "(*NO_START_OPT)"sv,
    "(*NOTEMPTY)"sv,
    "(*NOTEMPTY_ATSTART)"sv,
    "(*LIMIT_MATCH=50)"sv,
    "(*LIMIT_DEPTH=9)"sv,
    "(*NO_JIT)"sv,
    "(*NO_DOTSTAR_ANCHOR)"sv,
    "(*LIMIT_HEAP=1)"sv,
    "(*UTF8)"sv,
    "(*NOTEMPTY)(?i)"sv,
};

inline constexpr size_t kPlainConditions = 5;
inline constexpr std::string_view kConditions[] = {
    "(?(1)"sv,      "(?(2)"sv,      "(?(?=a)"sv,       "(?(?!b)"sv,
    "(?(?<=a)"sv,   "(?(-1)"sv,     "(?(+1)"sv,        "(?(<n>)"sv,
    "(?('m')"sv,    "(?(n)"sv,      "(?(R)"sv,         "(?(R1)"sv,
    "(?(R&n)"sv,    "(?(DEFINE)"sv, "(?(?<!x)"sv,      "(?(VERSION>=10.0)"sv,
    "(?(0)"sv,      "(?(<q>)"sv,    "(?(VERSION=8)"sv, "(?(a)"sv,
    "(?(*pla:a)"sv, "(?(9)"sv,      "(?()"sv,          "(?(?:a)"sv,
};

inline constexpr size_t kPlainReferences = 4;
inline constexpr Word kReferences[] = {
    {"\\1"sv, "a"sv},     {"\\1"sv, "b"sv},     {"\\2"sv, "a"sv},
    {"\\3"sv, "a"sv},     {"\\g1"sv, "a"sv},    {"\\g{1}"sv, "a"sv},
    {"\\g{-1}"sv, "a"sv}, {"\\g-1"sv, "b"sv},   {"\\g{+1}"sv, "a"sv},
    {"\\k<n>"sv, "a"sv},  {"\\k'n'"sv, "a"sv},  {"\\k{n}"sv, "b"sv},
    {"\\g{n}"sv, "a"sv},  {"(?P=n)"sv, "a"sv},  {"\\k<m>"sv, "a"sv},
    {"\\g{0}"sv, ""sv},   {"\\k"sv, "k"sv},     {"\\k<q>"sv, "a"sv},
    {"\\g{}"sv, "a"sv},   {"\\g{-9}"sv, "a"sv}, {"\\k<>"sv, ""sv},
};

inline constexpr size_t kPlainCalls = 3;
inline constexpr Word kCalls[] = {
    {"(?1)"sv, "a"sv},   {"(?1)"sv, "b"sv},   {"(?2)"sv, "a"sv},
    {"(?R)"sv, ""sv},    {"(?0)"sv, ""sv},    {"(?-1)"sv, "a"sv},
    {"(?+1)"sv, "a"sv},  {"(?&n)"sv, "a"sv},  {"(?P>n)"sv, "b"sv},
    {"\\g<1>"sv, "a"sv}, {"\\g'n'"sv, "a"sv}, {"\\g<-1>"sv, "a"sv},
    {"(?&q)"sv, "a"sv},  {"(?9)"sv, "a"sv},   {"\\g<+1>"sv, "b"sv},
    {"(?R"sv, ""sv},     {"(?1a)"sv, ""sv},   {"\\g<0>"sv, ""sv},
};

inline constexpr Word kComments[] = {
    {"(?#c)"sv, ""sv}, {"(?# (x)"sv, ""sv}, {"(?#"sv, ""sv},
    {"(?C)"sv, ""sv},  {"(?C1)"sv, ""sv},   {"(?C256)"sv, ""sv},
    {"#c\n"sv, ""sv},  {"(?C'a')"sv, ""sv}, {" # \n "sv, ""sv},
};

inline constexpr std::string_view kSubjects[] = {
    ""sv,
    "a"sv,
    "\n"sv,
    "a\n"sv,
    "a\r\n"sv,
    "\r"sv,
    "a\n\nb"sv,
    "a\0b"sv,
    "abcABC"sv,
    "aaaa"sv,
    "abab"sv,
    "a b\tc"sv,
    "\xe4\xc4"sv,
    "\xc3\xa4"sv,
    "ab\fb\n"sv,
    "\x85"sv,
    "Re: [list] 10"sv,
    "user@example.org"sv,
    "<a@b.c>, <B@x>"sv,
    "a\rb\nc\r\nd"sv,
    "1_0-x@a:b"sv,
    "\n\n"sv,
    "spam SPAM"sv,
};

inline constexpr std::string_view kMutants = "()[]{}?*+|\\^$.:<>=!-,&'#aR1 "sv;

}  // namespace trommel::pcre
