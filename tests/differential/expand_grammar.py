# SPDX-License-Identifier: MIT
"""Makes Exim expansion strings from a source of chance. Forms are texts with
places in angle brackets: <s> is any string, <w> a word, <c> a condition of
${if, <y> the yes and no strings of an item; the others are tables here or in
expand_words.py."""
import re

from expand_random import BESIDE, RANDOM
from expand_variables import OFTEN, SELDOM
from expand_words import BROKEN, CHOICES, MACROS

PLACE = re.compile(r"<(\w+)>")

# ${name...}: (weight, forms)
ITEMS = [
    (14, ["if <c>{<s>}{<s>}", "if <c>{<s>}", "if <c>", "if <c>{<s>}fail",
          "if <c><y>", "if <c> {<s>} {<s>}", "if!<c>{<w>}{<s>}"]),
    (8, ["extract{<key>}{<pairs>}<y>", "extract{<key>}{<s>}<y>",
         "extract{<n>}{<seps>}{<s>}<y>", "extract {<n>} {<seps>} {<s>} <y>",
         "extract{<s>}{<s>}<y>", "extract{<s>}{<s>}{<s>}<y>"]),
    (5, ["extract json{<jkey>}{<json>}<y>", "extract jsons{<jkey>}{<json>}<y>",
         "extract json{<jkey>}{<s>}<y>", "extract jsons {<jkey>} {<json>} <y>",
         "extract json{<n>}{<json>}", "extract jsons{<n>}{<json>}{<s>}"]),
    (5, ["listextract{<n>}{<l>}<y>", "listextract{<s>}{<s>}<y>",
         "listextract {<n>} {<l>} <y>"]),
    (2, ["listquote{<sep>}{<s>}", "listquote{<s>}{<s>}"]),
    (6, ["map{<l>}{<it>}", "map{<s>}{<s>}", "map{<l>}{.$item.}",
         "map {<l>} {<it>} "]),
    (6, ["filter{<l>}{<ic>}", "filter{<s>}{<c>}", "filter {<l>} {<ic>} "]),
    (5, ["reduce{<l>}{<s>}{<it>}", "reduce{<l>}{0}{${eval:$value+1}}",
         "reduce{<l>}{}{$item,$value}", "reduce{<l>}{<w>}{<s>}",
         "reduce {<l>}{0}{${if >{$item}{$value}{$item}{$value}}}"]),
    (5, ["sort{<l>}{<cmp>}{$item}", "sort{<l>}{<cmp>}{<it>}",
         "sort{<s>}{<cmp>}{<s>}", "sort {<l>} {<cmp>} {$item} ",
         "sort{<nl>}{<ncmp>}{$item}"]),
    (5, ["substr{<n>}{<n>}{<s>}", "substr{<n>}{<s>}", "substr{<s>}{<s>}{<s>}",
         "length{<n>}{<s>}", "length {<n>} {<s>}", "hash{<n>}{<n>}{<s>}",
         "hash{<n>}{<s>}", "nhash{<n>}{<n>}{<s>}", "nhash{<n>}{<s>}"]),
    (4, ["hmac{md5}{<w>}{<s>}", "hmac{sha1}{<s>}{<s>}", "hmac{<s>}{k}{<s>}"]),
    (6, ["sg{<s>}{<re>}{<sub>}", "sg{<s>}{<re>}{<s>}", "sg{<s>}{<s>}{<s>}",
         "sg {<s>} {<re>} {<sub>}"]),
    (3, ["tr{<s>}{<set>}{<set>}", "tr{<s>}{<s>}{<s>}"]),
    (2, ["env{<env>}<y>", "env{<s>}<y>"]),
    (3, ["readfile{<file>}", "readfile{<file>}{<s>}", "readfile{<file>}{;}",
         "readfile{<s>}"]),
    (3, ["run{<cmd>}<y>", "run{<cmd>}{$value$runrc}{<s>$runrc}",
         "run,preexpand{<cmd>}<y>", "run{/bin/echo <w>}{$value}"]),
    (7, ["lookup{<lkey>}<single>{DIR/<lfile>}<y>",
         "lookup{<lkey>}lsearch{DIR/plain}<y>",
         "lookup{<lkey>}lsearch<star>{DIR/plain}<y>",
         "lookup{<lkey>}<partial>lsearch{DIR/plain}{$value $1 $2}{<s>}",
         "lookup{<lkey>}wildlsearch{DIR/wild}<y>",
         "lookup{<ip>}iplsearch{DIR/ips}<y>",
         "lookup{<lkey>}cdb{DIR/data.cdb}<y>",
         "lookup{<lkey>}dbm{DIR/data.db}<y>",
         "lookup{<lkey>}dsearch<dopt>{DIR/folder}<y>",
         "lookup sqlite,file=DIR/data.sqlite {<sql>}<y>",
         "lookup sqlite{DIR/data.sqlite <sql>}<y>", "lookup sqlite{<sql>}<y>",
         "lookup{<sql>}sqlite{DIR/data.sqlite}<y>", "lookup sqlite,file=DIR/none{<sql>}<y>",
         "lookup{<lkey>}lsearch,<lopt>{DIR/plain}<y>",
         "lookup{<lkey>}<partial>cdb<star>,<lopt>{DIR/data.cdb}<y>",
         "lookup passwd{<user>}<y>", "lookup {<s>} lsearch {DIR/plain} <y>",
         "lookup{<s>}<single>{DIR/<lfile>}<y>"]),
    (3, ["lookup <server>{<w>}<y>", "lookup <server> {<s>} <y>",
         "lookup{<w>}<server>{<w>}<y>", "lookup dnsdb{<dns>}<y>"]),
    (3, ["prvs{<addr>}{<w>}", "prvs{<addr>}{<w>}{<n>}",
         "prvscheck{<s>}{secret}<y>", "imapfolder{<s>}", "imapfolder{<w>}{<sep>}",
         "imapfolder{<utf8>}{<sep>}{<w>}", "srs_encode{<w>}{<addr>}{<w>}",
         "acl{<w>}", "acl{<w>}{<s>}", "perl{<w>}", "perl{<w>}{<s>}",
         "dlfunc{<w>}{b}", "certextract{subject}{<s>}", "certextract{<w>}{<w>}<y>",
         "authresults{<w>}", "prvscheck{${prvs{<addr>}{k}}}{k}{<s>}",
         "prvscheck{${prvs{<addr>}{k}}}{<w>}{$prvscheck_address|"
         "$prvscheck_keynum|$prvscheck_result}", "prvscheck{<s>}{<s>}{<s>}",
         "if inbound_srs{${local_part:${srs_encode{k}{<addr>}{x.example}}}}"
         "{<w>}{$srs_recipient}{n}", "srs_encode{k}{<s>}{<s>}"]),
    (3, ["readsocket{DIR/socket}{<w>}", "readsocket{DIR/socket}{<s>}{<rsopt>}",
         "readsocket{DIR/socket}{<w>}{<rsopt>}{<sep>}",
         "readsocket{<sock>}{<w>}{<rsopt>}{<w>}{<s>}",
         "readsocket {<sock>} {<s>} {<rsopt>} {<s>} {<s>} ",
         "readsocket{<sock>}{<w>}", "readsocket{<s>}{<s>}"]),
]

# Conditions of ${if
TESTS = [
    (8, ["eq{<s>}{<s>}", "eqi{<s>}{<s>}", "ge{<s>}{<s>}", "gei{<s>}{<s>}",
         "gt{<s>}{<s>}", "gti{<s>}{<s>}", "le{<s>}{<s>}", "lei{<s>}{<s>}",
         "lt{<s>}{<s>}", "lti{<s>}{<s>}", "eq {<s>} {<s>}", "eq{$1}{<w>}"]),
    (5, ["<cmpn>{<n>}{<n>}", "<cmpn>{<s>}{<n>}", "<cmpn> {<n>} {<s>}"]),
    (3, ["and{{<c>}{<c>}}", "or{{<c>}{<c>}}", "and{<cs>}", "or {<cs>}",
         "and{}", "or{ {<c>} }"]),
    (3, ["bool{<truth>}", "bool_lax{<truth>}", "bool{<s>}", "bool_lax{<s>}"]),
    (3, ["def:<v>", "def:<h>", "def:acl_m_x", "def:<w>"]),
    (1, ["exists{<file>}", "exists{<s>}", "first_delivery", "queue_running",
         "isip{<ip>}", "isip4{<ip>}", "isip6{<ip>}", "isip{<s>}"]),
    (4, ["forany{<l>}{<ic>}", "forall{<l>}{<ic>}", "forany{<s>}{<c>}",
         "forall{<s>}{<c>}", "forany {<l>} { <ic> }"]),
    (2, ["forany_json{<json>}{<ic>}", "forall_json{<json>}{<ic>}",
         "forany_jsons{<json>}{<ic>}", "forall_jsons{<json>}{<ic>}"]),
    (4, ["inlist{<w>}{<l>}", "inlisti{<w>}{<l>}", "inlist{<s>}{<s>}"]),
    (6, ["match{<s>}{<re>}", "match{<s>}{<s>}", "match {<s>} {<re>}"]),
    (5, ["match_domain{<dom>}{<dlist>}", "match_address{<addr>}{<alist>}",
         "match_local_part{<w>}{<dlist>}", "match_ip{<ip>}{<iplist>}",
         "match_domain{<s>}{<dlist>}", "match_address{<s>}{<alist>}",
         "match_local_part{<s>}{<dlist>}", "match_ip{<s>}{<iplist>}"]),
    (1, ["crypteq{<w>}{<crypt>}", "crypteq{<s>}{<crypt>}", "acl{{<w>}}",
         "inbound_srs{<s>}{<w>}", "ldapauth{<s>}", "radius{<w>}",
         "saslauthd{{<w>}{<w>}}", "crypteq{<s>}{<s>}", "acl{{<w>}{<s>}{<w>}}",
         "inbound_srs{<s>}{<s>}", "pwcheck{<w>}", "acl{<w>}", "ldapauth{<w>}"]),
]

# Conditions that look at $item
ITEM_TESTS = [
    (1, ["eq{$item}{<w>}", "match{$item}{<re>}", "<cmpn>{$item}{<n>}",
         "<c>", "!eq{$item}{<w>}", "inlist{$item}{<l>}", "def:item",
         "match_domain{$item}{<dlist>}", "isip{$item}", "eq{<s>}{$item}",
         "and{{<c>}{def:item}}", "forany{<l>}{eq{$item}{<w>}}"]),
]

# What a loop makes of $item
ITEM_TEXTS = [
    (1, ["$item", "[$item]", "<s>", "$item<s>", "${uc:$item}", "$value:$item",
         "${length_1:$item}", "${if <ic>{$item}{<w>}}", "${strlen:$item}",
         "${map{<l>}{$item}}", "${extract{1}{=}{$item}}", "${sg{$item}{<re>}{<sub>}}"]),
]

OPERATORS = """address addresses addresses:> addresses:>& base32 base32d base62
base62d base64 base64d domain escape escape8bit eval eval10 expand from_utf8
h_3 hash_4_26 hash_2 hex2b64 hexquote ipv6denorm ipv6norm l_2 length_3 lc
listcount local_part mask md5 nh_8 nh_8_64 nhash_9 quote quote_lsearch
quote_sqlite quote_mysql quote_pgsql quote_ldap quote_ldap_dn quote_redis
quote_cdb quote_nosuch quote_local_part reverse_ip rfc2047 rfc2047d rxquote s_1
s_1_2 substr_-2_1 substr_0_4 substr_1 sha1 sha2 sha2_256 sha2_384 sha2_512
sha256 sha3 sha3_224 sha3_256 sha3_384 sha3_512 sha256_3 stat str2b64 strlen
time_eval time_interval uc utf8clean utf8_domain_to_alabel
utf8_domain_from_alabel utf8_localpart_to_alabel utf8_localpart_from_alabel
bogus listnamed_d lc_1 strlen_2 length_x substr_ hash length
substr_1_ s_-1 l_0 base64_x nhash_5 hash_0_3 eval_1 h nh l s nhash_3_4 hash_1_62
sha1_1 headerwrap headerwrap_20_40 xtextd quote_ldapdn quote_dsearch quote_nis quote_ldapdn_dn quote_ldapm_dn quote_ldapm
utf8clean_1 uc_ mask_n mask_x sha3_1 substr__1 substr_1_2_3 listcount_1""".split()

# Arguments made for an operator: (weight, forms)
APT = [
    (4, ["eval:<sum>", "eval10:<sum>"]),
    (2, ["base64d:<b64>", "base32d:<w>", "base62:<n>", "base62d:<w>",
         "base32:<n>", "hex2b64:<hex>", "time_eval:<time>",
         "time_interval:<n>", "mask:<cidr>", "mask_n:<cidr>",
         "reverse_ip:<ip>", "ipv6norm:<ip>", "ipv6denorm:<ip>",
         "rfc2047d:<rfc2047>", "address:<addr>", "domain:<addr>",
         "local_part:<addr>", "addresses:<addrs>", "addresses:><sep> <addrs>",
         "listcount:<l>", "rfc2047:<utf8>", "from_utf8:<utf8>",
         "utf8clean:<utf8>", "escape8bit:<utf8>", "stat:<file>",
         "utf8_domain_to_alabel:<utf8>", "utf8_domain_from_alabel:<w>",
         "expand:<expand>", "randint:<one>", "quote_<single>:<s>",
         "h_<d>_<d>:<s>", "nh_<d>_<d>:<s>", "l_<d>:<s>", "s_<d>_<d>:<s>",
         "substr_-<d>_<d>:<s>", "hash_<d>:<s>", "addresses:<s>",
         "expand:$<v> "]),
]


def _weighted(table):
    return [form for weight, forms in table
            for form in forms * max(1, weight * 12 // len(forms))]


TABLES = {"c": _weighted(TESTS), "ic": _weighted(ITEM_TESTS),
          "it": _weighted(ITEM_TEXTS)}
ITEM_FORMS, APT_FORMS = _weighted(ITEMS), _weighted(APT)
DEEPEST = 5


class Grammar:
    """Draws from `rng`, a random.Random."""

    def __init__(self, rng):
        self.one_of, self.chance = rng.choice, rng.random
        self.random = rng

    def fill(self, form, depth):
        """-> form with its places filled"""
        return PLACE.sub(lambda place: self.place(place.group(1), depth), form)

    def place(self, name, depth):
        if name == "s":
            return self.text(depth + 1)
        if name == "y":
            return self.yes_no(depth + 1)
        if name == "cs":
            return "".join("{%s}" % self.place("c", depth)
                           for _ in range(self.random.randint(0, 3)))
        if name == "v":
            return self.one_of(OFTEN if self.chance() < .7 else SELDOM)
        if name in TABLES:
            form = self.one_of(TABLES[name])
            if depth > DEEPEST:
                form = {"c": "eq{<w>}{<w>}", "ic": "eq{$item}{<w>}",
                        "it": "$item"}[name]
            if name == "c" and self.chance() < .15:
                form = self.one_of(["!", "! ", " "]) + form
            return self.fill(form, depth + 1)
        if name in ("l", "key", "n") and self.chance() < .06:
            return self.text(depth + 1)
        if name in BESIDE and self.chance() < .2:
            return RANDOM[BESIDE[name]](self.random)
        choices = CHOICES.get(name)
        return self.fill(self.one_of(choices), depth + 1) if choices else "<%s>" % name

    def yes_no(self, depth):
        text = lambda: self.text(depth)
        value = lambda: self.one_of(["$value", "[$value]", "$value$1", "$0|$value"])
        return self.one_of([
            lambda: "", lambda: "", lambda: "{%s}" % value(),
            lambda: "{%s}{%s}" % (value(), text()),
            lambda: "{%s}{%s}" % (text(), text()), lambda: "{%s}fail" % value(),
            lambda: " {%s} {%s} " % (value(), text()),
            lambda: "{%s} {%s}" % (text(), self.one_of(["$value", "$1", "$item"])),
            lambda: "{%s}{%s}%s" % (value(), text(), self.one_of([" ", "{}", "x"])),
            lambda: "{%s} %s" % (value(), self.one_of(["fail ", "fails", "FAIL", "fail{}"]))
        ])()

    def piece(self, depth):
        pick = self.chance()
        if depth > DEEPEST or self.chance() < .1 + .13 * depth:
            return self.fill(self.one_of(CHOICES["w"]), depth)
        if pick < .30:
            return self.fill(self.one_of(["$<h>", "$<hodd>", "${<v>}", "$<v> ", "$1", "${2}",
                                          "$item", "$value", "$0"]), depth)
        if pick < .33:
            return self.one_of(CHOICES["escape"])
        if pick < .43:
            return "${%s:%s}" % (self.one_of(OPERATORS), self.text(depth + 1))
        if pick < .56:
            return "${%s}" % self.fill(self.one_of(APT_FORMS), depth)
        if pick < .57:
            return self.one_of(BROKEN)
        return "${%s}" % self.fill(self.one_of(ITEM_FORMS), depth)

    def text(self, depth=0):
        return "".join(self.piece(depth) for _ in range(
            self.one_of([1, 1, 1, 2] if depth else [1, 1, 2, 3])))

    def damaged(self, text):
        """-> text with a byte lost, doubled, changed or put in"""
        for _ in range(self.one_of([1, 1, 2])):
            at = self.random.randint(0, len(text))
            kind = self.random.randint(0, 4)
            text = {0: lambda: text[:at] + text[at + 1:],
                    1: lambda: text[:at] + self.one_of("{}$\\:,a1 _!") + text[at:],
                    2: lambda: text[:at],
                    3: lambda: text[:at] + text[at:at + 1] + text[at:],
                    4: lambda: text[:at] + self.one_of("{}$x ") + text[at + 1:],
                    }[kind]()
        return text

    def inserted(self, text, places, pieces):
        """-> text with one to three of the pieces put in at some of the places"""
        for at in sorted(self.random.sample(places, min(
                len(places), self.random.randint(1, 3))), reverse=True):
            text = text[:at] + self.one_of(pieces) + text[at:]
        return text

    def macros(self):
        """-> lines that define some of MACROS"""
        return [self.one_of(["%s = %s", "%s=%s", "%s  =  %s"]) % (
            name, self.text(2).rstrip().rstrip("\\"))
                for name in MACROS if self.chance() < .8]

    def expansion(self):
        """-> one string to expand"""
        text = self.text()
        if self.chance() < .15:
            text = self.damaged(text)
        if self.chance() < .08:
            braces = [at for at in range(1, len(text)) if text[at - 1] in "{}"]
            text = self.inserted(text, braces, [" ", "\t", "  ", " \t "])
        if self.chance() < .06:
            text = self.inserted(text, range(1, max(2, len(text))),
                                 ["\\\n", "\\\n  ", "\\ \n\t", "\\\n\\\n"])
        return text
