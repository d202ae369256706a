#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Does `trommel -bf` read redirection lists to the letter as Exim does?

  exim_lists_test.py --trommel PROGRAM [--seed N] [--cases N]

First the cases of corpora/exim/lists, with both programs; then N lists (300)
made from a seed: items of all kinds, broken ones, soups of what means
something in a list or in an address, and first lines that make a filter of the
file, or nearly. Compares stdout and the exit status.
Exit status: 0 agreed, 1 not, 77 when exim4 or PROGRAM is absent."""
import concurrent.futures
import os
import random
import subprocess
import sys

import generated
import peers

SHOWN = 10
CORPUS = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                      "..", "..", "corpora", "exim", "lists")
MESSAGE = b"From: a@example.org\nTo: me@example.com\n\nbody\n"
FLAGS = ["-oi", "-f", "a@example.org", "-bfl", "me", "-bfd", "own.example"]

INCLUDED = {"plain": "one@inc, two\n# c\nthree", "empty": "", "bad": "x y z\n",
            "ends": "a\n:blackhole:\nb", "fails": "q@r, :fail: no, way\nx",
            "absent": "r, :include:/nonexistent/x, s", "chain":
            "c1\n:include:@DIR@/plain\nc2", "quote": "\"", "nul": "n\0m"}
ATOMS = ["a", "b.c", "x1", "\xe9", "'", "_=+", "\"q r\"", "\"a\\\"b\"", "\\,",
         "\\@", "a\\ b", ".", "..", "\"\"", "A%b", "a!b"]
DOMAINS = ["d", "D.e", "d.e-f", "[1.2.3.4]", "[IPv6:::1]", "d..e", "-d", "d.",
           "d_e", "\xe9.e", "", "(c)d", "d . e", "1.2"]
ITEMS = ["/file", "/dir/", "/s=a/o=b/@x.y", "/x y", "|cmd a b",
         "|\"a b\" c", "|p (a, b)", "|p <a, b>", "|p 'a, b'",
         "\"|p a, \\\"b\\\" \\\\\"", "\"/f, g\"", ":blackhole:", ":fail: no, x",
         ":defer: w", ":unknown:", ":unk", ":", ":fail", "\":fail: x\"",
         ":Fail: x", ":include:rel", ":include:", ":include:/nonexistent/y",
         "/" + "x" * 300, "y" * 256, "z" * 257, ":include:/" + "i" * 255]
SOUP = ["a", "b", "@", "@", "<", ">", "(", ")", ",", ":", ";", "\"", "\\", ".",
        "-", " ", "[", "]", "|", "/", "\t", "\n", "#", "\r", "\x01", "<@", "a@b",
        "c@d.e", "\\\\", "\\\"", "\\\n", "x <", "(c)", "\"q r\"", ":fail:", ":u",
        ":include:", "\x0b", "\x7f", "\0"]
SEPARATORS = [", ", ",", "\n", " ,\n", ",,", "\r\n", ", # c\n", "\n# d, e\n",
              " ", ";", ",\\"]


class Generator:
    def __init__(self, seed, folder):
        self.random = random.Random(seed)
        self.includes = [":include:" + os.path.join(folder, name)
                         for name in INCLUDED]

    def spaced(self, text):
        return text + self.random.choice([""] * 6 + [" ", "(c)", "\t", " (a, b)"])

    def local(self):
        return self.random.choice(["", ".", " . "]).join(
            self.random.choice(ATOMS)
            for _ in range(self.random.choice([1, 1, 1, 2, 3])))

    def address(self):
        text = self.spaced(self.local())
        if self.random.random() < .7:
            text += "@" + self.spaced(self.random.choice(DOMAINS[:6] * 3 +
                                                         DOMAINS))
        if self.random.random() < .15:
            text = "@r%s:%s" % (self.random.choice(["", ",@s", ",s"]), text)
        if self.random.random() < .3:
            text = "%s<%s%s" % (self.random.choice(["", "Bob ", "\"B, C\" ", "B. C ",
                                                    "b:c "]), text,
                                self.random.choice([">"] * 8 + ["", ">>"]))
        if self.random.random() < .15:
            text = "\\" + text
        return text

    def soup(self):
        words = self.random.sample(SOUP, self.random.choice([5, 8, 20]))
        return "".join(self.random.choice(words)
                       for _ in range(self.random.randint(1, 14)))

    def item(self):
        pick = self.random.random()
        if pick < .5:
            text = self.address()
        elif pick < .8:
            text = self.random.choice(ITEMS + self.includes)
        else:
            text = self.soup()
        pick = self.random.random()
        if pick < .08:
            text = "\"%s\"" % text
        elif pick < .12:
            at = self.random.randint(0, len(text))
            text = text[:at] + self.random.choice(SOUP) + text[at:]
        return text

    def head(self):
        """What Exim may take for the first line of a filter."""
        gaps = ["", " ", " ", "\t ", "\n", "\x0b", "\xa0", "\r", "-"]
        words = ["#", self.random.choice(["Exim", "exim", "SIEVE", "sieve", "exi"]),
                 self.random.choice(["filter", "Filter", "FILTER", "filte",
                                     "filters"]), ""]
        return self.random.choice(["", "", " ", "\n", "\t\r\n", "\x0c", "#\n",
                                   "\0"]) + "".join(
            word + self.random.choice(gaps[:4] * 3 + gaps) for word in words)

    def list(self):
        if self.random.random() < .1:
            return self.head() + self.random.choice(["", "\n", "\n# x\n"])
        if self.random.random() < .3:
            return self.soup()
        return "".join(self.item() + self.random.choice(SEPARATORS[:8] * 3 +
                                                        SEPARATORS)
                       for _ in range(self.random.randint(1, 4)))


def write(path, text):
    with open(path, "wb") as out:
        out.write(text.encode("latin-1"))


def output(command, path):
    """-> what the program prints, and its exit status"""
    ran = subprocess.run(command + FLAGS + ["-bf", path], input=MESSAGE,
                         capture_output=True, timeout=60, check=False)
    out = ran.stdout.decode("latin-1")
    if "\nTesting Sieve filter" in out:  # that it is one, not its syntax
        out = out.split("\n\n", 1)[0]
    return out, ran.returncode


def case_files(folder):
    """Writes the lists of the corpus and the files beside them.
    -> (path, expected end of the output) of each"""
    for name in sorted(os.listdir(CORPUS)):
        with open(os.path.join(CORPUS, name), encoding="utf-8",
                  newline="") as case:
            parts = case.read().replace("@DIR@", folder).split("\n--- ")
        sections = dict(part.split("\n", 1) for part in parts[1:])
        for title, text in sections.items():
            if title.startswith("file "):
                write(os.path.join(folder, title[5:]), text + "\n")
        path = os.path.join(folder, name)
        write(path, sections["list"] + "\n")
        yield path, sections["output"].rstrip("\n") + "\n"


def corpus(programs, folder):
    """-> how many cases of the corpus some program contradicts"""
    bad = 0
    for path, expected in case_files(folder):
        for name, command in programs.items():
            out, _ = output(command, path)
            out = out.split("\"\n\n", 1)[-1]
            if out != expected:
                bad += 1
                print("%s, %s: %r" % (os.path.basename(path), name, out))
    return bad


def compare(programs, folder, number, text):
    """-> whether the programs agree on a list"""
    path = os.path.join(folder, "list%d" % number)
    write(path, text)
    theirs, ours = (output(command, path) for command in programs.values())
    os.unlink(path)
    if theirs == ours:
        return True
    print("%r\n  exim:    %r\n  trommel: %r" % (text, theirs, ours))
    return False


def run(trommel, folder, seed, cases):
    programs = {"exim": ["exim4", "-C", peers.Exim(folder).conf],
                "trommel": [trommel, "--set", "qualify_domain=example.com"]}
    bad = corpus(programs, folder)
    for name, text in INCLUDED.items():
        write(os.path.join(folder, name), text.replace("@DIR@", folder))
    generator = Generator(seed, folder)
    lists = [generator.list() for _ in range(cases)]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        agreed = list(pool.map(lambda c: compare(programs, folder, *c),
                               enumerate(lists)))
    return bad + agreed.count(False)


if __name__ == "__main__":
    sys.exit(generated.run(__doc__, "exim lists", 300, run))
