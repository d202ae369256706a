# SPDX-License-Identifier: MIT
"""Strings expanded by `exim4 -be` and by `trommel -be`, many in one process."""
import dataclasses
import os
import re
import subprocess

import expand_exceptions
import expand_files

SETTINGS = {"primary_hostname": "peer.example.com",
            "qualify_domain": "example.com",
            "keep_environment": "HOME : EXPAND_X : EXPAND_EMPTY"}
ENVIRONMENT = {"EXPAND_X": "env $1", "EXPAND_EMPTY": ""}
_CONF = """\
spool_directory = @DIR@/spool
log_file_path = @DIR@/exim-%slog
"""
MESSAGES = [
    b"",
    b"""\
From: Bob <bob@x.example>
To: me@example.com, "A, B" <ab@example.net>
Cc: one@example.org
Subject: =?utf-8?q?=C3=A4?= $1 ${lc:X} a:b
Reply-To: reply@example.com
X-List: a:b::c : $domain
X-Json: {"a":"$1","b":[1,2]}
X-8bit: \xe4\xc3\xa4 z
X-Num: 17
Message-Id: <m1@x.example>
Date: Fri, 21 Nov 2025 09:55:06 +0000

Body $1 ${lc:BODY}
line two
""",
    b"""\
From: "Q}" <q@x.example>
To: me@example.com
To: you@example.com
Subject: folded
\tline
X-List: <; x ; y
X-Num: 3K
Message-Id: <m2@x.example>
Date: Fri, 21 Nov 2025 09:55:06 +0000

.
""",
    b"""\
Received: from a.example by b.example; Fri, 21 Nov 2025 09:55:06 +0000
Received: from c.example
\tby d.example; Fri, 21 Nov 2025 09:55:05 +0000
From: =?iso-8859-1?q?J=F6rg?= <j@x.example>
Sender: s@x.example
To: g: a@example.com, "b c"@example.net;,
  (comment) <d@example.org>
Cc: =?utf-8?b?w6Q=?= =?utf-8?q?_x?= <e@example.org>
Resent-To: r@example.com
Resent-From: q@x.example
Resent-Date: Fri, 21 Nov 2025 09:55:06 +0000
Resent-Message-Id: <m5@x.example>
Subject: =?utf-8?q?a?=
 =?utf-8?q?b?= =?koi8-r?b?8NLJ18XU?= =?utf-8?q?" " =?x?q?y?=
X-Words: =?utf-8?q?=00=0A=E4?= =?utf-8?q?""" + 40 * b"ab" + b"""?=
X-Fold: one
  two \t
\tthree
X-Empty:
X-Empty:   
X-Long: """ + 30 * b"0123456789 a:b, " + b"""
X-List: a: b ::c
X-List: ${lc:X}
X-Num: -7
X-Json: [{"a":1},{"a":"x\\"y"},null]
Message-Id: <m3@x.example>
Date: Fri, 21 Nov 2025 09:55:06 +0000

""" + 40 * b"a line of the body $1 \xe4\x00\t{\n",
    b"""\
From x@y.example Fri Nov 21 09:55:06 2025
From: b@x.example
X-Num : 08
To : undisclosed:;
Bcc: hidden@example.com
Subject:no blank
X-8bit: \xc3\xa4\xff\x01\x7f
X-Json: {"a":"b"
X-List:
Message-Id: <m4@x.example>
Date: Fri, 21 Nov 2025 09:55:06 +0000
""",
]
TIMEOUT = 120
PIECE = 1000  # bytes of a line that Exim reads at once, and some room
WORD = 256  # bytes of an argument that Exim takes
MACRO = re.compile(rb"[A-Z]")  # begins what Exim takes for a definition
CHANCE = re.compile(rb"randint:(?!([01]?|x|-1| 1|01|)\})")
# Whom Exim runs as; words that an earlier error may have left
MASKED = re.compile(rb"\(euid=\d+ egid=\d+\)|(?<=too short for cdb lookup: ).*|"
                    rb"(?<=unable to complete match against \"\+none\": ).*")

# What stands behind each string, and what it makes. The second makes $0 and
# $value empty and $1 too, in memory that lasts: Exim forgets where it has put
# them at the end of a string.
PLAIN = b"@@%d@@", b"@@%d@@"
CLEARING = (b"${if match{}{}{${env{EXPAND_EMPTY}{$x%d}}}}",
            b'Failed: unknown variable name "x%d"')


@dataclasses.dataclass(frozen=True)
class Case:
    """text: bytes to expand, on several lines when there are backslashes in
    front of the line ends; message: of MESSAGES; words: given as an argument
    and not on standard input. Cases of one batch share all but the text."""
    text: bytes
    message: int = 0
    words: bool = False
    macros: tuple = ()  # lines that define them
    carried: bool = False  # sees what strings before it left in $0, $1, $value

    def replace(self, **changes):
        return dataclasses.replace(self, **changes)

    def sendable(self):
        """Whether the text reaches the expander as it is"""
        if b"\0" in self.text or MACRO.match(self.text) or CHANCE.search(self.text):
            return False
        if self.words:
            return len(self.text.replace(b"DIR", b"x" * 50)) <= WORD
        return (all(len(line) < PIECE for line in self.text.split(b"\n")) and
                not re.search(rb"(?<!\\)\n", self.text) and
                self.text == self.text.rstrip() and self.text != b"" and
                not self.text.endswith(b"\\"))


class Runner:
    """Runs cases in a folder of its own, made by the first of them."""

    def __init__(self, trommel, folder):
        self.trommel = os.path.abspath(trommel)
        self.folder = folder
        self.files = os.path.join(folder, "files").encode()
        if not os.path.exists(self.files):
            os.mkdir(self.files)
            expand_files.make(self.files.decode())
            self._prepare()

    def _path(self, name):
        return os.path.join(self.folder, name)

    def _prepare(self):
        with open(self._path("conf"), "w", encoding="utf-8") as out:
            out.writelines("%s = %s\n" % pair for pair in SETTINGS.items())
            out.write(_CONF.replace("@DIR@", self.folder))
        for number, message in enumerate(MESSAGES):
            with open(self._path("message%d" % number), "wb") as out:
                out.write(message)

    def commands(self, message):
        """-> the words for exim4 and those for trommel"""
        mode = ["-f", "sender@x.example", "-be"]
        if message:
            mode[-1:] = ["-bem", self._path("message%d" % message)]
        return (["exim4", "-C", self._path("conf"), *mode],
                [self.trommel, *mode, *[
                    "--set=%s=%s" % pair for pair in SETTINGS.items()]])

    def _run(self, command, texts, words):
        data = b"" if words else b"".join(text + b"\n" for text in texts)
        return subprocess.run(
            [*command, "--", *texts] if words else command, input=data,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=TIMEOUT,
            cwd=self.folder, check=False,
            env=dict(os.environ, **ENVIRONMENT)).stdout

    def _results(self, command, cases):
        """-> a result a case, as far as the program came"""
        words = cases[0].words
        send, shown = PLAIN if cases[0].carried else CLEARING
        prompt = b"" if words else b"> "
        texts = [*cases[0].macros, send % len(cases)]
        for number, case in enumerate(cases):
            texts += [case.text, send % number]
        out = b"\n" + self._run(
            command, [text.replace(b"DIR", self.files) for text in texts], words)
        results = []
        for number in [len(cases), *range(len(cases))]:
            mark = b"\n%s%s\n" % (prompt, shown % number)
            at = out.find(mark)
            if at < 0:
                break
            results.append(MASKED.sub(b"~", out[1 + len(prompt):at]).replace(
                b"Failed: (null)", b"Failed: "))
            out = out[at + len(mark) - 1:]
        return results[1:]

    def _exception(self, case, ours):
        """-> the names of the classes of a case that differs, if they explain it"""
        for name, other in expand_exceptions.rewritten(case, ours):
            same = [self._results(words, [other])
                    for words in self.commands(case.message)]
            if not same[0] or same[0] == same[1]:
                return name
            more = (same[1] and same[1][0] != ours and other != case and
                    self._exception(other, same[1][0]))
            if more:
                return name + " and " + more
        return None

    def compare(self, cases):
        """Cases of one message and manner. -> a list of None (they agree),
        "carried" (they do when they stand alone, not after the others),
        "crash" (Exim gave no result), the name of an exception of
        expand_exceptions.py, or (Exim's result, ours)"""
        theirs, ours = [self._results(words, cases)
                        for words in self.commands(cases[0].message)]
        if len(theirs) == len(ours) == len(cases):
            found = [None if pair[0] == pair[1] else pair
                     for pair in zip(theirs, ours)]
            if len(cases) == 1:
                return [found[0] and (self._exception(cases[0], found[0][1]) or found[0])]
            return [pair and (self.compare([case])[0] or "carried")
                    for case, pair in zip(cases, found)]
        if len(cases) > 1:
            return [self.compare([case])[0] for case in cases]
        if not theirs:
            return ["crash"]
        return [(theirs[0], ours[0] if ours else b"(no result)")]
