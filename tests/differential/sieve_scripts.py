# SPDX-License-Identifier: MIT
"""Makes Sieve scripts from a seed by the grammar of the language, over what
Pigeonhole has; every test says in the log how it came out."""
from sieve_parts import Parts
from sieve_world import World

HEADERS = ["subject", "Subject", "from", "to", "cc", "x-note", "x-spam-score",
           "list-id", "message-id", "x-empty", "x-none", "reply-to", "sender",
           "received", "content-type", "x-many", "X-Raw", "mime-version"]
ADDRESSES = ["from", "to", "cc", "reply-to", "sender", "bcc", "From", "resent-to"]
KEYS = ["lunch", "LUNCH?", "example.org", "alice@example.org", "", "*",
        "re:*", "*[*]*", "10", "9", "100", "007", "me@example.com", "Gr\u00fc\u00dfe",
        "example", "lists", "bob", "a", "*\u00fc*", "\\\\*stars\\\\*", "2",
        "0", "1", "3", "score=3.2 required=5.0", "Alice <alice@example.org>",
        "sub.example.org", "back\\\\slash", "a*b", "*@*.*", "\\\\?", "x"]
PATTERNS = ["^lunch", "[0-9]+", "(a|b)(c)?", "^(.*)@(.*)$", "e[a-z]*", "^$", ".",
            "(re|fwd): *(.*)", "[[:digit:]]{2,3}", "x*", "\\\\?$", "[^a-z]",
            "(a*)(b|ab)*", "([a-z]+)[^a-z]*([a-z]+)", "^.{3}", "()x?", "(^|,)([^,]*)$",
            "[[:alpha:]]+[[:space:]]", "[]a]+", "[^]a]", "[a-]", "(.)(.)?(z)?",
            "\\\\.org", "(x|y|example)\\\\.(org|net)", "^((a|b)*)*$", "[+-]", "\\\\(", "e{2}",
            "((e)|(x))+", "[A-F0-9]{1,2}", "\\\\$", ".*(.*)"]
NUMBERS = ["0", "1", "2", "3", "10", "9", "007", "42nd", ""]
RELATIONS = ["gt", "ge", "lt", "le", "eq", "ne"]
FOLDERS = ["INBOX", "A", "B/c", "Junk", "a b", "\u00dc"]
FLAGS = ["\\\\Seen", "\\\\Flagged", "work", "$Label1", "\\\\Deleted \\\\Draft",
         "Work", "\\\\seen", "a b c", ""]
TARGETS = ["bob@example.net", "x@y.example", "Bob <bob@example.net>",
           "carol@example.org"]
VARIABLES = ["a", "b", "name_1", "Long_Name"]
LISTS = ["flags1", "Flags_2"]
MODIFIERS = [":lower", ":upper", ":lowerfirst", ":upperfirst", ":length",
             ":quotewildcard", ":encodeurl"]
MORE = {"date": "date", "index": "indexed", "mime": "mime", "mailbox": "mailboxes",
        "foreverypart": "parts", "extracttext": "now",
        "special-use": "uses", "duplicate": "duplicates", "enotify": "methods",
        "mboxmetadata": "notes"}
# Commands, each as often as its number says.
SELDOM = {"vacation": ("vacation", 3), "reject": ("refusal", 1),
          "enotify": ("notification", 3), "vnd.dovecot.report": ("complaint", 1),
          "mailbox": ("filing", 4), "ihave": ("branch", 2),
          "include": ("including", 5)}
BASIC = ["fileinto", "copy", "imap4flags", "variables", "relational", "regex",
         "envelope", "body", "subaddress", "comparator-i;ascii-numeric",
         "encoded-character", "environment", "vnd.dovecot.environment",
         "spamtestplus", "virustest", "date", "index", "mime", "foreverypart",
         "extracttext", "editheader", "vacation", "vacation-seconds", "reject",
         "enotify", "vnd.dovecot.report", "mailbox", "special-use", "ihave",
         "include", "duplicate", "mboxmetadata", "servermetadata"]
PARTS = [":all", ":localpart", ":domain", ":user", ":detail"]
TEXTS = ["", "x", "${a}", "${b}", "${1}", "${0}", "${name_1}-${2}", "Ab cD",
         "a*b?c\\\\d", "\u00e4\u00d6", "10", "9", "${hex: 41}", "${unicode: e4}",
         "${env.vnd.dovecot.default_mailbox}", "${x y}", "$${a}", "${a}${b}",
         "\\\"q\\\"", "${3}|${4}|${9}", "a${}b", "${a", "${1a}", "\\z", "${hex:4g}",
         "${hex:24}{a}", "${unicode:00e4 4E2D}", "${HEX:41 42}", "${hex:  41   42  }",
         "${unicode:1F600}x", "${hex:}", "  b  ", "${unicode:110000", "${LONG_NAME}", "${b2}",
         "$", "${", "}", "\u4e2d\u6587", "\u00e9t\u00e9 \u00df", "50%&=+ /?"]


def quoted(text):
    return '"%s"' % text


class Scripts(Parts, World):
    """random: a random.Random; has: the capabilities that may be used."""

    def __init__(self, random, has):
        self.random, self.has = random, has
        self.number = 0
        self.copies = {}
        self.included, self.may_include = {}, True
        self.loops = 0

    def chance(self, probability):
        return self.random.random() < probability

    def one_of(self, some):
        return self.random.choice(some)

    def quote(self, text):
        return quoted(text)

    def strings(self, some, most=3):
        """A string, or a list of them."""
        if self.chance(.6):
            return quoted(self.one_of(some))
        count = self.random.randint(1, most)
        return "[%s]" % ", ".join(quoted(self.one_of(some))
                                  for _ in range(count))

    def text(self):
        return quoted(self.one_of(TEXTS + KEYS[:6]))

    def keys(self):
        return self.strings(KEYS + TEXTS)

    def matching(self):
        """-> (tags, keys)"""
        comparator = ""
        pick = self.random.random()
        if pick < .15:
            comparator = ' :comparator "i;ascii-numeric"'
        elif pick < .3:
            comparator = ' :comparator "i;octet"'
        elif pick < .4:
            comparator = ' :comparator "i;ascii-casemap"'
        numeric = "numeric" in comparator
        kind = self.one_of(["", ":is", ":value", ":count"] if numeric else
                           ["", ":is", ":contains", ":matches", ":matches",
                            ":regex", ":value", ":count"])
        # Pigeonhole's i;ascii-numeric takes an empty value for :is to be none
        # of the texts that begin with no digit; RFC 4790 has them equal.
        keys = self.strings(NUMBERS) if numeric else self.keys()
        if kind in (":value", ":count"):
            kind += " " + quoted(self.one_of(RELATIONS))
            keys = self.strings(["0", "1", "2", "3", "10", "9", "abc", ""])
        if kind == ":regex":
            keys = self.strings(PATTERNS)
        if kind == ":matches":  # the empty one leaves Pigeonhole's ${0} alone
            keys = keys.replace('""', '"*"')
        tags = [comparator.strip(), kind]
        self.random.shuffle(tags)
        return " ".join(tag for tag in tags if tag), keys

    def test(self, depth=0):
        pick = self.random.random()
        if depth < 3 and pick < .12:
            # Not constant: Pigeonhole then leaves out the tests before it.
            some = ", ".join(self.test(depth + 1).replace("true", 'exists "to"')
                             for _ in range(self.random.randint(1, 3)))
            some = some.replace("false", 'exists "x"')
            return "%s (%s)" % (self.one_of(["allof", "anyof"]), some)
        if depth < 3 and pick < .2:
            return "not " + self.test(depth + 1)
        more = [getattr(self, test) for name, test in MORE.items()
                if name in self.has]
        return self.one_of(more + [
            self.header, self.header, self.address, self.envelope, self.string,
            self.string, self.exists, self.size, self.flag, self.body,
            self.environment, self.spam, self.constant])()

    def constant(self):
        return self.one_of(["true", "false"])

    def header(self):
        tags, keys = self.matching()
        return "header %s %s %s" % (tags, self.strings(HEADERS), keys)

    def address(self):
        tags, keys = self.matching()
        part = self.one_of(PARTS + [""] * 3)
        return "address %s %s %s %s" % (part, tags, self.strings(ADDRESSES), keys)

    def envelope(self):
        tags, keys = self.matching()
        part = self.one_of(PARTS + [""] * 3)
        return "envelope %s %s %s %s" % (part, tags, self.strings(["from", "to"]),
                                         keys)

    def string(self):
        # Pigeonhole's default here is i;octet, ours the RFC's.
        tags, keys = self.matching()
        if "comparator" not in tags:
            tags = ':comparator "i;ascii-casemap" ' + tags
        return "string %s %s %s" % (tags, self.strings(TEXTS), keys)

    def exists(self):
        return "exists " + self.strings(HEADERS)

    def size(self):
        return "size %s %s" % (self.one_of([":over", ":under"]), self.one_of(
            ["0", "100", "200", "1K", "500", "1M"]))

    def flag(self):
        tags, _ = self.matching()
        if ":regex" in tags:
            tags = ":contains"
        keys = self.strings(FLAGS)
        if ":count" in tags or ":value" in tags:
            keys = self.strings(["0", "1", "2", "3"])
        named = self.strings(LISTS) if self.chance(.2) else ""
        return "hasflag %s %s %s" % (tags, named, keys)

    def body(self):
        tags, keys = self.matching()
        kind = self.one_of(["", ":raw", ":text", ':content "text"',
                            ':content ["text/html", "image"]'])
        return "body %s %s %s" % (kind, tags, keys)

    def environment(self):
        tags, keys = self.matching()
        item = self.one_of(["vnd.dovecot.default-mailbox", "nothing",
                            "vnd.dovecot.config.nothing", "HOST"])
        return "environment %s %s %s" % (tags, quoted(item), keys)

    def spam(self):
        tags, _ = self.matching()
        tags = ":is" if ":regex" in tags or ":count" in tags else tags
        value = quoted(self.one_of(["0", "1", "5", "7", "10", "64", "*"]))
        return "%s %s %s" % (self.one_of(
            ["spamtest", "spamtest :percent", "virustest"]), tags, value)

    def log(self):
        return 'debug_log "%s [${0}|${1}|${2}] ${a}|${b}|${name_1}";' % (
            self.one_of(["y", "z"]) + str(self.number))

    def command(self, depth):
        pick = self.random.random()
        if pick > .93:
            return self.seldom()
        if depth < 3 and pick < .35:
            return self.choice(depth)
        if pick < .39 and self.loops == 0 and {"foreverypart", "extracttext",
                                         "mime"} <= self.has:
            self.loops += 1
            loop = self.loop(depth)
            self.loops -= 1
            return loop
        if pick < .44 and "editheader" in self.has:
            return self.edit()
        if pick < .57:
            return self.assignment()
        if pick < .7:
            # Of their own: what is no list of flags Pigeonhole leaves alone.
            named = quoted(self.one_of(LISTS)) if self.chance(.2) else ""
            return "%s %s %s;" % (self.one_of(["setflag", "addflag", "removeflag"]),
                                  named, self.strings(FLAGS))
        return self.action()

    def seldom(self):
        some = [name for needed, (name, times) in SELDOM.items()
                for _ in range(times) if needed in self.has]
        return getattr(self, self.one_of(some))() if some else "keep;"

    def assignment(self):
        name, text = self.one_of(VARIABLES), self.text()
        if text.endswith("{%s}\"" % name):  # Pigeonhole loses the value
            text = '"${%s}x"' % name
        return "set %s %s %s;" % (self.modifiers(), quoted(name), text)

    def modifiers(self):
        some = [m for m in MODIFIERS if self.chance(.15)]
        for pair in ((":lower", ":upper"), (":lowerfirst", ":upperfirst")):
            if all(m in some for m in pair):
                some.remove(self.one_of(pair))
        self.random.shuffle(some)
        return " ".join(some)

    def copied(self, target):
        """The target, with :copy always or never in one script: of a copy and
        another action Pigeonhole keeps the copy's implicit keep, where RFC 3894
        has it cancelled."""
        bare = target.split("<")[-1].strip(">")
        copy = self.copies.setdefault(bare, self.one_of([":copy", "", ""]))
        return copy, quoted(target)

    def action(self):
        flags = ":flags " + self.strings(FLAGS) if self.chance(.3) else ""
        copy, folder = self.copied(self.one_of(FOLDERS[1:]))
        again, target = self.copied(self.one_of(TARGETS))
        return self.one_of([
            "keep %s;" % flags, "discard;", "fileinto %s \"INBOX\";" % flags,
            "fileinto %s %s %s;" % (copy, flags, folder),
            "fileinto %s %s;" % (copy, folder),
            "redirect %s %s;" % (again, target),
            "stop;" if self.chance(.3) else "keep;"])

    def block(self, depth):
        count = self.random.randint(0, 2)
        return "{ %s %s }" % (self.log(), " ".join(
            self.command(depth + 1) for _ in range(count)))

    def choice(self, depth):
        self.number += 1
        out = "if %s %s" % (self.test(), self.block(depth))
        while self.chance(.3):
            out += " elsif %s %s" % (self.test(), self.block(depth))
        if self.chance(.5):
            out += " else " + self.block(depth)
        return out

    def another(self):
        """A script, without those that it includes."""
        names = [name for name in BASIC if name in self.has]
        lines = ["require [%s];" % ", ".join(
            quoted(name) for name in names + ["vnd.dovecot.debug"])]
        if "include" in self.has and self.chance(.2):
            lines.append('global ["%s"];' % self.one_of(VARIABLES))
        for _ in range(self.random.randint(2, 7)):
            lines.append(self.command(0))
        lines.append(self.log())
        return "\n".join(lines) + "\n"

    def script(self):
        first = self.another()
        return first + "".join("#@ %s\n%s" % pair for pair in self.included.items())

    def damaged(self, script):
        """Takes away, doubles or swaps a word. Without constant tests, behind
        which Pigeonhole does not look."""
        script = script.replace("true", "exists \"to\"")
        script = script.replace("false", "exists \"x\"")
        required, script = script.split("\n", 1)
        words = script.rstrip().split(" ")
        at = self.random.randrange(len(words))
        change = self.one_of(["drop", "double", "swap", "byte"])
        if change == "drop":
            del words[at]
        elif change == "double":
            words.insert(at, words[at])
        elif change == "swap":
            other = self.random.randrange(len(words))
            words[at], words[other] = words[other], words[at]
        else:
            words[at] = self.one_of([";", "{", "}", '"', ",", "[", ":x", "5K"])
        return required + "\n" + " ".join(words) + "\n"
