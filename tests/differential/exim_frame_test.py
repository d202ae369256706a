#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Is `trommel -bf` to be told from `exim4 -bf`?

  exim_frame_test.py --trommel PROGRAM [--seed N] [--cases N]

First the cases by hand of exim_frame_cases.py: options and their errors,
messages as they are read and completed, both filters, kinds of files. Then N
messages (200) made from a seed of what means something to a reader. Compares
stdout and the exit status, and stderr where an option is wrong; the time and
the id that a message gets are set to fixed texts.
Exit status: 0 agreed, 1 not, 77 when exim4 or PROGRAM is absent."""
import os
import random
import re
import subprocess
import sys

import exim_frame_cases as cases
import generated

SHOWN = 10
SETTINGS = {"primary_hostname": "peer.example.com",
            "qualify_domain": "example.com",
            "qualify_recipient": "rcpt.example.org",
            "message_body_visible": "5000"}
CONF = """\
spool_directory = @DIR@/spool
log_file_path = @DIR@/exim-%slog
keep_environment =
disable_ipv6
"""
PIECES = [b"\n", b"\n", b"\n", b"\r\n", b"\r", b" ", b"\t", b".", b".\n",
          b"..", b":", b"\0", b"a", b"X: y", b"X: y\n", b"Subject: q\n",
          b"To: a, b\n", b"From: root\n", b"From: c@d\n", cases.LINE,
          b">From x\n", b" folded\n", b"\tfold\n", b"Return-path: <x@y>\n",
          b"body\n", b"\n\n", b"\x80\xff", b"\x01", b"Resent-To: a\n",
          b"Date: x\n", b"\v", b"\f", b"Sender: s\n", b"Message-Id: <q>\n",
          b"Received: by x\n", b"x" * 80 + b"\n", b"Cc: g: a, b;, c\n",
          b"Reply-To: \"x, y\" <z>\n", b"A b: c\n", b": \n"]


def fixed(text):
    """Without what differs from run to run."""
    text = re.sub(rb"\bE?1[0-9A-Za-z]{5}-[0-9A-Za-z]{6}-[0-9A-Za-z]{2}\b",
                  b"ID", text)
    return re.sub(rb"Date: \w+, \d+ \w+ \d{4} [\d:]+ [+-]\d{4}", b"Date: D",
                  text)


class Frame:
    """Runs both programs in one folder and compares them."""

    def __init__(self, trommel, folder):
        self.folder = folder
        self.trommel = [os.path.abspath(trommel)]
        conf = os.path.join(folder, "conf")
        with open(conf, "w", encoding="utf-8") as out:
            for name, value in SETTINGS.items():
                out.write("%s = %s\n" % (name, value))
                self.trommel += ["--set", name + "=" + value]
            out.write(CONF.replace("@DIR@", folder))
        self.exim = ["exim4", "-C", conf]
        self.done = self.bad = 0

    def write(self, name, data):
        with open(os.path.join(self.folder, name), "wb") as out:
            out.write(data)
        return name

    def run(self, program, words, message):
        ran = subprocess.run(program + words, input=message, timeout=60,
                             capture_output=True, check=False,
                             cwd=self.folder)
        return ran.returncode, fixed(ran.stdout), ran.stderr

    def check(self, good, *shown):
        self.done += 1
        if good:
            return
        self.bad += 1
        if self.bad <= SHOWN:
            print(*shown, sep="\n  ")

    def compare(self, words, message=cases.PLAIN, errors=False):
        end = None if errors else 2
        theirs = self.run(self.exim, words, message)[:end]
        ours = self.run(self.trommel, words, message)[:end]
        self.check(theirs == ours, "%s %r" % (words, message[:300]),
                   "exim:    %r" % (theirs,), "trommel: %r" % (ours,))

    def refuse(self, word):
        status, out, err = self.run(self.trommel, ["-bf", "origin", word], b"")
        good = status == 1 and out == b"" and b" " + word.encode() + b" " in err
        self.check(good, "%s is not refused: %r" % (word, (status, out, err)))

    def named(self, name):
        """Called by an MTA's name, it is one."""
        path = os.path.join(self.folder, name)
        os.symlink(self.trommel[0], path)
        words = ["-bf", "origin"]
        self.check(self.run([path] + self.trommel[1:], words, cases.PLAIN)[:2]
                   == self.run(self.trommel, words, cases.PLAIN)[:2], name)
        status, _, err = self.run([path], ["test", "x"], b"")
        self.check(status == 1 and err.startswith(b"exim: "), name, err)


def run_messages(frame):
    for message in cases.MESSAGES:
        for words in cases.READING:
            frame.compare(words + ["-bf", "show"], message)
    for text in cases.ADDRESSES:
        frame.compare(["-bf", "show"], ("To: %s\n\n" % text).encode("latin-1"))
    frame.write("cut", cases.CUT)
    for values in cases.CUT_VALUES:
        fields = b"".join(b"To: %s\n" % value for value in values)
        for name in b"Reply-To: ", b"X: ":
            frame.compare(["-bnq", "-bf", "cut"], b"From: a@b\nDate: d\n"
                          b"Message-Id: i\n" + fields + name + values[0] +
                          b"\n\n")


def run_filters(frame):
    for words in [], ["-f", "<>"], ["-bnq"]:
        frame.compare(words + ["-bf", frame.write("actions", cases.ACTIONS)])
    frame.write("user", cases.USER)
    for script in cases.SYSTEM:
        frame.write("system", script)
        for words in (["-bF", "system"], ["-bF", "system", "-bf", "user"],
                      ["-bf", "user", "-bF", "system"]):
            frame.compare(words)
    for script in cases.FILES:
        for flag in "-bf", "-bF":
            frame.compare([flag, frame.write("file", script)])


def run_options(frame):
    for words in cases.OPTIONS:
        frame.compare(["-bf", "origin"] + words)
        if frame.run(frame.exim, ["-bf", "origin"] + words, b"")[1] == b"":
            frame.compare(["-bf", "origin"] + words, errors=True)
    for words in (["-bf"], ["-bF"], ["-bf", "absent"], ["-bF", "absent"],
                  ["-bf", "absent", "-bF", "gone"], ["-bf", "."], ["-bF", "."],
                  ["-bf", "-bf", "origin"], ["-bf", "origin", "-bf", "absent"],
                  ["-bf", ""]):
        frame.compare(words, errors=True)
    for word in cases.REFUSED:
        frame.refuse(word)
    for name in "exim", "exim4", "sendmail":
        frame.named(name)


def run_random(frame, seed, count):
    chosen = random.Random(seed)
    for _ in range(count):
        frame.compare(
            chosen.choice(cases.READING) + ["-bf", "show"],
            b"".join(chosen.choice(PIECES)
                     for _ in range(chosen.randrange(14))))


def compare(trommel, folder, seed, count):
    frame = Frame(trommel, folder)
    frame.write("show", cases.SHOW)
    frame.write("origin", cases.ORIGIN)
    run_options(frame)
    run_filters(frame)
    run_messages(frame)
    print("by hand: %d of %d agree" % (frame.done - frame.bad, frame.done))
    run_random(frame, seed, count)
    return frame.bad


if __name__ == "__main__":
    sys.exit(generated.run(__doc__, "exim frames", 200, compare))
