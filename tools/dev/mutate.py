# SPDX-License-Identifier: MIT
"""The work of tools/dev/mutate: see there."""
import argparse
import concurrent.futures
import fnmatch
import json
import os
import random
import re
import resource
import shlex
import subprocess
import sys
import tempfile
import threading

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
BUILD = os.path.join(ROOT, "build", "mutate")
FOLDER = "stdlib/sieve"
CORPUS = "corpora/sieve"
HEADERS = os.path.join(BUILD, "headers.h")
SURVIVORS = os.path.join(BUILD, "survivors")
# The first runs the corpus and judges most mutants alone.
TARGETS = ["test_corpus", "test_stdlib_sieve", "test_interp_sieve"]
# What no feature of Sieve can be seen in, or takes too long.
OTHERS = "-Corpora/Expansion*:*exim_*:*Limits*"
ENOUGH = 0.9
MEMORY = 4 << 30  # bytes of a run
PATIENCE = 60  # seconds of a run of the tests

# (what, pattern, replacement): applied to one place at a time. Those of CODE
# do not see texts and comments, those of WHOLE do.
# An `if` is turned about where no other operator does the same.
BALANCED = r"[^();=!]*"
for _ in range(3):
    BALANCED = r"(?:[^();=!]|\(%s\))*" % BALANCED
BRANCH = r"(?:[^?:;,()]|::|\((?:[^()]|\([^()]*\))*\))+"
CODE = [
    ("equal", r"(?<![<>=!])==(?!=)", "!="),
    ("not equal", r"!=(?!=)", "=="),
    ("less", r"(?<= )<(?= )", "<="),
    ("greater", r"(?<= )>(?= )", ">="),
    ("at most", r"(?<= )<=(?= )", "<"),
    ("at least", r"(?<= )>=(?= )", ">"),
    ("and", r"(?<!&)&&(?= |$)", "||"),
    ("or", r"\|\|", "&&"),
    ("not", r"!(?=[a-zA-Z_(])", ""),
    ("true", r"\btrue\b", "false"),
    ("false", r"\bfalse\b", "true"),
    ("plus one", r"\+ 1\b", "+ 2"),
    ("minus one", r"- 1\b", "- 0"),
    ("number", r"(?<![\w.\"'-])([2-9]|[1-9][0-9]+)\b(?!')", r"(\1 + 1)"),
    ("zero", r"(?<![\w.\"'\[-])0\b(?![x'.}])", "1"),
    ("minus", r"(?<=[\w)\]]) - (?=[\w(])", " + "),
    ("times", r"(?<=[\w)\]]) \* (?=[\w(])", " / "),
    ("divided", r"(?<=[\w)\]]) / (?=[\w(])", " * "),
    ("rest", r"(?<=[\w)\]]) % (?=[\w(])", " / "),
    ("swap", r" \? (%s) : (%s)(?=[;,)]|$)" % (BRANCH, BRANCH), r" ? \2 : \1"),
    ("next", r"\bcontinue;", "break;"),
    ("least", r"\bstd::min\b", "std::max"),
    ("most", r"\bstd::max\b", "std::min"),
    ("any", r"\bany_of\b", "all_of"),
    ("all", r"\ball_of\b", "any_of"),
    ("if", r"\bif \((%s)\)(?= |$)" % BALANCED, r"if (!(\1))"),
    ("call left out", r"^ +[a-z_A-Z][\w.>:-]*\((?:[^;]*)\);$", ";"),
    ("call left out", r"^ +TRY\((?:[^;]*)\);$", ";"),
    ("set left out", r"^ +[a-z_][\w.>:\[\]-]* [+|]?= [^;]*;$", ";"),
]
WHOLE = [
    ("text", r'"(?:\\.|[^"\\])+"', None),
    ("letter", r"'(?:[^'\\])'", "'~'"),
]
# In the table of rows: a check that does not happen, a tag of another name.
ROWS = [
    ("check", r"\bCheck\w*, Run", "nullptr, Run"),
    ("check", r"\bCheck\w*(?=\}|, nullptr)", "nullptr"),
    ("tag", r"\[:(?=\w)", "[:no"),
    ("lent to", r'"\w+( \w+)+"(?=\})', '"keep"'),
]
CAUGHT, SURVIVED, UNBUILT = "caught", "SURVIVED", "does not build"


def code_only(line):
    """-> the line with texts and comments blanked, same length"""
    line = re.sub(r'"(?:\\.|[^"\\])*"',
                  lambda m: '"' + " " * (len(m[0]) - 2) + '"', line)
    return re.sub(r"//.*", lambda m: " " * len(m[0]), line)


def replaced(match, replacement, source):
    """-> what stands there then, with the texts of the source"""
    if replacement is None:
        return source[match.start():match.end() - 1] + '~"'
    return re.sub(r"\\(\d)", lambda group: source[slice(
        *match.span(int(group[1])))], replacement)


class Place:
    """Where one file is broken: a line, a column, and how it reads then."""

    def __init__(self, name, lines, line, match, what, replacement):
        self.name, self.lines, self.line = name, lines, line
        self.what, self.begin = what, match.start()
        self.broken = lines[line][:self.begin] + \
            replaced(match, replacement, lines[line]) + \
            lines[line][match.end():]

    def where(self):
        return "%s:%d:%d" % (self.name, self.line + 1, self.begin + 1)

    def key(self):
        return "%s %s" % (self.where(), self.what)


def operators_of(line, in_rows):
    """Yields (what, pattern, replacement, line to search)."""
    bare = code_only(line)
    if in_rows:
        for what, pattern, replacement in ROWS:
            yield what, pattern, replacement, line
        return
    for what, pattern, replacement in CODE:
        yield what, pattern, replacement, bare
    if not line.lstrip().startswith("//"):
        for what, pattern, replacement in WHOLE:
            yield what, pattern, replacement, line


def places(name):
    """-> all Places of a file's code"""
    with open(os.path.join(ROOT, FOLDER, name), encoding="utf-8") as source:
        lines = source.read().split("\n")
    found, in_rows = [], False
    for number, line in enumerate(lines):
        if line.startswith("const Feature"):
            break
        in_rows = in_rows or line.startswith("constexpr Row kRows")
        if line.startswith(("#", "extern")):
            continue
        for what, pattern, replacement, seen in operators_of(line, in_rows):
            found += [Place(name, lines, number, match, what, replacement)
                      for match in re.finditer(pattern, seen)]
        in_rows = in_rows and line != "};"
    return found


def commands():
    """-> ({source: compile command}, {target: link command})"""
    with open(os.path.join(BUILD, "compile_commands.json"),
              encoding="utf-8") as file:
        compiled = {os.path.relpath(entry["file"], ROOT): entry["command"]
                    for entry in json.load(file)}
    linked = {}
    for target in TARGETS:
        said = subprocess.run(["ninja", "-t", "commands", "-s",
                               "bin/" + target],
                              cwd=BUILD, capture_output=True, text=True,
                              check=True).stdout
        linked[target] = next(
            part for part in said.strip().split(" && ")
            if re.search(r" -o bin/%s\b" % target, part))
    return compiled, linked


def sources():
    return sorted(name for name in os.listdir(os.path.join(ROOT, FOLDER))
                  if name.endswith(".cc"))


def capabilities(source):
    """-> what `require` must name, any of them; none where it is always there"""
    feature = source[source.rfind("const Feature"):]
    words = [word for text in re.findall(r'"([^"]*)"', feature)[1:]
             for word in text.split()]
    return {'"%s"' % word for word in words}


def words_of_rows(source):
    """-> the names by which a script uses a feature"""
    rows = source[source.find("constexpr Row kRows"):]
    names = re.findall(r'Kind::\w+, "([^"]+)"|Control, "([^"]+)"', rows)
    return {a or b for a, b in names}


def cases_with(words, cases):
    """-> the cases in whose script one of the words stands"""
    pattern = re.compile(
        r"(?<![\w.])(%s)(?![\w.])" % "|".join(map(re.escape, sorted(words))))
    return [name for name, text in cases.items() if pattern.search(text)]


def read_cases():
    folder = os.path.join(ROOT, CORPUS)
    cases = {}
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8",
                  errors="replace") as file:
            cases[name] = file.read()
    return cases


def filter_of(names):
    """-> the tests of the corpus that are these cases, and the examples"""
    return ":".join(["*xample*"] + [
        "Corpora/Case.SaysWhatItExpects/" +
        re.sub("[^A-Za-z0-9]", "_", "sieve/" + name) for name in names])


class Judge:
    """Compiles, links and tests mutants; any number at the same time."""

    def __init__(self):
        self.compiled, self.linked = commands()
        self.cases = read_cases()
        self.precompile()

    def precompile(self):
        """What the sources include, once: that is most of compiling them."""
        lines = set()
        for name in sources():
            with open(os.path.join(ROOT, FOLDER, name),
                      encoding="utf-8") as file:
                lines |= {line for line in file if line.startswith("#include")}
        with open(HEADERS, "w", encoding="utf-8") as out:
            out.writelines(sorted(lines))
        words = self.compiler(sources()[0])
        words += ["-x", "c++-header", HEADERS, "-o", HEADERS + ".gch"]
        if not self.run(words, cwd=BUILD):
            sys.exit("the headers do not compile")

    def compiler(self, name):
        """-> the command that compiles, but for its input and output"""
        words = shlex.split(self.compiled[os.path.join(FOLDER, name)])
        words = words[:words.index("-o")]
        return [word for word in words if not word.startswith(("-W", "-M"))
                and not word.endswith("ccache")] + ["-O0", "-w"]

    def run(self, command, **options):
        try:
            return subprocess.run(
                command, capture_output=True, check=False,
                preexec_fn=lambda: resource.setrlimit(
                    resource.RLIMIT_AS, (MEMORY, MEMORY)),
                **options).returncode == 0
        except subprocess.TimeoutExpired:
            return False

    def compile(self, place, work):
        broken = os.path.join(work, place.name)
        with open(broken, "w", encoding="utf-8") as out:
            out.write("\n".join(place.lines[:place.line] + [place.broken] +
                                place.lines[place.line + 1:]))
        words = self.compiler(place.name) + ["-include", HEADERS, "-c", broken]
        words += ["-o", os.path.join(work, "broken.o")]
        return self.run(words, cwd=BUILD)

    def link(self, target, work):
        """-> the program, or None"""
        words = shlex.split(self.linked[target])
        at = words.index("-o")
        program = words[at + 1] = os.path.join(work, target)
        # Before the libraries, whose own copy is then not taken.
        words.insert(at, os.path.join(work, "broken.o"))
        return program if self.run(words, cwd=BUILD) else None

    def passes(self, program, tests=OTHERS):
        return self.run([program, "--gtest_fail_fast", "--gtest_brief=1"],
                        env=dict(os.environ, GTEST_FILTER=tests), cwd=ROOT,
                        timeout=PATIENCE)

    def verdict(self, place):
        with tempfile.TemporaryDirectory(dir=BUILD, prefix="work-") as work:
            if not self.compile(place, work):
                return UNBUILT
            for target in TARGETS:
                program = self.link(target, work)
                if program is None:
                    return UNBUILT
                if target == TARGETS[0] and \
                        not self.passes(program, self.near(place.name)):
                    return CAUGHT
                if not self.passes(program):
                    return CAUGHT
            return SURVIVED

    def near(self, name):
        """-> the tests that are likely to catch what is wrong in this file"""
        with open(os.path.join(ROOT, FOLDER, name), encoding="utf-8") as file:
            source = file.read()
        words = words_of_rows(source) | capabilities(source)
        return filter_of(cases_with(words, self.cases))


def in_turn(by_file, seed):
    """-> one place of each file in turn, so that small files count as much as
    large ones; in an order that the seed decides"""
    chance = random.Random(seed)
    for found in by_file.values():
        chance.shuffle(found)
    longest = max(map(len, by_file.values()), default=0)
    return [found[i] for i in range(longest) for found in by_file.values()
            if i < len(found)]


def chosen(options):
    """-> the places to judge, in order"""
    if options.again:
        if not os.path.exists(SURVIVORS):
            sys.exit("nothing has survived so far")
        with open(SURVIVORS, encoding="utf-8") as file:
            keys = [line.split(": ")[0] for line in file]
        known = {place.key(): place for name in
                 {key.split(":")[0] for key in keys} for place in places(name)}
        return [known[key] for key in keys if key in known]
    if options.only:
        for only in options.only:
            if only.split(":")[0] not in sources():
                sys.exit("%s is no file of %s" % (only.split(":")[0], FOLDER))
        return [place for only in options.only
                for place in places(only.split(":")[0])
                if (place.where() + ":").startswith(only + ":")]
    return in_turn(by_file_of(options.files), options.seed)


def by_file_of(pattern):
    by_file = {name: places(name)
               for name in fnmatch.filter(sources(), pattern)}
    return {name: found for name, found in by_file.items() if found}


def progress(done, wanted, counts, place):
    if sys.stdout.isatty():
        print("\r\033[K%d/%d  %d caught  %s" % (
            done, wanted, counts[CAUGHT], place.where()), end="", flush=True)


def judge_all(judge, queue, options):
    """Judges until enough of the queue could be built. -> counts, survivors"""
    counts = {CAUGHT: 0, SURVIVED: 0, UNBUILT: 0}
    survivors = []
    wanted = len(queue) if options.again or options.only else \
        min(options.count, len(queue))
    lock = threading.Lock()

    def one(place):
        if counts[CAUGHT] + counts[SURVIVED] >= wanted:
            return
        verdict = judge.verdict(place)
        with lock:
            done = counts[CAUGHT] + counts[SURVIVED]
            if done >= wanted:
                return
            counts[verdict] += 1
            progress(done + 1, wanted, counts, place)
            if verdict == SURVIVED:
                survivors.append(place)
                print("%s%s: %s" % ("\n" if sys.stdout.isatty() else "",
                                    place.key(), place.broken.strip()),
                      flush=True)

    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        list(pool.map(one, queue))
    if sys.stdout.isatty():
        print()
    return counts, survivors


def list_places(options):
    cases = read_cases()
    print("places  cases  file")
    for name in fnmatch.filter(sources(), options.files):
        with open(os.path.join(ROOT, FOLDER, name), encoding="utf-8") as file:
            source = file.read()
        words = capabilities(source) or words_of_rows(source)
        print("%6d %6d  %s" % (len(places(name)),
                               len(cases_with(words, cases)), name))
    return 0


def parsed():
    parser = argparse.ArgumentParser(
        prog="tools/dev/mutate", description="Breaks the Sieve features one "
        "place at a time and counts the mutants that no test notices.")
    parser.add_argument("--count", type=int, default=200, metavar="N",
                        help="how many mutants (default 200)")
    parser.add_argument("--seed", type=int, default=1, metavar="N",
                        help="decides which places (default 1)")
    parser.add_argument("--files", default="*.cc", metavar="GLOB",
                        help="which files of " + FOLDER)
    parser.add_argument("--jobs", type=int, default=os.cpu_count(),
                        metavar="N", help="mutants at the same time")
    parser.add_argument("--again", action="store_true",
                        help="only the survivors of the last time")
    parser.add_argument("--only", nargs="+", metavar="FILE[:LINE[:COLUMN]]",
                        help="only the places there")
    parser.add_argument("--list", action="store_true",
                        help="only count the places of each file, and the cases "
                        "that require or use it")
    parser.add_argument("--targets", action="store_true",
                        help=argparse.SUPPRESS)
    return parser.parse_args()


def main():
    options = parsed()
    if options.targets:
        print("\n".join(TARGETS))
        return 0
    if options.list:
        return list_places(options)
    judge = Judge()
    if not all(judge.passes(os.path.join(BUILD, "bin", target))
               for target in TARGETS):
        print("the tests do not pass as they are")
        return 2
    counts, survivors = judge_all(judge, chosen(options), options)
    with open(SURVIVORS, "w", encoding="utf-8") as out:
        for place in survivors:
            out.write("%s: %s\n" % (place.key(), place.broken.strip()))
    judged = counts[CAUGHT] + counts[SURVIVED]
    print("%d of %d mutants caught, %d %%; %d more did not build" % (
        counts[CAUGHT], judged, 100 * counts[CAUGHT] // max(judged, 1),
        counts[UNBUILT]))
    return 0 if counts[CAUGHT] >= ENOUGH * judged else 1


if __name__ == "__main__":
    sys.exit(main())
