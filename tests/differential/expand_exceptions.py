# SPDX-License-Identifier: MIT
"""Where Trommel expands otherwise than Exim 4.96 on purpose: the classes of
corpora/differences.txt that strings of the generator meet. A difference is of a
class when it goes as soon as what the class is about is put otherwise."""
import re

# A lookup type where one stands
LOOKUP = rb"((?:lookup\s|\})\s*)(?:%s)(?=[\s{,*])"
ABSENT = rb"\1nosuch"
TAINT_ERRORS = (b"tainted", b"Tainted", b"Permission denied", b"couldn't create child")
# (beginning of the class's line in differences.txt, what it is about, what is
# put in its place[, what our result must have in it (one of a tuple),
# or the text if a pattern])
EXCEPTIONS = [
    ("redis: Debian's Exim lacks it", rb"quote_redis", b"quote_mysql"),
    ("redis: Debian's Exim lacks it", LOOKUP % b"redis", ABSENT),
    ("json, lmdb, psl, regdom: Debian's Exim", LOOKUP % b"json|lmdb", ABSENT),
    ("spf: asks the DNS", LOOKUP % b"spf", ABSENT),
    ("lookups: a query may hold a stranger's text",
     LOOKUP % b"mysql|pgsql|sqlite|ldapm?|ldapdn", ABSENT,
     b"tainted search query is not properly quoted"),
    ("lookups: a query may hold a stranger's text", rb"\bldapauth\b", b"radius",
     b"tainted search query is not properly quoted"),
    ("fail inside of the yes string of a ${run or ${env that is skipped",
     rb"(?s)(\$\{(?:run|env)\b.*?\})fail\b", rb"\1{}", b'"fail" requested'),
    ("readsock: a socket that cannot be reached", LOOKUP % b"readsock", ABSENT,
     (b"failed to connect to socket", b"cannot name its socket")),
    ("${dlfunc", rb"\bdlfunc\b", b"perl"),
    ("dsearch: key=path unknown", rb",key=path", b""),
    ("ipv6norm of an address that gets shorter", rb"\bipv6norm:", b"lc:"),
    ("$message_body, $message_body_end, $sender_ident",
     rb"\b(message_body(_end)?|sender_ident)\b", b"sender_address"),
    ("headerwrap, xtextd: unknown", rb"\b(headerwrap|xtextd)\w*:", b"lc:"),
    ("${readsocket without a port", rb"inet:(?!127\.0\.0\.1:1\b)[^}]*",
     b"inet:127.0.0.1:1"),
    ("${readsocket without a port", rb"\breadsocket\b", b"perl",
     b"Tainted socket name"),
    ("${readsocket: what is answered", rb"(?<=[{:]\$\{)readsocket\b", b"perl", b"tainted"),
    ("${readsocket: what is answered", rb"\breadsocket\b", b"perl", b"Permission denied"),
    ("${readsocket: what is answered", rb"\breadsocket\b", b"perl",
     b"Operation not permitted"),
    ("dsearch: an entry that is no match", rb"\d{19,}", b"1",
     re.compile(rb"\bdsearch\b")),
    ("${env without braces behind a sort", rb"\$\{env(?!\w|\s*\{)", b"${nosuch",
     re.compile(rb"\bsort\b")),
    ("${readsocket: a failed connection", rb"\breadsocket\b", b"perl",
     b"failed to connect to socket"),
    ("${run: an error inside the braces", rb"\brun\b", b"perl",
     b"in ${run} expansion failed"),
    ("${run: an error inside the braces", rb"\brun\b", b"perl",
     b"curly-bracket problem", re.compile(rb"\brun\s*\{\S*\blistextract")),
    ("${run: runs in Exim's working directory", rb"\brun\b", b"perl", b"tainted"),
    ("${env: what the caller sets", rb"\b(?:HOME|EXPAND_X)\b", b"NOSUCH", TAINT_ERRORS),
    ("sort: an internal error", rb"\bsort\b", b"map", b"field-extract in sort"),
    ("reduce inside of a loop", rb"\$(?:value\b|\{value\})", b"",
     re.compile(rb"\{(?:filter|map|sort)\b|\bfora\w*\{"), re.compile(rb"\breduce\b")),
    ("match_address: a pattern that ends in @", rb"\$(?:value\b|\{value\})", b"",
     re.compile(rb"\bmatch_address\s*\{.*\}\s*\{[^}]*@\s*[:;}]")),
    ("from_utf8 of an encoded NUL", rb"\xc0\x80", b"x"),
]


def without(about, other, text):
    for _ in range(20):
        before, text = text, re.sub(about, other, text)
        if text == before:
            break
    return text


def rewritten(case, ours):
    """-> pairs of a class and the case without what the class is about; last
    the case without any of them. `ours`: our result"""
    pairs, text = [], b"\0".join([case.text, *case.macros])
    text = re.sub(rb"\\[ \t]*\n\s*", b"", text)
    put = lambda text: case.replace(text=text.split(b"\0")[0],
                                    macros=tuple(text.split(b"\0")[1:]))
    all_put = text
    for name, about, other, *needed in EXCEPTIONS:
        if re.search(about, text) and all(
                word.search(text) if isinstance(word, re.Pattern) else
                any(one in ours for one in (word if isinstance(word, tuple) else (word,)))
                for word in needed):
            pairs.append((name, put(without(about, other, text))))
            all_put = without(about, other, all_put)
    if len(pairs) > 1:
        pairs.append((" and ".join(name for name, _ in pairs), put(all_put)))
    return pairs
