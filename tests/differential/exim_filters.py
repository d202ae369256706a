# SPDX-License-Identifier: MIT
"""Makes sound Exim filters and messages for them to read, from a seed."""
import random

FIELDS = ["to", "cc", "bcc", "from", "reply_to", "subject", "extra_headers",
          "text", "file", "log", "once", "once_repeat"]

NAMES = ["subject", "to", "cc", "reply-to", "received", "x-spam",
         "list-id", "date", "sender", "precedence", "auto-submitted", "from",
         "x-none"]
ADDRESSES = [
    "bob@example.net", "Bob Smith <bob@example.net>", "me@example.com",
    '"Q, R" <qr@example.org>', "(c) al@x.example (d)", "ME@Example.COM", "me",
    "friends: a@b.example, <c@d.example>;", "undisclosed-recipients:;", "<>",
    "=?utf-8?q?J=C3=B6rg?= <j@d.example>", "a@b, c@d.example", "broken <a@",
    '"a b"@x.example', "<@r.example:z@y.example>", "root@x.example", "",
    "list-request@x.example", "alias@example.com", "a.b@[10.0.0.1]", "x@y@z"]
TEXTS = [
    "Lunch?", "[dev] Re: build 1234 broken", "=?utf-8?B?w6TDtsO8?= x",
    "=?iso-8859-1?q?a=E4_b?=\n =?iso-8859-1?q?c?=", "folded\n  text\n\tmore",
    "h\xc3\xa4", "\xe4\xff", "=?bad?q?x?=", "7.5", "-3", "12K", "bulk", "YES",
    "auto-replied", "no", "Fri, 21 Nov 1997 09:55:06 -0600", "a=1 b=\"2 3\"",
    "a:b::c:d", "", "  padded  ", "x\\y$z{", "<dev.lists.example.org>"]
WORDS = ["", "a", "abc", "Bob", "1234", "-7", "0", "3K", "0x1f", "a b", "1:2",
         "x=1 y=22", "me@example.com", "Bob <b@x.example>", "10.1.2.3", "yes",
         "\xc3\xa9t\xe9", "a.b+c", " sp ", "example.net", "a\tb", "q\"r", "::1",
         "2d3h", "A_B-c", "false", "a:b : c", "=?utf-8?q?=C3=A4?=", "abcabc"]
PATTERNS = ["b", "^(.)(.*)", "(\\\\w+)@(\\\\w+)", "[0-9]+", "^x|b\\$",
            "(a)?(b)", "(?i)BOB", "\\N(\\d)\\d*\\N", "a(?=b)", ".", "", "^re:"]
VARIABLES = """local_part domain sender_address return_path reply_address n1 n5
sender_address_local_part sender_address_domain message_body message_body_end
message_body_size message_headers_raw message_headers received_count
body_linecount primary_hostname qualify_domain thisaddress sn2 1 2
value recipients_count original_local_part local_part_suffix""".split()
OPERATORS = """lc uc quote quote_local_part domain local_part address strlen
escape eval eval10 rxquote md5 sha1 sha256 base64 base64d str2b64 hex2b64
rfc2047 rfc2047d listcount time_eval time_interval addresses utf8clean
hexquote escape8bit length_3 substr_1 substr_-2_1 s_1_2 l_2 hash_3 h_4_26
nhash_8 nhash_8_64 base62 base62d reverse_ip""".split()
STRING_TESTS = "eq eqi ge gei gt gti le lei lt lti match inlist inlisti".split()
TRUTHS = ["yes", "false", "0", "17", "-1", " no ", "true", ""]
NUMBER_TESTS = "< <= = == > >=".split()
ONE_TESTS = "isip isip4 isip6 bool bool_lax exists".split()
LIST_TESTS = "match_domain match_address match_local_part match_ip".split()
PREFIXED = ("deliver", "save", "pipe", "mail", "vacation", "finish")
FILTER_TESTS = """is IS begins BEGINS ends ENDS contains CONTAINS matches
MATCHES above below""".split()


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.one_of = self.random.choice

    def chance(self, share):
        return self.random.random() < share

    def message(self):
        lines = ["Message-Id: <1@x.example>", "Date: " + self.one_of(TEXTS),
                 "From: " + self.one_of(ADDRESSES[:3])]
        for _ in range(self.random.randint(1, 9)):
            name = self.one_of(NAMES[:-2])
            pool = TEXTS
            if name in ("to", "cc", "reply-to", "sender"):
                pool = ADDRESSES if self.chance(.9) else TEXTS
            name = self.one_of([name, name.title(), name.upper()])
            value = self.one_of(pool)
            if self.chance(.15):
                value += ",\n x" + self.one_of(pool)
            lines.append(name + self.one_of([": "] * 8 + [":", ":\t"]) + value)
        self.random.shuffle(lines)
        body = "\n".join(self.one_of(TEXTS) for _ in range(
            self.random.randint(0, 5)))
        return ("\n".join(lines) + "\n\n" + body + "\n").encode("latin-1")

    def header(self):
        prefix = self.one_of(["h_", "h_", "header_", "rh_", "bh_", "lh_"])
        return prefix + self.one_of([str.lower, str.title])(
            self.one_of(NAMES)) + ":"

    def word(self):
        return self.one_of(WORDS).replace("$", "\\$")

    def number(self):
        return self.one_of(["1", "0", "-2", "$n1", "17", "3K", "010",
                            "${strlen:%s}" % self.word(), "0x10", "2M",
                            "$message_body_size"])

    def sum(self):
        return self.one_of(["", "-", "~", "(2+1)*"]) + self.number() + "".join(
            self.one_of("+-*/%&|^ ") + self.number()
            for _ in range(self.random.randint(0, 3)))

    def test(self, depth):
        pick = self.random.random()
        text = self.text
        if pick < .1:
            body = "def:" + self.one_of([self.header(),
                                         self.one_of(VARIABLES[:4])])
        elif pick < .2 and depth < 3:
            body = self.one_of(["and", "or"]) + "{" + "".join(
                "{%s}" % self.test(depth + 1) for _ in range(2)) + "}"
        elif pick < .3:
            body = "%s{%s}{%s}" % (self.one_of(NUMBER_TESTS), self.number(),
                                   self.number())
        elif pick < .4:
            name = self.one_of(ONE_TESTS)
            body = "%s{%s}" % (name, self.one_of(TRUTHS) if name == "bool"
                               else text(depth + 1))
        elif pick < .5:
            body = "%s{%s}{%s}" % (self.one_of(LIST_TESTS), text(depth + 1),
                                   self.one_of(["a : *.net", "10.0.0.0/8", "me",
                                                "*@example.com", "^b", "!x:*"]))
        elif pick < .65:
            body = "match{%s}{%s}" % (text(depth + 1), self.one_of(PATTERNS))
        else:
            body = "%s{%s}{%s}" % (self.one_of(STRING_TESTS), text(depth + 1),
                                   text(depth + 1))
        return self.one_of(["", "", "", "!", "! "]) + body

    def yes_no(self, depth, value="$value-$1"):
        return self.one_of([
            "", "{%s}" % self.text(depth + 1), "{%s}fail" % value,
            "{%s}{%s}" % (self.text(depth + 1), self.text(depth + 1))])

    def item(self, depth):
        pick = self.random.random()
        text = self.text
        if pick < .35:
            return "${if %s {%s}{%s}}" % (self.test(depth + 1), text(depth + 1),
                                          text(depth + 1))
        if pick < .42:
            return "${if %s%s}" % (self.test(depth + 1),
                                   self.yes_no(depth + 1, "$1"))
        if pick < .55:
            return "${sg{%s}{%s}{%s}}" % (
                text(depth + 1), self.one_of(PATTERNS),
                self.one_of(["", "x", "<\\$1>", "\\$2\\$1", text(depth + 1)]))
        if pick < .65:
            return "${extract{%s}{%s}%s}" % (
                self.one_of(["a", "x", "b"]), text(depth + 1),
                self.yes_no(depth))
        if pick < .75:
            return "${extract{%s}{%s}{%s}%s}" % (
                self.one_of(["1", "2", "-1", "0", "9"]),
                self.one_of([":", " ", ":=", ","]), text(depth + 1),
                self.yes_no(depth))
        if pick < .85:
            return "${tr{%s}{%s}{%s}}" % (text(depth + 1), self.one_of(
                ["abc", "b", " ", ""]), self.one_of(["x", "xyz", "__", ""]))
        return self.one_of([
            "${substr{%s}{%s}{%s}}", "${length{%s}{%s%s}}",
            "${hash{%s}{%s}{%s}}", "${nhash{%s}{%s}{%s}}"]) % (self.one_of("12345"), self.one_of(
                ["1", "2", "26"]), text(depth + 1))

    def piece(self, depth):
        pick = self.random.random()
        if depth > 4 or pick < .25:
            return self.word()
        if pick < .45:
            return "$" + self.header()
        if pick < .55:
            return "${%s}" % self.one_of(VARIABLES)
        if pick < .6:
            return self.one_of(["\\N$x\\N", "\\x41", "\\101", "\\n", "\\\\",
                                "\\$", "\\{", "\\t", "\\q", "\\}"])
        if pick < .65:
            return "${eval:%s}" % self.sum()
        if pick < .82:
            return "${%s:%s}" % (self.one_of(OPERATORS), self.text(depth + 1))
        return self.item(depth)

    def text(self, depth=0):
        return "".join(self.piece(depth) for _ in range(
            self.one_of([1, 1, 1, 2] if depth else [1, 2, 3])))

    def quoted(self, text=None):
        text = self.text() or "x" if text is None else text or "y"
        return '"%s"' % text.replace("\\", "\\\\").replace(
            '"', '\\"').replace("\n", "\\n").replace("\t", "\\t")

    def address_test(self):
        """Without errors: after one, Exim goes on to the next address."""
        return " ".join([
            '"%s"' % self.one_of(["$thisaddress", "${domain:$thisaddress}"]),
            self.one_of(["is", "contains", "ends", "does not begin"]),
            self.one_of(["z@y.example", "example", "me", "b", "${lc:C@D}"]),
            self.one_of(["", "", "or personal", "and first_delivery"])])

    def condition(self, depth=0):
        pick = self.random.random()
        if depth < 3 and pick < .25:
            body = self.one_of(["( %s )", "not %s"]) % self.condition(depth + 1)
        elif pick < .3:
            body = "foranyaddress %s ( %s )" % (
                self.quoted("$h_to:,$h_cc:,z@y.example"), self.address_test())
        elif pick < .4:
            body = self.one_of(["delivered", "personal", "first_delivery",
                                "personal alias alias@example.com",
                                "error_message",
                                "personal alias x alias bob@example.net"])
        elif pick < .5:
            body = "%s %s %s" % (self.quoted(self.number()), self.one_of(
                ["is above", "is not below"]), self.quoted(self.number()))
        else:
            test = self.one_of(FILTER_TESTS)
            right = self.quoted()
            if test.lower() == "matches":
                right = self.quoted(self.one_of(PATTERNS + ["(unclosed"]))
            body = "%s %s %s" % (self.quoted(self.one_of(
                ["$" + self.header(), "$thisaddress", self.text()])),
                                test, right)
        if depth < 3 and self.chance(.25):
            body += " %s %s" % (self.one_of(["and", "or"]),
                                self.condition(depth + 1))
        return body

    def mail(self):
        out = self.one_of(["mail", "mail", "vacation"])
        for name in FIELDS[:11]:
            if self.chance(.2):
                out += " %s %s" % (name, self.quoted())
        return out + self.one_of(["", " expand file /x", " return message",
                                  " once_repeat 3d"])

    def command(self, system, depth=0):
        if depth < 3 and self.chance(.3):
            out = "if %s then\n%s" % (self.condition(),
                                      self.commands(system, depth + 1))
            while self.chance(.25):
                out += "elif %s then\n%s" % (self.condition(),
                                             self.commands(system, depth + 1))
            if self.chance(.4):
                out += "else\n" + self.commands(system, depth + 1)
            return out + "endif"
        kinds = [
            lambda: "testprint " + self.quoted(),
            lambda: "testprint " + self.quoted(),
            lambda: "testprint " + self.quoted(),
            lambda: 'testprint "$1${bogus:%s}"' % self.one_of("abc"),
            lambda: "deliver " + self.quoted(self.one_of(ADDRESSES + WORDS)),
            lambda: "deliver x@y.example errors_to %s" % self.one_of(
                ["me@example.com", "me", "q@r", "$local_part@$domain"]),
            lambda: "save %s%s" % (self.quoted(), self.one_of(["", " 0640"])),
            lambda: "pipe " + self.quoted(), self.mail,
            lambda: "add %s to n%d" % (self.quoted(self.sum()
                                                   if self.chance(.2) else
                                                   self.number()),
                                       self.random.randint(0, 9)),
            lambda: "logfile %s 0600" % self.quoted("/tmp/" + self.word()),
            lambda: "logwrite " + self.quoted(),
            lambda: "headers charset " + self.one_of(
                ["UTF-8", "ISO-8859-1", "none"]), lambda: "finish"]
        if system:
            kinds += 3 * [
                lambda: "headers remove " + self.quoted(
                    self.one_of([":".join(self.random.sample(NAMES, 2)),
                                 self.text()])),
                lambda: "headers add " + self.quoted(
                    self.one_of(NAMES) + ": " + self.text()),
                lambda: "testprint " + self.quoted("$" + self.header())]
            kinds.append(lambda: self.one_of(["fail", "freeze", "defer"]) +
                         self.one_of(["", " text " + self.quoted(),
                                      " " + self.quoted()]))
        command = self.one_of(kinds)()
        if command.startswith(PREFIXED) and self.chance(.3):
            return self.one_of(["seen ", "unseen ", "noerror "]) + command
        return command

    def commands(self, system, depth=0):
        return "".join(self.command(system, depth) + "\n" for _ in range(
            self.random.randint(0 if depth else 1, 3 if depth else 6)))

    def filter(self, system):
        script = "# Exim filter\n" + self.commands(system)
        return script.encode("latin-1")
