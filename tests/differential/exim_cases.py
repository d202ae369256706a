# SPDX-License-Identifier: MIT
"""Generated cases: a filter or two, a message, options and settings, all from
a seed and a number."""
import os
import random
import re

import exim_messages
from exim_case import Case
from exim_conditions import Conditions
from exim_corners import Corners
from exim_expansions import VARIABLES
from exim_filters import Filters

DEFAULT = 2000
SENDERS = ["bob@example.net", "<>", "Some.One@x.example", "me@example.com",
           "", "Bob <bob@example.net>", "bob", '"a b"@x.example', "a b",
           "root@x", "@a:b@c", "<a@b>", "x@y z"]
OPTIONS = [["-bfp", "pre-"], ["-bfs", "-suf"], ["-oMa", "10.1.2.3"],
           ["-oMa", "10.1.2.3.1234"], ["-oMs", "host.example"],
           ["-oMr", "smtp"], ["-oMt", "ident"], ["-oMaa", "plain"],
           ["-oMai", "ann"], ["-oMas", "ann@example.org"],
           ["-oMi", "10.9.9.9.25"], ["-F", "A Name"], ["-bfp", ""], ["-F", ""],
           ["-F", 'A "B" (c)'], ["-oMas", "bad addr"], ["-bfl", "you"],
           ["-bfd", "other.example"]]
SETTINGS = [("message_body_visible", "20"), ("message_body_visible", "100000"),
            ("message_body_newlines", "true"), ("headers_charset", "iso-8859-1"),
            ("headers_charset", "us-ascii"), ("check_rfc2047_length", "false"),
            ("print_topbitchars", "true"), ("qualify_recipient", "q.example"),
            ("qualify_domain", "other.example"), ("message_body_visible", "0"),
            ("strip_excess_angle_brackets", "true"), ("headers_charset", "bad"),
            ("strip_trailing_dot", "true"), ("allow_domain_literals", "true"),
            ("allow_utf8_domains", "true"), ("local_from_check", "false"),
            ("headers_charset", "koi8-r"), ("headers_charset", "utf-16")]

# A message that Exim need not complete; else its header differs in each run.
COMPLETE = re.compile(
    rb"(?ims)(?=.*^message-id:)(?=.*^date:)(?!.*^resent-).*").fullmatch
ADDED_FIELDS = {"date", "message-id", "resent-date", "resent-message-id"}
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
        if not COMPLETE(message):
            filters.variables = STABLE
            filters.names = [name for name in filters.names
                             if name not in ADDED_FIELDS] or ["x"]
        return Case(
            message=message, user=self._filter(filters, False) if user else None,
            system=self._filter(filters, True) if system else None,
            options=tuple(self._options(rng)),
            settings=tuple(rng.sample(SETTINGS, rng.randint(1, 2)))
            if rng.random() < .15 else ())

    def _message(self, rng, filters):
        if len(self.shared) and rng.random() < .25:
            return self.shared.read(rng.randrange(len(self.shared)))
        if rng.random() < .4:
            message = exim_messages.Messages(rng).odd()
            filters.names = filters.one_of([
                exim_messages.names_in(message), exim_messages.ODD_NAMES[:40]])
            return message
        return exim_messages.Messages(rng).made(filters.names)

    def _filter(self, filters, system):
        if self.trace and filters.chance(.5):
            return Conditions(filters.random).filter()
        pick = filters.random.random()
        if pick < .15:
            return Corners(filters.random).filter()
        if pick < .25:
            return filters.odd_expansions()
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
