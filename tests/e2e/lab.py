# SPDX-License-Identifier: MIT
"""A real Exim of our own, with trommel-lda behind its pipe transport.

Everything lives in one temporary folder: configuration, spool, homes, and a
sendmail that only notes what it is given. Exim runs as the user Debian-exim
with deliver_drop_privilege, so it needs no entry in Debian's list of trusted
configurations and touches nothing of the system's own Exim.
"""
import os
import pwd
import shutil
import smtplib
import socket
import subprocess
import sys
import tempfile
import time

SKIP = 77
DEADLINE = 50  # seconds for anything that is waited for
DOMAIN = "mail.example"
USER = "Debian-exim"

CONFIGURATION = """
exim_path = {exim}
primary_hostname = lab.example
spool_directory = {dir}/spool
log_file_path = {dir}/log/%slog
pid_file_path = {dir}/exim.pid
deliver_drop_privilege
never_users =
disable_ipv6
host_lookup =
keep_environment =
smtp_accept_max = 100
smtp_accept_max_per_connection = 1000
smtp_accept_queue_per_connection = 1000
message_size_limit = 50M
{options}
acl_smtp_rcpt = accept
acl_smtp_data = accept
begin routers
users:
  driver = accept
  domains = {domain}
  local_parts = {users}
  transport = lda
begin transports
lda:
  driver = pipe
  command = {lda} --sendmail {dir}/sendmail
  home_directory = {dir}/home/$local_part_data
  message_prefix =
  message_suffix =
  log_fail_output
  log_defer_output
  return_fail_output
  timeout_defer
begin retry
* * F,1h,1s
"""

# One file a call: the arguments, an empty line, the message.
SENDMAIL = """#!/bin/sh
file=$(mktemp {dir}/sent/XXXXXXXX.part) || exit 75
{{ echo "$*"; echo; cat; }} > "$file" && mv "$file" "${{file%.part}}"
"""


def skip(reason):
    print("skipped:", reason)
    sys.exit(SKIP)


def wait_for(what, condition):
    """Polls until condition() is true; fails the test after DEADLINE."""
    end = time.monotonic() + DEADLINE
    while not condition():
        if time.monotonic() > end:
            raise AssertionError("waited too long for " + what)
        time.sleep(0.05)


class Lab:
    """Use with `with`: all is stopped and removed at the end, whatever."""

    def __init__(self, users, options=""):
        self.exim = shutil.which("exim4", path="/usr/sbin:/usr/bin")
        self.lda = os.path.join(os.environ.get("TROMMEL_PROGRAMS", ""),
                                "trommel-lda")
        if os.getuid() != 0:
            skip("needs root, to run Exim as " + USER)
        if self.exim is None:
            skip("exim4 is not installed (tools/dev/deps test)")
        if not os.access(self.lda, os.X_OK):
            skip("there is no " + self.lda)
        try:
            self.account = pwd.getpwnam(USER)
        except KeyError:
            skip("there is no user " + USER)
        self.users = users
        self.options = options
        self.daemon = None
        self.mounted = []

    def __enter__(self):
        self.dir = tempfile.mkdtemp(prefix="trommel-e2e-")
        try:
            self.prepare()
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, kind, value, trace):
        if kind is not None:
            self.show_log()
        self.close()

    def path(self, *names):
        return os.path.join(self.dir, *names)

    def home(self, user, *names):
        return self.path("home", user, *names)

    def own(self, path):
        os.chown(path, self.account.pw_uid, self.account.pw_gid)

    def write(self, path, text, mode=0o644):
        with open(path, "w") as file:
            file.write(text)
        os.chmod(path, mode)

    def prepare(self):
        os.chmod(self.dir, 0o755)
        # The build may stand where Exim's user cannot go.
        self.lda = shutil.copy(self.lda, self.path("trommel-lda"))
        os.chmod(self.lda, 0o755)
        for name in ["spool", "log", "home", "sent"]:
            os.mkdir(self.path(name))
            self.own(self.path(name))
        for user in self.users:
            os.mkdir(self.home(user))
            self.own(self.home(user))
        self.own(self.dir)
        self.write(self.path("sendmail"), SENDMAIL.format(dir=self.dir), 0o755)
        self.write(self.path("exim.conf"), CONFIGURATION.format(
            exim=self.exim, dir=self.dir, lda=self.lda, domain=DOMAIN,
            users=" : ".join(self.users), options=self.options))

    def command(self, *words):
        return [self.exim, "-C", self.path("exim.conf"), *words]

    def run_exim(self, *words):
        return subprocess.run(
            self.command(*words), user=USER, group=USER, extra_groups=[],
            stdout=subprocess.PIPE, check=True, timeout=DEADLINE).stdout

    def start(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.daemon = subprocess.Popen(
            self.command("-bdf", "-oX", "127.0.0.1.%d" % self.port),
            user=USER, group=USER, extra_groups=[])
        wait_for("Exim to listen", self.listens)

    def listens(self):
        if self.daemon.poll() is not None:
            raise AssertionError("Exim does not start")
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
            return True
        except OSError:
            return False

    def send(self, messages):
        """Queues (user, bytes) pairs through one SMTP connection."""
        with smtplib.SMTP("127.0.0.1", self.port, timeout=DEADLINE) as smtp:
            for user, message in messages:
                smtp.sendmail("sender@example.org", "%s@%s" % (user, DOMAIN),
                              message.replace(b"\n", b"\r\n"))

    def run_queue(self, runners=4):
        """Delivers what is queued, deferred or not, by several runners."""
        started = [
            subprocess.Popen(self.command("-qf"), user=USER, group=USER,
                             extra_groups=[]) for _ in range(runners)]
        for runner in started:
            runner.wait(DEADLINE)

    def queued(self):
        return len(self.run_exim("-bpru").split(b"\n\n")) - 1

    def show_log(self):
        for name in ["mainlog", "paniclog"]:
            if os.path.exists(self.path("log", name)):
                with open(self.path("log", name), errors="replace") as file:
                    print(file.read()[-5000:])

    def close(self):
        if self.daemon is not None:
            self.daemon.terminate()
            self.daemon.wait()
        for path in self.mounted:
            subprocess.run(["umount", path], check=False)
        shutil.rmtree(self.dir, ignore_errors=True)


def maildir_files(folder):
    """Paths of the messages in one Maildir folder."""
    out = []
    for part in ["new", "cur"]:
        if os.path.isdir(os.path.join(folder, part)):
            out += [os.path.join(folder, part, name)
                    for name in os.listdir(os.path.join(folder, part))]
    return sorted(out)


def read(path):
    with open(path, "rb") as file:
        return file.read()
