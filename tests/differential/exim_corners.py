# SPDX-License-Identifier: MIT
"""Makes Exim filters at the corners of the language, from a seed: every kind of
word in every place of an argument, any byte anywhere, numbers in all spellings,
odd first lines, and soups of the whole grammar."""
import itertools

LONG = (1022, 1023, 1024, 1025)
WORDS = ['"%s' % rest for rest in (
    "", " ", "\n", "\n\n", "a", "\\", "\\a", "\\\n", "\\ \n ", "\\\na", "a\\\n",
    "\\000a", "\\0", "\\x", '\\x"', '\\0"', '"', '\\0a\n"', "\\\n#x", "#x\n",
    'a"b', 'a"b\n', 'a"#b', 'a"#b\n', 'a""b"', 'a"(', 'a")', "\r", "\r\n",
    "\v", 'a\rb"', '\\\r\na"', '\\\v\n\fa"', '\\ a"', '\\\n\n"', '\\\n"',
    "\\\n\\\n", '\\\n \\\n"', '\\\n#b"', 'a\\\n#b"', 'a\0b"', '\0"')]
WORDS += ['a"b', 'a"', "(", ")", "(a", "a(", "a)b", "#x", "#x\ny", "", " ",
          "\n", "\r", "\\", '\\"', "\\n", "a\\\nb", "\\ b", "a\0b", "\0"]
WORDS += [start + "x" * size + end for start, end, size in itertools.chain(
    itertools.product([""], ["", "(", ")", "\n", '"', "#", "#\nx"], LONG),
    itertools.product(['"', '"\\0'],
                      ["", '"', '\\"', "\\\n", '\\101"', ' #\n\n"'], LONG))]
ENDS = ["", "\n", " ", " #c", "\n#c", "\nfinish\n", '"', "\r\n"]
PLACES = """%s|testprint %s|deliver %s|deliver x errors_to %s|deliver x %s|
save %s|save x %s|save x 0%s|pipe %s|logfile %s|logfile a %s|logwrite %s|add %s|
add 1 %s|add 1 to %s|headers %s|headers charset %s|headers add %s|mail %s|
headers remove %s|mail to %s|mail text %s|mail expand %s|mail expand file %s|
mail return %s|mail return message %s|vacation %s|finish %s|fail %s|seen %s|
fail text %s|freeze %s|defer text %s|noerror %s|seen finish %s|seen headers %s|
noerror add %s|unseen if %s|if %s|if not %s|if (%s|if a %s|if a is %s|if%s|
if a is not %s|if a does %s|if a does not %s|if a contains %s|elif%s|else%s|
if a is %s then finish endif|if %s is a then finish endif|if(%s|if delivered %s|
if personal %s|if personal alias %s|if personal alias %s then finish endif|
if foranyaddress %s|if foranyaddress %s (delivered) then finish endif|
if foranyaddress a %s|if foranyaddress a (%s|if (a is %s) then finish endif|
if (a is b)%s|if a is b and %s|if a is b then %s|if a is b then finish %s|
if a is b then finish elif %s|if a is b then finish elif(%s|
if a is b then finish elif\r%s|if a is b then finish else %s|
if a is b then finish endif %s""".replace("\n", "").split("|")
BYTE_PLACES = """testprint a%sb|testprint "a%sb"|testprint "a\\%sb"|
testprint "\\\\%sb"|%stestprint a|testprint%sa|testprint "a"%s|testprint "a%s|
if a is a%sthen finish endif|if%sa is a then finish endif|finish%sfinish|
if a%sis a then finish endif|if (a is a)%sthen finish endif|add 1%sto n1|
if "a"%sis "a"%sthen finish endif|save x 06%s0|deliver "%s"|mail subject "a%sb"|
mail extra_headers "%sx: y"|mail extra_headers "x%s: y"|headers charset u%s|
foo%s|seen%sfinish|"%s|"%s"|if "%s" is "\\%s" then testprint a endif|
if foranyaddress "a%sb"%s(a is b) then endif|logwrite "a%sb"|pipe "a%s b"|
mail text "%s" return%smessage|fail text "a%sb"|headers add "x:%sy"|fail%s"x"|
headers remove "a%sb"|testprint "${lc%s:A}"|testprint "$h_to%s:"""
BYTE_PLACES = BYTE_PLACES.replace("\n", "").split("|")
SIGNS = ["", "", "-", "+", "--", "----", "- ", " ", "\\t", " -", "\\n", "+-"]
NUMBERS = """0 1 7 08 010 0x 0x1f 0X1F 0xg x 2147483647 2147483648 -2147483648
4294967295 4294967296 4294967297 9223372036854775807 9223372036854775808
18446744073709551616 0777777777777 0xffffffff 0x7fffffffffffffff 0b11 1.5 1e3
2097152 2048 4194304 1,000 \xb2""".split() + [""]
UNITS = ["", "", "K", "k", "M", "m", "G", "g", "KM", "kK", "MM", "Ki", " K",
         "K ", " ", "\\n", "x", "K\\r", " M", ".", "%"]
NUMBER_PLACES = """if "%s" is above 0 then testprint a else testprint b endif|
if 5 not above "%s" then testprint a else testprint b endif|save x %s|
add "%s" to n1 testprint $n1|add 1 to "n%s"|mail to a once_repeat "%s"|
testprint "${eval:%s}"|testprint "${eval10:%s}"|testprint "${if >{%s}{1}{a}{b}}"|
testprint "${substr{%s}{2}{abcdef}}"|testprint "${hash{3}{%s}{abcdef}}"|
testprint "${nhash{%s}{yes}{abc}}"|testprint "${length{%s}{abcdef}}"|
testprint "${time_interval:%s}"|testprint "${base62:%s}"|
testprint "${extract{%s}{:}{a:b:c}}\"""".replace("\n", "").split("|")
HEADS = ["# Exim filter", "#\tExim\tfilter", "# exim  filter", "#eximfilter",
         " # Exim filter", "\n# Exim filter", "\r\n# Exim filter",
         "\f# Exim filter", "# Exim\nfilter", "# Exim filterx", "# Exim filter\\",
         "## Exim filter", "#\r# Exim filter", "#\r Exim filter", "# Exim filte",
         "# Exim\rfilter", "# Exim\ffilter", "# Exim filter\0x", "#", "",
         "\0# Exim filter", "\xef\xbb\xbf# Exim filter", "\xa0# Exim filter",
         "# EXIM FILTER", '"# Exim filter"', "# Exim\xa0filter", "x# Exim filter",
         "# Exim-filter", "# Exim filter\r", "#\n# Exim filter"]
BODIES = ["\ntestprint x\n", "\n", "", "\rtestprint x", "\r\ntestprint x\r\n",
          "\nfoo\n", " testprint x", "\n\n\nfoo", "\na@b.c\n", "\nfinish\nif x",
          "\nfinish finish\ntestprint y", "\nseen finish foo"]
GAPS = [" "] * 30 + ["\n", "\n", "\t", "\r\n", "\r", "\v", "\f", "  ", "\n\n",
                     " #c\n", "#c\n", "", "\n#", "\0", "\xa0"]
PIECES = ["a", "b", "x", "$n1", "1", "K", ".", "-", "'", "\\", "$", "{", "}",
          "\xe4", "\x7f", "\x01", ":", ",", "@", "<", ">", "^", "*", "#", '"',
          "(", ")", " ", "\t", "\n", "\r", "\v", "\f", "\\n", "\\\\", '\\"',
          "\\0", "\\12", "\\777", "\\x", "\\x4", "\\x41", "\\xZ", "\\\n",
          "\\ \n\t", "\\\r\n", "\\#", "\\(", "\\$", "\0", "\\N"]
PLAIN = """a b x@y 1 $h_subject: $n1 0600 /tmp/x to text is if then and n1 "a b"
"" "$h_from:" me@example.com (a a(b) () "(" "a)" """.split()
JOINTS = [[]] * 4 + [words.split() for words in (
    "is,does,is not,does not,not,IS,Is Not,DOES NOT,does does,is is,"
    "is not not,does is,doe").split(",")]
COMPARISONS = """is IS Is isnt contains contain CONTAINS begins BEGIN ends END
matches MATCHES match above below ABOVE starts equals = does""".split()
COMMANDS = """if if if if deliver save pipe mail vacation finish testprint add
logfile logwrite headers headers fail freeze defer x Testprint else elif endif
then""".split()
MAIL_WORDS = """to|cc|bcc|from|reply_to|subject|extra_headers|text|file|log|once|
once_repeat|expand|return|expand file|return message|return msg|To|sender"""
MAIL_WORDS = MAIL_WORDS.replace("\n", "").split("|")
MODES = ["0600", "600", "0", "08", "8", "07777777777777", "0x1", "12ab",
         "99999999999999999999", "0600)", "1(", '0"a"']


class Corners:
    def __init__(self, rng):
        self.random = rng
        self.one_of = rng.choice

    def chance(self, share):
        return self.random.random() < share

    def placed(self):
        return "# Exim filter\n" + self.one_of(PLACES).replace(
            "%s", self.one_of(WORDS)) + self.one_of(ENDS)

    def byte(self):
        return "# Exim filter\n" + self.one_of(BYTE_PLACES).replace(
            "%s", chr(self.random.randrange(256))) + self.one_of(["", "\n"])

    def number(self):
        return "# Exim filter\n" + self.one_of(NUMBER_PLACES) % (
            self.one_of(SIGNS) + self.one_of(NUMBERS) + self.one_of(UNITS))

    def headed(self):
        return self.one_of(HEADS) + self.one_of(BODIES)

    def raw(self):
        return "".join(self.one_of(PIECES)
                       for _ in range(self.random.randint(0, 6)))

    def word(self):
        return self.one_of([
            lambda: self.one_of(PLAIN), lambda: self.one_of(PLAIN),
            lambda: '"%s"' % self.raw(), lambda: '"' + self.raw(), self.raw,
            lambda: self.one_of(WORDS), lambda: self.one_of(PLAIN) + self.raw()
        ])() if self.chance(.6) else self.one_of(PLAIN)

    def term(self, depth):
        pick = self.random.random()
        if depth < 5 and pick < .12:
            return ["("] + self.condition(depth + 1) + [")"]
        if depth < 5 and pick < .2:
            return ["foranyaddress", self.one_of([
                '"a, b@c, g:d;"', self.word()]), "("] + self.condition(
                    depth + 1) + [")"]
        if pick < .3:
            return [self.one_of(["delivered", "error_message", "personal",
                                 "manually_thawed", "Personal", "delivered?"])]
        if pick < .38:
            return ["personal"] + self.one_of([0, 1, 2]) * [
                self.one_of(["alias", "alias", "Alias"]), self.word()]
        return [self.word()] + self.one_of(JOINTS) + [
            self.one_of(COMPARISONS), self.word()]

    def condition(self, depth=0):
        words = self.one_of([[]] * 7 + [["not"], ["not", "not"], ["NOT"]])
        words = words + self.term(depth)
        if depth < 6 and self.chance(.2):
            words += [self.one_of(["and", "or", "and", "or", "AND", "xor"])]
            words += self.condition(depth + 1)
        return words

    def branches(self, depth):
        words = [self.one_of(["if", "if", "if", "if(", "If"])]
        words += self.condition() + ["then"] + self.block(depth + 1)
        while self.chance(.25):
            words += [self.one_of(["elif", "elif", "elif(", "elseif"])]
            words += self.condition() + ["then"] + self.block(depth + 1)
        if self.chance(.3):
            words += ["else"] + self.block(depth + 1)
        return words + ["endif"]

    def arguments(self, name):
        """-> the words after the name of a command"""
        word = self.word
        if name == "deliver":
            return [word()] + self.one_of([[], ["errors_to", word()],
                                           ["errors_to"]])
        if name in ("save", "logfile"):
            return [word()] + self.one_of([[], [self.one_of(MODES)]])
        if name in ("mail", "vacation"):
            return [new for _ in range(self.random.randint(0, 4)) for new in
                    self.one_of(MAIL_WORDS).split() + [word()]]
        if name == "add":
            return [word(), self.one_of(["to", "to", "TO", "from"]),
                    self.one_of(["n1", "n10", "N1", "sn1", '"n1"', word()])]
        if name == "headers":
            return [self.one_of(["charset", "add", "remove", "Add", '"add"',
                                 word()]), word()]
        if name in ("fail", "freeze", "defer"):
            return self.one_of([[], ["text"], ["text", word()], [word()],
                                ['"text"', '"x"']])
        return [] if name == "finish" else [word()]

    def command(self, depth=0):
        name = self.one_of(COMMANDS[:19 if self.chance(.7) else None])
        words = (self.branches(depth) if name == "if" and depth < 5 else
                 [name] + self.arguments(name))
        at = self.random.randrange(len(words))
        pick = self.random.random()
        if pick < .06 and at > 0:
            del words[at]
        elif pick < .14:
            words.insert(at, self.one_of([words[at], self.word()]))
        return self.one_of([[]] * 12 + [["seen"], ["unseen"], ["noerror"], [
            "seen", "noerror"], ["noerror", "noerror"], ["Seen"]]) + words

    def block(self, depth=0):
        return [word for _ in range(self.random.randint(0 if depth else 1, 3))
                for word in self.command(depth)]

    def soup(self):
        out, before = "# Exim filter\n", ""
        for word in self.block():
            glued = self.chance(.3) and "(" in (word, before[-1:])
            out += ("" if glued else self.one_of(GAPS)) + word
            before = word
        out += self.one_of(["\n", "\n", "", " ", "\r\n", " #x", "\n#x", '"',
                            "\\", "\0", "\n\n"])
        if self.chance(.3):
            out = out[:self.random.randint(max(1, len(out) - 40), len(out))]
        return out

    def filter(self):
        return self.one_of([self.soup] * 4 + [self.placed] * 3 + [
            self.number, self.byte, self.headed])().encode("latin-1")
