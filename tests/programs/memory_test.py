#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Peak memory of the release programs, as wait4(2) reports it. Inputs are
written in pieces, so that this process stays small: a child's peak is never
below its parent's at exec."""
import os
import sys
import tempfile

PROGRAMS = os.environ.get("TROMMEL_PROGRAMS", "build/release/bin")
MEGABYTE = 1 << 20
LINE = b"A line of the body of this message, one of many.\n"


def peak(words, stdin="/dev/null"):
    """Runs `words`; its exit status and peak memory in bytes."""
    pid = os.fork()
    if pid == 0:
        os.dup2(os.open(stdin, os.O_RDONLY), 0)
        os.dup2(os.open("/dev/null", os.O_WRONLY), 1)
        os.execv(words[0], words)
    _, status, usage = os.wait4(pid, 0)
    return os.waitstatus_to_exitcode(status), usage.ru_maxrss * 1024


def write_mbox(path, messages, lines):
    with open(path, "wb") as out:
        for number in range(messages):
            out.write(b"From a@example.com Fri Jan  2 03:04:05 2026\n"
                      b"From: a@example.com\nSubject: %d\n\n" % number)
            for _ in range(lines):
                out.write(LINE)
            out.write(b"\n")


def check(what, words, most, stdin="/dev/null"):
    status, used = peak(words, stdin)
    print("%s: status %d, peak %.1f MB, at most %.1f MB"
          % (what, status, used / MEGABYTE, most / MEGABYTE))
    return status == 0 and used < most


def main():
    trommel = os.path.join(PROGRAMS, "trommel")
    lda = os.path.join(PROGRAMS, "trommel-lda")
    if not (os.access(trommel, os.X_OK) and os.access(lda, os.X_OK)):
        print("skipped: no release programs in", PROGRAMS)
        return 77
    with tempfile.TemporaryDirectory(prefix="trommel-memory-") as folder:
        script = os.path.join(folder, "f.sieve")
        with open(script, "w", encoding="ascii") as out:
            out.write('if header :contains "subject" "7" { discard; }\n')
        mbox = os.path.join(folder, "large.mbox")
        write_mbox(mbox, 2000, 600)
        one = os.path.join(folder, "one.eml")
        write_mbox(one, 1, 650000)
        good = [
            check("run " + jobs, [trommel, "run", "--summary", jobs, script,
                                  mbox], 24 * MEGABYTE)
            for jobs in ("-j1", "-j2", "-j4")]
        good.append(check("lda, one large message",
                          [lda, "--home", folder, "-f", "a@x", "-r", "b@y"],
                          os.path.getsize(one) * 9 // 8 + 10 * MEGABYTE, one))
    return 0 if all(good) else 1


sys.exit(main())
