#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares `trommel test` with Pigeonhole's `sieve-test`: what a script does.

  tools/dev/differential --sieve [--cases N] [--seed S] [-j N] [--only N]
      [--mail ../shared/corpora/mail]

Makes N scripts and messages from a seed, some of them damaged. Compared are
whether the script compiles, whether the run succeeds, the lines it logs and the
actions it chooses. A difference is shrunk, printed and kept under --keep.
Exit status: 0 no difference, 1 some, 77 when a program is absent."""
import argparse
import collections
import multiprocessing
import os
import random
import shutil
import sys
import tempfile
import time
from functools import partial

import exim_messages
import shrink
import sieve_style
from sieve_peers import Runner
from sieve_exceptions import REFUSED, rewritten
from sieve_messages import Messages
from sieve_scripts import BASIC, Scripts

SKIP = 77
DAMAGED = b"# damaged\n"
_worker = None


def compare(runner, case):
    """-> None, or (what differs, theirs, ours). Of a damaged script only
    whether it compiles; of one on which sieve-test ends itself, nothing."""
    runner.write(case)
    theirs, ours = runner.theirs(), runner.ours()
    if "crash" in theirs:
        return None
    unlike_checks(theirs, ours)
    if b"extracttext" in case[0]:  # whose blanks, and so its cut, may be others
        for seen in theirs, ours:
            seen["log"] = ["".join(line.split())[:1000] for line in seen.get("log", [])]
    all_of_it = ("crash", "compiles", "runs", "log", "actions")
    for what in all_of_it[:2] if DAMAGED in case[0] else all_of_it:
        if theirs.get(what) != ours.get(what):
            return what, theirs.get(what), ours.get(what)
    return None


def explained(runner, case, what, depth=3):
    """-> the classes of corpora/differences.txt that a difference is of, or None"""
    for name, other in rewritten(case, what):
        rest = compare(runner, other)
        if not rest and (what != "compiles" or set(name.split(" and ")) & REFUSED
                         or runner.ours()["compiles"]):
            return name
        if not rest:  # the script was broken otherwise
            continue
        if rest[0] != what and depth > 0:
            more = explained(runner, other, rest[0], depth - 1)
            if more:
                return name + " and " + more
    return None


def unlike_checks(theirs, ours):
    """Takes away the replies that we say are not sent: `sieve-test` shows those,
    too, since it looks at the message only when it executes."""
    if ["vacation", None] in ours.get("actions", []):
        for seen in theirs, ours:
            seen["actions"] = [action for action in seen.get("actions", [])
                               if action[0] != "vacation"]


class Source:
    """mail: a folder of real messages to take in the place of generated ones"""

    def __init__(self, seed, has, mail):
        self.seed, self.has = seed, set(has)
        self.mail = mail and exim_messages.Shared(mail)

    def make(self, number):
        """-> (script, message), the same for the same number"""
        chosen = random.Random("%d-%d" % (self.seed, number))
        scripts = Scripts(chosen, self.has)
        script = scripts.script()
        if chosen.random() < .2:
            script = sieve_style.styled(chosen, script)
        pick = chosen.random()
        if pick < .15:
            damage = scripts.damaged if pick < .07 else partial(
                sieve_style.damaged, chosen)
            script = damage(script) + "\n" + DAMAGED.decode()
        return script.encode(), self.message(chosen, number)

    def message(self, chosen, number):
        if not self.mail:
            return Messages(chosen).message()
        return self.mail.read(chosen.randrange(len(self.mail)))


def common_capabilities(runner):
    """What both know of BASIC."""
    found = []
    for name in BASIC:
        runner.write((b'require "%s";\n' % name.encode(), b"From: a@b.c\n\nx\n"))
        if runner.theirs().get("compiles") and runner.ours().get("compiles"):
            found.append(name)
    return found


def start(trommel, folder, *source):
    global _worker
    _worker = Runner(trommel, folder), Source(*source)


def run(number):
    """-> (number, what differs or None, the class it is of or None)"""
    runner, source = _worker
    case = source.make(number)
    found = compare(runner, case)
    return number, found, found and explained(runner, case, found[0])


def shrunk(runner, case, what, seconds=12):
    """-> the smallest case found that differs in the same thing"""
    until = time.monotonic() + seconds
    for at in (0, 1):
        def fails(data, at=at):
            some = (data, case[1]) if at == 0 else (case[0], data)
            found = compare(runner, some)
            return bool(found) and found[0] == what and not explained(runner, some, what)
        smaller = shrink.smaller(case[at], fails, until)
        case = (smaller, case[1]) if at == 0 else (case[0], smaller)
    return case


def show(args, runner, number, case):
    found = compare(runner, case)
    place = os.path.join(args.keep, "sieve-%d-%d" % (args.seed, number))
    os.makedirs(place, exist_ok=True)
    for name, data in (("case.sieve", case[0]), ("case.eml", case[1])):
        with open(os.path.join(place, name), "wb") as out:
            out.write(data)
    print("--- case %d, kept in %s" % (number, place))
    print(case[0].decode("utf-8", "replace"))
    print(case[1].decode("utf-8", "replace"))
    if found:
        print("%s\n  theirs: %s\n  ours:   %s" % found)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trommel", default="build/release/bin/trommel")
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int)
    parser.add_argument("--mail", help="a folder of messages to take")
    parser.add_argument("--show", type=int, default=6)
    parser.add_argument("--keep", default="build/differential")
    parser.add_argument("-j", "--jobs", type=int, default=2)
    args = parser.parse_args()
    os.environ["XDG_CONFIG_HOME"] = "/nonexistent"  # no trommel.toml of ours
    for needed in ("sieve-test", args.trommel):
        if not shutil.which(needed):
            print("absent: " + needed)
            return SKIP
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        runner = Runner(args.trommel, folder)
        has = common_capabilities(runner)
        source = Source(args.seed, has, args.mail)
        numbers = range(args.cases) if args.only is None else [args.only]
        with multiprocessing.Pool(
                args.jobs, start, (args.trommel, folder, args.seed, has, args.mail)) as pool:
            differ = [seen for seen in pool.imap_unordered(run, numbers, 8)
                      if seen[1]]
        bad = sorted((number, found) for number, found, known in differ if not known)
        for number, found in bad[:args.show]:
            case = shrunk(runner, source.make(number), found[0])
            show(args, runner, number, case)
    for known, count in collections.Counter(
            known for _, _, known in differ if known).items():
        print("explained, %d times: %s" % (count, known))
    print("sieve: %d/%d agree" % (len(numbers) - len(bad), len(numbers)))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
