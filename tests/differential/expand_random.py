# SPDX-License-Identifier: MIT
"""Words of chance for expand_grammar.py: each function of RANDOM draws from
`rng`, a random.Random, and gives text as it stands in a string to expand."""
import base64

SIGNS = "abcdexyzABZ0123459 .,:;-_+=/<>@()[]\"'!?*%&|~^#\t\u00e4\u20ac"
EDGES = [0, 1, 2, 7, 8, 10, 64, 100, 255, 256, 1023, 1024, 65535, 2 ** 31 - 1, 2 ** 31,
         2 ** 32 - 1, 2 ** 32, 2 ** 53, 2 ** 63 - 1, 2 ** 63, 2 ** 64 - 1, 2 ** 64]
CHARSETS = ["utf-8", "iso-8859-1", "us-ascii", "UTF-8", "iso-8859-15", "windows-1252",
            "koi8-r", "iso-2022-jp", "x-none", "utf-16", ""]


def escaped(text):
    """What expands to `text`"""
    return "".join("\\" + c if c in "\\${}" else c for c in text)


def _some(rng, least, most, one):
    return [one() for _ in range(rng.randint(least, most))]


def _spoilt(rng, text, chance=.2):
    """-> text, now and then with a sign lost, doubled or put in"""
    while rng.random() < chance:
        at = rng.randint(0, len(text))
        text = rng.choice([text[:at] + text[at + 1:], text[:at] + text[at - 1:],
                           text[:at] + rng.choice(SIGNS) + text[at:]])
    return text


def word(rng):
    return escaped("".join(_some(rng, 0, 10, lambda: rng.choice(SIGNS + "\\${}"))))


def number(rng):
    value = rng.choice([rng.randint(0, 99), rng.choice(EDGES),
                        rng.choice(EDGES) + rng.randint(-3, 3), rng.getrandbits(70)])
    text = rng.choice(["%d", "%d", "%d", "%d", "0x%x", "0%o", "00%d"]) % value
    text = rng.choice(["", "", "", "-", "+", " ", "- ", "~"]) + text
    return text + rng.choice(["", "", "", "", "K", "k", "M", "g", "Kb", " ", "T", "e1"])


def arithmetic(rng, depth=3):
    if depth == 0 or rng.random() < .3:
        return rng.choice(["", "", "", "-", "~", "+"]) + rng.choice(
            [str(rng.randint(0, 99)), number(rng)])
    parts = arithmetic(rng, depth - 1), rng.choice(
        "+ - * / % << >> & | ^".split()), arithmetic(rng, depth - 1)
    return rng.choice(["%s%s%s", "%s %s %s", "(%s%s%s)", "(%s %s %s )", "-(%s%s%s)"]) % parts


def _json(rng, depth):
    kind = rng.randint(0, 7 if depth else 4)
    blank = rng.choice(["", "", "", " ", "\t"])
    if kind < 2:
        return '"%s"' % "".join(_some(rng, 0, 6, lambda: rng.choice(
            ["a", "b", "1", " ", ",", ":", "[", "]", "{", "}", '\\"', "\\\\", "\\n",
             "\\u00e4", "\u00e4"])))
    if kind < 5:
        return rng.choice(["1", "-2.5", "0", "1e9", "true", "false", "null", '""', "017"])
    inner = lambda: blank + _json(rng, depth - 1) + blank
    if kind < 6:
        return "[%s]" % ",".join(_some(rng, 0, 4, inner))
    return "{%s}" % ",".join(_some(rng, 0, 4, lambda: '%s"%s"%s:%s' % (
        blank, rng.choice(["a", "b", "key", "A", "", "a b"]), blank, inner())))


def json(rng):
    return escaped(_spoilt(rng, _json(rng, 3), .15))


def _pattern(rng, depth):
    def piece():
        atom = rng.choice(["a", "b", "x", "1", " ", ".", "\\w", "\\d", "\\s", "\\W", "@",
                           "[ab]", "[^a]", "[a-c0-9]", "[[:alpha:]]", "\\b", "^", "$",
                           "\\.", "\\x61", "\u00e4", "[\\w.-]", "\\A", "\\z", "\\Z"])
        if depth and rng.random() < .35:
            atom = rng.choice(["(%s)", "(%s)", "(?:%s)", "(?=%s)", "(?!%s)", "(?i)%s",
                               "(?>%s)", "(?<n>%s)", "(?i:%s)"]) % _pattern(rng, depth - 1)
        return atom + rng.choice(["", "", "", "", "?", "*", "+", "{2}", "{1,2}", "*?",
                                  "+?", "++", "{0}", "{,2}", "{2,}"])
    return "|".join(_some(rng, 1, rng.choice([1, 1, 3]),
                          lambda: "".join(_some(rng, 1, 4, piece))))


def pattern(rng):
    return "\\N%s\\N" % _spoilt(rng, _pattern(rng, 2), .1)


def items(rng):
    sign = rng.choice([":", ":", ":", ";", ",", " ", "\n", "|", "\x01", "a", "."])
    some = _some(rng, 0, 6, lambda: "".join(_some(rng, 0, 4, lambda: rng.choice(
        ["a", "b", "1", "2", " ", ":", "@", "\u00e4", sign, sign * 2]))))
    text = rng.choice(["", " "]).join([sign] * 2)[:-1].join(some)
    start = "" if sign == ":" and rng.random() < .9 else "<" + sign + rng.choice(["", " "])
    return (escaped(start + text).replace("\n", "\\n").replace("\x01", "\\x01"))


def address(rng):
    local = lambda: rng.choice(["a", "b.c", "\"q r\"", "\"q\\\"\"", "a+b", "", "a.", "\u00e4",
                                "a b", ".a", "\"\"", "x%y", "me", "a(c)", "o'b"])
    domain = lambda: rng.choice(["x.example", "[10.1.2.3]", "a", "", "X.Example.", "-a.b",
                                 "a..b", "b\u00fc.example", "a_b.c", "[IPv6:::1]",
                                 "x (c) .example", "1.2"])
    bare = lambda: local() + rng.choice(["@", "@", "@", "@", " @ ", "", "@@"]) + domain()
    one = lambda: rng.choice(["%s", "%s", "<%s>", "Bob <%s>", "\"B, C\" <%s>", "(x) %s (y)",
                              "B. C <%s>", "<@r,@s:%s>", "x:%s;", "=?utf-8?q?=C3?= <%s>",
                              "\u00e4 <%s>"]) % bare()
    joint = rng.choice([", ", ",", ",,", ";", " "])
    return escaped(_spoilt(rng, joint.join(_some(rng, 1, rng.choice([1, 1, 3]), one)), .1))


def ip(rng):
    four = lambda: ".".join(_some(rng, 4, 4, lambda: str(rng.choice(
        [0, 1, 10, 127, 192, 255, rng.randint(0, 300)]))))
    six = ":".join(_some(rng, 8, 8, lambda: rng.choice(["0", "0", "1", "fe80", "00a", "FFFF"])))
    if rng.random() < .7:
        at, to = sorted(rng.sample(range(len(six)), 2))
        six = six[:at] + rng.choice(["::", ":"]) + six[to:]
    if rng.random() < .2:
        six += ":" + four()
    text = _spoilt(rng, rng.choice([four(), four(), six]), .1)
    return text + rng.choice(["", "", "", "/8", "/%d" % rng.randint(0, 130), "%lo"])


def time(rng):
    return _spoilt(rng, "".join(_some(rng, 0, 4, lambda: "%d%s" % (
        rng.choice([0, 1, 7, 59, 60, 99, rng.randint(0, 10 ** 6)]),
        rng.choice("wdhms")))), .1)


def utf8(rng):
    text = "".join(_some(rng, 0, 6, lambda: rng.choice(
        ["a", "B", ".", "-", " ", "\u00e4", "\u00dc", "\u03a3", "\u3042", "\U0001f600", "\u0301",
         "\u200b", "\u00df", "\u0130", "xn--"]))).encode()
    while rng.random() < .2 and text:
        at = rng.randint(0, len(text) - 1)
        text = text[:at] + rng.choice([b"", b"\xc3", b"\xff", b"\x80", b"\xe2\x82",
                                       b"\xf0\x9f"]) + text[at + 1:]
    return escaped(text.decode("utf-8", "surrogateescape"))


def encoded(rng):
    data = bytes(_some(rng, 0, 5, lambda: rng.choice(
        [97, 98, 32, 61, 63, 95, 0xC3, 0xA4, 0xE4, 10, rng.randint(1, 255)])))
    hexed = "".join("%c" % byte if 97 <= byte < 123 else "=%02X" % byte for byte in data)
    coded = [("q", hexed), ("Q", hexed.replace("=20", "_")),
             ("b", base64.b64encode(data).decode()), ("B", base64.b64encode(data).decode())]
    return escaped(rng.choice(["", "", "x ", "x", "\t"]).join(_some(
        rng, 1, 3, lambda: _spoilt(rng, "=?%s?%s?%s?=" % (
            rng.choice(CHARSETS[:4] + CHARSETS), *rng.choice(coded)), .05))))


def base(rng):
    data = bytes(_some(rng, 0, 7, lambda: rng.randint(1, 255)))
    return escaped(_spoilt(rng, rng.choice(
        [base64.b64encode, base64.b32encode, base64.b16encode])(data).decode(), .1))


RANDOM = {"rw": word, "rn": number, "rsum": arithmetic, "rjson": json, "rre": pattern,
          "rl": items, "raddr": address, "rip": ip, "rtime": time, "rutf8": utf8,
          "rfc": encoded, "rbase": base}
# Where they stand beside the words of expand_words.py
BESIDE = {"w": "rw", "n": "rn", "sum": "rsum", "json": "rjson", "re": "rre", "l": "rl",
          "addr": "raddr", "addrs": "raddr", "ip": "rip", "cidr": "rip", "time": "rtime",
          "utf8": "rutf8", "rfc2047": "rfc", "b64": "rbase", "hex": "rbase", "set": "rw",
          "dom": "rutf8", "nl": "rl", "pairs": "rw", "seps": "rw"}
