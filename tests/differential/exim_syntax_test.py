#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Are the syntax errors of broken Exim filters ours to the letter?

  exim_syntax_test.py --trommel PROGRAM [--seed N] [--cases N]

Makes N filters (300) from a seed: sound ones with a word or two damaged, and
soups of words; every third is a system filter. Compares the `Filter error:`
line of `exim4 -bf` with the first issue of `trommel check --json`. Errors that
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

SHOWN = 10
HEAD = "# Exim filter\n"
MESSAGE = b"From: a@example.org\nTo: me@example.com\n\nbody\n"
AT_PARSE_TIME = re.compile(
    r" in line \d+|near line \d+|missing at end|repeated near")

WORDS = """if elif else endif then and or not ( ) x "a b" is does contains above
IS personal alias delivered foranyaddress deliver save pipe mail vacation to
subject text expand file return message finish testprint add 1 n1 logfile
logwrite headers charset remove fail freeze seen unseen noerror 0644 0644x
errors_to #c "q " "" a#b () a(b then( "not" if( elif(""".split()
GAPS = [" "] * 8 + ["\n", "\n\n", " \n # c\n", "\t", "", "\r\n", "\\\n"]
COMMANDS = ["deliver a@b", "deliver a@b errors_to c@d", "save /x 0600",
            'pipe "x"', "mail to a subject b", "vacation", "finish",
            'testprint "x y"', "add 1 to n1", "headers charset x",
            "logfile a 0644", "logwrite l", "mail return message expand file x",
            'fail text "x"', 'fail "y"', "freeze", 'headers add "x: y"']
PREFIXES = ["", "", "seen ", "noerror ", "unseen noerror "]
JOINTS = ["is", "is not", "does not contain", "contains", "matches", "IS",
          "begins", "is above", "does not end"]


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def condition(self, depth=0):
        pick = self.random.random()
        if depth < 3 and pick < .3:
            form = self.random.choice(
                ["( %s )", "not %s", 'foranyaddress "a@b" ( %s )'])
            text = form % self.condition(depth + 1)
        elif pick < .4:
            text = self.random.choice(
                ["delivered", "personal", "personal alias q"])
        else:
            text = "%s %s %s" % (self.random.choice(["x", '"a b"', "$n1"]),
                                 self.random.choice(JOINTS),
                                 self.random.choice(["y", '"p"', "then"]))
        if depth < 3 and self.random.random() < .3:
            text += " %s %s" % (self.random.choice(["and", "or"]),
                                self.condition(depth + 1))
        return text

    def command(self, depth=0):
        if depth > 2 or self.random.random() > .4:
            return (self.random.choice(PREFIXES) +
                    self.random.choice(COMMANDS))
        text = "if %s then %s" % (self.condition(), self.commands(depth + 1))
        while self.random.random() < .3:
            text += " elif %s then %s" % (self.condition(),
                                          self.commands(depth + 1))
        if self.random.random() < .4:
            text += " else " + self.commands(depth + 1)
        return text + " endif"

    def commands(self, depth=0):
        return " ".join(self.command(depth)
                        for _ in range(self.random.randint(0, 2)))

    def damaged(self):
        words = (self.command() + " " + self.commands()).split(" ")
        for _ in range(self.random.choice([0, 1, 1, 2])):
            at = self.random.randrange(len(words))
            new = [self.random.choice(WORDS)]
            words[at:at + 1] = self.random.choice(
                [[], new, new + words[at:at + 1]])
            words = words or ["x"]
        return words

    def filter(self):
        if self.random.random() < .6:
            words = self.damaged()
        else:
            words = [self.random.choice(WORDS)
                     for _ in range(self.random.randint(1, 14))]
        return "".join(word + self.random.choice(GAPS) for word in words)


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
    generator = Generator(seed)
    paths = {False: [], True: []}
    for number in range(cases):
        path = os.path.join(folder, "%d.exim" % number)
        with open(path, "w", encoding="ascii", newline="") as out:
            out.write(HEAD + generator.filter())
        paths[number % 3 == 2].append(path)
    return paths


def compare(program, conf, paths):
    """Prints the differences; -> how many"""
    bad = 0
    for system, group in paths.items():
        for path, ours in zip(group, by_trommel(program, group, system)):
            theirs = by_exim(conf, path, system)
            if ours == theirs:
                continue
            bad += 1
            if bad <= SHOWN:
                with open(path, encoding="ascii", newline="") as script:
                    print("%r\n  exim:    %s\n  trommel: %s" % (
                        script.read(), theirs, ours))
    return bad


def run(trommel, folder, seed, cases):
    return compare(trommel, peers.Exim(folder).conf,
                   write(folder, seed, cases))


if __name__ == "__main__":
    sys.exit(generated.run(__doc__, "exim syntax", 300, run))
