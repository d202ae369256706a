# SPDX-License-Identifier: MIT
"""Messages for generated Exim filters to read: made ones, and those of the
shared mail folder."""
import base64
import glob
import os
import re

import messages
from exim_filters import ADDRESSES

TEXTS = [
    "Lunch?", "[dev] Re: build 1234 broken", "=?utf-8?B?w6TDtsO8?= x",
    "=?iso-8859-1?q?a=E4_b?=\n =?iso-8859-1?q?c?=", "folded\n  text\n\tmore",
    "h\xc3\xa4", "\xe4\xff", "=?bad?q?x?=", "7.5", "-3", "12K", "bulk", "YES",
    "auto-replied", "no", "Fri, 21 Nov 1997 09:55:06 -0600", "a=1 b=\"2 3\"",
    "a:b::c:d", "", "  padded  ", "x\\y$z{", "<dev.lists.example.org>",
    "a\tb\x01\x7f", "  \n \n x", "No", "a\rb", "list", "junk, bulk", "x\0y",
    "from x by y for <z@a.example>; Fri, 21 Nov 1997 09:55:06 -0600", "1:2:3"]
ADDRESS_NAMES = ["to", "cc", "bcc", "from", "reply-to", "sender", "resent-to"]
CODECS = [("utf-8", "utf-8"), ("iso-8859-1", "latin-1"), ("UTF-8", "utf-8"),
          ("iso-8859-15", "iso-8859-15"), ("windows-1252", "cp1252"),
          ("koi8-r", "koi8-r"), ("iso-2022-jp", "iso2022_jp"),
          ("shift_jis", "shift_jis"), ("gb2312", "gb2312"), ("big5", "big5"),
          ("us-ascii", "utf-8"), ("x-unknown", "utf-8"), ("", "utf-8"),
          ("utf-16", "utf-16-be"), ("euc-kr", "euc_kr"), ("utf-8*en", "utf-8")]
SAMPLES = ["\xe4\xf6\xfc", "hello", "\u20ac5", "\u65e5\u672c", "\u0416\u0437",
           "a b_c=d?", "", "\u4e2d\u6587", "\ud55c", "x" * 60, "a\nb", "a\0b"]
LINES = ["Hello,", "", "\xe4\xff", "From here", ".", "..", "x" * 300,
         "=?utf-8?q?a?=", "a\tb\0c", "$n1 ${x}", "Subject: no", "\r", "-- "]
LARGEST = 256 * 1024
# Odd messages: names, values, separators, lines that are no field, bodies.
ODD_NAMES = """from to cc bcc reply-to sender subject x x-a list-id list-post
precedence auto-submitted received return-path delivery-date envelope-to date
message-id in-reply-to references content-type resent-to resent-from resent-cc
resent-sender resent-date resent-message-id resent-reply-to resent-bcc x_b 1 a.b
{x} x}y $x =?utf-8?q?a?= \xe4 errors-to apparently-to status mime-version"""
ODD_NAMES = ODD_NAMES.split()
ODD_ADDRESSES = ADDRESSES + [
    "root@x", "daemon@x.y", "x-request@l", "a (x, y) @ b", "g: a@b, me@x;", "g:;",
    "x y", "a b <c@d", "a@", "@b", "@r:a@b", "<@r,@s:a@b>", "a..b@c", ".a@c",
    "a.@c", "a@b.", "a@[1.2.3.4]", '"a\\"b"@c', "a\\,b@c", "=?utf-8?q?a=40b?=",
    "a@\xe4", "\0a@b", "  ", "a@b;", "<<a@b>>", "pre-me@example.com",
    "me+tag@example.com", "mailto:me@example.com", "a@b c@d",
    "a" * 60 + "@" + "b" * 60, "\n me@example.com", "x\r@y"]
ODD_VALUES = [
    "f\n  t\n\tm", "\t", "x\n \n y", "x\n  ", "\n x", "a\r\n b", "\r", "no ",
    "no; x", "List", "a list b", "x\x01\x7f\x80\xff", "v" * 300, "v" * 1200,
    "$x ${y} \\n", "\v\f", "u\xc3\xa4\xe2\x82", "a\n\tb\n c \t", "x \v\n \f",
    "\x85", "\xa0x\xa0", "=?" + "x" * 130 + "?b?YQBi?="]
ODD_COLONS = [": "] * 16 + [":", ":\t", " : ", ":  ", "\t:", " :", "::", ":\n ",
                            ": \n "]
ODD_LINES = [
    "no colon here", "", ": x", " lead: x", "\tlead", "  ", "a b: c",
    "From a@b.example Fri Nov 21 09:55:06 1997", "From x", "From: ", "Subject",
    ">From a@b Fri Nov 21 09:55:06 1997", "from a@b Fri Nov 21 09:55:06 1997",
    "From  MAILER-DAEMON Fri Nov 21 09:55:06 1997", "\x80\x81: c", "\x0c",
    "From a@b Fri, 21 Nov 97 09:55:06 +0100", "X", "\0: a", "a\0b: c", "..",
    'From "a b"@c Fri Nov 21 09:55:06 1997', ".", ".x: y", "x" * 100 + ": y",
    "http://x", "--b", "\r", ":", "::", "X:y\r", "\xef\xbb\xbfX: y", "\x7f: z",
    "\v: z", " : a"]
ODD_BODY = LINES + [">From x", ". ", ".x", "x" * 998, "x" * 1100, "\0\0",
                    "a\rb", "\r\n", " ", "\x1a", "end"]
TINY = [b"", b"\n", b"\n\n", b".", b".\n", b"x", b"X: y", b"X: y\n", b"\r\n",
        b"\0", b" ", b" \n", b"\nX: y\n\nb", b"X:\n", b":", b"From ",
        b"From a@b Fri Nov 21 09:55:06 1997\n",
        b"From a@b Fri Nov 21 09:55:06 1997\n\nb"]


class Messages:
    def __init__(self, rng):
        self.random = rng
        self.one_of = rng.choice

    def chance(self, share):
        return self.random.random() < share

    def encoded_word(self):
        label, codec = self.one_of(CODECS)
        data = self.one_of(SAMPLES).encode(codec, "replace")
        if self.chance(.1):
            data = data[:-1] + bytes([self.random.randrange(256)])
        if self.chance(.5):
            letter = self.one_of("qqQ")
            text = "".join(
                chr(byte) if chr(byte).isalnum() and byte < 128 else
                "_" if byte == 32 else "=%02X" % byte for byte in data)
        else:
            letter = self.one_of("bbB")
            text = base64.b64encode(data).decode("ascii")
        if self.chance(.1):
            at = self.random.randrange(len(text) + 1)
            text = text[:at] + self.one_of(["=", "?", " ", "=4", "%", "_",
                                            "\xe4", "=zz"]) + text[at:]
        return "=?%s?%s?%s?=" % (label, self.one_of([letter] * 20 + ["x", ""]),
                                 text)

    def encoded(self):
        return "".join(self.one_of([self.encoded_word, self.encoded_word,
                                    lambda: self.one_of(["x", "a b", ""])])()
                       + self.one_of([" ", "\n ", "", "  "])
                       for _ in range(self.random.randint(1, 4)))

    def value(self, name):
        if name in ADDRESS_NAMES and self.chance(.9):
            return ", ".join(self.one_of(ADDRESSES)
                             for _ in range(self.one_of([1, 1, 1, 2, 3])))
        return self.encoded() if self.chance(.25) else self.one_of(TEXTS)

    def field(self, names):
        name = self.one_of(names)
        value = self.value(name)
        if self.chance(.15):
            value += ",\n x" + self.value(name)
        name = self.one_of([name, name.title(), name.upper()])
        return name + self.one_of([": "] * 9 + [":", ":\t", " : "]) + value

    def made(self, names):
        """-> a message with some of the header fields `names`"""
        lines = [self.field(names) for _ in range(self.random.randint(0, 10))]
        for line in ("Message-Id: <1@x.example>",
                     "Date: Fri, 21 Nov 1997 09:55:06 -0600",
                     "From: " + self.one_of(ADDRESSES[:4])):
            if self.chance(.97):
                lines.append(line)
        self.random.shuffle(lines)
        if self.chance(.04):
            lines.insert(self.random.randrange(len(lines) + 1), self.one_of(
                ["no field", ": x", "a b: c", "\xe4: x", "X" * 70 + ": y"]))
        if self.chance(.06):
            lines.insert(0, self.one_of(
                ["From a@b.example Fri Nov 21 09:55:06 1997", " x: y",
                 "From MAILER-DAEMON Fri Nov 21 09:55:06 1997",
                 ">From a@b.example Fri Nov 21 09:55:06 1997"]))
        body = [self.one_of(LINES) for _ in range(self.one_of(
            [0, 1, 2, 5, 9, 40]))]
        text = "\n".join(lines + [""] + body) + self.one_of(["\n", "\n", ""])
        if self.chance(.08):
            text = text.replace("\n", "\r\n")
        return text.encode("latin-1")

    def odd_value(self, name):
        pick = self.random.random()
        mail = name in ADDRESS_NAMES or name.startswith("resent")
        if pick < (.8 if mail else .08):
            return self.one_of([", ", ",", ",\n ", ", \n\t", ",,", " , "]).join(
                self.one_of(ODD_ADDRESSES)
                for _ in range(self.one_of([1, 1, 1, 2, 3, 5])))
        if pick < (.9 if name == "subject" else .5):
            return "".join(
                self.one_of([self.encoded_word, self.encoded_word, lambda:
                             self.one_of(["x", "a b", "", "\xe4", "=?"])])() +
                self.one_of([" ", "\n ", "", "  ", "\n\t ", "\t", "\r", " \n "])
                for _ in range(self.random.randint(1, 5)))
        return self.one_of(ODD_VALUES + TEXTS)

    def odd_field(self):
        name = self.one_of(ODD_NAMES[:31 if self.chance(.93) else None])
        spelt = self.one_of([name, name.title(), name.upper()])
        return spelt + self.one_of(ODD_COLONS) + self.odd_value(name)

    def odd_ends(self, text):
        """-> text with other line ends"""
        pick = self.random.random()
        if pick < .07:
            return text.replace("\n", "\r\n")
        if pick < .09:
            return "".join("\r\n" if c == "\n" and self.chance(.4) else c
                           for c in text)
        return text.replace("\n", "\r") if pick < .1 else text

    def odd(self):
        """-> a message at the corners of the format"""
        if self.chance(.02):
            return self.one_of(TINY)
        lines = [self.odd_field() for _ in range(
            self.one_of([0, 1, 2, 3, 4, 6, 8, 12]))]
        lines += [line for line in (
            "Message-Id: <1@x>", "Date: Fri, 21 Nov 1997 09:55:06 -0600",
            "From: " + self.one_of(ADDRESSES[:12])) if self.chance(.9)]
        self.random.shuffle(lines)
        for share, last in ((.12, len(lines)), (.05, 0)):
            if self.chance(share):
                lines.insert(self.one_of([0, self.random.randint(0, last)]),
                             self.one_of(ODD_LINES))
        body = [self.one_of(ODD_BODY) for _ in range(
            self.one_of([0, 0, 1, 2, 3, 6, 30]))]
        text = "\n".join(lines + ([""] if self.chance(.95) else []) + body)
        text += self.one_of(["\n", "\n", "\n", "", "\n\n", "\r\n", ".\n", "\n."])
        data = bytearray(self.odd_ends(text).encode("latin-1"))
        if self.chance(.03):
            for _ in range(self.random.randint(1, 4)):
                data[self.random.randrange(len(data))] = self.one_of(
                    b"\0\n\r :.\xff=?")
        return bytes(data)


def names_in(message):
    """-> the lowered names of what looks like fields in it"""
    lines = [line.split(b":")[0].strip() for line in message.split(b"\n")
             if b":" in line]
    names = {name.decode("latin-1").lower() for name in lines if len(name) < 60}
    return sorted(name for name in names if name.isprintable() and name and
                  " " not in name and not set(name) & set("\xb5\xff")) or ["x"]


class Shared:
    """The messages of a folder of mail, in a fixed order: each file, and each
    message of what is indexed as an mbox; files larger than `largest` left
    out."""

    def __init__(self, folder, largest=LARGEST):
        paths = sorted(path for path in glob.glob(
            os.path.join(folder, "**"), recursive=True) if os.path.isfile(path))
        self.places = [(path, None, None) for path in paths
                       if largest is None or os.path.getsize(path) <= largest]
        for path in paths:
            if path.endswith(".mbox.tsv"):
                self.places += self._rows(path)

    @staticmethod
    def _rows(path):
        with open(path, encoding="utf-8") as tsv:
            rows = [line.split("\t") for line in tsv if line[0].isdigit()]
        return [(path[:-4], int(row[2]), int(row[3])) for row in rows]

    def __len__(self):
        return len(self.places)

    def name(self, number):
        path, offset, _ = self.places[number]
        return path if offset is None else "%s at byte %d" % (path, offset)

    def read(self, number):
        path, offset, length = self.places[number]
        with open(path, "rb") as mail:
            if offset is None:
                return mail.read()
            return messages.split(mail, offset, length)
