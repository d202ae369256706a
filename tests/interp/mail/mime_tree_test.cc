// SPDX-License-Identifier: MIT
// MimeTree: which parts a message has, and which bytes each of them is.
#include "interp/mail/mime_tree.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "interp/base/limits.h"

namespace trommel::mail {
namespace {

// "depth type [body]" of each part; line ends are written as ~.
std::vector<std::string> Outline(const std::string& bytes) {
  Message message(bytes);
  MimeTree tree(message);
  std::vector<std::string> out;
  for (const Part& part : tree.parts()) {
    std::string line = std::to_string(part.depth) + " " + part.type;
    if (!part.is_multipart()) line += " [" + std::string(part.body) + "]";
    for (char& c : line) {
      if (c == '\n') c = '~';
    }
    out.push_back(line);
  }
  return out;
}

bool HasDefect(const std::string& bytes, Defect defect) {
  Message message(bytes);
  return MimeTree(message).defects().Has(defect);
}

std::string Multipart(std::string_view subtype, std::string_view boundary) {
  return "Content-Type: multipart/" + std::string(subtype) + "; boundary=\"" +
         std::string(boundary) + "\"\n\n";
}

using Lines = std::vector<std::string>;

TEST(MimeTree, Leaves) {
  EXPECT_EQ(Outline("Subject: x\n\nbody\n"), Lines{"0 text/plain [body~]"});
  EXPECT_EQ(Outline(""), Lines{"0 text/plain []"});
  EXPECT_EQ(Outline("Content-Type: TEXT/HTML; charset=x\n\nb"),
            Lines{"0 text/html [b]"});
  EXPECT_EQ(Outline("Content-Type: nonsense\n\nb"), Lines{"0 text/plain [b]"});
}

TEST(MimeTree, PartsOfAMultipart) {
  EXPECT_EQ(Outline(Multipart("mixed", "b") +
                    "preamble\n--b\n\none\n--b  \nContent-Type: a/b\n\n"
                    "two\n\n--b--\t\nepilogue\n--b\nnot a part\n"),
            (Lines{"0 multipart/mixed", "1 text/plain [one]", "1 a/b [two~]"}));
}

TEST(MimeTree, CrLfAndCr) {
  EXPECT_EQ(Outline("Content-Type: multipart/x; boundary=b\r\n\r\n"
                    "--b\r\n\r\none\r\n--b--\r\n"),
            (Lines{"0 multipart/x", "1 text/plain [one]"}));
  EXPECT_EQ(Outline("Content-Type: multipart/x; boundary=b\r\r"
                    "--b\r\rone\r--b--\r"),
            (Lines{"0 multipart/x", "1 text/plain [one]"}));
}

TEST(MimeTree, EmptyAndHeaderOnlyParts) {
  EXPECT_EQ(Outline(Multipart("mixed", "b") +
                    "--b\n--b\n\n--b\nContent-Type: x/y\n--b\n\n\n--b--"),
            (Lines{"0 multipart/mixed", "1 text/plain []", "1 text/plain []",
                   "1 x/y []", "1 text/plain []"}));
}

TEST(MimeTree, NestedPrefixBoundaries) {
  EXPECT_EQ(Outline(Multipart("mixed", "foo") + "--foo\n" +
                    Multipart("alternative", "foobar") +
                    "--foobar\n\none\n--foobar--\n--foo\n\ntwo\n--foo--\n"),
            (Lines{"0 multipart/mixed", "1 multipart/alternative",
                   "2 text/plain [one]", "1 text/plain [two]"}));
}

TEST(MimeTree, TheRestOfADelimiterLineDoesNotCount) {
  EXPECT_EQ(Outline(Multipart("mixed", "foo") +
                    "--foo and more\n\none\n--fo\n--foobar\n\ntwo\n"
                    "--foo--end\nepilogue\n--foo\n\nthree\n"),
            (Lines{"0 multipart/mixed", "1 text/plain [one~--fo]",
                   "1 text/plain [two]"}));
  EXPECT_EQ(Outline(Multipart("mixed", "foo") + "--foo\n" +
                    Multipart("mixed", "foobar") +
                    "--foobar x\n\none\n--fooba\n\ntwo\n--foo--\n"),
            (Lines{"0 multipart/mixed", "1 multipart/mixed",
                   "2 text/plain [one]", "1 text/plain [two]"}));
}

TEST(MimeTree, OuterBoundaryEndsInnerParts) {
  std::string bytes = Multipart("mixed", "o") + "--o\n" +
                      Multipart("mixed", "i") +
                      "--i\n\none\n--o\n\ntwo\n--i\nx\n--o--\n";
  EXPECT_EQ(Outline(bytes),
            (Lines{"0 multipart/mixed", "1 multipart/mixed",
                   "2 text/plain [one]", "1 text/plain [two~--i~x]"}));
  EXPECT_TRUE(HasDefect(bytes, Defect::kMissingEnd));
}

TEST(MimeTree, DelimiterThatLooksLikeAField) {
  EXPECT_EQ(
      Outline(Multipart("mixed", "a:b") +
              "--a:b\nX: 1\n--a:b\n\ntwo\n--a:b--\n"),
      (Lines{"0 multipart/mixed", "1 text/plain []", "1 text/plain [two]"}));
}

TEST(MimeTree, Messages) {
  EXPECT_EQ(Outline(Multipart("mixed", "b") +
                    "--b\nContent-Type: message/rfc822\n\nSubject: in\n"
                    "Content-Type: text/html\n\nhi\n--b--\n"),
            (Lines{"0 multipart/mixed",
                   "1 message/rfc822 [Subject: in~Content-Type: text/html~~hi]",
                   "2 text/html [hi]"}));
  EXPECT_EQ(Outline("Content-Type: message/rfc822\n"
                    "Content-Transfer-Encoding: base64\n\nQTogYg=="),
            Lines{"0 message/rfc822 [QTogYg==]"});
}

TEST(MimeTree, EmptyPartsStayInsideTheirParents) {
  std::string bytes = Multipart("mixed", "b") +
                      "--b\nContent-Type: message/rfc822\n\n"
                      "Subject: in\n\n--b--\n";
  Message message(bytes);
  MimeTree tree(message);
  ASSERT_EQ(tree.parts().size(), 3U);
  EXPECT_EQ(tree.parts()[1].body, "Subject: in\n");
  EXPECT_EQ(tree.parts()[2].body, "");
  EXPECT_EQ(tree.parts()[2].body.data(), tree.parts()[1].body.data() + 12);
}

TEST(MimeTree, DigestPartsAreMessages) {
  EXPECT_EQ(
      Outline(Multipart("digest", "b") + "--b\n\nSubject: in\n\nhi\n--b--\n"),
      (Lines{"0 multipart/digest", "1 message/rfc822 [Subject: in~~hi]",
             "2 text/plain [hi]"}));
}

TEST(MimeTree, PartsKnowTheirPlace) {
  std::string bytes = Multipart("mixed", "o") + "--o\n" +
                      Multipart("mixed", "i") +
                      "--i\nX: 1\nContent-Type: text/plain; charset=LATIN1\n"
                      "Content-Transfer-Encoding: base64\n\none\n--i--\n"
                      "--o\n\ntwo\n--o--\n";
  Message message(bytes);
  MimeTree tree(message);
  ASSERT_EQ(tree.parts().size(), 4U);
  const Part& one = tree.parts()[2];
  EXPECT_EQ(one.parent, 1U);
  EXPECT_EQ(one.depth, 2U);
  EXPECT_EQ(one.charset, "latin1");
  EXPECT_EQ(one.encoding, text::TransferEncoding::kBase64);
  EXPECT_TRUE(one.header.starts_with("X: 1\n"));
  EXPECT_EQ(tree.parts()[3].parent, 0U);
  EXPECT_EQ(tree.parts()[0].parent, 0U);
  EXPECT_TRUE(tree.parts()[1].body.ends_with("--i--"));
}

TEST(MimeTree, NotesDefects) {
  struct Row {
    std::string bytes;
    Defect defect;
  };
  std::string nested = "--b\n" + Multipart("mixed", "b") + "--b\n\nx\n--b--\n";
  const Row rows[] = {
      {"Content-Type: multipart/mixed\n\nx\n", Defect::kNoBoundary},
      {Multipart("mixed", "b") + "x\n--c\n", Defect::kBoundaryNotFound},
      {Multipart("mixed", "b") + "--b\n\nx\n", Defect::kMissingEnd},
      {Multipart("mixed", "b") + nested, Defect::kRepeatedBoundary},
  };
  std::string good = Multipart("mixed", "b") + "--b\n\nx\n--b--\n";
  for (const Row& row : rows) {
    EXPECT_TRUE(HasDefect(row.bytes, row.defect)) << row.bytes;
    EXPECT_FALSE(HasDefect(good, row.defect)) << DefectText(row.defect);
  }
}

// `levels` multiparts, one inside the other, each with its own boundary.
std::string Nested(size_t levels) {
  std::string bytes;
  for (size_t i = 0; i < levels; ++i) {
    std::string boundary = "b" + std::to_string(i) + "e";
    bytes += Multipart("mixed", boundary) + "--" + boundary + "\n";
  }
  return bytes + "\nleaf\n";
}

TEST(MimeTree, DepthIsLimited) {
  std::string at = Nested(limits::kMimeDepth);
  EXPECT_FALSE(HasDefect(at, Defect::kTooDeep));
  EXPECT_EQ(Outline(at).size(), limits::kMimeDepth + 1);
  std::string above = Nested(10000);
  EXPECT_TRUE(HasDefect(above, Defect::kTooDeep));
  EXPECT_EQ(Outline(above).size(), limits::kMimeDepth + 1);
}

TEST(MimeTree, MessageDepthIsLimited) {
  std::string bytes;
  for (int i = 0; i < 10000; ++i) bytes += "Content-Type: message/rfc822\n\n";
  EXPECT_TRUE(HasDefect(bytes, Defect::kTooDeep));
  EXPECT_EQ(Outline(bytes).size(), limits::kMimeDepth + 1);
}

TEST(MimeTree, PartsAreLimited) {
  std::string bytes = Multipart("mixed", "b");
  for (size_t i = 1; i < limits::kMimeParts; ++i) bytes += "--b\n\nx\n";
  EXPECT_FALSE(HasDefect(bytes, Defect::kTooManyParts));
  for (int i = 0; i < 100000; ++i) bytes += "--b\n\nx\n";
  EXPECT_TRUE(HasDefect(bytes, Defect::kTooManyParts));
  EXPECT_EQ(Outline(bytes).size(), limits::kMimeParts);
}

std::string DecodedBody(const std::string& bytes) {
  Message message(bytes);
  std::string out = "before:";
  MimeTree tree(message);
  DecodePart(tree.parts().front(), &out);
  return out;
}

TEST(DecodePart, UndoesEncodingAndCharset) {
  const std::string text = "Content-Type: text/plain; charset=";
  const std::string qp = "Content-Transfer-Encoding: quoted-printable\n";
  EXPECT_EQ(DecodedBody(text + "iso-8859-1\n" + qp + "\ncaf=E9"),
            "before:caf\xC3\xA9");
  EXPECT_EQ(DecodedBody(text + "utf-8\n\ncaf\xC3\xA9"), "before:caf\xC3\xA9");
  EXPECT_EQ(DecodedBody("A: b\n\ncaf\xC3\xA9"), "before:caf\xC3\xA9");
  EXPECT_EQ(DecodedBody("A: b\n\ncaf\xE9"), "before:caf\xEF\xBF\xBD");
  EXPECT_EQ(DecodedBody(text + "no-such-set\n\ncaf\xE9"), "before:caf\xE9");
  EXPECT_EQ(
      DecodedBody("Content-Type: a/b; charset=iso-8859-1\n" + qp + "\n=E9"),
      "before:\xE9");
}

}  // namespace
}  // namespace trommel::mail
