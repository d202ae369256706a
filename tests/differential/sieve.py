#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares `trommel test` with Pigeonhole's `sieve-test`: what a script does.

  tools/dev/differential --sieve [--cases N] [--seed S] [-j N] [--only N]

Makes N scripts and messages from a seed, some of them damaged. Compared are
whether the script compiles, whether the run succeeds, the lines it logs and the
actions it chooses. A difference is shrunk, printed and kept under --keep.
Exit status: 0 no difference, 1 some, 77 when a program is absent."""
import argparse
import json
import multiprocessing
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

import shrink
from sieve_messages import Messages
from sieve_scripts import BASIC, Scripts

SKIP = 77
SENDER, RECIPIENT = "alice@example.org", "me@example.com"
HEADER = "X-Spam-Score: score=(-?[0-9]+\\.[0-9]).*"
SETTINGS = {
    "sieve_spamtest_status_type": "score",
    "sieve_spamtest_status_header": HEADER,
    "sieve_spamtest_score_max_value": "5.0",
}
CONF = """
mail_home = @DIR@/home
mail_location = maildir:@DIR@/home/Maildir
mail_uid = nobody
mail_gid = nogroup
log_path = /dev/stderr
hostname = peer.example.com
postmaster_address = postmaster@example.com
plugin {
  sieve_spamtest_status_type = score
  sieve_spamtest_status_header = %s
  sieve_spamtest_max_value = 5.0
}
""" % HEADER
EXTENSIONS = ("+vnd.dovecot.debug +vnd.dovecot.environment +spamtest "
              "+spamtestplus +virustest +editheader")
LOGGED = re.compile(r"info: DEBUG: ((?s:.*?))\.\n(?=info: |\nPerformed actions:|"
                    "error: |case: |sieve-test: )")
DAMAGED = b"# damaged\n"
_worker = None


def flags_of(some):
    return sorted({flag.lower() for flag in some})


class Runner:
    """Runs a script over a message in both programs."""

    def __init__(self, trommel, folder):
        self.trommel = os.path.abspath(trommel)
        self.folder = tempfile.mkdtemp(dir=folder)
        os.chmod(self.folder, 0o777)
        self.conf = os.path.join(self.folder, "dovecot.conf")
        os.makedirs(os.path.join(self.folder, "home"))
        with open(self.conf, "w", encoding="utf-8") as out:
            out.write(CONF.replace("@DIR@", self.folder))
        self.script = os.path.join(self.folder, "case.sieve")
        self.mail = os.path.join(self.folder, "case.eml")

    def write(self, case):
        script, message = case
        for path, data in ((self.script, script), (self.mail, message)):
            with open(path, "wb") as out:
                out.write(data)

    def run(self, *command):
        ran = subprocess.run(command, stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                             timeout=30, check=False)
        return ran.returncode, ran.stdout.decode("utf-8", "replace")

    def theirs(self):
        status, out = self.run(
            "sieve-test", "-C", "-c", self.conf, "-x", EXTENSIONS, "-f", SENDER,
            "-a", RECIPIENT, self.script, self.mail)
        if "failed to compile" in out:
            return {"compiles": False}
        if "final result:" not in out:
            return {"crash": out[-300:]}
        logged = [re.sub(r"[\0-\x1f\x7f]", " ", line) for line in LOGGED.findall(out)]
        if status != 0:
            return {"compiles": True, "runs": False}
        actions = []
        for line in out.splitlines():
            line = line.strip()
            if found := re.match(r"\* store message in folder: (.*)", line):
                actions.append(["store", found.group(1), []])
            elif found := re.match(r"\* redirect message to: <(.*)>", line):
                actions.append(["redirect", found.group(1), []])
            elif found := re.match(r"\+ add IMAP flags: (.*)", line):
                actions[-1][2] = flags_of(found.group(1).split())
            elif line == "* discard":
                actions.append(["discard", "", []])
        return {"compiles": True, "runs": True, "log": logged,
                "actions": actions}

    def ours(self):
        settings = [word for pair in SETTINGS.items()
                    for word in ("--set", "%s=%s" % pair)]
        status, out = self.run(self.trommel, "test", self.script, self.mail, "-f",
                               SENDER, "-r", RECIPIENT, "--json", *settings)
        try:
            told = json.loads(out)
        except ValueError:
            known = status in (65, 78, 1) and "error" in out
            return {"compiles": False} if known else {"crash": out[-300:]}
        if told["error"]:
            return {"compiles": True, "runs": False}
        logged, actions = [], []
        for action in told["actions"]:
            kind, target = action["action"], action["target"]
            flags = flags_of(action.get("flags", []))
            if kind == "note":
                logged.append(target)
            elif kind in ("keep", "fileinto"):
                actions.append(["store", target or "INBOX", flags])
            else:
                actions.append([kind, target, flags])
        return {"compiles": True, "runs": True, "log": logged,
                "actions": actions}

    def compare(self, case):
        """-> None, or (what differs, theirs, ours). Of a damaged script only
        whether it compiles; of one on which sieve-test ends itself, nothing."""
        self.write(case)
        theirs, ours = self.theirs(), self.ours()
        if "crash" in theirs:
            return None
        all_of_it = ("crash", "compiles", "runs", "log", "actions")
        for what in all_of_it[:2] if DAMAGED in case[0] else all_of_it:
            if theirs.get(what) != ours.get(what):
                return what, theirs.get(what), ours.get(what)
        return None


class Source:
    def __init__(self, seed, has):
        self.seed, self.has = seed, set(has)

    def make(self, number):
        """-> (script, message), the same for the same number"""
        chosen = random.Random("%d-%d" % (self.seed, number))
        scripts = Scripts(chosen, self.has)
        script = scripts.script()
        if chosen.random() < .15:
            script = scripts.damaged(script) + DAMAGED.decode()
        return script.encode(), Messages(chosen).message()


def common_capabilities(runner):
    """What both know of BASIC."""
    found = []
    for name in BASIC:
        runner.write((b'require "%s";\n' % name.encode(), b"From: a@b.c\n\nx\n"))
        if runner.theirs().get("compiles") and runner.ours().get("compiles"):
            found.append(name)
    return found


def start(trommel, folder, seed, has):
    global _worker
    _worker = Runner(trommel, folder), Source(seed, has)


def run(number):
    runner, source = _worker
    return number, runner.compare(source.make(number))


def shrunk(runner, case, what, seconds=20):
    """-> the smallest case found that differs in the same thing"""
    until = time.monotonic() + seconds
    for at in (0, 1):
        def fails(data, at=at):
            some = (data, case[1]) if at == 0 else (case[0], data)
            found = runner.compare(some)
            return bool(found) and found[0] == what
        smaller = shrink.smaller(case[at], fails, until)
        case = (smaller, case[1]) if at == 0 else (case[0], smaller)
    return case


def show(args, runner, number, case):
    found = runner.compare(case)
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
        source = Source(args.seed, has)
        numbers = range(args.cases) if args.only is None else [args.only]
        with multiprocessing.Pool(
                args.jobs, start, (args.trommel, folder, args.seed, has)) as pool:
            bad = [(number, found) for number, found in
                   pool.imap_unordered(run, numbers, 8) if found]
        for number, found in sorted(bad)[:args.show]:
            case = shrunk(runner, source.make(number), found[0])
            show(args, runner, number, case)
    print("sieve: %d/%d agree" % (len(numbers) - len(bad), len(numbers)))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
