#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares `trommel -bf` with `exim4 -bf`, byte for byte.

  tools/dev/differential [--cases N] [--seed S] [--trace] [-j N]
  tools/dev/differential --corpus [--cases N] [--seed S] [-j N]

Makes N filters and messages from a seed, sound ones and damaged ones, user
filters and system filters; with --corpus each message of ../shared/corpora/mail
is read by a filter that prints all that can be asked of it (N of them, spread
evenly; all by default). Compared are stdout and exit status; with --trace every
case has -v and stderr is compared, too. A difference is shrunk, printed and
kept under build/differential, with a script `run` that shows it again.
Exit status: 0 no difference, 1 some, 77 when exim4 or trommel is absent."""
import argparse
import collections
import multiprocessing
import os
import re
import shutil
import sys
import tempfile
import time

import exim_cases
import exim_corpus
import shrink
from exim_case import Runner

SKIP = 77
SHOWN = 12  # kinds of difference that are shrunk and printed
HEAD = re.compile(rb"\s*#\s*exim\s*filter", re.I)
_worker = None


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trommel", default="build/release/bin/trommel")
    parser.add_argument("--shared", default="../shared")
    parser.add_argument("--cases", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="run just this case")
    parser.add_argument("--trace", action="store_true")
    parser.add_argument("--corpus", action="store_true")
    parser.add_argument("--keep", default="build/differential",
                        help="where differences are kept")
    parser.add_argument("--show", type=int, default=SHOWN,
                        help="how many kinds of difference are shrunk")
    parser.add_argument("-j", "--jobs", type=int, default=2)
    return parser.parse_args()


class Worker:
    """What one process needs to run cases."""

    def __init__(self, args, folder):
        self.runner = Runner(args.trommel, folder)
        source = exim_corpus if args.corpus else exim_cases
        self.cases = source.Source(args)

    def run(self, number):
        return number, self.runner.compare(self.cases.make(number))


def start(args, folder):
    global _worker
    _worker = Worker(args, folder)


def run(number):
    return _worker.run(number)


def likeness(case, found):
    """What a smaller case must share to be the same finding: the kind of the
    files and the first words of both lines"""
    kinds = [bool(HEAD.match(text or b"")) for text in (case.user, case.system)]
    return (found[0], *kinds, *[re.match(rb"[^:\"]*.?[^:\"]{,20}", line).group()
                                for line in found[1:]])


def kind(found):
    """Differences that read alike are of one kind: numbers, quoted texts and
    the like left out."""
    what, *lines = found
    return (what, *[re.sub(rb"\d+|\".*\"|'.*'|: .*", b"~", line)[:60]
                    for line in lines])


class Progress:
    """One line on a terminal, rewritten; else a line now and then."""

    def __init__(self, total):
        self.total, self.done, self.bad = total, 0, 0
        self.since = self.shown = time.monotonic()

    def step(self, bad):
        self.done += 1
        self.bad += bad
        now = time.monotonic()
        last = self.done == self.total
        tty = sys.stderr.isatty()
        if last or now - self.shown > (.2 if tty else 20):
            self.shown = now
            rate = self.done / max(now - self.since, .001)
            sys.stderr.write("%s%d/%d cases, %d differ, %.0f/s%s" % (
                "\r" if tty else "", self.done, self.total, self.bad, rate,
                "" if tty and not last else "\n"))
            sys.stderr.flush()


def explain(worker, args, number):
    """Shrinks one difference, prints and keeps it."""
    case = worker.cases.make(number)
    first = worker.runner.compare(case)

    def fails(smaller):
        found = worker.runner.compare(smaller)
        return bool(found) and found != "crash" and likeness(
            smaller, found) == likeness(case, first)

    if not first or first == "crash":
        print("\ncase %d (seed %d): not seen again" % (number, args.seed))
        return
    if fails(case):
        case = shrink.shrink(case, fails)
        first = worker.runner.compare(case) or first
    folder = os.path.join(args.keep, "%s-%d-%d" % (
        "corpus" if args.corpus else "case", args.seed, number))
    worker.runner.keep(case, folder)
    print("\ncase %d (seed %d), %s: %s %s" % (
        number, args.seed, worker.cases.name(number), " ".join(case.options),
        " ".join("%s=%s" % pair for pair in case.settings)))
    for name in ("system", "user", "message"):
        if getattr(case, name) is not None:
            print("  %-8s %r" % (name, getattr(case, name)[:1500]))
    print("  %s\n    exim    %r\n    trommel %r\n  again: %s/run" % (
        *first, folder))
    sys.stdout.flush()


def compare(args, folder):
    """-> how many differ"""
    worker = Worker(args, folder)
    numbers = worker.cases.numbers()
    if args.only is not None:
        numbers = [args.only]
    progress, kinds = Progress(len(numbers)), collections.defaultdict(list)
    crashes = 0
    with multiprocessing.Pool(args.jobs, start, (args, folder)) as pool:
        for number, found in pool.imap_unordered(run, numbers, chunksize=8):
            crashes += found == "crash"
            bad = bool(found) and found != "crash"
            progress.step(bad)
            if bad:
                kinds[kind(found)].append(number)
    for some in sorted(kinds.values(), key=len, reverse=True)[:args.show]:
        explain(worker, args, min(some))
        print("  and %d more like it: %s" % (
            len(some) - 1, sorted(some)[1:9])) if len(some) > 1 else None
    bad = progress.bad
    print("%s: %d/%d agree%s" % (
        "corpus" if args.corpus else "generated", len(numbers) - bad,
        len(numbers), ", exim4 crashed on %d" % crashes if crashes else ""))
    return bad


def main():
    args = arguments()
    os.environ["XDG_CONFIG_HOME"] = "/nonexistent"  # no trommel.toml of ours
    for needed in ("exim4", args.trommel):
        if not shutil.which(needed):
            print("absent: " + needed)
            return SKIP
    with tempfile.TemporaryDirectory(prefix="trommel-differential-") as folder:
        return 1 if compare(args, folder) else 0


if __name__ == "__main__":
    sys.exit(main())
