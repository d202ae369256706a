#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The lookup type readsock, ${readsocket and the condition saslauthd, on
sockets of our own."""
import checks
import servers


def readsock():
    def answer(request):
        made = {b"miss": b"", b"hang": None, b"nul": b"a\0b"}
        return made.get(request, b"<" + request + b">")

    with servers.LocalSocket(answer) as here, servers.Silent() as silent, \
            checks.Checks("readsock", {}, exim=False) as check:
        look = "${lookup readsock,file=%s{%%s}{[$value]}{n}}" % here.path
        check.expect("hit", look % "x y", "[<x y>]")
        check.expect("miss", look % "miss", "n")
        check.expect("default", "${lookup readsock,file=%s{miss}{$value}"
                     "{other}}" % here.path, "other")
        check.expect("in the query", "${lookup readsock{%s x y}}" % here.path,
                     "<x y>")
        check.expect("only a socket", "${lookup readsock{%s}}" % here.path,
                     "<>")
        check.expect("a NUL ends it", look % "nul", "[a]")
        before = len(here.asked)
        check.expect("twice is asked twice", look % "x" + look % "x",
                     "[<x>][<x>]")
        if len(here.asked) != before + 2:
            check.wrong.append("an answer was kept")
        check.expect("partial", "${lookup partial-readsock{%s x}}" % here.path,
                     lambda got: "is not permitted for lookup type" in got)
        check.defers("down", "${lookup readsock,file=%s.none{x}}" % here.path,
                     words="No such file or directory")
        check.defers("nobody listens",
                     "${lookup readsock,file=inet:127.0.0.1:1{x}}",
                     words="Connection refused")
        check.defers("hangs", look % "hang", words="socket read timed out")
        check.defers("hangs, inet", "${lookup readsock,file=inet:127.0.0.1:%d,"
                     "timeout=1s{x}}" % silent.port,
                     words="socket read timed out")
        check.defers("does not speak TLS", "${lookup readsock,file=%s,tls=yes,"
                     "sni=a.example{x}}" % here.path)
        check.allows("a stranger's request", look % "$h_subject:", "\\$x",
                     "[<\\$x>]")
        for what, text, words in [
                ("injection", "${lookup readsock{$h_subject: x}}",
                 "a tainted query cannot name its socket"),
                ("a stranger's option", "${lookup readsock{$h_subject:}}",
                 "a tainted query cannot name its socket"),
                ("an answer expanded", "${expand:%s}" % (look % "a"),
                 "expand tainted string")]:
            got = check.filtered(text, here.path)
            if words not in got:
                check.wrong.append(f"{what}: {got!r}")
        check.expect("locked", look % "x",
                     "Failed: socket insertions are not permitted",
                     {"forbid_filter_readsocket": "true"})
        check.expect("too many", look % "a" + look % "b" + look % "c",
                     "Failed: a run may make no more than 2 connections "
                     "(setting socket_connections)", {"socket_connections": 2})
        socket = "${readsocket{%s}{x}{1s}{:}{failed}}" % here.path
        check.expect("too many, and a text for failures", socket * 3,
                     "Failed: a run may make no more than 2 connections "
                     "(setting socket_connections)", {"socket_connections": 2})
        check.expect("enough", socket * 2, "<x><x>", {"socket_connections": 2})


# What Exim 4.96 says to the same answers of a daemon at its own place.
ANSWERS = [
    (b"\0\2OK", "y"), (b"\0\2NO", "n"), (b"\0\4NO x", "n"), (b"\0\5OK yy", "y"),
    (b"\0\2XX", "Failed: XX"), (b"\0\2ok", "Failed: ok"), (b"\0\5OK", "y"),
    (b"\0\3OKK", "y"), (b"\0\2OKmore", "y"),
    (b"\3\xffOK" + b"z" * 1021, "y"), (b"\0\0", None), (b"", None),
    (b"\0", None), (b"\0\1O", None), (b"OK", None),
    (b"\4\1OK" + b"z" * 1023, None), (b"\x80\0" + b"x" * 100, None),
]
REQUESTS = [
    ("{ada}{pw}", b"\0\3ada\0\2pw\0\0\0\0"),
    ("{ada}{pw}{imap}{realm}", b"\0\3ada\0\2pw\0\4imap\0\5realm"),
    ("{ada}{pw}{}{realm}", b"\0\3ada\0\2pw\0\0\0\5realm"),
    ("{}{}", b"\0\0\0\0\0\0\0\0"),
    ("{a\\x00b}{pw}", b"\0\1a\0\2pw\0\0\0\0"),
    ("{ada}{${length_300:${base64:${sg{%s}{a}{bbbbbbbbbb}}}}}" % ("a" * 30),
     b"\0\3ada\1\x2c" + b"YmJi" * 75 + b"\0\0\0\0"),
]


def four_strings(received):
    """Whether all of a request has come: saslauthd reads to no end."""
    at = 0
    for _ in range(4):
        if len(received) < at + 2:
            return False
        at += 2 + int.from_bytes(received[at:at + 2], "big")
    return len(received) >= at


def saslauthd():
    say = [b""]
    with servers.LocalSocket(lambda request: say[0], four_strings) as here, \
            checks.Checks("saslauthd", {"saslauthd_socket": here.path},
                          exim=False) as check:
        text = "${if saslauthd{%s}{y}{n}}"
        for answer, wanted in ANSWERS:
            say[0] = answer
            check.expect(f"answer {answer[:8]!r}", text % "{ada}{pw}",
                         wanted or "Failed: no answer from saslauthd daemon at "
                         + here.path)
        say[0] = b"\0\2OK"
        for words, bytes_sent in REQUESTS:
            check.expect("request", text % words, "y")
            if here.asked[-1] != bytes_sent:
                check.wrong.append(f"{words}: sent {here.asked[-1]!r}")
        check.expect("too long", text % "{a}{${sg{${sg{%s}{a}{%s}}}{a}{%s}}}"
                     % ("a" * 40, "a" * 30, "x" * 60),
                     "Failed: a string is too long for saslauthd")
        check.expect("down", text % "{ada}{pw}",
                     "Failed: cannot connect to saslauthd daemon at "
                     "/nosuch/mux: No such file or directory",
                     {"saslauthd_socket": "/nosuch/mux"})
        check.expect("two are enough", text % "{a}{b}" * 3,
                     "Failed: a run may make no more than 2 connections "
                     "(setting socket_connections)", {"socket_connections": 2})
        say[0] = None
        check.expect("hangs", text % "{ada}{pw}",
                     "Failed: socket read timed out")


readsock()
saslauthd()
