#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests of messages.py: what the peers are given is what was sent."""
import os
import tempfile
import unittest

import messages

MBOX = (b"From a@x.test Mon Jan  1 00:00:00 2024\n"
        b"Subject: one\n\n>From here\n>>From there\n> From quoted\n\n"
        b"From MAILER-DAEMON Mon Jan  1 00:00:00 2024\n"
        b"Return-Path: <>\nFrom: B <b@y.test>\n\nlast\n")


class Messages(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.mbox = os.path.join(self.folder.name, "x.mbox")
        with open(self.mbox, "wb") as out:
            out.write(MBOX)

    def test_split_mbox_unquotes_and_reads_the_sender(self):
        (first, sender), (second, null) = messages.split_mbox(self.mbox)
        self.assertEqual(
            first, b"Subject: one\n\nFrom here\n>From there\n> From quoted\n")
        self.assertEqual(sender, "a@x.test")
        self.assertTrue(second.endswith(b"\nlast\n"))
        self.assertEqual(null, "")

    def test_choose_writes_the_messages_of_the_index(self):
        cut = MBOX.index(b"From MAILER")
        with open(self.mbox + ".tsv", "w", encoding="utf-8") as tsv:
            tsv.write("#n\tsource\toffset\tlength\tsha\tquoted\n"
                      "0\ts\t0\t%d\t-\t2\n1\ts\t%d\t%d\t-\t0\n"
                      % (cut, cut, len(MBOX) - cut))
        chosen = messages.choose(self.mbox, 300, self.folder.name)
        self.assertEqual([n for n, _, _ in chosen], [0, 1])
        for (_, path, _), (text, _) in zip(chosen,
                                           messages.split_mbox(self.mbox)):
            with open(path, "rb") as written:
                self.assertEqual(written.read(), text)

    def test_sender_is_a_plain_address(self):
        for header, expected in (
                (b"Return-Path: <r@x.test>\nFrom: f@x.test\n\n", "r@x.test"),
                (b"Return-Path: <>\nFrom: \"F\" <f@x.test>\n\n", "f@x.test"),
                (b"Subject: none\n\nFrom: f@x.test\n", messages.FALLBACK),
                (b"From: user at host\n\n", messages.FALLBACK)):
            self.assertEqual(messages.sender(header), expected)


if __name__ == "__main__":
    unittest.main()
