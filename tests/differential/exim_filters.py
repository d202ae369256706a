# SPDX-License-Identifier: MIT
"""Makes Exim filters from a seed: sound ones by the grammar of the language,
as lists of words that lay_out() puts into lines, and damaged ones."""
import re

from exim_expansions import PATTERNS, Expansions

ADDRESSES = [
    "bob@example.net", "Bob Smith <bob@example.net>", "me@example.com",
    '"Q, R" <qr@example.org>', "(c) al@x.example (d)", "ME@Example.COM", "me",
    "friends: a@b.example, <c@d.example>;", "undisclosed-recipients:;", "<>",
    "=?utf-8?q?J=C3=B6rg?= <j@d.example>", "a@b, c@d.example", "broken <a@",
    '"a b"@x.example', "<@r.example:z@y.example>", "root@x.example", "",
    "list-request@x.example", "alias@example.com", "a.b@[10.0.0.1]", "x@y@z",
    "a b@c.example", "<a@b.example", "a@b.example>", ".a@b.example", "a..b@c",
    "\xe4@b.example", "a@-b", "postmaster", "a@b (x", "\"a@b", "a@b.example,",
    "pre-me-suf@example.com", "owner-x@b.example", "server@b.example"]
JOINTS = [[], [], [], ["does"], ["is"], ["is", "not"],
          ["does", "not"], ["IS", "NOT"], ["Does", "Not"], ["DOES"]]
TESTS = """is IS begins begin BEGINS BEGIN ends end ENDS END contains contain
CONTAINS CONTAIN""".split()
MATCHES = "matches match MATCHES MATCH".split()
MESSAGE_TESTS = [["delivered"], ["personal"], ["first_delivery"],
                 ["manually_thawed"], ["error_message"],
                 ["personal", "alias", "alias@example.com"],
                 ["personal", "alias", "x", "alias", "bob@example.net"],
                 ["personal", "alias", '"^b.*@example"']]
PREFIXED = ("deliver", "save", "pipe", "mail", "vacation", "finish")
HEADS = ["# Exim filter"] * 9 + ["#exim filter", "\n \n#Exim  FILTER and so on",
                                 "#   EXIM \t filter <<== do not edit",
                                 "# Exim filter\n# a comment", "#eximfilter"]
GAPS = [" "] * 20 + ["\n"] * 4 + ["\t", "  ", "\r\n", " # c\n", "\n\n", "\f",
                                  "\n # if then\n", " \n\t", "\v"]
ADDED = ["%: b", "%: $h_x:", "%:", "%: =?utf-8?q?=C3=A4?=", "%:   s  ", " %: b",
         "%: a\n b", "%: bulk", "X: a\nY: b", "no colon", "% : b", "\n\n%: c",
         "X: a\n\nY: b", "X: a\n", "X: a\n\n", " ", ": c", "=?utf-8?q?a?=",
         "$message_headers_raw", "X: " + "y" * 200, "a\tb: c"]
REMOVED = ["%", "%:x", "% : y", ": :%", "*", "x*", ":", "%::y", "<;x;y", "%:",
           "x y", " x ", "received:received"]
SOUP = """if elif else endif then and or not ( ) x "a b" is does contains above
IS personal alias delivered foranyaddress deliver save pipe mail vacation to
subject text expand file return message finish testprint add 1 n1 logfile
logwrite headers charset remove fail freeze defer seen unseen noerror 0644
errors_to "q "" a#b () a(b then( "not" if( elif( once_repeat \\ "\\ #""".split()
BYTES = [b"\0", b"\r", b"\n", b'"', b"\\", b"(", b")", b"#", b"$", b"{", b"}",
         b" ", b"\xff", b"\xc3", b"\x7f", b"\x1b", b":", b"\\\n", b"\\x4",
         b"\\0", b"\t", b"0", b"<", b"@", b"\x0b"]


def quoted(text, one_of=None):
    """-> the quoted string that the reader turns into text; one_of chooses
    among the spellings"""
    out = text.replace("\\", "\\\\").replace('"', '\\"')
    if one_of:
        out = out.replace("\n", one_of(["\\n", "\\n", "\\012", "\\x0a"]))
        if one_of([False] * 9 + [True]):
            out = re.sub("[ae]", lambda m: one_of(
                [m.group(), "\\%03o" % ord(m.group()),
                 "\\x%02X" % ord(m.group())]), out)
        if " " in out and one_of([False] * 9 + [True]):
            out = out.replace(" ", one_of([" \\\n  ", " \\ \n", " \\\r\n"]), 1)
    out = out.replace("\n", "\\n")
    return '"%s"' % out


class Filters(Expansions):
    """Each method returns the words of what it is named after."""

    def argument(self, text=None, bare=True):
        """One word, mostly a quoted string"""
        text = self.text() if text is None else text
        fits = bare and text and not re.search(r'[\s()\\]|^["#]', text)
        if fits and self.chance(.5):
            return [text]
        return [quoted(text or "x", self.one_of)]

    def address_test(self):
        left = self.one_of(["$thisaddress", "${domain:$thisaddress}",
                            "${local_part:$thisaddress}", "$thisaddress"])
        words = self.argument(left) + self.one_of(JOINTS) + [
            self.one_of(TESTS)] + self.argument(self.one_of(
                ["z@y.example", "example", "me", "b", "${lc:C@D}"]))
        return words + self.one_of([[], [], ["or", "personal"],
                                    ["and", "first_delivery"]])

    def comparison(self):
        left = self.argument(self.one_of(
            ["$" + self.header(), "$thisaddress", self.text(), self.word()]))
        pick = self.random.random()
        if pick < .25:
            return (self.argument(self.number()) + self.one_of(JOINTS) +
                    [self.one_of(["above", "below"])] +
                    self.argument(self.number()))
        if pick < .5:
            pattern = self.one_of(PATTERNS)
            return (left + self.one_of(JOINTS) + [self.one_of(MATCHES)] +
                    self.argument(pattern))
        return (left + self.one_of(JOINTS) + [self.one_of(TESTS)] +
                self.argument(self.one_of([self.text(), self.word()])))

    def condition(self, depth=0):
        pick = self.random.random()
        if depth < 4 and pick < .12:
            words = ["("] + self.condition(depth + 1) + [")"]
        elif depth < 4 and pick < .24:
            words = ["not"] + self.condition(depth + 1)
        elif pick < .3:
            addresses = self.one_of(["$h_to:,$h_cc:", "$h_cc:,z@y.example",
                                     "$rh_to:", ",".join(
                                         self.one_of(ADDRESSES)
                                         for _ in range(3))])
            words = (["foranyaddress"] + self.argument(addresses) + ["("] +
                     self.address_test() + [")"])
        elif pick < .42:
            words = self.one_of(MESSAGE_TESTS)
        else:
            words = self.comparison()
        if depth < 4 and self.chance(.25):
            words = words + [self.one_of(["and", "or"])] + self.condition(
                depth + 1)
        return words

    def branches(self, system, depth):
        words = ["if"] + self.condition() + ["then"] + self.commands(
            system, depth + 1)
        while self.chance(.25):
            words += ["elif"] + self.condition() + ["then"] + self.commands(
                system, depth + 1)
        if self.chance(.4):
            words += ["else"] + self.commands(system, depth + 1)
        return words + ["endif"]

    def mail(self):
        words = [self.one_of(["mail", "mail", "vacation"])]
        fields = ["to", "cc", "bcc", "from", "reply_to", "subject", "text",
                  "extra_headers", "file", "log", "once"]
        self.random.shuffle(fields)
        for name in fields + self.one_of([[], [], ["subject"]]):
            if not self.chance(.2):
                continue
            text = {"extra_headers": "X-Y: " + self.word(), "to":
                    self.one_of(ADDRESSES) or "x"}.get(name)
            if name != "text" and text is None and self.chance(.7):
                text = self.one_of(["plain", "$n1", "a b", "/tmp/x", "\xe4"])
            words += [name] + self.argument(text)
        return words + self.one_of([[], [], ["expand", "file", "/x"],
                                    ["return", "message"],
                                    ["once_repeat", "3d"]])

    def delivery(self):
        kind = self.random.randrange(3)
        if kind == 0:
            words = ["deliver"] + self.argument(
                self.one_of(ADDRESSES + ["$h_from:", self.text()]) or "x")
            errors_to = self.one_of(["me@example.com", "ME@example.com", "q@r",
                                     "$local_part@$domain"])
            return words + (["errors_to", errors_to] if self.chance(.2) else [])
        if kind == 1:
            mode = self.one_of([[]] * 4 + [["0640"], ["600"], ["12ab"], ["09"]])
            return ["save"] + self.argument(self.one_of(
                ["/tmp/x", "mail/$1/", "$home/m", "~/x", self.text()])) + mode
        return ["pipe"] + self.argument()

    def system_command(self):
        pick = self.random.random()
        if pick < .3:
            return ["headers", "remove"] + self.argument(self.one_of(
                [":".join(self.random.choices(self.names, k=2)), self.text(),
                 self.one_of(REMOVED).replace("%", self.one_of(self.names))]))
        if pick < .6:
            name = self.one_of(self.names)
            return ["headers", "add"] + self.argument(self.one_of(
                [name + ": " + self.text(),
                 self.one_of(ADDED).replace("%", name)]))
        if pick < .85:
            return ["testprint"] + self.argument("$" + self.header())
        return [self.one_of(["fail", "freeze", "defer"])] + self.one_of(
            [[], ["text"] + self.argument(), self.argument(bare=False)])

    def plain_command(self):
        pick = self.random.random()
        if pick < .5:
            return ["testprint"] + self.argument()
        if pick < .65:
            return self.delivery()
        if pick < .75:
            return self.mail()
        if pick < .85:
            return ["add"] + self.argument(self.number()) + ["to", "n%d" %
                                                             self.random.randint(0, 9)]
        if pick < .9:
            return ["logwrite"] + self.argument()
        if pick < .93:
            return ["logfile"] + self.argument("/tmp/" + self.word()) + \
                self.one_of([[], ["0600"]])
        if pick < .97:
            return ["headers", "charset", self.one_of(
                ["UTF-8", "ISO-8859-1", "us-ascii", "none", "koi8-r"])]
        return ["finish"]

    def command(self, system, depth=0):
        if depth < 4 and self.chance(.3):
            return self.branches(system, depth)
        if system and self.chance(.25):
            return self.system_command()
        words = self.plain_command()
        if words[0].startswith(PREFIXED) and self.chance(.25):
            return self.one_of([["seen"], ["unseen"], ["noerror"], [
                "seen", "noerror"], ["noerror", "unseen"]]) + words
        return words

    def commands(self, system, depth=0):
        words = []
        for _ in range(self.random.randint(0 if depth else 1,
                                           3 if depth else 7)):
            words += self.command(system, depth)
        return words

    @staticmethod
    def may_touch(left, right):
        """Whether no blank is needed between"""
        if right == "(":
            return left in ("if", "elif", "(")
        return right[0] not in '"#' and (left in ("(", ")") or right == ")")

    def lay_out(self, words):
        """-> the filter's bytes, with its head line"""
        out = [self.one_of(HEADS), "\n"]
        for number, word in enumerate(words):
            if number and not (self.may_touch(words[number - 1], word) and
                               self.chance(.3)):
                out.append(self.one_of(GAPS))
            out.append(word)
        text = "".join(out) + self.one_of(["\n", "\n", "", "\r\n", " # end"])
        if self.chance(.05):
            text = re.sub("(?<!\r)\n", "\r\n", text)
        return text.encode("latin-1")

    def sound(self, system):
        """-> a filter without syntax errors"""
        return self.lay_out(self.commands(system))

    def damaged_words(self, words):
        for _ in range(self.one_of([1, 1, 1, 2, 3])):
            at = self.random.randrange(len(words))
            new = [self.one_of(SOUP)]
            words[at:at + 1] = self.one_of(
                [[], new, new + words[at:at + 1], 2 * words[at:at + 1],
                 words[at:at + 1] + [self.one_of(words)],
                 [words[at] + self.one_of(SOUP)]])
            words = words or ["x"]
        return words

    def damaged_bytes(self, data):
        for _ in range(self.one_of([1, 1, 2, 4])):
            at = self.random.randrange(len(data))
            end = at + self.one_of([0, 0, 1, 1, 3, 20])
            data = data[:at] + self.one_of(BYTES + [b""]) + data[end:]
        return data

    def swollen(self):
        """Words and strings about as long as is allowed; nesting"""
        size = self.one_of([1000, 1021, 1022, 1023, 1024, 1025, 1500, 5000])
        filler = self.one_of(["x", "\\\\", "ab ", "\\x41"]) * size
        filler = filler[:size]
        depth = self.random.randint(1, 30)
        return self.one_of([
            ["testprint", filler.replace(" ", "_")],
            ["testprint", '"%s"' % filler], ["if", '"%s"' % filler, "is", "x",
                                             "then", "finish", "endif"],
            [filler.replace(" ", "_")],
            ["if", "not"] + depth * ["("] + ["delivered"] + depth * [")"] +
            ["then", "testprint", "x", "endif"],
            depth * ["if", "x", "is", "x", "then"] + ["testprint", "deep"] +
            depth * ["endif"],
            ["testprint", '"%sx%s"' % (depth * "${lc:", depth * "}")]])

    def odd_expansions(self):
        """-> a filter of one or two odd texts, where commands expand them"""
        words = self.one_of([[], [], ["if", "xyzzy", "matches", '"(y)(z)"',
                                      "then", "endif"]])
        for _ in range(self.one_of([1, 1, 2])):
            text = quoted(self.odd())
            words = words + self.one_of([
                ["testprint", text]] * 6 + [
                ["save", text], ["if", text, "is", quoted(self.odd(1)), "then",
                                 "testprint", '"$0 $1"', "endif"],
                ["if", "foranyaddress", '"a@b,c@d"', "(", text, "contains", "c",
                 ")", "then", "testprint", text, "endif"]])
        return self.lay_out(words)

    def broken(self, system):
        """-> a filter that mostly has syntax errors"""
        pick = self.random.random()
        if pick < .2:
            return self.lay_out([self.one_of(SOUP) for _ in range(
                self.random.randint(1, 14))])
        if pick < .3:
            return self.lay_out(self.commands(system, 3) + self.swollen() +
                                self.commands(system, 3))
        words = self.commands(system, 1) + self.command(system, 1)
        if pick < .7:
            return self.lay_out(self.damaged_words(words))
        return self.damaged_bytes(self.lay_out(words))
