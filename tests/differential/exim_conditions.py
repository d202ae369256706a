# SPDX-License-Identifier: MIT
"""Makes Exim filters that are mostly conditions, and messages, from a seed:
conditions nested and negated in every form, spelt in all ways, with operands
that fail, that are long and that hold newlines; and commands between them."""
from exim_messages import Messages

WORDS = """is contains contain matches match begins begin ends end above below IS
CONTAINS CONTAIN MATCHES MATCH BEGINS BEGIN ENDS END""".split()
JOINTS = ["%s"] * 6 + ["is %s", "does %s", "is not %s", "does not %s",
                       "IS %s", "Does NOT %s", "Is Not %s"]
BARE = ["is", "is", "is not", "IS", "Is", "iS", "IS not", "Is NOT"]
FACTS = ["delivered", "error_message", "first_delivery", "manually_thawed",
         "personal", "personal alias alias@example.com",
         'personal alias a@b alias "bob@example.net"']
LEFT = """a b "a b" $h_subject: $h_to: "$h_cc:" $thisaddress "$thisaddress"
$local_part $n1 3 7k "" "x\\ny" "\\n" "p\\nq\\n" "${lc:A}" "$1" $h_from: not\\ x
"${if eq{$thisaddress}{a}{1}{b}}" "a#b" "\\\\N^x\\\\N" "a\\"b" h\xe4 "\\t" \\\\
$message_body "$h_x-none:" "${if eq{$thisaddress}{me@example.com}{1}{x}}"
""".split() + ['"a  b"', "a(b", '"is"', '"then"', '"and"']
RIGHT = """a b me example "@" 3 2 "" "a\\nb" "x\\n" "^(.)" "b" "\\n" "(.)\\\\n(.)"
$h_to: "$1" "(a|b)" "[0-9]" Re "." 1K 0x10 then is and "a b" "d\xe4" """.split()
WRONG = ['"${bad"', '"$unknown"', '"${if eq{a}{b}{c}fail}"', '"${lc:a"',
         '"${extract{x}{$thisaddress}{a}fail}"']
LISTS = ['"a, b@x.example, me@example.com"', '"$h_to:"', '"$h_to:,$h_cc:"', "a",
         '"3,a,7"', '"7, 2, x"', '"\\"a\\\\n b\\"@c, d"', '""', '"g: a, b;, c"',
         '"$thisaddress, q"', '"(c\\nd)e"']
COMMANDS = ["deliver x@y.example", 'save /x 0600', 'pipe "x y"', "mail",
            'mail to a@b subject "x" text y', "vacation", "add 3 to n1",
            'testprint "$1 $thisaddress"', "logfile /x", "logwrite x",
            "headers charset utf-8", "unseen deliver a@b", "seen finish",
            "noerror save /y", 'testprint "${bad"', "finish"]


HEAD = b"# Exim filter"
NAMES = ["subject", "to", "cc", "reply-to", "list-id", "precedence", "x-none"]


class Conditions:
    def __init__(self, rng):
        self.random = rng
        self.one_of = rng.choice

    def chance(self, share):
        return self.random.random() < share

    def message(self):
        return Messages(self.random).made(NAMES)

    def operand(self, pool):
        pick = self.random.random()
        if pick < .03:
            return self.one_of(WRONG)
        if pick < .05:
            return '"%s"' % (self.one_of(["ab", "x\\n", "$1"]) *
                             self.random.randint(200, 300))
        return self.one_of(pool)

    def comparison(self):
        if self.chance(.3):
            word = self.one_of(BARE)
        else:
            word = self.one_of(JOINTS) % self.one_of(WORDS)
        right = RIGHT
        if word.endswith(("above", "below")) and self.chance(.7):
            right = ["3", "2", "0", "1K"]
        return "%s %s %s" % (self.operand(LEFT), word, self.operand(right))

    def term(self, depth):
        pick = self.random.random()
        if depth < 4 and pick < .25:
            return "(%s)" % self.condition(depth + 1)
        if depth < 4 and pick < .35:
            return "foranyaddress %s (%s)" % (self.operand(LISTS),
                                              self.condition(depth + 1))
        return self.one_of(FACTS) if pick < .5 else self.comparison()

    def condition(self, depth=0):
        out = ""
        while True:
            out += self.one_of([""] * 6 + ["not ", "not ", "not not "])
            out += self.term(depth)
            if self.chance(.6):
                return out
            out += self.one_of([" and ", " or "])

    def branch(self, depth):
        return "if %s then\n%s" % (self.condition(), self.block(depth + 1))

    def command(self, depth=0):
        if depth > 3 or self.chance(.4 if depth == 0 else .7):
            return self.one_of(COMMANDS)
        out = self.branch(depth)
        while self.chance(.25):
            out += "el" + self.branch(depth)
        if self.chance(.3):
            out += "else\n" + self.block(depth + 1)
        return out + "endif"

    def block(self, depth):
        return "".join(self.command(depth) + "\n"
                       for _ in range(self.random.randint(0, 2)))

    def filter(self):
        commands = [self.command() for _ in range(self.random.randint(1, 5))]
        return HEAD + "\n".join(["", *commands, ""]).encode("latin-1")
