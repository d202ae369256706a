#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What stands around the strings of `trommel -be` and `-bem`, beside exim4:
prompts, continuation lines, macros, long lines, arguments, options, messages;
stdout, and the exit status."""
import os
import subprocess
import sys

import generated

CONF = """\
primary_hostname = peer.example.com
qualify_domain = example.com
spool_directory = @DIR@/spool
log_file_path = @DIR@/exim-%slog
keep_environment =
disable_ipv6
"""
MESSAGES = {
    "plain": b"From: Bob <b@x.example>\nTo: me@example.com, you\nBcc: h@x\n"
             b"Cc: c@x, c@x, \"bad\nSubject: s\n\nBody\n.\nmore\n",
    "from": b"From someone@x.example Fri Nov 21 09:55:00 2026\n"
            b"Return-path: <rp@x>\nDate: d\nMessage-Id: <m@x>\nFrom: a@b\n\nx\n",
    "bare": b"a: b\nDate: d\nMessage-Id: <m@x>\nFrom: a@b\n\nbody\n",
    "body": b"only a body\n",
    "resent": b"To: a@b\nResent-To: r@x, q\nResent-Bcc: s@x\nResent-From: f@x\n"
              b"Resent-Date: d\nResent-Message-Id: <r@x>\nDate: d\n"
              b"Message-Id: <m@x>\nFrom: a@b\n\nb\n",
    "empty": b"",
}
LINES = [
    b"", b"abc", b"abc\n", b"abc   \n", b"a\\\n   b\n\nx\n", b"abc\\", b"abc\\\n",
    b"abc \\ \n  def\n", b"a\\\n\\\nb\n", b"  lead\n\t x\n# comment\n #c\n",
    b"a\0b\nc\n", b"a\r\nb\vc\f\n", b"a\\\\\n b\n", b"\n\n", b" \n", b"\\\n",
    b"set\nset x = v\nsetacl_m_x = v\n set y=3\n", b".include /x\n.ifdef A\nxx\n.endif\n.\nb\n",
    b"NAME = x\nNAME\nA=1\nA\nAb_1 = foo\nxAb_1y\nA = 2\nA == 2\nA\n== 3\n",
    b"NAME = x y\nNAME=2\nZZ ==\nZZ = 5\n[ZZ]\nLONG = a\\\n  b\nLONG\n",
    b"  Xx = q\nXx\nxX9=3\nX9 = NAME\nX9\nB-C = 4\nE_F_1= k \nE_F_1|\n",
    b"QQ == 3\nQQ\nG == \nG|\nH= ${lc:ABC}\nH\nI =J\nJ = I\nJ\nI\n",
    b"AA = 1\nAAB = 2\nCC = 1\nDCC = 2\nDCC\nCC\n", b"Bob\n", b"Bob = \nqBob|\n",
    b"FOO = 1\nBAR = FOO2\nFOO == 3\nBAR\n", b"FOO == FOO1\nFOO\n",
    b"BB = 1\nCC = xBBy AA\nAA = 7\nCC\nBB1BB\n", b"A1 = A2\nA2 = z\nqA1\n",
    b"A1 =\nqA1|\nA2= \nqA2|\nA1==  x  \nqA1|A2\n", b"A1\\\n= 5\nqA1\n",
    b"\xc3\x89 = 3\n", b"A+=3\nA1 3\nA1=3=4\nqA1\nNm =1\nqNm\n",
    b"${if match{ab}{a(b)}{$1}}\n$1|$value|$item|$0\n",
    b"${run{/bin/false}}\n$runrc\n${run{/bin/true}}\n$runrc\n",
    b"${if match{ab}{a(b)}{$x}}\n$0|$1\n${sg{ab}{(b)}{\\\\}}\n$0|$1\n",
    b"${run{/bin/echo q}}\n${lookup dnsdb{x=a}}\n$value|\n${run{/bin/echo q}}\n"
    b"${extract json{1}{x}}\n$value|\n${run{/bin/echo q}}\n${eval:x}\n$value|\n",
    b"${prvscheck{${prvs{a@b}{k}}}{k}{x}}\n$prvscheck_result|$prvscheck_address\n", b"$n1\n${sn2}\n$acl_m1|$r_x\n",
    b"a" * 1022 + b"b" * 5 + b"\n" + b"c" * 1023 + b"d\n" + b"e" * 1022 + b"\nf\n",
    b"e" * 1030 + b"\\\n  f\n" + b"x" * 1020 + b"   y\n  " + b"z" * 1022 + b"  q\n",
    b"x" * 1022 + b"\\\n y\n" + b"x" * 1021 + b"\\\n y\n", b"q" * 5000,
]
WORDS = [
    ["a", "$local_part x", "${bad", "A=1", "A", "", "a\\"], ["a" * 256], ["b", "a" * 257, "c"],
    ["Abc", "x", "B==2", "AB=3"], ["--", "-v"], [" a ", "a\nb", "a\n"], ["a\tb ", "-v", "-f"],
    ["${if eq{a}{b}{c}fail}", "$", "${lookup{a}lsearch{/nonexistent}}"],
]
SHOWN = [["$sender_address|$return_path|$recipients|$recipients_count|$received_count",
          "$message_size|$message_linecount|$0|$1|$local_part|$domain|$body_linecount",
          "$message_body_size|$sender_ident|$received_protocol|$sender_fullhost|$reply_address",
          "$authenticated_id|$authenticated_sender|$message_body|$message_body_end",
          "$sender_host_address|$sender_host_port|$interface_address|$interface_port",
          "$h_to:|$h_bcc:|$h_from:", "$thisaddress|$runrc|$max_received_linelength"]]
OPTIONS = [[], ["-f", "q@z"], ["-f", "<>"], ["-f", "abc"], ["-oMa", "1.2.3.4.5", "-oMr", "p"],
           ["-oMs", "h.x", "-oMt", "id", "-oMi", "9.9.9.9"], ["-i"], ["-v"], ["-t"], ["-bnq"],
           ["-DX1=foo"], ["-DX1"], ["-bfd", "x"], ["-DQ=a b", "-DR = c"], ["-ti"]]


def runs(folder):
    """-> (arguments behind the program's own, standard input)"""
    for lines in LINES:
        yield ["-be"], lines
    for words in WORDS:
        yield ["-be", *words], b""
    for options in OPTIONS:
        for words in SHOWN + [["qX1", "X1=3", "X2=3", "X1==4", "qX1"], ["qQ", "qR"]]:
            yield [*options, "-be", *words], b""
            yield ["-be", *options, *words], b""
    for name in MESSAGES:
        path = os.path.join(folder, name)
        for options in OPTIONS:
            yield [*options, "-bem", path, *SHOWN[0]], b""
        yield ["-bem", path], b"$h_from:\n$1\n"
    for path in ("plain", "", "-", "/nonexistent/x", folder, "/dev/null"):
        yield ["-bem", path, "x$h_from:"], b""
    for words in (["-be", "-bf", "x", "y"], ["-bf", "x", "-be"], ["-bem"], ["-bem", "x", "-bF", "y"],
                  ["-be", "-bem", os.path.join(folder, "bare"), "$h_a:"], ["-be", "-d-all", "q"],
                  ["-bem", os.path.join(folder, "bare"), "-be", "$h_a:"], ["-be", "-f", "a b", "x"],
                  ["-D", "x=1", "-be", "a"], ["-Dx", "-be", "a"], ["-be", "-bogus"], ["-be", "-"]):
        yield words, b"x\n"


def shown(command, words, data, folder):
    ran = subprocess.run([*command, *words], input=data, stdout=subprocess.PIPE,
                         stderr=subprocess.DEVNULL, cwd=folder, check=False)
    return ran.returncode, ran.stdout


def compare(trommel, folder, _seed, _cases):
    os.chmod(folder, 0o755)
    with open(os.path.join(folder, "conf"), "w", encoding="utf-8") as out:
        out.write(CONF.replace("@DIR@", folder))
    for name, message in MESSAGES.items():
        with open(os.path.join(folder, name), "wb") as out:
            out.write(message)
    ours = [os.path.abspath(trommel), "--set=primary_hostname=peer.example.com",
            "--set=qualify_domain=example.com"]
    theirs, bad = ["exim4", "-C", os.path.join(folder, "conf")], 0
    for words, data in runs(folder):
        pair = [shown(command, words, data, folder) for command in (theirs, ours)]
        if pair[0] != pair[1]:
            bad += 1
            print("%r < %r\n  exim    %r\n  trommel %r" % (words, data[:300], *pair))
    return bad


if __name__ == "__main__":
    sys.exit(generated.run(__doc__, "expansion mode",
                           len(list(runs("/"))), compare))
