#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Expansions made to cost, through trommel -be, trommel expand and a filter:
each ends, in a named error, in memory that is bounded."""
import os
import resource
import subprocess
import sys
import tempfile
import unittest

TROMMEL = os.path.join(os.environ.get("TROMMEL_PROGRAMS", "build/release/bin"),
                       "trommel")
DEEP = 200000
LIST = "a:" * 1000
PIECE = 1000  # Exim reads no more than 1,023 bytes at a time
CPU = 20  # seconds: a program that needs them is killed; none needs one


def nested(opening, inside, closing, depth):
    return opening * depth + inside + closing * depth


TOO_DEEP = " deep"
TOO_LONG = "a string grew past 1048576 bytes"
TOO_MUCH = "the run used too much memory"
TOO_MANY = "the run took too many instructions"
TOO_WIDE = "has a line of over 1048576 bytes"
BUDGETS = [TOO_DEEP, TOO_LONG, TOO_MUCH, TOO_MANY, TOO_WIDE]
BOMBS = {
    "maps in maps": nested("${map{%s}{" % LIST, "x", "}}", 5),
    "reduces in reduces": nested("${reduce{%s}{}{" % LIST,
                                 "$value$value$value", "}}", 3),
    "a value doubled": "${reduce{%s}{xx}{$value$value}}" % LIST,
    "sg in sg": nested("${sg{%s}{a}{" % ("a" * 1000), "a" * 10, "}}", 6),
    "sg of sg": "${sg{${sg{%s}{a}{%s}}}{a}{%s}}" % (("a" * 2000,) * 3),
    "foranys": "${if %s{y}{n}}" % nested("forany{%s}{" % LIST, "eq{$item}{b}",
                                         "}", 6),
    "quotes of quotes": nested("${rxquote:", ".", "}", 40),
    "base64": nested("${base64:", "x" * 1000, "}", 40),
    "if": nested("${if eq{a}{a}{", "x", "}}", DEEP),
    "if in a condition": nested("${if eq{", "x", "}{y}{z}{", DEEP),
    "lc": nested("${lc:", "x", "}", DEEP),
    "lc without an end": "${lc:" * DEEP,
    "extract": nested("${extract{1}{:}{", "x", "}}", DEEP),
    "and": "${if " + "and{{" * DEEP,
    "or": "${if " + nested("or{{", "eq{a}{a}", "}}", DEEP) + "{y}{n}}",
    "map": nested("${map{a}{", "x", "}}", DEEP),
    "filter": nested("${filter{a}{forany{a}{eq{$item}{", "x", "}}}}", DEEP),
    "lookup": nested("${lookup{", "x", "}lsearch{/etc/passwd}}", DEEP),
    "expand": nested("${expand:", "x", "}", DEEP),
    "from_utf8": nested("${from_utf8:", "x", "}", DEEP),
}
# What is long or deep and costs nothing: it has a value.
HARMLESS = ["{" * DEEP, "${eval:%s1%s}" % ("(" * DEEP, ")" * DEEP),
            "${eval:%s1}" % ("-" * DEEP), "${if %seq{a}{a}{y}{n}}"
            % ("!" * DEEP), "${tr{%s}{%s}{b}}" % ("a" * DEEP, "a" * DEEP)]


def limit():
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))


def run(words, data):
    done = subprocess.run([TROMMEL, *words], input=data.encode(),
                          capture_output=True, check=False, preexec_fn=limit)
    return done.returncode, (done.stdout + done.stderr).decode(errors="replace")


def continued(text):
    """In lines that Exim reads whole; none begins with a blank."""
    lines, at = [], 0
    while at < len(text):
        end = at + PIECE
        while text[end:end + 1] == " ":
            end -= 1
        lines.append(text[at:end])
        at = end
    return "\\\n".join(lines) + "\n"


class Bombs(unittest.TestCase):
    def check(self, what, status, out):
        self.assertGreaterEqual(status, 0, f"{what}: killed")
        self.assertTrue(any(budget in out for budget in BUDGETS),
                        f"{what}: {out[:200]!r}")

    def test_be(self):
        for what, text in BOMBS.items():
            status, out = run(["-be"], continued(text))
            self.check(what, status, out)
            self.assertEqual(status, 0)
            self.assertTrue(out.startswith("> Failed: "), what)

    def test_expand(self):
        for what, text in BOMBS.items():
            status, out = run(["expand"], text + "\n")
            self.check(what, status, out)
            self.assertIn(status, (65, 75), what)

    def test_harmless(self):
        for text in HARMLESS:
            status, out = run(["expand"], text + "\n")
            self.assertEqual(status, 0, out[:200])

    def test_filter(self):
        """A string of a filter is short: a list and what is deep come by a
        wildlsearch file, whose keys are expanded, or by the message."""
        with tempfile.TemporaryDirectory() as folder:
            for what, text in {
                    **BOMBS, "by the message": nested("${map{$h_x:}{", "$item",
                                                      "}}", 4)}.items():
                path = os.path.join(folder, "keys")
                if what != "by the message":
                    with open(path, "w") as file:
                        file.write('"%s": x\n' % text.replace("\\", "\\\\"))
                    text = "${lookup{a}wildlsearch{%s}}" % path
                script = os.path.join(folder, "filter")
                with open(script, "w") as file:
                    file.write('# Exim filter\ntestprint "%s"\n' % text)
                status, out = run(["-bf", script],
                                  f"From: a@b.example\nX: {LIST}\n\nx\n")
                self.check(what, status, out)
                self.assertIn("Filter error: ", out)

    def test_filter_ifs(self):
        """The commands themselves."""
        with tempfile.NamedTemporaryFile("w") as script:
            script.write("# Exim filter\n" + "if a is a then\n" * 50000)
            script.flush()
            status, out = run(["-bf", script.name], "From: a@b.example\n\nx\n")
            self.check("if", status, out)


if __name__ == "__main__":
    if not os.path.exists(TROMMEL):
        print("absent: " + TROMMEL)
        sys.exit(77)
    unittest.main()
