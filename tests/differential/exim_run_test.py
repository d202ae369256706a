#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Does an Exim filter do with us what it does with Exim?

  exim_run_test.py --trommel PROGRAM [--seed N] [--cases N]

Makes N filters (200) and as many messages from a seed; every fourth is a
system filter. Words what `trommel test --json` says as `exim4 -bf` would and
compares line by line, the text of a `Filter error:` included.
Exit status: 0 agreed, 1 not, 77 when exim4 or PROGRAM is absent."""
import json
import os
import re
import subprocess
import sys

import generated
import peers
from exim_filters import FIELDS, Generator

SHOWN = 10
SENDERS = ["bob@example.net", "<>", "Some.One@x.example", "me@example.com"]


def plain(line):
    """Decodes the 8-bit bytes that Exim escapes; what is no UTF-8, and what
    JSON has replaced, becomes one U+FFFD for a run of bytes."""
    line = re.sub(r"\\([23][0-7][0-7])",
                  lambda m: chr(int(m.group(1), 8)).encode("latin-1").decode(
                      "utf-8", "surrogateescape"), line)
    line = re.sub(r"(regular expression( error in)? \".*?\"): .*", r"\1", line)
    data = line.encode("utf-8", "surrogateescape")
    return re.sub("\ufffd+", "\ufffd", data.decode("utf-8", "replace")).strip()


def printed(text):
    """As Exim shows a text: control and 8-bit bytes as escapes."""
    names = {"\n": "\\n", "\r": "\\r", "\b": "\\b", "\v": "\\v", "\f": "\\f"}
    data = text.encode("utf-8", "surrogateescape").decode("latin-1")
    return "".join(names.get(c) or (
        c if c == "\t" or " " <= c < "\x7f" else "\\%03o" % ord(c))
        for c in data)


def reply_lines(verb, action):
    fields = action.get("fields", {})
    lines = ["%s to: %s%s" % (verb, action["target"],
                              " (vacation)" * ("vacation" in fields)
                             + " (noerror)" * action.get("noerror", False))]
    for name in FIELDS[1:]:
        if name in fields:
            expanded = name == "file" and "expand" in fields
            lines.append(name + ": " + printed(fields[name]) +
                         " (expanded)" * expanded)
    return lines + ["Return original message"] * ("return_message" in fields)


def action_lines(action):
    """-> what Exim prints for one of our actions"""
    kind, target = action["action"], action["target"]
    fields = action.get("fields", {})
    tail = " %04o" % fields["mode"] if "mode" in fields else ""
    tail += " (noerror)" if action.get("noerror") else ""

    def to(verb):
        unseen = "Unseen " if action["copy"] else ""
        return (unseen + verb).capitalize() + " message to: "

    if kind == "redirect":
        if "errors_to" in fields:
            tail += " errors_to " + fields["errors_to"]
        return [to("Deliver") + target + tail]
    if kind == "reply":
        return reply_lines("Mail" if action["copy"] else "Seen mail", action)
    plain = {"fileinto": to("Save") + target + tail,
             "pipe": to("Pipe") + printed(target) + tail,
             "testprint": "Testprint: " + printed(target),
             "logfile": "Logfile " + target,
             "logwrite": 'Logwrite "%s"' % printed(target),
             "addheader": 'Headers add "%s"' % printed(target),
             "removeheader": 'Headers remove "%s"' % printed(target),
             "finish": "Finish" if action["copy"] else "Seen finish",
             "note": target}
    if kind in plain:
        return [plain[kind]]
    if kind in ("fail", "freeze", "defer"):
        return ['%s text "%s"' % (kind.title(), printed(target))]
    return [] if kind == "keep" else ["? " + kind]


class Comparison:
    """Runs both programs in one folder."""

    def __init__(self, program, folder):
        self.program = program
        self.conf = peers.Exim(folder).conf
        self.script = os.path.join(folder, "script")
        self.mail = os.path.join(folder, "message")

    def write(self, script, message):
        for path, data in (self.script, script), (self.mail, message):
            with open(path, "wb") as out:
                out.write(data)

    def by_exim(self, sender, system):
        """-> the lines; None when Exim crashed"""
        with open(self.mail, "rb") as stdin:
            ran = subprocess.run(
                ["exim4", "-C", self.conf, "-oi", "-bnq", "-f", sender, "-bfl",
                 "me", "-bfd", "example.com", "-bF" if system else "-bf",
                 self.script], stdin=stdin, capture_output=True, timeout=60,
                check=False)
        text = ran.stdout.decode("utf-8", "surrogateescape")
        text = text.partition("Testing Exim filter file")[2].partition("\n")[2]
        lines = text.split("\n")
        kept = "Normal delivery will occur." in text
        lines = [plain(line) for line in lines if line.strip() and
                 not line.startswith("Filtering ") and
                 not line.startswith("Normal delivery will") and
                 not line.startswith("No other deliveries")]
        if not any(line.startswith("Filter error") for line in lines):
            lines.append("kept: %s" % kept)
        return None if ran.returncode < 0 else lines

    def by_trommel(self, sender, system):
        ran = subprocess.run(
            [self.program, "test", self.script, self.mail, "-f", sender, "-r",
             "me@example.com", "--json", "--lang=exim"]
            + ["--set=message_body_visible=%d" % peers.BODY_VISIBLE,
               "--set=primary_hostname=peer.example.com",
               "--set=qualify_domain=example.com"]
            + ["--system"] * system, capture_output=True, timeout=60,
            check=False)
        try:
            said = json.loads(ran.stdout.decode("utf-8", "surrogateescape"))
        except ValueError:
            return ["exit %d" % ran.returncode, ran.stderr.decode("latin-1")]
        lines = [line for a in said["actions"] for line in action_lines(a)]
        if said["error"]:
            lines.append("Filter error: " + said["error"]["text"])
        else:
            lines.append("kept: %s" % any(
                a["action"] == "keep" for a in said["actions"]))
        lines = "\n".join(lines).split("\n")
        return [plain(line) for line in lines if line.strip()]


def difference(theirs, ours):
    """-> the first lines that differ, or None"""
    if theirs is None:
        return None
    for number in range(max(len(theirs), len(ours))):
        pair = [lines[number] if number < len(lines) else "(nothing)"
                for lines in (theirs, ours)]
        if pair[0] != pair[1]:
            return pair
    return None


def compare(comparison, seed, cases):
    """Prints the differences; -> how many"""
    bad = 0
    for number in range(cases):
        generator = Generator(seed * 1000003 + number)
        system = number % 4 == 3
        sender = generator.one_of(SENDERS)
        script, message = generator.filter(system), generator.message()
        comparison.write(script, message)
        pair = difference(comparison.by_exim(sender, system),
                          comparison.by_trommel(sender, system))
        if not pair:
            continue
        bad += 1
        if bad <= SHOWN:
            print("case %d, sender %s%s\n%s\n%s\n  exim:    %r\n  trommel: %r"
                  % (number, sender, ", system" * system,
                     script.decode("latin-1"), message, *pair))
    return bad


def run(trommel, folder, seed, cases):
    return compare(Comparison(trommel, folder), seed, cases)


if __name__ == "__main__":
    sys.exit(generated.run(__doc__, "exim runs", 200, run))
