#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares what `trommel -be` and `exim4 -be` make of strings.

  tools/dev/differential --expand [--cases N] [--seed S] [-j N] [--only N]

Makes N expansion strings from a seed, sound ones and damaged ones, some on a
message (-bem), some as arguments; lookups read files made for it. Differences
are shrunk and printed, with the command that shows them again.
A string that agrees alone and not behind others (what these leave in $0 and
$value) is told apart, as is one on which exim4 itself ends, and one of a class
of corpora/differences.txt.
Exit status: 0 no difference, 1 some, 77 when a program is absent."""
import argparse
import collections
import multiprocessing
import os
import random
import re
import shutil
import sys
import tempfile

import differential
import expand_files
import shrink
from expand_case import MESSAGES, Case, Runner
from expand_grammar import Grammar

SKIP = 77
NEEDED = ["exim4", "cdb", "sqlite3", "exim_dbmbuild"]
BATCH = 50
_runner, _chosen = None, ()


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trommel", default="build/release/bin/trommel")
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="run just this case")
    parser.add_argument("--show", type=int, default=12,
                        help="how many kinds of difference are shrunk")
    parser.add_argument("-j", "--jobs", type=int, default=2)
    return parser.parse_args()


def make(seed, number):
    """-> a case; those of one batch share all but the text"""
    manner = random.Random("%d/%d" % (seed, number // BATCH))
    case = Case(b"x", manner.choice([0, *range(len(MESSAGES))]),
                manner.random() < .2, carried=manner.random() < .1)
    if not case.words and manner.random() < .3:
        case = case.replace(macros=tuple(
            line.encode("utf-8", "surrogateescape")
            for line in Grammar(manner).macros()))
    rng = random.Random("%d:%d" % (seed, number))
    for _ in range(100):
        text = Grammar(rng).expansion().encode("utf-8", "surrogateescape")
        if case.replace(text=text).sendable():
            return case.replace(text=text)
    return case


def start(trommel, folder, *chosen):
    global _runner, _chosen
    _runner, _chosen = Runner(trommel, folder), chosen


def run(numbers):
    return list(zip(numbers, _runner.compare(
        [make(_chosen[0], number) for number in numbers])))


def first_difference(found):
    """-> the first lines that differ"""
    lines = [result.split(b"\n") for result in found]
    for pair in zip(*lines):
        if pair[0] != pair[1]:
            return pair
    return found


def likeness(found):
    """What a smaller case must share to be the same finding"""
    return tuple(re.match(rb"(Failed: )?[^\"']{,14}", line).group()
                 if line.startswith(b"Failed") else b"" for line in found)


def kind(found):
    return tuple(re.sub(rb"\d+|\".*\"|'.*'", b"~", line)[:60]
                 if line.startswith(b"Failed") else b"(a result)"
                 for line in found)


def explain(runner, args, number, others):
    case = make(args.seed, number)

    def fails(text):
        smaller = case.replace(text=text)
        found = smaller.sendable() and runner.compare([smaller])[0]
        return isinstance(found, tuple) and likeness(found) == likeness(first)

    first = runner.compare([case])[0]
    if isinstance(first, tuple):
        case = case.replace(text=shrink.smaller(
            case.text, fails, differential.time.monotonic() + 10))
        first = runner.compare([case])[0]
    print("\ncase %d (seed %d)%s%s: %s\n    exim    %r\n    trommel %r" % (
        number, args.seed, ", message %d" % case.message if case.message else "",
        ", as argument" if case.words else "", case.text.decode(errors="replace"),
        *(first or ("it agrees now", ""))))
    if others:
        print("  and %d more like it: %s" % (len(others), others[:40]))
    sys.stdout.flush()


def compare(args, folder):
    runner = Runner(args.trommel, folder)
    numbers = range(args.cases) if args.only is None else [args.only]
    batches = [numbers[at:at + BATCH] for at in range(0, len(numbers), BATCH)]
    progress = differential.Progress(len(numbers))
    kinds, apart = collections.defaultdict(list), collections.defaultdict(list)
    with multiprocessing.Pool(args.jobs, start,
                              (args.trommel, folder, args.seed)) as pool:
        for results in pool.imap_unordered(run, batches):
            for number, found in results:
                bad = isinstance(found, tuple)
                progress.step(bad)
                if bad:
                    kinds[kind(found)].append(number)
                elif found:
                    apart[found].append(number)
    for some in sorted(kinds.values(), key=len, reverse=True)[:args.show]:
        explain(runner, args, min(some), sorted(some)[1:])
    print("expansions: %d/%d agree" % (len(numbers) - progress.bad, len(numbers)))
    words = {"crash": "exim4 gave no result on",
             "carried": "alone they agree, not after others:"}
    for name, some in sorted(apart.items()):
        print("  %s %s" % (words.get(name, "exception: %s:" % name), some))
    return progress.bad


def main():
    args = arguments()
    os.environ["XDG_CONFIG_HOME"] = "/nonexistent"  # no trommel.toml of ours
    for needed in [*NEEDED, args.trommel]:
        if not shutil.which(needed):
            print("absent: " + needed)
            return SKIP
    with tempfile.TemporaryDirectory(prefix="trommel-expand-") as folder:
        Runner(args.trommel, folder)
        with expand_files.socket_server(folder):
            return 1 if compare(args, folder) else 0


if __name__ == "__main__":
    sys.exit(main())
