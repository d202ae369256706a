#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Do ${run, ${readfile, ${readsocket and ${stat: answer as Exim's do?

  exim_world_test.py --trommel PROGRAM

Expands each line with `exim4 -be LINE` and with `trommel -be LINE`, in a folder
with programs, files and servers on sockets; compares stdout. Then locks each
item in a redirect router of a real Exim and by our setting of that name, and
compares the errors. Exit status: 0 agreed, 1 not, 77 when exim4 or PROGRAM is
absent."""
import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading

LINES = r"""
${run{@D/args a b}}
${run{@D/args a b}{yes<$value>$runrc}{no<$value>$runrc}} $runrc
${run {@D/args a "b c" 'd e' \n}{yes<$value>$runrc}{no<$value>$runrc}} $runrc
${run,preexpand {@D/args a $domain "$primary_hostname x y"}{yes}{no<$value>}}
${run{/bin/echo a b}} $runrc
${run{/bin/echo a b}{Y}}
${run{/bin/false}{Y}}
${run{/bin/false}{Y}fail}
${run{@D/none x}}
${run{@D/none x}{y$runrc}{n$runrc<$value>}}
${run{}{y}{n$runrc}}
${run{""}{y}{n$runrc}}
${run{/bin/echo "abc}}
${run{/bin/echo 'abc}}
${run{/bin/echo ${quote:x y z}}}
${run{/bin/echo "${lc:A B}" ${lc:A B}}}
${run{/bin/echo a$runrc "b\tc" 'd\te'}}
${run,foo {/bin/echo a}}
${run,preexpand{/bin/echo a}}
${run preexpand {/bin/echo a}}
${run,preexpand {/bin/echo a "b c" ${lc:X Y}}}
${run}
${run{/bin/echo a}
${run{/bin/echo a}{b}{c}{d}}
${run{/bin/echo a}{b}}x
${run{/bin/sh -c "echo err 1>&2; printf abc"}}
${run{/usr/bin/env}}
${run{/bin/cat}}
${run{@D}}
${run{@D/file}{y$runrc}{n$runrc}}
${run{/bin/echo "a"b}}
${run{/bin/echo a\ b \$x}}
${run{/bin/echo \N$x\N y}}
${run{/bin/echo "}"}}
${run{/bin/echo \} x}}
${run{/bin/echo {a} x}}
${run{/bin/echo $h_foo} x:}}
${run{/bin/echo "${if eq{a}{b}{x}fail}" y}{YES}{NO}}
${run{/bin/echo ${if{}{}}}}
${run{/bin/echo ${bogus x}}}
${run{/bin/echo ${bogus:x}}}
${run{/bin/echo $bogus}}
${run{/bin/echo "$bogus"}}
${run{/bin/echo \N}\N x}}
${run{/bin/echo a"b c"}}
${run{/bin/echo "a\"b" 'it''s'}}
${run{/bin/echo "\\\\ \x41 \101 \n\q"x}}
${run,preexpand{/bin/echo \$x "a\$b"}}
${run,preexpand{/bin/echo ${bogus:x}}}
${run,preexpand,x{/bin/echo a}}
${run,{/bin/echo a}}
${run ,preexpand{/bin/echo a}}
${run,preexpand,preexpand {/bin/echo a}}
${runx{/bin/echo a}}
${run{/bin/echo a}fail}
${run{/bin/false}{}fail}
${run{/bin/false}{a}bail}
${run{/bin/sh -c "exit 300"}{y}{$runrc}}
${run{@D/kill 9}{y$runrc}{n$runrc$value}}
${run{/bin/sh -c "(sleep 0.1; echo late) & echo now"}}
${run{/bin/cat @D/nul}}
$value ${run{/bin/echo abc}{}}$value.
${if eq{a}{b}{${run{/bin/echo ${bogus:x}}}}{z}}
${if eq{a}{b}{${run{/bin/echo $bogus}{$bogus}}}{z}}
${map{a:b}{${run{/bin/echo $item "$item x"}}}}
${if match{abc}{b(c)}{${run{/bin/echo $1}}}}
${run{/bin/echo "${run{/bin/echo x}}"}}
${readfile{@D/file}}
${readfile{@D/file}{}}
${readfile{@D/file}{:}}
${readfile{@D/file}{\n-}}
${readfile{@D/nul}{:}}
${readfile{@D/none}}
${readfile{@D}}
${readfile{}}
${readfile}
${readfile{@D/file}{a}{b}}
${stat:@D/file}
${stat:@D/none}
${stat:}
${stat:/dev/null}
${stat:/usr/bin/su}
${stat:/tmp}
${readsocket{@D/sock}{x}}
${readsocket{@D/sock}{}}
${readsocket{@D/sock}{x}{3s}{:}}
${readsocket{@D/sock}{x}{3s}{}}
${readsocket{@D/sock}{x}{}{:}}
${readsocket{@D/sock}{x}{3x:shutdown}{:}}
${readsocket{@D/sock}{x.}{3s:shutdown=no}{:}}
${readsocket{@D/sock}{nul}{3s}{:}}
${readsocket{inet:127.0.0.1:@P}{x}{3s}{:}}
${readsocket{inet:[127.0.0.1]:@P}{x}{3s}{:}}
${readsocket{inet:localhost:@P}{x}{3s:tls=yes}{:}{F}}
${readsocket{@D/none}{x}}
${readsocket{@D/none}{x}{3s}{\n}{failed}}
${readsocket{@D/file}{x}}
${readsocket{@D/none}}
${readsocket{@D/none}{x}{3s}{\n}{${bogus}}}
${readsocket{@D/sock}{x}{3s}{\n}{a}{b}}
${readsocket{inet:127.0.0.1:1}{x}}
${if eq{a}{b}{${readsocket{@D/sock}{x}{$bogus}}}{z}}
""".strip().split("\n")

LOCKED = [
    ("run", "${run{/bin/echo ${bogus:x}}}"),
    ("run", "${if eq{a}{b}{${run{/bin/echo}}}{z}}"),
    ("readfile", "${readfile{${bogus}}}"),
    ("readsocket", "${if eq{a}{b}{${readsocket{/a}{b}{c}{d}{e}{f}}}{z}}"),
    ("existstest", "${if exists{/a}{b}{c}}"),
    ("existstest", "${stat:/a}"),
    ("lookup", "${lookup{a}lsearch{/b}}"),
    ("lookup", "${if eq{a}{b}{${lookup{a}bogus{/b}}}{z}}"),
]

CONFIG = """
spool_directory = @D
exim_user = root
exim_group = root
begin routers
f:
  driver = redirect
  allow_filter
  data = # Exim filter\\ntestprint "@T"
  user = nobody
  group = nogroup
  forbid_filter_@L
"""


def serve(listener):
    while True:
        try:
            peer, _ = listener.accept()
        except OSError:
            return
        got = b""
        while not got.endswith(b".") and got[:1] != b"\x16":
            more = peer.recv(4096)
            if not more:
                break
            got += more
        try:
            peer.sendall(b"<" + got + b">\nline\n" +
                         (b"n\0ul" if b"nul" in got else b""))
        except OSError:
            pass
        peer.close()


def start(listener):
    listener.listen(5)
    threading.Thread(target=serve, args=(listener,), daemon=True).start()


def prepare(folder):
    """Fills the folder; the port of the server on loopback."""
    def write(name, data, mode=0o644):
        path = os.path.join(folder, name)
        with open(path, "wb") as file:
            file.write(data)
        os.chmod(path, mode)
    write("args", b"#!/bin/sh\nprintf '%s|' \"$@\"; echo; exit 3\n", 0o755)
    write("kill", b"#!/bin/sh\necho before\nkill -$1 $$\n", 0o755)
    write("file", b"l1\nl2\nl3")
    write("nul", b"a\0b\nc\n")
    local = socket.socket(socket.AF_UNIX)
    local.bind(os.path.join(folder, "sock"))
    os.chmod(os.path.join(folder, "sock"), 0o777)
    start(local)
    inet = socket.socket()
    inet.bind(("127.0.0.1", 0))
    start(inet)
    return inet.getsockname()[1]


def expanded(program, text):
    return subprocess.run([*program, text], capture_output=True, timeout=60,
                          stdin=subprocess.DEVNULL, check=False).stdout


def locked_by_exim(exim, folder, lock, text):
    path = os.path.join(folder, "config")
    quoted = text.replace("\\", "\\\\").replace("$", "\\$")
    config = CONFIG.replace("@D", folder).replace("@L", lock)
    with open(path, "w", encoding="utf-8") as file:
        file.write(config.replace("@T", quoted.replace("{", "\\{")
                                  .replace("}", "\\}")))
    os.chmod(path, 0o644)
    out = subprocess.run([exim, "-C", path, "-bt", "user@vm"],
                         capture_output=True, timeout=60, check=False)
    marker = b"\" in testprint command: "
    return out.stdout.partition(marker)[2].strip()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--trommel", required=True)
    trommel = parser.parse_args().trommel
    exim = shutil.which("exim4", path=os.environ["PATH"] + ":/usr/sbin")
    if not exim or not os.path.exists(trommel):
        print("skipped: exim4 or trommel is absent")
        return 77
    differences = 0
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        port = prepare(folder)
        for line in LINES:
            text = line.replace("@D", folder).replace("@P", str(port))
            theirs = expanded([exim, "-be"], text)
            ours = expanded([trommel, "-be"], text)
            if ours != theirs:
                differences += 1
                print(f"{line}\n  exim:    {theirs!r}\n  trommel: {ours!r}")
        if os.getuid() == 0:
            for lock, text in LOCKED:
                theirs = locked_by_exim(exim, folder, lock, text)
                ours = expanded([trommel, "--set",
                                 f"forbid_filter_{lock}=true", "-be"], text)
                if ours.strip() != b"Failed: " + theirs:
                    differences += 1
                    print(f"{lock} {text}\n  {theirs!r}\n  {ours!r}")
    print(f"{len(LINES) + len(LOCKED)} cases, {differences} differences")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
