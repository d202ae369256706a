# SPDX-License-Identifier: MIT
"""What the differentials with generated cases share: their options, when they
skip, and how they say what came out."""
import argparse
import os
import shutil
import tempfile

SKIP = 77


def run(description, what, cases, compare):
    """Compares `cases` generated cases, unless a program is absent.
    compare(trommel, folder, seed, cases) gives how many differ.
    -> the exit status"""
    parser = argparse.ArgumentParser(
        description=description,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trommel", default="build/release/bin/trommel")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int, default=cases)
    args = parser.parse_args()
    os.environ["XDG_CONFIG_HOME"] = "/nonexistent"  # no trommel.toml of ours
    for needed in ("exim4", args.trommel):
        if not shutil.which(needed):
            print("absent: " + needed)
            return SKIP
    with tempfile.TemporaryDirectory() as folder:
        bad = compare(args.trommel, folder, args.seed, args.cases)
    print("%s: %d/%d agree" % (what, args.cases - bad, args.cases))
    return 1 if bad else 0
