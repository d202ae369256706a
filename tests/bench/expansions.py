#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Times 1,000 typical expansions through `exim4 -be` and `trommel -be`: cpu of
the whole process, the start included. Prints a table in Markdown. The program
is copied first, as exim4 was when it was installed: what a linker has just
written lies in the page cache in small pieces, and starts more slowly.

  tests/bench/expansions.py [--trommel PATH] [--rounds N]
Exit status 1 when their results differ, 77 when exim4 is absent."""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile

COUNT = 1000
# What filters are made of; %d makes the lines different.
TYPICAL = [
    "${lc:User%d@Example.COM}",
    "${local_part:user%d@example.com} at ${domain:user%d@example.com}",
    "${if eq{list-%d}{list-7}{yes}{no}}",
    "${if match{[list-%d] Hello}{\\N^\\[list-(\\d+)\\]\\N}{$1}{none}}",
    "${if and{{def:sender_address}{match{a%d@b}{@}}}{${sg{a%d@b}{@.*}{}}}{x}}",
    "${sg{a%d.b.c}{\\\\.}{/}}",
    "${extract{2}{:}{a:b%d:c}}",
    "${extract{size}{size=%d name=x}{$value}{0}}",
    "${substr_0_8:folder-%d-name}",
    "${length_3:abc%d}",
    "${tr{INBOX.%d.x}{.}{/}}",
    "${eval:%d*3+(7%%4)}",
    "${if >{%d}{500}{big}{small}}",
    "${map{a%d:b:c}{<$item>}}",
    "${filter{1:%d:3}{>{$item}{2}}}",
    "${reduce{1:2:%d}{0}{${eval:$value+$item}}}",
    "${if forany{a:b:c%d}{eq{$item}{c9}}{in}{out}}",
    "${if inlist{b%d}{a:b1:b2}{$value}{none}}",
    "${if match_domain{mx%d.example.com}{*.example.com}{ours}{theirs}}",
    "${if or{{eqi{A%d}{a3}}{eq{x}{y}}}{hit}{miss}}",
    "${quote:name %d}",
    "${rxquote:a.b*%d}",
    "${hash_8:user%d}",
    "${nhash_16:user%d}",
    "${md5:user%d}",
    "${uc:${substr{0}{1}{name%d}}}${substr{1}{name%d}}",
    "/home/${local_part:u%d@x}/mail/${lc:${sg{List Name}{ }{-}}}/",
    "plain text %d with $qualify_domain",
    "${if bool{%d}{on}{off}}",
    "${strlen:text %d}",
]
SETTINGS = {"primary_hostname": "peer.example.com",
            "qualify_domain": "example.com"}


def lines(count):
    """-> so many typical strings, one a line"""
    return "".join(TYPICAL[n % len(TYPICAL)].replace("%%", "\0").replace(
        "%d", str(n)).replace("\0", "%") + "\n" for n in range(count))


def cpu(command, data):
    """-> (seconds of user and system time, stdout)"""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out:
        given.write(data)
        given.seek(0)
        child = subprocess.Popen(command, stdin=given, stdout=out)
        _, _, usage = os.wait4(child.pid, 0)
        child.returncode = 0
        out.seek(0)
        return usage.ru_utime + usage.ru_stime, out.read()


def measure(trommel, rounds):
    """-> {name: best seconds}, or None when results differ"""
    data = lines(COUNT).encode()
    with tempfile.TemporaryDirectory() as folder:
        trommel = shutil.copy(trommel, os.path.join(folder, "trommel"))
        conf = os.path.join(folder, "conf")
        with open(conf, "w", encoding="utf-8") as out:
            out.writelines("%s = %s\n" % pair for pair in SETTINGS.items())
            out.write("spool_directory = %s\nkeep_environment =\n" % folder)
        os.environ["XDG_CONFIG_HOME"] = folder
        commands = {
            "trommel -be": [trommel, "-be"] + ["--set=%s=%s" % pair
                                               for pair in SETTINGS.items()],
            "exim4 -be": ["exim4", "-C", conf, "-be"]}
        best, seen = {}, set()
        for _ in range(rounds):
            for name, command in commands.items():
                seconds, out = cpu(command, data)
                best[name] = min(seconds, best.get(name, seconds))
                seen.add(out)
        return best if len(seen) == 1 else None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trommel", default="build/release/bin/trommel")
    parser.add_argument("--rounds", type=int, default=20)
    args = parser.parse_args()
    if not shutil.which("exim4"):
        print("absent: exim4")
        return 77
    best = measure(os.path.abspath(args.trommel), args.rounds)
    if best is None:
        print("the results differ")
        return 1
    print("| 1,000 typical expansions | cpu ms, start included | ratio |")
    print("|---|---:|---:|")
    for name, seconds in best.items():
        print("| `%s` | %.1f | %.1f |" % (
            name, seconds * 1000, seconds / best["trommel -be"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
