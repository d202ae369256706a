# SPDX-License-Identifier: MIT
"""What every lookup type is asked, and what Exim says to the same."""
import os
import shutil
import subprocess
import tempfile
import time

import servers

TROMMEL = os.path.join(os.environ.get("TROMMEL_PROGRAMS", ""), "trommel")
EXIM = shutil.which("exim4", path="/usr/sbin:/usr/bin")
TIMEOUT = 10
LOOKUP_TIMEOUT = 2  # seconds, of ours
DOWN = "127.0.0.1::1"  # nobody listens on port 1


class Checks:
    """Collects what is wrong; `with Checks("pgsql", settings) as checks:`."""

    def __init__(self, name, settings, exim=True):
        if not os.access(TROMMEL, os.X_OK):
            servers.skip("there is no " + TROMMEL)
        self.name = name
        self.settings = settings
        self.exim = exim and EXIM is not None and os.getuid() == 0
        self.wanted_exim = exim
        self.compared = 0
        self.asked = 0
        self.wrong = []

    def __enter__(self):
        self.dir = tempfile.TemporaryDirectory(prefix="trommel-lookup-")
        self.config = os.path.join(self.dir.name, "exim.conf")
        with open(self.config, "w") as file:
            file.write("keep_environment =\n")
            for name, value in self.settings.items():
                if not name.startswith("dns_servers"):
                    file.write(f"{name} = {value}\n")
        return self

    def __exit__(self, kind, *_):
        self.dir.cleanup()
        if kind is not None:
            return
        print(f"{self.name}: {self.asked} expansions, {self.compared} of them "
              f"beside Exim, {len(self.wrong)} wrong")
        if self.wanted_exim and not self.exim:
            print("not beside Exim: needs exim4-daemon-heavy and root")
        for line in self.wrong:
            print(line)
        if self.wrong or self.asked == 0:
            raise SystemExit(1)

    def options(self, settings=None):
        chosen = {"lookup_timeout": LOOKUP_TIMEOUT, **self.settings,
                  **(settings or {})}
        return [f"--set={name}={value}" for name, value in chosen.items()]

    def run(self, words, text=""):
        try:
            done = subprocess.run(
                words, input=text.encode(), capture_output=True, check=False,
                timeout=TIMEOUT,
                env={**os.environ, "XDG_CONFIG_HOME": "/nonexistent"})
        except subprocess.TimeoutExpired:
            return f"no answer within {TIMEOUT} s\n", None
        return done.stdout.decode(errors="replace"), done

    def expand(self, text, settings=None):
        self.asked += 1
        return self.run([TROMMEL, "-be", *self.options(settings), text])[0]

    def expect(self, what, text, wanted, settings=None):
        """`wanted` is a whole answer, or a function that judges it."""
        got = self.expand(text, settings)
        good = wanted(got) if callable(wanted) else got == wanted + "\n"
        if not good:
            self.wrong.append(f"{what}: {text!r}\n  got {got!r}")

    def defers(self, what, text, settings=None, words=""):
        begin = time.monotonic()
        self.expect(what, text, lambda got: got.startswith(
            "Failed: lookup of \"") and "\" gave DEFER: " in got and
            words in got, settings)
        took = time.monotonic() - begin
        if took > LOOKUP_TIMEOUT + 3:
            self.wrong.append(f"{what}: took {took:.1f} s")

    def same(self, *texts):
        """Ours and Exim's answers are the same bytes; all of ours come first,
        so that either begins with the same tables."""
        answers = [self.expand(text) for text in texts]
        for text, ours in zip(texts, answers if self.exim else []):
            theirs, done = self.run([EXIM, "-C", self.config, "-be", text])
            self.compared += 1
            if done is None or done.returncode != 0 or done.stderr:
                self.wrong.append(f"Exim: {text!r}: {done and done.stderr!r}")
            if ours != theirs:
                self.wrong.append(f"{text!r}\n  ours {ours!r}\n"
                                  f"  Exim {theirs!r}")

    def answers(self, kind, *queries):
        """As same(), of queries, told apart from a miss."""
        self.same(*("${lookup %s{%s}{[$value]}{no}}" % (kind, q)
                    for q in queries))

    def filtered(self, text, subject):
        """The output of a filter that prints an expansion; $h_subject: is a
        stranger's."""
        self.asked += 1
        path = os.path.join(self.dir.name, "filter")
        with open(path, "w") as file:
            quoted = text.replace('"', '\\"')
            file.write(f'# Exim filter\ntestprint "{quoted}"\n')
        return self.run([TROMMEL, "-bf", path, *self.options(),
                         "-f", "eve@far.example"],
                        f"From: eve@far.example\nSubject: {subject}\n\nx\n")[0]

    def refuses(self, what, text, subject):
        got = self.filtered(text, subject)
        if "tainted search query is not properly quoted" not in got:
            self.wrong.append(f"{what}: {text!r} of {subject!r}\n  got {got!r}")

    def allows(self, what, text, subject, wanted):
        got = self.filtered(text, subject)
        if f"Testprint: {wanted}\n" not in got:
            self.wrong.append(f"{what}: {text!r} of {subject!r}\n  got {got!r}")
