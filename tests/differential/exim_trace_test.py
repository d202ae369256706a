#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Are the condition lines that `-v` prints on stderr Exim's?

  exim_trace_test.py --trommel PROGRAM [--seed N] [--cases N]

Makes N filters (300) and as many messages from a seed; every fourth is a system
filter. Compares what `exim4 -v -bf` and `PROGRAM -v -bf` print, byte for byte,
and shows the smallest form of what differs.
Exit status: 0 agreed, 1 not, 77 when exim4 or PROGRAM is absent."""
import random
import sys

import exim_case
import exim_conditions
import generated
import shrink

SHOWN = 5
SECONDS = 10  # to make a difference smaller
SENDERS = ["bob@example.net", "<>", "Some.One@x.example", "me@example.com"]


def make(seed, number):
    conditions = exim_conditions.Conditions(
        random.Random(seed * 1000003 + number))
    kind = "system" if number % 4 == 3 else "user"
    return exim_case.Case(
        message=conditions.message(), **{kind: conditions.filter()},
        options=("-v", "-oi", "-bnq", "-f", conditions.one_of(SENDERS),
                 "-bfl", "me", "-bfd", "example.com"))


def differs(runner, case):
    """-> the difference, or None; Exim's crashes are none"""
    found = runner.compare(case)
    return None if found == "crash" else found


def show(runner, number, case):
    what = differs(runner, case)[0]

    def fails(smaller):
        text = smaller.user or smaller.system or b""
        found = text.startswith(exim_conditions.HEAD) and differs(
            runner, smaller)
        return found and found[0] == what

    case = shrink.shrink(case, fails, SECONDS)
    print("case %d, %s\n  filter  %r\n  message %r\n  %s\n    exim    %r\n"
          "    trommel %r" % (number, " ".join(case.options),
                              case.user or case.system, case.message,
                              *differs(runner, case)))


def run(trommel, folder, seed, cases):
    """Prints the differences; -> how many"""
    runner = exim_case.Runner(trommel, folder)
    bad = 0
    for number in range(cases):
        case = make(seed, number)
        if differs(runner, case):
            bad += 1
            if bad <= SHOWN:
                show(runner, number, case)
    return bad


if __name__ == "__main__":
    sys.exit(generated.run(__doc__, "exim trace", 300, run))
