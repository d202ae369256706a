# SPDX-License-Identifier: MIT
"""The work of tools/dev/mutate: see there."""
import argparse
import fnmatch
import os
import random
import re
import subprocess
import sys

# (what, pattern, replacement): applied to one place at a time.
OPERATORS = [
    ("equal", r"(?<![<>=!])==(?!=)", "!="),
    ("not equal", r"!=(?!=)", "=="),
    ("less", r"(?<= )<(?= )", "<="),
    ("greater", r"(?<= )>(?= )", ">="),
    ("at most", r"(?<= )<=(?= )", "<"),
    ("at least", r"(?<= )>=(?= )", ">"),
    ("and", r"&&", "||"),
    ("or", r"\|\|", "&&"),
    ("not", r"!(?=[a-zA-Z_(])", ""),
    ("true", r"\btrue\b", "false"),
    ("false", r"\bfalse\b", "true"),
    ("plus one", r"\+ 1\b", "+ 2"),
    ("minus one", r"- 1\b", "- 0"),
    ("least", r"\bstd::min\b", "std::max"),
    ("most", r"\bstd::max\b", "std::min"),
    ("tag", r"(LentTag\([^,]+, \")(\w+)(\"\))", r"\1no\2\3"),
]
CAUGHT, SURVIVED, UNBUILT = "caught", "SURVIVED", "does not build"
TARGETS = ["test_corpus", "test_stdlib_sieve", "test_stdlib_shared"]
ENOUGH = 0.9
PATIENCE = 120  # seconds of a run of the tests


def code_only(line):
    """-> the line with strings and comments blanked, same length"""
    line = re.sub(r'"(?:\\.|[^"\\])*"', lambda m: '"' + " " * (len(m[0]) - 2) + '"', line)
    return re.sub(r"//.*", lambda m: " " * len(m[0]), line)


def places(path):
    """Yields (line number, begin, end, what, replacement) of a file's code."""
    with open(path, encoding="utf-8") as source:
        lines = source.read().split("\n")
    for number, line in enumerate(lines):
        if line.startswith(("#", "constexpr Row", "    {RowKind")):
            continue
        bare = code_only(line)
        for what, pattern, replacement in OPERATORS:
            for match in re.finditer(pattern, line if what == "tag" else bare):
                yield number, match.start(), match.end(), what, \
                    match.expand(replacement)


class Mutants:
    """The tree that is broken and mended."""

    def __init__(self, tree):
        self.tree = tree
        self.bin = os.path.join(tree, "build", "dev", "bin")

    def build(self):
        return subprocess.run(
            ["cmake", "--build", os.path.join(self.tree, "build", "dev"),
             "--target", *TARGETS], capture_output=True, check=False).returncode == 0

    def passes(self):
        for target in TARGETS:
            try:
                done = subprocess.run(
                    [os.path.join(self.bin, target), "--gtest_fail_fast",
                     "--gtest_brief=1"], capture_output=True, check=False,
                    cwd=self.tree, timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                return False
            if done.returncode != 0:
                return False
        return True

    def judge(self, path, place):
        number, begin, end, _, replacement = place
        with open(path, encoding="utf-8") as source:
            sound = source.read()
        lines = sound.split("\n")
        lines[number] = lines[number][:begin] + replacement + lines[number][end:]
        try:
            with open(path, "w", encoding="utf-8") as out:
                out.write("\n".join(lines))
            if not self.build():
                return UNBUILT, lines[number]
            return (SURVIVED if self.passes() else CAUGHT), lines[number]
        finally:
            with open(path, "w", encoding="utf-8") as out:
                out.write(sound)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tree", required=True)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--files", default="*.cc")
    parser.add_argument("--list", action="store_true", help="only list places")
    options = parser.parse_args()
    folder = os.path.join(options.tree, "stdlib", "sieve")
    by_file = {}
    for name in sorted(fnmatch.filter(os.listdir(folder), options.files)):
        found = list(places(os.path.join(folder, name)))
        if found:
            by_file[name] = found
    if options.list:
        for name, found in by_file.items():
            print("%5d  %s" % (len(found), name))
        return 0
    mutants = Mutants(options.tree)
    if not mutants.build() or not mutants.passes():
        print("the tree does not build or pass as it is")
        return 2
    random.seed(options.seed)
    for found in by_file.values():
        random.shuffle(found)
    # One of each file in turn, so that small files count as much as large ones.
    queue = [(name, found[i]) for i in range(max(map(len, by_file.values())))
             for name, found in by_file.items() if i < len(found)]
    counts = {CAUGHT: 0, SURVIVED: 0, UNBUILT: 0}
    for name, place in queue:
        if counts[CAUGHT] + counts[SURVIVED] == options.count:
            break
        verdict, line = mutants.judge(os.path.join(folder, name), place)
        counts[verdict] += 1
        if verdict == SURVIVED or sys.stdout.isatty():
            print("%-9s %s:%d: %s: %s" % (verdict, name, place[0] + 1, place[3],
                                          line.strip()), flush=True)
    judged = counts[CAUGHT] + counts[SURVIVED]
    print("%d of %d mutants caught (%d did not build)" %
          (counts[CAUGHT], judged, counts[UNBUILT]))
    return 0 if judged and counts[CAUGHT] >= ENOUGH * judged else 1


if __name__ == "__main__":
    sys.exit(main())
