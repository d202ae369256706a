# SPDX-License-Identifier: MIT
"""Makes a failing input small: takes away lines, then words, then bytes, as
long as it still fails."""
import re
import time


def pieces_of(data, pattern):
    """-> data cut into the matches of pattern and what is between them"""
    return [piece for piece in re.split(b"(" + pattern + b")", data) if piece]


def fewer(pieces, fails, until):
    """-> the pieces left when none can be taken away alone (delta debugging:
    halves first, then smaller runs). fails(pieces) tells whether it still
    does; at `until`, a time.monotonic(), it stops."""
    size = max(len(pieces) // 2, 1)
    while pieces:
        at, shrunk = 0, False
        while at < len(pieces):
            if time.monotonic() > until:
                return pieces
            rest = pieces[:at] + pieces[at + size:]
            if fails(rest):
                pieces, shrunk = rest, True
            else:
                at += size
        if size == 1 and not shrunk:
            break
        size = max(size // 2, 1)
    return pieces


PAIRS = [(rb"\bif\b", rb"\bendif\b"), (rb"\(", rb"\)"), (rb"\$?\{", rb"\}")]


def spans(data, opening, closing):
    """-> [(start, end of the opening, start of the closing, end)] of what is
    between pairs, the widest first"""
    found, open_ones = [], []
    for match in re.finditer(b"(%s)|(%s)" % (opening, closing), data):
        if match.group(1):
            open_ones.append(match.span())
        elif open_ones:
            found.append((*open_ones.pop(), *match.span()))
    return sorted(found, key=lambda span: span[0] - span[3])


def unnested(data, fails, until):
    """-> data without pairs, or what is in them, that are not needed"""
    for opening, closing in PAIRS:
        number = 0
        while time.monotonic() < until:
            some = spans(data, opening, closing)
            if number >= len(some):
                break
            start, inner, last, end = some[number]
            then = data.find(b"then", inner, last) + 4
            inner = then if opening == PAIRS[0][0] and then > 4 else inner
            for less in (data[:start] + data[end:],
                         data[:start] + data[inner:last] + data[end:],
                         data[:inner] + data[last:]):
                if len(less) < len(data) and fails(less):
                    data = less
                    break
            else:
                number += 1
    return data


STEPS = [rb"\n", rb"[ \t\r\n]+", rb"[^A-Za-z0-9]", rb"(?s:.)"]


def smaller(data, fails, until):
    """-> the smallest data found for which fails(data) holds"""
    before = None
    while data != before and time.monotonic() < until:
        before = data
        data = unnested(data, fails, until)
        for pattern in STEPS:
            pieces = pieces_of(data, pattern)
            if len(pieces) <= 4000:
                data = b"".join(fewer(
                    pieces, lambda some: fails(b"".join(some)), until))
    return data


def shrink(case, fails, seconds=20):
    """-> the smallest case found for which fails(case) holds; the case's
    fields are bytes, tuples or None and case.replace makes another"""
    until = time.monotonic() + seconds
    for name in ("user", "system"):
        if getattr(case, name) is not None and fails(case.replace(**{name: None})):
            case = case.replace(**{name: None})
    for name in ("settings", "options"):
        case = case.replace(**{name: tuple(fewer(
            list(getattr(case, name)),
            lambda some: fails(case.replace(**{name: tuple(some)})), until))})
    for name in ("user", "system", "message"):
        if getattr(case, name) is not None:
            case = case.replace(**{name: smaller(
                getattr(case, name),
                lambda data: fails(case.replace(**{name: data})), until)})
    return case
