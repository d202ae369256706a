#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""500 real messages through Exim into Maildirs and one mbox: none lost, none
twice, none changed."""
import collections
import hashlib
import os
import re
import sys

import lab

COUNT = 500
NUMBER = b"X-Trommel-Number: "
REMOVED = (b"return-path:", b"envelope-to:", b"delivery-date:")

SIEVE = """# Sieve filter
require ["fileinto", "mailbox"];
if header :contains "subject" "re" { fileinto :create "replies"; }
elsif size :over 5K { fileinto :create "large/ones"; }
"""
EXIM = """# Exim filter
save mail/box
"""
HEADER = re.compile(rb"(?:[!-9;-~]+:.*\n(?:[ \t]+\S.*\n)*)+")
USERS = ["one", "two", "three", "four", "box"]


def messages(path):
    """The first COUNT messages that SMTP can carry unchanged."""
    data = open(path, "rb").read()
    out = []
    for raw in re.split(rb"(?m)^From .*\n", data)[1:]:
        raw = re.sub(rb"(?m)^>(>*From )", rb"\1", raw.rstrip(b"\n") + b"\n")
        head, separator, body = raw.partition(b"\n\n")
        fits = separator and b"\r" not in raw and b"\0" not in raw
        # Exim ends a header block at a line that is no field.
        if fits and HEADER.fullmatch(head + b"\n") and len(raw) < 200000:
            out.append(NUMBER + b"%d\n" % len(out) + raw)
        if len(out) == COUNT:
            break
    return out


def fields(head):
    return [field for field in re.split(rb"\n(?![ \t])", head)
            if not field.lower().startswith(REMOVED)]


def number_of(message):
    found = re.search(rb"(?m)^" + NUMBER + rb"(\d+)$", message)
    assert found, message[:500]
    return int(found.group(1))


def check_same(sent, got):
    """Body byte by byte; all header fields sent, in order, among those got."""
    sent_head, _, sent_body = sent.partition(b"\n\n")
    got_head, _, got_body = got.partition(b"\n\n")
    digests = [hashlib.sha256(b).hexdigest() for b in (sent_body, got_body)]
    assert digests[0] == digests[1], sent[:500]
    rest = iter(fields(got_head))
    for field in fields(sent_head):
        assert field in rest, (field, got_head[:2000])


def read_mbox(path):
    """Messages of an mboxrd file."""
    data = lab.read(path)
    assert data.startswith(b"From ") and data.endswith(b"\n\n")
    for raw in re.split(rb"(?m)^From .*\n", data)[1:]:
        yield re.sub(rb"(?m)^>(>*From )", rb"\1", raw[:-1])


def delivered(the_lab):
    for user in USERS[:-1]:
        for folder, _, _ in os.walk(the_lab.home(user, "Maildir")):
            for path in lab.maildir_files(folder):
                yield user, lab.read(path)
    for message in read_mbox(the_lab.home("box", "mail", "box")):
        yield "box", message


def main():
    corpus = os.path.join(os.environ.get("TROMMEL_SOURCE_DIR", "."), "..",
                          "shared", "corpora", "mail", "real.mbox")
    if not os.path.exists(corpus):
        lab.skip("there is no " + corpus)
    all_sent = messages(corpus)
    assert len(all_sent) == COUNT, len(all_sent)
    with lab.Lab(USERS, "queue_only") as the_lab:
        for user in USERS[:-1]:
            the_lab.write(the_lab.home(user, ".dovecot.sieve"), SIEVE)
        the_lab.write(the_lab.home("box", ".forward"), EXIM)
        the_lab.send([(USERS[n % len(USERS)], message)
                      for n, message in enumerate(all_sent)])
        the_lab.run_queue()
        lab.wait_for("an empty queue", lambda: the_lab.queued() == 0)
        counts = collections.Counter()
        seen = set()
        for user, message in delivered(the_lab):
            number = number_of(message)
            assert number not in seen, "twice: %d" % number
            assert USERS[number % len(USERS)] == user, (number, user)
            seen.add(number)
            counts[user] += 1
            check_same(all_sent[number], message)
        assert len(seen) == COUNT, "delivered: %d" % len(seen)
        left = [p for u in USERS for f, _, names in os.walk(the_lab.home(u))
                for p in names if f.endswith("/tmp") or p.endswith(".lock")]
        assert not left, left
        print("ok: %d messages, %s" % (COUNT, dict(counts)))


if __name__ == "__main__":
    sys.exit(main())
