# SPDX-License-Identifier: MIT
"""Real servers for lookups: each in a temporary folder, on loopback.

`with Postgres() as server:` starts one on a free port and ends it, whatever
happens. All run as the caller, as root too; only PostgreSQL, which refuses
root, then runs as the user of its package. A package that is missing skips the
test and is named.
"""
import contextlib
import glob
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

SKIP = 77
DEADLINE = 40  # seconds for anything that is waited for
PASSWORD = "s3cret"


def skip(reason):
    print("skipped:", reason)
    sys.exit(SKIP)


def need(package, program, path="/usr/sbin:/usr/bin"):
    found = shutil.which(program, path=path)
    if found is None:
        skip(f"{package} is not installed (tools/dev/deps test)")
    return found


def free_port(kind=socket.SOCK_STREAM):
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Silent:
    """A server that takes connections and datagrams and never answers."""

    def __enter__(self):
        self.tcp = socket.socket()
        self.tcp.bind(("127.0.0.1", 0))
        self.tcp.listen(64)
        self.port = self.tcp.getsockname()[1]
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", self.port))
        return self

    def __exit__(self, *_):
        self.tcp.close()
        self.udp.close()


class Answerer:
    """A name server that answers what `answer(name, type)` makes: the second
    flag byte and the records after the question, or None for nothing."""

    def __init__(self, answer):
        self.answer = answer

    def __enter__(self):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.where = "127.0.0.1:%d" % self.socket.getsockname()[1]
        self.asked = []
        self.thread = threading.Thread(target=self.serve)
        self.thread.start()
        return self

    def __exit__(self, *_):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as end:
            end.sendto(b"", self.socket.getsockname())
        self.thread.join()
        self.socket.close()

    def serve(self):
        while True:
            query, sender = self.socket.recvfrom(4096)
            if not query:
                return
            labels, at = [], 12
            while query[at]:
                labels.append(query[at + 1:at + 1 + query[at]].decode())
                at += 1 + query[at]
            name = ".".join(labels)
            kind = int.from_bytes(query[at + 1:at + 3], "big")
            self.asked.append((name, kind))
            made = self.answer(name, kind)
            if made is None:
                continue
            flags, records = made
            self.socket.sendto(
                query[:2] + bytes([0x81, flags, 0, 1, 0, len(records), 0, 0,
                                   0, 0]) + query[12:at + 5] +
                b"".join(records), sender)


def record(kind, data, name=b"\xc0\x0c"):
    """One record; its name is that of the question if none is given."""
    return (name + kind.to_bytes(2, "big") + b"\0\1\0\0\0\x3c" +
            len(data).to_bytes(2, "big") + data)


class LocalSocket:
    """A Unix socket; what a client sent up to its end, or up to where
    `enough(bytes)` says, is answered by `answer(bytes)`: bytes, or None for
    never. `asked` keeps what came."""

    def __init__(self, answer, enough=None):
        self.answer = answer
        self.enough = enough or (lambda received: False)

    def __enter__(self):
        self.dir = tempfile.TemporaryDirectory(prefix="trommel-socket-")
        self.path = os.path.join(self.dir.name, "s")
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.bind(self.path)
        self.socket.listen(64)
        self.asked = []
        self.kept = []
        self.ending = False
        self.thread = threading.Thread(target=self.serve)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ending = True
        with socket.socket(socket.AF_UNIX) as end:
            end.connect(self.path)
        self.thread.join()
        for client in [self.socket, *self.kept]:
            client.close()
        self.dir.cleanup()

    def serve(self):
        while True:
            client, _ = self.socket.accept()
            if self.ending:
                client.close()
                return
            received = b""
            while not self.enough(received):
                more = client.recv(65536)
                if not more:
                    break
                received += more
            self.asked.append(received)
            made = self.answer(received)
            if made is None:
                self.kept.append(client)
                continue
            with client, contextlib.suppress(OSError):
                client.sendall(made)


class Server:
    """What all have in common: a folder, a port, a process."""

    user = None  # instead of root
    end = signal.SIGTERM

    def __enter__(self):
        self.dir = tempfile.mkdtemp(prefix="trommel-lookup-", dir="/tmp")
        self.process = None
        self.account = None
        if self.user is not None and os.getuid() == 0:
            self.account = pwd.getpwnam(self.user)
            os.chown(self.dir, self.account.pw_uid, self.account.pw_gid)
        self.log = open(self.path("log"), "w+")
        self.port = free_port()
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self.process is not None:
            self.process.send_signal(self.end)
            try:
                self.process.wait(DEADLINE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()
        shutil.rmtree(self.dir, ignore_errors=True)

    def path(self, *names):
        return os.path.join(self.dir, *names)

    def write(self, name, text):
        with open(self.path(name), "w") as file:
            file.write(text)
        return self.path(name)

    def command(self, words):
        if self.account is None:
            return words
        return ["setpriv", f"--reuid={self.account.pw_uid}",
                f"--regid={self.account.pw_gid}", "--clear-groups", *words]

    def run(self, *words, text=None):
        done = subprocess.run(self.command(words), input=text, text=True,
                              cwd=self.dir, capture_output=True, check=False)
        if done.returncode != 0:
            raise AssertionError(f"{words[0]}: {done.stdout}{done.stderr}")
        return done.stdout

    def spawn(self, *words):
        self.process = subprocess.Popen(
            self.command(words), cwd=self.dir, stdin=subprocess.DEVNULL,
            stdout=self.log, stderr=subprocess.STDOUT)

    def wait_until(self, ready):
        end = time.monotonic() + DEADLINE
        while not ready():
            if self.process.poll() is not None or time.monotonic() > end:
                self.log.seek(0)
                raise AssertionError("did not start: " + self.log.read())
            time.sleep(0.02)

    def answers(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


class Postgres(Server):
    user = "postgres"
    end = signal.SIGINT  # the other waits for queries

    def start(self):
        path = ":".join(sorted(glob.glob("/usr/lib/postgresql/*/bin")))
        initdb = need("postgresql-15", "initdb", path)
        server = need("postgresql-15", "postgres", path)
        psql = need("postgresql-15", "psql", path)
        secret = self.write("secret", PASSWORD)
        os.chmod(secret, 0o644)
        data = self.path("data")
        self.run(initdb, "-D", data, "-U", "admin", "-A", "password",
                 "--pwfile", secret, "--no-sync", "--no-instructions",
                 "-E", "UTF8", "--locale=C")
        self.spawn(server, "-D", data, "-F", "-h", "127.0.0.1",
                   "-p", str(self.port), "-k", self.dir)
        self.socket = self.path(f".s.PGSQL.{self.port}")
        self.where = f"127.0.0.1::{self.port}/postgres/admin/{PASSWORD}"
        link = (f"host=127.0.0.1 port={self.port} user=admin "
                f"dbname=postgres password={PASSWORD}")
        self.psql = [psql, "-qXAt", "-v", "ON_ERROR_STOP=1", "-d", link]
        check = [*self.psql, "-c", "select 1"]
        self.wait_until(lambda: subprocess.run(
            check, capture_output=True, check=False).returncode == 0)

    def sql(self, text):
        return self.run(*self.psql, text=text)


class MariaDb(Server):
    def start(self):
        server = need("mariadb-server-core", "mariadbd")
        self.client = need("mariadb-client-core", "mariadb")
        install = need("mariadb-server-core", "mariadb-install-db")
        data = self.path("data")
        name = pwd.getpwuid(os.getuid()).pw_name
        # One that starts removes the temporary tables of all in the folder.
        common = ["--no-defaults", "--datadir=" + data, "--user=" + name,
                  "--tmpdir=" + self.dir]
        small = ["--innodb-log-file-size=4M", "--innodb-flush-method=nosync",
                 "--innodb-flush-log-at-trx-commit=0",
                 "--innodb-fast-shutdown=2", "--innodb-buffer-pool-size=8M"]
        self.run(install, *common, *small, "--skip-test-db",
                 "--auth-root-authentication-method=normal")
        self.socket = self.path("socket")
        self.spawn(server, *common, *small, "--bind-address=127.0.0.1",
                   f"--port={self.port}", "--socket=" + self.socket,
                   "--skip-log-bin", "--pid-file=" + self.path("pid"))
        self.wait_until(lambda: os.path.exists(self.socket))
        self.sql("create database mail character set utf8mb4;"
                 "create user ada@localhost identified by '%s';"
                 "create user ada@'127.0.0.1' identified by '%s';"
                 "grant all on mail.* to ada@localhost;"
                 "grant all on mail.* to ada@'127.0.0.1';"
                 % (PASSWORD, PASSWORD), database="mysql")
        self.where = f"127.0.0.1::{self.port}/mail/ada/{PASSWORD}"

    def sql(self, text, database="mail"):
        return self.run(self.client, "--no-defaults", "-u", "root", "-N",
                        "-S", self.socket, "-D", database, text=text)


class Redis(Server):
    def start(self):
        server = need("redis-server", "redis-server")
        need("redis-tools", "redis-cli")
        self.socket = self.path("socket")
        self.spawn(server, "--port", str(self.port), "--bind", "127.0.0.1",
                   "--unixsocket", self.socket, "--save", "",
                   "--requirepass", PASSWORD, "--dir", self.dir)
        self.where = f"127.0.0.1::{self.port}/0/{PASSWORD}"
        self.wait_until(self.answers)

    def cli(self, *words):
        return self.run("redis-cli", "-p", str(self.port), "-a", PASSWORD,
                        "--no-auth-warning", *words)


class Slapd(Server):
    CONFIGURATION = """
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
pidfile {dir}/pid
modulepath /usr/lib/ldap
moduleload back_mdb
database mdb
suffix "o=Garden"
rootdn "cn=admin,o=Garden"
rootpw {password}
directory {dir}/data
dbnosync
"""

    def start(self):
        server = need("slapd", "slapd")
        add = need("slapd", "slapadd")
        os.mkdir(self.path("data"))
        config = self.write("conf", self.CONFIGURATION.format(
            dir=self.dir, password=PASSWORD))
        self.run(add, "-q", "-f", config, text=self.entries())
        self.socket = self.path("socket")
        self.url = f"ldap://127.0.0.1:{self.port}"
        self.spawn(server, "-d", "0", "-f", config, "-h",
                   f"{self.url} ldapi://{self.socket.replace('/', '%2F')}")
        self.wait_until(self.answers)

    @staticmethod
    def entries():
        people = [("ada", "Ada", ["Lovelace"], ["ada@garden.example"]),
                  ("bob", "Bob, Jr", ["Moss", "Fern"], []),
                  ("cleo", "Cl\\eo \"C\"", ["Reed"],
                   ["c@garden.example", "c,c@garden.example"])]
        out = "dn: o=Garden\nobjectClass: organization\no: Garden\n\n"
        for uid, cn, names, mails in people:
            out += (f"dn: uid={uid},o=Garden\nobjectClass: inetOrgPerson\n"
                    f"uid: {uid}\ncn: {cn}\n")
            out += "".join(f"sn: {name}\n" for name in names)
            out += "".join(f"mail: {mail}\n" for mail in mails)
            out += "\n"
        return out


class Nsd(Server):
    """An authoritative name server for `zones`: name -> text."""

    CONFIGURATION = """
server:
  ip-address: 127.0.0.1@{port}
  username: ""
  chroot: ""
  zonesdir: {dir}
  database: ""
  zonelistfile: {dir}/zone.list
  xfrdfile: {dir}/xfrd.state
  xfrdir: {dir}
  pidfile: ""
  server-count: 1
  do-ip6: no
remote-control:
  control-enable: no
"""

    def __init__(self, zones, port=None):
        self.zones = zones
        self.fixed = port

    def start(self):
        server = need("nsd", "nsd")
        if self.fixed is not None:
            self.port = self.fixed
        text = self.CONFIGURATION.format(dir=self.dir, port=self.port)
        for name, zone in self.zones.items():
            file = self.write(name.strip(".") + ".zone", zone)
            text += f"zone:\n  name: {name}\n  zonefile: {file}\n"
        self.where = f"127.0.0.1:{self.port}"
        self.spawn(server, "-d", "-c", self.write("conf", text))
        self.wait_until(self.answers)
