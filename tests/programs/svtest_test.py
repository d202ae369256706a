#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs `trommel svtest` on our suites, those that succeed and those that fail."""

import os
import pathlib
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAMS = pathlib.Path(
    os.environ.get("TROMMEL_PROGRAMS", ROOT / "build/release/bin"))
SUITES = ROOT / "corpora/sieve-tests"
TIMEOUT = 120  # seconds a run


def svtest(*words):
    """Status and output of one run."""
    done = subprocess.run([PROGRAMS / "trommel", "svtest", *words],
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, timeout=TIMEOUT,
                          check=False)
    return done.returncode, done.stdout


def written(folder, text):
    """A suite of that text."""
    path = pathlib.Path(folder) / "suite.svtest"
    path.write_text('require ["vnd.dovecot.testsuite"];\n' + text)
    return path


class Suites(unittest.TestCase):

    def test_ours_succeed(self):
        paths = sorted(SUITES.glob("*.svtest")) + [SUITES / "example/my.svtest"]
        status, output = svtest("-j2", *paths)
        self.assertEqual(status, 0, output)
        self.assertEqual(output.count("PASS: "), len(paths), output)

    def test_each_extension_has_a_suite(self):
        for path in sorted((ROOT / "stdlib/sieve").glob("*.cc")):
            with self.subTest(path=path.name):
                self.assertTrue((SUITES / (path.stem + ".svtest")).exists())

    def test_the_failing_fail(self):
        for path in sorted((SUITES / "failing").glob("*.svtest")):
            with self.subTest(path=path.name):
                status, output = svtest("-F", path)
                self.assertEqual(status, 0, output)
                self.assertIn("failed (expected to fail).", output)
                self.assertEqual(svtest(path)[0], 1)

    def test_one_success_is_no_expected_failure(self):
        with tempfile.TemporaryDirectory() as folder:
            path = written(folder, 'test "a" {} test "b" { test_fail "x"; }')
            self.assertEqual(svtest("-F", path)[0], 1)

    def test_report(self):
        with tempfile.TemporaryDirectory() as folder:
            path = written(folder, 'test "a" {} test "b" { test_fail "no"; }')
            status, output = svtest(path)
            self.assertEqual(status, 1)
            self.assertEqual(
                output, f"Test case: {path}:\n\n"
                "01: Test 'a' SUCCEEDED\n"
                "02: Test 'b' FAILED: no\n\n"
                "FAIL: 1 of 2 tests failed.\n\n")

    def test_tap(self):
        with tempfile.TemporaryDirectory() as folder:
            path = written(folder, 'test "a" {} test "b" { test_fail "no"; }')
            status, output = svtest("--format", "tap", path)
            self.assertEqual(status, 1)
            self.assertEqual(output, f"ok 1 - {path}: a\n"
                             f"not ok 2 - {path}: b: no\n1..2\n")

    def test_an_error_of_its_own_ends_a_suite(self):
        with tempfile.TemporaryDirectory() as folder:
            path = written(
                folder, 'test "a" {} if test_script_run {} test "b" {}')
            status, output = svtest(path)
            self.assertEqual(status, 1)
            self.assertIn("01: Test 'a' SUCCEEDED\nXX: Test CASE FAILED: "
                          "trying to run script", output)
            self.assertIn("FAIL: 1 of 2 tests failed.", output)

    def test_words(self):
        self.assertEqual(svtest()[0], 64)
        self.assertEqual(svtest("--format", "xml", "x")[0], 64)
        self.assertEqual(svtest("/nonexistent.svtest")[0], 1)

    def test_normal_scripts_know_nothing_of_it(self):
        with tempfile.TemporaryDirectory() as folder:
            path = written(folder, "keep;")
            done = subprocess.run([PROGRAMS / "trommel", "check", path],
                                  stdout=subprocess.PIPE, text=True,
                                  check=False)
            self.assertEqual(done.returncode, 65)
            self.assertIn("unknown capability", done.stdout)


if __name__ == "__main__":
    unittest.main()
