# SPDX-License-Identifier: MIT
"""One filter test, run by exim4 and by trommel in the same words."""
import dataclasses
import os
import re
import shlex
import subprocess
import tempfile

SETTINGS = {"primary_hostname": "peer.example.com",
            "qualify_domain": "example.com"}

_CONF = """\
spool_directory = @DIR@/spool
log_file_path = @DIR@/exim-%slog
keep_environment =
disable_ipv6
"""

# What differs from one run to the next, in Exim as well: (name, pattern,
# what is put there before outputs are compared).
MASKS = [
    ("message id of a message without one",
     rb"[Ee][0-9A-Za-z]{6}-[0-9A-Za-z]{6}-[0-9A-Za-z]{2}", b"E-MESSAGE-ID"),
    ("date of a message without one",
     rb"\w{3}, (\d\d) \w{3} 20(?:2[6-9]|[3-9]\d) \d\d:\d\d:\d\d [+-]\d{4}",
     b"NOW"),
]
# Entries of Exim's log, which -v shows as well; two quote lines of a message.
# The blanks in front are of the trace, unless it ends there.
NOISE = re.compile(rb"^( *)LOG: .*\n(?:  no @ found in the subject of an address "
                   rb'list match: subject="(?s:.*?)" pattern=".*"\n|'
                   rb"  attempt to expand tainted string '(?s:.*?)'\n|"
                   rb"(?:  \S.*\n)*)", re.M)
# What it says when it gives up by a fault of its own: with -v it logs so, else
# an entry of its log is all it says.
PANIC = re.compile(rb"LOG: (?:MAIN )?PANIC DIE|internal error|Taint mismatch|"
                   rb"\A20\d\d-\d\d-\d\d \d\d:\d\d:\d\d ")

TIMEOUT = 60


@dataclasses.dataclass(frozen=True)
class Case:
    """Bytes of the files, and the words of the command line."""
    message: bytes
    user: bytes = None
    system: bytes = None
    options: tuple = ()
    settings: tuple = ()

    def replace(self, **changes):
        return dataclasses.replace(self, **changes)

    def arguments(self):
        words = list(self.options)
        if self.system is not None:
            words += ["-bF", "system"]
        if self.user is not None:
            words += ["-bf", "user"]
        return words


@dataclasses.dataclass(frozen=True)
class Seen:
    """What one program showed."""
    stdout: bytes
    exit: int
    trace: bytes
    crashed: bool = False


def without_log(trace):
    """-> what -v shows, without the entries of Exim's log"""
    return re.sub(rb"(?:\A|(?<=\n)) +\Z", b"", NOISE.sub(rb"\1", trace))


def masked(text):
    for _, pattern, instead in MASKS:
        text = re.sub(pattern, instead, text)
    return text


def difference(theirs, ours):
    """-> (what, their line, our line) where they differ first, or None"""
    for what in ("stdout", "trace"):
        left = getattr(theirs, what).split(b"\n")
        right = getattr(ours, what).split(b"\n")
        for number in range(max(len(left), len(right))):
            pair = [lines[number] if number < len(lines) else b"(nothing)"
                    for lines in (left, right)]
            if pair[0] != pair[1]:
                return (what, *pair)
    if theirs.exit != ours.exit:
        return ("exit", b"%d" % theirs.exit, b"%d" % ours.exit)
    return None


class Runner:
    """Runs cases in a folder of its own, to be used by one process."""

    def __init__(self, trommel, folder):
        self.trommel = os.path.abspath(trommel)
        self.folder = tempfile.mkdtemp(dir=folder)

    def _path(self, name):
        return os.path.join(self.folder, name)

    def _write(self, name, data):
        with open(self._path(name), "wb") as out:
            out.write(data)

    def _settings(self, case):
        return dict(SETTINGS, **dict(case.settings))

    def prepare(self, case):
        conf = "".join("%s = %s\n" % pair
                       for pair in self._settings(case).items())
        self._write("conf", (conf + _CONF.replace("@DIR@", self.folder)).encode())
        for name in ("message", "user", "system"):
            if getattr(case, name) is not None:
                self._write(name, getattr(case, name))

    def commands(self, case):
        """-> the words for exim4 and those for trommel, to run in the folder"""
        return (["exim4", "-C", self._path("conf"), *case.arguments()],
                [self.trommel, *case.arguments(), *[
                    "--set=%s=%s" % pair
                    for pair in self._settings(case).items()]])

    def _run(self, command):
        with open(self._path("message"), "rb") as stdin:
            ran = subprocess.run(command, stdin=stdin, capture_output=True,
                                 cwd=self.folder, timeout=TIMEOUT, check=False)
        verbose = "-v" in command
        trace = without_log(ran.stderr) if verbose else b""
        crashed = ran.returncode < 0 or (
            ran.returncode != 0 and bool(PANIC.search(ran.stderr)))
        return Seen(masked(ran.stdout), ran.returncode, masked(trace), crashed)

    def by_exim(self, case):
        self.prepare(case)
        return self._run(self.commands(case)[0])

    def compare(self, case):
        """-> the difference; "crash" when Exim crashed; else None"""
        self.prepare(case)
        theirs, ours = [self._run(words) for words in self.commands(case)]
        return "crash" if theirs.crashed else difference(theirs, ours)

    def keep(self, case, folder):
        """Writes the case into folder, with a script that shows both"""
        os.makedirs(folder, exist_ok=True)
        here, self.folder = self.folder, os.path.abspath(folder)
        self.prepare(case)
        lines = ["#!/bin/sh", "cd %s || exit" % shlex.quote(self.folder)]
        for name, words in zip(("exim", "trommel"), self.commands(case)):
            lines.append("%s <message >%s.out 2>%s.err; echo exit $? >>%s.out" % (
                shlex.join(words), name, name, name))
        lines += ["diff -u exim.out trommel.out"] + (
            ["diff -u exim.err trommel.err"] if "-v" in case.options else [])
        self._write("run", "\n".join(lines + [""]).encode())
        self.folder = here
