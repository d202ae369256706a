#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The lookup type dnsdb, on a name server.

Exim asks only the system's resolver at port 53: it is compared with in a
network of its own (unshare, root), where the server has that port and
/etc/resolv.conf names it.
"""
import os
import shutil
import subprocess
import sys
import tempfile

import checks
import servers

ZONE = """$ORIGIN garden.example.
$TTL 60
@ SOA ns.garden.example. hostmaster.garden.example. 1 2 3 4 5
@ NS ns
@ NS ns2
@ MX 10 mx1
@ MX 20 mx2
@ TXT "v=spf1 -all" "second"
@ TXT "other"
@ CAA 0 issue "ca.example"
@ TYPE99 \\# 12 0b763d73706631202d616c6c
ns A 127.0.0.1
ns2 A 127.0.0.1
mx1 A 192.0.2.1
mx1 AAAA 2001:db8::1
mx2 A 192.0.2.2
mx2 A 192.0.2.3
alias CNAME mx1
alias2 CNAME alias
dangling CNAME nowhere
_25._tcp.mx1 TLSA 3 1 1 0123456789abcdef0123456789abcdef
_imap._tcp SRV 1 2 143 mx1
_none._tcp SRV 0 0 0 .
_client._smtp.ok SRV 1 2 0 mx1
_client._smtp.no SRV 1 1 0 mx1
_client._smtp.unk SRV 1 3 0 mx1
_client._smtp.unk4 SRV 1 4 0 mx1
_client._smtp.zero SRV 1 0 0 mx1
_client._smtp.v2 SRV 2 2 0 mx1
_client._smtp.par SRV 1 2 1 mx1
_client._smtp.dot SRV 1 2 0 .
sub NS ns.sub
ns.sub A 127.0.0.2
nullmx MX 0 .
multi TYPE99 \\# 6 026161026262
multi TXT "aa" "bb" "cc"
multi2 TXT "" "bb"
multi2 TXT "aa"
multi2 TXT ""
quotes TXT "a\\"b\\\\c\\200d" "" "x"
empty TXT ""
upper MX 5 MX1.Garden.Example.
ptr PTR mx1
under_score A 192.0.2.77
self MX 5 self
self A 192.0.2.8
a*b TXT star
odd CNAME a\\.b\\ c\\001.x
"""

REVERSE = """$ORIGIN 2.0.192.in-addr.arpa.
$TTL 60
@ SOA ns.garden.example. hostmaster.garden.example. 1 2 3 4 5
@ NS ns.garden.example.
1 PTR mx1.garden.example.
2 PTR mx2.garden.example.
2 PTR other.garden.example.
_client._smtp.1 SRV 1 2 0 mx1.garden.example.
"""

REVERSE6 = """$ORIGIN 8.b.d.0.1.0.0.2.ip6.arpa.
$TTL 60
@ SOA ns.garden.example. hostmaster.garden.example. 1 2 3 4 5
@ NS ns.garden.example.
1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0 PTR mx1.garden.example.
"""

ZONES = {"garden.example": ZONE, "2.0.192.in-addr.arpa": REVERSE,
         "8.b.d.0.1.0.0.2.ip6.arpa": REVERSE6}

LINES = """
a=mx1.G
a=mx2.G
>: a=mx2.G
>; a=mx2.G
>:, a=mx2.G
>:; a=mx2.G
mx=G
>: mx=G
>:,; mx=G
>, mx=G
>,, mx=G
>,; mx=G
>:; mx=G
>;;mx=G
>;,mx=G
mxh=G
>: mxh=G
aaaa=mx1.G
aaaa=mx2.G
a+=mx1.G
>; a+=mx1.G
a+=x.other.test:mx1.G
defer_strict,a+=mx2.G
ns=G
ns=a.G
ns=sub.G
soa=G
soa=deep.er.G
>:,; soa=G
>:,  soa=G
>: soa=G
>:; soa=G
txt=G
>:, txt=G
>:; txt=G
>:,; txt=G
>:;; txt=G
G
spf=G
>:, spf=G
spf=multi.G
>:,! spf=multi.G
>:; spf=multi.G
>:, spf=multi.G
txt=multi.G
txt=multi2.G
>:, txt=multi2.G
txt=quotes.G
>:; txt=quotes.G
>:,! txt=quotes.G
txt=empty.G
txt=a*b.G
srv=_imap._tcp.G
>:,/ srv=_imap._tcp.G
>:; srv=_imap._tcp.G
srv=_none._tcp.G
tlsa=_25._tcp.mx1.G
>:,/ tlsa=_25._tcp.mx1.G
>:; tlsa=_25._tcp.mx1.G
cname=alias.G
cname=alias2.G
cname=alias2.G:alias.G
cname=mx1.G
cname=odd.G
a=alias.G
a=alias2.G
a=dangling.G
mx=alias.G
ptr=192.0.2.1
ptr=192.0.2.2
>: ptr=192.0.2.2
ptr=2001:db8::1
ptr=ptr.G
ptr=192.0.2.9
ptr=<; 192.0.2.1;192.0.2.2
ptr=192.0.2.1:192.0.2.2
ptr = <; 192.0.2.1 ; 2001:db8::1
csa=ok.G
>:,! csa=ok.G
>:; csa=ok.G
csa=no.G
csa=unk.G
csa=unk4.G
csa=zero.G
csa=v2.G
csa=par.G
csa=host.par.G
csa=dot.G
csa=nothing.G
csa=192.0.2.1
csa=[192.0.2.1]
zns=G
>: zns=a.b.G
zns=x.sub.G
zns=nosuch.other.test
zns=b!d.G
a=mx1.G:mx2.G
>: a=mx1.G:nosuch.G:mx2.G
a=nosuch.G:nosuch2.G
a=<;mx1.G;mx2.G
>: a = mx1.G : mx2.G
defer_strict,a=mx1.G:x.other.test
defer_lax,a=mx1.G:x.other.test
defer_never,a=mx1.G:x.other.test
defer_strict,a=x.other.test
defer_lax,a=x.other.test
defer_never,a=x.other.test
defer_foo,a=mx1.G
a=x.other.test
dnssec_strict,a=mx1.G
dnssec_lax,a=mx1.G
dnssec_never,a=mx1.G
dnssec_foo,a=mx1.G
defer_never,dnssec_strict,a=mx1.G
retrans_5s,a=mx1.G
retrans_0s,a=mx1.G
retrans_,a=mx1.G
retrans_x,a=mx1.G
retrans_1s,retry_1,a=mx1.G
retry_,a=mx1.G
retry_x,a=mx1.G
retry_2x,a=mx1.G
defer_lax,dnssec_lax,retry_1,>: a=mx1.G
>: defer_lax,a=mx2.G
defer_lax a=mx1.G
defer_lax , a=mx1.G
DEFER_LAX,A=mx1.G
Mx=G
a = mx1.G
a=  mx1.G  
> a=mx2.G
>  a=mx2.G
>x a=mx2.G
>: ,a=mx2.G
>:,a=mx2.G
>: ;mx=G
>\\na=mx2.G
>\\n,: txt=G
>ab mx=G
a=odd\\\\.name.G
a=-bad.G
a=b!d.G
a=a..b
a=under_score.G
a=nullmx.G
mx=nullmx.G
mxh=nullmx.G
mx=upper.G
mx=UPPER.G
mx=G.
a=MX1.garden.EXAMPLE
bogus=G
any=G
a=
=G
>
>:
>:,;
mx=.
a=::
a=192.0.2.1
aaaa=192.0.2.1
mx=192.0.2.1
a=:mx1.G
ptr=
csa=
zns=
mx=G:alias.G
a,b=mx1.G
a=mx1 .G
a=mx1.G mx2.G
"""


def queries():
    return [line.replace("G", "garden.example")
            for line in LINES.strip("\n").split("\n")]


def beside_exim():
    """Inside the network of its own."""
    resolver = tempfile.NamedTemporaryFile("w", prefix="trommel-resolv-")
    resolver.write("nameserver 127.0.0.1\n"
                   "options timeout:1 attempts:1 trust-ad\n")
    resolver.flush()
    for words in (["ip", "link", "set", "lo", "up"],
                  ["mount", "--bind", resolver.name, "/etc/resolv.conf"]):
        subprocess.run(words, check=True)
    with servers.Nsd({**ZONES, "mail.example": MAIL}, port=53), \
            checks.Checks("dnsdb beside Exim",
                          {"dns_servers": "127.0.0.1:53"}) as check:
        check.answers("dnsdb", *queries())
        variable = "$lookup_dnssec_authenticated"
        check.same("${lookup dnsdb{a=mx1.garden.example}}" + variable,
                   "${lookup dnsdb{dnssec_never,a=mx1.garden.example}}"
                   + variable, *LISTS)
        check.same(*mail_hosts())
        settings_beside_exim()


LISTS = [
    "${if forany{${lookup dnsdb{>: mxh=garden.example}}}"
    "{match_domain{$item}{mx2.garden.example}}{yes}{no}}",
    "${if forany{${lookup dnsdb{>: mxh=garden.example}}}"
    "{match_domain{$item}{mx3.garden.example}}{yes}{no}}",
    "${reduce {${lookup dnsdb{>: mx=garden.example}}}{0}{${eval:$value+1}}}",
    "${map{${lookup dnsdb{>: a=mx2.garden.example}}}{<$item>}}",
]


# $ORIGIN mail.example.: where mail goes, to this host (loopback) or others.
MAIL = """$ORIGIN mail.example.
$TTL 60
@ SOA ns.mail.example. hostmaster.mail.example. 1 2 3 4 5
@ NS ns
ns A 127.0.0.1
here A 127.0.0.1
here2 A 127.0.0.9
here6 AAAA ::1
both A 192.0.2.9
both A 127.0.0.1
away A 192.0.2.1
away2 A 192.0.2.2
first MX 10 here
first MX 20 away
second MX 10 away
second MX 20 here
equal MX 10 away
equal MX 10 here
none MX 10 away
none MX 20 away2
three MX 10 away
three MX 20 away2
three MX 30 here2
six MX 5 here6
two MX 5 both
alias CNAME first
viaalias MX 5 aliashost
aliashost CNAME here
noaddress MX 10 nosuch
lost MX 10 nosuch
lost MX 20 here
null MX 0 .
only A 127.0.0.1
outside MX 10 x.other.test.
"""
MAIL_ITEMS = ["@mx_any", "@mx_primary", "@mx_secondary", "@mx_any/foo",
              "@mx_any/ignore=127.0.0.1", "@mx_primary/ignore=<;127.0.0.1;::1",
              "@mx_any/ignore=127.0.0.0/8", "!@mx_any", "@mx_anyone", "@MX_ANY",
              "@mx_any/ignore=", "@mx_secondary/ignore=!127.0.0.1 "]
# Left out: names with one host that defers and one that does not. What Exim
# answers there changes from run to run.
MAIL_NAMES = ["first", "second", "equal", "none", "three", "six", "two",
              "alias", "viaalias", "noaddress", "lost", "null", "only",
              "nosuch", "outside", "FIRST"]


def mail_hosts(without=()):
    """Of lists of domains: @mx_any and its kin."""
    for name in [f"{name}.mail.example" for name in MAIL_NAMES
                 if name not in without] + [
            "no host", "", "127.0.0.1"] + ["x.other.test"][len(without):]:
        for item in MAIL_ITEMS:
            yield "${if match_domain{%s}{<? %s}{[$value|$0|$1]}{n}}" % (name,
                                                                        item)


def settings_beside_exim():
    """dns_trust_aa, dns_again_means_nonexist, hosts_treat_as_local."""
    with checks.Checks("dnsdb by settings, beside Exim", {
            "dns_servers": "127.0.0.1:53",
            "dns_trust_aa": "garden.example : *.other",
            "dns_again_means_nonexist": "*.other.test",
            "hosts_treat_as_local": "away.mail.example"}) as check:
        for query in ["a=mx1.garden.example", "dnssec_strict,a=mx1.garden.exampl"
                      "e", "dnssec_never,a=mx1.garden.example", "a=here.mail.ex"
                      "ample", "dnssec_strict,a=here.mail.example",
                      "a=x.other.test", "defer_strict,a=x.other.test",
                      "defer_strict,tlsa=x.other.test", "mx=other.test",
                      "defer_strict,a=no.garden.example", "a=no.mail.example",
                      "dnssec_strict,a=no.mail.example", "mx=ns.mail.example",
                      "dnssec_strict,mx=ns.garden.example", "a=no_host!",
                      "a=x.other.test:mx1.garden.example",
                      "a=mx1.garden.example:x.other.test"]:
            check.same("${lookup dnsdb{%s}{[$value]}{no}} "
                       "$lookup_dnssec_authenticated" % query)
        check.same("${if match{abc}{(b)}{${lookup dnsdb{a=mx1.garden.example}}"
                   "$1}}")
        # $0 is the host that hosts_treat_as_local was held against last: of
        # hosts with one preference any, and of an alias what it stands for.
        check.same(*mail_hosts(without=["equal", "viaalias"]))


def alone():
    with servers.Nsd(ZONES) as server, servers.Silent() as silent, \
            checks.Checks("dnsdb", {"dns_servers": server.where},
                          exim=False) as check:
        hit = "${lookup dnsdb{a=mx1.garden.example}}"
        check.expect("hit", hit, "192.0.2.1")
        check.expect("miss", "${lookup dnsdb{a=no.garden.example}{y}{n}}", "n")
        check.expect("default", "${lookup dnsdb{a=no.garden.example}{$value}"
                     "{other}}", "other")
        check.expect("caa", "${lookup dnsdb{caa=garden.example}}",
                     "0 issue ca.example")
        for text, wanted in zip(LISTS, ["yes", "no", "2",
                                        "<192.0.2.2>:<192.0.2.3>"]):
            check.expect("lists", text, wanted)
        check.allows("a stranger's key", "${lookup dnsdb{a=$h_subject:}}",
                     "mx1.garden.example", "192.0.2.1")
        got = check.filtered("${lookup pgsql{${lookup dnsdb{txt=$h_subject:}}}"
                             "}", "multi.garden.example")
        if "tainted search query" not in got:
            check.wrong.append(f"an answer in a query: {got!r}")
        got = check.filtered("${expand:${lookup dnsdb{txt=$h_subject:}}}",
                             "multi.garden.example")
        if "expand tainted string" not in got:
            check.wrong.append(f"an answer expanded: {got!r}")
        down = {"dns_servers": "127.0.0.1:1"}
        hang = {"dns_servers": f"127.0.0.1:{silent.port}"}
        check.defers("down", hit, down)
        check.defers("hangs", hit, hang)
        check.defers("retrans", hit.replace("a=", "retrans_1s,retry_1,a="),
                     hang)
        check.expect("never", "${lookup dnsdb{defer_never,a=a.example}{y}{n}}",
                     "n", hang)
        check.expect("lists that ask for one another",
                     "${if match_domain{self.garden.example}{@mx_any}{y}{n}}",
                     "Failed: lists of mail hosts are nested more than 20 deep",
                     {"hosts_treat_as_local": "@mx_any"})
        check.expect("lists that defer for one another",
                     "${if match_domain{garden.example}{@mx_any}{y}{n}}",
                     lambda got: "Failed: " in got,
                     {**down, "dns_again_means_nonexist": "@mx_any"})
        check.expect("the next server answers", hit, "192.0.2.1", {
            "dns_servers": f"127.0.0.1:1,{server.where}"})


A, CNAME, MX, TXT = 1, 5, 15, 16
ADDRESS = servers.record(A, bytes([192, 0, 2, 5]))
ANSWERS = {
    "secure.example": (0xA0, [ADDRESS]),
    "plain.example": (0x80, [ADDRESS]),
    "broken.example": (0x82, []),
    # Names that point at themselves, past the end, or at nothing sound.
    "circle.example": (0x80, [servers.record(MX, b"\0\1\xc0\x2d")]),
    "past.example": (0x80, [servers.record(MX, b"\0\1\xff\xff")]),
    "short.example": (0x80, [servers.record(MX, b"\0")]),
    "cut.example": (0x80, [ADDRESS[:-2]]),
    "long.example": (0x80, [servers.record(TXT, b"\xffabc")]),
    # The resolver leaves the alias to us.
    "alias.example": (0x80, [servers.record(CNAME, b"\5plain\7example\0")]),
    "loop.example": (0x80, [servers.record(CNAME, b"\4loop\7example\0")]),
}


def made_up():
    """Answers that no sound name server gives, and DNSSEC."""
    def answer(name, kind):
        return ANSWERS.get(name)

    with servers.Answerer(answer) as server, \
            checks.Checks("dnsdb, made up", {"dns_servers": server.where},
                          exim=False) as check:
        secure = "$lookup_dnssec_authenticated"
        for query, wanted in [
                ("dnssec_strict,a=secure", "[192.0.2.5]yes"),
                ("a=secure", "[192.0.2.5]yes"), ("a=plain", "[192.0.2.5]no"),
                ("dnssec_never,a=secure", "[192.0.2.5]"),
                ("a=alias", "[192.0.2.5]no")]:
            check.expect("dnssec", "${lookup dnsdb{%s.example}{[$value]}}"
                         % query + secure, wanted)
        check.defers("dnssec", "${lookup dnsdb{dnssec_strict,a=plain.example}}")
        check.defers("broken", "${lookup dnsdb{a=broken.example}}")
        for name in ["circle", "past", "short", "cut"]:
            query = "defer_never,retry_1,retrans_1s,mx=%s.example" % name
            check.expect(name, "${lookup dnsdb{%s}{y}{n}}" % query, "n")
        check.expect("long", "${lookup dnsdb{long.example}}", "abc")
        check.expect("loop", "${lookup dnsdb{a=loop.example}{y}{n}}", "n")
        if server.asked.count(("loop.example", A)) > 2:
            check.wrong.append("loop: asked too often")


def main():
    if sys.argv[1:] == ["--beside-exim"]:
        beside_exim()
        return
    alone()
    made_up()
    words = ["unshare", "-mn", sys.executable, "-B", __file__, "--beside-exim"]
    probe = ["unshare", "-mn", "true"]
    if os.getuid() != 0 or shutil.which("unshare") is None or subprocess.run(
            probe, check=False).returncode != 0:
        print("not beside Exim: needs root and unshare")
        return
    sys.exit(subprocess.run(words, check=False).returncode)


main()
