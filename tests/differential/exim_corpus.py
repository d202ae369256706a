# SPDX-License-Identifier: MIT
"""Corpus cases: each message of the shared mail folder, read by a filter that
prints every form of every header field seen in it and all else that can be
asked of a message."""
import os
import random
import re

import exim_messages
from exim_case import Case
from exim_filters import quoted

FORMS = ["h_", "rh_", "bh_", "lh_"]
ALWAYS = ["from", "to", "cc", "subject", "reply-to", "x-none"]
VARIABLES = """message_body message_body_end message_size message_body_size
message_headers message_headers_raw reply_address message_linecount
body_linecount body_zerocount received_count max_received_linelength
sender_address return_path""".split()
# A condition that is false gathers in $1 all addresses that it is asked about.
ADDRESSES = """\
if "" matches "()" then endif
if foranyaddress "$%s:" ("$1|$thisaddress" matches "\\\\N(?s)^(.*)$\\\\N"
  and a is b) then finish endif
testprint "$%s: $1"
if "" matches "()" then endif
"""
TESTS = """\
if personal then testprint personal endif
if error_message then testprint error endif
testprint "${if def:h_cc:{cc}{no cc}} ${if def:h_subject:{s}} ${lc:$h_subject:}"
testprint "${address:$h_from:} ${addresses:$h_to:} ${strlen:$rh_received:}"
testprint "${escape:$h_subject:} ${md5:$message_body} ${rfc2047:$h_from:}"
"""
OPTIONS = ("-oi", "-bfl", "me", "-bfd", "example.com")
NAME = re.compile(rb"^([!-9;-~]+)[ \t]*:", re.M)
MOST_NAMES = 60


def names_of(message):
    """-> the names that stand in its head, or what looks like one"""
    head = re.split(rb"\n\r?\n", message[:65536], maxsplit=1)[0]
    found = {name.decode("ascii").lower() for name in NAME.findall(head)}
    return ALWAYS + sorted(found - set(ALWAYS))[:MOST_NAMES]


def filter_for(message):
    """-> the filter that prints all of the message"""
    lines = ["# Exim filter"]
    for name in names_of(message):
        for form in FORMS:
            lines.append("testprint " + quoted("$%s%s:" % (form, name)))
    lines += ["testprint " + quoted("$" + name) for name in VARIABLES]
    text = "\n".join(lines) + "\n"
    for name in ("h_to", "h_cc", "rh_from", "h_x-none"):
        text += ADDRESSES % (name, name)
    return (text + TESTS).encode("latin-1")


class Source:
    def __init__(self, args):
        self.args = args
        self.shared = exim_messages.Shared(
            os.path.join(args.shared, "corpora/mail"), largest=None)

    def numbers(self):
        total = len(self.shared)
        wanted = min(self.args.cases or total, total)
        first = random.Random(self.args.seed).random() if wanted < total else 0
        return [int((n + first) * total / wanted) for n in range(wanted)]

    def name(self, number):
        return self.shared.name(number)

    def make(self, number):
        message = self.shared.read(number)
        sender = () if number % 4 == 3 else ("-f", "bob@example.net")
        options = OPTIONS + sender + (("-bnq",) if number % 2 else ()) + (
            ("-v",) if self.args.trace else ())
        return Case(message=message, user=filter_for(message), options=options)
