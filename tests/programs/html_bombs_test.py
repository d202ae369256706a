#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""HTML made to cost, through convert: each ends with an action or the named
error of the budget, in cpu and memory that are bounded."""
import os
import resource
import sys
import tempfile
import unittest

TROMMEL = os.path.join(os.environ.get("TROMMEL_PROGRAMS", "build/release/bin"),
                       "trommel")
SIZE = 2 << 20
CPU = 10  # seconds: a program that needs them is killed; it needs half a one
MEMORY = (64 << 20) + 2 * SIZE
TOO_MUCH = b"the run compared too many bytes"
HEADER = b"Content-Type: text/html; charset=utf-8\n\n"
SCRIPT = 'require "convert";\nconvert "text/html" "text/plain" "";\n'


# What stands before, what is repeated, with a number where it has a "%d", and
# what stands after.
BOMBS = {
    "attributes": ("<td ", "a%d ", ">x"),
    "attributes with values": ("<td ", "a%d='b' ", ">x"),
    "attributes without an end": ("<td ", "a%d ", ""),
    "names": ("", "<a%d>", ""),
    "names of end tags": ("", "</a%d>", ""),
    "names of references": ("", "&a%d;", ""),
    "entities": ("<!DOCTYPE a [<!ENTITY a0 'b'>", "<!ENTITY a%d '&a0;&a0;'>",
                 "]>&a9;"),
    "end tags that search": ("", "<dd><div>" + "<x>" * 120 + "</dd>" * 4000,
                             ""),
    "end tags that find none": ("", "<x>" * 250 + "</y>" * 4000, ""),
    **{piece: ("", piece, "") for piece in (
        "</a>", "</p>", "</x>", "<b>", "<x>", "<p>", "<div>", "<hr>", "<table>",
        "<table><tr><td>", "<ul><li>", "<form>", "<pre>", "<body>", "<a <a <a",
        "<![CDATA[", "<!--", "<!---->", "<script>", "<a x=\">", "<", "&", "&#x",
        "&#1", "&n;", "&pi;", "&nbsp;", "\0", "x", " \n")},
}


def write_bomb(path, before, piece, after):
    """In pieces, so that this process stays small: a child's peak is never
    below its parent's at exec."""
    with open(path, "wb") as out:
        out.write(HEADER + before.encode())
        number = 0
        while out.tell() < SIZE:
            times = range(number, number + 1 + 1000 // len(piece))
            out.write("".join(piece % i if "%" in piece else piece
                              for i in times).encode())
            number = times.stop
        out.write(after.encode())


def run(words):
    """Exit status, peak memory, and what is written."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
        os.dup2(writing, 1)
        os.close(reading)
        os.execv(words[0], words)
    os.close(writing)
    with open(reading, "rb") as out:
        text = out.read()
    _, status, usage = os.wait4(pid, 0)
    return os.waitstatus_to_exitcode(status), usage.ru_maxrss * 1024, text


class HtmlBombs(unittest.TestCase):
    def test_convert(self):
        with tempfile.TemporaryDirectory() as folder:
            script = os.path.join(folder, "f.sieve")
            message = os.path.join(folder, "message")
            with open(script, "w") as file:
                file.write(SCRIPT)
            for what, bomb in BOMBS.items():
                write_bomb(message, *bomb)
                status, memory, out = run([TROMMEL, "test", script, message])
                self.assertIn(status, (0, 75), what)
                self.assertEqual(TOO_MUCH in out, status == 75, what)
                self.assertLess(memory, MEMORY, what)


if __name__ == "__main__":
    if not os.path.exists(TROMMEL):
        print("absent: " + TROMMEL)
        sys.exit(77)
    unittest.main()
