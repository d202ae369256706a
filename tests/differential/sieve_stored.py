#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares what `trommel-lda` stores with what Pigeonhole's `sieve-test -e` does:
folders, flags and messages whose header a script edited; every byte but for how
an added field is folded, encoded and capitalised.

  sieve_stored.py [--cases N] [--seed S] [-j N] [--mail FOLDER]

Exit status: 0 no difference, 1 some, 77 when a program is absent."""
import argparse
import multiprocessing
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from email.header import decode_header, make_header

import exim_messages
import shrink
from sieve_messages import Messages
from sieve_peers import CONF, RECIPIENT, SENDER
from sieve_scripts import BASIC, Scripts

SKIP = 77
LONG = "a long text of words that is folded somewhere " * 3
VALUES = ["abc", "a b", "\u00e4", "10", "lunch", LONG, LONG.replace("o", "\u00f6"),
          "x" * 120, "  b  ", "a\tb", "", "\u4e2d\u6587 " * 30, "=?utf-8?q?=C3=A4?=",
          "a, b; c <d@e.f>", "\u00e9" * 70, "a" * 76 + " b", "\\\"q\\\""]
NAMES = ["X-New", "x-note", "Subject", "X-Many", "To", "X-Empty", "Received", "X-Raw",
         "Auto-Submitted", "from"]
FIELD = re.compile(rb"^([!-9;-~]+):[ \t]*((?:.*\n(?=[ \t]))*.*)", re.M)
_runner = None
SOUND = re.compile(rb"([!-9;-~]+:.*\n([ \t].*\n)*)+\n.")


def plain(field):
    """-> a field in lower case, without folds, its words decoded"""
    text = re.sub(rb"\n[ \t]+", b" ", field.group(2)).decode("utf-8", "replace")
    text = str(make_header(decode_header(text))) if "=?" in text else text
    return field.group(1).lower() + b":" + " ".join(text.split()).encode()


def canonical(message):
    head, empty, body = message.partition(b"\n\n")
    head = FIELD.sub(plain, head)
    # What Dovecot takes out of whatever it stores.
    return re.sub(rb"(?m)^(content-length|x-uidl?|x?-?status):.*\n", b"",
                  head + b"\n") + empty + body


class Edits(Scripts):
    """Scripts that edit the header and store the message, again and again."""

    def edit(self):
        name = self.quote(self.one_of(NAMES))
        # Behind a store Pigeonhole's copy there can lose what is deleted here.
        if self.stored or self.chance(.5):
            return "addheader %s %s %s;" % (self.one_of(["", ":last"]), name,
                                            self.quote(self.one_of(VALUES)))
        tags = [self.one_of(["", ":index 1", ":index 2", ":index 1 :last"])]
        keys = ""
        if self.chance(.5):
            tags.append(self.one_of([":is", ":contains", ":matches", ""]))
            keys = self.strings(["second", "abc", "*a*", "10", "one", "", "*", "lunch"])
        self.random.shuffle(tags)
        return "deleteheader %s %s %s;" % (" ".join(tags), name, keys)

    stored = False

    def store(self):
        self.stored = True
        flags = ":flags " + self.strings(["\\\\Seen", "\\\\Flagged", "\\\\Answered"])
        flags = flags if self.chance(.3) else ""
        copy, folder = self.copied(self.one_of(["A", "B/c", "\u00dc", "a b"]))
        return self.one_of(["keep %s;" % flags,
                            "fileinto :create %s %s %s;" % (copy, flags, folder)])

    def another(self):
        lines = ['require ["editheader", "fileinto", "copy", "imap4flags", "mailbox", '
                 '"index", "variables"];']
        for _ in range(self.random.randint(1, 7)):
            lines.append(self.edit() if self.chance(.7) else self.store())
            if self.chance(.2):
                lines[-1] = "if %s { %s }" % (self.one_of(
                    [self.exists, self.header_is]) (), lines[-1])
        return "\n".join(lines) + "\n"

    def header_is(self):
        return 'header :contains %s "a"' % self.quote(self.one_of(NAMES))


class Runner:
    def __init__(self, lda, folder, seed, mail):
        self.lda, self.seed = os.path.abspath(lda), seed
        self.mail = mail and exim_messages.Shared(mail)
        self.folder = tempfile.mkdtemp(dir=folder)
        os.chmod(self.folder, 0o777)
        with open(self.path("dovecot.conf"), "w", encoding="utf-8") as out:
            out.write(CONF.replace("@DIR@", self.folder))

    def path(self, name):
        return os.path.join(self.folder, name)

    def make(self, number):
        chosen = random.Random("%d-%d" % (self.seed, number))
        script = Edits(chosen, set(BASIC)).another().encode()
        if self.mail:
            mail = re.sub(rb"\r\n?", b"\n", self.mail.read(
                chosen.randrange(len(self.mail))))
            mail = re.sub(rb"\AFrom .*\n", b"", mail)
            if SOUND.match(mail):
                return script, mail
        return script, Messages(chosen).message()

    def stored(self, *command, stdin=os.devnull):
        """Runs it with an empty store; -> whether it worked, what is stored"""
        home = self.path("home")
        shutil.rmtree(home, ignore_errors=True)
        os.makedirs(home)
        os.chmod(home, 0o777)
        with open(stdin, "rb") as data:
            ran = subprocess.run(command, stdin=data, capture_output=True, timeout=30,
                                 check=False)
        found = []
        for place, _, files in os.walk(self.path("home/Maildir")):
            if os.path.basename(place) not in ("new", "cur"):
                continue
            for name in files:
                with open(os.path.join(place, name), "rb") as mail:
                    found.append((os.path.relpath(os.path.dirname(place), home),
                                  name.partition(":2,")[2], canonical(mail.read())))
        return ran.returncode == 0, sorted(found)

    def compare(self, case):
        """-> None, also where `sieve-test` fails, or (theirs, ours)"""
        for name, data in zip(("case.sieve", "case.eml"), case):
            with open(self.path(name), "wb") as out:
                out.write(data)
        script, mail = self.path("case.sieve"), self.path("case.eml")
        theirs = self.stored(
            "sieve-test", "-e", "-C", "-c", self.path("dovecot.conf"), "-x",
            "+editheader", "-f", SENDER, "-a", RECIPIENT, script, mail)
        ours = self.stored(
            self.lda, "-f", SENDER, "-r", RECIPIENT, "--script", script, "--home",
            self.path("home"), "--maildir", self.path("home/Maildir"), stdin=mail)
        return None if theirs == ours or not theirs[0] else (theirs, ours)


def start(*args):
    global _runner
    _runner = Runner(*args)


def run(number):
    return number, _runner.compare(_runner.make(number)) is not None


def shown(result):
    worked, messages = result
    return "\n".join(["it worked" if worked else "it failed"] + [
        "    %s [%s] %r" % message for message in messages])


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lda", default="build/release/bin/trommel-lda")
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mail", help="a folder of messages to take")
    parser.add_argument("--show", type=int, default=6)
    parser.add_argument("-j", "--jobs", type=int, default=2)
    args = parser.parse_args()
    os.environ["XDG_CONFIG_HOME"] = "/nonexistent"  # no trommel.toml of ours
    for needed in ("sieve-test", args.lda):
        if not shutil.which(needed):
            print("absent: " + needed)
            return SKIP
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        given = args.lda, folder, args.seed, args.mail
        with multiprocessing.Pool(args.jobs, start, given) as pool:
            bad = sorted(number for number, differs in
                         pool.imap_unordered(run, range(args.cases), 8) if differs)
        runner = Runner(*given)
        for number in bad[:args.show]:
            script, mail = shrink_case(runner, runner.make(number))
            print("--- case %d\n%s\n%r\ntheirs: %s\nours: %s" % (
                number, script.decode("utf-8", "replace"), mail,
                *map(shown, runner.compare((script, mail)))))
    print("stored: %d/%d agree" % (args.cases - len(bad), args.cases))
    return 1 if bad else 0


def shrink_case(runner, case, seconds=8):
    works = runner.compare(case)[1][0]

    def fails(at):
        def still(data):
            found = runner.compare((data, case[1]) if at == 0 else (case[0], data))
            return bool(found) and found[1][0] == works
        return still
    for at in (0, 1):
        smaller = shrink.smaller(case[at], fails(at), shrink.time.monotonic() + seconds)
        case = (smaller, case[1]) if at == 0 else (case[0], smaller)
    return case


if __name__ == "__main__":
    sys.exit(main())
