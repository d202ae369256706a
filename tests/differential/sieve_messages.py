# SPDX-License-Identifier: MIT
"""Makes messages from a seed that look like real ones, for Sieve scripts."""
import base64
import quopri

PEOPLE = ["alice@example.org", "Bob.Smith+lists@example.net", "me@example.com",
          "carol@sub.example.org", "news@list.example", "ME@Example.COM",
          "d'arcy@example.org", "no-reply@shop.example", "a_b-c=d@x.example",
          "a+b+c@example.org", "+x@example.org", "x+@example.org", "bob@EXAMPLE.net"]
NAMES = ["Alice", "Bob Smith", '"Smith, Bob"', "=?utf-8?q?J=C3=B6rg?=",
         "=?iso-8859-1?Q?Andr=E9?= B", "Shop (Sales)", "", "", "M. E."]
WORDS = """lunch Lunch? invoice 10 2026-01-02 [dev] Re: Fwd: urgent OFFER free
50% report 007 9 100 *stars* question? back\\slash a_b ok""".split()
ENCODED = ["=?utf-8?q?Gr=C3=BC=C3=9Fe?=", "=?utf-8?b?0JbRg9C6?=",
           "=?iso-8859-1?q?caf=E9?= =?utf-8?q?_au_lait?="]
TYPES = ["text/plain", "text/plain; charset=utf-8", "Text/HTML; charset=UTF-8",
         "application/octet-stream", 'image/png; name="a b.png"', "message/rfc822",
         "text/plain;\n charset=utf-8; format=flowed", "TEXT/plain; charset=us-ascii"]
DISPOSITIONS = ["inline", "attachment", 'attachment; filename="a b.png"',
                "attachment; filename=x.pdf; size=9"]
DATES = ["Thu, 01 Jan 2026 10:00:00 %s", "1 Jan 2026 10:00:00 %s", "Fri, 31 Dec 1999 "
         "23:59:59 %s", "Thu,  1 Jan 2026 10:00 %s", "Sun, 29 Feb 2004 00:00:00 %s",
         "Thu, 01 Jan 2026 10:00:00 %s (zone)", "tomorrow %s", "Wed, 01 Jul 2026 "
         "01:02:03 %s"]
ZONES = ["+0000", "+0130", "-0800", "-0000", "+1400", "GMT", "EST"]
ODD = ["Friends: alice@example.org, bob@example.net;", '"a b"@example.org',
       "alice@example.org (Alice)", "Undisclosed:;", "<carol@sub.example.org>",
       "Bob <bob@example.net>, , me@example.com", '"B \\"Q\\"" <q@example.org>']
BODY = ["Hello,", "see you at noon.", "The total is 42.", "Bye", "", "> quoted",
        "-- ", "FREE MONEY", "Viele Gr\u00fc\u00dfe", "=20 soft=", "A*B?C"]


class Messages:
    """random: a random.Random; each method gives the text of what it names."""

    def __init__(self, random):
        self.random = random

    def chance(self, probability):
        return self.random.random() < probability

    def one_of(self, some):
        return self.random.choice(some)

    def address(self):
        name, person = self.one_of(NAMES), self.one_of(PEOPLE)
        return "%s <%s>" % (name, person) if name else person

    def date(self):
        return self.one_of(DATES) % self.one_of(ZONES)

    def addresses(self):
        if self.chance(.08):
            return self.one_of(ODD)
        count = self.one_of([1, 1, 1, 2, 3])
        joint = self.one_of([", ", ",\n\t", ","])
        return joint.join(self.address() for _ in range(count))

    def phrase(self):
        words = [self.one_of(WORDS) for _ in range(self.random.randint(0, 5))]
        if self.chance(.2):
            words.insert(0, self.one_of(ENCODED))
        return self.one_of([" ", " ", " ", "\n ", "  "]).join(words)

    def body(self):
        """Never empty: there Pigeonhole has no value for `body :raw`."""
        return "".join(self.one_of(BODY) + "\n"
                       for _ in range(self.random.randint(1, 8)))

    def encoded(self, data):
        """-> a Content-Transfer-Encoding and the data in it. In one line or with
        CRLF: Pigeonhole makes CRLF of the line ends that it decodes."""
        kind = self.one_of(["base64", "quoted-printable", "8bit", "7BIT", ""])
        if kind == "base64":
            data = data.replace("\n", "\r\n").encode()
            data = base64.encodebytes(data).decode()
        elif kind == "quoted-printable":
            data = data.replace("\n", " ").strip() + "\n"
            data = quopri.encodestring(data.encode()).decode()
        return "Content-Transfer-Encoding: %s\n" % kind if kind else "", data

    def part(self):
        kind = self.one_of(TYPES)
        if kind == "message/rfc822":
            return "Content-Type: %s\n\nFrom: %s\nSubject: %s\n\n%s" % (
                kind, self.address(), self.phrase(), self.body())
        data = self.body()
        if "HTML" in kind:
            data = data.replace("\n", " ") + "\n"
        coding, data = self.encoded(data)
        fields = ["Content-Type: %s\n" % kind, coding]
        if self.chance(.3):
            fields.append("Content-Disposition: %s\n" % self.one_of(DISPOSITIONS))
        self.random.shuffle(fields)
        return "".join(fields) + "\n" + data

    def parts(self, depth=0):
        """-> the fields and the body of a multipart message"""
        boundary = self.one_of(["b1", "=_x", "a b c"]) + "." * depth
        out = self.one_of(["", "preamble\n"])
        for _ in range(self.random.randint(1, 3)):
            part = self.part()
            if depth < 2 and self.chance(.15):
                part = "\n".join(self.parts(depth + 1))
            out += "--%s\n%s" % (boundary, part)
        return ('Content-Type: multipart/%s; boundary="%s"\n' % (
            self.one_of(["mixed", "alternative", "related"]), boundary),
                out + "--%s--\n" % boundary + self.one_of(["", "", "epilogue\n"]))

    def message(self):
        fields = ["From: " + self.address(), "To: " + self.addresses(),
                  "Subject: " + self.phrase(),
                  "Message-ID: <%d@example.org>" % self.random.randint(1, 99)]
        optional = ["Cc: " + self.addresses(), "X-Spam-Score: " + self.one_of(
            ["score=3.2 required=5.0", "score=-1.0 required=5.0", "7", ""]),
                    "List-Id: <dev.lists.example.org>", "X-Note: " + self.phrase(),
                    "X-Note: second", "Reply-To: " + self.address(),
                    "Date: " + self.date(), "Date: " + self.date(),
                    "Received: from x by y; " + self.date(),
                    "Received: from z (a;b) by x\n for <me@example.com>; " + self.date(),
                    "Resent-To: " + self.addresses(), "X-Raw: gr\u00fc\u00df dich",
                    *("X-Many: " + word for word in ("one", "2", "three")),
                    "Sender: " + self.address(), "X-Empty:", "Bcc: broken <a@"]
        for field in optional:
            if self.chance(.25):
                fields.insert(self.random.randint(0, len(fields)), field)
        head, body = "", self.body()
        if self.chance(.35):
            head, body = self.parts()
        elif self.chance(.3):
            kind = self.one_of([kind for kind in TYPES if "message" not in kind])
            coding, body = self.encoded(body)
            head = "Content-Type: %s\n%s" % (kind, coding)
        if head:
            head = "MIME-Version: 1.0\n" + head
        return ("\n".join(fields) + "\n" + head + "\n" + body).encode()
