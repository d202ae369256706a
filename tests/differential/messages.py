# SPDX-License-Identifier: MIT
"""Real messages for the comparison with peers: taken from an mboxrd file
whose index (number, source, offset, length) stands in a .tsv beside it."""
import os
import re

# sieve-test cannot be given the null sender.
FALLBACK = "mailer-daemon@peer.example.com"

# Messages of the mailbox on which the two peers differ, each in the way of
# its language: an encoded word of more than 75 characters, bare addresses,
# a line break inside of the words looked for (twice).
AWKWARD = (151, 264, 2757, 2835)


def _unquote(body):
    """mboxrd: one '>' less before every (>*)From line."""
    return re.sub(rb"^>(>*From )", rb"\1", body, flags=re.M)


def split(mbox, offset, length):
    """-> the message at offset, without its From_ line and the empty line
    that ends it."""
    mbox.seek(offset)
    raw = mbox.read(length)
    raw = raw[raw.index(b"\n") + 1:]
    if raw.endswith(b"\n\n"):
        raw = raw[:-1]
    return _unquote(raw)


def sender(message):
    """-> an envelope sender: Return-Path, else the address of From, else
    FALLBACK. Only a plain address, so that every peer takes it."""
    header = re.split(rb"\n\r?\n", message, maxsplit=1)[0]
    for name in (b"Return-Path", b"From"):
        found = re.search(rb"^" + name + rb":([^\n]*)", header, re.M | re.I)
        address = found and re.search(
            rb"([A-Za-z0-9._+=-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+)",
            found.group(1))
        if address:
            return address.group(1).decode()
    return FALLBACK


def split_mbox(mbox_path):
    """-> [(message, envelope sender)] of a small mboxrd file; the sender of
    its From_ line, none for MAILER-DAEMON"""
    with open(mbox_path, "rb") as mbox:
        raw = mbox.read()
    found = []
    for part in re.split(rb"^(?=From )", raw, flags=re.M)[1:]:
        address = part.split(b" ", 2)[1].decode()
        text = part[part.index(b"\n") + 1:]
        text = text[:-1] if text.endswith(b"\n\n") else text
        found.append((_unquote(text),
                      "" if address == "MAILER-DAEMON" else address))
    return found


def choose(mbox_path, count, folder):
    """Writes count messages as files: AWKWARD and others, evenly spread over
    the mailbox. -> [(number, path, sender)]"""
    with open(mbox_path + ".tsv", encoding="utf-8") as tsv:
        rows = [line.split("\t") for line in tsv if line[0].isdigit()]
    count = min(count, len(rows))
    picked = {i * len(rows) // count for i in range(count)}
    extra = [n for n in AWKWARD if n < len(rows) and n not in picked]
    picked = sorted(picked)[:max(count - len(extra), 0)] + extra
    chosen = []
    with open(mbox_path, "rb") as mbox:
        for i in picked:
            number, _, offset, length = rows[i][:4]
            message = split(mbox, int(offset), int(length))
            path = os.path.join(folder, "%s.eml" % number)
            with open(path, "wb") as out:
                out.write(message)
            chosen.append((int(number), path, sender(message)))
    return chosen
