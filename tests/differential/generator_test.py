#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests of the generator, the shrinker and the comparison itself: the same
case from the same seed, sound filters that Exim accepts, small findings."""
import argparse
import os
import random
import re
import shutil
import tempfile
import time
import unittest

import differential
import exim_cases
import exim_corners
import exim_corpus
import exim_filters
import exim_messages
import expand
import expand_exceptions
import expand_variables
import shrink
import sieve
import sieve_exceptions
import sieve_style
from exim_case import (PANIC, Case, Runner, Seen, difference, masked,
                       without_log)

AT_PARSE_TIME = re.compile(
    rb"Filter error: .*( in line \d+|near line \d+|missing at end|repeated near)",
    re.S)
ARGS = argparse.Namespace(seed=5, trace=False, cases=3, shared="/nonexistent")


class Generated(unittest.TestCase):
    def test_a_seed_and_number_are_one_case(self):
        source, again = exim_cases.Source(ARGS), exim_cases.Source(ARGS)
        cases = [source.make(number) for number in range(40)]
        self.assertEqual(cases, [again.make(number) for number in range(40)])
        self.assertEqual(len(set(cases)), 40)

    def test_every_kind_of_corner_is_made(self):
        corners = [exim_corners.Corners(random.Random(number)).filter()
                   for number in range(300)]
        for wanted in (rb"add ", rb"x{1000}", rb"\A[^#]", rb"else", rb"\0"):
            self.assertTrue(any(re.search(wanted, text) for text in corners))

    def test_odd_messages_are_named_after_their_fields(self):
        self.assertEqual(exim_messages.names_in(b"B: 1\na : 2\nno field\n"),
                         ["a", "b"])
        self.assertEqual(exim_messages.names_in(b"\n"), ["x"])

    @unittest.skipUnless(shutil.which("exim4"), "exim4 is absent")
    def test_sound_filters_have_no_syntax_errors(self):
        with tempfile.TemporaryDirectory() as folder:
            runner = Runner("trommel", folder)
            for number in range(60):
                filters = exim_filters.Filters(random.Random(number))
                case = Case(message=b"From: a@b.example\n\nx\n",
                            user=filters.sound(False))
                self.assertIsNone(AT_PARSE_TIME.search(
                    runner.by_exim(case).stdout), case)


ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")
# Rows that strings do not name, and why strings of the generator lack them.
UNNAMED = {"number", "inlist item", "inlisti item", "def_header"}
LACKING = {"pam": "asks this host's accounts, and waits", "regdom": "unknown to Exim",
           "psl": "unknown to Exim"}


def rows(section):
    """-> the names of the rows of a section of the manual"""
    with open(os.path.join(ROOT, "docs/reference/exim.md"), encoding="utf-8") as page:
        text = re.search(r"\n## %s\n(.*?)(?=\n## |\Z)" % re.escape(section),
                         page.read(), re.S).group(1)
    return re.findall(r"\n### (\S+(?: item)?)", text)


class Expansions(unittest.TestCase):
    def test_a_seed_and_number_are_one_case(self):
        self.assertEqual([expand.make(3, number) for number in range(99)],
                         [expand.make(3, number) for number in range(99)])

    def test_every_row_of_the_manual_is_drawn(self):
        drawn = b" ".join(expand.make(7, number).text for number in range(30000))
        for section, form in [
                ("Expansion items", r"\{%s[\s{]"), ("Lookup types", r"[ }-]%s[\s{*,;]"),
                ("Expansion items with yes and no strings", r"\{%s[\s{,]"),
                ("Expansion operators", r"\{%s[:_]"), ("Conditions of ${if", r"[\s{!]%s\b")]:
            for name in rows(section):
                pattern = form % re.escape(name)
                if not name[0].isalpha():
                    pattern = pattern.replace(r"\b", r"[\s{]")
                if name not in UNNAMED and name not in LACKING:
                    self.assertIsNotNone(re.search(pattern.encode(), drawn), name)

    def test_every_variable_is_drawn_or_left_out_with_a_reason(self):
        left_out = sum(expand_variables.LEFT_OUT.values(), [])
        drawn = [*expand_variables.OFTEN, *expand_variables.SELDOM]
        for name in rows("Variables"):
            if name not in ("user", "header", "list"):
                self.assertIn(name, [*drawn, *left_out])
        self.assertFalse(set(drawn) & set(left_out))

    def test_every_exception_is_told_in_the_list_of_differences(self):
        with open(os.path.join(ROOT, "corpora/differences.txt"), encoding="utf-8") as page:
            lines = page.read().split("\n")
        for name, *_ in [*expand_exceptions.EXCEPTIONS, *sieve_exceptions.EXCEPTIONS,
                         *sieve_exceptions.MESSAGES]:
            self.assertTrue(any(line.startswith(name) for line in lines), name)


class SieveScripts(unittest.TestCase):
    def test_a_seed_and_number_are_one_case(self):
        source, again = (sieve.Source(5, sieve.BASIC, None) for _ in "ab")
        cases = [source.make(number) for number in range(60)]
        self.assertEqual(cases, [again.make(number) for number in range(60)])
        self.assertEqual(len(set(cases)), 60)

    def test_every_capability_is_used(self):
        source = sieve.Source(6, sieve.BASIC, None)
        drawn = b" ".join(source.make(number)[0] for number in range(400))
        for word in ("vacation", "reject", "notify", "report", "mailboxexists", "include",
                     "specialuse_exists", "duplicate", "ihave", "currentdate", "hasflag",
                     "break", "extracttext", "deleteheader", "virustest", "environment",
                     "redirect :copy", "global", ":quotewildcard", ":anychild"):
            self.assertIn(word.encode(), drawn)

    def test_another_style_is_the_same_to_one_who_reads_words(self):
        script = 'require "x"; # a\nif true { keep; }\ntext:\nA  b\n.\n;\n'
        other = sieve_style.styled(random.Random(3), script)
        self.assertNotEqual(script, other)
        self.assertIn("text:\nA  b\n.\n", other)
        self.assertIn('"x"', other)

    def test_a_class_is_what_is_left_out(self):
        case = (b'if header :mime :anychild :anychild "a" "b" {}', b"A: b\n\n")
        self.assertEqual(sieve_exceptions.rewritten(case, "compiles"), [
            ("a tag given twice", (case[0].replace(b":anychild ", b"", 1).replace(
                b"child", b"child "), case[1]))])
        self.assertEqual(sieve_exceptions.rewritten(case, "runs"), [])


class Shrinking(unittest.TestCase):
    def test_what_is_left_is_needed(self):
        case = Case(message=b"a\nb c\nd\n", user=b"one two\nthree (four)\n",
                    system=b"x", options=("-v", "-oi"), settings=(("a", "b"),))

        def fails(some):
            return b"c" in some.message and b"(" in (some.user or b"") and (
                "-oi" in some.options)

        self.assertEqual(shrink.shrink(case, fails),
                         Case(message=b"c", user=b"(", options=("-oi",)))

    def test_it_ends_in_time(self):
        pieces = shrink.fewer(list(range(9)), lambda _: True, time.monotonic())
        self.assertEqual(len(pieces), 9)


class Comparing(unittest.TestCase):
    def test_the_first_line_that_differs_is_told(self):
        left = Seen(b"a\nb\n", 0, b"")
        self.assertIsNone(difference(left, left))
        self.assertEqual(difference(left, Seen(b"a\nc\n", 0, b"")),
                         ("stdout", b"b", b"c"))
        self.assertEqual(difference(left, Seen(b"a\nb\n", 1, b"")),
                         ("exit", b"0", b"1"))
        self.assertEqual(difference(left, Seen(b"a\nb\n", 0, b" C")),
                         ("trace", b"", b" C"))

    def test_clock_and_process_are_masked(self):
        self.assertEqual(
            masked(b"<E1xXXlc-0002nL-1P@p> Sun, 29 Nov 2026 05:48:04 +0000"),
            b"<E-MESSAGE-ID@p> NOW")

    def test_what_exim_logs_is_no_trace(self):
        log = (b'LOG: MAIN PANIC\n  no @ found in the subject of an address '
               b'list match: subject="a\n\tb" pattern="c"\n')
        self.assertEqual(without_log(log + b"  LOG: x\n  y\n C\n"), b"   C\n")
        self.assertEqual(without_log(b"C\n  LOG: x\n  attempt to expand tainted "
                                     b"string '\n a\n'\n"), b"C\n")

    def test_messages_that_exim_completes_are_known(self):
        fields = b"Message-Id: <a>\nDate: x\n"
        for message, complete in [(fields, True), (b"X : y\n z\n" + fields, True),
                                  (b"\n" + fields, False), (b" x\n" + fields, False),
                                  (b">From a\n" + fields, False),
                                  (fields + b"Resent-To: a\n", False)]:
            header = exim_cases.FIELDS(message).group()
            self.assertEqual(bool(exim_cases.COMPLETE(header)), complete, message)

    def test_a_panic_is_told_from_an_error(self):
        for text in (b"2026-01-02 03:04:05 unknown lookup type",
                     b"x\nLOG: MAIN PANIC DIE\n  unknown lookup type"):
            self.assertTrue(PANIC.search(text), text)
        self.assertIsNone(PANIC.search(b'exim: bad -f address "a b"'))

    def test_alike_differences_are_one_kind(self):
        self.assertEqual(differential.kind(("stdout", b'x 1 "a"', b"y: b")),
                         differential.kind(("stdout", b'x 22 "c"', b"y: d")))

    def test_the_corpus_filter_prints_all_forms_of_all_names(self):
        text = exim_corpus.filter_for(b"X-A: 1\nx-b}\" : 2\n\nNo: 3\n")
        for wanted in (b'"$h_x-a:"', b'"$lh_x-b}\\":"', b'"$bh_to:"'):
            self.assertIn(wanted, text)
        self.assertNotIn(b"h_no:", text)


if __name__ == "__main__":
    unittest.main()
