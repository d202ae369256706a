# SPDX-License-Identifier: MIT
"""Generated cases: a filter or two, a message, options and settings, all from
a seed and a number."""
import os
import random
import re

import exim_messages
from exim_case import Case
from exim_conditions import Conditions
from exim_expansions import VARIABLES
from exim_filters import Filters

DEFAULT = 2000
SENDERS = ["bob@example.net", "<>", "Some.One@x.example", "me@example.com",
           "", "Bob <bob@example.net>", "bob", '"a b"@x.example', "a b"]
OPTIONS = [["-bfp", "pre-"], ["-bfs", "-suf"], ["-oMa", "10.1.2.3"],
           ["-oMa", "10.1.2.3.1234"], ["-oMs", "host.example"],
           ["-oMr", "smtp"], ["-oMt", "ident"], ["-oMaa", "plain"],
           ["-oMai", "ann"], ["-oMas", "ann@example.org"],
           ["-oMi", "10.9.9.9.25"], ["-F", "A Name"]]
SETTINGS = [("message_body_visible", "20"), ("message_body_visible", "100000"),
            ("message_body_newlines", "true"), ("headers_charset", "iso-8859-1"),
            ("headers_charset", "us-ascii"), ("check_rfc2047_length", "false"),
            ("print_topbitchars", "true"), ("qualify_recipient", "q.example"),
            ("qualify_domain", "other.example")]

# A header that Exim need not complete; else it differs in each run. What is
# below a mbox line may be no header: that is for Exim to say.
FIELDS = re.compile(rb"(?:[!-9;-~]+[ \t]*:.*\n(?:[ \t].*\n)*)*").match
COMPLETE = re.compile(
    rb"(?ims)(?=.*^message-id:)(?=.*^date:)(?!.*^resent-).*").fullmatch
STABLE = [name for name in VARIABLES if not name.startswith("message_headers")]


class Source:
    def __init__(self, args):
        self.seed, self.trace = args.seed, args.trace
        self.cases = args.cases or DEFAULT
        self.shared = exim_messages.Shared(
            os.path.join(args.shared, "corpora/mail"))

    def numbers(self):
        return range(self.cases)

    def name(self, _):
        return "generated"

    def make(self, number):
        rng = random.Random(self.seed * 1000003 + number)
        filters = Filters(rng)
        system = rng.random() < .25
        user = not system or rng.random() < .3
        message = self._message(rng, filters)
        if not COMPLETE(FIELDS(message).group()):
            filters.variables = STABLE
        return Case(
            message=message, user=self._filter(filters, False) if user else None,
            system=self._filter(filters, True) if system else None,
            options=tuple(self._options(rng)),
            settings=tuple(rng.sample(SETTINGS, rng.randint(1, 2)))
            if rng.random() < .15 else ())

    def _message(self, rng, filters):
        if len(self.shared) and rng.random() < .25:
            return self.shared.read(rng.randrange(len(self.shared)))
        return exim_messages.Messages(rng).made(filters.names)

    def _filter(self, filters, system):
        if self.trace and filters.chance(.5):
            return Conditions(filters.random).filter()
        return (filters.broken if filters.chance(.2) else filters.sound)(system)

    def _options(self, rng):
        words = ["-v"] if self.trace else []
        if rng.random() < .9:
            words += [rng.choice(["-f", "-f", "-r"]),
                      rng.choice(SENDERS[:4] * 4 + SENDERS)]
        if rng.random() < .9:
            words += ["-bfl", "me", "-bfd", "example.com"]
        words += rng.choice([["-oi"], ["-oi"], ["-i"], []])
        words += rng.choice([["-bnq"], []])
        if rng.random() < .2:
            words += [word for option in rng.sample(OPTIONS, 2)
                      for word in option]
        return words
