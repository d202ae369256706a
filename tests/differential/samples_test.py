#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Do both sample filters do with the sample mailbox what expected.txt says:
run by `trommel run`, by the real Exim and by the real Pigeonhole?

  samples_test.py --trommel PROGRAM --samples FOLDER

A peer that is not installed is left out, and that is said; with no program
at all the exit status is 77."""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile

import messages
import peers

RECIPIENT = "ada@example.org"
SKIP = 77


def read_expected(path):
    """-> the destinations of message 1, 2, ... as sorted lists"""
    with open(path, encoding="utf-8") as lines:
        return [sorted(line.split()[1:]) for line in lines if line[0].isdigit()]


def by_trommel(program, script, mbox):
    """-> the destinations `trommel run` reports for each message"""
    ran = subprocess.run([program, "run", script, mbox, "--json"],
                         capture_output=True, text=True, timeout=60,
                         check=False)
    found = []
    for line in ran.stdout.splitlines():
        result = json.loads(line)
        if "number" in result:
            found.append(peers.destinations(result["destinations"]))
    if ran.returncode != 0 or not found:
        print("exit %d: %s" % (ran.returncode, ran.stderr.strip()[-500:]))
    return found


def by_peer(peer, script, mbox, folder):
    """-> the destinations a real peer reports for each message"""
    copy = shutil.copy(script, folder)
    peer.prepare(copy)
    found = []
    for number, (text, sender) in enumerate(messages.split_mbox(mbox), 1):
        path = os.path.join(folder, "%d.eml" % number)
        with open(path, "wb") as out:
            out.write(text)
        found.append(peer.folders(copy, path, sender, RECIPIENT))
    return found


def judge(label, found, expected):
    """Prints how many are as expected and which are not; -> whether all"""
    wrong = [(n, f, e) for n, (f, e) in enumerate(zip(found, expected), 1)
             if f != e]
    fine = not wrong and len(found) == len(expected)
    print("%s: %d/%d as expected" % (label, len(found) - len(wrong),
                                     len(expected)))
    for number, got, wanted in wrong:
        print("  message %d: %s, expected %s" % (number, got, wanted))
    return fine


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trommel", required=True)
    parser.add_argument("--samples", required=True)
    args = parser.parse_args()
    mbox = os.path.join(args.samples, "sample.mbox")
    expected = read_expected(os.path.join(args.samples, "expected.txt"))
    verdicts = []
    with tempfile.TemporaryDirectory(prefix="trommel-samples-") as folder:
        os.chmod(folder, 0o755)
        for language, kind in (("exim", peers.Exim), ("sieve", peers.Pigeonhole)):
            script = os.path.join(args.samples, "sample." + language)
            if os.path.exists(args.trommel):
                verdicts.append(judge("trommel run sample." + language,
                                      by_trommel(args.trommel, script, mbox),
                                      expected))
            else:
                print("left out: %s is absent" % args.trommel)
            if shutil.which(kind.binary):
                verdicts.append(judge("%s sample.%s" % (kind.name, language),
                                      by_peer(kind(folder), script, mbox, folder),
                                      expected))
            else:
                print("left out: %s is absent" % kind.binary)
    if not verdicts:
        return SKIP
    return 0 if all(verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
