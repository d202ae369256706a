#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Do lookups in files and lists answer as Exim's do?

  exim_lookups_test.py --trommel PROGRAM [--seed N] [--cases N]

N lines (1500) made from a seed: lookups of every type with a file, partial and
with defaults, in files of odd lines; and match_domain, match_address,
match_local_part and match_ip with lists of all kinds of items. Compares what
`-be` says line by line. Lines that end an Exim (a lookup type that is unknown,
a file that is absent) are left out of the lists.
Exit status: 0 agreed, 1 not, 77 when exim4 or PROGRAM is absent."""
import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile

SHOWN = 10
KEYS = ["a", "B", "a.b", "x.a.b", "x.y.b.c", "b.c", "c", "", "*", "u@a.b",
        "u@ex.org", "U@EX.ORG", "q k", "x:y", "#", "z", "*@ex.org", ".", "..",
        "a..b", "x.", "192.0.2.7", "10.1.2.3", "::1", "2001:db8::5", "a@b@c"]
DATA = ["one", "", "two words", ":fail: x", "$x", "a : b", "\"q\"", "#x", "*b",
        "!a : *", ">c"]
PATTERNS = ["a", "*", "*b", "^a", "^(.)\\.b", "*.b.c", "A.B", "u@*", "*@a.b",
            "u@ex.org", "@", "b.c", "^u@", "*@*", "x.y.b.c", "u@@"]
ADDRESSES = ["192.0.2.7", "192.0.2.0/24", "10.0.0.0/8", "*", "10.1.2.3/32",
             "<;", "name.example", "1.2.3"]
TYPES = ["lsearch", "nwildlsearch", "iplsearch", "cdb", "dbm", "dbmnz",
         "dsearch"]
OPTIONS = [""] * 5 + [",ret=full", ",ret=key", ",cache=no_rd", ",x=y"]
PREFIXES = [""] * 4 + ["partial-", "partial1-", "partial3-", "partial(.)",
                       "partial()", "partial0-", "partial0(.)"]
STARS = [""] * 4 + ["*", "*@"]


class Generator:
    def __init__(self, seed, folder):
        self.random = random.Random(seed)
        self.folder = folder

    def path(self, name):
        return os.path.join(self.folder, name)

    def line(self, keys):
        pick = self.random.choice
        key = pick(keys)
        if pick([0, 0, 1]) or ":" in key or " " in key:
            key = '"%s"' % key.replace("\\", "\\\\")
        text = key + pick([":", ": ", " ", "", " : ", "\t"]) + pick(DATA)
        for _ in range(pick([0, 0, 0, 1, 2])):
            text += pick(["\n more", "\n\tmore ", "\n", "\n# c", "\n  # d"])
        return text + pick(["", "", "", " ", "\r"])

    def text_file(self, name, keys):
        lines = [self.line(keys) for _ in range(self.random.randint(1, 9))]
        with open(self.path(name), "w") as out:
            out.write("\n".join(lines) + self.random.choice(["", "\n"]))

    def list_file(self, name, patterns):
        lines = [self.random.choice(["", "", "", "!", "! "]) +
                 self.random.choice(patterns) +
                 self.random.choice(["", "", " # c", "#c", " "])
                 for _ in range(self.random.randint(1, 5))]
        with open(self.path(name), "w") as out:
            out.write("\n".join(lines) + "\n")

    def files(self):
        networks = ["192.0.2.7", "10.0.0.0/8", "::1", "2001:db8::/32", "*",
                    "0.0.0.0/0", "x", "192.0.2.0"]
        for i in range(8):
            self.text_file("lsearch%d" % i, KEYS)
            self.text_file("nwildlsearch%d" % i, PATTERNS)
            self.text_file("iplsearch%d" % i, networks)
            self.list_file("list%d" % i, PATTERNS)
            self.list_file("iplist%d" % i, ADDRESSES[:5])
            records = {self.random.choice(KEYS): self.random.choice(DATA)
                       for _ in range(12)}
            records.pop("", None)
            cdb = "".join("+%d,%d:%s->%s\n" % (len(k), len(v), k, v)
                          for k, v in records.items())
            subprocess.run(["cdb", "-c", self.path("cdb%d" % i)], text=True,
                           input=cdb + "\n", check=True)
            pairs = "".join("%s\n%s\n" % item for item in records.items())
            for kind, end in (("dbm", "\\00"), ("dbmnz", "")):
                loaded = pairs if not end else "".join(
                    "%s%s\n%s\n" % (k, end, v) for k, v in records.items())
                subprocess.run(["db5.3_load", "-T", "-t",
                                self.random.choice(["hash", "btree"]),
                                self.path("%s%d" % (kind, i))],
                               text=True, input=loaded, check=True)
            os.makedirs(self.path("dsearch%d/b" % i))
            open(self.path("dsearch%d/a" % i), "w").close()

    def file(self, kind):
        return self.path("%s%d" % (kind, self.random.randrange(8)))

    def lookup(self):
        pick = self.random.choice
        kind = pick(TYPES)
        prefix = pick(PREFIXES)
        key = pick(KEYS)
        # Exim's count of what is left goes below nothing, or it shows what
        # lay in memory.
        if (prefix.startswith("partial0") and not key) or \
                (prefix and kind == "nwildlsearch"):
            prefix = ""
        return "${lookup{%s}%s%s%s%s{%s}{$value|$1|$2}{no}}" % (
            key, prefix, kind, pick(STARS), pick(OPTIONS), self.file(kind))

    def item(self, kind):
        pick = self.random.choice
        sign = pick(["", "", "", "!", "! "])
        if kind == "ip":
            item = pick(ADDRESSES + [self.file("iplist"), "@[]",
                                     "iplsearch;" + self.file("iplsearch"),
                                     "net24-lsearch;" + self.file("lsearch"),
                                     "+include_unknown", "+ignore_unknown"])
        else:
            item = pick(PATTERNS * 2 +
                        [self.file("list"), "lsearch;" + self.file("lsearch"),
                         "lsearch*@;" + self.file("lsearch"),
                         "cdb;" + self.file("cdb"),
                         "*@lsearch;" + self.file("lsearch")])
            if kind == "domain":
                item = pick([item, "partial-lsearch;" + self.file("lsearch")])
            if kind in ("address", "local_part"):
                item = pick([item, item, "+caseful"])
            if kind == "address":
                item = pick([item, "@@lsearch*;" + self.file("lsearch")])
        return item if item.startswith("+") else sign + item

    def match(self):
        pick = self.random.choice
        kind = pick(["domain", "address", "local_part", "ip"])
        subject = pick(KEYS[-5:-1] if kind == "ip" else KEYS)
        items = " : ".join(self.item(kind)
                           for _ in range(self.random.randint(1, 3)))
        return "${if match_%s{%s}{%s}{$value|$0|$1|$2}{no $value}}" % (
            kind, subject, items)


def answers(program, lines):
    out = []
    for line in lines:
        done = subprocess.run([program, "-be", line], capture_output=True,
                              timeout=60)
        text = done.stdout.decode("latin-1")
        out.append(None if done.returncode else text)
    return out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--trommel", required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int, default=1500)
    args = parser.parse_args()
    for name in ("exim4", "cdb", "db5.3_load", args.trommel):
        if shutil.which(name) is None:
            print("skipped: no " + name)
            return 77
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        generator = Generator(args.seed, folder)
        generator.files()
        lines = [generator.lookup() if i % 2 else generator.match()
                 for i in range(args.cases)]
        theirs = answers("exim4", lines)
        ours = answers(args.trommel, lines)
        pairs = [(line, a, b) for line, a, b in zip(lines, theirs, ours)
                 if a is not None]
        bad = [(line, a, b) for line, a, b in pairs if a != b]
        for line, a, b in bad[:SHOWN]:
            print("%s\n  exim    %r\n  trommel %r" % (line, a, b))
        print("%d lines, %d that end Exim, %d differ" %
              (len(lines), len(lines) - len(pairs), len(bad)))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
