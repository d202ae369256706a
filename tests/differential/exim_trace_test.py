#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Are the condition lines that `-v` prints on stderr Exim's?

  exim_trace_test.py --trommel PROGRAM [--seed N] [--cases N]

Makes N filters (300) and as many messages from a seed; every fourth is a system
filter. Compares stderr of `exim4 -v -bf` and of `PROGRAM -v -bf`, byte for byte
but for Exim's log. A difference is made smaller before it is shown.
Exit status: 0 agreed, 1 not, 77 when exim4 or PROGRAM is absent."""
import os
import re
import subprocess
import sys

import exim_conditions
import generated
import peers

SHOWN = 5
SENDERS = ["bob@example.net", "<>", "Some.One@x.example", "me@example.com"]
LOG = re.compile(rb"^LOG: .*\n", re.M)


class Comparison:
    def __init__(self, trommel, folder):
        self.script = os.path.join(folder, "filter")
        self.message = os.path.join(folder, "message")
        self.exim = ["exim4", "-C", peers.Exim(folder).conf]
        self.trommel = [os.path.abspath(trommel)]

    def trace(self, program, case):
        """-> exit status and condition lines; None after a crash"""
        ran = subprocess.run(
            program + ["-v", "-oi", "-f", case["sender"], "-bfl", "me", "-bfd",
                       "example.com", "-bF" if case["system"] else "-bf",
                       self.script],
            input=case["message"], capture_output=True, timeout=60, check=False)
        if ran.returncode < 0:
            return None
        return (ran.returncode != 0, LOG.sub(b"", ran.stderr))

    def difference(self, case):
        """-> both traces if they differ, else None"""
        with open(self.script, "wb") as out:
            out.write(case["filter"])
        theirs = self.trace(self.exim, case)
        ours = self.trace(self.trommel, case)
        if theirs is None or theirs == ours:
            return None
        return theirs, ours


def smaller(comparison, make, case):
    """The case with as many of its commands left out as possible."""
    commands = case["commands"]
    at = 0
    while at < len(commands):
        fewer = make(commands[:at] + commands[at + 1:])
        if comparison.difference(fewer):
            commands, case = fewer["commands"], fewer
        else:
            at += 1
    return case


def show(number, case, pair):
    theirs, ours = (p or (True, b"(crash)") for p in pair)
    lines = [p[1].split(b"\n") + [b""] for p in (theirs, ours)]
    at = 0
    while at + 1 < min(map(len, lines)) and lines[0][at] == lines[1][at]:
        at += 1
    print("case %d, sender %s%s\n%s\n%s\n  exim:    %r\n  trommel: %r" % (
        number, case["sender"], ", system" * case["system"],
        case["filter"].decode("latin-1"), case["message"], lines[0][at:at + 3],
        lines[1][at:at + 3]))


def run(trommel, folder, seed, cases):
    """Prints the differences; -> how many"""
    comparison = Comparison(trommel, folder)
    bad = 0
    for number in range(cases):
        generator = exim_conditions.Generator(seed * 1000003 + number)
        fixed = {"system": number % 4 == 3, "message": generator.message(),
                 "sender": generator.one_of(SENDERS)}

        def make(commands, fixed=fixed):
            text = "# Exim filter\n" + "\n".join(commands) + "\n"
            return {**fixed, "commands": commands,
                    "filter": text.encode("latin-1")}

        case = make(generator.commands())
        if not comparison.difference(case):
            continue
        bad += 1
        if bad <= SHOWN:
            case = smaller(comparison, make, case)
            show(number, case, comparison.difference(case))
    return bad


if __name__ == "__main__":
    sys.exit(generated.run(__doc__, "exim trace", 300, run))
