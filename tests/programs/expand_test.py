#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""trommel expand: results, errors with their place, the trace, JSON, lines of
standard input, the prompt at a terminal."""
import json
import os
import pty
import select
import signal
import subprocess
import sys
import tempfile
import unittest

TROMMEL = os.path.join(os.environ.get("TROMMEL_PROGRAMS", "build/release/bin"),
                       "trommel")


def expand(*words, data=""):
    """-> (exit status, stdout, stderr)"""
    ran = subprocess.run([TROMMEL, "expand", *words], input=data, text=True,
                         capture_output=True, check=False)
    return ran.returncode, ran.stdout, ran.stderr


class EximMode(unittest.TestCase):
    def test_variables_of_acls_can_be_set(self):
        lines = ("set acl_m_x = ${lc:V$acl_c1}\n${expand:$acl_m_x}\nset acl_m_x = ${bad\n"
                 "set,t acl_m_x=\\$pid\n$acl_m_x\n${expand:$acl_m_x}\nset other = 1\n")
        ran = subprocess.run([TROMMEL, "-be"], input=lines, text=True,
                             capture_output=True, check=False)
        shown = ran.stdout.split("\n")
        self.assertEqual(shown[:2], ["> variable acl_m_x set", "> v"])
        self.assertIn("Failed: ", shown[2])
        self.assertEqual(shown[3:5], ["> variable acl_m_x set", "> $pid"])
        self.assertIn("tainted", shown[5])
        self.assertEqual(shown[6], "> set other = 1")


def hung_up(terminal, quiet):
    """Reads until the terminal says nothing for `quiet` seconds; whether its
    other side has closed it."""
    while select.select([terminal], [], [], quiet)[0]:
        try:
            if not os.read(terminal, 4096):
                return True
        except OSError:
            return True
    return False


class Expand(unittest.TestCase):
    def test_strings_are_expanded_one_a_line(self):
        self.assertEqual(expand("${lc:ABC}", "a${uc:b}"), (0, "abc\naB\n", ""))

    def test_lines_of_standard_input(self):
        self.assertEqual(expand(data="a\\\n  b\n${lc:X}\n"), (0, "ab\nx\n", ""))

    def test_a_long_line_is_one(self):
        self.assertEqual(expand(data="${lc:%s}\n" % ("A" * 200000)),
                         (0, "a" * 200000 + "\n", ""))

    def test_an_error_shows_its_place(self):
        status, out, err = expand("${lc:${nosuch:x}}", "fine")
        self.assertEqual((status, out), (65, "fine\n"))
        self.assertEqual(err.split("\n")[:3], [
            "expansion:1:8: error: unknown expansion operator \"nosuch\"",
            "  ${lc:${nosuch:x}}", "         ^~~~~~"])

    def test_an_error_at_run_time_shows_its_part(self):
        _, _, err = expand("${map{1:x}{${eval:$item}}}")
        self.assertIn("             ^~~~~~~~~~~~~\n".strip(), err)
        self.assertIn("error: error in expression evaluation", err)

    def test_the_trace_shows_every_part(self):
        _, out, _ = expand("--trace", "${if match{abc}{^a(.)}{${uc:$1}}{no}}")
        self.assertEqual(out, "  match{abc}{^a(.)}\n"
                              "      match \"abc\" \"^a(.)\" -> true\n"
                              "  ${uc:$1}\n      uc \"b\" -> \"B\"\nB\n")

    def test_json_holds_value_error_and_trace(self):
        _, out, _ = expand("--json", "--trace", "${lc:A}", "x${eval:y}")
        first, second = map(json.loads, out.splitlines())
        self.assertEqual((first["ok"], first["value"]), (True, "a"))
        self.assertEqual(first["trace"][0]["source"], "${lc:A}")
        self.assertEqual((second["ok"], second["error"]["begin"],
                          second["error"]["end"]), (False, 1, 10))

    def test_a_message_can_be_asked_about(self):
        with tempfile.NamedTemporaryFile("w") as message:
            message.write("From: a@b.example\nSubject: hi\n\nbody\n")
            message.flush()
            self.assertEqual(
                expand("-m", message.name, "$h_subject:|$sender_address")[1],
                "hi|a@b.example\n")
        self.assertEqual(expand("-m", "/nonexistent/x", "a")[0], 66)

    def test_a_prompt_at_a_terminal(self):
        child, terminal = pty.fork()
        if child == 0:
            os.environ["TERM"] = "xterm"
            os.execv(TROMMEL, [TROMMEL, "expand"])
        seen = b""
        for typed, wanted in ((b"", b"> "), (b"${lc:ABC}\r", b"abc\r\n> "),
                              (b"x\\\r", b". "), (b"${uc:y}\r", b"xY\r\n> ")):
            os.write(terminal, typed)
            while wanted not in seen:
                self.assertTrue(select.select([terminal], [], [], 20)[0], seen)
                seen += os.read(terminal, 4096)
            seen = b""
        # A key that comes while the terminal changes its mode may be lost, so
        # the end is asked for again, on an empty line, until it is heard.
        for _ in range(200):
            os.write(terminal, b"\x15\x04")
            if hung_up(terminal, 0.1):
                break
        else:
            os.kill(child, signal.SIGKILL)
            self.fail("the end of input is not heard")
        _, status = os.waitpid(child, 0)
        self.assertEqual(os.waitstatus_to_exitcode(status), 0)


if __name__ == "__main__":
    if not os.path.exists(TROMMEL):
        print("absent: " + TROMMEL)
        sys.exit(77)
    unittest.main()
