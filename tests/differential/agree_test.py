#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Do we choose the folders that the real Exim and the real Pigeonhole choose?

  agree_test.py --trommel PROGRAM --shared FOLDER [--messages N] [--peers-only]

Takes N real messages (300) from FOLDER/corpora/mail/real.mbox and the filters
that FOLDER/bench/gen_filters.py writes, and our own pair real.exim and
real.sieve, whose rules fit that mail. Prints "typical exim: 300/300 agree"
for each script and language and every difference. --peers-only compares the
two peers with each other instead.
Exit status: 0 agreed, 1 not, 77 something needed is absent (it says what).
"""
import argparse
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile

import messages
import peers

HERE = os.path.dirname(os.path.abspath(__file__))
SCRIPTS = ("tiny", "typical", "heavy", "body", "real")
SHOWN = 10  # differences printed for each script
SKIP = 77


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trommel", default="build/release/bin/trommel")
    parser.add_argument("--shared", default="../shared")
    parser.add_argument("--messages", type=int, default=300)
    parser.add_argument("--scripts", default=",".join(SCRIPTS))
    parser.add_argument("--peers-only", action="store_true")
    return parser.parse_args()


def absent(args):
    """-> the first thing needed that is not there, or None"""
    files = [os.path.join(args.shared, "corpora/mail/real.mbox"),
             os.path.join(args.shared, "corpora/mail/real.mbox.tsv"),
             os.path.join(args.shared, "bench/gen_filters.py")]
    if not args.peers_only:
        files.append(args.trommel)
    for path in files:
        if not os.path.exists(path):
            return path
    for program in ("exim4", "sieve-test", "sievec"):
        if not shutil.which(program):
            return program
    return None


def write_scripts(shared, folder):
    """-> the folder with NAME.exim and NAME.sieve for all of SCRIPTS"""
    scripts = os.path.join(folder, "filters")
    subprocess.run([sys.executable, "-B",
                    os.path.join(shared, "bench/gen_filters.py"), scripts],
                   check=True, env=dict(os.environ, MAILBASE=folder))
    for language in ("exim", "sieve"):
        shutil.copy(os.path.join(HERE, "real." + language), scripts)
    return scripts


def compare(job):
    """Runs both on one message; -> a line of difference, or None"""
    left, right, script, (number, path, sender) = job
    first = left.folders(script, path, sender)
    second = right.folders(script, path, sender)
    if first == second:
        return None
    return "message %d from <%s>: %s %s, %s %s" % (
        number, sender, left.name, first, right.name, second)


def agree(pool, label, pairs):
    """Compares all messages of one script; -> whether all agree"""
    lines = [line for line in pool.map(compare, pairs, chunksize=4) if line]
    print("%s: %d/%d agree" % (label, len(pairs) - len(lines), len(pairs)))
    for line in lines[:SHOWN]:
        print("  " + line)
    if len(lines) > SHOWN:
        print("  and %d more" % (len(lines) - SHOWN))
    sys.stdout.flush()
    return not lines


def main():
    args = arguments()
    missing = absent(args)
    if missing:
        print("skipped: %s is absent" % missing)
        return SKIP
    with tempfile.TemporaryDirectory(prefix="trommel-agree-") as folder:
        os.chmod(folder, 0o755)
        mail = os.path.join(folder, "mail")
        os.makedirs(mail)
        chosen = messages.choose(
            os.path.join(args.shared, "corpora/mail/real.mbox"), args.messages,
            mail)
        scripts = write_scripts(args.shared, folder)
        real = {"exim": peers.Exim(folder), "sieve": peers.Pigeonhole(folder)}
        fine = True
        with multiprocessing.Pool(2) as pool:
            for name in args.scripts.split(","):
                path = {l: os.path.join(scripts, name + "." + l) for l in real}
                real["sieve"].prepare(path["sieve"])
                if args.peers_only:
                    fine &= agree(pool, name + " exim and sieve", [
                        (Both(real, path), Both(real, path, True), "", m)
                        for m in chosen])
                    continue
                ours = peers.Trommel(os.path.abspath(args.trommel))
                for language, peer in real.items():
                    fine &= agree(pool, "%s %s" % (name, language), [
                        (ours, peer, path[language], m) for m in chosen])
    return 0 if fine else 1


class Both:
    """One of the two peers with its own script, for --peers-only."""

    def __init__(self, real, path, sieve=False):
        language = "sieve" if sieve else "exim"
        self.peer, self.script = real[language], path[language]
        self.name = self.peer.name

    def folders(self, _, message, sender):
        return self.peer.folders(self.script, message, sender)


if __name__ == "__main__":
    sys.exit(main())
