# SPDX-License-Identifier: MIT
"""Makes Exim expansion strings from a source of chance: the items, operators,
conditions and variables that Trommel has. Left out are those whose value no
two runs share (LEFT_OUT)."""

# name: why two programs cannot show the same
LEFT_OUT = {
    "pid": "another process",
    "message_id": "made of clock and process",
    "message_exim_id": "made of clock and process",
    "tod_bsdinbox tod_epoch tod_epoch_l tod_full tod_log tod_logfile tod_zulu":
        "the clock",
    "received_time": "the clock",
    "version_number exim_version": "the peer's own",
}

NAMES = ["subject", "to", "cc", "reply-to", "received", "x-spam", "list-id",
         "sender", "precedence", "auto-submitted", "from", "bcc", "x-none",
         "resent-to", "return-path", "comments", "x-8bit"]
WORDS = ["", "a", "abc", "Bob", "1234", "-7", "0", "3K", "0x1f", "a b", "1:2",
         "x=1 y=22", "me@example.com", "Bob <b@x.example>", "10.1.2.3", "yes",
         "\xc3\xa9t\xe9", "a.b+c", " sp ", "example.net", "a\tb", "q\"r", "::1",
         "2d3h", "A_B-c", "false", "a:b : c", "=?utf-8?q?=C3=A4?=", "abcabc",
         "a,b", "<; a;b; c", "x::y", "(c) a@b.example (d)", "1,2,3", "\x7f",
         "a=1 b=\"2 3\" c='4'", "fe80::1", "10.0.0.0/8", "\xff\xfe", "'q'"]
PATTERNS = ["b", "^(.)(.*)", "(\\\\w+)@(\\\\w+)", "[0-9]+", "^x|b\\$",
            "(a)?(b)", "(?i)BOB", "\\N(\\d)\\d*\\N", "a(?=b)", ".", "", "^re:",
            "\\N^\\s*(\\S+)\\N", "([a-z])\\\\1", "(?:x|y)*", "e\\$", "\\N\\$\\N",
            "\\N[[:upper:]]{2,}\\N", "(?s)a.b", "\\N(?<!a)b\\N", "a{2,3}"]
VARIABLES = """local_part domain sender_address return_path reply_address n1 n5
sender_address_local_part sender_address_domain message_body message_body_end
message_body_size message_size message_headers_raw message_headers
received_count message_linecount body_zerocount body_linecount
primary_hostname qualify_domain qualify_recipient thisaddress sn2 sn0 0 1 2 3
value recipients_count recipients original_local_part original_domain
local_part_prefix local_part_suffix local_part_data domain_data home
max_received_linelength tod_zone caller_uid caller_gid local_user_uid
local_user_gid sender_host_address sender_host_name sender_host_port
sender_fullhost sender_rcvhost sender_helo_name sender_ident
sender_host_authenticated authenticated_id authenticated_sender
interface_address interface_port received_protocol received_for router_name
transport_name address_data""".split()
OPERATORS = """lc uc quote quote_local_part domain local_part address strlen
escape rxquote md5 sha1 sha256 sha2 sha2_512 base64 str2b64 rfc2047 rfc2047d
listcount addresses addresses:> utf8clean hexquote escape8bit length_3
substr_1 substr_-2_1 substr_0_4 substr_-3 s_1_2 l_2 hash_3 h_4_26 hash_2_5
nhash_8 nhash_8_64 nh_4 strlen""".split()
PICKY_OPERATORS = """eval eval10 base64d hex2b64 time_eval time_interval base62
base62d reverse_ip bogus""".split()
STRING_TESTS = "eq eqi ge gei gt gti le lei lt lti match inlist inlisti".split()
TRUTHS = ["yes", "false", "0", "17", "-1", " no ", "true", ""]
NUMBER_TESTS = "< <= = == > >=".split()
ONE_TESTS = "isip isip4 isip6 bool_lax".split()
LIST_TESTS = "match_domain match_address match_local_part match_ip".split()
LISTS = ["a : *.net", "10.0.0.0/8", "me", "*@example.com", "^b", "!x:*",
         "example.com", "@", "me@example.com : bob@*", "<; ::1 ; 10.1.2.3", ""]
ESCAPES = ["\\N$x\\N", "\\x41", "\\101", "\\n", "\\\\", "\\$", "\\{", "\\t",
           "\\q", "\\}", "\\x", "\\7", "\\r", "\\b", "\\xfg", "\\N\\x\\N"]
BROKEN = ["${lc:a", "$", "${}", "${nosuch}", "$nosuch", "${if eq{a}{b}",
          "}", "{", "${h_subject}", "$h_subject", "${if nosuch{a}}", "\\",
          "${if !}", "${lc}", "${extract{}{a}}", "${substr{a}{b}{c}}", "$+",
          "${if eq{a}{a}{b}{c}{d}}", "${if def:x}", "${sg{a}{b}}", "${ lc:a}",
          "${if eq{a}{a} {b} fail}", "${lc:$h_to}", "$rh_x}", "${1}", "$H_to:",
          "${length_1a:abc}", "${hash_70:x}", "\\N", "${eval:1+}", "${eval:1/0}",
          "${lc{a}}", "$acl_m1", "${acl_m1}", "$r_x", "$0x", "$12"]

# What odd texts are made of: strings that some item or other reads in a way of
# its own, and the shapes of items, right and wrong (% stands for a text).
ODD = """abc|ABC|12|+3|007|0x1f|1k|3G|4294967296|9223372036854775808| 5|5 |5x|:|
::|a: b : c|<;a;b;c|<\\n a|k=v j=w|k="q r" j='x'|<a@b>|a@b, c@d|@b|a@|"q\\"r"@s|
grp: a@b, c@d;|192.0.2.1|192.0.2.1/24|fe80::1%eth0|2001:db8::5/32|1.2.3.256|
1w2d|1s1w|1.5h|YES|=?x?b?YWJj?=|YWJj|YWJ|Y W|616263|61626|zz|a\\0b|\\N$x\\N|
\\$1|\xff\xfe|(b)(c)|(|[a|a*|^a|*c|!a|\\d+|x{2,3}|$0|$1|${2}|$h_none:|$n1|$home|
$message_body|$value|$acl_m0|$foo|${foo}|$|{|}|\\}|\\{|$tod_zone|%41|+x|a@+x|
c@d;e|+caseful:A@b|""".replace("\n", "").split("|")
ODD_OPERATORS = OPERATORS + PICKY_OPERATORS + """hash h l_0 length substr_ s_x
sha2_x lc_x uc_1_2 strlen_ eval_x base64_1 address_x domain_1 quote_lsearch""".split()
ODD_TESTS = [(name, 2) for name in STRING_TESTS + NUMBER_TESTS + LIST_TESTS +
             ["match"]] + [(name, 1) for name in ONE_TESTS + ["bool", "exists"]
                           ] + [("first_delivery", 0), ("foo", 1)]
ODD_ITEMS = """${extract{1}%%}|${extract{k}%}|${extract%%}|${extract{-1}%%%}|
${extract{ K }%%}|${extract{}%}|${sg%%%}|${sg%%{\\$1}}|${tr%%%}|${tr%{abc}{x}}|
${substr%%%}|${substr{1}%}|${substr{-1}{2}%}|${length%%}|${length{2}%}|
${hash%%%}|${hash{3}{5}%}|${nhash%%%}|${nhash{8}%}|${nhash{0}{x}%}|${env%}|
${substr{4294967297}{1}%}|${hash{2147483648}%}|$h_x-two:|${length{1}{2}%}"""
ODD_ITEMS = ODD_ITEMS.replace("\n", "").split("|")
ODD_ENDS = ["", "", "{%}", "{%}{%}", "{%}{%}", "{%}fail", " fail", "fail", "x",
            "{%}x", "{%}{%}{%}", "{%}fail{%}"]
GAPS = [""] * 9 + [" ", "  ", "\n"]


class Expansions:
    """Draws from `rng`, a random.Random. Texts are what the expander reads."""

    def __init__(self, rng):
        self.random = rng
        self.one_of = rng.choice
        self.names = NAMES
        self.variables = VARIABLES

    def chance(self, share):
        return self.random.random() < share

    def header(self):
        """-> a header reference without its dollar"""
        prefix = self.one_of(["h_", "h_", "h_", "header_", "rh_", "bh_", "lh_",
                              "rheader_", "bheader_", "lheader_"])
        return prefix + self.one_of([str.lower, str.title, str.upper])(
            self.one_of(self.names)) + ":"

    def word(self):
        return self.one_of(WORDS).replace("$", "\\$")

    def number(self):
        return self.one_of(["1", "0", "-2", "$n1", "17", "3K", "010", "$n5",
                            "${strlen:%s}" % self.word(), "0x10", "2M", "1G",
                            "$message_body_size", "$message_size", "08", "",
                            " 5", "+3", "99999999999", "4294967297", "2km",
                            "1 K", "12x"][:13 if self.chance(.9) else None])

    def sum(self):
        number = lambda: self.one_of(["1", "7", "-2", "$n1", "0x1F", "010",
                                      "2K", "3m", "(4-1)", "~5", "${n5}"])
        return self.one_of(["", "-", "~", "(2+1)*", " "]) + number() + "".join(
            self.one_of(["+", "-", "*", " / ", "%", "&", "|", "^", " << ",
                         ">>"]) + number()
            for _ in range(self.random.randint(0, 3)))

    def test(self, depth):
        """-> a condition of ${if, without braces of its own"""
        pick, text = self.random.random(), lambda: self.text(depth + 1)
        if pick < .1:
            body = "def:" + self.one_of([self.header(),
                                         self.one_of(self.variables[:9])])
        elif pick < .2 and depth < 3:
            body = self.one_of(["and", "or", "and ", "or "]) + "{" + "".join(
                self.one_of(["{%s}", "{ %s }", " {%s}"]) % self.test(depth + 1)
                for _ in range(self.random.randint(1, 3))) + "}"
        elif pick < .3:
            body = "%s{%s}{%s}" % (self.one_of(NUMBER_TESTS), self.number(),
                                   self.number())
        elif pick < .38:
            body = self.one_of(["%s{%s}" % (self.one_of(ONE_TESTS), text()),
                                "bool{%s}" % self.one_of(TRUTHS),
                                "first_delivery", "queue_running",
                                "exists{/nonexistent/%s}" % self.word()])
        elif pick < .48:
            body = "%s{%s}{%s}" % (self.one_of(LIST_TESTS), text(),
                                   self.one_of(LISTS))
        elif pick < .62:
            body = "match{%s}{%s}" % (text(), self.one_of(PATTERNS))
        else:
            body = self.one_of(["%s{%s}{%s}", "%s {%s} {%s}"]) % (
                self.one_of(STRING_TESTS), text(), text())
        return self.one_of(["", "", "", "!", "! "]) + body

    def yes_no(self, depth, value="$value-$1"):
        return self.one_of([
            "", "{%s}" % self.text(depth + 1), "{%s}fail" % value
            if self.chance(.3) else "{%s}" % value,
            "{%s}{%s}" % (self.text(depth + 1), self.text(depth + 1))])

    def extract(self, depth):
        if self.chance(.5):
            return "${extract{%s}{%s}%s}" % (
                self.one_of(["a", "x", "b", "c"]), self.text(depth + 1),
                self.yes_no(depth))
        return "${extract{%s}{%s}{%s}%s}" % (
            self.one_of(["1", "2", "-1", "0", "9", "-2"]),
            self.one_of([":", " ", ":=", ",", "@"]), self.text(depth + 1),
            self.yes_no(depth))

    def item(self, depth):
        pick, text = self.random.random(), lambda: self.text(depth + 1)
        if pick < .35:
            return "${if %s {%s}{%s}}" % (self.test(depth + 1), text(), text())
        if pick < .42:
            return "${if %s%s}" % (self.test(depth + 1),
                                   self.yes_no(depth + 1, "$1"))
        if pick < .55:
            return "${sg{%s}{%s}{%s}}" % (text(), self.one_of(PATTERNS),
                                          self.one_of(["", "x", "<\\$1>",
                                                       "\\$2\\$1", text()]))
        if pick < .75:
            return self.extract(depth)
        if pick < .85:
            return "${tr{%s}{%s}{%s}}" % (
                text(), self.one_of(["abc", "b", " ", "", "a\\$"]),
                self.one_of(["x", "xyz", "__", ""]))
        if pick < .88:
            return "${env{%s}%s}" % (self.one_of(["HOME", "NOSUCH", "x"]),
                                     self.yes_no(depth, "$value"))
        return self.one_of(["${substr{%s}{%s}{%s}}", "${length{%s}{%s%s}}",
                            "${hash{%s}{%s}{%s}}", "${nhash{%s}{%s}{%s}}"]) % (
            self.one_of("12345"), self.one_of(["1", "2", "26"]), text())

    def piece(self, depth):
        pick = self.random.random()
        if depth > 4 or pick < .25:
            return self.word()
        if pick < .45:
            return "$" + self.header()
        if pick < .55:
            return self.one_of(["${%s}", "$%s "]) % self.one_of(self.variables)
        if pick < .61:
            return self.one_of(ESCAPES)
        if pick < .65:
            return "${eval:%s}" % self.sum()
        if pick < .82:
            picky = self.chance(.06)
            return "${%s:%s}" % (
                self.one_of(PICKY_OPERATORS if picky else OPERATORS),
                self.text(depth + 1))
        if pick < .825:
            return self.one_of(BROKEN)
        return self.item(depth)

    def text(self, depth=0):
        return "".join(self.piece(depth) for _ in range(
            self.one_of([1, 1, 1, 2] if depth else [1, 2, 3])))

    def odd(self, depth=3):
        """-> a text of odd pieces, often one that fails"""
        return "".join(self.odd_piece(depth - 1) for _ in range(
            self.one_of([0, 1, 1, 1, 1, 2, 2, 3])))

    def odd_shape(self, shape, depth):
        """-> shape with odd texts for its %"""
        shape = shape.replace("{%}", "%").replace("%", "{%}")
        first, *rest = shape.split("%")
        return first + "".join(self.odd(depth) + part for part in rest)

    def odd_test(self, depth):
        negated = self.one_of(["", "", "", "!", "! ", "!!"])
        pick, gap = self.random.random(), lambda: self.one_of(GAPS)
        if pick < .1:
            return negated + "def:" + self.one_of(
                ["h_subject:", "h_none:", "n1", "h_x-n", "foo", "1", ""])
        if pick < .22 and depth > 0:
            return negated + self.one_of(["and", "or"]) + gap() + "{" + "".join(
                gap() + "{" + gap() + self.odd_test(depth - 1) + gap() + "}"
                for _ in range(self.one_of([0, 1, 2, 2, 3]))) + gap() + "}"
        name, count = self.one_of(ODD_TESTS)
        if self.chance(.03):
            count += self.one_of([-1, 1])
        return negated + name + "".join(gap() + "{%s}" % self.odd(depth)
                                        for _ in range(count))

    def odd_piece(self, depth):
        pick = self.random.random()
        if depth <= 0 or pick < .45:
            return self.one_of(ODD)
        if pick < .65:
            return "${%s:%s}" % (self.one_of(ODD_OPERATORS), self.odd(depth))
        end = self.odd_shape(self.one_of(ODD_ENDS), depth - 1)
        if pick < .82:
            return "${if %s%s%s%s}" % (
                self.one_of(GAPS), self.odd_test(depth - 1),
                self.one_of(GAPS), end)
        item = self.odd_shape(self.one_of(ODD_ITEMS), depth)
        if "${e" in item[:3] and self.chance(.8):
            item = item[:-1] + end + "}"
        return item
