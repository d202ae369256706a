# SPDX-License-Identifier: MIT
"""Makes messages from a seed that look like real ones, for Sieve scripts."""

PEOPLE = ["alice@example.org", "Bob.Smith+lists@example.net", "me@example.com",
          "carol@sub.example.org", "news@list.example", "ME@Example.COM",
          "d'arcy@example.org", "no-reply@shop.example", "a_b-c=d@x.example"]
NAMES = ["Alice", "Bob Smith", '"Smith, Bob"', "=?utf-8?q?J=C3=B6rg?=",
         "=?iso-8859-1?Q?Andr=E9?= B", "Shop (Sales)", "", "", "M. E."]
WORDS = """lunch Lunch? invoice 10 2026-01-02 [dev] Re: Fwd: urgent OFFER free
50% report 007 9 100 *stars* question? back\\slash a_b ok""".split()
ENCODED = ["=?utf-8?q?Gr=C3=BC=C3=9Fe?=", "=?utf-8?b?0JbRg9C6?=",
           "=?iso-8859-1?q?caf=E9?= =?utf-8?q?_au_lait?="]
TYPES = ["text/plain", "text/plain; charset=utf-8", 
         "application/octet-stream", "image/png"]
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

    def addresses(self):
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

    def parts(self):
        """-> the fields and the body of a multipart message"""
        boundary = self.one_of(["b1", "=_x", "a b c"])
        out = self.one_of(["", "preamble\n"])
        for _ in range(self.random.randint(1, 3)):
            out += "--%s\nContent-Type: %s\n\n%s" % (
                boundary, self.one_of(TYPES), self.body())
        return ('Content-Type: multipart/%s; boundary="%s"\n' % (
            self.one_of(["mixed", "alternative"]), boundary),
                out + "--%s--\n" % boundary)

    def message(self):
        fields = ["From: " + self.address(), "To: " + self.addresses(),
                  "Subject: " + self.phrase(),
                  "Message-ID: <%d@example.org>" % self.random.randint(1, 99)]
        optional = ["Cc: " + self.addresses(), "X-Spam-Score: " + self.one_of(
            ["score=3.2 required=5.0", "score=-1.0 required=5.0", "7", ""]),
                    "List-Id: <dev.lists.example.org>", "X-Note: " + self.phrase(),
                    "X-Note: second", "Reply-To: " + self.address(),
                    "Date: Thu, 01 Jan 2026 10:00:00 %s" % self.one_of(
                        ["+0000", "+0130", "-0800"]),
                    "Sender: " + self.address(), "X-Empty:", "Bcc: broken <a@"]
        for field in optional:
            if self.chance(.35):
                fields.insert(self.random.randint(0, len(fields)), field)
        head, body = "", self.body()
        if self.chance(.35):
            head, body = self.parts()
            head = "MIME-Version: 1.0\n" + head
        return ("\n".join(fields) + "\n" + head + "\n" + body).encode()
