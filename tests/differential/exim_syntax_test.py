#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Are the syntax errors of broken Exim filters ours to the letter?

  exim_syntax_test.py --trommel PROGRAM [--seed N] [--cases N]

Makes N filters (300) from a seed, damaged ones and soups of words; every third
is a system filter. Compares the `Filter error:`
line of `exim4 -bf` with the first error of `trommel check --json`. Errors that
Exim finds only while running are no syntax errors and count as none.
Exit status: 0 agreed, 1 not, 77 when exim4 or PROGRAM is absent."""
import json
import os
import random
import re
import subprocess
import sys

import generated
import peers
from exim_filters import Filters

SHOWN = 10
HEAD = b"# Exim filter\n"
MESSAGE = b"From: a@example.org\nTo: me@example.com\n\nbody\n"
AT_PARSE_TIME = re.compile(
    r" in line \d+|near line \d+|missing at end|repeated near")


def by_exim(conf, path, system):
    """-> the syntax error that Exim finds, or "" """
    ran = subprocess.run(
        ["exim4", "-C", conf, "-oi", "-f", "a@example.org", "-bfl", "me",
         "-bfd", "example.com", "-bF" if system else "-bf", path],
        input=MESSAGE, capture_output=True, timeout=60, check=False)
    found = re.search(r"^Filter error: (.*)", ran.stdout.decode("latin-1"),
                      re.M | re.S)
    text = found.group(1).rstrip("\n") if found else ""
    return text if AT_PARSE_TIME.search(text) else ""


def by_trommel(program, paths, system):
    """-> the first issue of each script, or "" """
    command = [program, "check", "--json", "--lang=exim"]
    ran = subprocess.run(command + (["--system"] if system else []) + paths,
                         capture_output=True, text=True, timeout=120,
                         check=False)
    first = []
    for line in ran.stdout.splitlines():
        issues = json.loads(line)["issues"]
        errors = [i["text"] for i in issues if i["severity"] == "error"]
        first.append(errors[0] if errors else "")
    if len(first) != len(paths):
        sys.exit("trommel check: exit %d, %s" % (ran.returncode, ran.stderr))
    return first


def write(folder, seed, cases):
    """-> the paths of user filters and of system filters"""
    paths = {False: [], True: []}
    for number in range(cases):
        filters = Filters(random.Random(seed * 1000003 + number))
        system = number % 3 == 2
        path = os.path.join(folder, "%d.exim" % number)
        with open(path, "wb") as out:
            out.write(HEAD + filters.broken(system))
        paths[system].append(path)
    return paths


def plain(text):
    """Without bytes above 127, which JSON has replaced"""
    return re.sub("[^\0-\x7f]+", "?", text)


def compare(program, conf, paths):
    """Prints the differences; -> how many"""
    bad = 0
    for system, group in paths.items():
        for path, ours in zip(group, by_trommel(program, group, system)):
            theirs = by_exim(conf, path, system)
            if plain(ours) == plain(theirs):
                continue
            bad += 1
            if bad <= SHOWN:
                with open(path, "rb") as script:
                    print("%r\n  exim:    %s\n  trommel: %s" % (
                        script.read(), theirs, ours))
    return bad


def run(trommel, folder, seed, cases):
    return compare(trommel, peers.Exim(folder).conf,
                   write(folder, seed, cases))


if __name__ == "__main__":
    sys.exit(generated.run(__doc__, "exim syntax", 300, run))
