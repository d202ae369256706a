# SPDX-License-Identifier: MIT
"""Files for lookups and readfile, made in a folder by the formats' own tools."""
import contextlib
import os
import socketserver
import subprocess
import threading

PLAIN = """# a comment
a: letter a
b:letter b
key  value of key
"two words": quoted
"q\\"r" : quote
a.b.example: host
*.dom.example: star dom
dom.example: dom
sub.dom.example : sub
*.example : all
x@example.com: x at
*@example.com: any at
*: default
cont: first
   second
\tthird
# in between
   fourth
empty:
dollar: $1 ${lc:X} $domain
$x: dollar key
ab12: 12
example.com: me : bob
b@x.example: b
10.1.2.0/24: net
10.1.2.3: ip
.dom.example: dot dom
x.dom.example: dom with x
"""

FILES = {
    "plain": PLAIN,
    "wild": "a: exact\n*.dom.example: star\n\\N^a[b-c]\\d+$\\N: regex\n"
            "^KEY: caseless\n(?x)bad: x\n\"two words\": tw\n\\$x: dollar\n"
            "^\\\\Nq: odd\n*: rest $1 $0\n",
    "ips": "10.1.2.3: exact\n10.0.0.0/8: ten\n\"::1\": one\n\"fe80::/16\": link\n"
           "192.168.0.0/33: bad\nx: word\n0.0.0.0/0: any\n",
    "lines": "one\ntwo $1\n\nfour\n",
    "noeol": "a\nb",
    "empty": "",
}
PAIRS = [("a", "letter a"), ("key", "value of key"), ("*", "default"),
         ("*.dom.example", "star"), ("*@example.com", "any at"), ("empty", ""),
         ("x@example.com", "x at"), ("two words", "tw"), ("$x", "$1"),
         ("example.com", "me : bob"), ("*.example", "all")]
SQL = """create table t (k text, v text);
insert into t values ('a', 'letter a'), ('key', 'a b'), ('empty', ''),
 ('null', null), ('two', 'x
y'), ('quote', 'q"r'), ('a', 'second');"""


def _run(*command, text=None):
    subprocess.run(command, input=text, text=True, check=True,
                   stdout=subprocess.DEVNULL)


class _Echo(socketserver.BaseRequestHandler):
    """Answers with what came first."""

    def handle(self):
        self.request.settimeout(.3)
        with contextlib.suppress(OSError):
            data = self.request.recv(4096)
            self.request.sendall(b"got " + data + b"\nthe end\n")


@contextlib.contextmanager
def socket_server(folder):
    """Listens at the socket `socket` of the folder's files."""
    with socketserver.ThreadingUnixStreamServer(
            os.path.join(folder, "files/socket"), _Echo) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield
        server.shutdown()


def make(folder):
    """Writes the files into folder, which exists and is empty."""
    path = lambda name: os.path.join(folder, name)
    os.chmod(folder, 0o755)
    for name, text in FILES.items():
        with open(path(name), "w", encoding="utf-8") as out:
            out.write(text)
    os.makedirs(path("folder/sub"))
    for name in ("file", "key", "a"):
        open(path("folder/" + name), "w", encoding="utf-8").close()
    lines = "".join("+%d,%d:%s->%s\n" % (len(key), len(value), key, value)
                    for key, value in PAIRS)
    _run("cdb", "-c", path("data.cdb"), text=lines + "\n")
    with open(path("pairs"), "w", encoding="utf-8") as out:
        out.writelines("\"%s\": %s\n" % pair for pair in PAIRS)
    _run("exim_dbmbuild", path("pairs"), path("data.db"))
    _run("sqlite3", path("data.sqlite"), SQL)
