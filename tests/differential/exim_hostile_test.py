#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Does `trommel -bf` stand hostile filters and messages, in bounded memory?

  exim_hostile_test.py --trommel PROGRAM [--seed N] [--cases N]

N (12) large bodies made from a seed, of which only the ends are kept in memory:
stdout and exit status are compared with Exim's. Then filters nested as deep as
both take them; then what Exim crashes on or takes minutes for, where a result
or a named error is asked for, in 64 MB and twice the header, and in a second;
then filters of 4 to 16 MB, each byte of which may take 28 more.
Exit status: 0 agreed, 1 not, 77 when exim4 or PROGRAM is absent."""
import os
import random
import subprocess
import sys

import generated

HEAD = b"From: a@b.example\nSubject: %s\n\n"
COUNTS = ("testprint \"$message_size|$message_body_size|$body_linecount|"
          "$body_zerocount|$message_linecount|$message_body|"
          "$message_body_end|\"\n")
PIECES = [b"line of text\n", b"\n", b"a\0b\n", b"..\n", b". \n",
          b"x" * 5000 + b"\n", b"\r\n", b"no end"]
ENDS = [b"", b"\n", b"\n.\n", b"\n.\nmore\n", b"\n.", b".\n", b"\n\n"]
SIZES = [10, 2097152 - 20, 2100000, 3000000]
MEMORY = 64 << 20
SECONDS = 1  # of the processor
LARGEST = 16 << 20  # a filter may be
KEPT = 28  # bytes of tree and program that a byte of a filter may become


def write(folder, body):
    """-> the path of a filter"""
    path = os.path.join(folder, "filter")
    with open(path, "w") as out:
        out.write("# Exim filter\n" + body)
    return path


def answer(program, flags, path, message):
    """-> exit status and stdout of one filter test"""
    done = subprocess.run([program] + flags + ["-bf", path], input=message,
                          capture_output=True, timeout=120)
    return done.returncode, done.stdout


def agree(trommel, flags, path, message, what):
    """Whether both programs answer the same; tells when not."""
    ours = answer(trommel, flags, path, message)
    theirs = answer("exim4", flags, path, message)
    if ours != theirs:
        print("%s %s\n  exim4:   %r\n  trommel: %r" %
              (what, flags, theirs[1][-300:], ours[1][-300:]))
    return ours == theirs


def large_bodies(trommel, folder, seed, cases):
    """-> how many of `cases` large messages differ"""
    path = write(folder, COUNTS)
    random.seed(seed)
    bad = 0
    for number in range(cases):
        size = random.choice(SIZES)
        body = bytearray()
        while len(body) < size:
            body += random.choice(PIECES) * random.randrange(1, 200)
        message = HEAD % b"x" + bytes(body) + random.choice(ENDS)
        flags = random.choice([[], ["-oi"]])
        bad += not agree(trommel, flags, path, message, "body %d" % number)
    return bad


def nested(trommel, folder):
    """-> how many filters of the greatest depth differ"""
    forms = {
        "brackets": lambda n: "if " + "(" * n + "1 is 1" + ")" * n +
                              " then finish endif\n",
        "not": lambda n: "if " + "not " * 2 * n + "1 is 1 then finish endif\n",
        "if": lambda n: "if 1 is 1 then\n" * n + "finish\n" + "endif\n" * n,
        "foranyaddress": lambda n: "if " + "foranyaddress \"a@b\" (" * n +
                                   "1 is 1" + ")" * n + " then finish endif\n",
        "expansion": lambda n: "testprint " + "${lc:" * (n // 6) + "x" +
                               "}" * (n // 6) + "\n",
    }
    return sum(not agree(trommel, [], write(folder, form(999)),
                         HEAD % b"x", "nested " + name)
               for name, form in forms.items())


def limited(trommel, script, message, most):
    """-> what is wrong with a run that may use `most` bytes and a second; None
    if nothing.
    What stands before exec counts, too: keep this process small."""
    with open(message, "rb") as stdin, open(message + ".out", "w+b") as out:
        child = subprocess.Popen([trommel, "-bf", script], stdin=stdin,
                                 stdout=out, stderr=out)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in (0, 1):
            return "exit status %d" % child.returncode
        if out.tell() == 0:
            return "no word"
    spent = usage.ru_utime + usage.ru_stime
    if spent > SECONDS:
        return "%.2f seconds" % spent
    peak = usage.ru_maxrss * 1024
    return "%d bytes" % peak if peak > most else None


def hostile(trommel, folder):
    """-> how many inputs are not stood"""
    plain = HEAD % b"x"
    deep = 200000
    show = "testprint \"$h_x: $message_body $message_size\"\n"
    # name: (filter, [(bytes, times) of the message], bytes of its header)
    rows = {
        "deep brackets": (lambda: "if " + "(" * deep + "1 is 1" + ")" * deep +
                          " then finish endif\n", [(plain, 1)], 0),
        "deep nots": (lambda: "if " + "not " * deep +
                      "1 is 1 then finish endif\n", [(plain, 1)], 0),
        "deep ifs": (lambda: "if a is a then\n" * 60000 + "endif\n" * 5000,
                     [(plain, 1)], 0),
        "a large filter": (lambda: "if $h_x: contains a then save /b endif\n" *
                           26000, [(plain, 1)], 0),
        "nested repeats": (lambda: "if $h_subject: matches "
                           "\"(a+)+\\\\$|b\" then finish endif\n",
                           [(b"Subject: ", 1), (b"a", 60000), (b"!\n\n", 1)],
                           0),
        "back references": (lambda: "if $h_subject: matches \"(a*)(a*)"
                            "\\\\1\\\\2z\" then finish endif\n",
                            [(b"Subject: ", 1), (b"a", 60000), (b"!\n\n", 1)],
                            0),
        "a large header": (lambda: show, [(b"X: ", 1), (b"x" * 1024, 10240),
                                          (b"\n\n", 1)], 10 << 20),
        "many fields": (lambda: show, [(b"X: v\n", 100000), (b"\n", 1)],
                        500000),
        "a large body": (lambda: show, [(plain, 1), (b"a line of text\n",
                                                    7 << 20)], 0),
    }
    bad = 0
    path = os.path.join(folder, "message")
    for name, (script, message, header) in rows.items():
        with open(path, "wb") as out:
            for text, times in message:
                for _ in range(times):
                    out.write(text)
        wrong = limited(trommel, write(folder, script()), path,
                        MEMORY + 2 * header)
        if wrong:
            bad += 1
            print("%s: %s" % (name, wrong))
    return bad


def large_filters(trommel, folder):
    """-> how many filters of a hostile shape are not stood"""
    deep = 200000
    # name: [(text, times)]
    rows = {
        "deep ifs": [("if a is a then\n", deep), ("endif\n", deep)],
        "deep foranyaddress": [("if ", 1), ("foranyaddress a@b (", deep),
                               ("1 is 1", 1), (")", deep),
                               (" then finish endif\n", 1)],
        "deep brackets": [("if ", 1), ("(", LARGEST - 64)],
        "one long string": [("testprint \"", 1), ("x", LARGEST - 64)],
        "one long line": [("testprint x ", LARGEST // 12 - 9)],
        "one line of quotes": [("\"", LARGEST - 64)],
        "many testprints": [("testprint x\n", LARGEST // 12 - 9)],
        "many saves": [("save /x\n", LARGEST // 8 - 9)],
        "many ors": [("if a is b", 1), (" or a is b", LARGEST // 11),
                     (" then finish endif", 1)],
        "many elifs": [("if a is b then\n", 1),
                       ("elif a is b then finish\n", LARGEST // 25),
                       ("endif", 1)],
        "more than is read": [("\n", LARGEST)],
    }
    message = os.path.join(folder, "message")
    with open(message, "wb") as out:
        out.write(HEAD % b"x")
    bad = 0
    for name, pieces in rows.items():
        path = write(folder, "")
        with open(path, "a") as out:
            for text, times in pieces:
                few = max(65536 // len(text), 1)
                for _ in range(times // few):
                    out.write(text * few)
                out.write(text * (times % few))
        wrong = limited(trommel, path, message,
                        MEMORY + KEPT * os.path.getsize(path))
        if wrong:
            bad += 1
            print("%s: %s" % (name, wrong))
    return bad


def compare(trommel, folder, seed, cases):
    """-> how many cases differ or fail"""
    return (hostile(trommel, folder) + large_filters(trommel, folder) +
            nested(trommel, folder) +
            large_bodies(trommel, folder, seed, cases))


if __name__ == "__main__":
    sys.exit(generated.run(__doc__, "exim_hostile", 12, compare))
