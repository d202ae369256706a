# SPDX-License-Identifier: MIT
"""Where Trommel expands otherwise than Exim 4.96 on purpose: the classes of
corpora/differences.txt that strings of the generator meet. A difference is of a
class when it goes as soon as what the class is about is put otherwise."""
import re

# A lookup type where one stands
LOOKUP = rb"(?:(?<=lookup )|(?<=\}))(?:%s)(?=[ {,*])"
# (beginning of the class's line in differences.txt, what it is about, what is
# put in its place)
EXCEPTIONS = [
    ("redis: Debian's Exim lacks it", rb"quote_redis", b"quote_mysql"),
    ("redis: Debian's Exim lacks it", LOOKUP % b"redis", b"nosuch"),
    ("json, lmdb, psl, regdom: Debian's Exim", LOOKUP % b"json|lmdb", b"nosuch"),
    ("spf: asks the DNS", LOOKUP % b"spf", b"nosuch"),
    ("${readsocket without a port", rb"inet:(?!127\.0\.0\.1:1\b)[\w.:]*",
     b"inet:127.0.0.1:1"),
    ("${readsocket: what is answered", rb"(?<=readfile\{\$\{)readsocket\b", b"perl"),
    ("${dlfunc, radius, pwcheck", rb"\bdlfunc\b", b"acl"),
    ("${dlfunc, radius, pwcheck", rb"\b(radius|pwcheck)\b", b"acl"),
    ("dsearch: key=path unknown", rb",key=path", b""),
    ("ipv6norm of an address that gets shorter", rb"\bipv6norm:", b"lc:"),
    ("$message_body, $message_body_end, $sender_ident",
     rb"\b(message_body(_end)?|sender_ident)\b", b"sender_address"),
    ("headerwrap, xtextd: unknown", rb"\b(headerwrap|xtextd)\w*:", b"lc:"),
]


def rewritten(text):
    """-> pairs of a class and the text without what the class is about; last
    the text without any of them"""
    pairs = [(name, re.sub(about, other, text))
             for name, about, other in EXCEPTIONS if re.search(about, text)]
    if len(pairs) > 1:
        for _, about, other in EXCEPTIONS:
            text = re.sub(about, other, text)
        pairs.append((" and ".join(name for name, _ in pairs), text))
    return pairs
